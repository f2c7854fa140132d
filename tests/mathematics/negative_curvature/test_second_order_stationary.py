"""What section 1.3 states around the task `second_order_stationary`: the threshold, its unit, and the ends of the walks."""

from __future__ import annotations

import math

import numpy as np
import pytest
import sympy as sp

from losslandscape.plots import saddles
from solutions.negative_curvature.second_order_stationary import second_order_stationary
from tests.mathematics.saddle import hessian, walked
from tests.mathematics.spectra import symmetric


def test_at_the_threshold_gradient_and_curvature_promise_alike_as_far_as_the_curvature_is_sure() -> None:
    eps, lip = sp.symbols("eps lip", positive=True)
    mu = sp.sqrt(lip * eps)
    r = mu / lip  # as far as a curvature of -μ at the start is sure to stay negative
    assert sp.simplify((mu * r**2 / 2) / (eps * r)) == sp.Rational(1, 2)  # whatever ε and L_H
    assert second_order_stationary(np.zeros(1), np.array([[-0.199]]), 0.01, 4.0) == "stationary"
    assert second_order_stationary(np.zeros(1), np.array([[-0.201]]), 0.01, 4.0) == "escape"


@pytest.mark.parametrize(("length", "height"), [(1e-3, 1.0), (10.0, 1e-4), (1.0, 1e5)])
@pytest.mark.parametrize("lowest", [-0.5, -0.22, -0.18, 0.3])
def test_the_verdict_does_not_change_with_the_units_of_parameters_and_objective(
    length: float, height: float, lowest: float
) -> None:
    g, H = np.array([0.01, 0.0]), symmetric([1.0, lowest], 3)
    verdict = second_order_stationary(g, H, 0.02, 2.0)  # √(L_Hε) = 0.2
    assert verdict == ("escape" if lowest < -0.2 else "stationary")
    scaled = (g * height / length, H * height / length**2, 0.02 * height / length, 2.0 * height / length**3)
    assert second_order_stationary(*scaled) == verdict


def test_verdicts_are_those_of_a_cholesky_factorisation() -> None:
    rng, seen = np.random.default_rng(4), set()
    for seed in range(200):
        g, H = rng.normal(size=3) * 10 ** rng.uniform(-2, 0), symmetric(rng.uniform(-0.5, 2, 3), seed)
        eps, lip = rng.uniform(0.1, 0.6), rng.uniform(0, 0.6)
        verdict = second_order_stationary(g, H, eps, lip)
        seen.add(verdict)
        assert (verdict == "descend") == (math.hypot(*g) > eps)
        if verdict != "descend":
            try:
                np.linalg.cholesky(H + math.sqrt(lip * eps) * np.eye(3))
                assert verdict == "stationary"
            except np.linalg.LinAlgError:
                assert verdict == "escape"
    assert seen == {"descend", "escape", "stationary"}


def test_without_tolerance_any_negative_curvature_counts() -> None:
    for lowest, verdict in ((-1e-6, "escape"), (1e-6, "stationary"), (0.0, "stationary")):
        assert second_order_stationary(np.zeros(2), np.diag([1.0, lowest]), 0.0, 0.0) == verdict


@pytest.mark.parametrize("name", ["GD", "Newton", "damped", "saddle-free"])
def test_of_the_four_walks_newtons_alone_ends_where_one_should_escape(name: str) -> None:
    end = walked(name)[-1]
    verdict = second_order_stationary(saddles.slope(end), hessian(end), 1e-6, 1.0)
    assert verdict == ("escape" if name == "Newton" else "stationary")
