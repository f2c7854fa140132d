"""Small regions in several symbols that no line along one symbol meets."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

import sympy as sp

from grading.symbolic.balls import kept_context
from grading.symbolic.breaks import GRID_BITS, MAX_CUTS, base_point, valuer
from grading.symbolic.domain import SEED, Domain, Point, SymbolDomain

STEPS = 200  # of the simplex

Value = Callable[[Point], float | None]


def hidden_regions(domain: Domain, cuts: list[tuple[str, Any]]) -> Iterator[tuple[str, Point]]:
    """Yield points where a function of several symbols has the sign that it shows nowhere else.

    A kink such as Max(0, 1/100 - (x-3)² - (x-y)²) acts in a small region that no line may meet. The extremum of its argument is
    sought by a simplex (Nelder and Mead, 1965).
    """
    free = [d for d in domain.symbols if not (d.integer or d.complex or d.choices)]
    generator = random.Random(SEED + 2)
    starts = [base for base in (base_point(domain, generator) for _ in range(3)) if base is not None]
    context = kept_context(GRID_BITS)
    for kind, function in cuts[:MAX_CUTS]:
        axes = [d for d in free if d.symbol in function.free_symbols]
        if kind == "kink" and len(axes) > 1:
            yield from _other_side(valuer(function, context), axes, starts, domain)


def _other_side(value: Value, axes: list[SymbolDomain], starts: list[Point], domain: Domain) -> Iterator[tuple[str, Point]]:
    """Yield points where a function has another sign than at all starts; nothing where the starts differ already."""
    values = [value(start) for start in starts]
    if None in values or len({v > 0 for v in values if v is not None}) > 1:
        return
    for start in starts[:2]:
        point = _simplex(value, axes, start)
        if domain.allows(point):
            yield "piece", point


def _simplex(value: Value, axes: list[SymbolDomain], point: Point) -> Point:
    """Move towards the zero by reflecting, stretching and shrinking a simplex; stops where the sign changes."""
    sign = 1.0 if (value(point) or 0.0) > 0 else -1.0

    def height(place: list[float]) -> float:
        there = _at(point, axes, place)
        found = value(there) if all(d.holds(there[d.symbol]) for d in axes) else None
        return float("inf") if found is None else sign * found

    start = [float(point[d.symbol]) for d in axes]
    corners = [start] + [[v + (i == j) * 0.1 * max(1.0, abs(v)) for j, v in enumerate(start)] for i in range(len(start))]
    simplex = sorted((height(corner), corner) for corner in corners)
    for _ in range(STEPS):
        if simplex[0][0] < 0:
            break
        simplex = sorted(_moved(simplex, height))
    return _at(point, axes, simplex[0][1])


def _moved(simplex: list[tuple[float, list[float]]], height: Callable[[list[float]], float]) -> list[tuple[float, list[float]]]:
    """One step: the worst corner is reflected, stretched or drawn in; failing that, all move towards the best."""
    *rest, (worst, corner) = simplex
    middle = [sum(c[i] for _, c in rest) / len(rest) for i in range(len(corner))]

    def along(factor: float) -> tuple[float, list[float]]:
        place = [m + factor * (m - c) for m, c in zip(middle, corner, strict=True)]
        return height(place), place

    mirrored = along(1.0)
    if mirrored[0] < rest[0][0]:
        return [*rest, min(mirrored, along(2.0))]
    if mirrored[0] < rest[-1][0]:
        return [*rest, mirrored]
    drawn = along(0.5) if mirrored[0] < worst else along(-0.5)
    if drawn[0] < min(worst, mirrored[0]):
        return [*rest, drawn]
    best = simplex[0][1]
    shrunk = [[(a + b) / 2 for a, b in zip(best, c, strict=True)] for _, c in simplex[1:]]
    return [simplex[0], *((height(c), c) for c in shrunk)]


def _at(point: Point, axes: list[SymbolDomain], place: list[float]) -> Point:
    moved = {d.symbol: sp.Rational(Fraction(v).limit_denominator(10**9)) for d, v in zip(axes, place, strict=True)}
    return {**point, **moved}
