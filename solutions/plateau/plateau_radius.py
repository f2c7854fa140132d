"""Reference of the task `plateau_radius`."""

from __future__ import annotations

import math

import scipy.optimize


def guaranteed_drop(r: float, eps: float, lam: float, lip: float) -> float:
    """The bound eps r + lam r^2/2 + lip r^3/6 on how far f can fall within distance r, in the unit of f."""
    return math.fsum((eps * r, lam * r * r / 2, lip * r * r * r / 6))


def plateau_radius(eps: float, lam: float, lip: float, drop: float) -> float:
    """Largest r with `guaranteed_drop(r) <= drop`: Brent's bracketed root of the bound in units of its upper end.

    With m the least of the three single-term radii, r lies in [m/3, m]. Relative error below 1e-13.
    """
    singles = [(drop / eps) if eps else math.inf, math.sqrt(2 * drop / lam) if lam else math.inf]
    singles.append(math.cbrt(6 * drop / lip) if lip else math.inf)
    top = min(singles)
    if math.isinf(top):
        return math.inf
    excess = [guaranteed_drop(u * top, eps, lam, lip) / drop - 1 for u in (1 / 3, 1.0)]
    if excess[1] <= 0 or excess[0] >= 0:  # a single term, up to rounding
        return top if excess[1] <= 0 else top / 3
    return top * scipy.optimize.brentq(
        lambda u: guaranteed_drop(u * top, eps, lam, lip) / drop - 1, 1 / 3, 1.0, xtol=1e-15, rtol=1e-14
    )
