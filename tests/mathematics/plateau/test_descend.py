"""The walk of `descend` in the valley of section 2, and what the text and its alternative text say about it."""

from __future__ import annotations

import numpy as np
import pytest

from solutions.plateau import descend as reference
from solutions.plateau import flow_time
from tests.mathematics.descent import descend

START = np.array([1.0, 1.0])


def gradient(point: np.ndarray) -> np.ndarray:
    return np.array([20 * point[0], point[1] ** 3])


def loss(point: np.ndarray) -> float:
    return float(10 * point[0] ** 2 + point[1] ** 4 / 4)


def test_gradient_of_the_valley_is_that_of_its_formula() -> None:
    for point in (START, np.array([-0.3, 0.7])):
        moved = [point + 1j * 1e-20 * np.eye(2)[k] for k in (0, 1)]
        complex_step = [np.imag(10 * u**2 + v**4 / 4) / 1e-20 for u, v in moved]
        assert gradient(point) == pytest.approx(complex_step)


@pytest.mark.parametrize(("eta", "steps"), [(0.03, 1647), (0.095, 518), (0.101, 487)])
def test_steps_until_the_floor_is_walked_are_the_flow_time_over_the_rate(eta: float, steps: int) -> None:
    path = reference.descend(gradient, START, eta, 1700)
    assert int(np.argmax(path[:, 1] <= 0.1)) == steps
    assert steps == pytest.approx(flow_time.flow_time_by_quadrature(1.0, 0.1, 4.0) / eta, rel=0.01)
    assert path[-1] == pytest.approx(descend(gradient, START, eta, 1700), rel=1e-9)


def test_walls_damp_below_a_tenth_and_throw_the_run_out_above() -> None:
    assert abs(1 - 0.095 * 20) < 1 < abs(1 - 0.101 * 20)
    for eta, damped in ((0.03, True), (0.095, True), (0.101, False)):
        path = reference.descend(gradient, START, eta, 300)
        assert (abs(path[-1, 0]) < 1e-3) == damped
        losses = np.array([loss(point) for point in path])
        assert np.all(np.diff(losses) < 0) == damped
        if eta > 0.05:
            assert np.all(path[1:10, 0] * path[:9, 0] < 0)  # from wall to wall
    slow, fast = (reference.descend(gradient, START, eta, 300)[-1] for eta in (0.03, 0.095))
    assert loss(fast) < loss(slow)


def test_the_alternative_text_of_the_walks_says_where_the_losses_cross() -> None:
    slow, fast = ([loss(point) for point in reference.descend(gradient, START, eta, 1700)] for eta in (0.03, 0.095))
    below = np.array(fast) < np.array(slow)
    assert not below[:28].any()
    assert below[28:].all()


def test_path_in_closed_form_is_the_path_that_is_walked() -> None:
    rng = np.random.default_rng(7)
    for d in (1, 3):
        factor = rng.normal(size=(d, d))
        H, theta = factor @ factor.T, rng.normal(size=d)
        walked = reference.descend(lambda point, H=H: H @ point, theta, 0.05, 9)  # type: ignore[misc]
        assert reference.descend_quadratic(H, theta, 0.05, 9) == pytest.approx(walked, rel=1e-9)
