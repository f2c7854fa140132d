"""What section 1.2 states around the task `softmax_hessian`, by another way than the notebook and the reference took."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
import sympy as sp

from solutions.hessian_spectrum import softmax_hessian as reference


# --- 6: softmax
def test_softmax_hessian_by_symbolic_differentiation_for_all_labels() -> None:
    w = sp.Matrix(2, 2, sp.symbols("w:4"))
    inputs = [sp.Matrix([sp.Rational(1, 2), -2]), sp.Matrix([1, sp.Rational(3, 4)])]
    values = dict(zip(w, (sp.Rational(1, 3), 1, sp.Rational(-1, 4), sp.Rational(2, 5)), strict=True))
    W = np.array([float(values[entry]) for entry in w]).reshape(2, 2)
    right = reference.of_weights(W, np.array([[0.5, -2.0], [1.0, 0.75]]))
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
    spectra = [np.linalg.eigvalsh(reference.of_weights(weights, X)) for weights in (0 * W, W, 4 * W, tied)]
    bound = 0.5 * np.linalg.eigvalsh(X.T @ X / 50)[-1]
    assert 0.999 * bound < spectra[3][-1] <= bound * (1 + 1e-12)
    assert np.all(spectra[0][4:] > spectra[1][4:])
    assert np.all(spectra[1][4:] > spectra[2][4:])
    assert max(np.abs(values[:4]).max() for values in spectra) < 1e-12
    assert reference.of_weights(np.zeros((2, 1)), np.array([[3.0], [1.0]]))[0, 0] == pytest.approx(1.25)


def test_softmax_nullity_counts_the_shift_and_the_null_space_of_the_data() -> None:
    rng = np.random.default_rng(12)
    k, d = 3, 4
    for rank in (4, 2):
        X = rng.standard_normal((9, rank)) @ rng.standard_normal((rank, d))
        H = reference.of_weights(rng.standard_normal((k, d)), X)
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
