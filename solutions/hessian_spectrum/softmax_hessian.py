"""Reference of the task `softmax_hessian`."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from solutions import Array


def softmax_hessian(z: Array) -> Array:
    """Hessian of the cross-entropy by the logits, shape (k, k): complex step through softmax(z). Error: rounding."""
    return np.array([_softmax(z + 1e-20j * unit).imag / 1e-20 for unit in np.eye(len(z))]).T


def of_weights(W: Array, X: Array) -> Array:
    """Hessian of the mean cross-entropy of softmax regression in vec(W), class-major, shape (kd, kd): mean of M ⊗ xxᵀ."""
    return np.asarray(np.mean([np.kron(softmax_hessian(W @ x), np.outer(x, x)) for x in X], axis=0))


def _softmax(z: npt.NDArray[np.complex128]) -> npt.NDArray[np.complex128]:
    weights = np.exp(z - z.real.max())
    return np.asarray(weights / weights.sum())
