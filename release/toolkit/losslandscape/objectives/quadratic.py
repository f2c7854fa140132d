"""The quadratic, of which every smooth objective is one near a point: ½ θᵀAθ - bᵀθ + c."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from losslandscape.objectives.base import Array, Real, vector

SYMMETRY_RTOL = 1e-12  # rounding of a matrix product that is symmetric in exact arithmetic


@dataclass(frozen=True, eq=False)
class Quadratic:
    """f(θ) = ½ θᵀAθ - bᵀθ + c, with gradient Aθ - b and Hessian A.

    Attributes:
        A: shape (n, n), symmetric, unit [f/θ²].
        b: shape (n,), unit [f/θ]; 0 if not given.
        c: unit [f].

    Raises:
        ValueError: A is not square, not symmetric, or does not fit b.

    >>> f = Quadratic(np.diag([2.0, -4.0]))
    >>> f.value(np.array([1.0, 1.0])), f.gradient(np.array([1.0, 1.0]))
    (-1.0, array([ 2., -4.]))
    """

    A: Real
    b: Real | None = None
    c: float = 0.0

    def __post_init__(self) -> None:
        """Refuse matrices that are not symmetric: the gradient would be ½(A + Aᵀ)θ - b."""
        A = np.asarray(self.A, dtype=np.float64)
        b = np.zeros(len(A)) if self.b is None else np.asarray(self.b, dtype=np.float64)
        if A.ndim != 2 or A.shape[0] != A.shape[1] or b.shape != (len(A),):
            raise ValueError(f"Quadratic: A should have shape (n, n) and b (n,); they have {A.shape} and {b.shape}.")
        if not np.allclose(A, A.T, rtol=0.0, atol=SYMMETRY_RTOL * np.max(np.abs(A), initial=0.0)):
            raise ValueError("Quadratic: A should be symmetric; pass 0.5 * (A + A.T), which gives the same values.")
        object.__setattr__(self, "A", A)
        object.__setattr__(self, "b", b)

    @property
    def size(self) -> int:
        """Number of parameters n."""
        return len(self.A)

    def value(self, theta: Array) -> float:
        """Return ½ θᵀAθ - bᵀθ + c."""
        theta = vector(theta, self.size)
        return float(0.5 * theta @ self.A @ theta - self._b @ theta + self.c)

    def gradient(self, theta: Array) -> Array:
        """Return Aθ - b, shape (n,)."""
        return self.A @ vector(theta, self.size) - self._b

    def hvp(self, theta: Array, v: Array) -> Array:
        """Return Av, shape (n,)."""
        vector(theta, self.size)
        return self.A @ vector(v, self.size)

    def hessian(self, theta: Array) -> Array:
        """Return A, shape (n, n)."""
        vector(theta, self.size)
        return self.A.copy()

    @property
    def _b(self) -> Real:
        return np.zeros(self.size) if self.b is None else self.b
