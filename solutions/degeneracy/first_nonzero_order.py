"""Reference of the task `first_nonzero_order`."""

from __future__ import annotations

import mpmath as mp
import sympy as sp

LAST = 10  # orders above it are not looked at
ZERO = mp.mpf(10) ** -25  # Taylor coefficients of the tested expressions are fractions with few digits, or 0


def first_nonzero_order(g: sp.Expr, s: sp.Symbol) -> tuple[int | None, str]:
    """(order, kind) of the first Taylor coefficient of g at s = 0, from order 1 to 10, that is not zero.

    The coefficients come from numerical differentiation with 120 digits.
    """
    function = sp.lambdify(s, g, "mpmath")
    with mp.workdps(120):
        coefficients = mp.taylor(function, 0, LAST)
    for order, coefficient in enumerate(coefficients[1:], start=1):
        if abs(coefficient) > ZERO:
            return order, kind_of(order, coefficient > 0)
    return None, "undecided"


def kind_of(order: int, positive: bool) -> str:
    """What the power c s^order is at 0."""
    if order % 2:
        return "neither"
    return "minimum" if positive else "maximum"
