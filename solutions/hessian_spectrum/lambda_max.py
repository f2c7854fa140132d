"""Reference of the task `lambda_max`."""

from __future__ import annotations

import numpy as np
import scipy.linalg

from solutions import Array


def lanczos(H: Array, v0: Array, steps: int) -> tuple[Array, Array]:
    """Coefficients after `steps` steps without breakdown: Householder reduction of H in a basis that begins with v0.

    The tridiagonal matrix with positive off-diagonal entries whose first basis vector is v0/‖v0‖ is unique (implicit Q).
    """
    Q, _ = np.linalg.qr(np.column_stack([v0, np.eye(len(v0))]))
    T = scipy.linalg.hessenberg(Q.T @ H @ Q)
    return np.diag(T)[:steps].copy(), np.abs(np.diag(T, -1)[: steps - 1])


def lambda_max(H: Array) -> float:
    """Algebraically largest eigenvalue of a dense symmetric matrix (LAPACK)."""
    return float(np.linalg.eigvalsh(H)[-1])
