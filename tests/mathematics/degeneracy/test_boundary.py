"""What section 1.4 claims in the task `boundary`: each verdict by examples or by an experiment."""

from __future__ import annotations

import numpy as np
import scipy.optimize
import sympy as sp

from solutions.degeneracy import boundary as reference
from solutions.degeneracy import classify_degenerate

X, Y = sp.symbols("x y", real=True)


def test_claims_that_are_open_have_an_example_on_either_side():
    assert classify_degenerate.classify_degenerate(X**2 + Y**2, X, Y) == "minimum"  # every line
    assert classify_degenerate.classify_degenerate(X**2 + X * Y**2 + Y**4 / 8, X, Y) == "saddle"
    batch = np.diag([1.0, 1.0, 1.0, 0.0, 0.0])  # one minibatch: the others may fill its null space, or not
    assert np.linalg.matrix_rank(batch + np.eye(5)) == 5
    assert np.linalg.matrix_rank(batch + batch) == 3


def test_claims_that_follow_hold_in_examples():
    rng = np.random.default_rng(0)
    for _ in range(20):  # third order: along some line the cubic term is not zero, and changes its sign
        c = rng.normal(size=4)
        angles = np.linspace(0, np.pi, 50)
        u, v = np.cos(angles), np.sin(angles)
        along = c[0] * u**3 + c[1] * u**2 * v + c[2] * u * v**2 + c[3] * v**3
        assert along.max() > 0 or along.min() < 0


DATA, SIGNS = np.array([[1.0, 2.0], [2.0, 1.0], [-1.0, -1.0], [-2.0, 1.0]]), np.array([1.0, 1.0, -1.0, -1.0])


def minimum(data, signs, start, mu=0.0):
    def f(w):
        return float(np.mean(np.logaddexp(0, -signs * (data @ w)))) + mu * float(w @ w) / 2

    return scipy.optimize.minimize(f, start, tol=1e-12)


def test_a_penalty_gives_separated_data_one_minimiser_and_without_it_the_point_runs_away():
    found = [minimum(DATA, SIGNS, np.array(start), 0.1).x for start in ([0.0, 0.0], [3.0, -2.0])]
    np.testing.assert_allclose(found[0], found[1], atol=1e-4)
    direction = np.array([2.0, 1.0])
    values = [float(np.mean(np.log1p(np.exp(-SIGNS * (DATA @ (r * direction)))))) for r in (1, 5, 10)]
    assert values[0] > values[1] > values[2] > 0  # flat minimum: lower at every distance


def test_verdicts_of_the_reference_are_those_of_the_experiments():
    by_verdict = {
        word: {label for label, v in reference.BOUNDARY.items() if v == word} for word in ("follows", "refuted", "open")
    }
    assert by_verdict == {
        "follows": {"third order"},
        "refuted": {"flat minimum"},
        "open": {"every line", "one minibatch"},
    }
