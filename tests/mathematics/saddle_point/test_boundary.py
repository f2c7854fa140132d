"""The statements of section 2.3: an example on either side where both fit, and a trial where one kind exists."""

from __future__ import annotations

import numpy as np

from losslandscape.objectives import Chain
from solutions.saddle_point.boundary import BOUNDARY


def test_the_zero_matrix_at_a_point_that_is_no_minimum() -> None:
    assert Chain(3).value(np.full(3, 1e-3)) < Chain(3).value(np.zeros(3))
    assert BOUNDARY["e1"] == "false"


def test_descent_from_the_antidiagonal_ends_at_the_saddle() -> None:
    u = 0.1
    for _ in range(500):
        u -= 0.1 * (-u * u - 1) * (-u)  # v = -u is kept
    assert abs(u) < 1e-20
    assert BOUNDARY["e2"] == "true"


def test_of_a_minibatch_both_kinds_exist() -> None:
    one = np.diag([-1.0, -1.0, -1.0, 2.0])
    assert np.linalg.eigvalsh((one + 3 * np.eye(4)) / 2)[0] > 0 > np.linalg.eigvalsh((one + one) / 2)[0]
    assert BOUNDARY["c1"] == "cannot tell"


def test_least_squares_from_zero_ends_at_the_shortest_solution() -> None:
    rng = np.random.default_rng(0)
    X = rng.standard_normal((3, 7))
    y, theta = X @ rng.standard_normal(7), np.zeros(7)
    eta = 1.9 / np.linalg.eigvalsh(X @ X.T)[-1]
    for _ in range(3000):
        theta = theta - eta * X.T @ (X @ theta - y)
    np.testing.assert_allclose(theta, np.linalg.pinv(X) @ y, atol=1e-10)
    assert BOUNDARY["c3"] == "true"


def test_near_a_saddle_of_third_order_the_recipe_holds_and_no_minimum_is_near() -> None:
    theta = np.full(3, 1e-7)
    assert np.linalg.norm(Chain(3).gradient(theta)) < 1e-6
    assert np.linalg.eigvalsh(Chain(3).hessian(theta))[0] > -1e-6
    assert min(Chain(3).value(theta + 0.01 * unit) for unit in np.eye(3)) <= 0.5  # it falls towards the product 1, far off
    assert BOUNDARY["c2"] == "cannot tell"
