"""Reference of the task `basin_label`: its functions `walk` and `basin_label`."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from solutions import Array

Gradient = Callable[[Array], Array]


def walk(gradient: Gradient, theta: Array, eta: float, steps: int) -> Array:
    """Fill the path row by row, shape (steps + 1, d)."""
    path = np.empty((steps + 1, len(theta)))
    path[0] = theta
    for t in range(steps):
        path[t + 1] = path[t] - eta * np.asarray(gradient(path[t].copy()), dtype=float)
    return path


def basin_label(gradient: Gradient, theta: Array, eta: float, minima: Array, tol: float, steps: int) -> int:
    """Look at each minimum in turn; a point that is not finite is near to none."""
    end = walk(gradient, theta, eta, steps)[-1]
    for k, minimum in enumerate(np.asarray(minima, dtype=float)):
        if np.all(np.isfinite(end)) and np.sqrt(np.sum((end - minimum) ** 2)) <= tol:
            return k
    return -1
