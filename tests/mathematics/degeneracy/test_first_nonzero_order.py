"""What section 1.4 states of `first_nonzero_order`, by values beside 0 and by SymPy's leading terms."""

from __future__ import annotations

import mpmath as mp
import pytest
import sympy as sp

from solutions.degeneracy import first_nonzero_order as orders

Y = sp.Symbol("y", real=True)
SHOWN = [  # the three of the notebook, and more
    (3 + 2 * Y**4, 4, "minimum"),
    (Y**3 - Y**4, 3, "neither"),
    (sp.cos(Y) - 1, 2, "maximum"),
    (Y - sp.sin(Y), 3, "neither"),
    (sp.exp(Y) - 1 - Y, 2, "minimum"),
    (sp.exp(Y**2) - 1 - Y**2 - Y**4 / 2, 6, "minimum"),
    ((1 - Y) ** 2 * (1 + Y) ** 2 - 1 + 2 * Y**2 - 7 * Y**10 - Y**4, 10, "maximum"),
    (5 - Y / 1000 + Y**2, 1, "neither"),
]


@pytest.mark.parametrize(("g", "order", "kind"), SHOWN)
def test_values_beside_zero_grow_by_the_order_and_have_the_signs_of_the_kind(g: sp.Expr, order: int, kind: str) -> None:
    assert orders.first_nonzero_order(g, Y) == (order, kind)
    value = sp.lambdify(Y, g, "mpmath")
    with mp.workdps(200):
        s = mp.mpf(10) ** -8
        right, left, twice = (value(at) - value(mp.mpf(0)) for at in (s, -s, 2 * s))
        assert float(mp.log(twice / right, 2)) == pytest.approx(order, abs=1e-4)
        signs = {bool(right > 0), bool(left > 0)}
    assert signs == {"minimum": {True}, "maximum": {False}, "neither": {True, False}}[kind]


@pytest.mark.parametrize("order", range(1, 11))
@pytest.mark.parametrize("factor", [sp.Rational(-1, 3), sp.Integer(2)])
def test_order_is_that_of_the_leading_term(order: int, factor: sp.Expr) -> None:
    g = 7 + factor * sp.sin(Y) ** order * sp.exp(-Y)
    coefficient, power = (g - 7).series(Y, 0, order + 2).removeO().as_leading_term(Y).as_coeff_exponent(Y)
    assert (coefficient, power) == (factor, order)
    assert orders.first_nonzero_order(g, Y) == (order, orders.kind_of(order, bool(factor > 0)))


@pytest.mark.parametrize("g", [sp.Integer(4), Y**11, Y**12 - 1, sp.sin(Y) ** 2 + sp.cos(Y) ** 2])
def test_nothing_from_one_to_ten_is_undecided_whatever_comes_later(g: sp.Expr) -> None:
    assert all(sp.simplify(sp.diff(g, Y, n).subs(Y, 0)) == 0 for n in range(1, 11))
    assert orders.first_nonzero_order(g, Y) == (None, "undecided")
