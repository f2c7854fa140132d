"""What section 1.1 states around the task `find_plateaus`, by another way than the notebook and the reference took."""

from __future__ import annotations

import math

import numpy as np
import pytest
import sympy as sp

from losslandscape import runs
from solutions.plateau import find_plateaus as reference
from solutions.plateau import plateau_radius


def test_window_slopes_are_those_of_polyfit_and_nan_stays_in_its_windows():
    rng = np.random.default_rng(3)
    loss = rng.normal(size=40).cumsum()
    fitted = [np.polyfit(np.arange(7), loss[i : i + 7], 1)[0] for i in range(34)]
    assert reference.window_slopes(loss, 7) == pytest.approx(np.array(fitted), rel=1e-9, abs=1e-12)
    loss[20] = np.nan
    assert np.flatnonzero(np.isnan(reference.window_slopes(loss, 7))).tolist() == list(range(14, 21))


def test_run_has_the_two_plateaus_that_the_notebook_describes():
    run = runs.load("plateau")
    shelf, end = reference.find_plateaus(run.loss, 100, 2e-3, 100)
    assert (shelf, end) == ((88, 681), (894, 1101))
    parts = [slice(a, b + 99) for a, b in (shelf, end)]
    norms = [float(np.median(run.gradient_norm[part])) for part in parts]
    assert norms[0] / norms[1] == pytest.approx(20, rel=0.1)
    assert norms[0] / run.gradient_norm[0] == pytest.approx(2, rel=0.1)
    on_shelf = (run.hessian_step >= shelf[0]) & (run.hessian_step < shelf[1] + 99)
    assert np.all(run.lambda_min[on_shelf] < -0.3)
    assert np.abs(run.lambda_min[run.hessian_step >= end[0]]).max() < 0.06
    ratio = run.learning_rate[run.hessian_step] * run.lambda_max / 2
    assert np.mean(ratio[on_shelf] > 1) > 0.95
    assert run.hessian_step[reference.first_alarm(ratio, 1.0, 3)] == 60
    assert ratio[run.hessian_step > 100].max() == pytest.approx(4.6, abs=0.05)
    assert ratio[run.hessian_step >= end[0]].max() < 0.75


def test_noise_of_the_run_hides_its_trend():
    loss = runs.load("plateau").loss[200:700]
    slope, height = np.polyfit(np.arange(500), loss, 1)
    scatter = np.std(loss - height - slope * np.arange(500))
    assert scatter == pytest.approx(0.08, abs=0.01)
    assert scatter > 100 * abs(slope)


def test_slope_of_the_end_of_the_run_depends_on_the_origin_of_time_and_that_of_the_gradient_does_not():
    run = runs.load("plateau")
    loss, norm = run.loss[900:], run.gradient_norm[900:]

    def slope(origin):
        return np.polyfit(np.log(np.arange(900, 1200) - origin), np.log(loss), 1)[0]

    assert [slope(origin) for origin in (0, 860, 890)] == pytest.approx([-7.4, -1.1, -0.8], abs=0.06)
    assert np.polyfit(np.log(loss), np.log(norm), 1)[0] == pytest.approx(0.90, abs=0.005)
    x, p = sp.symbols("x p", positive=True)
    f = x**p / p
    elasticity = sp.diff(sp.log(sp.diff(f, x)), x) / sp.diff(sp.log(f), x)
    assert sp.simplify(elasticity - (p - 1) / p) == 0
    assert all(-power / (power - 2) < -1 for power in (2.01, 4, 100, 1e6))  # -0.8 belongs to no p


