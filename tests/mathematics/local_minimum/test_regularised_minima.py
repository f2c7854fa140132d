"""What section 2.2 states around the task `regularised_minima`, by another way than the notebook and the reference took."""

from __future__ import annotations

import pytest
import sympy as sp

from solutions.local_minimum import regularised_minima as reference
from solutions.local_minimum.regularised_minima import eta, omega
from tests.mathematics.valley import said

u, v = sp.symbols("u v", real=True)
F = (u * v - 1) ** 2 / 2 + omega / 2 * (u**2 + v**2)


@pytest.mark.parametrize("weight", [sp.Rational(1, 5), sp.Rational(3, 4), sp.Integer(1), sp.Rational(3, 2)])
def test_sympy_finds_the_same_minima(weight: sp.Rational) -> None:
    f = F.subs(omega, weight)
    points = sp.solve([sp.diff(f, u), sp.diff(f, v)], [u, v])
    real = [p for p in points if all(sp.sympify(one).is_real for one in p)]
    H = sp.hessian(f, (u, v))
    minima = [p for p in real if all(value > 0 for value in H.subs(dict(zip((u, v), p, strict=True))).eigenvals())]
    if weight < 1:
        assert {tuple(map(sp.simplify, p)) for p in minima} == {
            tuple(sp.sqrt(one**2) * sp.sign(one) for one in p)
            for p in [(s.subs(omega, weight), t.subs(omega, weight)) for s, t in reference.regularised_minima()]
        }
        found = {sp.simplify(one) for one in H.subs(dict(zip((u, v), minima[0], strict=True))).eigenvals()}
        assert found == {reference.across().subs(omega, weight), reference.along().subs(omega, weight)}
    else:
        assert real == [(0, 0)]
        assert bool(minima) == (weight > 1)  # at 1 it is degenerate


def test_at_one_the_origin_is_degenerate_and_strict() -> None:
    f = F.subs(omega, 1)
    assert sorted(sp.hessian(f, (u, v)).subs({u: 0, v: 0}).eigenvals()) == [0, 2]
    assert sp.expand(f - f.subs({u: 0, v: 0}) - (u - v) ** 2 / 2 - u**2 * v**2 / 2) == 0
    said(r"\tfrac12(u-v)^2 + \tfrac12u^2v^2")


@pytest.mark.parametrize("rate", [0.2, 0.4, 0.7, 0.95])
def test_reach_is_where_the_sharpness_meets_the_edge(rate: float) -> None:
    end = float(reference.reach().subs(eta, rate))
    assert end**2 + end**-2 == pytest.approx(2 / rate, rel=1e-12)
    assert (1.01 * end) ** 2 + (1.01 * end) ** -2 > 2 / rate
