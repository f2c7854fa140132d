"""Compare two expressions at one point with rising precision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from grading.symbolic.balls import EXACT, Ball, Undefined, Unknown, magnitude, new_context
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
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Finding:
    """The outcome at one point; the values that were seen, and the bits to which they agree or are known."""

    outcome: Outcome
    left: Any = None
    right: Any = None
    bits: int = 0


class Probe:
    """Evaluates pairs of expressions at points; keeps one mpmath context for all of them."""

    def __init__(self, extra_bits: int = 0, *, levels: tuple[int, ...] = LEVELS, enough: int = ENOUGH_BITS) -> None:
        """Make the context; `extra_bits` are added to every precision (the bits of the longest number that occurs)."""
        self.context = new_context(levels[0])
        self.levels = tuple(level + extra_bits for level in levels)
        self.enough = enough

    def closer(self) -> Probe:
        """A probe that asks for agreement to eight times as many bits."""
        probe = Probe(enough=8 * self.enough)
        probe.levels = tuple(level for level in self.levels if level > probe.enough) or self.levels[-1:]
        return probe

    def values(self, expressions: tuple[Any, ...], point: Mapping[Any, Any], bits: int) -> tuple[list[Ball | str], int]:
        """Values (or "undefined"/"unknown") at one precision, and the bits that were absorbed in sums."""
        evaluator = Evaluator(point, bits, context=self.context)
        found: list[Ball | str] = []
        for expression in expressions:
            try:
                found.append(evaluator.value(expression))
            except Undefined:
                found.append("undefined")
            except (Unknown, OverflowError, RecursionError):
                found.append("unknown")
        return found, evaluator.absorbed

    def compare(self, left: Any, right: Any, point: Mapping[Any, Any]) -> Finding:
        """Compare at rising precision until the answer is clear; a difference is confirmed at twice the precision."""
        finding = Finding(Outcome.UNKNOWN)
        undefined_before = False
        for level in self.levels:
            (a, b), absorbed = self.values((left, right), point, level)
            if "undefined" in (a, b) and "unknown" not in (a, b):
                if absorbed >= level - 40:
                    undefined_before = False
                    continue
                if undefined_before:
                    both = a == b
                    return Finding(Outcome.BOTH_UNDEFINED if both else Outcome.ONE_UNDEFINED, _shown(a), _shown(b), level)
                undefined_before = True
                continue
            undefined_before = False
            if isinstance(a, str) or isinstance(b, str):
                return Finding(Outcome.UNKNOWN)
            finding = judge(self.context, a, b, absorbed, level, self.enough)
            if finding.outcome is Outcome.SAME:
                return finding
            if finding.outcome is Outcome.DIFFERENT:
                return self._confirmed(left, right, point, finding, level)
        return finding

    def _confirmed(self, left: Any, right: Any, point: Mapping[Any, Any], first: Finding, level: int) -> Finding:
        (a, b), absorbed = self.values((left, right), point, 2 * level + 64)
        if isinstance(a, str) or isinstance(b, str):
            return Finding(Outcome.UNKNOWN)
        second = judge(self.context, a, b, absorbed, 2 * level + 64, self.enough)
        if second.outcome is Outcome.DIFFERENT and _agree(first, second):
            return second
        return Finding(Outcome.UNKNOWN)


def judge(context: Any, a: Ball, b: Ball, absorbed: int, level: int, enough: int) -> Finding:
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
    if known >= enough and absorbed < level - 40:
        return Finding(Outcome.SAME, left, right, known)
    return Finding(Outcome.UNKNOWN, left, right, known)


def _shown(side: Ball | str) -> Any:
    return side if isinstance(side, str) else side[0]


def _agree(first: Finding, second: Finding) -> bool:
    one, two = first.left - first.right, second.left - second.right
    if is_infinite(one) or is_infinite(two):
        return True
    return bool(abs(one - two) <= abs(two) / 1000) if first.left != first.right else False
