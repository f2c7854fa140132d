"""The model of notebook 1.3, f = ln(1 + exp(-uv)) + (u² + v²)/20, its Hessian, and the four walks on it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from losslandscape.plots import saddles
from solutions import Array
from solutions.negative_curvature import newton_step

START = np.array(saddles.START)
FLOOR = 0.2


def hessian(theta: Array) -> Array:
    """Return the Hessian of the model, shape (2, 2), by complex steps from its gradient."""
    h = 1e-20
    columns = []
    for k in range(2):
        u, v = theta + 1j * h * np.eye(2)[k]
        slope = np.array([0.1 * u - v / (1 + np.exp(u * v)), 0.1 * v - u / (1 + np.exp(u * v))])
        columns.append(slope.imag / h)
    return np.array(columns)


STEPS: dict[str, Callable[[Array, Array], Array]] = {
    "GD": lambda g, _: -0.5 * g,
    "Newton": newton_step.newton_step,
    "damped": lambda g, H: newton_step.damped_newton_step(g, H, FLOOR),
    "saddle-free": lambda g, H: newton_step.saddle_free_step(g, H, FLOOR),
}


def walked(name: str, start: Array = START) -> Array:
    """Return the path of a method from `start` to a gradient norm of at most 1e-6, shape (n + 1, 2)."""
    return newton_step.walk(STEPS[name], saddles.slope, hessian, start, 1e-6, 500)
