"""What notebook 1.1 states, checked by another way than the notebook and the reference took: simulation, SymPy, the data.

Long because every number that the notebook states stands here, in the order of its sections.
"""

from __future__ import annotations

import math
import re
from pathlib import Path

import numpy as np
import pytest
import scipy.integrate
import sympy as sp

from grader_tests import test_plateau as hidden_checks
from grading.engine.checker.bare import BareStudent
from losslandscape import runs
from solutions import plateau as reference
from solutions.plateau import X0, X1, P


def descend(gradient, x, eta, steps):
    for _ in range(steps):
        x = x - eta * gradient(x)
    return x


# ---------------------------------------------------------------- 1: the flow


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


# ---------------------------------------------------------------- 2: steps


@pytest.mark.parametrize("q", [0.07, 0.5, 0.93, 1.2, 1.9])
@pytest.mark.parametrize("x0", [3.0, -0.4])
def test_step_count_is_that_of_a_walk(q, x0):
    x, walked = x0, 0
    while abs(x) > 2.3e-5:
        x, walked = x - q * x, walked + 1
    assert reference.steps_to_tolerance(q, 1.0, x0, 2.3e-5) == walked


def test_step_counts_that_the_notebook_names():
    assert reference.steps_to_tolerance(0.1, 2.0, 1.0, 0.01) == 21
    assert reference.steps_to_tolerance(2.0, 1.0, 1.0, 0.1) == math.inf
    assert 1.0 - 1e-18 == 1.0
    assert reference.steps_to_tolerance(1e-18, 1.0, 10.0, 1e-3) == pytest.approx(math.log(1e4) * 1e18, rel=1e-12)
    assert reference.steps_to_tolerance(1e-18, 1.0, 1.0, 1e-9) > 1e19 > np.iinfo(np.int64).max
    counts = [reference.steps_to_tolerance(eta, 1.0, 1.0, 1.3e-3) for eta in (0.5, 0.9, 1.0, 1.1, 1.5)]
    assert counts[2] == 1
    assert counts == counts[::-1]


def test_hidden_checks_keep_the_products_within_what_the_statement_promises():
    asked: list[float] = []
    lengths: list[float] = []

    def answer(eta, lam, x0, eps):
        asked.append(eta * lam)
        lengths.extend([abs(x0) or 1.0, eps])
        return reference.steps_to_tolerance(eta, lam, x0, eps)

    student = BareStudent({"steps_to_tolerance": answer})
    hidden = [check for name, check in vars(hidden_checks).items() if name.startswith("test_steps_")]
    assert len(hidden) == 6
    for seed in range(8):
        for check in hidden:
            check(student, np.random.default_rng(seed))
    products = np.array(asked)
    assert np.all((products <= 0) | (products >= 1e-18))
    assert np.all((products >= 2) | (products <= 2 - 1e-6))
    assert np.all((products == 1) | (np.abs(products - 1) >= 1e-6))
    assert min(lengths) >= 1e-100
    assert max(lengths) <= 1e100


def test_step_counts_of_the_picture_and_of_its_alternative_text():
    assert reference.steps_to_tolerance(0.005, 1.0, 1.0, 1e-3) == 1379
    assert reference.steps_to_tolerance(2.3, 0.1, 1.0, 1e-3) == 27
    assert np.linspace(0.005, 2.3, 460)[399] == 2.0  # where the hatched band begins


# ---------------------------------------------------------------- 3: the radius


def test_bound_holds_on_random_cubics_and_one_function_attains_it():
    rng = np.random.default_rng(0)
    for _ in range(200):
        g, h, c = rng.normal(size=3)  # f(s) = g s + h s^2/2 + c s^3/6 has |g|, |h| and the constant |c| at 0
        s = rng.uniform(-2, 2)
        fall = -(g * s + h * s**2 / 2 + c * s**3 / 6)
        assert fall <= reference.guaranteed_drop(abs(s), abs(g), abs(h), abs(c)) + 1e-12
    eps, lam, rho = 0.3, 1.1, 0.7
    r = reference.plateau_radius(eps, lam, rho, 0.5)
    assert eps * r + lam * r**2 / 2 + rho * r**3 / 6 == pytest.approx(0.5, rel=1e-13)  # f = -(…) falls by that at s = r


def test_radius_lies_between_a_third_of_the_least_term_and_that_term():
    rng = np.random.default_rng(1)
    for eps, lam, rho, drop in 10 ** rng.uniform(-12, 12, size=(500, 4)):
        least = min(drop / eps, math.sqrt(2 * drop / lam), math.cbrt(6 * drop / rho))
        r = reference.plateau_radius(eps, lam, rho, drop)
        assert least / 3 * (1 - 1e-12) <= r <= least * (1 + 1e-12)
        assert reference.guaranteed_drop(r, eps, lam, rho) == pytest.approx(drop, rel=1e-12)


