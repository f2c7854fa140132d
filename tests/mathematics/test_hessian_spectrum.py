"""Every mathematical claim of notebook 1.2, by a second method: SymPy, enumeration, simulation, counterexamples."""

from __future__ import annotations

import itertools
import math
import re
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
import sympy as sp
from numpy.typing import NDArray
from scipy.sparse.linalg import LinearOperator, eigsh

from losslandscape.transformer import Config, Transformer, markov_task
from solutions import hessian_spectrum as reference

Array = NDArray[np.float64]


def symmetric(eigenvalues: object, seed: int) -> Array:
    values = np.asarray(eigenvalues, dtype=float)
    Q, _ = np.linalg.qr(np.random.default_rng(seed).standard_normal((len(values), len(values))))
    return (Q * values) @ Q.T


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
    best_rate, best = float(reference.best_rate().subs(ends)), float(reference.optimal_lr().subs(ends))
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
        rate = float(reference.best_rate().subs(ends))
        assert rate ** (kappa / 2) == pytest.approx(math.exp(-1), rel=2 / kappa)
        assert 1 - 0.9 * float(reference.optimal_lr().subs(ends)) * 1.0 > rate  # the flattest mode at a smaller η


def test_visible_values_of_the_rates() -> None:
    ends = {reference.lam_min: 1, reference.lam_max: 3}
    assert reference.optimal_lr().subs(ends) == sp.Rational(1, 2)
    assert reference.best_rate().subs(ends) == sp.Rational(1, 2)


def test_a_negative_curvature_grows_under_every_positive_rate() -> None:
    assert all(abs(1 - rate * -0.1) > 1 for rate in (1e-6, 0.1, 1.0, 50.0))


# --- 2: where the gradient vanishes


def test_the_gradient_of_a_quadratic_sees_the_symmetric_part_only() -> None:
    A, x, b = sp.Matrix(3, 3, sp.symbols("a:9")), sp.Matrix(sp.symbols("x:3")), sp.Matrix(sp.symbols("b:3"))
    f = (x.T * A * x)[0] / 2 - (b.T * x)[0]
    gradient = sp.Matrix([sp.diff(f, xi) for xi in x])
    assert sp.simplify(gradient - ((A + A.T) * x / 2 - b)) == sp.zeros(3, 1)


def test_descent_from_zero_and_vanishing_weight_decay_end_at_the_least_norm_point() -> None:
    A = symmetric([0.0, 0.0, 0.5, 1.0, 2.0], 1)
    b = A @ np.array([1.0, -2.0, 0.5, 3.0, 1.0])
    found = reference.solve_stationary(A, b)
    assert found is not None
    theta = np.zeros(5)
    for _ in range(400):
        theta -= 0.8 * (A @ theta - b)
    np.testing.assert_allclose(theta, found[0], atol=1e-10)
    np.testing.assert_allclose(np.linalg.solve(A + 1e-7 * np.eye(5), b), found[0], atol=1e-5)
    theta = np.zeros(5)
    for _ in range(400):  # beyond 2/λmax it does not
        theta -= 1.01 * (A @ theta - b)
    assert np.linalg.norm(theta - found[0]) > 1.0


def test_an_inconsistent_system_has_no_stationary_point() -> None:
    assert reference.solve_stationary(np.diag([1.0, 0.0]), np.array([1.0, 1e-6])) is None


# --- 3: inertia


def test_inertia_by_factorisation_agrees_with_counting_eigenvalues() -> None:
    rng = np.random.default_rng(2)
    for _ in range(50):
        values = rng.choice([-3.0, -0.5, 0.0, 1e-10, 1.0, 4.0], size=7)
        cut = 1e-8 * np.abs(values).max()
        counted = (int((values < -cut).sum()), int((np.abs(values) <= cut).sum()), int((values > cut).sum()))
        assert reference.inertia(symmetric(values, 3)) == counted


