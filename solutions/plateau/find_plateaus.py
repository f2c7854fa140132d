"""Reference of the task `find_plateaus`."""

from __future__ import annotations

import numpy as np

from solutions import Array


def window_slopes(loss: Array, window: int) -> Array:
    """Slopes of the least-squares lines through all windows, shape (n - window + 1,), in loss per record.

    The second row of the pseudo-inverse (by SVD) of the matrix with columns 1 and 0 … window - 1; NaN where a window holds one.
    """
    columns = np.array([loss[i : i + window] for i in range(len(loss) - window + 1)], dtype=float).reshape(-1, window).T
    whole = np.isfinite(columns).all(axis=0)
    slopes = np.full(columns.shape[1], np.nan)
    line = np.stack([np.ones(window), np.arange(window)], axis=1)
    if whole.any():
        slopes[whole] = np.linalg.pinv(line)[1] @ columns[:, whole]
    return slopes


def find_plateaus(loss: Array, window: int, slope_tol: float, min_length: int) -> list[tuple[int, int]]:
    """Maximal half-open runs (a, b) of at least `min_length` windows whose slope is at most `slope_tol` in modulus.

    One pass with the run's start as state; window i covers the records i … i + window - 1.
    """
    runs: list[tuple[int, int]] = []
    start: int | None = None
    slopes = window_slopes(loss, window)
    for i, slope in enumerate(slopes):
        flat = abs(slope) <= slope_tol
        if flat and start is None:
            start = i
        if not flat and start is not None:
            runs.append((start, i))
            start = None
    if start is not None:
        runs.append((start, len(slopes)))
    return [(a, b) for a, b in runs if b - a >= min_length]


def first_alarm(values: Array, threshold: float, patience: int) -> int | None:
    """First index at which the last `patience` values all exceed the threshold strictly; None if there is none."""
    if len(values) < patience:
        return None
    above = np.lib.stride_tricks.sliding_window_view(np.asarray(values) > threshold, patience).all(axis=1)
    return int(np.argmax(above)) + patience - 1 if above.any() else None
