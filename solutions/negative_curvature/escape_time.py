"""Reference of the task `escape_time`."""

from __future__ import annotations

from functools import cache

import sympy as sp

omega, eta, mu, y0, delta, c = sp.symbols("omega eta mu y0 delta c", positive=True)


@cache
def lowest_curvature() -> sp.Expr:
    """Least eigenvalue at the origin of ln(1 + exp(-uv)) + ω/2 (u² + v²), from its second derivatives."""
    u, v = sp.symbols("u v", real=True)
    f = sp.log(1 + sp.exp(-u * v)) + omega / 2 * (u**2 + v**2)
    H = sp.hessian(f, (u, v)).subs({u: 0, v: 0})
    smallest: sp.Expr = sp.simplify(H[0, 0] - sp.Abs(H[0, 1]))  # (a, b; b, a) has the eigenvalues a ± |b|
    return smallest


@cache
def escape_time() -> sp.Expr:
    """Real t with y0 (1 + ημ)^t = δ."""
    t = sp.Symbol("t", real=True)
    (time,) = sp.solve(sp.Eq(t * sp.log(1 + eta * mu) + sp.log(y0), sp.log(delta)), t)
    return time


@cache
def extra_steps() -> sp.Expr:
    """Escape time from y0/c less that from y0."""
    more: sp.Expr = sp.simplify(sp.expand_log(escape_time().subs(y0, y0 / c) - escape_time()))
    return more
