"""Signs of the eigenvalues of a symmetric matrix without its eigenvalues, by Sylvester's law of inertia."""

from __future__ import annotations

import numpy as np
import scipy.linalg

from solutions import Array


def negative_count(M: Array) -> int:
    """Number of negative eigenvalues of a nonsingular symmetric M (d, d): those of the blocks of M = L D Lᵀ."""
    _, D, _ = scipy.linalg.ldl(M)
    count, i = 0, 0
    while i < len(D):
        size = 2 if i + 1 < len(D) and D[i + 1, i] != 0 else 1
        count += int(np.count_nonzero(np.linalg.eigvalsh(D[i : i + size, i : i + size]) < 0))
        i += size
    return count


def inertia(H: Array, *, tol: float) -> tuple[int, int, int]:
    """Counts (n₋, n₀, n₊) of the eigenvalues of a symmetric H (d, d); λ counts as zero when |λ| <= tol ‖H‖₂.

    λ < -τ exactly when H + τI has a negative eigenvalue, and λ > τ exactly when τI - H has one, τ = tol ‖H‖₂.
    """
    d, norm = len(H), float(np.linalg.norm(H, 2))
    if norm == 0.0:
        return 0, d, 0
    scaled = H / norm
    negative = negative_count(scaled + tol * np.eye(d))
    positive = negative_count(tol * np.eye(d) - scaled)
    return negative, d - negative - positive, positive
