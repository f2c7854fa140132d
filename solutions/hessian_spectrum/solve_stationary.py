"""Reference of the task `solve_stationary`."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from solutions import Array

ROUNDING = 1e-8  # relative; what is tested is a factor of 1000 away from it


def descend(gradient: Callable[[Array], Array], theta: Array, eta: float, steps: int) -> Array:
    """Path of gradient descent, shape (steps + 1, d): the start less the running sum of the steps."""
    moves = np.zeros((steps + 1, len(theta)))
    for t in range(steps):
        moves[t + 1] = -eta * gradient(theta + moves[: t + 1].sum(axis=0))
    return np.asarray(theta + np.cumsum(moves, axis=0))


def null_basis(A: Array) -> Array:
    """Orthonormal basis of the null space of a symmetric matrix (d, d), shape (d, k), by singular values."""
    _, s, Vt = np.linalg.svd(A)
    return np.asarray(Vt[int(np.count_nonzero(s > ROUNDING * s.max(initial=0.0))) :].T)


def solve_stationary(A: Array, b: Array) -> Array | None:
    """Least-norm stationary point (d,) of ½θᵀAθ - bᵀθ by singular values, or None where b has a part outside the range of A.

    Args:
        A: symmetric, shape (d, d).
        b: shape (d,).
    """
    U, s, Vt = np.linalg.svd(A)
    rank = int(np.count_nonzero(s > ROUNDING * s.max(initial=0.0)))
    outside = U[:, rank:].T @ b
    if np.linalg.norm(outside) > ROUNDING * np.linalg.norm(b):
        return None
    return np.asarray(Vt[:rank].T @ ((U[:, :rank].T @ b) / s[:rank]))
