"""Reference of the task `align_units`."""

from __future__ import annotations

import numpy as np
from scipy.optimize import linear_sum_assignment

from solutions import Array


def align_units(A: Array, B: Array, signs: bool) -> Array:
    """Assign by the squared distances themselves, to B and to -B."""
    plus = ((A[:, None, :] - B[None, :, :]) ** 2).sum(axis=2)
    minus = ((A[:, None, :] + B[None, :, :]) ** 2).sum(axis=2)
    cost = np.minimum(plus, minus) if signs else plus
    scale = max(float(cost.max()), 1e-300)
    rows, cols = linear_sum_assignment(cost / scale)
    out = B[cols].copy()
    if signs:
        out[minus[rows, cols] < plus[rows, cols]] *= -1
    return out
