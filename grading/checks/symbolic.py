"""Symbolic expectations for hidden checks: the verdict of `grading.symbolic.compare` as the end of a check."""

from __future__ import annotations

from typing import Any

import sympy as sp

from grading.checks.outcomes import CheckFailed, Undecided
from grading.symbolic import Relation, SolutionSet, Unreadable, compare


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


def expect_equal(got: Any, expected: Any, what: str, **options: Any) -> None:
    """Hold a symbolic answer against the expected one.

    Args:
        got: the student's value as it came over the wire.
        expected: the right answer; it never appears in a message.
        what: the name of the answer in messages.
        options: those of `compare`; `slips` may be a mapping message -> wrong answer, as in `close`.

    Raises:
        CheckFailed: the answer is different (with the slip, or a point and the student's value there), or unreadable.
        Undecided: neither equal nor different could be shown.
    """
    try:
        comparison = compare(got, expected, **options)
    except Unreadable as error:
        raise CheckFailed(f"{what}: a SymPy expression was expected; {error}.") from None
    if comparison.relation is Relation.DIFFERENT:
        message = comparison.slip
        if not message and comparison.witness is not None:
            message = f"At {comparison.witness.at()} your answer has the value {comparison.witness.got}, which is not right."
        raise CheckFailed(f"{what}: {message or 'your answer is not right.'}")
    if comparison.relation is Relation.UNDECIDED:
        raise Undecided(f"{what}: {comparison.evidence}")
