"""Reference of the task `normalised_logistic`."""

from __future__ import annotations

import numpy as np

from solutions import Array


def normalised_logistic(theta: Array, X: Array, y: Array) -> tuple[float, Array]:
    """Value and gradient, a point at a time: log(1 + e^-m) = max(-m, 0) + log(1 + e^-|m|), and its slope by the sign of m."""
    length = float(np.sqrt(np.sum(theta**2)))
    direction = theta / length
    value, gradient = 0.0, np.zeros(len(theta))
    for x, label in zip(X, y, strict=True):
        along = float(x @ direction)
        m = float(label) * along
        tail = float(np.exp(-abs(m)))
        value += max(-m, 0.0) + float(np.log1p(tail))
        share = tail / (1 + tail) if m >= 0 else 1 / (1 + tail)  # 1/(1 + e^m)
        gradient -= float(label) * share * (x - along * direction) / length
    return value / len(y), gradient / len(y)
