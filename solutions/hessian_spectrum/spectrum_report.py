"""Reference of the task `spectrum_report`."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from solutions import Array


@dataclass(frozen=True)
class Report:
    """What `spectrum_report` returns, under the names of its keys."""

    lambda_max: float
    lambda_min: float
    bulk_edge: float
    outliers: int
    edge_ratio: float
    expanding: int


def spectrum_report(eigenvalues: Array, eta: float) -> Report:
    """Read a spectrum by walking through it in order, from both ends."""
    ordered = sorted(float(value) for value in eigenvalues)
    smallest, largest = ordered[0], ordered[-1]
    bulk_edge = 2 * math.hypot(*ordered) / math.sqrt(len(ordered))
    noise_floor = 1e-8 * max(-smallest, largest)
    return Report(
        lambda_max=largest,
        lambda_min=smallest,
        bulk_edge=bulk_edge,
        outliers=_length(itertools.takewhile(lambda value: value > bulk_edge, reversed(ordered))),
        edge_ratio=largest / (2 / eta),
        expanding=_length(itertools.takewhile(lambda value: value < -noise_floor, ordered))
        + _length(itertools.takewhile(lambda value: eta * value > 2, reversed(ordered))),
    )


def _length(items: Iterable[float]) -> int:
    return sum(1 for _ in items)


def step_curvature(loss: Array, gradient_norm: Array, eta: Array) -> Array:
    """Curvature κ that each step but the last met, f_(t+1) - f_t = -η‖g‖² + ½η²‖g‖²κ; NaN where ‖g‖ = 0; shape (T-1,).

    The logged floats are taken as exact, and so is the arithmetic; the only rounding is that of the result.
    """
    exact = [[Fraction(float(value)) for value in column] for column in (loss, gradient_norm, eta)]
    rows = zip(exact[0][:-1], exact[0][1:], exact[1], exact[2], strict=False)
    return np.array([float(2 * (after - before + h * g**2) / (h * g) ** 2) if g else math.nan for before, after, g, h in rows])
