"""Instances with known answers that the checks of several sections ask about."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from grading.checks.values import as_array

Array = npt.NDArray[np.float64]


def symmetric(eigenvalues: npt.ArrayLike, rng: np.random.Generator) -> Array:
    """Return a symmetric matrix (d, d) with these d eigenvalues, in a random orthonormal basis.

    H = Q diag(eigenvalues) Qᵀ, with Q from the QR factorisation of a Gaussian matrix; symmetric to the last digit. The
    eigenvalues are those asked for up to rounding, about 1e-15 of the largest modulus.
    """
    values = np.asarray(eigenvalues, dtype=float)
    Q, _ = np.linalg.qr(rng.standard_normal((len(values), len(values))))
    H = (Q * values) @ Q.T
    return np.asarray((H + H.T) / 2)


def product(H: Array) -> Callable[[Any], Array]:
    """Return the function v -> H v (d,) of a matrix (d, d), which a check passes to the student's function.

    The vector comes from the student's code: it is read as data, and one of another shape fails the check.
    """
    return lambda v: H @ as_array(v, "The vector that you passed to hvp", shape=(len(H),))