def test_sylvester_holds_exactly_and_fails_numerically_for_a_badly_scaled_change() -> None:
    S = sp.Matrix([[1, 1, 0], [0, 1, 1], [1, 0, 1]])
    transformed = S.T * sp.diag(1, -1, 2) * S
    signs = [sp.sign(sp.re(value.evalf(30, chop=True))) for value in transformed.eigenvals(multiple=True)]
    assert sorted(signs) == [-1, 1, 1]
    stretched = np.diag([1.0, -1e-12, 2.0])
    assert reference.inertia(stretched) == (0, 1, 2)
    assert (np.linalg.eigvalsh(stretched)[0] < 0) is np.True_


def test_largest_eigenvalue_depends_on_the_coordinates() -> None:
    S = np.diag([10.0, 1.0, 0.1])
    assert np.linalg.eigvalsh(S.T @ np.diag([1.0, -1.0, 2.0]) @ S)[-1] == pytest.approx(100.0)


# --- 4: the edge


def test_power_iteration_stands_still_at_a_number_that_is_no_eigenvalue() -> None:
    v = (Fraction(3, 5), Fraction(4, 5))
    for _ in range(50):  # exact: the norm of Hv is 1, so nothing has to be divided
        w = (v[0], -v[1])
        assert v[0] * w[0] + v[1] * w[1] == Fraction(-7, 25)
        assert w[0] ** 2 + w[1] ** 2 == 1
        v = w


def test_a_shift_by_the_norm_cannot_separate_what_lanczos_separates() -> None:
    spectrum = np.concatenate([[-1000.0, 1.0], np.random.default_rng(3).uniform(-1.0, 0.5, 58)])
    H, v = symmetric(spectrum, 4), np.random.default_rng(0).standard_normal(60)
    alpha, beta = reference.lanczos(H, v, 30)
    T = np.diag(alpha) + np.diag(beta, 1) + np.diag(beta, -1)
    assert abs(np.linalg.eigvalsh(T)[-1] - 1.0) < 1e-9
    assert sorted(spectrum)[-2] < 0.5  # so the shifted modulus is below 1000.5, next to 1001
    for _ in range(30):
        v = H @ v + 1000.0 * v
        v /= np.linalg.norm(v)
    assert -0.6 < v @ H @ v < 0.5


def test_thirty_products_give_a_cluster_and_not_its_last_member() -> None:
    spectrum = np.concatenate([np.linspace(-1.0, 0.9, 380), np.linspace(0.999, 1.0, 20)])
    alpha, beta = reference.lanczos(symmetric(spectrum, 20), np.random.default_rng(21).standard_normal(400), 30)
    top = np.linalg.eigvalsh(np.diag(alpha) + np.diag(beta, 1) + np.diag(beta, -1))[-1]
    assert 1e-5 < 1.0 - top < 1e-3  # inside the cluster, whose members are 5e-5 apart
    members = spectrum[-20:]
    assert np.abs(members - 1.0)[:-1].min() == pytest.approx(1e-3 / 19)


def test_no_entry_of_the_tridiagonal_matrix_exceeds_the_norm() -> None:
    rng = np.random.default_rng(22)
    for _ in range(20):
        H = symmetric(rng.uniform(-3, 2, 15), 23)
        alpha, beta = reference.lanczos(H, rng.standard_normal(15), 10)
        assert max(np.abs(alpha).max(), beta.max()) <= np.linalg.norm(H, 2) * (1 + 1e-12)


def test_largest_ritz_value_rises_and_never_passes_the_eigenvalue() -> None:
    H, v = symmetric(np.linspace(-3, 2, 30), 5), np.random.default_rng(6).standard_normal(30)
    tops = []
    for steps in range(2, 25):
        alpha, beta = reference.lanczos(H, v, steps)
        tops.append(np.linalg.eigvalsh(np.diag(alpha) + np.diag(beta, 1) + np.diag(beta, -1))[-1])
    assert np.all(np.diff(tops) >= -1e-12)
    assert tops[-1] <= 2.0 + 1e-12


def test_householder_reduction_gives_the_lanczos_coefficients() -> None:
    H, v = symmetric([-2.0, 0.5, 1.0, 3.0, 4.0], 7), np.array([1.0, 2.0, -1.0, 0.5, 3.0])
    alpha, beta = reference.lanczos(H, v, 4)
    q = v / np.linalg.norm(v)
    w = H @ q - (q @ H @ q) * q
    assert alpha[0] == pytest.approx(q @ H @ q)
    assert beta[0] == pytest.approx(np.linalg.norm(w))
    second = w / np.linalg.norm(w)
    assert alpha[1] == pytest.approx(second @ H @ second)


