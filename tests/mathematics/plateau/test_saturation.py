"""What section 1.1 states around the task `saturation`, by another way than the notebook and the reference took."""

from __future__ import annotations

import numpy as np
import pytest
import sympy as sp

from solutions.plateau import saturation as reference


def test_slopes_are_the_symbolic_derivatives_and_the_numbers_that_the_notebook_names():
    z = sp.Symbol("z", real=True)
    sigma = 1 / (1 + sp.exp(-z))
    for y in (0, 1):
        squared = sp.diff((sigma - y) ** 2 / 2, z)
        entropy = sp.diff(-sp.log(sigma) if y else -sp.log(1 - sigma), z)
        assert sp.simplify(squared - (sigma - y) * sigma * (1 - sigma)) == 0
        assert sp.simplify(entropy - (sigma - y)) == 0
        for at in (-20, 3, 40):
            got = reference.saturation(np.array([float(at)]), np.array([y]))
            for value, slope in zip(got, (squared, entropy), strict=True):
                assert value[0] == pytest.approx(float(sp.N(slope.subs(z, at), 60)), rel=1e-14)
    squared, entropy = reference.saturation(np.array([-20.0, 40.0]), np.array([1, 1]))
    assert squared[0] == pytest.approx(-2.1e-9, rel=0.02)
    assert 0.499 < (1 / (1 + np.exp(20.0)) - 1) ** 2 / 2 < 0.5  # nearly ½, which it never reaches
    assert entropy[0] == pytest.approx(-1)
    assert entropy[1] == pytest.approx(-4e-18, rel=0.07)


def test_squared_error_is_nowhere_steeper_than_four_twentysevenths():
    s = sp.Symbol("s", positive=True)
    steepness = s * (1 - s) ** 2
    assert max(steepness.subs(s, root) for root in sp.solve(sp.diff(steepness, s), s)) == sp.Rational(4, 27)


def test_references_agree_with_the_slopes_at_the_ends_of_the_range():
    squared, entropy = reference.saturation(np.array([800.0, -800.0]), np.array([0, 1]))
    assert entropy == pytest.approx([1, -1])
    assert np.all(np.abs(squared) < 1e-300)
