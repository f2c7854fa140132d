"""Reference of the task `descend`."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from solutions import Array


def descend(gradient: Callable[[Array], Array], theta: Array, eta: float, steps: int) -> Array:
    """Path of gradient descent, (steps + 1, d): the start, less the running sum of the steps."""
    path = np.empty((steps + 1, len(theta)))
    path[0] = theta
    for place in range(steps):
        path[place + 1] = path[place] - eta * np.asarray(gradient(path[place]))
    return path


def descend_quadratic(H: Array, theta: Array, eta: float, steps: int) -> Array:
    """The same path for the gradient Hθ, in closed form: Q diag((1 - eta lambda)^t) Qᵀ θ_0 for t = 0 … steps."""
    values, Q = np.linalg.eigh(H)
    powers = np.power.outer(1 - eta * values, np.arange(steps + 1))  # (d, steps + 1)
    return np.asarray((Q @ (powers * (Q.T @ theta)[:, None])).T)
