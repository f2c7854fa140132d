"""Hessians and tangents with known answers, which two tasks of section 2.2 ask about."""

from typing import Any

import numpy as np


def random_tangents(rng: np.random.Generator, d: int, k: int) -> np.ndarray:
    """A random basis of tangents: d x k, orthonormal columns."""
    return np.asarray(np.linalg.qr(rng.standard_normal((d, d)))[0][:, :k])


def counted_tangents(k: int) -> str:
    """The number of tangents in words: "1 tangent", "2 tangents"."""
    return f"{k} tangent" + "s" * (k != 1)


def decimal(value: float, size: float) -> str:
    """A number with three digits; "0" for what is rounding beside numbers of this size."""
    return f"{value:.3g}" if abs(value) > 1e-13 * size else "0"


def crossed(rng: np.random.Generator, across: Any, along: Any) -> tuple[np.ndarray, np.ndarray]:
    """A Hessian with these eigenvalues, and the eigenvectors of the second ones, turned among themselves, as tangents."""
    values = np.append(np.asarray(across, dtype=float), np.asarray(along, dtype=float))
    Q, k = random_tangents(rng, len(values), len(values)), np.size(along)
    H = (Q * values) @ Q.T
    return (H + H.T) / 2, Q[:, len(values) - k :] @ random_tangents(rng, k, k)
