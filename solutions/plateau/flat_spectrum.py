"""Reference of the task `flat_spectrum`."""

from __future__ import annotations

from solutions import Array
from solutions.sylvester import inertia


def flat_spectrum(H: Array, rel_tol: float) -> tuple[int, int, int]:
    """(negative, flat, positive) counts of a symmetric H (d, d), flat iff |lambda| <= rel_tol ‖H‖₂, by Sylvester's law."""
    return inertia(H, tol=rel_tol)
