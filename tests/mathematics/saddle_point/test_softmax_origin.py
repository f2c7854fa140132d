"""What section 2.3 states around the task `softmax_origin`, by the whole Hessian of the model."""

from __future__ import annotations

import numpy as np
import pytest

from losslandscape.objectives import Softmax, Split
from solutions.saddle_point.softmax_origin import softmax_origin


def data() -> tuple[np.ndarray, np.ndarray, np.random.Generator]:
    rng = np.random.default_rng(2)
    y = np.repeat(np.arange(3), 40)
    return rng.standard_normal((3, 4))[y] + 0.5 * rng.standard_normal((120, 4)), y, rng


@pytest.mark.parametrize(("classes", "d", "width"), [(3, 4, 2), (5, 2, 3), (2, 1, 1)])
def test_lowest_eigenvalue_and_index_are_those_of_the_hessian(classes: int, d: int, width: int) -> None:
    rng = np.random.default_rng(classes)
    X, y = rng.standard_normal((9, d)), rng.integers(0, classes, 9)
    model = Split(Softmax(X, y, classes), rows=classes, width=width)
    values = np.linalg.eigvalsh(model.hessian(np.zeros(model.size)))
    lowest, index = softmax_origin(X, y, classes, width)
    assert lowest == pytest.approx(values[0], rel=1e-10)
    assert index == int(np.sum(values < -1e-10))


def test_the_weights_grow_as_the_lowest_curvature_says() -> None:
    X, y, rng = data()
    lowest, index = softmax_origin(X, y, 3, 5)
    assert index == 10
    model, theta = Split(Softmax(X, y, 3), rows=3, width=5), None
    theta, norms = 1e-5 * rng.standard_normal(model.size), []
    for _ in range(25):
        norms.append(float(np.linalg.norm(theta)))
        theta = theta - 0.5 * model.gradient(theta)
    assert 1 - 0.5 * lowest == pytest.approx(1.4607, abs=1e-4)
    assert (norms[24] / norms[20]) ** 0.25 == pytest.approx(1 - 0.5 * lowest, rel=2e-3)
