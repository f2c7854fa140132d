"""The statements of section 2.3: an example on either side where both fit, and a trial where one kind exists."""

from __future__ import annotations

import numpy as np
import pytest

from losslandscape.objectives import Chain, DeepLinear, landing, staircase
from solutions.saddle_point.boundary import BOUNDARY


def test_a_saddle_with_the_zero_matrix_and_a_minimum_that_lacks_a_mode() -> None:
    assert Chain(3).value(np.full(3, 1e-3)) < Chain(3).value(np.zeros(3))
    net = DeepLinear(staircase(2).target, (4, 2, 4))
    values = np.linalg.eigvalsh(net.hessian(landing(net, 2)))
    assert values[0] > -1e-12
    assert net.value(landing(net, 2)) == pytest.approx(0.5)  # no matrix of rank 2 is nearer to A
    assert (BOUNDARY["e1"], BOUNDARY["e2"]) == ("false", "true")


def test_descent_from_the_antidiagonal_ends_at_the_saddle() -> None:
    u = 0.1
    for _ in range(500):
        u -= 0.1 * (-u * u - 1) * (-u)  # v = -u is kept
    assert abs(u) < 1e-20
    assert BOUNDARY["e3"] == "true"


def test_of_a_minibatch_and_of_a_critical_point_with_residuals_both_kinds_exist() -> None:
    one = np.diag([-1.0, -1.0, -1.0, 2.0])
    assert np.linalg.eigvalsh((one + 3 * np.eye(4)) / 2)[0] > 0 > np.linalg.eigvalsh((one + one) / 2)[0]
    # residual t² - 1 at t = 0: critical, loss ½, no zero; a residual that depends on nothing: all zeros
    assert BOUNDARY["m1"] == BOUNDARY["m2"] == "cannot tell"


def test_least_squares_from_zero_ends_at_the_shortest_solution() -> None:
    rng = np.random.default_rng(0)
    X = rng.standard_normal((3, 7))
    y, theta = X @ rng.standard_normal(7), np.zeros(7)
    eta = 1.9 / np.linalg.eigvalsh(X @ X.T)[-1]
    for _ in range(3000):
        theta = theta - eta * X.T @ (X @ theta - y)
    np.testing.assert_allclose(theta, np.linalg.pinv(X) @ y, atol=1e-10)
    assert BOUNDARY["r2"] == "true"


def test_near_a_saddle_of_third_order_the_recipe_holds_and_no_minimum_is_near() -> None:
    theta = np.full(3, 1e-7)
    assert np.linalg.norm(Chain(3).gradient(theta)) < 1e-6
    assert np.linalg.eigvalsh(Chain(3).hessian(theta))[0] > -1e-6
    assert min(Chain(3).value(theta + 0.01 * unit) for unit in np.eye(3)) <= 0.5  # it falls towards the product 1, far off
    assert BOUNDARY["r1"] == "cannot tell"
