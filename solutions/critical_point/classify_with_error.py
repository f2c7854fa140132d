"""Reference of the task `classify_with_error`: its functions `relative_stationarity` and `classify_with_error`."""

from __future__ import annotations

import math

import numpy as np
import scipy.linalg

from solutions import Array

KINDS = ("saddle", "undecided", "minimum", "maximum")


def relative_stationarity(g: Array, H: Array, theta: Array) -> float:
    """‖g‖/(‖H‖‖θ‖)."""
    return math.hypot(*g) / (float(scipy.linalg.svdvals(H)[0]) * math.hypot(*theta))


def classify_with_error(H: Array, error: float) -> tuple[int, int, int, str]:
    """(n-, open, n+, kind): signs of the pivots of H - error I and of H + error I, by Sylvester's law."""
    above, below = _positive(H - error * np.eye(len(H))), _positive(-H - error * np.eye(len(H)))
    unsure = len(H) - above - below
    holds = (above > 0 and below > 0, unsure > 0, above > 0, True)
    return below, unsure, above, KINDS[holds.index(True)]


def _positive(H: Array) -> int:
    """Number of positive eigenvalues, from the blocks of a factorisation."""
    _, blocks, _ = scipy.linalg.ldl(H)
    size = max(float(np.abs(H).max()), 1e-300)
    return int(np.sum(np.linalg.eigvalsh(blocks) > 1e-14 * size))
