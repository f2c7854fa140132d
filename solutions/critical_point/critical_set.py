"""Reference of the task `critical_set`."""

from __future__ import annotations

import math

import sympy as sp

a, t = sp.symbols("a t", positive=True)
f1, f2 = sp.symbols("f1 f2", real=True)
x, y = sp.symbols("x y")  # complex: what is not real is sorted out afterwards
POINTS = 48  # of the circle on which the gradient is followed


def critical_set() -> list[tuple[sp.Expr, sp.Expr]]:
    """Real critical points of x³ - 3xy² + 3ax, a > 0."""
    f = x**3 - 3 * x * y**2 + 3 * a * x
    found = sp.solve([sp.diff(f, x), sp.diff(f, y)], [x, y])
    return [(first, second) for first, second in found if first.is_real and second.is_real]


def monkey_index() -> int:
    """How often the gradient (3x² - 3y², -6xy) turns around while the point turns once around the origin."""
    turned, before = 0.0, 0.0
    for k in range(1, POINTS + 1):
        u, v = math.cos(2 * math.pi * k / POINTS), math.sin(2 * math.pi * k / POINTS)
        angle = math.atan2(-6 * u * v, 3 * u * u - 3 * v * v)
        turned += math.remainder(angle - before, 2 * math.pi)
        before = angle
    return round(turned / (2 * math.pi))


def log_curvature() -> sp.Expr:
    """Second derivative of f(exp(s)) by s, for the f with slope f1 and curvature f2 at t."""
    s, at = sp.symbols("s at")
    f = f1 * (at - t) + f2 * (at - t) ** 2 / 2
    return sp.expand(sp.diff(f.subs(at, sp.exp(s)), s, 2).subs(s, sp.log(t)))
