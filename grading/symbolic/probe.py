"""Compare two expressions at one point with rising precision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from grading.symbolic.balls import EXACT, Ball, Undefined, Unknown, Unsettled, magnitude, new_context
from grading.symbolic.evaluate import Evaluator, is_infinite

LEVELS = (180, 420, 1100, 3000)  # bits of the working precision
QUADRATURE_LEVELS = (80, 130)  # where integrals have to be computed numerically
ENOUGH_BITS = 110  # of agreement, about 33 digits
CLEAR_BITS = 12  # by which a difference must exceed its error


class Outcome(Enum):
    """How the two sides compare at one point."""

    SAME = "same"
    BOTH_UNDEFINED = "both undefined"
    ONE_UNDEFINED = "one undefined"
    DIFFERENT = "different"
    UNSETTLED = "more bits are needed"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Finding:
    """The outcome at one point; the values that were seen, and the bits to which they agree or are known.

    `guessed` says that the outcome rests on a number that is within its error of zero.
    """

    outcome: Outcome
    left: Any = None
    right: Any = None
    bits: int = 0
    guessed: bool = False


class Probe:
    """Evaluates pairs of expressions at points; keeps one mpmath context for all of them."""

    def __init__(self, extra_bits: int = 0, *, levels: tuple[int, ...] = LEVELS, enough: int = ENOUGH_BITS) -> None:
        """Make the context; `extra_bits` are added to every precision (the bits of the longest number that occurs)."""
        self.context = new_context(levels[0])
        self.levels = tuple(level + extra_bits for level in levels)
        self.enough = enough

    def at(self, left: Any, right: Any, point: Mapping[Any, Any], level: int) -> Finding:
        """Compare at one precision. What rests on a guessed zero, or on missing values, is not settled by absorbed digits."""
        evaluator = Evaluator(point, level, context=self.context)
        found = [_side(evaluator, expression) for expression in (left, right)]
        for outcome in (Outcome.UNKNOWN, Outcome.UNSETTLED):
            if outcome in found:
                return Finding(outcome)
        a, b = found
        lost = evaluator.absorbed >= level - 40
        if "undefined" in found:
            outcome = Outcome.BOTH_UNDEFINED if a == b else Outcome.ONE_UNDEFINED
            left, right = (side if isinstance(side, str) else side[0] for side in found)
            finding = Finding(outcome, left, right, level)
        else:
            finding = judge(self.context, a, b, level, self.enough)
        if lost and (finding.outcome is not Outcome.DIFFERENT or evaluator.guessed):
            return Finding(Outcome.UNSETTLED)
        return replace(finding, guessed=evaluator.guessed)

    def compare(self, left: Any, right: Any, point: Mapping[Any, Any]) -> Finding:
        """Compare at rising precision until the answer is clear.

        Agreement is believed at once. Everything else is confirmed at twice the precision, and at the highest where a number
        within its error of zero decides: the one place where a difference, or a missing value, becomes a witness.
        """
        for level in self.levels:
            finding = self.at(left, right, point, level)
            if finding.outcome in (Outcome.SAME, Outcome.UNKNOWN):
                return finding
            if finding.outcome is Outcome.UNSETTLED:
                continue
            highest = self.levels[-1] if finding.guessed and finding.outcome is not Outcome.BOTH_UNDEFINED else 0
            second = self.at(left, right, point, max(2 * level + 64, highest))
            if second.outcome is finding.outcome and _agree(finding, second):
                return second
        return Finding(Outcome.UNKNOWN)


def _side(evaluator: Evaluator, expression: Any) -> Any:
    """The ball of one side, or why there is none."""
    try:
        return evaluator.value(expression)
    except Undefined:
        return "undefined"
    except Unsettled:
        return Outcome.UNSETTLED
    except (Unknown, OverflowError, RecursionError):
        return Outcome.UNKNOWN


def judge(context: Any, a: Ball, b: Ball, level: int, enough: int) -> Finding:
    """Outcome for two values with errors."""
    (left, error_left), (right, error_right) = a, b
    if is_infinite(left) or is_infinite(right):
        return Finding(Outcome.SAME if left == right else Outcome.DIFFERENT, left, right, level)
    gap = magnitude(context.convert(left - right))
    size = max(magnitude(left), magnitude(right))
    error = max(error_left, error_right, size - level if size > EXACT else EXACT)
    if gap > error + CLEAR_BITS:
        return Finding(Outcome.DIFFERENT, left, right, gap - error)
    known = size - error if size > EXACT else -error
    return Finding(Outcome.SAME if known >= enough else Outcome.UNSETTLED, left, right, known)


def _agree(first: Finding, second: Finding) -> bool:
    if first.outcome is not Outcome.DIFFERENT:
        return True
    one, two = first.left - first.right, second.left - second.right
    if is_infinite(one) or is_infinite(two):
        return True
    return bool(abs(one - two) <= abs(two) / 1000) if first.left != first.right else False
