"""Matrices with a known spectrum, made from a seed."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from grading import checks
from solutions import Array


def symmetric(eigenvalues: npt.ArrayLike, seed: int) -> Array:
    """Return a symmetric matrix with these eigenvalues, in the orthonormal basis that belongs to the seed."""
    return checks.symmetric(eigenvalues, np.random.default_rng(seed))
