"""Reference of the task `is_symmetry`."""

from __future__ import annotations

from collections.abc import Callable

from solutions import Array

TOLERANCE = 1e-9


def is_symmetry(f: Callable[[Array], float], act: Callable[[Array], Array], points: Array) -> str:
    """Compare f at each point and at its image, on the scale of the largest modulus; "yes", "no" or "no evidence"."""
    pairs = [(point, act(point)) for point in points]
    values = [(float(f(point)), float(f(image))) for point, image in pairs]
    scale = max(abs(value) for both in values for value in both)
    if any(abs(after - before) > TOLERANCE * scale for before, after in values):
        return "no"
    first = [before for before, _ in values]
    return "yes" if max(first) - min(first) > TOLERANCE * scale else "no evidence"
