"""What every objective offers: value, gradient, Hessian-vector product and Hessian at a flat θ."""

from __future__ import annotations

from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Real = NDArray[np.float64]


class Objective(Protocol):
    """A function f of a flat parameter vector θ, shape (n,), with its derivatives.

    `gradient` also accepts complex θ and is analytic in it, so that the complex step applies.
    Units: value [f], gradient [f/θ], Hessian [f/θ²]. `Softmax` alone has no `hessian`: it is an exercise.
    """

    @property
    def size(self) -> int:
        """Number of parameters n."""
        ...

    def value(self, theta: Array) -> float:
        """Return f(θ)."""
        ...

    def gradient(self, theta: Array) -> Array:
        """Return ∇f(θ), shape (n,)."""
        ...

    def hvp(self, theta: Array, v: Array) -> Array:
        """Return H(θ)v, shape (n,)."""
        ...

    def hessian(self, theta: Array) -> Array:
        """Return H(θ), shape (n, n), symmetric."""
        ...


def vector(theta: Array, size: int) -> Array:
    """Return θ as an array, float or complex.

    Raises:
        ValueError: θ does not have shape (size,).
    """
    array = np.asarray(theta)
    if array.shape != (size,):
        raise ValueError(f"theta should have shape ({size},), and has shape {array.shape}.")
    return array if np.iscomplexobj(array) else array.astype(np.float64, copy=False)