def test_without_reorthogonalisation_ghosts_appear() -> None:
    H = symmetric(np.concatenate([[100.0, 60.0, -40.0], np.linspace(-1, 1, 33)]), 8)
    q, before, b = np.ones(36) / 6 + 0.01 * np.arange(36), np.zeros(36), 0.0
    q, alpha, beta = q / np.linalg.norm(q), [], []
    for _ in range(36):
        w = H @ q - b * before
        alpha.append(q @ w)
        w -= alpha[-1] * q
        before, b = q, float(np.linalg.norm(w))
        beta.append(b)
        q = w / b
    ritz = np.linalg.eigvalsh(np.diag(alpha) + np.diag(beta[:-1], 1) + np.diag(beta[:-1], -1))
    assert np.sum(np.abs(ritz - 100.0) < 1e-3) >= 2


# --- 5: the bulk


def test_rademacher_mean_and_variance_are_exact_by_enumeration() -> None:
    H = sp.Matrix([[2, 1, -3, 0], [1, 5, 4, 1], [-3, 4, -1, 2], [0, 1, 2, 7]])
    forms = [(sp.Matrix(z).T * H * sp.Matrix(z))[0] for z in itertools.product((-1, 1), repeat=4)]
    mean = sum(forms) / sp.Integer(16)
    variance = sum((form - mean) ** 2 for form in forms) / sp.Integer(16)
    assert mean == H.trace()
    assert variance == 2 * (sum(entry**2 for entry in H) - sum(H[i, i] ** 2 for i in range(4)))


def test_gaussian_variance_is_twice_the_squared_norm() -> None:
    H = np.array([[2.0, 1.0], [1.0, 3.0]])
    nodes, weights = np.polynomial.hermite_e.hermegauss(8)  # exact for polynomials of degree 15
    weights = weights / weights.sum()
    pairs = [(wx * wy, np.array([x, y])) for (x, wx), (y, wy) in itertools.product(zip(nodes, weights, strict=True), repeat=2)]
    mean = sum(w * (z @ H @ z) for w, z in pairs)
    variance = sum(w * (z @ H @ z - mean) ** 2 for w, z in pairs)
    assert variance == pytest.approx(2 * np.sum(H**2))


def test_rounding_of_the_forms_is_far_below_what_is_allowed_and_a_difference_of_squares_loses_a_small_spread() -> None:
    for seed in range(20):
        rng = np.random.default_rng(seed)
        H = np.diag(rng.uniform(1, 2, 10)) + 1e-8 * symmetric(rng.standard_normal(10), seed=seed)
        probes, allowed = rng.choice([-1.0, 1.0], size=(6, 10)), 1e-11 * np.abs(H).sum()
        exact = [
            sum((Fraction(a) * Fraction(H[i, j]) * Fraction(b) for i, a in enumerate(z) for j, b in enumerate(z)), Fraction(0))
            for z in probes.tolist()
        ]
        mean = sum(exact) / 6
        error = math.sqrt(sum((value - mean) ** 2 for value in exact) / 30)
        values = np.array([z @ (H @ z) for z in probes])
        assert abs(values.mean() - float(mean)) < 1e-3 * allowed
        assert abs(values.std(ddof=1) / math.sqrt(6) - error) < 1e-3 * allowed
        squares = max(np.mean(values**2) - np.mean(values) ** 2, 0.0)
        assert abs(math.sqrt(squares / 5) - error) > allowed


def test_ritz_values_and_first_components_are_a_gauss_quadrature() -> None:
    H, v, m = symmetric(np.linspace(-1, 2, 12), 9), np.random.default_rng(10).standard_normal(12), 4
    alpha, beta = reference.lanczos(H, v, m)
    nodes, vectors = np.linalg.eigh(np.diag(alpha) + np.diag(beta, 1) + np.diag(beta, -1))
    q = v / np.linalg.norm(v)
    moments = [q @ np.linalg.matrix_power(H, power) @ q for power in range(2 * m + 1)]
    gauss = [vectors[0] ** 2 @ nodes**power for power in range(2 * m + 1)]
    np.testing.assert_allclose(gauss[: 2 * m], moments[: 2 * m], rtol=1e-9)
    assert abs(gauss[2 * m] - moments[2 * m]) > 1e-6  # one degree higher it is no longer exact


