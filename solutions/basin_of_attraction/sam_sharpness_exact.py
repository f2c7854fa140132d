"""Reference of the task `sam_sharpness_exact`."""

from __future__ import annotations

import numpy as np
from scipy.optimize import brentq

from solutions import Array

NONE = 1e-9  # a part of g along the top eigenvectors below this share of g is rounding


def best_step(g: Array, H: Array, rho: float) -> Array:
    """The e of length at most rho with the largest g·e + ½ e·He, in the eigenbasis of H, in units in which ρ = 1."""
    lam, Q = np.linalg.eigh(np.asarray(H, dtype=float))
    c = Q.T @ np.asarray(g, dtype=float)
    size = float(np.linalg.norm(c))
    top = lam >= lam[-1] - 1e-9 * max(abs(lam[0]), abs(lam[-1]))
    if np.linalg.norm(c[top]) <= NONE * size:
        c[top] = 0.0
    least = max(float(lam[-1]), 0.0)
    gaps = least - lam

    def step(t: float) -> Array:
        return np.divide(c, t + gaps, out=np.zeros_like(c), where=c != 0)

    short = (c[gaps == 0] == 0).all() and np.linalg.norm(step(0.0)) <= rho
    if short:
        e = step(0.0)
        if least > 0:
            e[-1] += np.sqrt(rho**2 - e @ e)
        return Q @ e
    high = size / rho
    low = high
    while np.linalg.norm(step(low)) <= rho:
        low /= 2
    root = low if low == high else brentq(lambda t: np.linalg.norm(step(t)) / rho - 1, low, 2 * low, xtol=1e-300, rtol=1e-14)
    return Q @ step(root)


def sam_sharpness_exact(g: Array, H: Array, rho: float) -> float:
    """The objective at the best step."""
    e = best_step(g, H, rho)
    return float(g @ e + e @ H @ e / 2)
