"""Symbolic expectations for hidden checks: the verdict of `grading.symbolic.compare` as the end of a check."""

from __future__ import annotations

import math
import time
from typing import Any

import sympy as sp

from grading.checks.allowance import allowance
from grading.checks.outcomes import CheckFailed, Undecided
from grading.symbolic import Comparison, Relation, SolutionSet, Unreadable, compare
from grading.symbolic.structure import TooLarge, measure

LONGER = (
    50.0  # times the size of the expected answer; beyond it, an answer that cannot be decided is asked for in a simpler form
)
FEWEST_PARTS = 10  # that an expected answer counts as, however short it is
LEAST_SECONDS = 0.05


def expect_same_set(got: Any, expected: Any, what: str, **options: Any) -> None:
    """Hold a set of solutions (set, list, tuple, FiniteSet; of expressions, tuples or dicts) against the expected one.

    Args and Raises as `expect_equal`. The order and repetitions do not matter.
    """
    expect_equal(got, SolutionSet(tuple(expected)), what, **options)


def expect_equation(got: Any, expected: Any, what: str, **options: Any) -> None:
    """Hold an equation against the expected one, up to a factor that vanishes nowhere; an expression e stands for e = 0.

    Args and Raises as `expect_equal`.
    """
    wanted = expected if isinstance(expected, sp.Equality) else sp.Eq(expected, 0, evaluate=False)
    expect_equal(got, wanted, what, **options)


def expect_equal(got: Any, expected: Any, what: str, *, longer: float = LONGER, hint: str = "", **options: Any) -> None:
    """Hold a symbolic answer against the expected one.

    Args:
        got: the student's value as it came over the wire.
        expected: the right answer; it never appears in a message.
        what: the name of the answer in messages.
        longer: how many times the parts of the expected answer one may have that is left to a person.
        hint: what to try, for an answer that no slip explains.
        options: those of `compare`; `slips` may be a mapping message -> wrong answer, as in `close`. `seconds` is what is left
            of the check's allowance, unless less is given.

    Raises:
        CheckFailed: the answer is different (with the slip, or a point and the student's value there), or unreadable; or
            neither equal nor different could be shown, and it is so much longer than the expected answer.
        Undecided: neither equal nor different could be shown of an answer of ordinary length.
    """
    comparison = _compared(got, expected, what, options)
    if comparison.relation is Relation.DIFFERENT:
        message = comparison.slip
        if not message and comparison.witness is not None:
            message = (
                f"At {comparison.witness.at()} your answer has the value {comparison.witness.got}, which is not right. {hint}"
            )
        raise CheckFailed(f"{what}: {message or 'your answer is not right.'}".rstrip())
    if comparison.relation is Relation.UNDECIDED:
        if _parts(got) > longer * max(_parts(expected), FEWEST_PARTS):
            raise CheckFailed(
                f"{what}: your answer is so long that it cannot be compared. Simplify it, and give a shorter form."
            )
        raise Undecided(f"{what}: {comparison.evidence}")


def _compared(got: Any, expected: Any, what: str, options: dict[str, Any]) -> Comparison:
    of_check = allowance()
    left = max(of_check.seconds, LEAST_SECONDS)
    seconds = min(options.pop("seconds", left), left)
    started = time.process_time()
    try:
        return compare(got, expected, seconds=seconds, **options)
    except Unreadable as error:
        raise CheckFailed(f"{what}: a SymPy expression was expected; {error}.") from None
    finally:
        of_check.seconds -= time.process_time() - started


def _parts(value: Any) -> float:
    """Count the parts of an answer; infinite when there are more than anybody counts."""
    try:
        return measure(list(value.elements) if isinstance(value, SolutionSet) else value)
    except TooLarge:
        return math.inf
