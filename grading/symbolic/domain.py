"""Where two answers are compared: the set of each symbol, and the points that are tried, from likely to adversarial."""

# Longer than the house measure: a symbol's set, and the points that are taken from it.

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import sympy as sp

from grading.symbolic.balls import Undefined, Unknown
from grading.symbolic.evaluate import Evaluator, truth

SEED = 20_110_907  # the points are the same in every run
Point = dict[Any, Any]


@dataclass(frozen=True)
class SymbolDomain:
    """The values that one symbol takes: an interval of reals, perhaps integers of one parity only, or complex numbers."""

    symbol: Any
    lower: Any = -sp.oo
    upper: Any = sp.oo
    lower_open: bool = False
    upper_open: bool = False
    integer: bool = False
    parity: int | None = None
    complex: bool = False
    nonzero: bool = False
    choices: tuple[Any, ...] = ()

    def holds(self, value: Any) -> bool:
        """Whether a real SymPy number lies in the set."""
        if self.choices:
            return value in self.choices
        if self.nonzero and value == 0:
            return False
        if self.integer and not value.is_integer:
            return False
        if self.parity is not None and int(value) % 2 != self.parity:
            return False
        above = value > self.lower if self.lower_open else value >= self.lower
        below = value < self.upper if self.upper_open else value <= self.upper
        return bool(above) and bool(below)


def domain_of(symbol: Any, declared: Any = None) -> SymbolDomain:
    """Read the assumptions of the symbol and the set declared for it (an Interval, a pair, Reals, Integers, a FiniteSet)."""
    domain = _assumed(symbol)
    if declared is not None:
        domain = _narrowed(replace(domain, complex=False), declared)
    return replace(domain, nonzero=bool(symbol.is_nonzero) and bool(domain.lower < 0 < domain.upper))


def _assumed(symbol: Any) -> SymbolDomain:
    """Return what the assumptions of a symbol alone say."""
    lower, upper, lower_open, upper_open = -sp.oo, sp.oo, False, False
    if symbol.is_extended_nonnegative:
        lower, lower_open = sp.S.Zero, bool(symbol.is_extended_positive)
    if symbol.is_extended_nonpositive:
        upper, upper_open = sp.S.Zero, bool(symbol.is_extended_negative)
    parity = 0 if symbol.is_even else 1 if symbol.is_odd else None
    integer, real = bool(symbol.is_integer), bool(symbol.is_extended_real)
    return SymbolDomain(symbol, lower, upper, lower_open, upper_open, integer, parity, not real)


def _narrowed(domain: SymbolDomain, declared: Any) -> SymbolDomain:
    """Return the domain within a declared set."""
    if isinstance(declared, tuple | list) and len(declared) == 2:
        declared = sp.Interval.open(*declared)
    if isinstance(declared, sp.FiniteSet):
        return replace(domain, choices=tuple(sorted(declared.args, key=sp.default_sort_key)))
    if declared is sp.S.Complexes:
        return replace(domain, complex=True)
    if declared is sp.S.Integers:
        return replace(domain, integer=True)
    if declared in (sp.S.Naturals, sp.S.Naturals0):
        least = sp.Integer(1 if declared is sp.S.Naturals else 0)
        return replace(domain, integer=True, lower=max(domain.lower, least), lower_open=False)
    if isinstance(declared, sp.Interval):
        return _within(domain, declared)
    raise ValueError(f"domain of {domain.symbol}: {declared!r}; use an Interval, a pair of bounds, a FiniteSet or Integers")


def _within(domain: SymbolDomain, interval: sp.Interval) -> SymbolDomain:
    """Return the domain cut at the ends of an interval, where these are narrower."""
    if interval.start > domain.lower or (interval.start == domain.lower and interval.left_open):
        domain = replace(domain, lower=interval.start, lower_open=bool(interval.left_open))
    if interval.end < domain.upper or (interval.end == domain.upper and interval.right_open):
        domain = replace(domain, upper=interval.end, upper_open=bool(interval.right_open))
    return domain