def test_small_gradient_has_a_radius_of_a_hundred_or_of_less_than_one_half():
    assert reference.plateau_radius(1e-3, 0.0, 0.0, 0.1) == pytest.approx(100)
    assert reference.plateau_radius(1e-3, 1.0, 0.0, 0.1) == pytest.approx(-1e-3 + math.sqrt(1e-6 + 0.2), rel=1e-12)
    for eps in (1e-1, 1e-3, 1e-5):  # far above 2 eps^2 / drop the gradient no longer matters, far below only it does
        knee = 2 * eps**2 / 0.1
        assert reference.plateau_radius(eps, 1e4 * knee, 0.0, 0.1) == pytest.approx(math.sqrt(0.2 / (1e4 * knee)), rel=0.02)
        assert reference.plateau_radius(eps, 1e-4 * knee, 0.0, 0.1) == pytest.approx(0.1 / eps, rel=0.02)


def test_roots_of_the_raw_cubic_lose_all_digits_where_the_hint_says_so():
    eps, lam, rho, drop = 1.1e11, 2.4e-5, 1.6e-12, 1.3e-12
    naive = max(np.roots([rho / 6, lam / 2, eps, -drop]).real)
    assert abs(naive / reference.plateau_radius(eps, lam, rho, drop) - 1) > 1e-3


# ---------------------------------------------------------------- 4 and 5: the spectrum


def test_outlier_hides_the_negative_direction():
    assert reference.flat_spectrum(np.diag([-1.0, 1.0, 20.0]), 1e-3) == (1, 0, 2)
    assert reference.flat_spectrum(np.diag([-1.0, 1.0, 20.0, 1e4]), 1e-3) == (0, 2, 2)


def test_counts_by_sylvester_agree_with_planted_eigenvalues():
    rng = np.random.default_rng(2)
    for _ in range(50):
        values = rng.choice([-1.0, 1.0], size=8) * 10 ** rng.uniform(-9, 0, size=8)
        Q = np.linalg.qr(rng.normal(size=(8, 8)))[0]
        H = (Q * values) @ Q.T
        limit = 1e-4 * np.abs(values).max()
        planted = (int(np.sum(values < -limit)), int(np.sum(np.abs(values) <= limit)), int(np.sum(values > limit)))
        assert reference.flat_spectrum((H + H.T) / 2, 1e-4) == planted


def test_gd_stays_bounded_up_to_the_stated_rate_and_not_beyond():
    H = np.array([[2.0, 1.0], [1.0, 2.0]])
    rate = reference.max_stable_lr(H)
    assert rate == pytest.approx(2 / 3)
    start = np.array([1.0, 0.3])
    assert np.linalg.norm(descend(lambda x: H @ x, start, 0.99 * rate, 2000)) < 1e-6
    assert np.linalg.norm(descend(lambda x: H @ x, start, 1.01 * rate, 2000)) > 1e6
    assert reference.edge_ratio(H, rate) == pytest.approx(1)


def test_negative_curvature_grows_at_every_rate():
    assert reference.max_stable_lr(np.diag([1.0, -1e-9])) == 0.0
    assert reference.max_stable_lr(np.zeros((2, 2))) == math.inf
    assert reference.max_stable_lr(np.diag([3.0, 0.0])) == pytest.approx(2 / 3)
    assert descend(lambda x: -x, 1.0, 1e-3, 10_000) == pytest.approx(21_917, abs=1)


@pytest.mark.parametrize("beta", [0.0, 0.5, 0.9])
def test_heavy_ball_breaks_at_two_plus_two_beta(beta):
    def radius(product):  # of the map (x_t, x_(t-1)) -> (x_(t+1), x_t)
        return np.abs(np.linalg.eigvals([[1 + beta - product, -beta], [1.0, 0.0]])).max()

    assert radius(0.999 * (2 + 2 * beta)) < 1 < radius(1.001 * (2 + 2 * beta))


# ---------------------------------------------------------------- 6: saturation


def test_slopes_are_the_symbolic_derivatives_and_the_numbers_that_the_notebook_names():
    z = sp.Symbol("z", real=True)
    sigma = 1 / (1 + sp.exp(-z))
    for y in (0, 1):
        squared = sp.diff((sigma - y) ** 2 / 2, z)
        entropy = sp.diff(-sp.log(sigma) if y else -sp.log(1 - sigma), z)
        assert sp.simplify(squared - (sigma - y) * sigma * (1 - sigma)) == 0
        assert sp.simplify(entropy - (sigma - y)) == 0
        for at in (-20, 3, 40):
            got = reference.saturation(np.array([float(at)]), np.array([y]))
            for value, slope in zip(got, (squared, entropy), strict=True):
                assert value[0] == pytest.approx(float(sp.N(slope.subs(z, at), 60)), rel=1e-14)
    squared, entropy = reference.saturation(np.array([-20.0, 40.0]), np.array([1, 1]))
    assert squared[0] == pytest.approx(-2.1e-9, rel=0.02)
    assert entropy[0] == pytest.approx(-1)
    assert entropy[1] == pytest.approx(-4e-18, rel=0.07)


def test_squared_error_is_nowhere_steeper_than_four_twentysevenths():
    s = sp.Symbol("s", positive=True)
    steepness = s * (1 - s) ** 2
    assert max(steepness.subs(s, root) for root in sp.solve(sp.diff(steepness, s), s)) == sp.Rational(4, 27)


