"""What section 1.2 states around the task `hutchinson_trace`, by another way than the notebook and the reference took."""

from __future__ import annotations

import itertools
import math
from fractions import Fraction

import numpy as np
import pytest
import sympy as sp

from solutions.hessian_spectrum import hutchinson_trace as reference
from solutions.hessian_spectrum import lambda_max
from tests.mathematics.spectra import symmetric


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
    alpha, beta = lambda_max.lanczos(H, v, m)
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
