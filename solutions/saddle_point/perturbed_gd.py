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
    wait: int = 1,
) -> Array:
    """Fill the path row by row; `rest` counts the steps for which no kick may be given yet."""
    path = np.empty((steps + 1, len(theta)))
    path[0] = theta
    rest = 0
    for t in range(steps):
        g = np.asarray(gradient(path[t].copy()), dtype=float)
        path[t + 1] = path[t] - eta * g
        if kick is not None and rest == 0 and float(np.sqrt(g @ g)) <= eps:
            path[t + 1] += kick()
            rest = wait
        rest = max(rest - 1, 0)
    return path
