"""What section 1.5 states around the task `normalised_logistic`, by another way than the notebook and the reference took."""

from __future__ import annotations

import numpy as np
import pytest

from losslandscape import complex_step
from solutions.symmetry import edge_date, normalised_logistic, scaled_sharpness
from tests.mathematics.fuses import said


def test_the_gradient_is_the_complex_derivative_of_the_value_and_has_no_part_along_theta() -> None:
    rng = np.random.default_rng(7)
    X, y = rng.standard_normal((9, 4)), rng.choice([-1.0, 1.0], 9)
    for length in (1e-3, 1.0, 50.0):
        theta = length * rng.standard_normal(4)
        value, g = normalised_logistic.normalised_logistic(theta, X, y)
        moved = theta + 1e-20j * length * np.eye(4)
        values = [np.mean(np.log(1 + np.exp(-y * (X @ p) / np.sqrt(p @ p)))) for p in moved]
        assert value == pytest.approx(values[0].real, rel=1e-13)
        np.testing.assert_allclose(g, np.imag(values) / (1e-20 * length), rtol=1e-10, atol=1e-13 / length)
        assert abs(g @ theta) < 1e-14


def walk(steps: int = 300) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The student's fuse: losses and edge ratios along the walk, with the Hessian by the complex step."""
    rng = np.random.default_rng(0)
    X = rng.standard_normal((40, 2))
    y = np.where(X @ [2.0, 1.0] + rng.standard_normal(40) > 0, 1.0, -1.0)

    def gradient(theta: np.ndarray) -> np.ndarray:
        length = np.sqrt(theta @ theta)
        u = theta / length
        slope = -(y / (1 + np.exp(y * (X @ u)))) @ X / len(y)
        return np.asarray((slope - (slope @ u) * u) / length)

    path = scaled_sharpness.descend(gradient, np.array([3.0, 0.5]), 0.5, steps, 0.02)
    loss = np.array([normalised_logistic.normalised_logistic(theta, X, y)[0] for theta in path])
    ratio = np.array([0.5 * scaled_sharpness.sharpness(complex_step.hessian(gradient, theta)) / 2 for theta in path])
    return path, loss, ratio


def test_the_fuse_of_the_plane_keeps_its_date() -> None:
    path, loss, ratio = walk()
    assert round(float(ratio[100]), 3) == 0.066
    assert edge_date.edge_date(100, float(ratio[100]), 0.5, 0.02) == pytest.approx(235.5, abs=0.05)
    edge = int(np.argmax(ratio >= 1))
    rise = 100 + int(np.argmax(loss[100:] > loss[100] + 1e-3))
    assert edge == 236
    assert 40 < rise - edge < 50  # a mode grows out of rounding: the step differs from machine to machine
    length = np.linalg.norm(path, axis=1)
    assert length[rise:].max() > 1.2 * length[rise - 1]  # it is thrown out, and the edge ratio falls below 1 again
    assert ratio[rise:].min() < 1
    said("the edge ratio is 0.066", "misses the edge by half a step", "some 45 steps more")
