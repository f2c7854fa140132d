"""A small classifier with hidden units, and two trainings of it from different starts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from losslandscape.objectives.base import Array, Real, vector

ETA, STEPS, STARTS, HIDDEN, DECAY = 0.5, 2500, (5, 6), 6, 1e-3


@dataclass(frozen=True, eq=False)
class TanhLogistic:
    """f(θ) = (1/n) Σ_i log(1 + exp(-s_i z_i)) + ½ l2 ‖θ‖², z_i = Σ_j a_j tanh(w_j·x_i + b_j), s = ±1 for y = 1, 0.

    θ is unit-major: row j of θ.reshape(hidden, d + 2) is (w_j, b_j, a_j). To permute the rows, or to change the sign of a
    row, leaves f alone.

    Attributes:
        X: shape (n, d), one example a row.
        y: shape (n,), each 0 or 1.
        hidden: number of hidden units.
        l2: weight of ½‖θ‖² [f/θ²].

    >>> f = TanhLogistic(np.ones((2, 2)), np.array([0, 1]), hidden=3)
    >>> round(f.value(np.zeros(f.size)), 6)  # ln 2
    0.693147
    """

    X: Real
    y: NDArray[np.int64]
    hidden: int
    l2: float = 0.0

    @property
    def size(self) -> int:
        """Number of parameters, hidden · (d + 2)."""
        return self.hidden * (self.X.shape[1] + 2)

    def units(self, theta: Array) -> Array:
        """Return the rows (w_j, b_j, a_j), shape (hidden, d + 2), as a view of θ."""
        return vector(theta, self.size).reshape(self.hidden, -1)

    def value(self, theta: Array) -> float:
        """Return the mean loss plus the penalty."""
        phi, a = self._layer(theta)
        return float(np.mean(np.logaddexp(0.0, -self._signs * (phi @ a))) + 0.5 * self.l2 * np.sum(np.square(theta)))

    def gradient(self, theta: Array) -> Array:
        """Return ∇f(θ), shape (size,)."""
        phi, a = self._layer(theta)
        s = self._signs
        slopes = -s / (1.0 + np.exp(s * (phi @ a))) / len(self.X)  # of the mean loss by the logits
        inner = slopes[:, None] * a * (1.0 - phi**2)
        rows = np.column_stack([inner.T @ self.X, inner.sum(axis=0), phi.T @ slopes])
        return rows.ravel() + self.l2 * vector(theta, self.size)

    def _layer(self, theta: Array) -> tuple[Array, Array]:
        units = self.units(theta)
        return np.tanh(self.X @ units[:, :-2].T + units[:, -2]), units[:, -1]

    @property
    def _signs(self) -> Real:
        return np.asarray(2.0 * self.y - 1.0, dtype=np.float64)


def rings(*, examples: int = 120) -> tuple[Real, NDArray[np.int64]]:
    """Return points of the plane on two rings around 0, shape (examples, 2), and which ring each is on: 1 for the inner one."""
    rng = np.random.default_rng(0)
    inner = np.arange(examples) % 2
    radius = np.where(inner, 0.6, 1.5) + 0.15 * rng.standard_normal(examples)
    angle = rng.uniform(0.0, 2 * np.pi, examples)
    return np.column_stack([radius * np.cos(angle), radius * np.sin(angle)]), inner


def two_trainings() -> tuple[TanhLogistic, Array, Array]:
    """Return a classifier of the two rings and the ends of two trainings of it, from different random starts."""
    model, first, second = _trained()
    return model, first.copy(), second.copy()


@cache
def _trained() -> tuple[TanhLogistic, Array, Array]:
    model = TanhLogistic(*rings(), hidden=HIDDEN, l2=DECAY)
    ends = []
    for seed in STARTS:
        theta = np.random.default_rng(seed).standard_normal(model.size)
        for _ in range(STEPS):
            theta = theta - ETA * model.gradient(theta)
        ends.append(theta)
    return model, ends[0], ends[1]
