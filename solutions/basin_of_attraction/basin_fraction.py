"""Reference of the task `basin_fraction`."""

from __future__ import annotations

import math
from collections.abc import Sequence


def basin_fraction(labels: Sequence[int], target: int, q: float = 1.96) -> tuple[float, float, float]:
    """The zeros of (1 + w) r² - (2p + w) r + p², w = q²/n: the larger one by the formula, the smaller from their product."""
    n = len(labels)
    p = sum(int(label) == target for label in labels) / n
    w = q * q / n
    a, b, c = 1 + w, 2 * p + w, p * p
    high = (b + math.sqrt(w * w + 4 * w * p * (1 - p))) / (2 * a)  # b² - 4ac, where nothing cancels
    return p, c / (a * high), high
