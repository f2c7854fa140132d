"""The numbers of 2.4 about strips and the plane, each by an iteration of its own."""

from __future__ import annotations

import math

import numpy as np
import pytest

from losslandscape.objectives import Factorisation
from solutions.basin_of_attraction.basin_label import basin_label, walk
from tests.mathematics.basins import ends, said


def test_at_the_edge_the_minimum_attracts_slowly_and_beyond_it_there_is_a_cycle() -> None:
    for steps in (100, 10_000):
        left = abs(float(ends(np.array([0.9]), 1.0, steps)[0]) - 1)
        assert left == pytest.approx(1 / (4 * math.sqrt(steps)), rel=0.03)
    late = ends(np.array([0.9]), 1.01, 5000)
    pair = sorted(float(ends(late, 1.01, k)[0]) for k in (0, 1))
    assert pair == pytest.approx([0.9465, 1.0460], abs=5e-5)
    said("1/(4\\sqrt t)", "0.9465 and 1.0460")


@pytest.mark.parametrize(("rate", "known"), [(0.1, (131, 0)), (0.9, None), (1.0, (0, 0)), (1.01, (0, 0)), (1.3, (0, 0))])
def test_the_strips_are_white_from_one_on(rate: float, known: tuple[int, int] | None) -> None:
    last = ends(np.linspace(0.02, 2.6, 131), rate, 200)
    found = (int(np.sum(np.abs(last - 1) <= 1e-3)), int(np.sum(np.abs(last + 1) <= 1e-3)))
    assert found == known if known else found[0] > found[1] > 5


def test_in_the_plane_a_start_is_thrown_and_comes_back_and_the_border_frays() -> None:
    valley, side = Factorisation(decay=0.2), math.sqrt(0.8)
    assert side == pytest.approx(0.894, abs=5e-4)
    assert np.linalg.norm(valley.gradient(np.array([side, side]))) < 1e-12
    minima = np.array([[side, side], [-side, -side]])
    rng = np.random.default_rng(0)
    for rate, frayed in ((0.05, False), (0.5, True)):
        assert basin_label(valley.gradient, np.array([2.2, -1.0]), rate, minima, 0.05, 200) == 0
        odd = 0
        for start in rng.uniform(-2.5, 2.5, (150, 2)):
            with np.errstate(all="ignore"):
                label = basin_label(valley.gradient, start, rate, minima, 0.05, 200)
            odd += label != (0 if start.sum() > 0 else 1)
        assert (odd > 15) is frayed
    assert np.abs(walk(valley.gradient, np.array([1.3, -1.3]), 0.05, 60)[-1]).max() < 0.05  # into the saddle


def test_white_has_three_reasons_on_the_line_and_two_in_the_plane() -> None:
    for rate in (1.0, 1.01):
        assert math.sqrt(1 + 2 / rate) == pytest.approx(1.73, abs=5e-3)
        with np.errstate(all="ignore"):
            assert not np.isfinite(ends(np.array([1.735, 2.0, 2.6]), rate, 200)).any()
        assert np.abs(ends(np.linspace(0.02, 1.72, 86), rate, 200)).max() < 1.74
    valley, side = Factorisation(decay=0.2), math.sqrt(0.8)
    minima, grid = np.array([[side, side], [-side, -side]]), np.linspace(-2.5, 2.5, 21)
    for u, v in [(u, v) for u in grid for v in grid if abs(u + v) > 1e-9]:
        with np.errstate(all="ignore"):
            last = walk(valley.gradient, np.array([u, v]), 0.5, 60)[-1]
        assert not np.isfinite(last).all() or np.linalg.norm(minima - last, axis=1).min() <= 0.05
    said("for three reasons", "beyond 1.73 at 1 and 1.01", "starts that diverge with $\\eta = 0.5$")
