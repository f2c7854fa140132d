"""Reference of the task `gd_map_multiplier`."""

from __future__ import annotations

import sympy as sp

eta = sp.Symbol("eta", positive=True)


def gd_map_multiplier() -> sp.Expr:
    """(1 + η) x - η x³ has the derivative 1 + η - 3 η at x² = 1."""
    return 1 + eta - 3 * eta


def top_multiplier() -> sp.Expr:
    """The coefficient of x in (1 + η) x - η x³."""
    return 1 + eta


def first_band() -> sp.Expr:
    """η x² = 1 + η."""
    return ((1 + eta) / eta) ** sp.Rational(1, 2)


def divergence_radius() -> sp.Expr:
    """η x² = 2 + η."""
    return ((2 + eta) / eta) ** sp.Rational(1, 2)
