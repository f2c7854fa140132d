"""Reference of the task `sam_gap`: its functions `descend` and `sam_gap`."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from solutions import Array


def descend(
    gradient: Callable[[Array], Array], theta: Array, eta: float, steps: int, omega: float = 0.0, rho: float = 0.0
) -> Array:
    """Path of gradient descent with L2 and SAM, shape (steps + 1, d)."""
    path = np.empty((steps + 1, len(theta)))
    path[0] = theta
    for t in range(steps):
        path[t + 1] = (1 - eta * omega) * path[t] - eta * gradient(uphill(gradient(path[t]), path[t], rho) if rho else path[t])
    return path


def uphill(g: Array, theta: Array, rho: float) -> Array:
    """The point at distance rho from theta in the direction of g; theta where there is none."""
    return np.asarray(theta + rho * (g / np.linalg.norm(g)) if np.any(g) else theta, dtype=float)


def sam_gap(g: Array, H: Array, rho: float) -> tuple[float, float]:
    """ρ‖g‖ and ½ρ² max(λmax, 0)."""
    return rho * float(np.sqrt(np.sum((g / _size(g)) ** 2))) * _size(g), rho * rho * max(
        0.0, -float(np.linalg.eigvalsh(-H)[0])
    ) / 2


def _size(g: Array) -> float:
    return float(np.abs(g).max()) or 1.0
