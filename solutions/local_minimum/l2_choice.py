"""Reference of the task `l2_choice`: its functions `shift_tangents`, `l2_choice` and `class_sum`."""

from __future__ import annotations

import math

import numpy as np

from solutions import Array


def shift_tangents(k: int, d: int) -> Array:
    """Orthonormal tangents of W -> W + one vector in each row, flattened row by row, shape (kd, d)."""
    return np.kron(np.full((k, 1), k**-0.5), np.eye(d))


def l2_choice(W: Array) -> Array:
    """W without its part in the span of the tangents, shape (k, d)."""
    tangents = shift_tangents(*W.shape)
    return np.asarray((W.ravel() - tangents @ (tangents.T @ W.ravel())).reshape(W.shape))


def class_sum(S0: Array, eta: float, omega: float, steps: int) -> Array:
    """The sum of the rows after so many steps, shape (d,): the data's gradients have sum zero."""
    return np.asarray(math.exp(steps * math.log1p(-eta * omega)) * np.asarray(S0, dtype=float))
