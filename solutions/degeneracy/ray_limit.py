"""Reference of the task `ray_limit`."""

from __future__ import annotations

import math

import numpy as np
from scipy.special import expit

from solutions import Array


def ray_limit(X: Array, signs: Array, w: Array) -> float:
    """The limit of the mean logistic loss along r w, r -> ∞, from margins in whole numbers."""
    margins = [
        round(float(s)) * sum(round(float(u)) * round(float(v)) for u, v in zip(x, w, strict=True))
        for x, s in zip(X, signs, strict=True)
    ]
    return math.inf if min(margins) < 0 else margins.count(0) / len(margins) * math.log(2)


def train_logistic(X: Array, signs: Array, eta: float, steps: int) -> Array:
    """Path of gradient descent from 0 on the mean logistic loss, shape (steps + 1, d), one input after the other."""
    path = np.zeros((steps + 1, X.shape[1]))
    for t in range(steps):
        pull = [s * x * expit(-s * float(x @ path[t])) for x, s in zip(X, signs, strict=True)]
        path[t + 1] = path[t] + eta * np.mean(pull, axis=0)
    return path
