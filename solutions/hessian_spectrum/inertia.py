"""Reference of the task `inertia`."""

from __future__ import annotations

from solutions import Array, sylvester


def inertia(H: Array, *, tol: float = 1e-8) -> tuple[int, int, int]:
    """Counts (n₋, n₀, n₊) relative to the spectral norm, by Sylvester's law on H + τI and τI - H, τ = tol‖H‖₂."""
    return sylvester.inertia(H, tol=tol)


def classify(H: Array, *, tol: float = 1e-8) -> str:
    """Name the critical point: both signs make a saddle, even with zeros; otherwise any zero makes it degenerate."""
    minus, zero, plus = inertia(H, tol=tol)
    if minus and plus:
        return "saddle"
    return "degenerate" if zero else ("minimum" if plus else "maximum")
