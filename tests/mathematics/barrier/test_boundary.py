"""The statements of section 2.5: an example on either side where both fit, and a trial where one kind exists."""

from __future__ import annotations

import itertools
import math

import numpy as np

from losslandscape.paths import straight
from solutions.barrier.barrier_height import barrier_height
from solutions.barrier.boundary import BOUNDARY


def test_the_two_valleys_of_the_hyperbola_are_apart_by_one_half() -> None:
    rng = np.random.default_rng(0)
    for _ in range(50):  # a broken line crosses u = 0, where f = ½
        path = np.concatenate([[[1, 1]], rng.uniform(-3, 3, (4, 2)), [[-1, -1]]])
        fine = np.concatenate([straight(p, q, 400) for p, q in itertools.pairwise(path)])
        assert (0.5 * (fine.prod(axis=1) - 1) ** 2).max() > 0.49
    assert BOUNDARY["e1"] == "true"


def test_a_wall_on_the_line_may_or_may_not_have_a_way_round() -> None:
    # a wall of 2 on the line between two minima of ½(uv - 1)² with none along the curve; and in one dimension none round it
    ratio = 8.0  # (a - b)²/(ab), whose square is 64
    assert ratio**2 / 32 == 2.0
    assert BOUNDARY["e2"] == "cannot tell"


def test_a_minibatch_without_a_wall_says_nothing_of_the_others_and_a_convex_line_has_none() -> None:
    t = np.linspace(0, 1, 11)
    flat, hump = 0 * t, t * (1 - t)
    assert barrier_height(t, flat)[0] == 0
    assert barrier_height(t, (flat + hump) / 2)[0] > 0
    assert barrier_height(t, t**2 - t)[0] == 0
    assert (BOUNDARY["m1"], BOUNDARY["m2"]) == ("cannot tell", "true")


def test_a_top_with_two_ways_down_can_be_bent_round() -> None:
    around = np.array([[math.cos(x), math.sin(x)] for x in np.linspace(math.pi, 0, 41)]) * 0.5
    assert max(-(p @ p) for p in around) < 0  # lower than the top of -‖θ‖² on the straight line
    assert BOUNDARY["r1"] == "false"


def test_twice_the_temperature_is_far_more_than_half_the_wait() -> None:
    assert math.exp(10 / 2) / math.exp(10) < 0.01
    assert BOUNDARY["r2"] == "false"
