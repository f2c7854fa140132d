"""Reference of the task `linear_stability`: its functions `linear_stability` and `safe_rate`."""

from __future__ import annotations

import math

import numpy as np

from solutions import Array

KINDS = ("unstable", "marginal", "attractor")


def linear_stability(H: Array, eta: float, tol: float) -> tuple[str, int]:
    """Squares of the multipliers are the eigenvalues of (I - ηH)²."""
    M = np.eye(len(H)) - eta * np.asarray(H, dtype=float)
    squares = np.linalg.svd(M, compute_uv=False) ** 2
    dim = int(np.count_nonzero(squares < (1 - tol) ** 2))
    if squares.max() > (1 + tol) ** 2:
        return "unstable", dim
    return ("marginal" if dim < len(M) else "attractor"), dim


def safe_rate(X: Array) -> float:
    """4 n times 2 over the largest eigenvalue of the smaller Gram matrix, in units of the largest entry."""
    X = np.asarray(X, dtype=float)
    unit = float(np.abs(X).max())
    if unit == 0:
        return math.inf
    Z = X / unit
    gram = Z.T @ Z if Z.shape[1] <= Z.shape[0] else Z @ Z.T
    return float(8 * len(X) / np.linalg.eigvalsh(gram)[-1] / unit / unit)
