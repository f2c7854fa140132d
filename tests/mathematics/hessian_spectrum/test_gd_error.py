"""What section 1.2 states around the task `gd_error`, by another way than the notebook and the reference took."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest
import sympy as sp

from solutions.hessian_spectrum import gd_error as reference


# --- 1: one mode, one multiplier
def test_the_recurrence_solution_is_what_gradient_descent_does() -> None:
    rate, curvature, start, steps = Fraction(3, 7), Fraction(19, 5), Fraction(2), 9
    error = start
    for _ in range(steps):
        error -= rate * curvature * error
    values = {reference.eta: rate, reference.lam: curvature, reference.e0: start, reference.t: steps}
    closed = reference.gd_error().subs({symbol: sp.Rational(str(value)) for symbol, value in values.items()})
    assert closed == sp.Rational(error.numerator, error.denominator)


def test_the_best_fixed_rate_beats_every_rate_of_a_fine_grid() -> None:
    low, high = 0.7, 9.3
    ends = {reference.lam_min: low, reference.lam_max: high}
    best_rate, best = (high / low - 1) / (high / low + 1), float(reference.optimal_lr().subs(ends))
    curvatures, rates = np.linspace(low, high, 301), np.linspace(0.0, 2 / high, 4001)
    worst = np.abs(1 - np.outer(rates, curvatures)).max(axis=1)
    assert np.abs(1 - best * curvatures).max() == pytest.approx(best_rate, rel=1e-12)
    assert worst.min() >= best_rate - 1e-12
    assert rates[worst.argmin()] == pytest.approx(best, abs=rates[1])


def test_the_stability_limit_is_a_supremum_that_is_not_attained() -> None:
    limit = float(reference.stability_limit().subs(reference.lam_max, 5.0))
    assert [abs(1 - factor * limit * 5.0) < 1 for factor in (0.999, 1.0, 1.001)] == [True, False, False]


def test_half_kappa_steps_reduce_the_error_by_a_factor_e_at_the_best_rate_and_more_are_needed_below_it() -> None:
    for kappa in (20.0, 200.0, 2000.0):
        ends = {reference.lam_min: 1.0, reference.lam_max: kappa}
        rate = (kappa - 1) / (kappa + 1)
        assert rate == pytest.approx(1 - float(reference.optimal_lr().subs(ends)))
        assert rate ** (kappa / 2) == pytest.approx(math.exp(-1), rel=2 / kappa)
        assert 1 - 0.9 * float(reference.optimal_lr().subs(ends)) * 1.0 > rate  # the flattest mode at a smaller η


def test_visible_values_of_the_rates() -> None:
    ends = {reference.lam_min: 1, reference.lam_max: 3}
    assert reference.optimal_lr().subs(ends) == sp.Rational(1, 2)


def test_a_negative_curvature_grows_under_every_positive_rate() -> None:
    assert all(abs(1 - rate * -0.1) > 1 for rate in (1e-6, 0.1, 1.0, 50.0))
