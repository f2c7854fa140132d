"""Reference of the task `max_stable_lr`."""

from __future__ import annotations

import math

import numpy as np
import scipy.linalg

from solutions import Array


def largest_eigenvalue(H: Array) -> float:
    """Largest (algebraic) eigenvalue: the greatest singular value of H + c I >= 0 with c = ‖H‖_F, less c."""
    shift = float(np.linalg.norm(H))
    return float(scipy.linalg.svdvals(H + shift * np.eye(len(H)))[0]) - shift


def max_stable_lr(H: Array, rel_tol: float = 1e-10) -> float:
    """Supremum of the learning rates for which GD on ½θᵀHθ stays bounded from every start.

    0.0 when an eigenvalue is below -rel_tol ‖H‖₂ (Cholesky of H + rel_tol ‖H‖₂ I fails), inf for the zero matrix, else
    2/‖H‖₂ from the singular values.
    """
    norm = float(scipy.linalg.svdvals(H)[0])
    if norm == 0:
        return math.inf
    try:
        np.linalg.cholesky(H / norm + rel_tol * np.eye(len(H)))
    except np.linalg.LinAlgError:
        return 0.0
    return 2 / norm


def edge_ratio(H: Array, eta: float) -> float:
    """eta lambda_max(H) / 2, dimensionless; 1 is the edge of stability."""
    return eta * largest_eigenvalue(H) / 2
