"""Reference of the task `kernel_sharpness`."""

from __future__ import annotations

import numpy as np

from solutions import Array

ZERO = 1e-10


def kernel_sharpness(J: Array) -> tuple[float, int]:
    """Squared singular values of the Jacobian over n."""
    n, m, p = J.shape
    squares = np.linalg.svd(J.reshape(n * m, p), compute_uv=False) ** 2 / n
    return float(squares[0]), p - int(np.sum(squares > ZERO * squares[0]))
