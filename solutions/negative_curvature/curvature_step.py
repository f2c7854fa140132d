"""References of the task `curvature_step`."""

from __future__ import annotations

from functools import cache

import numpy as np
import sympy as sp

from solutions import Array

mu, lip = sp.symbols("mu lip", positive=True)


@cache
def best_length() -> sp.Expr:
    """Positive root of the derivative of -½μt² + L_H t³/6."""
    t = sp.Symbol("t", positive=True)
    (root,) = sp.solve(sp.diff(_bound(t), t), t)
    return root


def curvature_step(g: Array, v: Array, lam: float, lip: float) -> Array:
    """Step of length 2|λ|/L_H along -sign(g·v) v for a unit vector v; zero where λ >= 0."""
    length = 2 * max(-lam, 0.0) / lip
    uphill = float(np.dot(g, v)) > 0
    return np.asarray((-length if uphill else length) * v)


def _bound(t: sp.Expr) -> sp.Expr:
    return -mu * t**2 / 2 + lip * t**3 / 6
