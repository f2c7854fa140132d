"""What section 1.1 states around the task `flow_time`, by another way than the notebook and the reference took."""

from __future__ import annotations

import math

import pytest
import scipy.integrate
import sympy as sp

from grader_tests.plateau import test_flow_time as hidden_checks
from solutions.plateau import flow_time as reference
from solutions.plateau.flow_time import X0, X1, P
from tests.mathematics.descent import descend


def test_flow_time_runs_against_the_speed_and_starts_at_zero():
    time = reference.flow_time()
    assert sp.simplify(sp.diff(time, X1) + X1 ** (1 - P)) == 0
    assert sp.simplify(time.subs(X1, X0)) == 0
    assert sp.simplify(sp.limit(time, P, 2) - reference.flow_time_quadratic()) == 0


@pytest.mark.parametrize("p", [1.3, 2.5, 4.0, 6.0])
def test_flow_time_is_when_the_integrated_flow_arrives(p):
    x0, x1 = 1.7, 0.6
    time = float(reference.flow_time().subs({X0: x0, X1: x1, P: p}))
    assert time == pytest.approx(reference.flow_time_by_quadrature(x0, x1, p), rel=1e-9)
    path = scipy.integrate.solve_ivp(lambda _, x: -(x ** (p - 1)), (0, time), [x0], rtol=1e-10, atol=1e-12)
    assert path.y[0, -1] == pytest.approx(x1, rel=1e-7)


def test_flow_time_is_spent_at_the_end_and_gd_with_small_steps_agrees():
    for start, expected in ((1, 49.50), (10, 49.995), (1000, 49.99999950)):
        assert reference.flow_time_by_quadrature(start, 0.1, 4.0) == pytest.approx(expected, rel=1e-7)
    eta = 1e-3
    assert descend(lambda x: x**3, 1.0, eta, round(49.5 / eta)) == pytest.approx(0.1, rel=1e-3)


@pytest.mark.parametrize("p", [4.0, 6.0, 8.0])
def test_loss_in_a_flat_valley_falls_with_the_stated_power_of_time(p):
    far = [1e-3, 1e-4]
    times = [reference.flow_time_by_quadrature(1.0, x, p) for x in far]
    slope = (p * math.log(far[1] / far[0])) / math.log(times[1] / times[0])
    assert slope == pytest.approx(-p / (p - 2), rel=1e-4)


def test_flow_arrives_in_finite_time_for_p_below_two_and_lines_are_straight_from_time_ten_on():
    assert sp.limit(reference.flow_time().subs({P: sp.Rational(3, 2), X0: 1}), X1, 0) == 2
    for p in (4.0, 6.0, 8.0):
        for start, straight in ((0.5, False), (10.0, True)):
            x, later = ((1 + (p - 2) * time) ** (-1 / (p - 2)) for time in (start, 1.01 * start))
            slope = p * math.log(later / x) / math.log(1.01)
            assert (abs(slope * (p - 2) / p + 1) < 0.05) == straight


def test_no_slip_of_the_hidden_check_has_the_value_of_another_or_of_the_answer():
    point = {X0: 1.7, X1: 0.4}
    for power in (1.3, 4, 6, 8, 10):
        values = [float(slip.subs({**point, P: power})) for slip in (*hidden_checks.SLIPS.values(), reference.flow_time())]
        assert all(abs(a / b - 1) > 1e-6 for i, a in enumerate(values) for b in values[:i])
