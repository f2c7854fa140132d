"""Reference of the task `effective_dimension`."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction

from solutions import Array


def effective_dimension(eigenvalues: Array, omega: float) -> float:
    """Sum of 1/(1 + omega/λ) over the positive eigenvalues, exact quotients of the floats, added exactly."""
    scale = Fraction(omega)
    return float(sum(1 / (1 + scale / Fraction(float(value))) for value in eigenvalues if value > 0))


def sublevel_exponent(orders: Sequence[float]) -> float:
    """Sum of 1/p: |z| <= (ε/c)^(1/p) in each direction; a flat direction (p infinite) adds nothing."""
    return math.fsum(0.0 if math.isinf(p) else 1.0 / p for p in orders)
