"""Reference of the task `all_critical_points`: its functions `newton`, `all_critical_points` and `index`."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from solutions import Array, sylvester

STEPS, ARRIVED, SAME = 20, 1e-9, 1e-6
Derivatives = Callable[[Array], tuple[Array, Array]]


def newton(derivatives: Derivatives, theta: Array, steps: int) -> Array:
    """Path of Newton's method, shape (steps + 1, d): in the eigenvectors of H each component is divided by its eigenvalue."""
    path = np.empty((steps + 1, len(theta)))
    path[0] = theta
    for k in range(steps):
        g, H = derivatives(path[k])
        values, Q = np.linalg.eigh(H)
        path[k + 1] = path[k] - Q @ ((Q.T @ g) / values)
    return path


def all_critical_points(derivatives: Derivatives, starts: Array, scale: float) -> Array:
    """One end of each component of near ends, of those whose last step is short."""
    paths = [newton(derivatives, start, STEPS) for start in starts]
    ends = np.array([path[-1] for path in paths if np.linalg.norm(path[-1] - path[-2]) <= ARRIVED * scale])
    near = np.linalg.norm(ends[:, None] - ends[None], axis=2) <= SAME * scale
    return np.asarray(ends[[k for k in range(len(ends)) if not near[k, :k].any()]])


def index(H: Array) -> int:
    """(-1)^k from the signs of pivots."""
    return (-1) ** sylvester.negative_count(H)
