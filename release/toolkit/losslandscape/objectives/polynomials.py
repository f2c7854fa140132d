"""Objectives whose every derivative fits on one line: power, double well, factorisation, chain."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from losslandscape.objectives.base import Array, vector


@dataclass(frozen=True)
class _Separable:
    """f(θ) = Σ_i φ(θ_i): the Hessian is diagonal."""

    def hvp(self, theta: Array, v: Array) -> Array:
        """Return φ''(θ) v, shape (n,)."""
        return self._curvature(theta) * np.asarray(v)

    def hessian(self, theta: Array) -> Array:
        """Return diag φ''(θ), shape (n, n)."""
        return np.diag(self._curvature(theta))

    def _curvature(self, theta: Array) -> Array:
        raise NotImplementedError


@dataclass(frozen=True)
class Power(_Separable):
    """f(x) = Σ_i x_i^p / p for even p: a minimum that is flat to order p - 1.

    Attributes:
        p: even integer, at least 2.
        n: number of coordinates.

    Raises:
        ValueError: p is not an even integer of at least 2.

    >>> Power(4).gradient(np.array([2.0]))
    array([8.])
    """

    p: int
    n: int = 1

    def __post_init__(self) -> None:
        """Refuse powers that are not smooth, or not bounded below."""
        if self.p != int(self.p) or self.p < 2 or self.p % 2:
            raise ValueError(f"Power: p should be an even integer of at least 2, and is {self.p}.")

    @property
    def size(self) -> int:
        """Number of parameters n."""
        return self.n

    def value(self, theta: Array) -> float:
        """Return Σ x^p / p."""
        return float(np.sum(vector(theta, self.n) ** self.p) / self.p)

    def gradient(self, theta: Array) -> Array:
        """Return x^(p-1), shape (n,)."""
        return vector(theta, self.n) ** (self.p - 1)

    def _curvature(self, theta: Array) -> Array:
        return (self.p - 1) * vector(theta, self.n) ** (self.p - 2)


@dataclass(frozen=True)
class DoubleWell(_Separable):
    """f(x) = Σ_i (x_i² - 1)²/4 + tilt Σ_i x_i: minima at ±1 where there is no tilt, and 3ⁿ critical points.

    Attributes:
        n: number of coordinates.
        tilt: slope that makes one well deeper, unit [f/θ].

    >>> DoubleWell().hessian(np.array([1.0]))
    array([[2.]])
    """

    n: int = 1
    tilt: float = 0.0

    @property
    def size(self) -> int:
        """Number of parameters n."""
        return self.n

    def value(self, theta: Array) -> float:
        """Return Σ (x² - 1)²/4 + tilt Σ x."""
        x = vector(theta, self.n)
        return float(np.sum((x**2 - 1.0) ** 2) / 4.0 + self.tilt * np.sum(x))

    def gradient(self, theta: Array) -> Array:
        """Return x³ - x + tilt, shape (n,)."""
        x = vector(theta, self.n)
        return x**3 - x + self.tilt

    def _curvature(self, theta: Array) -> Array:
        return 3.0 * vector(theta, self.n) ** 2 - 1.0


@dataclass(frozen=True)
class Factorisation:
    """f(u, v) = ½(uv - target)² + ½ decay (u² + v²): the smallest two-layer linear network.

    Invariant under (u, v) -> (αu, v/α) where decay is 0. On uv = target its Hessian has eigenvalues 0 and u² + v².

    >>> Factorisation().hessian(np.array([0.0, 0.0]))
    array([[ 0., -1.],
           [-1.,  0.]])
    """

    target: float = 1.0
    decay: float = 0.0

    @property
    def size(self) -> int:
        """Number of parameters: 2."""
        return 2

    def value(self, theta: Array) -> float:
        """Return ½(uv - target)² + ½ decay (u² + v²)."""
        u, v = vector(theta, 2)
        return float(0.5 * (u * v - self.target) ** 2 + 0.5 * self.decay * (u**2 + v**2))

    def gradient(self, theta: Array) -> Array:
        """Return (r v, r u) + decay (u, v), with r = uv - target; shape (2,)."""
        u, v = vector(theta, 2)
        r = u * v - self.target
        return np.array([r * v + self.decay * u, r * u + self.decay * v])

    def hvp(self, theta: Array, v: Array) -> Array:
        """Return H(θ)v, shape (2,)."""
        return self.hessian(theta) @ vector(v, 2)

    def hessian(self, theta: Array) -> Array:
        """Return [[v² + decay, 2uv - target], [2uv - target, u² + decay]]."""
        u, v = vector(theta, 2)
        mixed = 2.0 * u * v - self.target
        return np.array([[v**2 + self.decay, mixed], [mixed, u**2 + self.decay]])


@dataclass(frozen=True)
class Chain:
    """f(w) = ½(w_1 w_2 ··· w_L - target)²: a deep linear network of width 1.

    At 0 its Hessian has eigenvalues ±target for L = 2 and is the zero matrix for L ≥ 3.

    >>> Chain(3).hessian(np.zeros(3)).any()
    np.False_
    """

    length: int
    target: float = 1.0

    def __post_init__(self) -> None:
        """Refuse an empty chain."""
        if self.length < 1:
            raise ValueError(f"Chain: length should be at least 1, and is {self.length}.")

    @property
    def size(self) -> int:
        """Number of parameters L."""
        return self.length

    def value(self, theta: Array) -> float:
        """Return ½(Πw - target)²."""
        return float(0.5 * (np.prod(vector(theta, self.length)) - self.target) ** 2)

    def gradient(self, theta: Array) -> Array:
        """Return r Π_{k≠i} w_k, with r = Πw - target; shape (L,)."""
        w = vector(theta, self.length)
        return (np.prod(w) - self.target) * self._without_one(w)

    def hvp(self, theta: Array, v: Array) -> Array:
        """Return H(θ)v, shape (L,)."""
        return self.hessian(theta) @ vector(v, self.length)

    def hessian(self, theta: Array) -> Array:
        """Return H_ij = P_i P_j + r P_ij (no second term for i = j), where P_i, P_ij leave out one or two factors."""
        w = vector(theta, self.length)
        P = self._without_one(w)
        r = np.prod(w) - self.target
        H = np.outer(P, P)
        for i in range(self.length):
            for j in range(i):
                H[i, j] = H[j, i] = P[i] * P[j] + r * np.prod(np.delete(w, [i, j]))
        return H

    def _without_one(self, w: Array) -> Array:
        return np.array([np.prod(np.delete(w, i)) for i in range(self.length)])