def test_two_squared_components_are_the_same_by_row_and_by_column_and_three_are_not() -> None:
    _, two = np.linalg.eigh(np.array([[0.3, 0.7], [0.7, -0.5]]))
    np.testing.assert_allclose(two[0] ** 2, two[:, 0] ** 2, rtol=1e-12)
    nodes, three = np.linalg.eigh(np.diag([0.3, -0.5, 1.0]) + np.diag([0.7, 0.2], 1) + np.diag([0.7, 0.2], -1))
    assert three[0] ** 2 @ nodes == pytest.approx(0.3)
    assert abs(three[:, 0] ** 2 @ nodes - 0.3) > 0.01


def test_two_standard_errors_of_the_shown_probes_hold_the_trace_as_often_as_they_should() -> None:
    noise = np.random.default_rng(5).standard_normal((200, 200)) / np.sqrt(400)
    H = noise + noise.T + symmetric(np.concatenate([[6.0, 4.5, 3.5], np.zeros(197)]), 6)
    peaks = np.linalg.eigvalsh(H)[-4:]
    assert peaks[0] < 2.0
    np.testing.assert_allclose(peaks[1:], [3.9, 4.8, 6.4], atol=0.06)
    probes = np.random.default_rng(4).choice([-1.0, 1.0], size=(64, 200))
    reports = [(np.array(reference.hutchinson_trace(H, probes[:k])) - [np.trace(H), 0.0]) for k in range(2, 65)]
    assert sum(abs(off) > 2 * error for off, error in reports) <= 3
    assert 10 <= sum(abs(off) > error for off, error in reports) <= 30


def test_density_integrates_to_one_with_the_mean_of_the_start() -> None:
    alpha, beta, grid = np.array([0.3, -0.5, 1.0]), np.array([0.7, 0.2]), np.linspace(-6, 6, 241)
    rho = reference.density(alpha, beta, grid, 0.4)
    assert np.trapezoid(rho, grid) == pytest.approx(1.0, rel=1e-9)
    assert np.trapezoid(grid * rho, grid) == pytest.approx(alpha[0], rel=1e-9)


# --- 6: softmax


def test_softmax_hessian_by_symbolic_differentiation_for_all_labels() -> None:
    w = sp.Matrix(2, 2, sp.symbols("w:4"))
    inputs = [sp.Matrix([sp.Rational(1, 2), -2]), sp.Matrix([1, sp.Rational(3, 4)])]
    values = dict(zip(w, (sp.Rational(1, 3), 1, sp.Rational(-1, 4), sp.Rational(2, 5)), strict=True))
    W = np.array([float(values[entry]) for entry in w]).reshape(2, 2)
    right = reference.softmax_hessian(W, np.array([[0.5, -2.0], [1.0, 0.75]]))
    for labels in itertools.product((0, 1), repeat=2):
        logits = [w * x for x in inputs]
        losses = [sp.log(sp.exp(z[0]) + sp.exp(z[1])) - z[label] for z, label in zip(logits, labels, strict=True)]
        H = sp.hessian((losses[0] + losses[1]) / 2, list(w)).subs(values).evalf()
        np.testing.assert_allclose(np.array(H.tolist(), dtype=float), right, rtol=1e-12, atol=1e-14)


def test_middle_matrix_is_bounded_by_one_half_and_not_by_a_quarter() -> None:
    rng = np.random.default_rng(11)
    tops = []
    for _ in range(500):
        p = rng.dirichlet(np.full(5, 0.3))
        tops.append(np.linalg.eigvalsh(np.diag(p) - np.outer(p, p))[-1])
    assert 0.25 < max(tops) <= 0.5
    p = np.array([0.5, 0.5, 0.0, 0.0])
    assert np.linalg.eigvalsh(np.diag(p) - np.outer(p, p))[-1] == pytest.approx(0.5)
    np.testing.assert_allclose((np.diag(p) - np.outer(p, p)) @ [1, -1, 0, 0], [0.5, -0.5, 0, 0])


