"""Reference of the task `reduced_function`."""

from __future__ import annotations

import sympy as sp

A, B, Y = sp.symbols("a b y", real=True)


def curve() -> sp.Expr:
    """The x at which x^2 + b x y^2 + a y^4 is least: it is (x + b y^2/2)^2 + (a - b^2/4) y^4."""
    return -B * Y**2 / 2


def reduced_function() -> sp.Expr:
    """f on the curve: c - q^2/4 for the parabola x^2 + q x + c in x, with q = b y^2 and c = a y^4."""
    q, c = B * Y**2, A * Y**4
    return c - q**2 / 4


def least_a() -> sp.Expr:
    """Least a for which f >= 0: f is the quadratic form of [[1, b/2], [b/2, a]] in (x, y^2); it is one iff det >= 0."""
    (least,) = sp.solve(sp.Matrix([[1, B / 2], [B / 2, A]]).det(), A)
    return least
