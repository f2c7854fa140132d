"""What section 1.4 states around `classify_degenerate`, by looking around the origin."""

from __future__ import annotations

import numpy as np
import pytest
import sympy as sp

from solutions.degeneracy import classify_degenerate as reference
from solutions.degeneracy import first_nonzero_order as orders

X, Y = sp.symbols("x y", real=True)
SHOWN = {  # the three of the notebook, and more
    X**2 + X * Y**2 + Y**4 / 4: "undecided",
    (X - Y**2 - X * Y) ** 2 - Y**6: "saddle",
    (X + Y) ** 2 + X**4: "minimum",
    X**2 + X * Y**2 + Y**4 / 8: "saddle",
    X**2 + X * Y**2 + Y**4: "minimum",
    -(X**2) - X * Y**2 - Y**4: "maximum",
    X**2 + X * Y**5: "saddle",
}


@pytest.mark.parametrize(("polynomial", "kind"), SHOWN.items())
def test_kinds_of_known_polynomials(polynomial, kind):
    assert reference.classify_degenerate(sp.expand(polynomial), X, Y) == kind


@pytest.mark.parametrize(("polynomial", "kind"), SHOWN.items())
def test_values_around_the_origin_have_the_signs_of_the_kind(polynomial, kind):
    value = sp.lambdify((X, Y), polynomial, "numpy")
    v = np.linspace(-0.05, 0.05, 101)[:, None]
    u = np.concatenate([np.linspace(-0.06, 0.06, 241), [0.0]]) + 0 * v
    near = np.concatenate([u, -(v**2) / 2 + 0 * u, v**2 + v**3 + 0 * u, -v + 0 * u, -(v**5) / 2 + 0 * u], axis=1)
    values = value(near, v + 0 * near)
    assert (np.max(values) > 1e-18, np.min(values) < -1e-18) == {
        "minimum": (True, False),
        "maximum": (False, True),
        "saddle": (True, True),
        "undecided": (True, False),
    }[kind]


def test_one_round_for_the_curve_gives_the_wrong_sign_where_the_check_says_so():
    polynomial = (X - Y**2 - X * Y) ** 2 - Y**6
    slope = sp.diff(polynomial, X)
    once = sp.expand(-slope.subs(X, 0) / sp.diff(slope, X).subs({X: 0, Y: 0}))
    assert orders.first_nonzero_order(sp.expand(polynomial.subs(X, once)), Y) == (6, "minimum")
    assert sp.simplify(polynomial.subs(X, Y**2 / (1 - Y))) == -(Y**6)


def test_four_rounds_are_enough_for_order_ten():
    polynomial = sp.expand(X**2 + 3 * X * Y**2 + X**2 * Y + X * Y**3 + X**3 - X * Y**5)
    slope, bend = sp.diff(polynomial, X), sp.Integer(0)
    found = []
    for _ in range(8):
        bend = sum((c * Y**k for (k,), c in sp.Poly(bend - slope.subs(X, bend) / 2, Y).terms() if k <= 10), sp.Integer(0))
        found.append([sp.Poly(polynomial.subs(X, bend), Y).coeff_monomial(Y**k) for k in range(11)])
    assert found[3] == found[7]