@dataclass(frozen=True)
class Domain:
    """The domains of all symbols and the conditions between them."""

    symbols: tuple[SymbolDomain, ...]
    conditions: tuple[Any, ...] = ()

    def allows(self, point: Point) -> bool:
        """Whether the conditions hold at the point (a condition that cannot be evaluated forbids it)."""
        if not self.conditions:
            return True
        evaluator = Evaluator(point, 120)
        try:
            return all(truth(evaluator, condition) for condition in self.conditions)
        except (Undefined, Unknown):
            return False


def make_domain(symbols: Iterable[Any], declared: Mapping[Any, Any] | None, conditions: Iterable[Any] | None) -> Domain:
    """Collect the domains, sorted by name, so that nothing depends on the order of arguments or on hashing."""
    by_name = {symbol.name: value for symbol, value in (declared or {}).items()}
    unique = sorted(set(symbols), key=lambda s: (s.name, str(s.assumptions0)))
    found: list[SymbolDomain] = []
    everything = list(conditions or ())
    for symbol in unique:
        declared_set = by_name.get(symbol.name)
        if isinstance(declared_set, sp.Union | sp.Complement | sp.Intersection):
            condition = membership(declared_set, symbol)
            if condition is None:
                raise ValueError(f"domain of {symbol}: {declared_set!r}; its parts may be intervals and finite sets")
            everything.append(condition)
            declared_set = sp.Interval(declared_set.inf, declared_set.sup)
        found.append(domain_of(symbol, declared_set))
    return Domain(tuple(found), tuple(everything))


def membership(numbers: Any, x: Any) -> Any:
    """The condition that x lies in a set of real numbers, not evaluated; None where the set is of another kind."""
    if isinstance(numbers, sp.Interval):
        low = (sp.Lt if numbers.left_open else sp.Le)(numbers.start, x, evaluate=False)
        high = (sp.Lt if numbers.right_open else sp.Le)(x, numbers.end, evaluate=False)
        ends = [part for part, end in ((low, numbers.start), (high, numbers.end)) if end not in (sp.oo, -sp.oo)]
        return sp.And(*ends, evaluate=False)
    if isinstance(numbers, sp.FiniteSet):
        if not all(isinstance(item, sp.Expr) for item in numbers.args):
            return None
        return sp.Or(*[sp.Eq(x, item, evaluate=False) for item in numbers.args], evaluate=False)
    if numbers in (sp.S.Reals, sp.S.Complexes, sp.S.EmptySet):
        return sp.false if numbers is sp.S.EmptySet else sp.true
    if isinstance(numbers, sp.ConditionSet) and isinstance(numbers.sym, sp.Symbol):
        base = membership(numbers.base_set, x)
        return None if base is None else sp.And(numbers.condition.xreplace({numbers.sym: x}), base, evaluate=False)
    if not isinstance(numbers, sp.Union | sp.Intersection | sp.Complement):
        return None
    parts = [membership(part, x) for part in numbers.args]
    if any(part is None for part in parts):
        return None
    if isinstance(numbers, sp.Union):
        return sp.Or(*parts, evaluate=False)
    if isinstance(numbers, sp.Complement):
        parts[1] = sp.Not(parts[1], evaluate=False)
    return sp.And(*parts, evaluate=False)


# ---------------------------------------------------------------- values of one symbol

_REAL = [0, 1, -1, 2, -2, Fraction(1, 2), Fraction(-1, 2), 3, -3, Fraction(1, 3), 10, -10, 4, -4, 5]
_SCALES = [
    Fraction(1, 10**9),
    Fraction(-1, 10**9),
    Fraction(1, 1000),
    Fraction(1000),
    Fraction(-1000),
    Fraction(10**6),
    Fraction(-(10**6)),
    Fraction(10**13),
    Fraction(1, 10**13),
]


