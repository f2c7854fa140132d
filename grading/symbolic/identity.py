"""Rational functions, decided exactly: values modulo a large prime at random places, and numerators as polynomials."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from typing import Any

import sympy as sp
from sympy.polys.fields import field

PRIME = (1 << 127) - 1
TRIALS = 3
MAX_POWER = 10**6  # degree for which the bound below stays meaningless-small
MAX_DEGREE = 24

_MODULO = sp.GF(PRIME, symmetric=False)
_QUOTIENTS, _X = field("X", sp.QQ)


class _NotRational(Exception):  # noqa: N818 - an answer, not a fault
    pass


def same_rational_function(left: Any, right: Any) -> bool | None:
    """Whether two rational functions are identical; None if either is not one, or has no value at the trials.

    Both are evaluated modulo 2**127 - 1 at three random places. Two different rational functions of degree d agree at one
    with probability at most d / 2**127 (Schwartz, Zippel).
    """
    symbols = sorted(left.free_symbols | right.free_symbols, key=lambda s: (s.name, str(s.assumptions0)))
    generator = random.Random(7)
    for _ in range(TRIALS):
        point = {symbol: _MODULO(generator.randrange(1, PRIME)) for symbol in symbols}
        memo: dict[Any, Any] = {}
        try:
            if _folded(left, point.get, _MODULO, MAX_POWER, memo) != _folded(right, point.get, _MODULO, MAX_POWER, memo):
                return False
        except (_NotRational, ZeroDivisionError, RecursionError):
            return None
    return True


def numerator(expression: Any, variable: Any, point: Mapping[Any, Any]) -> Any:
    """The numerator as a polynomial of `variable`, the other symbols put to `point`.

    None when the expression is not a rational function of the variable with rational coefficients, or of high degree.
    """

    def symbol(s: Any) -> Any:
        value = _X if s == variable else point.get(s)
        return sp.QQ(value.p, value.q) if isinstance(value, sp.Rational) else value if s == variable else None

    try:
        quotient = _QUOTIENTS(_folded(expression, symbol, _QUOTIENTS, MAX_DEGREE, {}))
    except (_NotRational, ZeroDivisionError):
        return None
    return sp.Poly(quotient.numer.as_expr(variable), variable, domain=sp.QQ)


def _folded(expression: Any, symbol: Callable[[Any], Any], ring: Any, limit: int, memo: dict[Any, Any]) -> Any:
    """The tree carried out in a field; a symbol stands for what `symbol` says."""
    if expression not in memo:
        if isinstance(expression, sp.Add | sp.Mul):
            parts = [_folded(argument, symbol, ring, limit, memo) for argument in expression.args]
            result = parts[0]
            for part in parts[1:]:
                result = result + part if isinstance(expression, sp.Add) else result * part
        else:
            result = _leaf(expression, symbol, ring, limit, memo)
        if hasattr(result, "numer") and max(result.numer.degree(), result.denom.degree()) > limit:
            raise _NotRational
        memo[expression] = result
    return memo[expression]


def _leaf(expression: Any, symbol: Callable[[Any], Any], ring: Any, limit: int, memo: dict[Any, Any]) -> Any:
    if isinstance(expression, sp.Symbol) and (value := symbol(expression)) is not None:
        return value
    if isinstance(expression, sp.Rational):
        return ring(int(expression.p)) / ring(int(expression.q))
    if isinstance(expression, sp.Pow) and isinstance(expression.exp, sp.Integer) and abs(int(expression.exp)) <= limit:
        base = _folded(expression.base, symbol, ring, limit, memo)
        if not base and expression.exp < 0:
            raise ZeroDivisionError
        return base ** int(expression.exp)
    raise _NotRational
