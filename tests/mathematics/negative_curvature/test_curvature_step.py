"""What section 1.3 states around the task `curvature_step`: the bound by search and by SymPy, and the rescue of the text."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
import sympy as sp

from losslandscape.plots import saddles
from solutions.negative_curvature import curvature_step
from tests.mathematics.saddle import hessian, walked


def test_the_bound_is_least_where_the_reference_says() -> None:
    mu, lip = 0.7, 2.3
    t = np.linspace(0, 2, 200_001)
    bound = -mu * t**2 / 2 + lip * t**3 / 6
    values = {curvature_step.mu: mu, curvature_step.lip: lip}
    assert float(curvature_step.best_length().subs(values)) == pytest.approx(t[bound.argmin()], abs=1e-4)
    assert 2 * mu**3 / (3 * lip**2) == pytest.approx(-bound.min(), rel=1e-6)  # the fall that the text names


def test_no_larger_drop_is_sure() -> None:
    """f = -½μx² + L_H|x|³/6 has a L_H-Lipschitz second derivative, and falls by the bound and by no more."""
    x, mu, lip = sp.Symbol("x", positive=True), curvature_step.mu, curvature_step.lip
    f = -mu * x**2 / 2 + lip * x**3 / 6  # for x > 0; f is even
    assert sp.diff(f, x, 3) == lip
    best = curvature_step.best_length()
    assert sp.simplify(f.subs(x, best) + 2 * mu**3 / (3 * lip**2)) == 0


@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_the_step_has_the_best_length_against_the_gradient_whatever_the_sign_of_v(sign: float) -> None:
    g, v = np.array([0.3, -0.1, 0.7]), np.array([1.0, 2.0, -2.0]) / 3
    step = curvature_step.curvature_step(g, sign * v, -1.5, 2.0)
    assert float(np.linalg.norm(step)) == pytest.approx(1.5)
    assert np.cross(step, v) == pytest.approx([0, 0, 0])
    assert g @ step < 0


@pytest.mark.parametrize("lam", [0.0, 2.0])
def test_without_negative_curvature_there_is_no_step(lam: float) -> None:
    assert not np.any(curvature_step.curvature_step(np.ones(2), np.array([0.6, 0.8]), lam, 1.0))


def test_the_wrong_sign_of_v_goes_up() -> None:
    def f(x: float) -> float:
        return x - x**2 / 2 + x**3 / 6

    (step,) = curvature_step.curvature_step(np.ones(1), np.ones(1), -1.0, 1.0)
    assert step == -2
    assert (f(step), f(-step)) == pytest.approx((-16 / 3, 4 / 3))
    assert f(step) <= -2 / 3


def test_one_curvature_step_leaves_the_point_and_newton_walks_back() -> None:
    stuck = walked("Newton")[-1]
    values, Q = np.linalg.eigh(hessian(stuck))
    step = curvature_step.curvature_step(saddles.slope(stuck), Q[:, 0], float(values[0]), 1.0)
    assert float(np.linalg.norm(step)) == pytest.approx(0.8, abs=1e-6)
    assert saddles.loss(stuck) - saddles.loss(stuck + step) > 2 * 0.4**3 / 3
    assert np.linalg.eigvalsh(hessian(stuck + step))[0] == pytest.approx(-0.165, abs=1e-3)
    assert np.abs(walked("Newton", stuck + step)[-1]).max() < 1e-6
    ends = {name: (walked(name, stuck + step)) for name in ("GD", "damped", "saddle-free")}
    assert all(np.abs(path[-1]) == pytest.approx([1.4823, 1.4823], abs=1e-4) for path in ends.values())
    assert len(ends["saddle-free"]) - 1 == 3


def test_one_is_a_bound_for_the_change_of_the_hessian_where_the_step_goes() -> None:
    points = [r * np.array([1.0, 1.0]) / np.sqrt(2) for r in np.linspace(0, 0.8, 401)]
    changes = [np.linalg.norm(hessian(b) - hessian(a), 2) / np.linalg.norm(b - a) for a, b in itertools.pairwise(points)]
    assert max(changes) <= 1.0
