"""What section 2.1 states in the task `boundary`: for each answer an example on either side, or a proof in numbers."""

from __future__ import annotations

import math

import numpy as np
import pytest
import sympy as sp

from grader_tests.critical_point.wells import roots, turned
from losslandscape.objectives import Logistic
from solutions.critical_point import all_critical_points
from solutions.critical_point import boundary as reference


def answers(group: str) -> list[str]:
    return [reference.BOUNDARY[f"{group}{number}"] for number in (1, 2, 3)]


def test_countings() -> None:
    sums = []
    for line in (roots(-2.0, -1.0, 0.0, 1.0, 2.0), roots(-3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0)):  # c1: 3 + 2 are all, or not
        wells = turned((line, roots(0.0)), np.random.default_rng(0))
        starts = wells.place(np.column_stack([np.linspace(-3.2, 3.2, 60), np.zeros(60)]))
        points = all_critical_points.all_critical_points(wells.derivatives, starts, 1.0)
        sums.append((len(points), sum(all_critical_points.index(wells.derivatives(p)[1]) for p in points)))
    assert sums == [(5, 1), (7, 1)]
    assert 1 + 1 != 1  # c2: two minima alone
    monkey = [x**3 - 3 * x * y**2 for x, y in ((1.0, 0.0), (-10.0, 0.0), (10.0, 0.0))]
    assert monkey[1] < monkey[0] < monkey[2]  # c3: it falls without bound, so it is not coercive
    assert answers("c") == ["cannot tell", "true", "false"]


def test_measurements() -> None:
    u, v = sp.symbols("u v", real=True)
    f = u + v**2 / 10 - u**2  # m1: gradient (1, 0) at 0, Hessian diag(-2, 1/5); f itself is a coordinate there
    new = {u: (1 - sp.sqrt(1 - 4 * (u - v**2 / 10))) / 2}
    straight = sp.simplify(f.subs(new, simultaneous=True))
    assert sp.hessian(straight, (u, v)).subs({u: 0, v: 0}) == sp.zeros(2, 2)
    E = np.full((100, 100), -0.01)  # m2: an error in each entry, of norm 1
    H = 0.5 * np.eye(100)
    assert np.linalg.eigvalsh(H + E)[0] < 0 < np.linalg.eigvalsh(H - E)[0]
    assert np.linalg.norm(E, 2) == pytest.approx(1)
    for others in (1.0, 0.0):  # m3: the other minibatches have a mean gradient, or none
        assert (np.mean([0.0, others, others]) == 0) == (others == 0)
    assert answers("m") == ["false", "cannot tell", "cannot tell"]


def test_recipes() -> None:
    assert math.exp(-20) < 1e-6  # r1: exp(-x) has no critical point, x² one at distance 1e-8
    assert abs(2 * 1e-8) < 1e-6
    X, y = np.column_stack([(-1, 0, 0, 1), np.ones(4)]), np.array([0, 0, 1, 1])
    objective, theta, slopes = Logistic(X, y), np.zeros(2), []
    for _ in range(3000):  # r2
        slopes.append(np.linalg.norm(objective.gradient(theta)))
        theta = theta - 2.0 * objective.gradient(theta)
    assert slopes[-1] < 3e-4 < slopes[300]
    assert theta[0] > 7
    assert 1 - 0.95**20 > 0.6  # r3: one in twenty beyond 1.96 is the rule, at a critical point or not
    assert answers("r") == ["cannot tell", "true", "cannot tell"]


@pytest.mark.parametrize("answer", ["true", "false", "cannot tell"])
def test_one_word_everywhere_wins_no_group(answer: str) -> None:
    assert all(set(answers(group)) != {answer} for group in "cmr")
