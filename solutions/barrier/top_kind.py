"""Reference of the task `top_kind`."""

from __future__ import annotations

import numpy as np

from solutions import Array

KINDS = ("moving", "bend", "pass", "undecided")
COSINE = 0.9


def top_kind(g: Array, H: Array, tangent: Array, eps: float, zero: float) -> str:
    """By the inertia, and by the part of H's lowest direction that is left when the tangent is projected out."""
    if float(np.sqrt(g @ g)) > eps:
        return "moving"
    values, vectors = np.linalg.eigh(H)
    down = int(np.count_nonzero(values < -zero))
    up = int(np.count_nonzero(values > zero))
    if down > 1:
        return "bend"
    if (down, up) != (1, len(values) - 1):
        return "undecided"
    unit = tangent / np.abs(tangent).max()
    unit = unit / np.sqrt(unit @ unit)
    aside = vectors[:, 0] - (unit @ vectors[:, 0]) * unit
    return "pass" if float(aside @ aside) <= 1 - COSINE**2 else "undecided"
