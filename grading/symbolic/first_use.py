"""Compares a pair of each common kind once, so that no fork pays for the first time: caches of mpmath, paths of SymPy."""

from __future__ import annotations

import sympy as sp

from grading.symbolic.compare import compare


def warm_comparison() -> None:
    """Compare equal and different expressions of every common function; no student's answer is among them."""
    x, y, p = sp.symbols("x y p", positive=True)
    for left, right in (
        (sp.log(x) - sp.log(y), sp.log(x / y)),
        ((x**p - 1) / (p - 3), (1 - x**p) / (3 - p)),
        (sp.exp(-x) / (1 + sp.exp(-x)) ** 2, 1 / (4 * sp.cosh(x / 2) ** 2)),
        (sp.sqrt(x) * sp.sin(y), sp.sqrt(x) * sp.cos(sp.pi / 2 - y)),
        ((1 - x * y) ** p, (1 + x * y) ** p),
        (sp.Matrix([[x, y], [y, x]]), sp.Matrix([[x, y], [y, x]])),
        ([x, y], [x, y]),
    ):
        compare(left, right)
