"""Reference of the task `barrier_height`: its function and its three expressions."""

from __future__ import annotations

import math

import sympy as sp

from solutions import Array

a, b, ell, top, D = sp.symbols("a b ell top D", positive=True)


def barrier_height(at: Array, losses: Array) -> tuple[float, float]:
    """Point by point, with sums that are rounded once."""
    first, last = float(losses[0]), float(losses[-1])
    above = [math.fsum([f, -first, -t_ * last, t_ * first]) for t_, f in zip(at.tolist(), losses.tolist(), strict=True)]
    return max(0.0, *above), max(float(f) - first for f in losses)


def profile() -> sp.Expr:
    """The function itself on the line."""
    u, v = a + ell * (b - a), 1 / a + ell * (1 / b - 1 / a)
    return (u * v - 1) ** 2 / 2


def wall_top() -> sp.Expr:
    """uv - 1 is largest in the middle: the mean of a and b times the mean of 1/a and 1/b, less 1."""
    return ((a + b) * (1 / a + 1 / b) / 4 - 1) ** 2 / 2


def bound() -> sp.Expr:
    """The parabola ½ λ̄ x (D - x) at x = D/2."""
    return top * (D / 2) * (D - D / 2) / 2
