"""Points beside the real axis: independent evidence where both sides are real-analytic.

Two functions that are analytic about a real point and equal on the real axis there are equal beside it too (identity theorem).
A difference that is zero, or too small to be seen, on the axis need not be so beside it: sin(1000·pi·x)² is huge there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

import sympy as sp

from grading.symbolic.balls import Undefined, Unknown, kept_context
from grading.symbolic.domain import Domain, Point, SymbolDomain, points
from grading.symbolic.evaluate import Evaluator, is_infinite
from grading.symbolic.structure import nodes

BITS = 120
POINTS = 3
ON_THE_WAY = (Fraction(1, 8), Fraction(1, 4), Fraction(1, 2), Fraction(3, 4), Fraction(1))  # where the arguments are looked at
SHIFTS = (Fraction(3, 7), Fraction(-2, 5), Fraction(5, 13), Fraction(1, 3), Fraction(-4, 11))
TRIALS = 5  # of ever shorter steps
NEIGHBOURS = tuple(Fraction(a, b) for a, b in ((1, 7), (-1, 7), (5, 11), (-5, 11), (1, 97), (1, 1), (-1, 1)))

# Functions with one value, analytic but for poles.
SINGLE = (
    sp.Symbol, sp.Add, sp.Mul,
    sp.exp, sp.sin, sp.cos, sp.tan, sp.cot, sp.sec, sp.csc, sp.sinh, sp.cosh, sp.tanh, sp.coth, sp.sech, sp.csch,
    sp.erf, sp.erfc, sp.erfi, sp.gamma, sp.factorial,
)  # fmt: skip


def _positive(w: Any) -> Any:
    return w


def _inside_one(w: Any) -> Any:
    return 1 - abs(w)


def _beyond_one(w: Any) -> Any:
    return abs(w) - 1


# For functions with cuts: the radius of a disc about a real argument in which the principal value is analytic; 0 or less: none.
RADIUS: dict[type, Callable[[Any], Any]] = {
    sp.log: _positive,
    sp.loggamma: _positive,
    sp.asin: _inside_one,
    sp.acos: _inside_one,
    sp.atanh: _inside_one,
    sp.acosh: lambda w: w - 1,
    sp.acoth: _beyond_one,
    sp.asec: _beyond_one,
    sp.acsc: _beyond_one,
    sp.asech: lambda w: min(w, 1 - w),
    sp.atan: lambda w: (1 + w * w) ** 0.5,
    sp.asinh: lambda w: (1 + w * w) ** 0.5,
    sp.acot: abs,
    sp.acsch: abs,
}


Steps = dict[Any, Fraction]  # how far each symbol is moved along the imaginary axis
Watched = list[tuple[Any, Callable[[Any], Any]]]


def beside(left: Any, right: Any, domain: Domain) -> Iterator[tuple[Point, Steps]]:
    """Yield up to three real points of the domain, each with steps off the axis; none unless both sides are analytic.

    On the straight way from the real point to `shifted(point, steps)` every argument of a function with cuts stays within half
    the radius of a disc in which that function is analytic. So no cut is crossed.
    """
    moving = [d for d in domain.symbols if not (d.integer or d.complex or d.choices)]
    if not moving or any(d.complex for d in domain.symbols):
        return
    watched = _watched(left, right, moving={d.symbol for d in moving})
    if watched is None:
        return
    found = 0
    for _, base in points(domain, generic=10, limit=10):
        steps = _steps(base, moving, watched)
        if steps is not None:
            yield base, steps
            found += 1
        if found >= POINTS:
            return


def shifted(base: Point, steps: Steps, part: Fraction = Fraction(1)) -> Point:
    """The complex point that lies `part` of the steps off the axis."""
    return {
        symbol: sp.Add(value, sp.Mul(sp.I, sp.Rational(steps[symbol] * part), evaluate=False), evaluate=False)
        if symbol in steps
        else value
        for symbol, value in base.items()
    }


def real_neighbours(base: Point, steps: Steps, domain: Domain) -> Iterator[Point]:
    """Real points about `base`, at distances like the steps: where a real witness is sought."""
    for part in NEIGHBOURS:
        near = {symbol: value + sp.Rational(part * steps.get(symbol, Fraction(0))) for symbol, value in base.items()}
        if all(d.holds(near[d.symbol]) for d in domain.symbols) and domain.allows(near):
            yield near


def _watched(*sides: Any, moving: set[Any]) -> Watched | None:
    """Arguments of functions with cuts, and their radii; None when a part is not analytic."""
    found: Watched = []
    for node in nodes(*sides):
        if not node.free_symbols & moving or isinstance(node, SINGLE):
            continue
        if isinstance(node, sp.Pow):
            if node.base.free_symbols & moving and not node.exp.is_integer:
                found.append((node.base, _positive))
        elif type(node) in RADIUS:
            found.append((node.args[0], RADIUS[type(node)]))
        else:
            return None
    return found


def _steps(base: Point, moving: list[SymbolDomain], watched: Watched) -> Steps | None:
    """Steps off the axis, as long as the cuts allow and not longer than the coordinates."""
    context = kept_context(BITS)
    rooms = _rooms(base, watched, context)
    if rooms is None:
        return None
    size = Fraction(1)
    for _ in range(TRIALS):
        steps = {d.symbol: size * SHIFTS[i % len(SHIFTS)] * _size(base[d.symbol]) for i, d in enumerate(moving)}
        if all(_stays(shifted(base, steps, part), rooms, context) for part in ON_THE_WAY):
            return steps
        size /= 4
    return None


def _rooms(base: Point, watched: Watched, context: Any) -> list[tuple[Any, Any, Any]] | None:
    """Each watched argument, its value at the real point, and how far it may move; None where one is at a cut."""
    evaluator = Evaluator(base, BITS, context=context)
    rooms = []
    for argument, radius in watched:
        try:
            start, _ = evaluator.value(argument)
        except (Undefined, Unknown, OverflowError):
            return None
        if hasattr(start, "_mpc_") or is_infinite(start) or radius(start) <= 0:
            return None
        rooms.append((argument, start, radius(start) / 2))  # as an mpmath number: a float would be infinite for exp(1000)
    return rooms


def _stays(point: Point, rooms: list[tuple[Any, Any, Any]], context: Any) -> bool:
    evaluator = Evaluator(point, BITS, context=context)
    try:
        return all(abs(evaluator.value(argument)[0] - start) < room for argument, start, room in rooms)
    except (Undefined, Unknown, OverflowError):
        return False


def _size(value: Any) -> Fraction:
    """Size of a coordinate, roughly; between a millionth and one."""
    return min(Fraction(1), max(Fraction(abs(float(value))).limit_denominator(10**6), Fraction(1, 10**6)))
