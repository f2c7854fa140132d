"""The four tops of section 2.5, and the way round one with two ways down."""

from __future__ import annotations

import math

import numpy as np

from solutions.barrier.top_kind import top_kind


def test_kinds_of_the_four_tops() -> None:
    # the middle of the line on the hyperbola, (1.75, 7/6)
    assert top_kind(np.array([7 / 6, 1.75]) * (1.75 * 7 / 6 - 1), np.eye(2), np.ones(2), 1e-3, 1e-3) == "moving"
    cross = np.array([[0.0, -1.0], [-1.0, 0.0]])
    assert top_kind(np.zeros(2), cross, np.array([1.0, 1.0]), 1e-3, 1e-3) == "pass"
    assert top_kind(np.zeros(2), -np.eye(2), np.array([1.0, 1.0]), 1e-3, 1e-3) == "bend"
    assert top_kind(np.zeros(2), np.diag([-1.0, 2.0]), np.array([1.0, 0.0]), 1e-3, 1e-3) == "pass"


def test_a_top_with_two_ways_down_is_lower_on_a_half_circle() -> None:
    around = np.array([[math.cos(x), math.sin(x)] for x in np.linspace(math.pi, 0, 41)]) * 0.5
    straight = np.linspace(-0.5, 0.5, 41)[:, None] * [1.0, 0.0]
    assert max(-(p @ p) for p in around) < -0.2 < max(-(p @ p) for p in straight)
