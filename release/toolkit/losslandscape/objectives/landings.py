"""Objectives that rest where few modes are learned: the stairs of a deep linear network, and a matrix split into two."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from losslandscape import complex_step
from losslandscape.objectives.base import Array, Objective, Real, vector
from losslandscape.objectives.networks import DeepLinear

STRENGTHS = (4.0, 2.0, 1.0, 0.0)  # singular values of the target: rank 3


def staircase(depth: int, *, hidden: int = 5) -> DeepLinear:
    """Return ½‖W_L ··· W_1 - A‖², L = depth, with a fixed A (4, 4) of singular values 4, 2, 1, 0.

    >>> staircase(2).size
    40
    """
    rng = np.random.default_rng(0)
    U, V = (np.linalg.qr(rng.standard_normal((4, 4)))[0] for _ in range(2))
    return DeepLinear((U * STRENGTHS) @ V.T, (4, *[hidden] * (depth - 1), 4))


def landing(net: DeepLinear, modes: int) -> Real:
    """Return the critical point θ at which the strongest `modes` modes are learned and nothing else, shape (size,).

    Mode i occupies one hidden unit of each layer, and every matrix carries it with the L-th root of σ_i.

    Raises:
        ValueError: more modes than a layer has units.
    """
    if not 0 <= modes <= min(net.widths):
        raise ValueError(f"landing: modes should be from 0 to the least width, {min(net.widths)}, and is {modes}.")
    U, strengths, Vt = np.linalg.svd(net.target)
    depth, root = len(net.widths) - 1, strengths[:modes] ** (1 / (len(net.widths) - 1))
    sides = [Vt[:modes].T, *[np.eye(width)[:, :modes] for width in net.widths[1:-1]], U[:, :modes]]
    return np.concatenate([((sides[i + 1] * root) @ sides[i].T).ravel() for i in range(depth)])


@dataclass(frozen=True, eq=False)
class Split:
    """f(W_1, W_2) = φ(W_2 W_1) for an objective φ of a matrix: a linear layer of some width put before it.

    θ = (W_1.ravel(), W_2.ravel()). ∂f/∂W_1 = W_2ᵀ G and ∂f/∂W_2 = G W_1ᵀ with G = ∇φ(W_2 W_1).

    Attributes:
        objective: φ, of the flattened matrix (rows, columns).
        rows: rows of the matrix.
        width: rows of W_1 and columns of W_2.

    Raises:
        ValueError: rows that do not divide the size of φ.
    """

    objective: Objective
    rows: int
    width: int

    def __post_init__(self) -> None:
        """Refuse a matrix that is none."""
        if self.rows < 1 or self.width < 1 or self.objective.size % self.rows:
            raise ValueError(
                f"Split: rows should divide the {self.objective.size} parameters of the objective, and width be at least 1; "
                f"they are {self.rows} and {self.width}."
            )

    @property
    def columns(self) -> int:
        """Columns of the matrix."""
        return self.objective.size // self.rows

    @property
    def size(self) -> int:
        """Number of parameters, width (rows + columns)."""
        return self.width * (self.rows + self.columns)

    def matrices(self, theta: Array) -> tuple[Array, Array]:
        """Return W_1 (width, columns) and W_2 (rows, width), as views of θ."""
        theta, cut = vector(theta, self.size), self.width * self.columns
        return theta[:cut].reshape(self.width, self.columns), theta[cut:].reshape(self.rows, self.width)

    def value(self, theta: Array) -> float:
        """Return φ(W_2 W_1)."""
        W_1, W_2 = self.matrices(theta)
        return self.objective.value((W_2 @ W_1).ravel())

    def gradient(self, theta: Array) -> Array:
        """Return both gradients, flattened in the order of θ."""
        W_1, W_2 = self.matrices(theta)
        G = self.objective.gradient((W_2 @ W_1).ravel()).reshape(self.rows, self.columns)
        return np.concatenate([(W_2.T @ G).ravel(), (G @ W_1.T).ravel()])

    def hvp(self, theta: Array, v: Array) -> Array:
        """Return H(θ)v, shape (n,), by the complex step: exact to rounding."""
        return complex_step.hvp(self.gradient, vector(theta, self.size), vector(v, self.size))

    def hessian(self, theta: Array) -> Array:
        """Return H(θ), shape (n, n), by n complex steps."""
        return complex_step.hessian(self.gradient, vector(theta, self.size))
