"""How well one part of a section tells students apart who do well in the rest from those who do not."""

from __future__ import annotations

import math
from collections.abc import Sequence

MINIMUM = 10  # students; the correlation of fewer is mostly chance


def discrimination(part: Sequence[float], total: Sequence[float]) -> float | None:
    """Return the corrected item-total correlation.

    With the marks x_i of one part, a task or a check, and the totals t_i that hold them, it is Pearson's correlation of x with
    the rest without it,

        r = sum (x_i - mean x)(y_i - mean y) / sqrt(sum (x_i - mean x)^2 * sum (y_i - mean y)^2),   y_i = t_i - x_i.

    The part is taken out of the total, as it would else correlate with itself.

    Args:
        part: marks of those who tried the part, one a student.
        total: their totals in the same order.

    Returns:
        r in [-1, 1]; None for fewer than MINIMUM students, or where part or rest is the same for all of them.

    Raises:
        ValueError: the two have different lengths.
    """
    rest = [whole - one for one, whole in zip(part, total, strict=True)]
    if len(part) < MINIMUM:
        return None
    x, y = _centred(part), _centred(rest)
    spread = math.sqrt(math.fsum(a * a for a in x)) * math.sqrt(math.fsum(b * b for b in y))
    if _constant(part) or _constant(rest):
        return None
    return max(-1.0, min(1.0, math.fsum(a * b for a, b in zip(x, y, strict=True)) / spread))


def _centred(values: Sequence[float]) -> list[float]:
    mean = math.fsum(values) / len(values)
    return [value - mean for value in values]


def _constant(values: Sequence[float]) -> bool:
    """Say whether all values are the same, but for what subtracting leaves behind."""
    return max(values) - min(values) <= 1e-9 * max(1.0, max(map(abs, values)))
