"""Reference of the task `solve_stationary`."""

from __future__ import annotations

import numpy as np

from solutions import Array


def solve_stationary(A: Array, b: Array, *, tol: float = 1e-10) -> tuple[Array, Array] | None:
    """Critical set of ½θᵀAθ - bᵀθ by singular values: the least-norm point (d,) and a null basis (d, k), or None.

    Args:
        A: symmetric, shape (d, d).
        b: shape (d,).
        tol: a singular value is zero when it is at most `tol` times the largest; b is in the range when the part of it
            outside is at most `tol` times its norm.
    """
    U, s, Vt = np.linalg.svd(A)
    rank = int(np.count_nonzero(s > tol * s.max(initial=0.0)))
    outside = U[:, rank:].T @ b
    if np.linalg.norm(outside) > tol * np.linalg.norm(b):
        return None
    theta = Vt[:rank].T @ ((U[:, :rank].T @ b) / s[:rank])
    return theta, Vt[rank:].T
