"""Where pieces meet: the zeros of the functions that cut the domain, along one symbol at a time."""

# Longer than the house measure: the exact and the searched zeros share their bookkeeping.

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, pairwise, permutations
from typing import Any

import numpy as np
import sympy as sp

from grading.symbolic.balls import Ball, Undefined, Unknown, kept_context
from grading.symbolic.domain import SEED, Domain, Point, SymbolDomain, random_value
from grading.symbolic.evaluate import Evaluator, Fixed
from grading.symbolic.identity import as_quotient

GRID_BITS = 70
MAX_CUTS = 24
MAX_BREAKS = 40


@dataclass(frozen=True)
class Root:
    """A zero of `function` along `symbol`, near `start`: refined to whatever precision is asked."""

    function: Any
    symbol: Any
    others: tuple[tuple[Any, Any], ...]
    low: Fraction
    high: Fraction

    def ball(self, evaluator: Evaluator) -> Ball:
        """The zero at the evaluator's precision."""
        context = evaluator.context
        bits = evaluator.bits
        ends = [context.mpf(x.numerator) / x.denominator for x in (self.low, self.high)]
        try:
            context.prec = bits + 30
            value = context.findroot(
                lambda x: self._value(x, evaluator), ends, solver="anderson", tol=context.ldexp(1, -2 * bits)
            )
        except (ValueError, ZeroDivisionError, Undefined):
            raise Unknown("a break could not be located") from None
        finally:
            context.prec = bits
        if not ends[0] <= value <= ends[1]:
            raise Unknown("a break could not be located")
        return +value, -bits + max(0, int(abs(float(value))).bit_length()) + 12

    def _value(self, where: Any, evaluator: Evaluator) -> Any:
        bits = evaluator.bits + 30
        point = {**dict(self.others), self.symbol: Fixed(where)}
        value, _ = Evaluator(point, bits, context=evaluator.context).value(self.function)
        return evaluator.context.re(value)

    def __str__(self) -> str:
        """Ten digits, for a witness."""
        return f"{float((self.low + self.high) / 2):.10g}…"


def break_points(domain: Domain, cuts: list[tuple[str, Any]], *, lines: int = 2) -> Iterator[tuple[str, Point]]:
    """Yield points at, between and beyond the breaks, on `lines` lines along each symbol."""
    generator = random.Random(SEED + 1)
    for line in range(lines):
        for d in domain.symbols:
            if d.complex or d.choices:
                continue
            here = [(kind, g) for kind, g in cuts if d.symbol in g.free_symbols][:MAX_CUTS]
            if not here or (line and len(domain.symbols) == 1):
                continue
            base = base_point(domain, generator)
            if base is None:
                continue
            yield from _along(d, domain, base, here)


MAX_EQUATIONS = 6


def meeting_points(domain: Domain, equations: list[Any]) -> Iterator[tuple[str, Point]]:
    """Yield points where two equations hold at once: x = 1/7 and y = 2/9, a single point of the plane."""
    free = [d for d in domain.symbols if not (d.complex or d.choices)]
    generator = random.Random(SEED + 3)
    for one, two in combinations(equations[:MAX_EQUATIONS], 2):
        base = base_point(domain, generator) or {}
        for first, second in permutations(free, 2):
            if not base or first.symbol not in one.free_symbols or second.symbol not in two.free_symbols:
                continue
            for place in roots("kink", one, first, base)[:2]:
                held = {**base, first.symbol: place}
                for other in roots("kink", two, second, held)[:2]:
                    point = {**held, second.symbol: other}
                    if _inside(first, place) and _inside(second, other) and domain.allows(point):
                        yield "break", point


def base_point(domain: Domain, generator: random.Random) -> Point | None:
    """A point of the domain without structure; None when sixty tries find none."""
    for _ in range(60):
        point = {d.symbol: random_value(d, generator) for d in domain.symbols}
        if domain.allows(point):
            return point
    return None


