"""Reference of the task `is_symmetry`."""

from __future__ import annotations

import math
from collections.abc import Callable

from solutions import Array

TOLERANCE = 1e-9


def is_symmetry(f: Callable[[Array], float], act: Callable[[Array], Array], points: Array) -> str:
    """Compare f at each point and at its image, on the scale of the largest modulus; "yes", "no" or "no evidence"."""
    pairs = [(point, act(point)) for point in points]
    values = [(float(f(point)), float(f(image))) for point, image in pairs]
    scale = max(abs(value) for both in values for value in both if math.isfinite(value))
    for before, after in values:
        if not math.isfinite(after) or abs(after - before) > TOLERANCE * scale:
            return "no"
    moved = any(math.dist(point, image) > TOLERANCE * math.hypot(*point) for point, image in pairs)
    first = [before for before, _ in values]
    return "yes" if moved and max(first) - min(first) > TOLERANCE * scale else "no evidence"
