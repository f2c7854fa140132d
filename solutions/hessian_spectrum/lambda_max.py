"""Reference of the task `lambda_max`."""

from __future__ import annotations

import numpy as np

from solutions import Array


def lambda_max(H: Array) -> float:
    """Algebraically largest eigenvalue of a dense symmetric matrix (LAPACK)."""
    return float(np.linalg.eigvalsh(H)[-1])
