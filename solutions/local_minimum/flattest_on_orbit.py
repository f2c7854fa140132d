"""Reference of the task `flattest_on_orbit`."""

from __future__ import annotations

import math

import numpy as np

from solutions import Array

SHRINK = (math.sqrt(5) - 1) / 2


def sharpness_at(H: Array, split: int, alpha: float) -> float:
    """λmax of the Hessian at (αa, b/α)."""
    D = np.repeat([1 / alpha, alpha], [split, len(H) - split])
    return float(np.linalg.eigvalsh(H * np.outer(D, D))[-1])


def flattest_on_orbit(H: Array, split: int) -> tuple[float, float, float]:
    """(alpha, sharpness, rate) by golden section in ln α, which is convex."""
    low, high = -12.0, 12.0
    inner = [high - SHRINK * (high - low), low + SHRINK * (high - low)]
    values = [sharpness_at(H, split, math.exp(s)) for s in inner]
    while high - low > 1e-7:
        if values[0] < values[1]:
            high, inner[1], values[1] = inner[1], inner[0], values[0]
            inner[0] = high - SHRINK * (high - low)
            values[0] = sharpness_at(H, split, math.exp(inner[0]))
        else:
            low, inner[0], values[0] = inner[0], inner[1], values[1]
            inner[1] = low + SHRINK * (high - low)
            values[1] = sharpness_at(H, split, math.exp(inner[1]))
    return math.exp((low + high) / 2), min(values), 2 / min(values)
