"""Reference of the task `local_min_certificate`: its functions `transverse_hessian` and `local_min_certificate`."""

from __future__ import annotations

import math

import numpy as np
import scipy.linalg

from solutions import Array, sylvester

WORDS = ("no minimum", "strict", "orbit", "undecided")


def transverse_hessian(H: Array, tangents: Array) -> Array:
    """Hessian on the complement of the columns of tangents, in some orthonormal basis, shape (d - k, d - k)."""
    N = scipy.linalg.null_space(tangents.T, rcond=1e-8)
    return np.asarray(N.T @ H @ N)


def certainly_positive(M: Array, error: float) -> bool:
    """True if every eigenvalue is above error: error I - M has as many negative ones as M has rows."""
    return sylvester.negative_count((error * np.eye(len(M)) - M) / error) == len(M) if len(M) else True


def local_min_certificate(g: Array, H: Array, tangents: Array, eps: float, error: float) -> str:
    """The first word that holds, from signs of pivots."""
    if math.hypot(*g) > eps or sylvester.negative_count(H / error + np.eye(len(H))):
        return "no minimum"
    if certainly_positive(H, error):
        return "strict"
    explained = all(math.hypot(*(H @ t)) <= error for t in tangents.T)
    return "orbit" if explained and certainly_positive(transverse_hessian(H, tangents), error) else "undecided"