def test_a_tie_of_two_classes_comes_near_the_bound_and_larger_weights_are_flatter() -> None:
    rng = np.random.default_rng(7)
    W, X = rng.standard_normal((3, 4)), rng.standard_normal((50, 4))
    X[:, 0] = 1.0
    tied = np.zeros((3, 4))
    tied[2, 0] = -20.0
    spectra = [np.linalg.eigvalsh(reference.softmax_hessian(weights, X)) for weights in (0 * W, W, 4 * W, tied)]
    bound = 0.5 * np.linalg.eigvalsh(X.T @ X / 50)[-1]
    assert 0.999 * bound < spectra[3][-1] <= bound * (1 + 1e-12)
    assert np.all(spectra[0][4:] > spectra[1][4:])
    assert np.all(spectra[1][4:] > spectra[2][4:])
    assert max(np.abs(values[:4]).max() for values in spectra) < 1e-12
    assert reference.softmax_hessian(np.zeros((2, 1)), np.array([[3.0], [1.0]]))[0, 0] == pytest.approx(1.25)


def test_softmax_nullity_counts_the_shift_and_the_null_space_of_the_data() -> None:
    rng = np.random.default_rng(12)
    k, d = 3, 4
    for rank in (4, 2):
        X = rng.standard_normal((9, rank)) @ rng.standard_normal((rank, d))
        H = reference.softmax_hessian(rng.standard_normal((k, d)), X)
        zeros = int(np.sum(np.linalg.eigvalsh(H) < 1e-10 * np.linalg.norm(H, 2)))
        assert zeros == d + (k - 1) * (d - rank)


def test_uniform_softmax_is_blind_from_all_ones() -> None:
    p = np.full(6, 1 / 6)
    assert np.abs((np.diag(p) - np.outer(p, p)) @ np.ones(6)).max() < 1e-16


def test_the_global_bound_makes_a_learning_rate_safe() -> None:
    rng = np.random.default_rng(13)
    X, y = 2 * rng.standard_normal((30, 3)), rng.integers(0, 4, 30)
    rate = 0.999 * 4 / np.linalg.eigvalsh(X.T @ X / 30)[-1]
    W, losses = rng.standard_normal((4, 3)), []
    for _ in range(200):
        logits = X @ W.T
        logits = logits - logits.max(axis=1, keepdims=True)
        losses.append(float(np.mean(np.log(np.exp(logits).sum(axis=1)) - logits[np.arange(30), y])))
        P = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
        P[np.arange(30), y] -= 1
        W = W - rate * P.T @ X / 30
    assert np.all(np.diff(losses) <= 1e-12)


# --- 7: the transformer and its null model


def test_the_semicircle_ends_at_twice_its_standard_deviation() -> None:
    noise = np.random.default_rng(14).standard_normal((600, 600))
    report = reference.spectrum_report(np.linalg.eigvalsh((noise + noise.T) / math.sqrt(2)), 0.1)
    assert report.lambda_max == pytest.approx(report.bulk_edge, rel=0.05)
    assert report.outliers <= 3


def test_sharpening_passes_the_edge_thirty_steps_before_the_loss_says_so() -> None:
    model = Transformer(Config(vocabulary=6, context=8, width=6, heads=1, key_width=3, value_width=3, hidden=8))
    batch = markov_task(np.random.default_rng(0), sequences=16, context=8, vocabulary=6)
    theta, losses, edge = model.init(np.random.default_rng(1)), [], {}
    start = theta
    for step in range(126):
        if step in (0, 80, 100, 125):
            edge[step] = 0.5 * reference.lambda_max(model.hessian(theta, batch))
        losses.append(model.loss(theta, batch))
        theta = theta - 0.5 * model.gradient(theta, batch)
    assert model.size == 288
    assert edge[80] < 2 < edge[100]
    assert edge[125] > 5 * edge[0]
    assert np.all(np.diff(losses) < 0)  # falls at every one of the 125 steps, 30 of them beyond the edge
    for _ in range(20):
        losses.append(model.loss(theta, batch))
        theta = theta - 0.5 * model.gradient(theta, batch)
    assert max(losses[126:]) > 2 * losses[125]  # and then it spikes
    report = reference.spectrum_report(np.linalg.eigvalsh(model.hessian(start, batch)), 0.5)
    assert 8 <= report.outliers <= 16


