"""The complex step: derivatives along a direction, exact to rounding, without a step size to choose."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[Any]

STEP = 1e-20  # its square is far below rounding: no truncation error, and nothing is subtracted


def hvp(gradient: Callable[[Vector], Vector], theta: Vector, v: Vector) -> NDArray[np.float64]:
    """Return the Hessian-vector product H(θ)v from a gradient that accepts complex numbers.

    ∇f(θ + i h v) = ∇f(θ) + i h H(θ)v + O(h²), so that H(θ)v = Im ∇f(θ + i h v) / h.

    Args:
        gradient: maps θ, shape (n,), complex, to ∇f(θ), shape (n,). It must be analytic: no `abs`,
            `linalg.norm`, `vdot`, `conj` or `logaddexp`; comparisons and maxima on the real part only.
        theta: shape (n,), unit [θ].
        v: shape (n,), unit [θ].

    Returns:
        H(θ)v, shape (n,), float64, unit [f/θ]. The error is the rounding error of the gradient.

    Raises:
        ValueError: v does not have the shape of θ.

    Source: Squire and Trapp, SIAM Review 40 (1998) 110.

    >>> hvp(lambda x: x**3, np.array([2.0]), np.array([1.0]))
    array([12.])
    """
    if np.shape(v) != np.shape(theta):  # a number or a vector of length 1 would silently be stretched
        raise ValueError(f"hvp: v should have the shape {np.shape(theta)} of theta, and has shape {np.shape(v)}.")
    largest = float(np.max(np.abs(v), initial=0.0))
    if largest == 0.0:
        return np.zeros(np.shape(theta))
    h = STEP / largest
    return np.asarray(gradient(theta + 1j * h * np.asarray(v)).imag / h, dtype=np.float64)


def hessian(gradient: Callable[[Vector], Vector], theta: Vector) -> NDArray[np.float64]:
    """Return the whole Hessian, shape (n, n), one Hessian-vector product a column, made exactly symmetric.

    >>> hessian(lambda x: np.array([x[0] * x[1] ** 2, x[0] ** 2 * x[1]]), np.array([1.0, 3.0]))
    array([[9., 6.],
           [6., 1.]])
    """
    n = len(theta)
    columns = np.empty((n, n))
    for j, unit in enumerate(np.eye(n)):
        columns[:, j] = hvp(gradient, theta, unit)
    return 0.5 * (columns + columns.T)
