"""Reference of the task `ratio_growth`."""

from __future__ import annotations

import sympy as sp

eta, omega, u0, v0, n2, g2 = sp.symbols("eta omega u0 v0 n2 g2", positive=True)


def end_sharpness() -> sp.Expr:
    """u² + v² at the end: a = u² solves a - 1/a = u0² - v0², and v² = 1/a."""
    a, kept = sp.Symbol("a"), u0**2 - v0**2
    ends: list[sp.Expr] = sp.solve(a**2 - kept * a - 1, a)
    (end,) = [one for one in ends if float(one.subs({u0: 2, v0: 1})) > 0]
    return end + 1 / end


def next_norm2() -> sp.Expr:
    """‖θ‖² after a step, from its components along θ and along g."""
    step = sp.Matrix([(1 - eta * omega) * sp.sqrt(n2), -eta * sp.sqrt(g2)])
    return sp.expand((step.T * step)[0])


def ratio_growth() -> sp.Expr:
    """Inverse of the factor by which ‖θ‖² shrinks."""
    return sp.simplify(n2 / next_norm2().subs(g2, 0))
