"""The numbers of 2.4 about counting, from the binomial distribution itself."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import binom

from solutions.basin_of_attraction.basin_fraction import basin_fraction
from tests.mathematics.basins import said


def test_none_of_fifty_reaches_to_one_in_fourteen() -> None:
    share, low, high = basin_fraction([0] * 50, 1)
    assert (share, low) == (0, 0)
    assert high == pytest.approx(0.071, abs=5e-4)
    assert 1 / high == pytest.approx(14, abs=0.05)
    said("one run in fourteen", "it reaches to 0.071")


def test_how_often_the_two_intervals_hold_a_share_of_two_per_cent() -> None:
    k = np.arange(51)
    chance, p = binom.pmf(k, 50, 0.02), k / 50
    wald = np.abs(p - 0.02) <= 1.96 * np.sqrt(p * (1 - p) / 50)
    ends = [basin_fraction([1] * hits + [0] * (50 - hits), 1) for hits in k]
    assert chance @ wald == pytest.approx(0.64, abs=0.005)
    assert chance @ [low <= 0.02 <= high for _, low, high in ends] == pytest.approx(0.92, abs=0.005)
    shares = (np.arange(2000) + 0.5) / 2000
    held = [binom.pmf(k, 50, r) @ [low <= r <= high for _, low, high in ends] for r in shares]
    assert np.mean(held) == pytest.approx(0.95, abs=0.005)
    said("95 of 100 on average over the shares; at 0.02, 92")


@pytest.mark.parametrize(("hits", "n", "q"), [(0, 1, 1.96), (3, 50, 1.0), (49, 50, 3.0), (400, 1000, 0.1)])
def test_at_both_ends_the_inequality_is_an_equality(hits: int, n: int, q: float) -> None:
    p, low, high = basin_fraction([1] * hits + [-1] * (n - hits), 1, q)
    for r in (low, high):
        assert abs(p - r) == pytest.approx(q * np.sqrt(r * (1 - r) / n), abs=1e-12)
    assert low <= p <= high