def test_step_curvature_is_the_weighted_mean_of_the_curvature_along_the_step() -> None:
    """κ = 2 ∫ (1-s) dᵀH(θ + s u)d ds, d the direction of the step u: Taylor's remainder, here by Gauss-Legendre quadrature."""
    model = Transformer(Config(vocabulary=4, context=6, width=4, heads=1, key_width=2, value_width=2, hidden=5))
    batch = markov_task(np.random.default_rng(3), sequences=8, context=6, vocabulary=4)
    theta, eta = model.init(np.random.default_rng(4)), np.array([0.3, 1.5, 0.7, 0.7])
    nodes, weights = np.polynomial.legendre.leggauss(12)
    losses, norms, integrals = [], [], []
    for rate in eta:
        gradient = model.gradient(theta, batch)
        losses.append(model.loss(theta, batch))
        norms.append(float(np.linalg.norm(gradient)))
        d = gradient / norms[-1]
        bent = [d @ model.hvp(theta - rate * gradient * (1 + x) / 2, d, batch) for x in nodes]
        integrals.append(2 * sum(w / 2 * (1 - x) / 2 * value for x, w, value in zip(nodes, weights, bent, strict=True)))
        theta = theta - rate * gradient
    got = reference.step_curvature(np.array(losses), np.array(norms), eta)
    np.testing.assert_allclose(got, integrals[:-1], rtol=1e-8)


def test_step_curvature_is_undefined_without_a_step_and_exact_in_fractions() -> None:
    got = reference.step_curvature(np.array([3.0, 2.0, 2.0]), np.array([2.0, 0.0, 1.0]), np.array([0.5, 0.5, 0.5]))
    assert got[0] == 2.0  # fell by 1 where the straight line falls by 2: half of it, so half of 2/η
    assert math.isnan(got[1])
    assert reference.step_curvature(np.array([1.0]), np.array([1.0]), np.array([0.1])).shape == (0,)


def test_the_live_run_grows_spikes_and_settles_as_the_text_says() -> None:
    model, batch, theta = live()
    low, top, losses, late = {}, {}, [], []
    for step in range(401):
        if step in (0, 5, 125, 130, 131, 160):
            spectrum = np.linalg.eigvalsh(model.hessian(theta, batch))
            low[step], top[step] = spectrum[0], 0.5 * spectrum[-1]
        elif step >= 134:
            late.append((step, 0.5 * lanczos_top(model, theta, batch)))
        losses.append(model.loss(theta, batch))
        theta = theta - 0.5 * model.gradient(theta, batch)
    assert top[125] / top[0] == pytest.approx(8.2, abs=0.05)
    assert [top[step] for step in (0, 5, 125, 130, 160)] == pytest.approx([0.66, 0.47, 5.4, 15.2, 4.45], abs=0.03)
    assert [1 - 0.5 * low[step] for step in (0, 125, 131)] == pytest.approx([1.21, 1.04, 2.04], abs=0.005)
    assert [losses[128], losses[131]] == pytest.approx([0.474, 1.42], abs=0.005)
    settled = np.array([value for step, value in late if step >= 140])
    assert [np.median(settled), settled.min(), settled.max()] == pytest.approx([3.0, 1.7, 15.4], abs=0.06)
    assert np.median([value for step, value in late if step < 158]) == pytest.approx(2.2, abs=0.2)


