"""Matrices with a known spectrum, made from a seed."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import scipy.linalg

from grading import checks
from solutions import Array


def symmetric(eigenvalues: npt.ArrayLike, seed: int) -> Array:
    """Return a symmetric matrix with these eigenvalues, in the orthonormal basis that belongs to the seed."""
    return checks.symmetric(eigenvalues, np.random.default_rng(seed))


def tridiagonal(H: Array, v0: Array, steps: int) -> tuple[Array, Array]:
    """Return what Lanczos from v0 has after `steps` steps without breakdown, by Householder reduction: diagonal, off-diagonal.

    The tridiagonal matrix with positive off-diagonal entries whose first basis vector is v0/‖v0‖ is unique (implicit Q).
    """
    Q, _ = np.linalg.qr(np.column_stack([v0, np.eye(len(v0))]))
    T = scipy.linalg.hessenberg(Q.T @ H @ Q)
    return np.diag(T)[:steps].copy(), np.abs(np.diag(T, -1)[: steps - 1])
