"""Reference of the task `inertia`."""

from __future__ import annotations

from solutions import Array, sylvester

TOLERANCE = 1e-8


def inertia(H: Array) -> tuple[int, int, int]:
    """Counts (n₋, n₀, n₊) relative to the spectral norm, by Sylvester's law on H + τI and τI - H, τ = 1e-8 ‖H‖₂."""
    return sylvester.inertia(H, tol=TOLERANCE)


def classify(H: Array) -> str:
    """Name the critical point: both signs make a saddle, even with zeros; otherwise any zero makes it degenerate."""
    minus, zero, plus = inertia(H)
    if minus and plus:
        return "saddle"
    return "degenerate" if zero else ("minimum" if plus else "maximum")
