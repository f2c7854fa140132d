"""What section 1.5 states around the task `scaled_sharpness`, by another way than the notebook and the reference took."""

from __future__ import annotations

import math

import numpy as np
import pytest

from solutions.symmetry import scaled_sharpness
from tests.mathematics.spectra import symmetric


def test_descent_on_a_quadratic_is_a_power_in_each_mode() -> None:
    values, start = np.array([0.5, 2.0, 3.0]), np.array([1.0, -2.0, 0.7])
    path = scaled_sharpness.descend(lambda p: values * p, start, 0.1, 12, 0.4)
    np.testing.assert_allclose(path, start * (1 - 0.1 * (0.4 + values)) ** np.arange(13)[:, None], rtol=1e-12)


def test_scaled_sharpness_is_the_curvature_by_relative_changes() -> None:
    rng = np.random.default_rng(3)
    H, theta = symmetric([-3.0, 1.0, 2.0], 5), np.array([0.4, -2.0, 1.3])
    turned = np.sign(theta)[:, None] * rng.standard_normal((3, 20_000))
    turned /= np.linalg.norm(turned, axis=0)
    quotients = np.einsum("ik,ij,jk->k", np.abs(theta)[:, None] * turned, H, np.abs(theta)[:, None] * turned)
    right = scaled_sharpness.scaled_sharpness(H, theta)
    assert right - 0.01 * abs(right) < quotients.max() <= right + 1e-12
    factor = np.array([1e-2, 7.0, 300.0])
    assert scaled_sharpness.scaled_sharpness(H / np.outer(factor, factor), factor * theta) == pytest.approx(right)
    assert scaled_sharpness.sharpness(H) == pytest.approx(2.0)


@pytest.mark.parametrize(("u", "v", "end"), [(3.0, 0.4, 9.063), (0.4, 1.6, 3.124), (1.5, 1.3, 2.077)])
def test_the_sharpness_of_the_end_is_foretold_by_the_start(u: float, v: float, end: float) -> None:
    path = scaled_sharpness.descend(lambda p: (p[0] * p[1] - 1) * p[::-1], np.array([u, v]), 0.02, 1500)
    H = np.outer(path[-1][::-1], path[-1][::-1])
    assert scaled_sharpness.sharpness(H) == pytest.approx(end, abs=2e-3)
    assert math.sqrt((u * u - v * v) ** 2 + 4) == pytest.approx(end, abs=1e-3)
    assert scaled_sharpness.scaled_sharpness(H, path[-1]) == pytest.approx(2, abs=1e-6)
    assert pytest.approx(10_000, rel=1e-6) == 100**2 + 0.01**2
