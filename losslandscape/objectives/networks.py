"""The smallest objectives that are not convex for the reason that networks are: deep linear, two-layer tanh."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from losslandscape import complex_step
from losslandscape.objectives.base import Array, Real, vector


@dataclass(frozen=True, eq=False)
class DeepLinear:
    """f(W_1, …, W_L) = ½ ‖W_L ··· W_1 - A‖_F², θ = (W_1.ravel(), …, W_L.ravel()).

    ∂f/∂W_k = (W_L ··· W_{k+1})ᵀ R (W_{k-1} ··· W_1)ᵀ with R = W_L ··· W_1 - A.

    Attributes:
        target: A, shape (d_L, d_0).
        widths: (d_0, d_1, …, d_L); W_k has shape (d_k, d_{k-1}).

    Raises:
        ValueError: the widths do not begin and end with the shape of A.

    Source: Saxe, McClelland, Ganguli, ICLR 2014, arXiv:1312.6120.

    >>> DeepLinear(np.eye(2), (2, 3, 2)).size
    12
    """

    target: Real
    widths: Sequence[int]

    def __post_init__(self) -> None:
        """Refuse widths that do not fit the target."""
        A = np.asarray(self.target, dtype=np.float64)
        widths = tuple(self.widths)
        if len(widths) < 2 or min(widths) < 1 or A.shape != (widths[-1], widths[0]):
            raise ValueError(
                f"DeepLinear: widths (d_0, …, d_L) should fit a target of shape (d_L, d_0); "
                f"they are {widths}, and the target has shape {A.shape}."
            )
        object.__setattr__(self, "target", A)
        object.__setattr__(self, "widths", widths)

    @property
    def size(self) -> int:
        """Number of parameters Σ d_k d_{k-1}."""
        return sum(rows * columns for columns, rows in zip(self.widths, self.widths[1:], strict=False))

    def matrices(self, theta: Array) -> list[Array]:
        """Return [W_1, …, W_L], as views of θ."""
        theta = vector(theta, self.size)
        views, start = [], 0
        for columns, rows in zip(self.widths, self.widths[1:], strict=False):
            views.append(theta[start : start + rows * columns].reshape(rows, columns))
            start += rows * columns
        return views

    def value(self, theta: Array) -> float:
        """Return ½ ‖W_L ··· W_1 - A‖_F²."""
        return float(0.5 * np.sum((self._below(self.matrices(theta))[-1] - self.target) ** 2))

    def gradient(self, theta: Array) -> Array:
        """Return all ∂f/∂W_k, flattened in the order of θ."""
        W = self.matrices(theta)
        below = self._below(W)  # below[k] = W_k ··· W_1
        above = below[-1] - self.target  # (W_L ··· W_{k+1})ᵀ R, from k = L downwards
        parts = []
        for k in reversed(range(len(W))):
            parts.append((above @ below[k].T).ravel())
            above = W[k].T @ above
        return np.concatenate(parts[::-1])

    def hvp(self, theta: Array, v: Array) -> Array:
        """Return H(θ)v, shape (n,), by the complex step: exact to rounding."""
        return complex_step.hvp(self.gradient, vector(theta, self.size), vector(v, self.size))

    def hessian(self, theta: Array) -> Array:
        """Return H(θ), shape (n, n), by n complex steps."""
        return complex_step.hessian(self.gradient, vector(theta, self.size))

    def _below(self, W: list[Array]) -> list[Array]:
        products: list[Array] = [np.eye(self.widths[0])]
        for matrix in W:
            products.append(matrix @ products[-1])
        return products


@dataclass(frozen=True, eq=False)
class TwoLayer:
    """f(θ) = (1/2n) Σ_i (aᵀ tanh(W x_i + b) - y_i)², θ = (W.ravel(), b, a).

    Permuting the hidden units, or changing the sign of all of one unit's weights, leaves f alone.

    Attributes:
        X: shape (n, d), one example a row.
        y: shape (n,).
        hidden: number m of hidden units.

    Raises:
        ValueError: shapes that do not fit.

    >>> TwoLayer(np.ones((5, 2)), np.ones(5), hidden=3).size
    12
    """

    X: Real
    y: Real
    hidden: int

    def __post_init__(self) -> None:
        """Refuse data that the formulas do not fit."""
        X, y = np.asarray(self.X, dtype=np.float64), np.asarray(self.y, dtype=np.float64)
        if X.ndim != 2 or y.shape != (len(X),) or len(X) == 0 or self.hidden < 1:
            raise ValueError(
                "TwoLayer: X should have shape (n, d), y (n,), and hidden be at least 1; "
                f"they are {X.shape}, {y.shape}, {self.hidden}."
            )
        object.__setattr__(self, "X", X)
        object.__setattr__(self, "y", y)

    @property
    def size(self) -> int:
        """Number of parameters m(d + 2)."""
        return self.hidden * (self.X.shape[1] + 2)

    def parts(self, theta: Array) -> tuple[Array, Array, Array]:
        """Return (W, b, a) of shapes (m, d), (m,), (m,), as views of θ."""
        theta = vector(theta, self.size)
        m, d = self.hidden, self.X.shape[1]
        return theta[: m * d].reshape(m, d), theta[m * d : m * d + m], theta[m * d + m :]

    def residual(self, theta: Array) -> Array:
        """Return aᵀ tanh(W x_i + b) - y_i, shape (n,)."""
        W, b, a = self.parts(theta)
        return np.tanh(self.X @ W.T + b) @ a - self.y

    def jacobian(self, theta: Array) -> Array:
        """Return J, shape (n, size): row i is the gradient of residual i. JᵀJ/n is the Gauss-Newton part of H."""
        W, b, a = self.parts(theta)
        phi = np.tanh(self.X @ W.T + b)
        dz = a * (1.0 - phi**2)
        dW = dz[:, :, None] * self.X[:, None, :]
        return np.concatenate([dW.reshape(len(self.X), -1), dz, phi], axis=1)

    def value(self, theta: Array) -> float:
        """Return half the mean squared residual."""
        return float(0.5 * np.mean(self.residual(theta) ** 2))

    def gradient(self, theta: Array) -> Array:
        """Return Jᵀ residual/n, shape (n,)."""
        return self.jacobian(theta).T @ self.residual(theta) / len(self.X)

    def hvp(self, theta: Array, v: Array) -> Array:
        """Return H(θ)v, shape (n,), by the complex step: exact to rounding."""
        return complex_step.hvp(self.gradient, vector(theta, self.size), vector(v, self.size))

    def hessian(self, theta: Array) -> Array:
        """Return H(θ), shape (n, n), by n complex steps."""
        return complex_step.hessian(self.gradient, vector(theta, self.size))
