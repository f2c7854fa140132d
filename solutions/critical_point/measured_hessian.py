"""Reference of the task `measured_hessian`: the expression `best_step` and the function."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import scipy.linalg
import sympy as sp

from solutions import Array

rounding, M = sp.symbols("rounding M", positive=True)


def best_step() -> sp.Expr:
    """At the least of M h²/6 + ε_g/h rounding, ε_g/h, is twice the truncation: the powers are -1 and 2."""
    h = sp.Symbol("h", positive=True)
    (place,) = sp.solve(sp.Eq(rounding / h, 2 * M * h**2 / 6), h)
    return place


def measured_hessian(gradient: Callable[[Array], Array], theta: Array, h: float) -> tuple[Array, float, float]:
    """(H, error, λmax) from the gradients at θ ± h e_i and θ ± 2h e_i."""
    d = len(theta)
    shifted = {k: [np.asarray(gradient(theta + k * h * e)) for e in np.eye(d)] for k in (-2, -1, 1, 2)}
    near, far = (np.zeros((d, d)) for _ in range(2))
    for i in range(d):
        for j in range(d):
            near[i, j] = sum(shifted[1][p][q] - shifted[-1][p][q] for p, q in ((i, j), (j, i))) / (4 * h)
            far[i, j] = sum(shifted[2][p][q] - shifted[-2][p][q] for p, q in ((i, j), (j, i))) / (8 * h)
    return near, float(scipy.linalg.svdvals(near - far)[0]), float(scipy.linalg.eigvalsh(near).max())
