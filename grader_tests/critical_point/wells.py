"""Coercive functions whose critical points are known by their making, and others that let Newton's method run away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np

from grading.checks import as_array
from solutions.critical_point.all_critical_points import newton

Array = np.ndarray
Slope = Callable[[float], tuple[float, float]]


@dataclass(frozen=True)
class Wells:
    """f(θ) = unit Σ_j φ_j(z_j) with θ = shift + scale Q z, Q orthogonal."""

    slopes: tuple[Slope, ...]
    """z -> (φ'(z), φ''(z)), one a coordinate."""
    Q: Array
    shift: Array
    scale: float = 1.0
    unit: float = 1.0
    noise: float = 0.0
    """Part of the unit by which a gradient is off, as if it were known to so many digits."""

    def derivatives(self, theta: Any) -> tuple[Array, Array]:
        """Gradient and Hessian at a point that comes from the student's code."""
        at = as_array(theta, "The point that you passed to derivatives", shape=(len(self.slopes),), finite=False)
        z = self.Q.T @ (at - self.shift) / self.scale
        with np.errstate(all="ignore"):
            first, second = np.array([slope(value) for slope, value in zip(self.slopes, z, strict=True)]).T
        H = (self.Q * second) @ self.Q.T
        first = first + self.noise * np.sin(1e15 * z)  # another one at each point
        return self.unit * self.Q @ first / self.scale, self.unit * (H + H.T) / (2 * self.scale**2)

    def place(self, z: Any) -> Array:
        """Points θ, one a row, of coordinates z, one a row."""
        return np.asarray(self.shift + self.scale * np.atleast_2d(z) @ self.Q.T)


def roots(*places: float) -> Slope:
    """φ' = Π (z - place): an odd number of places makes φ coercive."""

    def slope(z: float) -> tuple[float, float]:
        value, rate = 1.0, 0.0
        for place in places:  # (u (z - place))' = u' (z - place) + u
            value, rate = value * (z - place), rate * (z - place) + value
        return float(value), float(rate)

    return slope


def running(z: float) -> tuple[float, float]:
    """φ = -(z + 1) exp(-z): a minimum at 0; from z > 1 Newton's method goes to infinity by about 1 a step."""
    return z * float(np.exp(-z)), (1 - z) * float(np.exp(-z))


def turned(
    slopes: tuple[Slope, ...],
    rng: np.random.Generator,
    *,
    scale: float = 1.0,
    unit: float = 1.0,
    noise: float = 0.0,
    shift: Sequence[float] | None = None,
    basis: Array | None = None,
) -> Wells:
    """Wells in an orthonormal basis, a random one if not given, at `shift` in units of `scale`, or somewhere."""
    d = len(slopes)
    Q = np.linalg.qr(rng.standard_normal((d, d)))[0] if basis is None else basis
    where = rng.uniform(-1, 1, d) if shift is None else np.asarray(shift)
    return Wells(slopes, Q, scale * where, scale, unit, noise)


BORDERS = (-2.0 + 5e-6, -1.0 + 5e-7, 0.0, 1.0 + 5e-8)
"""Where rounding to 5 decimals changes, to 6, rounding down, and to 7, on a line that is shifted by a multiple of 1e-5."""


def on_borders(rng: np.random.Generator) -> tuple[Wells, Array, Array]:
    """Wells on a line, starts, and the points they reach: at each, ends lie on both sides of a border of rounding."""
    for _ in range(200):
        line = Wells((roots(*BORDERS, 2.0),), np.eye(1), 1e-5 * rng.integers(-40_000, 40_000, 1), noise=1e-12)
        points = line.place(np.array(BORDERS)[:, None])
        starts = points + rng.uniform(-0.04, 0.04, (5, 4, 1))
        ends = np.array([[newton(line.derivatives, start, 20)[-1] for start in row] for row in starts])
        if np.all((ends.min(axis=0) < points - 1e-14) & (ends.max(axis=0) > points + 1e-14)):
            return line, starts.reshape(-1, 1), points
    raise RuntimeError("No starts found whose ends lie on both sides of each border.")


def far_start(slope: Slope, rng: np.random.Generator, *, steps: int, last: tuple[float, float]) -> float:
    """A far start z from which the last of so many steps of Newton's method has a length within `last`."""
    low, high = last
    for _ in range(20_000):
        z = start = float(10 ** rng.uniform(2.5, 4.0))
        move = 0.0
        for _ in range(steps):
            first, second = slope(z)
            move = first / second
            z -= move
        if low < abs(move) < high:
            return start
    raise RuntimeError(f"No start found whose step {steps} is between {low:g} and {high:g} long.")


def grid(*places: tuple[float, ...]) -> Array:
    """All combinations of coordinates, one a row."""
    return np.array(list(product(*places)), dtype=float)
