"""The convex objectives of classification: logistic and softmax regression."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from losslandscape.objectives.base import Array, Real, vector


@dataclass(frozen=True, eq=False)
class Logistic:
    """f(θ) = (1/n) Σ_i log(1 + exp(-s_i z_i)) + ½ l2 ‖θ‖², with z = Xθ and s = ±1 for y = 1, 0.

    Gradient Xᵀ(σ(z) - y)/n + l2 θ; Hessian Xᵀ diag(σ(1-σ)) X/n + l2 I. Stable at any |z|: nothing overflows, and small
    tails keep their digits.

    Attributes:
        X: shape (n, d), one example a row; put a column of ones in for an intercept.
        y: shape (n,), each 0 or 1.
        l2: weight of ½‖θ‖², at least 0, unit [f/θ²].

    Raises:
        ValueError: shapes that do not fit, labels other than 0 and 1, negative l2.

    >>> Logistic(np.array([[1.0]]), np.array([1.0])).gradient(np.array([0.0]))
    array([-0.5])
    """

    X: Real
    y: NDArray[Any]
    l2: float = 0.0

    def __post_init__(self) -> None:
        """Refuse data that the formulas do not fit."""
        X, y = np.asarray(self.X, dtype=np.float64), np.asarray(self.y)
        _check_data("Logistic", X, y, self.l2)
        if not np.all((y == 0) | (y == 1)):
            raise ValueError("Logistic: every label y should be 0 or 1.")
        object.__setattr__(self, "X", X)
        object.__setattr__(self, "y", y.astype(np.int64))

    @property
    def size(self) -> int:
        """Number of parameters d."""
        return self.X.shape[1]

    def value(self, theta: Array) -> float:
        """Return the mean loss plus the penalty."""
        theta = vector(theta, self.size)
        return float(np.mean(np.logaddexp(0.0, -self._signs * (self.X @ theta))) + 0.5 * self.l2 * theta @ theta)

    def gradient(self, theta: Array) -> Array:
        """Return Xᵀ(σ(z) - y)/n + l2 θ, shape (d,)."""
        theta = vector(theta, self.size)
        s = self._signs
        residual = -s * _sigmoid(-s * (self.X @ theta))  # σ(z) - y without cancellation
        return self.X.T @ residual / len(self.X) + self.l2 * theta

    def hvp(self, theta: Array, v: Array) -> Array:
        """Return H(θ)v, shape (d,), without building H."""
        v = vector(v, self.size)
        return self.X.T @ (self._slopes(theta) * (self.X @ v)) / len(self.X) + self.l2 * v

    def hessian(self, theta: Array) -> Array:
        """Return Xᵀ diag(σ(1-σ)) X/n + l2 I, shape (d, d), positive semidefinite."""
        return (self.X.T * self._slopes(theta)) @ self.X / len(self.X) + self.l2 * np.eye(self.size)

    @property
    def _signs(self) -> Real:
        return 2.0 * self.y - 1.0

    def _slopes(self, theta: Array) -> Array:
        z = self.X @ vector(theta, self.size)
        return _sigmoid(z) * _sigmoid(-z)


@dataclass(frozen=True, eq=False)
class Softmax:
    """f(θ) = (1/n) Σ_i [logsumexp(W x_i) - w_{y_i}·x_i] + ½ l2 ‖θ‖²; θ = W.ravel(), W of shape (classes, d).

    θ is class-major: θ[c·d : (c+1)·d] are the weights of class c. Adding one vector to every class changes nothing where
    l2 = 0. There is no `hessian`: to write it down is a task of the course; `hvp` multiplies with it.

    Attributes:
        X: shape (n, d), one example a row.
        y: shape (n,), integers from 0 to classes - 1.
        classes: number of classes k.
        l2: weight of ½‖θ‖², at least 0, unit [f/θ²].

    Raises:
        ValueError: shapes that do not fit, labels out of range, negative l2.

    >>> f = Softmax(np.array([[1.0, 2.0]]), np.array([0]), classes=3)
    >>> round(f.value(np.zeros(6)), 6)  # ln 3
    1.098612
    """

    X: Real
    y: NDArray[Any]
    classes: int
    l2: float = 0.0

    def __post_init__(self) -> None:
        """Refuse data that the formulas do not fit."""
        X, y = np.asarray(self.X, dtype=np.float64), np.asarray(self.y)
        _check_data("Softmax", X, y, self.l2)
        if not np.all((y == y.astype(np.int64)) & (y >= 0) & (y < self.classes)):
            raise ValueError(f"Softmax: every label y should be an integer from 0 to {self.classes - 1}.")
        object.__setattr__(self, "X", X)
        object.__setattr__(self, "y", y.astype(np.int64))

    @property
    def size(self) -> int:
        """Number of parameters k·d."""
        return self.classes * self.X.shape[1]

    def probabilities(self, theta: Array) -> Array:
        """Return p, shape (n, k): row i is the softmax of W x_i."""
        z = self._logits(theta)
        e = np.exp(z - z.real.max(axis=1, keepdims=True))
        return e / e.sum(axis=1, keepdims=True)

    def value(self, theta: Array) -> float:
        """Return the mean loss plus the penalty."""
        z = self._logits(theta)
        top = z.max(axis=1)
        logsumexp = top + np.log(np.exp(z - top[:, None]).sum(axis=1))
        own = z[np.arange(len(z)), self.y]
        return float(np.mean(logsumexp - own) + 0.5 * self.l2 * np.sum(np.square(theta)))

    def gradient(self, theta: Array) -> Array:
        """Return (P - Y)ᵀX/n + l2 W, flattened, shape (k·d,); Y has a 1 at the label of each row."""
        residual = self.probabilities(theta)
        residual[np.arange(len(self.y)), self.y] -= 1.0
        return (residual.T @ self.X).ravel() / len(self.X) + self.l2 * vector(theta, self.size)

    def hvp(self, theta: Array, v: Array) -> Array:
        """Return H(θ)v, shape (k·d,), without building H."""
        P = self.probabilities(theta)
        dz = self._logits(v)
        dP = P * (dz - (P * dz).sum(axis=1, keepdims=True))
        return (dP.T @ self.X).ravel() / len(self.X) + self.l2 * np.asarray(v)

    def _logits(self, theta: Array) -> Array:
        return self.X @ vector(theta, self.size).reshape(self.classes, -1).T


def _sigmoid(z: Array) -> Array:
    """Return 1/(1 + exp(-z)), for real or complex z; exp only sees a negative real part."""
    positive = z.real >= 0
    t = np.exp(np.where(positive, -z, z))
    return np.where(positive, 1.0, t) / (1.0 + t)


def _check_data(name: str, X: Real, y: NDArray[Any], l2: float) -> None:
    if X.ndim != 2 or y.shape != (len(X),) or len(X) == 0:
        raise ValueError(f"{name}: X should have shape (n, d) and y (n,), n > 0; they have {X.shape} and {y.shape}.")
    if not l2 >= 0.0:
        raise ValueError(f"{name}: l2 should be at least 0, and is {l2}.")
