"""Reference of the task `perturbed_gd`."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from solutions import Array


def perturbed_gd(
    gradient: Callable[[Array], Array],
    theta: Array,
    eta: float,
    steps: int,
    kick: Callable[[], Array] | None = None,
    eps: float = 0.0,
) -> Array:
    """Fill the path row by row."""
    path = np.empty((steps + 1, len(theta)))
    path[0] = theta
    for t in range(steps):
        g = np.asarray(gradient(path[t].copy()), dtype=float)
        path[t + 1] = path[t] - eta * g
        if kick is not None and float(np.sqrt(g @ g)) <= eps:
            path[t + 1] += kick()
    return path
