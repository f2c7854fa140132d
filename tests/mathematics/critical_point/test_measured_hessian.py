"""What section 2.1 states around the task `measured_hessian`, by another way than the notebook and the reference took."""

from __future__ import annotations

import numpy as np
import pytest

from losslandscape.transformer import Config, Transformer, symmetry
from solutions.critical_point import all_critical_points, classify_with_error
from solutions.critical_point import measured_hessian as reference
from solutions.critical_point.measured_hessian import M, rounding
from tests.mathematics.ends import himmelblau, said


def test_the_difference_of_a_quartic_is_known_by_hand() -> None:
    B, theta, h = np.array([[1.0, 0.5], [-0.3, 2.0]]), np.array([0.7, -0.2]), 0.1
    z = B @ theta
    rows = {k: np.array([B.T @ (3 * z**2 * b + (k * h) ** 2 * b**3) for b in B.T]) for k in (1, 2)}
    H, error, top = reference.measured_hessian(lambda p: B.T @ (B @ p) ** 3, theta, h)
    made = {k: (J + J.T) / 2 for k, J in rows.items()}
    np.testing.assert_allclose(H, made[1], rtol=1e-10)
    assert error == pytest.approx(np.linalg.norm(made[1] - made[2], 2))
    assert top == pytest.approx(np.linalg.eigvalsh(made[1])[-1])
    truncation = np.linalg.norm(made[1] - (B.T * (3 * z**2)) @ B, 2)
    assert error == pytest.approx(3 * truncation)  # "about three times that of H", here exactly


def test_the_best_step_is_the_least_of_the_sum() -> None:
    numbers = {rounding: 2e-14, M: 24}
    best = float(reference.best_step().subs(numbers))
    h = best * np.geomspace(0.1, 10, 2001)
    assert h[np.argmin(24 * h**2 / 6 + 2e-14 / h)] == pytest.approx(best, rel=3e-3)


def test_the_error_of_the_notebooks_picture_is_least_near_the_best_step() -> None:
    place = all_critical_points.newton(himmelblau, np.array([-3.0, 3.0]), 20)[-1]
    np.testing.assert_allclose(place, [-2.805, 3.131], atol=1e-3)
    exact = float(np.linalg.eigvalsh(himmelblau(place)[1])[-1])
    off = {
        h: abs(reference.measured_hessian(lambda p: himmelblau(p)[0], place, h)[2] - exact) for h in (1e-12, 1e-8, 1e-5, 1e-2)
    }
    assert min(off, key=lambda h: off[h]) == 1e-5
    assert 1e-11 < off[1e-5] / exact < 1e-10
    x, h = 0.3, 1e-3  # the fourth derivative of (x² + …)² is 24
    fourth = np.diff([(x + k * h) ** 4 for k in range(-2, 3)], 4)[0] / h**4
    assert fourth == pytest.approx(24, rel=1e-3)


@pytest.mark.parametrize(("h", "counts"), [(1e-5, (0, 32, 92)), (1e-3, (0, 37, 87)), (1e-2, (0, 59, 65))])
def test_the_transformer_is_undecided_by_its_symmetries_and_more_so_with_a_coarse_step(
    h: float, counts: tuple[int, int, int]
) -> None:
    model = Transformer(Config(vocabulary=5, context=5, width=4, heads=1, key_width=2, value_width=2, hidden=4))
    star = model.init(np.random.default_rng(1), scale=1.5)
    batch = symmetry.own_predictions(model, star, np.random.default_rng(3), sequences=16)
    shifts = np.concatenate([k * h * np.eye(model.size) for k in (-2, -1, 1, 2)])
    g = np.array([model.gradient(star + shift, batch) for shift in shifts]).reshape(4, model.size, model.size)
    near, far = (g[2] - g[1]) / (2 * h), (g[3] - g[0]) / (4 * h)
    near, far = (near + near.T) / 2, (far + far.T) / 2
    error = float(np.linalg.norm(near - far, 2))
    assert classify_with_error.classify_with_error(near, error) == (*counts, "undecided")
    if h == 1e-2:
        assert np.any(np.linalg.eigvalsh(near) < -1e-6)
    assert float(np.linalg.norm(near - model.hessian(star, batch), 2)) < error
    said("124 parameters", "92 eigenvalues are certainly positive", "The other 32 are zero", "27 true signs are open")
