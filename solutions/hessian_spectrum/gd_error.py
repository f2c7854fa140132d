"""Reference of the task `gd_error`."""

from __future__ import annotations

from functools import cache

import sympy as sp

eta, lam, lam_min, lam_max = sp.symbols("eta lambda lambda_min lambda_max", positive=True)
e0 = sp.Symbol("e0", real=True)
t = sp.Symbol("t", integer=True, nonnegative=True)


@cache
def gd_error() -> sp.Expr:
    """Error of one mode after t steps, as the solution of the recurrence e(t+1) = e(t) - ηλ e(t), e(0) = e_0."""
    e = sp.Function("e")
    solution: sp.Expr = sp.rsolve(e(t + 1) - e(t) + eta * lam * e(t), e(t), {e(0): e0})
    return solution


@cache
def stability_limit() -> sp.Expr:
    """Supremum of the stable learning rates: the positive root of (1 - ηλ_max)² = 1."""
    (root,) = sp.solve(sp.expand((1 - eta * lam_max) ** 2 - 1), eta)
    return root


@cache
def optimal_lr() -> sp.Expr:
    """The η whose 1 - ηλ is the Chebyshev polynomial T_1(x(λ))/T_1(x(0)): minus its slope in λ."""
    polynomial = sp.chebyshevt(1, _to_unit_interval(lam)) / sp.chebyshevt(1, _to_unit_interval(sp.Integer(0)))
    return sp.simplify(-sp.diff(polynomial, lam))


def _to_unit_interval(value: sp.Expr) -> sp.Expr:
    return (lam_max + lam_min - 2 * value) / (lam_max - lam_min)
