"""Where pieces meet: the zeros of the functions that cut the domain, along one symbol at a time."""

# Longer than the house measure: the exact and the searched zeros share their bookkeeping.

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations, pairwise, permutations
from typing import Any

import sympy as sp

from grading.symbolic.balls import Ball, Undefined, Unknown, kept_context
from grading.symbolic.domain import SEED, Domain, Point, SymbolDomain, random_value
from grading.symbolic.evaluate import Evaluator, Fixed
from grading.symbolic.identity import numerator

GRID_BITS = 70
MAX_CUTS = 24
MAX_BREAKS = 40
MAX_ROOTS = 8  # of a function that is no polynomial, the nearest to 0 first
MAX_EQUATIONS = 6
STARTS = (1, -2, sp.I, 1 - sp.I, sp.Rational(-1, 2) + 2 * sp.I)  # of the search for complex zeros
Value = Callable[[Fraction], float | None]


@dataclass(frozen=True)
class Root:
    """A zero of `function` along `symbol`, between `low` and `high`, or near the complex number `low`: as precise as asked."""

    function: Any
    symbol: Any
    others: tuple[tuple[Any, Any], ...]
    low: Any
    high: Any = None
    found: dict[int, Ball] = field(default_factory=dict, compare=False, repr=False)  # by precision: to find it is dear

    def ball(self, evaluator: Evaluator) -> Ball:
        """The zero at the evaluator's precision."""
        if evaluator.bits not in self.found:
            self.found[evaluator.bits] = self._located(evaluator)
        value, error = self.found[evaluator.bits]
        return evaluator.context.convert(value), error

    def _located(self, evaluator: Evaluator) -> Ball:
        context, bits = evaluator.context, evaluator.bits
        ends = [evaluator.value(sp.sympify(end))[0] for end in (self.low, self.high) if end is not None]
        start, solver = (ends, "anderson") if self.high is not None else (ends[0], "muller")
        try:
            context.prec = bits + 30
            value = context.findroot(lambda x: self._value(x, evaluator), start, solver=solver, tol=context.ldexp(1, -2 * bits))
        except (ValueError, ZeroDivisionError, Undefined):
            raise Unknown("a break could not be located") from None
        finally:
            context.prec = bits
        if self.high is not None and not ends[0] <= value <= ends[1]:
            raise Unknown("a break could not be located")
        return +value, -bits + max(0, int(abs(complex(value))).bit_length()) + 12

    def _value(self, where: Any, evaluator: Evaluator) -> Any:
        point = {**dict(self.others), self.symbol: Fixed(where)}
        value, _ = Evaluator(point, evaluator.bits + 30, context=evaluator.context).value(self.function)
        return value if self.high is None else evaluator.context.re(value)

    def __float__(self) -> float:
        """The middle."""
        return float((self.low + self.high) / 2)

    def __str__(self) -> str:
        """Ten digits, for a witness."""
        return f"{float(self):.10g}…" if self.high is not None else f"{complex(self.low):.6g}…"


def break_points(domain: Domain, cuts: list[tuple[str, Any]], *, lines: int = 2) -> Iterator[tuple[str, Point]]:
    """Yield points at, between and beyond the breaks, on `lines` lines along each symbol."""
    generator = random.Random(SEED + 1)
    for line in range(lines):
        for d in domain.symbols:
            here = [(kind, g) for kind, g in cuts if d.symbol in g.free_symbols][:MAX_CUTS]
            if d.complex or d.choices or not here or (line and len(domain.symbols) == 1):
                continue
            base = base_point(domain, generator)
            if base is not None:
                yield from _along(d, domain, base, here)


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


def complex_roots(domain: Domain, functions: tuple[Any, ...]) -> Iterator[tuple[str, Point]]:
    """Yield zeros of the functions along complex symbols, from a few starts."""
    generator = random.Random(SEED + 4)
    for d in (d for d in domain.symbols if d.complex):
        base = base_point(domain, generator)
        for function in functions if base else ():
            for start in STARTS if d.symbol in function.free_symbols else ():
                root = _root(function, d, base or {}, sp.sympify(start), None)
                try:
                    near, _ = root.ball(Evaluator({}, GRID_BITS, context=kept_context(GRID_BITS)))
                except (Unknown, OverflowError):
                    continue
                low = sp.Rational(float(near.real)) + sp.I * sp.Rational(float(near.imag))
                yield "break", {**(base or {}), d.symbol: _root(function, d, base or {}, low, None)}


def base_point(domain: Domain, generator: random.Random) -> Point | None:
    """A point of the domain without structure; None when sixty tries find none."""
    for _ in range(60):
        point = {d.symbol: random_value(d, generator) for d in domain.symbols}
        if domain.allows(point):
            return point
    return None


