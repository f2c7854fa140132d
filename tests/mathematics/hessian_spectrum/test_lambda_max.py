"""What section 1.2 states around the task `lambda_max`, by another way than the notebook and the reference took."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from tests.mathematics.spectra import symmetric, tridiagonal


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
    alpha, beta = tridiagonal(H, v, 30)
    T = np.diag(alpha) + np.diag(beta, 1) + np.diag(beta, -1)
    assert abs(np.linalg.eigvalsh(T)[-1] - 1.0) < 1e-9
    assert sorted(spectrum)[-2] < 0.5  # so the shifted modulus is below 1000.5, next to 1001
    for _ in range(30):
        v = H @ v + 1000.0 * v
        v /= np.linalg.norm(v)
    assert -0.6 < v @ H @ v < 0.5


def test_thirty_products_give_a_cluster_and_not_its_last_member() -> None:
    spectrum = np.concatenate([np.linspace(-1.0, 0.9, 380), np.linspace(0.999, 1.0, 20)])
    alpha, beta = tridiagonal(symmetric(spectrum, 20), np.random.default_rng(21).standard_normal(400), 30)
    top = np.linalg.eigvalsh(np.diag(alpha) + np.diag(beta, 1) + np.diag(beta, -1))[-1]
    assert 1e-5 < 1.0 - top < 1e-3  # inside the cluster, whose members are 5e-5 apart
    members = spectrum[-20:]
    assert np.abs(members - 1.0)[:-1].min() == pytest.approx(1e-3 / 19)


def test_no_entry_of_the_tridiagonal_matrix_exceeds_the_norm() -> None:
    rng = np.random.default_rng(22)
    for _ in range(20):
        H = symmetric(rng.uniform(-3, 2, 15), 23)
        alpha, beta = tridiagonal(H, rng.standard_normal(15), 10)
        assert max(np.abs(alpha).max(), beta.max()) <= np.linalg.norm(H, 2) * (1 + 1e-12)


def test_largest_ritz_value_rises_and_never_passes_the_eigenvalue() -> None:
    H, v = symmetric(np.linspace(-3, 2, 30), 5), np.random.default_rng(6).standard_normal(30)
    tops = []
    for steps in range(2, 25):
        alpha, beta = tridiagonal(H, v, steps)
        tops.append(np.linalg.eigvalsh(np.diag(alpha) + np.diag(beta, 1) + np.diag(beta, -1))[-1])
    assert np.all(np.diff(tops) >= -1e-12)
    assert tops[-1] <= 2.0 + 1e-12


def test_householder_reduction_gives_the_lanczos_coefficients() -> None:
    H, v = symmetric([-2.0, 0.5, 1.0, 3.0, 4.0], 7), np.array([1.0, 2.0, -1.0, 0.5, 3.0])
    alpha, beta = tridiagonal(H, v, 4)
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
