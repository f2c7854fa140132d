"""What section 2.2 states around the task `flattest_on_orbit`, by another way than the notebook and the reference took."""

from __future__ import annotations

import math

import numpy as np
import pytest

from losslandscape import complex_step
from solutions.local_minimum import flattest_on_orbit as reference

X = np.random.default_rng(0).standard_normal((50, 3)) * [3.0, 1.0, 0.3]
A, B = np.array([0.2, 1.0, 0.5]), 1.0
TARGET = X @ (A * B)


def two_layers(theta: np.ndarray) -> np.ndarray:
    """Gradient of the mean of half the squared error of b aᵀx, shape (4,)."""
    a, b = theta[:3], theta[3]
    residual = b * (X @ a) - TARGET
    return np.append(b * (residual @ X), residual @ (X @ a)) / len(X)


def hessian(scale: float) -> np.ndarray:
    return np.asarray(complex_step.hessian(two_layers, np.append(scale * A, B / scale)))


def test_the_hessian_along_the_orbit_is_that_of_the_scaled_one() -> None:
    for scale in (0.3, 2.5):
        D = np.array([1 / scale] * 3 + [scale])
        np.testing.assert_allclose(hessian(scale), hessian(1.0) * np.outer(D, D), rtol=1e-10, atol=1e-12)
        assert np.abs(two_layers(np.append(scale * A, B / scale))).max() < 1e-14


def test_the_numbers_of_the_picture() -> None:
    alpha, least, rate = reference.flattest_on_orbit(hessian(1.0), 3)
    short = math.sqrt(B / float(np.linalg.norm(A)))
    assert [round(alpha, 2), round(least, 2), round(rate, 3)] == [1.72, 6.41, 0.312]
    assert [round(short, 2), round(float(np.linalg.eigvalsh(hessian(short))[-1]), 2)] == [0.94, 13.46]
    lengths = [(s * s) * float(A @ A) + B * B / (s * s) for s in (short, 0.98 * short, 1.02 * short)]
    assert lengths[0] == min(lengths)


def test_sharpness_is_convex_in_the_logarithm_of_the_scale() -> None:
    rng = np.random.default_rng(1)
    for _ in range(20):
        J = rng.standard_normal((4, 5)) * np.exp(rng.standard_normal(5))
        s = np.sort(rng.uniform(-3, 3, 2))
        low, middle, high = (reference.sharpness_at(J.T @ J, 2, math.exp(one)) for one in (s[0], s.mean(), s[1]))
        assert middle <= (low + high) / 2 * (1 + 1e-12)


def test_of_one_example_the_flattest_place_has_equal_blocks() -> None:
    a, b = np.array([0.3, 2.0]), np.array([1.0, -0.5, 0.2])
    J = np.append(a, b)
    alpha, least, rate = reference.flattest_on_orbit(np.outer(J, J), 2)
    assert least == pytest.approx(2 * float(np.linalg.norm(a) * np.linalg.norm(b)), rel=1e-9)
    assert alpha**2 == pytest.approx(float(np.linalg.norm(a) / np.linalg.norm(b)), rel=1e-5)
    assert rate == pytest.approx(2 / least)
