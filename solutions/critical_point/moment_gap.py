"""Reference of the task `moment_gap`."""

from __future__ import annotations

import math

import numpy as np

from solutions import Array


def moment_gap(theta: Array, X: Array, y: Array) -> tuple[Array, float]:
    """Gradient of the logistic loss and imbalance, an example at a time: |p - y| = σ(-z) for y = 1 and σ(z) for y = 0."""
    total, lengths = np.zeros(X.shape[1]), 0.0
    for x, label in zip(X, y, strict=True):
        z = float(np.dot(x, theta))
        sign = -1.0 if label == 1 else 1.0
        residual = 0.5 * (1 + math.tanh(sign * z / 2))
        total += sign * residual * x
        lengths += residual * math.hypot(*x)
    return total / len(X), math.hypot(*total) / lengths
