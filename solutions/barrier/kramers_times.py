"""Reference of the task `kramers_times`: its function and the dict `factors`."""

from __future__ import annotations

import math

import sympy as sp

c, s = sp.symbols("c s", positive=True)
Three = tuple[float, float, float]


def kramers_times(values: Three, curvatures: Three, T: float) -> tuple[float, float]:
    """Through the logarithm of the time."""

    def wait(side: int) -> float:
        log = math.log(2 * math.pi) - (math.log(curvatures[side]) + math.log(-curvatures[1])) / 2
        return math.exp(log + (values[1] - values[side]) / T)

    return wait(0), wait(2)


def factors() -> dict[str, sp.Expr]:
    """By the units: θ has c, f has s, and η of gradient descent is [θ²/f]."""
    theta, loss = c, s
    return {
        "lambda_max": loss / theta**2,
        "eta": theta**2 / loss,
        "adam": theta,
    }
