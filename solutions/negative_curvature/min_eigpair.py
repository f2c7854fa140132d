"""Reference of the task `min_eigpair`: the matrix itself, by LAPACK."""

from __future__ import annotations

import numpy as np

from solutions import Array


def min_eigpair(H: Array) -> tuple[float, Array]:
    """Smallest eigenvalue of a symmetric matrix and a unit eigenvector."""
    eigenvalues, Q = np.linalg.eigh(H)
    return float(eigenvalues[0]), Q[:, 0]
