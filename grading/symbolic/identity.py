"""Rational functions, decided exactly: values modulo a large prime at random places, and the zeros of their denominators."""

from __future__ import annotations

import random
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import sympy as sp

PRIME = (1 << 127) - 1
TRIALS = 3
MAX_POWER = 10**6  # degree for which the bound below stays meaningless-small


def same_rational_function(left: Any, right: Any) -> bool | None:
    """Whether two rational functions are identical; None if either is not one, or has no value at the trials.

    Both are evaluated modulo 2**127 - 1 at three random places. Two different rational functions of degree d agree at one
    with probability at most d / 2**127 (Schwartz, Zippel).
    """
    symbols = sorted(left.free_symbols | right.free_symbols, key=lambda s: (s.name, str(s.assumptions0)))
    generator = random.Random(7)
    for _ in range(TRIALS):
        point = {symbol: generator.randrange(1, PRIME) for symbol in symbols}
        try:
            if (_value(left, point, {}) - _value(right, point, {})) % PRIME:
                return False
        except (_NotRational, ZeroDivisionError, RecursionError):
            return None
    return True


class _NotRational(Exception):  # noqa: N818 - an answer, not a fault
    pass


def _value(expression: Any, point: Mapping[Any, int], memo: dict[Any, int]) -> int:
    found = memo.get(expression)
    if found is None:
        found = memo[expression] = _computed(expression, point, memo)
    return found


def _computed(expression: Any, point: Mapping[Any, int], memo: dict[Any, int]) -> int:
    if isinstance(expression, sp.Symbol):
        return point[expression]
    if isinstance(expression, sp.Rational):
        return int(expression.p) * _inverse(int(expression.q)) % PRIME
    if isinstance(expression, sp.Add):
        return sum(_value(term, point, memo) for term in expression.args) % PRIME
    if isinstance(expression, sp.Mul):
        product = 1
        for factor in expression.args:
            product = product * _value(factor, point, memo) % PRIME
        return product
    if isinstance(expression, sp.Pow) and isinstance(expression.exp, sp.Integer) and abs(int(expression.exp)) <= MAX_POWER:
        base = _value(expression.base, point, memo)
        power = int(expression.exp)
        return pow(base if power >= 0 else _inverse(base), abs(power), PRIME)
    raise _NotRational


def _inverse(number: int) -> int:
    if number % PRIME == 0:
        raise ZeroDivisionError
    return pow(number, -1, PRIME)


Coefficients = list[Fraction]
Pair = tuple[Coefficients, Coefficients]
MAX_DEGREE = 24


def as_quotient(expression: Any, variable: Any, point: Mapping[Any, Any]) -> Pair | None:
    """Numerator and denominator as polynomials of `variable` (lowest power first), the other symbols put to `point`.

    None when the expression is not a rational function of the variable with rational coefficients, or of high degree.
    """
    try:
        return _quotient(expression, variable, point)
    except (_NotRational, ZeroDivisionError):
        return None


def _quotient(expression: Any, variable: Any, point: Mapping[Any, Any]) -> Pair:
    one = [Fraction(1)]
    if expression == variable:
        return [Fraction(0), Fraction(1)], one
    if isinstance(expression, sp.Symbol):
        value = point.get(expression)
        if not isinstance(value, sp.Rational):
            raise _NotRational
        return [Fraction(int(value.p), int(value.q))], one
    if isinstance(expression, sp.Rational):
        return [Fraction(int(expression.p), int(expression.q))], one
    if isinstance(expression, sp.Add | sp.Mul):
        parts = [_quotient(argument, variable, point) for argument in expression.args]
        result = parts[0]
        for part in parts[1:]:
            result = (
                _sum(result, part)
                if isinstance(expression, sp.Add)
                else (_times(result[0], part[0]), _times(result[1], part[1]))
            )
        return result
    if isinstance(expression, sp.Pow) and isinstance(expression.exp, sp.Integer) and abs(int(expression.exp)) <= MAX_DEGREE:
        top, bottom = _quotient(expression.base, variable, point)
        power = int(expression.exp)
        if power < 0:
            top, bottom, power = bottom, top, -power
        result = (one, one)
        for _ in range(power):
            result = (_times(result[0], top), _times(result[1], bottom))
        return result
    raise _NotRational


def _sum(a: Pair, b: Pair) -> Pair:
    if a[1] == b[1]:
        return _plus(a[0], b[0]), a[1]
    return _plus(_times(a[0], b[1]), _times(b[0], a[1])), _times(a[1], b[1])


def _plus(a: Coefficients, b: Coefficients) -> Coefficients:
    length = max(len(a), len(b))
    return [(a[i] if i < len(a) else Fraction(0)) + (b[i] if i < len(b) else Fraction(0)) for i in range(length)]


def _times(a: Coefficients, b: Coefficients) -> Coefficients:
    if len(a) + len(b) > MAX_DEGREE + 2:
        raise _NotRational
    product = [Fraction(0)] * (len(a) + len(b) - 1)
    for i, x in enumerate(a):
        for j, y in enumerate(b):
            product[i + j] += x * y
    return product
