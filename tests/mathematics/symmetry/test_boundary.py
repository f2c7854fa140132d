"""What section 1.5 states around the task `boundary`, by another way than the notebook and the reference took."""

from __future__ import annotations

import math

import numpy as np
import pytest

from losslandscape import complex_step
from solutions.symmetry import boundary as reference
from solutions.symmetry import edge_date


def answers(group: str) -> list[str]:
    return [reference.BOUNDARY[f"{group}{number}"] for number in (1, 2, 3)]


def slope(p: np.ndarray) -> np.ndarray:
    """Gradient of (a·p)/‖p‖, which no length changes."""
    a, square = np.array([1.0, -2.0, 0.5]), p @ p
    return np.asarray((a - (a @ p) / square * p) / square**0.5)


def test_boundary_laws() -> None:
    theta = np.array([0.3, 1.0, 2.0])
    assert np.linalg.norm(theta - 0.1 * slope(theta)) > np.linalg.norm(theta)  # a1
    np.testing.assert_allclose(complex_step.hessian(slope, theta) @ theta, -slope(theta), atol=1e-14)  # a2
    assert np.linalg.norm(slope(theta)) > 0.1
    assert round(edge_date.edge_date(0, 0.05, 0.01, 0.1)) == 1497
    arrivals = []
    for bias in (0.0, 3.0):  # a3: λmax ∝ (1 + b²)/‖θ‖², a bias that decay moves
        shrunk = (1 - 0.001) ** np.arange(4000.0)
        arrivals.append(int(np.argmax(0.05 * (1 + (bias * shrunk) ** 2) / (1 + bias**2) / shrunk**2 >= 1)))
    assert [1400 < step < 1600 for step in arrivals] == [True, False]
    assert answers("a") == ["true", "false", "cannot tell"]


def test_boundary_measurements() -> None:
    for unseen, lower in (((0.0, 1.0), True), ((1.0, 0.0), False)):  # b1: a third parameter that only validation sees
        minima = [np.roots([1, -top, 1]) for top in (4.0, 400.0)]  # u² and v² of uv = 1, u² + v² = top
        assert [math.prod(one) for one in minima] == pytest.approx([1, 1])
        assert (unseen[0] ** 2 < unseen[1] ** 2) == lower
    theta = np.array([0.3, 1.0, 2.0])
    for other, kept in ((-1, True), (1, False)):  # b2: f + c‖θ‖², and another minibatch with f ± c‖θ‖²
        c = 0.3 / math.sqrt(1 - 0.3**2) * np.linalg.norm(slope(theta)) / (2 * np.linalg.norm(theta))
        g = slope(theta) + 2 * c * theta
        assert theta @ g == pytest.approx(0.3 * np.linalg.norm(theta) * np.linalg.norm(g))
        mean = slope(theta) + (1 + other) * c * theta
        assert (abs(theta @ mean) < 1e-14) == kept
    tangents = np.random.default_rng(1).standard_normal((4, 6))  # b3: four independent vectors, three dimensions of null space
    assert np.linalg.matrix_rank(tangents @ np.diag([0.0, 0.0, 0.0, 1.0, 2.0, 3.0])) >= 1
    assert answers("b") == ["cannot tell", "cannot tell", "false"]


@pytest.mark.parametrize("answer", ["true", "false", "cannot tell"])
def test_one_word_everywhere_wins_no_group(answer: str) -> None:
    assert all(set(answers(group)) != {answer} for group in "ab")
