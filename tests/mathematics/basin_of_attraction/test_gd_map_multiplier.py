"""The numbers of 2.4 about the map of one step: multipliers, first band, divergence, and the bands of the opening."""

from __future__ import annotations

import itertools
import math
from fractions import Fraction

import numpy as np
import pytest
import sympy as sp

from losslandscape.objectives import DoubleWell
from losslandscape.plots import basins
from solutions.basin_of_attraction import gd_map_multiplier as numbers
from tests.mathematics.basins import ends, said


def test_nineteen_per_cent_of_the_positive_starts_end_on_the_other_side() -> None:
    starts = (np.arange(200_000) + 0.5) / 200_000 * math.sqrt(5)
    assert np.mean(np.abs(ends(starts, 0.5, 400) + 1) < 1e-3) == pytest.approx(0.19, abs=0.003)
    assert math.sqrt(1 + 1 / 0.5) == pytest.approx(1.732, abs=5e-4)
    assert np.all(np.abs(ends(np.linspace(0.01, 1.732, 500), 0.5, 400) - 1) < 1e-6)


def test_the_four_numbers_are_those_of_the_map() -> None:
    rate = numbers.eta
    x = sp.Symbol("x", real=True)
    step = x - rate * sp.diff((x**2 - 1) ** 2 / 4, x)
    assert sp.simplify(sp.diff(step, x).subs(x, -1) - numbers.gd_map_multiplier()) == 0
    assert sp.simplify(sp.diff(step, x).subs(x, 0) - numbers.top_multiplier()) == 0
    assert sp.simplify(step.subs(x, numbers.first_band())) == 0
    assert sp.simplify(step.subs(x, numbers.divergence_radius()) + numbers.divergence_radius()) == 0


def test_starts_outside_leave_and_those_inside_stay_up_to_rate_two() -> None:
    for rate in (0.3, 1.0, 2.0):
        radius = math.sqrt(1 + 2 / rate)
        assert not np.isfinite(ends(np.linspace(1.001 * radius, 3 * radius, 50), rate, 2000)).any()
        assert np.abs(ends(np.linspace(0, 0.999 * radius, 200), rate, 2000)).max() <= radius
    inside = np.linspace(0.013, 0.99 * math.sqrt(1 + 2 / 2.2), 1000)
    assert not np.isfinite(ends(inside, 2.2, 3000)).any()


def bands(rate: float, count: int) -> list[float]:
    """Where bands begin: a step takes each of these places to minus the one before it, the first to 0."""
    edges = [0.0]
    for _ in range(count):
        cubic = [-rate, 0.0, 1 + rate, edges[-1]]  # x - η (x³ - x) = -edge
        edges.append(float(np.roots(cubic).real.max()))
    return edges[1:]


@pytest.mark.parametrize("rate", [0.1, 0.5, 0.9, 1.0])
def test_up_to_rate_one_the_basin_has_a_piece_in_every_second_band(rate: float) -> None:
    edges, radius = bands(rate, 7), math.sqrt(1 + 2 / rate)
    assert edges[0] == pytest.approx(math.sqrt(1 + 1 / rate))
    assert all(a < b < radius for a, b in itertools.pairwise(edges))
    middles = np.array([(a + b) / 2 for a, b in itertools.pairwise(edges)])
    signs = -((-1.0) ** np.arange(len(middles)))  # the first band beyond the hilltop ends at -1
    np.testing.assert_allclose(ends(middles, rate, 40_000), signs, atol=2e-3)
    said("a step takes each to the mirror image of the band before it")
    said("for $\\eta \\le 1$, the basin of $+1$ is **no interval**")


def test_above_rate_one_only_starts_that_hit_the_minimum_end_there() -> None:
    rate, x = Fraction(4, 3), Fraction(1, 2)
    for _ in range(5):
        x -= rate * (x**3 - x)
        assert x == 1
    beside = 0.5 + np.array([-1e-6, 1e-6, 1e-3])
    late = np.array([ends(beside, float(rate), steps) for steps in range(300, 340)])
    assert (np.abs(late - 1).max(axis=0) > 0.1).all()
    said("For $\\eta > 1$ the minima repel, and only starts that hit $+1$ exactly end there")


def test_the_picture_of_the_opening_has_the_settings_of_the_text() -> None:
    assert (basins.RATE, basins.REACH) == (0.5, 2.3)
    assert DoubleWell().value(np.array([0.0])) == 0.25
    said("starts from 0 to 2.3", "with $\\eta = 0.5$")
