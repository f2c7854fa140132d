"""Reference of the task `strict_saddle_test`: its functions `morse_index` and `strict_saddle_test`."""

from __future__ import annotations

import numpy as np

from solutions import Array
from solutions.sylvester import negative_count

KINDS = ("moving", "strict saddle", "degenerate", "minimum")


def morse_index(H: Array, zero: float) -> int:
    """λ < -zero exactly where H + zero I has a negative eigenvalue."""
    return negative_count(H + zero * np.eye(len(H)))


def strict_saddle_test(g: Array, H: Array, eps: float, zero: float) -> str:
    """The first kind that holds; λ <= zero exactly where H - zero I has an eigenvalue that is not positive."""
    holds = (float(np.sqrt(g @ g)) > eps, morse_index(H, zero) > 0, morse_index(H, -zero) > 0, True)
    return KINDS[holds.index(True)]
