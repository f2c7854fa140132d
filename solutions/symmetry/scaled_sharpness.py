"""Reference of the task `scaled_sharpness`."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import scipy.linalg

from solutions import Array


def descend(gradient: Callable[[Array], Array], theta: Array, eta: float, steps: int, decay: float = 0.0) -> Array:
    """Path of gradient descent on f + ½ decay ‖θ‖², shape (steps + 1, d)."""
    path = np.empty((steps + 1, len(theta)))
    path[0] = theta
    for t in range(steps):
        path[t + 1] = path[t] - eta * (gradient(path[t]) + decay * path[t])
    return path


def sharpness(H: Array) -> float:
    """Largest eigenvalue: the greatest singular value of H + c I >= 0 with c = ‖H‖_F, less c; of H itself if it is zero."""
    shift = float(np.linalg.norm(H))
    return float(scipy.linalg.svdvals(H + shift * np.eye(len(H)))[0]) - shift


def scaled_sharpness(H: Array, theta: Array) -> float:
    """Largest eigenvalue of the matrix with entries θi Hij θj: with the signs of θ it is a similar one."""
    return sharpness(np.outer(theta, theta) * H)
