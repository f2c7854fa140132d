"""The statements of section 2.4: an example on either side where both fit, a trial or a proof where one kind exists."""

from __future__ import annotations

import numpy as np

from losslandscape.objectives import DoubleWell
from solutions.basin_of_attraction.basin_fraction import basin_fraction
from solutions.basin_of_attraction.basin_label import walk
from solutions.basin_of_attraction.boundary import BOUNDARY


def test_a_marginal_minimum_may_attract_or_not() -> None:
    assert abs(walk(DoubleWell().gradient, np.array([0.9]), 1.0, 2000)[-1, 0] - 1) < 0.01
    assert abs(walk(lambda x: x, np.array([0.1]), 2.0, 2000)[-1, 0]) == 0.1
    assert BOUNDARY["e1"] == "cannot tell"


def test_on_a_bowl_one_start_in_general_position_speaks_for_all() -> None:
    rng = np.random.default_rng(0)
    for rate, comes in ((0.49, True), (0.51, False)):
        H = np.diag([1.0, 4.0])
        arrived = [
            np.linalg.norm(walk(lambda x, H=H: H @ x, start, rate, 2000)[-1]) < 1e-3 for start in rng.standard_normal((9, 2))
        ]
        assert set(arrived) == {comes}
    assert BOUNDARY["e2"] == "true"


def test_the_hilltop_stays_under_the_flow() -> None:
    assert DoubleWell().gradient(np.array([0.0]))[0] == 0
    assert BOUNDARY["e3"] == "false"


def test_a_minibatch_may_hide_a_wall() -> None:
    line = np.linspace(0, 1, 11)
    flat, hill = 0 * line, line * (1 - line)
    assert (flat + flat).max() == 0 < (flat + hill).max()
    assert BOUNDARY["r1"] == "cannot tell"


def test_none_of_fifty_does_not_exclude_five_per_cent() -> None:
    assert basin_fraction([0] * 50, 1)[2] > 0.05
    assert BOUNDARY["r2"] == "false"


def test_between_two_strict_minima_of_equal_loss_the_line_is_higher() -> None:
    f = DoubleWell(n=2)
    line = [f.value(np.array([t, t])) for t in np.linspace(-1, 1, 9)]
    assert max(line) > line[0] == line[-1]
    assert BOUNDARY["r3"] == "true"