def test_a_push_along_the_sharpest_direction_makes_the_loss_rise_earlier() -> None:
    model, batch, theta = live()
    for _ in range(95):
        theta = theta - 0.5 * model.gradient(theta, batch)
    sharpest = np.linalg.eigh(model.hessian(theta, batch))[1][:, -1]
    rises = []
    for push in (0.0, 1e-14, 1e-10, 1e-6):
        at, losses = theta + push * sharpest, []
        for _ in range(40):
            losses.append(model.loss(at, batch))
            at = at - 0.5 * model.gradient(at, batch)
        rises.append(96 + int(np.flatnonzero(np.diff(losses) > 0)[0]))
    assert rises[2:] == [120, 112]
    assert all(abs(got - stated) <= 1 for got, stated in zip(rises, (129, 127, 120, 112), strict=True))  # rounding decides


def live() -> tuple[Transformer, object, Array]:
    model = Transformer(Config(vocabulary=6, context=8, width=6, heads=1, key_width=3, value_width=3, hidden=8))
    batch = markov_task(np.random.default_rng(0), sequences=16, context=8, vocabulary=6)
    return model, batch, model.init(np.random.default_rng(1))


def lanczos_top(model: Transformer, theta: Array, batch: object) -> float:
    """The largest eigenvalue by ARPACK."""
    shape = (model.size, model.size)
    operator = LinearOperator(shape, matvec=lambda v: model.hvp(theta, np.ravel(v), batch), dtype=np.float64)
    start = np.random.default_rng(0).standard_normal(model.size)
    return float(eigsh(operator, k=1, which="LA", v0=start, tol=1e-6, return_eigenvectors=False)[0])


# --- 8: each statement of the boundary task, by an example or a pair of examples


def heavy_ball_radius(product: float, momentum: float) -> float:
    """Spectral radius of heavy ball on one mode with ηλ = product."""
    return float(np.abs(np.roots([1.0, -(1 + momentum - product), momentum])).max())


def test_boundary_assumptions() -> None:
    curvatures, theta, norms = np.array([-0.1, 1.0, 4.0]), np.array([1e-3, 1.0, 1.0]), []
    for _ in range(500):  # a1: from a ball of such starts the gradient of the first mode alone is above 1e-6, and grows
        norms.append(float(np.linalg.norm(curvatures * theta)))
        theta = theta * (1 - 0.25 * curvatures)
    assert min(norms) >= 0.1 * 1e-3 > 1e-6
    theta, means = np.array([3.0, -2.0, 1.0]), []
    for _ in range(300):  # a2: ηλ = 2, 1.5 and 0.2; the iterate stays away, the mean does not
        after = theta * (1 - np.array([2.0, 1.5, 0.2]))
        means.append(np.linalg.norm(theta + after) / 2)
        theta = after
    assert np.abs(theta).max() == 3.0
    assert means[-1] < 1e-12
    assert heavy_ball_radius(3.0, 0.9) < 1  # a3: stable, and so for every smaller curvature
    assert max(heavy_ball_radius(product, 0.9) for product in np.linspace(1e-3, 3.79, 200)) < 1
    assert heavy_ball_radius(3.81, 0.9) > 1  # the limit is 2 + 2β
    raw, preconditioners = 3.0, (1e3, 1e-3)  # a4: the preconditioned curvature can be anything
    assert [raw / p < 1 for p in preconditioners] == [True, False]
    assert [reference.BOUNDARY[key] for key in ("a1", "a2", "a3", "a4")] == ["false", "false", "true", "cannot tell"]


