"""Reference of the task `tail_order`."""

from __future__ import annotations

import math

import numpy as np

from solutions import Array

STRETCHES = {"A": (100, 300), "B": (300, 600), "C": (1000, 1500)}
DECISION = "other criterion"
# psi of each stretch of the run that the notebook trains; tests/mathematics/degeneracy/test_tail_order.py makes them again.
EXPONENTS = {"A": 1.723702138, "B": 1.283627219, "C": 1.0874728255}
VERDICTS = {"A": "degenerate", "B": "degenerate", "C": "escaping"}


def order_of(psi: float) -> float:
    """Order p of the valley whose gradient norm falls as τ^-psi: psi = (p-1)/(p-2), so p = 2 + 1/(psi - 1)."""
    return 2 + 1 / (psi - 1) if psi > 1 else math.inf


def tail_order(time: Array, gradient_norm: Array, parameter_norm: Array) -> tuple[float, float, str]:
    """(psi, order, verdict): minus covariance over variance of the logarithms, p = 2 + 1/(psi - 1), and the table."""
    u, v = np.log(np.asarray(time, dtype=float)), np.log(np.asarray(gradient_norm, dtype=float))
    psi = -float((u - u.mean()) @ v / ((u - u.mean()) @ (u - u.mean())))
    return psi, order_of(psi), _verdict(order_of(psi), bool(parameter_norm[-1] > parameter_norm[0]))


def _verdict(order: float, grows: bool) -> str:
    if order < 2.5:
        return "strict"
    return "escaping" if order > 8 and grows else "degenerate"
