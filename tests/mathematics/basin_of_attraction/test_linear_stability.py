"""The numbers of 2.4 about the convex example, and the promise of the safe rate."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import brentq

from losslandscape.objectives import Logistic
from solutions.basin_of_attraction.basin_label import basin_label, walk
from solutions.basin_of_attraction.linear_stability import linear_stability, safe_rate
from tests.mathematics.basins import said

ONE = Logistic(np.array([[1.0], [1.0], [-3.0]]), np.ones(3))
BOTTOM = np.array([brentq(lambda x: ONE.gradient(np.array([x]))[0], -3, 3, xtol=1e-14)])


def test_the_example_has_one_minimum_and_two_rates() -> None:
    assert safe_rate(ONE.X) == pytest.approx(2.18, abs=0.005)
    assert 2 / ONE.hessian(BOTTOM)[0, 0] == pytest.approx(2.33, abs=0.005)
    curvatures = [ONE.hessian(np.array([x]))[0, 0] for x in np.linspace(-9, 9, 181)]
    assert max(curvatures) == pytest.approx(2 / safe_rate(ONE.X))
    assert min(curvatures) > 0
    said("`safe_rate` is 2.18", "$2/\\lambda = 2.33$", "Between 2.18 and 2.33")


@pytest.mark.parametrize(("rate", "arrive", "kind"), [(2.1, 41, "attractor"), (2.3, 41, "attractor"), (3.0, 0, "unstable")])
def test_how_many_starts_arrive(rate: float, arrive: int, kind: str) -> None:
    starts = np.linspace(-6, 6, 41)
    found = [basin_label(ONE.gradient, np.array([start]), rate, BOTTOM[None], 1e-6, 600) for start in starts]
    assert found.count(0) == arrive
    assert linear_stability(ONE.hessian(BOTTOM), rate, 1e-6)[0] == kind


def test_at_rate_three_the_walk_ends_on_a_cycle_of_two() -> None:
    last = walk(ONE.gradient, np.array([2.0]), 3.0, 3000)[-4:, 0]
    np.testing.assert_allclose(last[:2], last[2:], atol=1e-10)
    assert sorted(last[:2]) == pytest.approx([-1.006, 0.319], abs=5e-4)


def test_below_the_safe_rate_every_start_of_a_random_problem_arrives() -> None:
    rng = np.random.default_rng(1)
    X = rng.standard_normal((12, 2))
    f = Logistic(X, rng.integers(0, 2, 12))
    bottom = walk(f.gradient, np.zeros(2), 0.9 * safe_rate(X), 20_000)[-1]
    assert np.linalg.norm(f.gradient(bottom)) < 1e-10
    for start in rng.uniform(-20, 20, (5, 2)):
        assert basin_label(f.gradient, start, 0.99 * safe_rate(X), bottom[None], 1e-3, 10_000) == 0


def test_on_separable_data_the_direction_turns_to_the_largest_margin() -> None:
    X = np.array([[1.0, 0.2], [0.2, 1.5], [-1.0, -2.0]])
    f, found = Logistic(X, np.array([1, 1, 0])), []
    theta = np.array([1.0, -0.5])
    for steps in (100, 1000, 10_000):
        theta = walk(f.gradient, theta, 1.0, steps)[-1]
        found.append(float(np.min([1, 1, -1] * (X @ theta)) / np.linalg.norm(theta)))
    angles = np.linspace(0, 2 * np.pi, 20_001)
    best = max(np.min([1, 1, -1] * (X @ np.array([np.cos(a), np.sin(a)]))) for a in angles)
    assert found[0] < found[1] < found[2] < best + 1e-9
    assert found[2] > 0.95 * best