def test_medians_of_the_run_have_the_radii_steps_and_promises_that_the_notebook_states():
    run = runs.load("plateau")
    modulus = np.maximum(run.lambda_max, -run.lambda_min)
    expected = {  # records: radius, length of a step, eta norm^2, observed fall per step
        (88, 780): (0.061, 0.16, 0.17, 0.0008),
        (894, 1200): (0.26, 0.008, 0.0004, 0.0005),
    }
    assert np.all(run.learning_rate == 0.15)
    for (start, stop), (radius, length, promise, fall) in expected.items():
        norm = float(np.median(run.gradient_norm[start:stop]))
        lam = float(np.median(modulus[(run.hessian_step >= start) & (run.hessian_step < stop)]))
        assert -norm / lam + math.sqrt((norm / lam) ** 2 + 0.2 / lam) == pytest.approx(radius, rel=0.01)  # quadratic formula
        assert plateau_radius.plateau_radius(norm, lam, 0.0, 0.1) == pytest.approx(radius, rel=0.01)
        assert np.median(run.update_norm[start:stop]) == pytest.approx(length, rel=0.03)
        assert 0.15 * norm**2 == pytest.approx(promise, rel=0.12)
        observed = -np.polyfit(np.arange(stop - start), run.loss[start:stop], 1)[0]
        assert observed == pytest.approx(fall, rel=0.02)
    shelf = float(np.median(run.gradient_norm[88:780]))
    trend = -np.polyfit(np.arange(692), run.loss[88:780], 1)[0]
    assert shelf == pytest.approx(1.07, abs=0.005)
    assert 0.15 * shelf**2 / trend == pytest.approx(200, rel=0.1)
    assert math.sqrt(trend / 0.15) == pytest.approx(0.07, abs=0.005)
    sequences = 64 * (shelf / math.sqrt(trend / 0.15)) ** 2  # the rubric: noise falls like one over the root of the batch
    assert sequences == pytest.approx(13_000, rel=0.1)


def test_other_settings_shrink_the_shelf_or_lose_it_as_the_notebook_states():
    loss = runs.load("plateau").loss
    (start, stop), _ = reference.find_plateaus(loss, 100, 1e-3, 100)
    assert (start, stop + 99 - 1) == (199, 669)
    assert all(start > 780 for start, _ in reference.find_plateaus(loss, 20, 2e-3, 100))
    rng = np.random.default_rng(5)
    for window, stated in ((100, 2.8e-4), (20, 3.1e-3)):  # standard error of a slope, by simulation and by the formula
        assert 0.08 * math.sqrt(12 / (window**3 - window)) == pytest.approx(stated, rel=0.02)
        slopes = np.polyfit(np.arange(window), 0.08 * rng.normal(size=(window, 4000)), 1)[0]
        assert np.std(slopes) == pytest.approx(stated, rel=0.05)


def test_curvature_of_the_shelf_and_the_alarm_are_as_the_notebook_and_its_alternative_texts_state():
    run = runs.load("plateau")
    ratio = 0.15 * run.lambda_max / 2
    shelf = (run.hessian_step >= 88) & (run.hessian_step < 780)
    end = run.hessian_step >= 894
    assert (int(shelf.sum()), int((ratio[shelf] > 1).sum())) == (46, 45)
    assert (ratio[shelf].min(), ratio[shelf].max()) == pytest.approx((0.9, 1.8), abs=0.05)
    assert ratio[run.hessian_step <= 45][[1, 0]] == pytest.approx([0.45, 3.6], abs=0.05)
    assert ratio[end].max() < 0.7
    assert run.lambda_min[shelf].max() < -0.6
    above = (run.hessian_step >= 105) & (run.hessian_step <= 870)
    assert np.all(ratio[above] > 1)
    assert int(above.sum()) == 52
    assert np.median(ratio[shelf]) == pytest.approx(1.4, abs=0.05)
    assert run.step[-1] - 60 == 1139
    assert np.median(run.loss[88:108]) == pytest.approx(4.3, abs=0.05)
    assert np.median(run.loss[760:780]) == pytest.approx(3.6, abs=0.1)
    assert run.loss[890] > 0.4
    assert run.loss[900:].max() < 0.25
    assert (run.gradient_norm[894], run.gradient_norm[-1]) == pytest.approx((0.9, 0.03), abs=0.02)
    settings = run.about["settings"]
    assert (settings["lanczos_steps"], settings["sequences"], settings["hessian_every"]) == (10, 64, 15)
    assert "float32 for model, gradients and Hessian-vector products" in run.about["arithmetic"]
    per_step = [gradients * 10 / interval for interval in (15, 100) for gradients in (2, 4)]
    assert per_step == pytest.approx([1.3, 2.7, 0.2, 0.4], abs=0.04)  # the rubric of early_number
