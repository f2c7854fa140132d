"""The race of the opening, the four walks of section 2 and the rescue of section 5: what the text and the pictures say."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import numpy as np
import pytest

from losslandscape.plots import saddles
from solutions import Array
from solutions.negative_curvature import curvature_step, newton_step, second_order_stationary

START = np.array(saddles.START)
FLOOR = 0.2


def hessian(theta: Array) -> Array:
    h = 1e-20
    columns = []
    for k in range(2):
        u, v = theta + 1j * h * np.eye(2)[k]
        slope = np.array([0.1 * u - v / (1 + np.exp(u * v)), 0.1 * v - u / (1 + np.exp(u * v))])
        columns.append(slope.imag / h)
    return np.array(columns)


STEPS: dict[str, Callable[[Array, Array], Array]] = {
    "GD": lambda g, _: -0.5 * g,
    "Newton": newton_step.newton_step,
    "damped": lambda g, H: newton_step.damped_newton_step(g, H, FLOOR),
    "saddle-free": lambda g, H: newton_step.saddle_free_step(g, H, FLOOR),
}


def walked(name: str, start: Array = START) -> Array:
    return newton_step.walk(STEPS[name], saddles.slope, hessian, start, 1e-6, 500)


@pytest.mark.parametrize(
    ("name", "steps", "loss", "end"),
    [("GD", 84, 0.3251, 1.4823), ("Newton", 4, 0.6931, 0.0), ("damped", 6, 0.3251, 1.4823), ("saddle-free", 7, 0.3251, 1.4823)],
)
def test_newton_arrives_first_at_the_saddle_and_the_others_at_the_minimum(
    name: str, steps: int, loss: float, end: float
) -> None:
    path = walked(name)
    assert len(path) - 1 == steps
    assert saddles.loss(path[-1]) == pytest.approx(loss, abs=1e-4)
    assert path[-1] == pytest.approx([end, end], abs=1e-4)
    verdict = second_order_stationary.second_order_stationary(saddles.slope(path[-1]), hessian(path[-1]), 1e-6, 1.0)
    assert verdict == ("escape" if name == "Newton" else "stationary")


@pytest.mark.parametrize(("name", "recorded"), [("Newton", saddles.NEWTON), ("saddle-free", saddles.THIRD)])
def test_the_numbers_of_the_opening_are_those_of_the_methods(name: str, recorded: tuple[float, ...]) -> None:
    norms = [float(np.linalg.norm(saddles.slope(theta))) for theta in walked(name)]
    assert norms[:-1] == pytest.approx(recorded[:-1], rel=1e-3)
    assert norms[-1] < 1e-7
    assert recorded[-1] < 1e-7


def test_newton_ends_with_a_gradient_of_ten_to_the_minus_seventeen() -> None:
    assert float(np.linalg.norm(saddles.slope(walked("Newton")[-1]))) < 1e-16


def test_one_curvature_step_leaves_the_point_and_newton_walks_back() -> None:
    stuck = walked("Newton")[-1]
    values, Q = np.linalg.eigh(hessian(stuck))
    step = curvature_step.curvature_step(saddles.slope(stuck), Q[:, 0], float(values[0]), 1.0)
    assert float(np.linalg.norm(step)) == pytest.approx(0.8, abs=1e-6)
    assert saddles.loss(stuck) - saddles.loss(stuck + step) > 2 * 0.4**3 / 3
    assert np.linalg.eigvalsh(hessian(stuck + step))[0] == pytest.approx(-0.165, abs=1e-3)
    assert np.abs(walked("Newton", stuck + step)[-1]).max() < 1e-6
    ends = {name: (walked(name, stuck + step)) for name in ("GD", "damped", "saddle-free")}
    assert all(np.abs(path[-1]) == pytest.approx([1.4823, 1.4823], abs=1e-4) for path in ends.values())
    assert len(ends["saddle-free"]) - 1 == 3


def test_one_is_a_bound_for_the_change_of_the_hessian_where_the_step_goes() -> None:
    points = [r * np.array([1.0, 1.0]) / np.sqrt(2) for r in np.linspace(0, 0.8, 401)]
    changes = [np.linalg.norm(hessian(b) - hessian(a), 2) / np.linalg.norm(b - a) for a, b in itertools.pairwise(points)]
    assert max(changes) <= 1.0