def _along(d: SymbolDomain, domain: Domain, base: Point, cuts: list[tuple[str, Any]]) -> Iterator[tuple[str, Point]]:
    breaks: dict[Any, float] = {}
    for kind, function in cuts:
        for root in roots(kind, function, d, base):
            breaks.setdefault(root, _as_float(root))
    ordered = sorted(breaks, key=lambda root: (breaks[root], str(root)))[:MAX_BREAKS]
    for place in _between(d, ordered, breaks):
        point = {**base, d.symbol: place}
        if domain.allows(point):
            yield ("break" if place in breaks else "piece"), point


def _between(d: SymbolDomain, ordered: list[Any], breaks: dict[Any, float]) -> Iterator[Any]:
    if d.integer:
        near = {sp.Integer(int(np.floor(breaks[root])) + step) for root in ordered for step in (-1, 0, 1, 2)}
        yield from (n for n in sorted(near) if d.holds(n))
        return
    inside = [root for root in ordered if _inside(d, root)]
    yield from inside
    values = [Fraction(breaks[root]) for root in ordered]
    places = [(a + b) / 2 for a, b in pairwise(values) if b > a]
    if values:
        places += [values[0] - 1, values[-1] + 1, values[0] - abs(values[0]) / 2, values[-1] * 2 + 1]
        places += [value + step for value in values for step in (Fraction(1, 10**6), Fraction(-1, 10**6))]
    for place in places:
        number = sp.Rational(short(place, 15))
        if d.holds(number):
            yield number


def short(place: Fraction, digits: int) -> Fraction:
    """A fraction of so many digits near `place`, relative to its size where that is small: half of 10⁻¹⁵ is not 0."""
    if not place or abs(place) > Fraction(1, 1000):
        return place.limit_denominator(10**digits)
    scale = 10 ** (len(str(place.denominator)) - len(str(abs(place.numerator))))
    return (place * scale).limit_denominator(10**digits) / scale


def _middle(a: Fraction, b: Fraction) -> Fraction:
    """The middle of a bracket; the geometric one where its ends are of one sign and of different scale."""
    if a * b <= 0 or max(a / b, b / a) < 64:
        return (a + b) / 2
    bits = (_scale(a) + _scale(b)) // 2
    return (1 if a > 0 else -1) * (Fraction(2) ** bits)


def _scale(x: Fraction) -> int:
    return abs(x.numerator).bit_length() - x.denominator.bit_length()


def _inside(d: SymbolDomain, root: Any) -> bool:
    if isinstance(root, Root):
        return d.holds(sp.Rational(root.low)) and d.holds(sp.Rational(root.high))
    return d.holds(root)


def _as_float(root: Any) -> float:
    return float((root.low + root.high) / 2) if isinstance(root, Root) else float(root)


def roots(kind: str, function: Any, d: SymbolDomain, base: Point) -> list[Any]:
    """Zeros of the function along the symbol (for a step, places where it is an integer), as exact numbers or `Root`s."""
    levels = range(-3, 4) if kind == "step" else (0,)
    quotient = as_quotient(function, d.symbol, base)
    scan = _Scan(function, d, base)
    found: list[Any] = []
    for level in levels:
        shifted = function if level == 0 else sp.Add(function, sp.Integer(-level), evaluate=False)
        if quotient is not None:
            top = [a - level * b for a, b in _zip(*quotient)]
            found += _polynomial_roots(top, shifted, d, base)
            found += _polynomial_roots(quotient[1], sp.Pow(function, -1, evaluate=False), d, base)
        else:
            found += _scanned_roots(shifted, scan.at_level(level), d, base)
    return found


def _zip(top: list[Fraction], bottom: list[Fraction]) -> list[tuple[Fraction, Fraction]]:
    length = max(len(top), len(bottom))
    zero = Fraction(0)
    return [(top[i] if i < len(top) else zero, bottom[i] if i < len(bottom) else zero) for i in range(length)]


