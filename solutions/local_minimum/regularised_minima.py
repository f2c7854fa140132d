"""Reference of the task `regularised_minima`, in the coordinates p = (u + v)/√2 and q = (u - v)/√2, where uv = (p² - q²)/2."""

from __future__ import annotations

import sympy as sp

omega, eta = sp.symbols("omega eta", positive=True)
_p, _q = sp.symbols("p q", real=True)
_f = ((_p**2 - _q**2) / 2 - 1) ** 2 / 2 + omega / 2 * (_p**2 + _q**2)
_place = {_p: sp.sqrt(2 * (1 - omega)), _q: 0}  # f_p = p (p²/2 - 1 + ω) at q = 0


def regularised_minima() -> list[tuple[sp.Expr, sp.Expr]]:
    """Both minima (u, v), which are p = ±√(2(1 - ω)), q = 0."""
    side = _place[_p] / sp.sqrt(2)
    return [(side, side), (-side, -side)]


def across() -> sp.Expr:
    """The second derivative by p there."""
    return sp.expand(sp.diff(_f, _p, 2).subs(_place))


def along() -> sp.Expr:
    """The second derivative by q there."""
    return sp.expand(sp.diff(_f, _q, 2).subs(_place))


def reach() -> sp.Expr:
    """Half the sum of u + 1/u and u - 1/u, whose squares are 2/η ± 2."""
    return (sp.sqrt(2 / eta + 2) + sp.sqrt(2 / eta - 2)) / 2
