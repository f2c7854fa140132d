"""Reference of the task `solve_stationary`."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from solutions import Array

ROUNDING = 1e-8  # between rounding, below 1e-12, and what counts, from 1e-4 on


def descend(gradient: Callable[[Array], Array], theta: Array, eta: float, steps: int) -> Array:
    """Path of gradient descent, shape (steps + 1, d): the start less the running sum of the steps."""
    moves = np.zeros((steps + 1, len(theta)))
    for t in range(steps):
        moves[t + 1] = -eta * gradient(theta + moves[: t + 1].sum(axis=0))
    return np.asarray(theta + np.cumsum(moves, axis=0))


def solve_stationary(A: Array, b: Array) -> tuple[Array, Array] | None:
    """Critical set of ½θᵀAθ - bᵀθ by singular values: the least-norm point (d,) and a null basis (d, k), or None.

    Args:
        A: symmetric, shape (d, d); nonzero singular values are at least 1e-4 of the largest.
        b: shape (d,); a part outside the range of A is at least 1e-4 of it.
    """
    U, s, Vt = np.linalg.svd(A)
    rank = int(np.count_nonzero(s > ROUNDING * s.max(initial=0.0)))
    outside = U[:, rank:].T @ b
    if np.linalg.norm(outside) > ROUNDING * np.linalg.norm(b):
        return None
    theta = Vt[:rank].T @ ((U[:, :rank].T @ b) / s[:rank])
    return theta, Vt[rank:].T