def _polynomial_roots(coefficients: list[Fraction], function: Any, d: SymbolDomain, base: Point) -> list[Any]:
    while coefficients and not coefficients[-1]:
        coefficients = coefficients[:-1]
    if len(coefficients) < 2:
        return []
    if len(coefficients) == 2:
        return [sp.Rational(-coefficients[0] / coefficients[1])]
    if len(coefficients) == 3:
        c, b, a = coefficients
        square = b * b - 4 * a * c
        if square < 0:
            return []
        side = sp.sqrt(sp.Rational(square))
        return [(sp.Rational(-b) + sign * side) / sp.Rational(2 * a) for sign in (1, -1)]
    scale = max(abs(c) for c in coefficients)
    found: list[Any] = []
    for root in np.roots([float(c / scale) for c in reversed(coefficients)]):
        if abs(root.imag) < 1e-6 * (1 + abs(root)):
            found += _exact_or_bracketed(float(root.real), coefficients, function, d, base)
    return found


def _exact_or_bracketed(near: float, coefficients: list[Fraction], function: Any, d: SymbolDomain, base: Point) -> list[Any]:
    def value(x: Fraction) -> Fraction:
        total = Fraction(0)
        for c in reversed(coefficients):
            total = total * x + c
        return total

    for bound in (1, 12, 1000, 10**6):
        guess = Fraction(near).limit_denominator(bound)
        if value(guess) == 0:
            return [sp.Rational(guess)]
    step = Fraction(max(abs(near), 1.0) * 1e-7)
    low, high = Fraction(near) - step, Fraction(near) + step
    if value(low) * value(high) < 0:
        return [_root(function, d, base, low, high)]
    return [sp.Rational(Fraction(near).limit_denominator(10**12))]


def _root(function: Any, d: SymbolDomain, base: Point, low: Fraction, high: Fraction) -> Root:
    others = tuple((symbol, value) for symbol, value in base.items() if symbol != d.symbol)
    return Root(function, d.symbol, others, low, high)


# ---------------------------------------------------------------- functions that are no polynomials


def grid(d: SymbolDomain) -> list[Fraction]:
    """About eighty places in the domain, dense where things usually happen, down to 1e-30 and out to 1e30."""
    low, high = d.lower, d.upper
    if low.is_finite and high.is_finite:
        start, width = Fraction(str(sp.N(low, 20))), Fraction(str(sp.N(high - low, 20)))
        return [start + width * Fraction(2 * k + 1, 128) for k in range(64)]
    sizes = [Fraction(k, 4) + Fraction(1, 97) for k in range(29)] + [Fraction(10) ** k for k in (-30, -18, -12, -9, -6, -4, -2)]
    sizes += [
        Fraction(9),
        Fraction(12),
        Fraction(20),
        Fraction(50),
        Fraction(300),
        Fraction(10**4),
        Fraction(10**6),
        Fraction(10**8),
        Fraction(10**13),
        Fraction(10**18),
        Fraction(10**30),
    ]
    if low.is_finite:
        return sorted(Fraction(str(sp.N(low, 20))) + size for size in sizes)
    if high.is_finite:
        return sorted(Fraction(str(sp.N(high, 20))) - size for size in sizes)
    return sorted([*sizes, *(-size for size in sizes)])


class _Scan:
    """Values of a function along a symbol as floats, each computed once: the levels of a step share them."""

    def __init__(self, function: Any, d: SymbolDomain, base: Point) -> None:
        """Keep what is needed; nothing is computed yet."""
        self.function = function
        self.symbol = d.symbol
        self.base = base
        self.context = kept_context(GRID_BITS)
        self.seen: dict[Fraction, float | None] = {}

    def at_level(self, level: int) -> Callable[[Fraction], float | None]:
        """The function less a whole number; None where it has no real value."""

        def value(x: Fraction) -> float | None:
            if x not in self.seen:
                self.seen[x] = self._value(x)
            found = self.seen[x]
            return found if found is None or not level else found - level

        return value

    def _value(self, x: Fraction) -> float | None:
        try:
            found, _ = Evaluator({**self.base, self.symbol: x}, GRID_BITS, context=self.context).value(self.function)
        except (Undefined, Unknown, OverflowError):
            return None
        return None if hasattr(found, "_mpc_") else float(found)


