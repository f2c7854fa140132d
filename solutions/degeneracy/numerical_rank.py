"""Reference of the task `numerical_rank`."""

from __future__ import annotations

import numpy as np
import scipy.linalg

from solutions import Array


def numerical_rank(H: Array, error: float = 0.0) -> int:
    """How many singular values of H (d, d) exceed max(error, d eps ‖H‖); for a symmetric H these are the moduli."""
    sizes = scipy.linalg.svdvals(H)
    return int(np.count_nonzero(sizes > max(error, len(H) * np.finfo(float).eps * sizes[0])))


def is_degenerate(H: Array, error: float = 0.0) -> bool:
    """Whether that is less than d."""
    return numerical_rank(H, error) != len(H)
