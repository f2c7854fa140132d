"""Reference of the task `basin_fraction`."""

from __future__ import annotations

import math
from collections.abc import Sequence


def basin_fraction(labels: Sequence[int], target: int, z: float = 1.96) -> tuple[float, float, float]:
    """The zeros of (1 + w) q² - (2p + w) q + p², w = z²/n: the larger one by the formula, the smaller from their product."""
    n = len(labels)
    p = sum(int(label) == target for label in labels) / n
    w = z * z / n
    a, b, c = 1 + w, 2 * p + w, p * p
    high = (b + math.sqrt(max(b * b - 4 * a * c, 0.0))) / (2 * a)
    return p, c / (a * high), high
