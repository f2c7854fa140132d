"""What section 1.4 states around `ray_limit` and `train_logistic`: data whose infimum is not attained."""

from __future__ import annotations

import math

import numpy as np
import pytest
import scipy.optimize

from solutions.degeneracy import ray_limit as reference

X = np.array([[1.0, 2.0], [2.0, 1.0], [-1.0, -1.0], [-2.0, 1.0]])
SIGNS = np.array([1.0, 1.0, -1.0, -1.0])


def loss(X, signs, w):
    return float(np.mean(np.logaddexp(0, -signs * (X @ w))))


def hessian(X, w):
    p = 1 / (1 + np.exp(-(X @ w)))
    return (X.T * (p * (1 - p))) @ X / len(X)


def test_the_four_points_are_completely_separated_and_the_norm_grows_with_the_logarithm():
    assert reference.ray_limit(X, SIGNS, np.array([2.0, 1.0])) == 0.0
    path = reference.train_logistic(X, SIGNS, 1.0, 10_000)
    assert [np.linalg.norm(path[t]) for t in (100, 1000, 10_000)] == pytest.approx([3.52, 5.11, 6.75], abs=0.005)
    assert np.linalg.eigvalsh(hessian(X, path[-1]))[-1] == pytest.approx(9.9e-5, rel=0.01)
    best = scipy.optimize.minimize(  # the hard-margin direction: ‖w‖ grows as ln t over its margin
        lambda w: w @ w, np.array([1.0, 1.0]), constraints={"type": "ineq", "fun": lambda w: SIGNS * (X @ w) - 1}
    ).x
    grown = np.linalg.norm(path[10_000]) - np.linalg.norm(path[1000])
    assert grown == pytest.approx(math.log(10) * np.linalg.norm(best), rel=0.06)


@pytest.mark.parametrize("kind", ["complete", "quasi-complete", "flat", "none"])
def test_the_loss_far_out_on_a_ray_is_the_limit(kind):
    rays = {
        "complete": (X, SIGNS, np.array([2.0, 1.0])),
        "quasi-complete": (np.array([[1.0, 0.0], [0.0, 1.0], [0.0, 2.0]]), np.array([1.0, 1.0, -1.0]), np.array([3.0, 0.0])),
        "flat": (np.array([[1.0, 1.0], [2.0, 2.0]]), np.array([1.0, -1.0]), np.array([1.0, -1.0])),
        "none": (X, SIGNS, np.array([-1.0, 0.0])),
    }
    data, signs, w = rays[kind]
    limit = reference.ray_limit(data, signs, w)
    far = [loss(data, signs, r * w) for r in (100.0, 1000.0)]
    assert far[1] == pytest.approx(limit, abs=1e-9) if math.isfinite(limit) else far[1] > 9 * far[0] > 90


def test_quasi_complete_data_have_a_floor_that_no_point_reaches():
    data, signs = np.array([[-1.0, 1.0], [0.0, 1.0], [0.0, 1.0], [1.0, 1.0]]), np.array([-1.0, -1.0, 1.0, 1.0])
    found = [scipy.optimize.minimize(lambda w: loss(data, signs, w), np.zeros(2), bounds=[(-r, r)] * 2).fun for r in (5, 20)]
    assert found[0] > found[1] > 0.5 * math.log(2) - 1e-9
    assert 4 * found[1] == pytest.approx(2 * math.log(2), abs=1e-6)


def test_the_null_space_of_the_hessian_is_that_of_the_inputs():
    rng = np.random.default_rng(1)
    base = rng.normal(size=(12, 3))
    data = np.column_stack([base, base[:, 0], base[:, 1] + base[:, 2]])  # one feature repeated, one a sum
    H = hessian(data, rng.normal(size=5))
    null = np.array([[1.0, 0, 0, -1, 0], [0, 1, 1, 0, -1]])
    assert np.linalg.norm(H @ null.T) < 1e-14
    assert np.sum(np.linalg.eigvalsh(H) > 1e-10) == 3
