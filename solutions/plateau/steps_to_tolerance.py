"""Reference of the task `steps_to_tolerance`."""

from __future__ import annotations

import math
from collections.abc import Callable

import mpmath as mp
import numpy as np

from solutions import Array


def reaches(eta: float, lam: float, x0: float, eps: float, steps: int, *, slack: float = 0.0) -> bool:
    """Whether |1 - eta lam|^steps |x0| <= eps (1 + slack), at 60 digits with the double-precision product eta lam."""
    with mp.workdps(60):
        factor = abs(1 - mp.mpf(eta * lam))
        return bool(factor ** mp.mpf(steps) * abs(mp.mpf(x0)) <= mp.mpf(eps) * (1 + mp.mpf(slack)))


def steps_to_tolerance(eta: float, lam: float, x0: float, eps: float) -> float:
    """Smallest t with |1 - eta lam|^t |x0| <= eps, by doubling and bisection on `reaches`; inf when there is none."""
    if reaches(eta, lam, x0, eps, 0):
        return 0
    if not 0 < eta * lam < 2:
        return math.inf
    high = 1
    while not reaches(eta, lam, x0, eps, high):
        high *= 2
    low = high // 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if reaches(eta, lam, x0, eps, middle) else (middle, high)
    return high


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