def test_boundary_measurements() -> None:
    noise = np.random.default_rng(15).standard_normal((100, 4, 4))
    lowest = np.array([np.linalg.eigvalsh(N + N.T)[0] for N in noise])
    for full in (0.02, -0.02):  # m1: noise of the right size gives the same mean and error for either sign of H = ±0.02 I
        lows = full + lowest * (0.3 + full) / -lowest.mean()
        assert lows.mean() == pytest.approx(-0.3)
        assert lows.std(ddof=1) / 10 == pytest.approx(0.01, abs=0.004)
    A, B = symmetric([-1.0, 0.5, 2.0], 24), symmetric([-0.5, 1.0, 3.0], 25)
    assert np.linalg.eigvalsh(A)[0] + np.linalg.eigvalsh(B)[0] <= np.linalg.eigvalsh(A + B)[0]  # λmin is concave
    for curvature in (4.2, -4.2):  # m2: some |λ| is at least 4.2, and either sign makes a mode grow
        assert abs(1 - 0.5 * curvature) > 1
    assert abs(1 - 0.5 * 3.9) < 1 < abs(1 - 0.5 * 5.0)  # m3: both lie above the Ritz value 3.8
    for top in (3.9, 5.0):  # and 3.8 may be an eigenvalue, with a residual of nothing, below either
        H, v = np.diag([0.5, 3.8, top]), np.array([1.0, 1.0, 0.0])
        q = v / np.linalg.norm(v)
        w = H @ q - (q @ H @ q) * q
        space = np.column_stack([q, w / np.linalg.norm(w)])
        ritz, vectors = np.linalg.eigh(space.T @ H @ space)
        y = space @ vectors[:, -1]
        assert ritz[-1] == pytest.approx(3.8)
        assert np.linalg.norm(H @ y - 3.8 * y) < 1e-12
    for top in (3.9, 5.0):  # and a start can hide either from ten steps
        H, v = np.diag(np.concatenate([np.linspace(0.1, 3.8, 40), [top]])), np.append(np.ones(40), 1e-9)
        alpha, beta = reference.lanczos(H, v, 10)
        assert np.linalg.eigvalsh(np.diag(alpha) + np.diag(beta, 1) + np.diag(beta, -1))[-1] < 3.81
    values = [reference.BOUNDARY[key] for key in ("m1", "m2", "m3", "m4")]
    assert values == ["cannot tell", "true", "cannot tell", "false"]  # m4: see the Ritz values above


def test_boundary_objects() -> None:
    assert np.linalg.det(0.1 * np.eye(20)) == pytest.approx(1e-20)  # o1: no small eigenvalue
    assert np.linalg.det(np.diag([1e-20] + [1.0] * 19)) == pytest.approx(1e-20)  # o1: one small eigenvalue
    rng = np.random.default_rng(16)
    for _ in range(50):  # o2: not all zero and adding up to zero
        H = symmetric(rng.standard_normal(5), 17)
        H -= np.trace(H) / 5 * np.eye(5)
        assert reference.classify(H) == "saddle"
    S = rng.standard_normal((4, 4))  # o3: Sylvester
    for sign in (1.0, -1.0):
        H = symmetric([1.0, 2.0, 3.0, sign], 18)
        assert reference.classify(S.T @ H @ S) == reference.classify(H)
        assert (np.linalg.eigvalsh(S.T @ H @ S)[0] < 0) == (sign < 0)  # so that one mode of φ grows at every η > 0
    H = reference.softmax_hessian(rng.standard_normal((3, 2)), rng.standard_normal((9, 2)))  # o4: a null vector
    assert np.abs(H @ np.tile([1.0, -2.0], 3)).max() < 1e-14
    assert [reference.BOUNDARY[key] for key in ("o1", "o2", "o3", "o4")] == ["cannot tell", "true", "true", "false"]


@pytest.mark.parametrize("answer", ["true", "false", "cannot tell"])
def test_one_word_everywhere_wins_no_group_of_the_boundary_task(answer: str) -> None:
    for group in "amo":
        assert {value for key, value in reference.BOUNDARY.items() if key[0] == group} != {answer}


# --- the table of tasks


def test_minutes_and_points_of_the_headings_are_those_of_the_table_and_the_minutes_stay_within_ninety() -> None:
    text = (Path(__file__).resolve().parents[2] / "source/1.2_hessian_spectrum/1.2_hessian_spectrum.md").read_text(
        encoding="utf-8"
    )
    headings = re.findall(r"^## \d · .*\n\*(★+) · ([\d and]+) minutes · (\d) points?", text, flags=re.MULTILINE)
    table = re.findall(r"^\| \d \| .* \| (★+) \| ([\d +]+) \| (\d) \|$", text, flags=re.MULTILINE)
    assert [(stars, minutes.replace("and", "+"), points) for stars, minutes, points in headings] == table
    assert len(table) == 9
    assert sum(int(points) for _, _, points in table) == 20
    total = sum(int(minutes) for _, cell, _ in table for minutes in cell.split("+"))
    assert 60 <= total <= 90
    assert f"The minutes add up to {total}." in text