def _scanned_roots(function: Any, value: Callable[[Fraction], float | None], d: SymbolDomain, base: Point) -> list[Any]:
    places = grid(d)
    values = [value(x) for x in places]
    found: list[Any] = []
    for k in range(len(places) - 1):
        a, b = values[k], values[k + 1]
        if a is None or b is None:
            continue
        if a == 0:
            found.append(sp.Rational(places[k]))
        elif a * b < 0:
            found += _bisected(function, value, d, base, places[k], places[k + 1], a)
        elif k > 0 and values[k - 1] is not None and abs(a) < abs(values[k - 1] or 0) and abs(a) <= abs(b):
            found += _touching(function, value, d, base, places[k - 1], places[k + 1], a)
    return found[:8]


def _bisected(
    function: Any, value: Any, d: SymbolDomain, base: Point, low: Fraction, high: Fraction, start: float
) -> list[Any]:
    a, b = low, high
    for _ in range(34):
        middle = short(_middle(a, b), 14)
        found = value(middle)
        if not found:
            break
        a, b = (middle, b) if found * start > 0 else (a, middle)
    return _nice(function, d, base, (a + b) / 2, (a, b))


def _touching(
    function: Any, value: Any, d: SymbolDomain, base: Point, low: Fraction, high: Fraction, start: float
) -> list[Any]:
    """A local minimum of |g|: a double zero, or a pair of zeros between two places of the grid."""
    a, b = float(low), float(high)
    golden = 0.6180339887498949
    sign = 1.0 if start > 0 else -1.0
    for _ in range(36):
        left, right = b - golden * (b - a), a + golden * (b - a)
        at_left, at_right = value(Fraction(left)), value(Fraction(right))
        if at_left is None or at_right is None:
            return []
        if sign * at_left < 0 or sign * at_right < 0:
            inner = Fraction(left if sign * at_left < 0 else right)
            return _bisected(function, value, d, base, low, inner, start) + _bisected(
                function, value, d, base, inner, high, -start
            )
        a, b = (a, right) if sign * at_left < sign * at_right else (left, b)
    return _nice(function, d, base, Fraction((a + b) / 2), None)


_KERNELS = (sp.S.One, sp.pi, sp.E, sp.log(2), sp.sqrt(2), sp.sqrt(3), 1 / sp.pi)


def _nice(function: Any, d: SymbolDomain, base: Point, near: Fraction, bracket: tuple[Fraction, Fraction] | None) -> list[Any]:
    """The zero as an exact number if a simple one fits, else as a `Root` (or nothing if it is none)."""
    for candidate in _simple_numbers(near):
        if _at_hand(candidate, near, bracket) and _vanishes(function, d, base, candidate):
            return [candidate]
    return [_root(function, d, base, *bracket)] if bracket and bracket[0] < bracket[1] else []


def _simple_numbers(near: Fraction) -> Iterator[Any]:
    for kernel in _KERNELS:
        yield sp.Rational(Fraction(float(near) / float(kernel)).limit_denominator(60)) * kernel
    yield sp.Rational(near.limit_denominator(10**6))


def _at_hand(candidate: Any, near: Fraction, bracket: tuple[Fraction, Fraction] | None) -> bool:
    """Whether a simple number may be the zero that was found: 0 is not, for one at exp(-60)."""
    if bracket is None:
        return abs(float(candidate) - float(near)) < 1e-7 * (1 + abs(float(near)))
    width = float(bracket[1] - bracket[0])
    return float(bracket[0]) - width <= float(candidate) <= float(bracket[1]) + width


def _vanishes(function: Any, d: SymbolDomain, base: Point, candidate: Any) -> bool:
    try:
        value, _ = Evaluator({**base, d.symbol: candidate}, 200).value(function)
    except Undefined:
        return True
    except (Unknown, OverflowError):
        return False
    return not value
