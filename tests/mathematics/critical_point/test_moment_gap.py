"""What section 2.1 states around the task `moment_gap`, by another way than the notebook and the reference took."""

from __future__ import annotations

import numpy as np
import pytest

from losslandscape.objectives import Logistic
from solutions.critical_point import all_critical_points
from solutions.critical_point import moment_gap as reference
from tests.mathematics.ends import said

LABELS = np.array([0, 0, 1, 1])
PLACES = {"apart": (-2, -1, 1, 2), "touching": (-1, 0, 0, 1), "mixed": (-1, 0.5, -0.5, 1)}


def walked(name: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Gradient norms, imbalances and parameter norms of fourteen steps of Newton's method."""
    X = np.column_stack([PLACES[name], np.ones(4)])
    objective = Logistic(X, LABELS)
    path = all_critical_points.newton(lambda p: (objective.gradient(p), objective.hessian(p)), np.zeros(2), 14)
    rows = [reference.moment_gap(p, X, LABELS) for p in path]
    return (
        np.array([np.linalg.norm(gap) for gap, _ in rows]),
        np.array([rest for _, rest in rows]),
        np.linalg.norm(path, axis=1),
    )


def test_the_gap_is_the_gradient_of_the_toolkits_objective() -> None:
    rng = np.random.default_rng(0)
    theta, X, y = rng.standard_normal(3), rng.standard_normal((8, 3)), rng.integers(0, 2, 8)
    np.testing.assert_allclose(reference.moment_gap(theta, X, y)[0], Logistic(X, y).gradient(theta), rtol=1e-12)


def test_three_gradients_fall_and_one_data_set_has_a_critical_point() -> None:
    for name in PLACES:
        slope, rest, length = walked(name)
        assert slope[-1] < 1e-5
        assert slope[-1] < slope[-4] / 10 or slope[-1] < 1e-15  # they go on falling
        assert (rest[-1] < 1e-5) == (name != "apart")
        assert (length[-1] < 1) == (name == "mixed")
        if name != "mixed":
            assert np.abs(np.diff(length)[6:] - 1).max() < 0.05  # in the end by about 1 in every step
    assert min(walked("apart")[1]) > 0.7
    said("Three gradients fall towards 0", "which in the end grows by about 1 in every step")
    said("at least 0.7 of the terms never cancels")


def test_the_imbalance_of_separated_examples_has_a_positive_lower_bound() -> None:
    rng = np.random.default_rng(2)
    w = np.array([0.6, 0.8])
    X, y = rng.standard_normal((20, 2)), rng.integers(0, 2, 20)
    X = X + np.outer((2 * y - 1) * rng.uniform(0.5, 1, 20) - X @ w, w)  # margins of w between ½ and 1
    bound = min((2 * y - 1) * (X @ w)) / np.linalg.norm(X, axis=1).max()
    assert all(reference.moment_gap(3 * rng.standard_normal(2), X, y)[1] >= bound for _ in range(200))


@pytest.mark.parametrize(("name", "attained"), [("apart", False), ("touching", False), ("mixed", True)])
def test_a_positive_combination_of_signed_examples_vanishes_exactly_where_a_minimiser_exists(name: str, attained: bool) -> None:
    from scipy.optimize import linprog

    signed = np.column_stack([PLACES[name], np.ones(4)]) * (2 * LABELS - 1)[:, None]
    found = linprog(np.zeros(4), A_eq=signed.T, b_eq=np.zeros(2), bounds=[(1, None)] * 4)  # c ≥ 1 is c > 0, by scaling
    assert (found.status == 0) == attained