def special_values(domain: SymbolDomain) -> list[Any]:
    """Values at which wrong answers like to agree or right ones to differ: small whole numbers, ends, scales."""
    if domain.choices:
        return list(domain.choices)
    found: list[Any] = []
    for value in (*_ends(domain), *map(sp.Rational, _REAL), *map(sp.Rational, _SCALES)):
        value = sp.sympify(value)
        if value not in found and value.is_extended_real and domain.holds(value):
            found.append(value)
    if domain.complex:
        found += [sp.I, -sp.I, 1 + sp.I, -1 - 2 * sp.I]
    return found


def _ends(domain: SymbolDomain) -> Iterator[Any]:
    low, high = domain.lower, domain.upper
    width = high - low if low.is_finite and high.is_finite else sp.S.One
    for end, inward, is_open in ((low, 1, domain.lower_open), (high, -1, domain.upper_open)):
        if not end.is_finite:
            continue
        if not is_open:
            yield end
        if not domain.integer:
            yield end + inward * width / 1000
            yield end + inward * width / 10**9
        else:
            for step in range(1, 4):
                yield sp.floor(end) + inward * step


def random_value(domain: SymbolDomain, generator: random.Random, scale: float = 1.0) -> Any:
    """A value without structure: a fraction with a large denominator, inside the domain."""
    if domain.choices:
        return generator.choice(domain.choices)
    if domain.integer:
        return _random_integer(domain, generator, scale)
    low, high = domain.lower, domain.upper
    step = sp.Rational(generator.randrange(1, 1_000_003), 1_000_003)
    if low.is_finite and high.is_finite:
        return low + (high - low) * step
    size = sp.Rational(generator.randrange(1, 3_000_017), 1_000_003) * sp.Rational(Fraction(scale).limit_denominator(10**12))
    if low.is_finite:
        return low + size
    if high.is_finite:
        return high - size
    value = size if generator.random() < 0.5 else -size
    if domain.complex:
        other = sp.Rational(generator.randrange(-2_000_003, 2_000_003), 1_000_003) * sp.Rational(
            Fraction(scale).limit_denominator(10**12)
        )
        return value + sp.I * other
    return value


def _random_integer(domain: SymbolDomain, generator: random.Random, scale: float) -> Any:
    span = max(12, int(12 * scale))
    low = int(sp.ceiling(domain.lower)) if domain.lower.is_finite else None
    high = int(sp.floor(domain.upper)) if domain.upper.is_finite else None
    if low is None:
        low = -span if high is None else high - span
    if high is None:
        high = low + span
    for _ in range(50):
        value = sp.Integer(generator.randrange(low, high + 1))
        if domain.holds(value):
            return value
    return sp.Integer(low)


# ---------------------------------------------------------------- points


def points(domain: Domain, *, generic: int = 10, limit: int = 70) -> Iterator[tuple[str, Point]]:
    """Yield (kind, point): generic ones first, then scales, special values; the same in every run."""
    generator = random.Random(SEED)
    if not domain.symbols:
        yield "generic", {}
        return
    count = 0
    for kind, point in _candidates(domain, generator, generic):
        if domain.allows(point):
            yield kind, point
            count += 1
            if count >= limit:
                return


def _candidates(domain: Domain, generator: random.Random, generic: int) -> Iterator[tuple[str, Point]]:
    symbols = domain.symbols
    tries = generic if not domain.conditions else 20 * generic
    found = 0
    for _ in range(tries):
        point = {d.symbol: random_value(d, generator, generator.choice([1.0, 1.0, 0.25, 4.0])) for d in symbols}
        if domain.allows(point):
            found += 1
            yield "generic", point
        if found >= generic:
            break
    for scale in (1e-6, 1e-3, 30.0, 1e4):
        yield "scale", {d.symbol: random_value(d, generator, scale) for d in symbols}
    specials = {d.symbol: special_values(d) for d in symbols}
    for value in [sp.Integer(n) for n in (0, 1, -1, 2)]:
        if all(value in specials[d.symbol] for d in symbols):
            yield "special", {d.symbol: value for d in symbols}
    for rank in range(max(len(values) for values in specials.values())):
        for d in symbols:
            if rank < len(specials[d.symbol]):
                point = {other.symbol: random_value(other, generator) for other in symbols}
                yield "special", {**point, d.symbol: specials[d.symbol][rank]}
