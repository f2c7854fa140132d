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
    return [reference.BOUNDARY[f"{group}{number}"] for number in (1, 2)]


def test_countings() -> None:
    sums = []
    for line in (roots(-2.0, -1.0, 0.0, 1.0, 2.0), roots(-3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0)):  # c1: 3 + 2 are all, or not
        wells = turned((line, roots(0.0)), np.random.default_rng(0))
        starts = wells.place(np.column_stack([np.linspace(-3.2, 3.2, 60), np.zeros(60)]))
        points = all_critical_points.all_critical_points(wells.derivatives, starts, 1.0)
        sums.append((len(points), sum(all_critical_points.index(wells.derivatives(p)[1]) for p in points)))
    assert sums == [(5, 1), (7, 1)]
    assert 1 + 1 != 1  # c2: two minima alone
    assert answers("c") == ["cannot tell", "true"]


def test_measurements() -> None:
    u, v = sp.symbols("u v", real=True)
    f = u + v**2 / 10 - u**2  # m1: gradient (1, 0) at 0, Hessian diag(-2, 1/5); f itself is a coordinate there
    new = {u: (1 - sp.sqrt(1 - 4 * (u - v**2 / 10))) / 2}
    straight = sp.simplify(f.subs(new, simultaneous=True))
    assert sp.hessian(straight, (u, v)).subs({u: 0, v: 0}) == sp.zeros(2, 2)
    for others in (1.0, 0.0):  # m2: the other minibatches have a mean gradient, or none
        assert (np.mean([0.0, others, others]) == 0) == (others == 0)
    assert answers("m") == ["false", "cannot tell"]


def test_recipes() -> None:
    assert math.exp(-20) < 1e-6  # r1: exp(-x) has no critical point, x² one at distance 1e-8
    assert abs(2 * 1e-8) < 1e-6
    X, y = np.column_stack([(-1, 0, 0, 1), np.ones(4)]), np.array([0, 0, 1, 1])
    objective, theta, slopes = Logistic(X, y), np.zeros(2), []
    bound = np.linalg.eigvalsh(X.T @ X / 16)[-1]  # r2: H = Xᵀ D X/4 with the entries of D between 0 and 1/4
    for _ in range(3000):
        slopes.append(np.linalg.norm(objective.gradient(theta)))
        before, theta = objective.value(theta), theta - 1.9 / bound * objective.gradient(theta)
        assert before - objective.value(theta) >= 1.9 / bound * 0.049 * slopes[-1] ** 2  # c of the statement: η (1 - ηL/2)
    assert slopes[-1] < 3e-4 < slopes[300]
    assert theta[0] > 7
    assert answers("r") == ["cannot tell", "true"]


@pytest.mark.parametrize("answer", ["true", "false", "cannot tell"])
def test_one_word_everywhere_wins_no_group(answer: str) -> None:
    assert all(set(answers(group)) != {answer} for group in "cmr")
