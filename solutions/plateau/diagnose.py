"""Reference of the task `diagnose`."""

from __future__ import annotations

import math
import statistics

import numpy as np

from solutions import Array

NEGATIVE_SHARE = 0.02  # of the spectral norm, as the statement says


def diagnose(
    loss: Array, gradient_norm: Array, lambda_max: Array, lambda_min: Array, eta: float, drop: float
) -> tuple[float, float, float, float, str]:
    """Slope, length of a step, guaranteed radius, edge ratio and decision of one stretch of gradient descent.

    The slope is the second row of the pseudo-inverse (by SVD) of the columns 1 and place, times the losses that are there; the
    radius is the positive root of norm r + Λ r²/2 = drop, in the form without cancellation; medians by sorting.
    """
    places = [place for place, value in enumerate(loss) if math.isfinite(value)]
    line = np.stack([np.ones(len(places)), np.array(places, dtype=float)], axis=1)
    slope = float(np.linalg.pinv(line)[1] @ np.array([loss[place] for place in places]))
    norm = float(statistics.median(float(value) for value in gradient_norm if math.isfinite(value)))
    sizes = [max(abs(float(top)), abs(float(bottom))) for top, bottom in zip(lambda_max, lambda_min, strict=True)]
    radius = _radius(norm, statistics.median(sizes), drop)
    ratio = eta * float(statistics.median(float(top) for top in lambda_max)) / 2
    return (
        slope,
        eta * norm,
        radius,
        ratio,
        _decision(len(loss), slope, eta * norm, radius, ratio, _negative(lambda_min, sizes), drop),
    )


def margins(loss: Array, gradient_norm: Array, lambda_max: Array, lambda_min: Array, eta: float, drop: float) -> list[float]:
    """Relative distances from all thresholds of the decision: checks keep them well above rounding."""
    slope, step, radius, ratio, _ = diagnose(loss, gradient_norm, lambda_max, lambda_min, eta, drop)
    shares = [
        -float(bottom) / max(abs(float(top)), abs(float(bottom)), 1e-300)
        for top, bottom in zip(lambda_max, lambda_min, strict=True)
    ]
    near_zero = abs(slope) / (np.nanmax(np.abs(loss)) + 1e-300)  # a slope of 0 is a threshold, too
    return [
        min(near_zero * 1e8, 1.0),
        abs(len(loss) * abs(slope) / drop - 1),
        abs(step / radius - 1),
        abs(ratio - 1),
        *(abs(share / NEGATIVE_SHARE - 1) for share in shares),
    ]


def _radius(norm: float, size: float, drop: float) -> float:
    return 2 * drop / (norm + math.sqrt(norm * norm + 2 * size * drop)) if norm or size else math.inf


def _negative(lambda_min: Array, sizes: list[float]) -> bool:
    return any(float(bottom) < -NEGATIVE_SHARE * size for bottom, size in zip(lambda_min, sizes, strict=True))


def _decision(n: int, slope: float, step: float, radius: float, ratio: float, negative: bool, drop: float) -> str:
    """Return the first line of the statement's table that holds."""
    if ratio > 1 and slope > 0:
        return "lower"
    return "stop" if n * abs(slope) < drop and step < radius and not negative else "wait"
