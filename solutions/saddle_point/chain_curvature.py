"""Reference of the task `chain_curvature`: its three expressions."""

from __future__ import annotations

import sympy as sp

w, w0, w1 = sp.symbols("w w0 w1", positive=True)
L, width, r = sp.symbols("L width r", integer=True, positive=True)
k = sp.Symbol("k", integer=True, nonnegative=True)


def chain_curvature() -> sp.Expr:
    """(1/L) Σ_ij H_ij with H_ii = w^(2L-2) and H_ij = 2 w^(2L-2) - w^(L-2): their row sums."""
    diagonal, beside = w ** (2 * L - 2), 2 * w ** (2 * L - 2) - w ** (L - 2)
    return diagonal + (L - 1) * beside


def leave_time() -> sp.Expr:
    """The integral of w^(1-L) from w0 to w1, over a common denominator."""
    return (w1 ** (L - 2) - w0 ** (L - 2)) / ((L - 2) * (w0 * w1) ** (L - 2))


def landing_index() -> sp.Expr:
    """All pairs (unit, mode), without those of a used unit and those of a learned mode; both at once were taken off twice."""
    return width * r - k * r - width * k + k**2
