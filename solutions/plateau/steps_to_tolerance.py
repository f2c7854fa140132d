"""Reference of the task `steps_to_tolerance`."""

from __future__ import annotations

import math

import mpmath as mp


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
