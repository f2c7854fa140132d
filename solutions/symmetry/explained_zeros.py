"""Reference of the task `explained_zeros`."""

from __future__ import annotations

import numpy as np
import scipy.linalg

from solutions import Array, sylvester

ZERO, NULL, RANK = 1e-8, 1e-6, 1e-8


def attention_velocity(W_Q: Array, W_K: Array, A: Array) -> tuple[Array, Array]:
    """Velocities of W_Q and W_K: vec(W A) = (W ⊗ I) vec(A), row by row."""
    one = np.eye(len(A))
    of_query = np.kron(W_Q, one) @ A.ravel()
    of_key = -np.kron(W_K, one) @ A.T.ravel()
    return of_query.reshape(W_Q.shape), of_key.reshape(W_K.shape)


def explained_zeros(H: Array, tangents: Array) -> tuple[int, int, int, int] | None:
    """(n-, dimension of the tangents' span, further zeros, n+); None where a tangent is no null vector."""
    size = float(scipy.linalg.svdvals(H)[0])
    if any(np.linalg.norm(H @ row) > NULL * size for row in tangents):
        return None
    dimension = int(np.sum(scipy.linalg.svdvals(tangents) > RANK))
    below, zero, above = sylvester.inertia(H, tol=ZERO)
    return below, dimension, zero - dimension, above
