"""Reference of the task `min_eigpair`: the matrix itself, by LAPACK."""

from __future__ import annotations

import numpy as np

from solutions import Array


def min_eigpair(H: Array) -> tuple[float, Array]:
    """Smallest eigenvalue of a symmetric matrix and a unit eigenvector whose largest component is positive."""
    eigenvalues, Q = np.linalg.eigh(H)
    v = Q[:, 0]
    return float(eigenvalues[0]), v if v[np.argmax(np.abs(v))] > 0 else -v
