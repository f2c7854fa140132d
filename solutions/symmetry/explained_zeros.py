"""Reference of the task `explained_zeros`."""

from __future__ import annotations

import numpy as np
import scipy.linalg

from solutions import Array, sylvester

ZERO, NULL, RANK = 1e-8, 1e-6, 1e-8


def attention_tangents(W_Q: Array, W_K: Array) -> Array:
    """Velocities for all A with a single 1, shape (d_k², 2, d, d_k): vec(W A) = (W ⊗ I) vec(A), row by row."""
    width = W_Q.shape[1]
    of_query = np.kron(W_Q, np.eye(width))  # maps vec(A) to vec(W_Q A)
    swap = np.eye(width**2).reshape(width, width, width, width).swapaxes(0, 1).reshape(width**2, width**2)
    of_key = -np.kron(W_K, np.eye(width)) @ swap
    return np.stack([of_query.T, of_key.T], axis=1).reshape(width**2, 2, *W_Q.shape)


def explained_zeros(H: Array, tangents: Array) -> tuple[int, int, int, int] | None:
    """(n-, dimension of the tangents' span, further zeros, n+); None where a tangent is no null vector."""
    size = float(scipy.linalg.svdvals(H)[0])
    rows = [row / np.linalg.norm(row) for row in tangents if np.any(row)]
    if any(np.linalg.norm(H @ row) > NULL * size for row in rows):
        return None
    dimension = int(np.sum(scipy.linalg.svdvals(np.array(rows)) > RANK)) if rows else 0
    below, zero, above = sylvester.inertia(H, tol=ZERO)
    return below, dimension, zero - dimension, above