def test_references_agree_with_the_slopes_at_the_ends_of_the_range():
    squared, entropy = reference.saturation(np.array([800.0, -800.0]), np.array([0, 1]))
    assert entropy == pytest.approx([1, -1])
    assert np.all(np.abs(squared) < 1e-300)


# ---------------------------------------------------------------- 7: the run


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
        assert reference.plateau_radius(norm, lam, 0.0, 0.1) == pytest.approx(radius, rel=0.01)
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


# ---------------------------------------------------------------- 8: the twelve claims, by experiment


def test_claims_that_follow_hold_in_experiments():
    rng = np.random.default_rng(4)
    assert reference.plateau_radius(1e-3, 1.0, 0.0, 0.1) > 0.4  # short step: |H| <= 1 everywhere, so no cubic term is needed
    moved = descend(lambda x: np.diag([2.0, 0.0]) @ x, rng.normal(size=2), 0.9, 500)
    assert abs(moved[0]) < 1e-12  # flat direction: on the line of minimisers
    x = y = 0.7
    for _ in range(20):  # rescaled loss: x^4/4 against 1000 x^4/4 at a thousandth of the rate
        x, y = x - 0.1 * x**3, y - (0.1 / 1000) * (1000 * y**3)
    assert x == pytest.approx(y, rel=1e-12)


def test_claims_that_are_refuted_fail_in_experiments():
    assert reference.flow_time_by_quadrature(1.0, 1e-6, 4.0) > 1e11  # finite time
    assert 5e-7 / 1e-8 > 1  # tiny gradient: |x| = 50
    x = before = np.ones(3)
    for _ in range(3000):  # heavy ball at eta lambda_max = 3, eigenvalues 3, 1 and 0.1
        x, before = x - np.array([3.0, 1.0, 0.1]) * x + 0.9 * (x - before), x
    assert np.linalg.norm(x) < 1e-12
    assert abs(descend(lambda x: x, 1.0, 2.0, 1001)) == 1  # exactly two
    for eta in (1e-3, 1.0, 10.0):  # faint descent
        assert 1 + 1e-9 * eta > 1
        assert reference.steps_to_tolerance(eta, -1e-9, 1.0, 0.5) == math.inf


def test_claims_that_are_open_have_an_example_on_either_side():
    def lowest(values):
        return float(np.min(values))

    far = np.linspace(-1000, 1000, 2001)
    assert lowest((far + 1e-3) ** 2 / 2) > 5e-7 - 0.1  # far away: a bowl with that gradient at 0 …
    assert lowest(1e-3 * far) < -0.1  # … and a slope

    def rises(curvature, x):  # recipe: the rate 0.9·2/f''(x0), full-batch GD on f with a curvature that changes
        eta, values = 1.8 / curvature(x), []
        for _ in range(1000):
            values.append(scipy.integrate.quad(lambda u: scipy.integrate.quad(curvature, 0, u)[0], 0, x)[0])
            x -= eta * scipy.integrate.quad(curvature, 0, x)[0]
            if len(values) > 1 and values[-1] > values[-2]:
                return True
            if abs(x) < 1e-9:
                return False
        return False

    assert not rises(lambda u: 1.0, 1.0)
    assert rises(lambda u: 1.0 / (1 + u * u), 3.0)  # measured where it is flat, steeper at the bottom

    batch, rest = np.array([1.0]), {"agrees": np.array([1.0]), "does not": np.array([-2.0])}
    curvature = {name: float(np.mean(np.concatenate([batch, np.repeat(h, 9)]))) for name, h in rest.items()}
    assert curvature["agrees"] > 0 > curvature["does not"]  # one minibatch: the mean over all examples decides

    near = np.array([-1e-2, 1e-2])
    assert np.all(near**4 > 0)  # zero hessian: x^4 is a minimum, x^3 is not
    assert np.any(near**3 < 0)


def test_verdicts_of_the_reference_are_those_of_the_experiments():
    by_verdict = {
        verdict: {label for label, v in reference.BOUNDARY.items() if v == verdict}
        for verdict in ("follows", "refuted", "open")
    }
    assert by_verdict == {
        "follows": {"short step", "flat direction", "rescaled loss"},
        "refuted": {"finite time", "tiny gradient", "heavy ball", "exactly two", "faint descent"},
        "open": {"far away", "recipe", "one minibatch", "zero hessian"},
    }


# ---------------------------------------------------------------- the table of tasks


def test_times_of_the_headings_add_up_to_what_the_table_and_the_text_say():
    text = (Path(__file__).resolve().parents[2] / "source/1.1_plateau/1.1_plateau.md").read_text(encoding="utf-8")
    headings = [int(minutes) for minutes in re.findall(r"^### Task .* · (\d+) min · ", text, flags=re.MULTILINE)]
    table = [int(minutes) for minutes in re.findall(r"^\| [A-Z].*★.*\| (\d+) \|$", text, flags=re.MULTILINE)]
    assert len(headings) == 10
    assert sum(headings) == sum(table) == 91
    assert "about 90 minutes" in text
