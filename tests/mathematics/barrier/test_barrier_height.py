"""What section 2.5 states around the task `barrier_height`: two recorded pairs, a hyperbola, a bound."""

from __future__ import annotations

import numpy as np
import pytest
import sympy as sp

from losslandscape.runs import load
from solutions.barrier import barrier_height as reference
from solutions.barrier.barrier_height import D, a, b, ell, top
from tests.mathematics.walls import said


def test_the_recorded_pairs_have_the_walls_that_the_text_tells() -> None:
    run = load("connectivity")
    fine, seeds = run.pairs.index("fine_tunes"), run.pairs.index("seeds")
    assert all(abs(losses[0] - losses[-1]) < 0.03 for losses in run.training_loss)
    heights = [reference.barrier_height(run.alpha, losses)[0] for losses in run.training_loss]
    assert heights[fine] == 0.0
    middle = run.training_loss[seeds][len(run.alpha) // 2]
    assert middle - max(run.training_loss[seeds][[0, -1]]) == pytest.approx(1.9, abs=0.02)
    on_validation = run.validation_loss[fine]
    assert on_validation[len(run.alpha) // 2] < min(on_validation[0], on_validation[-1])
    assert run.alpha[len(run.alpha) // 2] == 0.5
    said("less than 0.03 nats", "worse than either by 1.9 nats", "*better than both*")


def test_the_expressions_are_those_of_the_function_on_the_line() -> None:
    place = {a: sp.Rational(1, 2), b: 3}
    values = [float(reference.profile().subs(place | {ell: x})) for x in np.linspace(0, 1, 101)]
    assert max(values) == pytest.approx(float(reference.wall_top().subs(place)))
    assert max(values) == pytest.approx(0.5425, abs=1e-4)
    u, v = np.linspace(0.5, 3, 101), np.linspace(2, 1 / 3, 101)
    np.testing.assert_allclose(values, (u * v - 1) ** 2 / 2, atol=1e-14)
    assert sp.simplify(reference.wall_top() - ((a - b) ** 2 / (a * b)) ** 2 / 32) == 0
    said("0.54 between $(\\tfrac12, 2)$ and $(3, \\tfrac13)$")


def test_no_curve_of_bounded_curvature_is_higher_than_the_bound_and_a_parabola_is_as_high() -> None:
    rng, x = np.random.default_rng(0), np.linspace(0, 1, 401)
    most = float(reference.bound().subs({top: 2, D: 3}))
    for _ in range(20):
        bend = rng.uniform(-2, 3, 401)  # second derivative by the length, on D = 3
        losses = np.cumsum(np.cumsum(bend)) * (3 / 400) ** 2
        assert reference.barrier_height(x, losses)[0] <= most * 1.01
    parabola = -((3 * x) ** 2)  # bends by -2 everywhere
    assert reference.barrier_height(x, parabola)[0] == pytest.approx(most)
