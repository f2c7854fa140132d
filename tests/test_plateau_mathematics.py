"""What notebook 1.1 states, checked by another way than the notebook and the reference took: simulation, SymPy, the data."""

from __future__ import annotations

import math

import numpy as np
import pytest
import scipy.integrate
import sympy as sp

from landscape import runs
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
    counts = [reference.steps_to_tolerance(eta, 1.0, 1.0, 1.3e-3) for eta in (0.5, 0.9, 1.0, 1.1, 1.5)]
    assert counts[2] == 1
    assert counts == counts[::-1]


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
    assert np.abs(run.lambda_min[run.hessian_step >= end[0]]).max() < 0.1
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
