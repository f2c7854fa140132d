"""Points at which one side alone has a value: whether the hole is removable."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sympy as sp

from grading.symbolic.balls import SLACK, Ball, Undefined, Unknown, magnitude
from grading.symbolic.domain import Domain, Point
from grading.symbolic.evaluate import Beside, Evaluator, is_infinite
from grading.symbolic.probe import Finding, Outcome, Probe

DISTANCES = (6, 25, 120, 180)  # from the hole, as powers of one half
DIRECTIONS = tuple(sp.Rational(a, b) for a, b in ((1, 1), (-1, 1), (5, 7), (-3, 11), (13, 17), (-19, 23)))
BITS = 900


def removable(left: Any, right: Any, domain: Domain, probe: Probe, point: Point, finding: Finding) -> bool | None:
    """Whether the missing value is a removable hole: near it both sides agree, and the side that has a value is continuous.

    Then that value is the limit of the other side. The hole is approached along straight lines in the domain, from two sides;
    along whole numbers there is nothing to approach, so they move only where nothing else moves the point out of the hole.
    None where it cannot be told.
    """
    defined = right if finding.left == "undefined" else left
    here = _value(defined, point)
    if here is None or is_infinite(here[0]):
        return None if here is None else False
    for integers in (False, True):
        found = [_approached(left, right, defined, here, probe, line) for line in _lines(domain, point, integers=integers)]
        if False in found or None in found or True in found:
            return False if False in found else None if None in found else True
    return False if found else None


def _lines(domain: Domain, point: Point, *, integers: bool) -> Iterator[list[Point]]:
    """Points of the domain on straight lines to the hole, nearer and nearer."""
    moving = [d for d in domain.symbols if integers or not (d.integer or d.choices)]
    for turn in range(min(len(moving), 2)):
        for sign in (1, -1):
            steps = {d.symbol: sign * DIRECTIONS[(2 * k + 3 * turn * (k + 1)) % 6] for k, d in enumerate(moving)}
            near = [{s: Beside(v, steps[s] / 2**n) if s in steps else v for s, v in point.items()} for n in DISTANCES]
            if steps and all(_inside(domain, place, integers) for place in near):
                yield near


def _inside(domain: Domain, point: Point, integers: bool) -> bool:
    free = [d for d in domain.symbols if not (d.complex or (integers and (d.integer or d.choices)))]
    return domain.allows(point) and all(d.holds(_exact(point[d.symbol])) for d in free)


def _exact(coordinate: Any) -> Any:
    """A number near the coordinate, on the same side of the hole."""
    if isinstance(coordinate, Beside):
        return _exact(coordinate.place) + coordinate.step
    return coordinate if isinstance(coordinate, sp.Expr) else sp.Rational(float(coordinate))


def _approached(left: Any, right: Any, defined: Any, here: Ball, probe: Probe, line: list[Point]) -> bool | str | None:
    """True where both sides agree on the way and the defined one tends to its value; "" where the hole goes on."""
    gaps = []
    for near in line:
        finding = probe.compare(left, right, near)
        if finding.outcome in (Outcome.ONE_UNDEFINED, Outcome.BOTH_UNDEFINED):
            return ""
        if finding.outcome is Outcome.DIFFERENT:
            return False
        value = _value(defined, near)
        if finding.outcome is Outcome.UNKNOWN or value is None or is_infinite(value[0]):
            break
        gap = abs(value[0] - here[0])
        gaps.append(gap if gap and magnitude(gap) > max(value[1], here[1]) + SLACK else 0)
    if len(gaps) < 2:
        return None
    if not gaps[-1] or gaps[-1] < gaps[-2] / 2:
        return True
    return False if len(gaps) == len(line) or gaps[-1] > 1000 * (gaps[-2] + abs(here[0]) + 1) else None


def _value(expression: Any, point: Point) -> Ball | None:
    try:
        return Evaluator(point, BITS).value(expression)
    except (Undefined, Unknown, OverflowError):
        return None
