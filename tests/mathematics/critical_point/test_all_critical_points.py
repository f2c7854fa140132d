"""What section 2.1 states around the task `all_critical_points`, by another way than the notebook and the reference took."""

from __future__ import annotations

import numpy as np
import pytest
import sympy as sp

from grader_tests.critical_point.wells import grid, roots, running, turned
from losslandscape.plots import critical
from solutions.critical_point import all_critical_points as reference
from tests.mathematics.ends import himmelblau, said

FIVE = np.random.default_rng(critical.SEED).uniform(-5, 5, (critical.STARTS, 2))


def square(side: int) -> np.ndarray:
    return np.stack(np.meshgrid(*2 * [np.linspace(-5, 5, side)]), axis=-1).reshape(-1, 2)


def hunted(starts: np.ndarray) -> tuple[np.ndarray, list[int]]:
    points = reference.all_critical_points(himmelblau, starts, 5.0)
    return points, [reference.index(himmelblau(p)[1]) for p in points]


@pytest.mark.parametrize(("starts", "count", "total"), [(FIVE, 4, 2), (square(6), 8, 2), (square(7), 9, 1)])
def test_the_hunts_find_what_the_text_says(starts: np.ndarray, count: int, total: int) -> None:
    points, indices = hunted(starts)
    assert (len(points), sum(indices)) == (count, total)
    said(
        "It found four critical points", "These add up to 2", "Eight points", "From 49 starts there are nine, and the sum is 1"
    )


def test_the_nine_points_are_all_by_elimination() -> None:
    x, y = sp.symbols("x y")
    f = (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2
    eliminated = sp.Poly(sp.resultant(sp.diff(f, x), sp.diff(f, y), y), x)
    assert eliminated.degree() == 9
    real = sorted(float(root) for root in sp.real_roots(eliminated.as_expr()))
    points, indices = hunted(square(7))
    np.testing.assert_allclose(sorted(points[:, 0]), real, atol=1e-8)
    kinds = [tuple(np.sign(np.linalg.eigvalsh(himmelblau(p)[1]))) for p in points]
    assert sorted(kinds).count((1.0, 1.0)) == 4
    assert kinds.count((-1.0, -1.0)) == 1
    assert indices.count(-1) == 4
    missing = [p for p in points if np.linalg.norm(hunted(square(6))[0] - p, axis=1).min() > 1e-3]
    assert [reference.index(himmelblau(p)[1]) for p in missing] == [-1]


@pytest.mark.parametrize("d", [1, 2, 3])
def test_the_indices_of_a_coercive_function_add_up_to_one(d: int) -> None:
    rng = np.random.default_rng(d)
    wells = turned(tuple(roots(*np.sort(rng.uniform(-2, 2, count))) for count in (3, 1, 5)[:d]), rng)
    starts = wells.place(rng.uniform(-2.5, 2.5, (150, d)))
    points = reference.all_critical_points(wells.derivatives, starts, 1.0)
    assert sum(reference.index(wells.derivatives(p)[1]) for p in points) == 1
    assert len(points) == (3, 3, 15)[d - 1]


def test_where_the_gradient_vanishes_at_infinity_newton_runs_away() -> None:
    wells = turned((running, roots(0.5)), np.random.default_rng(0))
    path = reference.newton(wells.derivatives, wells.place([[2.5, 0.0]])[0], 20)
    slopes = [float(np.linalg.norm(wells.derivatives(p)[0])) for p in path]
    assert slopes[-1] < 1e-6
    assert 0.9 < np.linalg.norm(path[-1] - path[-2]) < 1.2


def test_the_makings_are_the_gradients_and_the_critical_points() -> None:
    wells = turned((roots(-1.0, 0.2, 1.0), roots(0.0)), np.random.default_rng(3), scale=2.0, unit=5.0)
    for p in wells.place(grid((-1.0, 0.2, 1.0), (0.0,))):
        assert np.linalg.norm(wells.derivatives(p)[0]) < 1e-14
    at, h = wells.place([[0.4, 0.7]])[0], 1e-5
    rows = [(wells.derivatives(at + h * e)[0] - wells.derivatives(at - h * e)[0]) / (2 * h) for e in np.eye(2)]
    np.testing.assert_allclose(rows, wells.derivatives(at)[1], atol=1e-8)
