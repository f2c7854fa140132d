"""What section 1.1 states around the task `max_stable_lr`, by another way than the notebook and the reference took."""

from __future__ import annotations

import math

import numpy as np
import pytest

from solutions.plateau import max_stable_lr as reference
from tests.mathematics.descent import descend


def test_gd_stays_bounded_up_to_the_stated_rate_and_not_beyond():
    H = np.array([[2.0, 1.0], [1.0, 2.0]])
    rate = reference.max_stable_lr(H)
    assert rate == pytest.approx(2 / 3)
    start = np.array([1.0, 0.3])
    assert np.linalg.norm(descend(lambda x: H @ x, start, 0.99 * rate, 2000)) < 1e-6
    assert np.linalg.norm(descend(lambda x: H @ x, start, 1.01 * rate, 2000)) > 1e6
    assert reference.edge_ratio(H, rate) == pytest.approx(1)


def test_negative_curvature_grows_at_every_rate():
    assert reference.max_stable_lr(np.diag([1.0, -1e-9])) == 0.0
    assert reference.max_stable_lr(np.zeros((2, 2))) == math.inf
    assert reference.max_stable_lr(np.diag([3.0, 0.0])) == pytest.approx(2 / 3)
    assert descend(lambda x: -x, 1.0, 1e-3, 10_000) == pytest.approx(21_917, abs=1)


@pytest.mark.parametrize("beta", [0.0, 0.5, 0.9])
def test_heavy_ball_breaks_at_two_plus_two_beta(beta):
    def radius(product):  # of the map (x_t, x_(t-1)) -> (x_(t+1), x_t)
        return np.abs(np.linalg.eigvals([[1 + beta - product, -beta], [1.0, 0.0]])).max()

    assert radius(0.999 * (2 + 2 * beta)) < 1 < radius(1.001 * (2 + 2 * beta))
