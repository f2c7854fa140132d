"""The reduced function that 1.4 is given, against completed squares and against the curve found by Newton's method."""

from __future__ import annotations

import mpmath as mp
import pytest
import sympy as sp

from losslandscape.reduction import on_curve

P, Q = sp.symbols("p q", real=True)


def test_completed_squares_leave_what_stands_behind_them() -> None:
    assert sp.expand(on_curve(P**2 + P * Q**2 + Q**4 / 8, P, Q)) == -(Q**4) / 8
    assert on_curve((P + 3 * Q) ** 2 - 5 * Q**6 + 7, P, Q) == 7 - 5 * Q**6
    assert on_curve((P - Q**2 - P * Q) ** 2 - Q**6, P, Q) == -(Q**6)
    assert on_curve(-((2 * Q - P - P**3) ** 2), Q, P) == 0


def test_it_is_the_value_where_newton_finds_the_slope_zero_up_to_the_order_ten() -> None:
    f = 2 * P**2 + 3 * P * Q**2 + P**2 * Q + P * Q**3 + P**3 - P * Q**5 / 7 + Q**5
    value, slope = sp.lambdify((P, Q), f, "mpmath"), sp.lambdify((P, Q), sp.diff(f, P), "mpmath")
    with mp.workdps(80):
        for q in (mp.mpf("1e-4"), -mp.mpf("1e-4")):
            there = mp.findroot(lambda p, q=q: slope(p, q), mp.mpf(0))
            found = sp.lambdify(Q, on_curve(f, P, Q), "mpmath")(q)
            assert abs(value(there, q) - found) < 100 * abs(q) ** 11


def test_without_a_curvature_in_the_variable_it_says_so() -> None:
    with pytest.raises(ValueError, match="Try the other variable"):
        on_curve(P**4 + P * Q + Q**2, P, Q)