def _along(d: SymbolDomain, domain: Domain, base: Point, cuts: list[tuple[str, Any]]) -> Iterator[tuple[str, Point]]:
    breaks = {root: float(root) for kind, function in cuts for root in roots(kind, function, d, base)}
    ordered = sorted(breaks, key=lambda root: (breaks[root], str(root)))[:MAX_BREAKS]
    for place in _between(d, ordered, breaks):
        point = {**base, d.symbol: place}
        if domain.allows(point):
            yield ("break" if place in breaks else "piece"), point


def _between(d: SymbolDomain, ordered: list[Any], breaks: dict[Any, float]) -> Iterator[Any]:
    if d.integer:
        near = {sp.Integer(int(breaks[root] // 1) + step) for root in ordered for step in (-1, 0, 1, 2)}
        yield from (n for n in sorted(near) if d.holds(n))
        return
    yield from (root for root in ordered if _inside(d, root))
    values = [Fraction(breaks[root]) for root in ordered]
    places = [(a + b) / 2 for a, b in pairwise(values) if b > a]
    if values:
        places += [values[0] - 1, values[-1] + 1, values[0] - abs(values[0]) / 2, values[-1] * 2 + 1]
        places += [value + step for value in values for step in (Fraction(1, 10**6), Fraction(-1, 10**6))]
    yield from (number for number in (sp.Rational(short(place, 15)) for place in places) if d.holds(number))


def short(place: Fraction, digits: int) -> Fraction:
    """A fraction of so many digits near `place`, relative to its size where that is small: half of 10⁻¹⁵ is not 0."""
    if not place or abs(place) > Fraction(1, 1000):
        return place.limit_denominator(10**digits)
    scale = 10 ** (len(str(place.denominator)) - len(str(abs(place.numerator))))
    return (place * scale).limit_denominator(10**digits) / scale


def _inside(d: SymbolDomain, root: Any) -> bool:
    return all(map(d.holds, (root.low, root.high))) if isinstance(root, Root) else d.holds(root)


def roots(kind: str, function: Any, d: SymbolDomain, base: Point) -> list[Any]:
    """Zeros of the function along the symbol (for a step, places where it is an integer), as exact numbers or `Root`s."""
    scan = _Scan(function, d, base)
    found: list[Any] = []
    for level in range(-3, 4) if kind == "step" else (0,):
        shifted = sp.Add(function, sp.Integer(-level), evaluate=False) if level else function
        polynomial = numerator(shifted, d.symbol, base)
        if polynomial is not None:
            found += _polynomial_roots(polynomial, d, base)
        else:
            found += _scanned_roots(shifted, scan.at_level(level), d, base)
    return found


def _polynomial_roots(polynomial: Any, d: SymbolDomain, base: Point) -> list[Any]:
    if polynomial.degree() < 1:
        return []
    if polynomial.degree() == 1:
        return [-polynomial.nth(0) / polynomial.nth(1)]
    if polynomial.degree() == 2:
        a, b, c = polynomial.all_coeffs()
        square = b * b - 4 * a * c
        return [(sign * sp.sqrt(square) - b) / (2 * a) for sign in (1, -1)] if square >= 0 else []
    simple = polynomial.sqf_part()
    found = []
    for low, high in simple.intervals(eps=sp.Rational(1, 10**40), sqf=True):
        guess = sp.Rational(Fraction(*map(int, ((low + high) / 2).as_numer_denom())).limit_denominator(10**6))
        exact = low if low == high else guess if simple.eval(guess) == 0 else None
        found.append(_root(simple.as_expr(), d, base, low, high) if exact is None else exact)
    return found


def _root(function: Any, d: SymbolDomain, base: Point, low: Any, high: Any) -> Root:
    others = tuple((symbol, value) for symbol, value in base.items() if symbol != d.symbol)
    low, high = (sp.Rational(end) if isinstance(end, Fraction) else end for end in (low, high))
    return Root(function, d.symbol, others, low, high)


# ---------------------------------------------------------------- functions that are no polynomials


def grid(d: SymbolDomain) -> list[Fraction]:
    """About eighty places in the domain, dense where things usually happen, down to 1e-30 and out to 1e30."""
    low, high = (Fraction(str(sp.N(end, 20))) if end.is_finite else None for end in (d.lower, d.upper))
    if low is not None and high is not None:
        return [low + (high - low) * Fraction(2 * k + 1, 128) for k in range(64)]
    sizes = [Fraction(k, 4) + Fraction(1, 97) for k in range(29)] + [Fraction(k) for k in (9, 12, 20, 50, 300)]
    sizes += [Fraction(10) ** k for k in (-30, -18, -12, -9, -6, -4, -2, 4, 6, 8, 13, 18, 30)]
    if low is not None or high is not None:
        return sorted(low + size if low is not None else (high or 0) - size for size in sizes)
    return sorted([*sizes, *(-size for size in sizes)])


class _Scan:
    """Values of a function along a symbol as floats, each computed once: the levels of a step share them."""

    def __init__(self, function: Any, d: SymbolDomain, base: Point) -> None:
        """Keep what is needed; nothing is computed yet."""
        self.value_at = valuer(function, kept_context(GRID_BITS))
        self.symbol, self.base = d.symbol, base
        self.seen: dict[Fraction, float | None] = {}

    def at_level(self, level: int) -> Value:
        """The function less a whole number; None where it has no real value."""

        def value(x: Fraction) -> float | None:
            if x not in self.seen:
                self.seen[x] = self.value_at({**self.base, self.symbol: x})
            found = self.seen[x]
            return found if found is None or not level else found - level

        return value


def valuer(function: Any, context: Any) -> Callable[[Point], float | None]:
    """The function's values as floats; None where it has no real value."""

    def value(point: Point) -> float | None:
        try:
            found, _ = Evaluator(point, GRID_BITS, context=context).value(function)
            return None if hasattr(found, "_mpc_") else float(found)
        except (Undefined, Unknown, OverflowError):
            return None

    return value


def _scanned_roots(function: Any, value: Value, d: SymbolDomain, base: Point) -> list[Any]:
    places = grid(d)
    values = [value(x) for x in places]
    found: list[Any] = []
    for k in sorted(range(len(places) - 1), key=lambda k: abs(places[k])):
        a, b = values[k], values[k + 1]
        if a is None or b is None or len(found) >= MAX_ROOTS:
            continue
        before = values[k - 1] if k else None
        if a == 0:
            found.append(sp.Rational(places[k]))
        elif a * b < 0:
            found += _bisected(function, value, d, base, places[k], places[k + 1], a)
        elif before is not None and abs(a) < abs(before) and abs(a) <= abs(b):
            found += _touching(function, value, d, base, places[k - 1], places[k + 1], a)
    return found


def _bisected(
    function: Any, value: Value, d: SymbolDomain, base: Point, low: Fraction, high: Fraction, start: float
) -> list[Any]:
    a, b = low, high
    for _ in range(34):
        middle = short((a + b) / 2, 14)
        found = value(middle)
        if not found:
            break
        a, b = (middle, b) if found * start > 0 else (a, middle)
    return _nice(function, d, base, (a + b) / 2, (a, b))


def _touching(
    function: Any, value: Value, d: SymbolDomain, base: Point, low: Fraction, high: Fraction, start: float
) -> list[Any]:
    """A local minimum of |g|: a double zero, or a pair of zeros between two places of the grid."""
    a, b = float(low), float(high)
    golden = 0.6180339887498949
    sign = 1.0 if start > 0 else -1.0
    for _ in range(36):
        places = b - golden * (b - a), a + golden * (b - a)
        heights = [value(Fraction(place)) for place in places]
        if heights[0] is None or heights[1] is None:
            return []
        left, right = (sign * height for height in heights if height is not None)
        if left < 0 or right < 0:
            inner = Fraction(places[0] if left < 0 else places[1])
            before = _bisected(function, value, d, base, low, inner, start)
            return before + _bisected(function, value, d, base, inner, high, -start)
        a, b = (a, places[1]) if left < right else (places[0], b)
    return _nice(function, d, base, Fraction((a + b) / 2), None)


_KERNELS = (sp.S.One, sp.pi, sp.E, sp.log(2), sp.sqrt(2), sp.sqrt(3), 1 / sp.pi)


def _nice(function: Any, d: SymbolDomain, base: Point, near: Fraction, bracket: tuple[Fraction, Fraction] | None) -> list[Any]:
    """The zero as an exact number if a simple one fits, else as a `Root` (or nothing if it is none)."""
    low, high = bracket or (near - Fraction(1, 10**7) * (1 + abs(near)), near + Fraction(1, 10**7) * (1 + abs(near)))
    width = float(high - low) if bracket else 0.0
    candidates = [sp.Rational(Fraction(float(near) / float(k)).limit_denominator(60)) * k for k in _KERNELS]
    for candidate in (*base.values(), *candidates, sp.Rational(near.limit_denominator(10**6))):
        real = isinstance(candidate, sp.Expr) and candidate.is_extended_real
        if real and float(low) - width <= float(candidate) <= float(high) + width and _vanishes(function, d, base, candidate):
            return [candidate]
    return [_root(function, d, base, low, high)] if bracket and low < high else []


def _vanishes(function: Any, d: SymbolDomain, base: Point, candidate: Any) -> bool:
    try:
        value, _ = Evaluator({**base, d.symbol: candidate}, 200).value(function)
    except Undefined:
        return True
    except (Unknown, OverflowError):
        return False
    return not value
