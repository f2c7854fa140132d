"""Paths between two points of parameter space: straight ones, evenly spaced ones, and waits for noise to cross a pass."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


def straight(a: ArrayLike, b: ArrayLike, points: int) -> Floats:
    """Return evenly spaced points from a to b, both included, shape (points, d).

    >>> straight([0.0, 0.0], [2.0, 4.0], 3)
    array([[0., 0.],
           [1., 2.],
           [2., 4.]])
    """
    return np.linspace(np.asarray(a, dtype=np.float64), np.asarray(b, dtype=np.float64), points)


def evenly(path: ArrayLike) -> Floats:
    """Return as many points on the same broken line, evenly spaced by its length, shape (k, d); the ends stay.

    >>> evenly([[0.0, 0.0], [1.0, 0.0], [4.0, 0.0]])
    array([[0., 0.],
           [2., 0.],
           [4., 0.]])
    """
    points = np.asarray(path, dtype=np.float64)
    along = position(points)
    wanted = np.linspace(0.0, 1.0, len(points))
    return np.column_stack([np.interp(wanted, along, coordinate) for coordinate in points.T])


def position(path: ArrayLike) -> Floats:
    """Return the position ℓ of each point of a path, from 0 to 1 by its length, shape (k,).

    >>> position([[0.0, 0.0], [3.0, 4.0], [3.0, 9.0]])
    array([0. , 0.5, 1. ])
    """
    pieces = np.linalg.norm(np.diff(np.asarray(path, dtype=np.float64), axis=0), axis=1)
    along = np.concatenate([[0.0], np.cumsum(pieces)])
    return np.asarray(along / along[-1])


def mean_wait(
    slope: Callable[[Floats], Floats],
    start: float,
    goal: float,
    temperature: float,
    *,
    rng: np.random.Generator,
    walkers: int = 400,
    step: float = 0.05,
    until: float = 1000.0,
) -> float:
    """Return the mean time that x' = -f'(x) + sqrt(2T) noise takes from `start` to `goal`, in one dimension.

    Euler's steps of many walkers. Who arrives starts again, so the estimate is all time over all arrivals, whatever `until` is.

    Args:
        slope: f', of many points at once, unit [f/θ].
        start: where a walker starts [θ].
        goal: where it has arrived, on the other side of the pass [θ].
        temperature: T [f].
        rng: draws the noise.
        walkers: how many walk at once.
        step: length of a step of time [θ²/f].
        until: time for which each walks [θ²/f].
    """
    x, arrivals = np.full(walkers, float(start)), 0
    jolt = float(np.sqrt(2 * temperature * step))
    steps = round(until / step)
    for _ in range(steps):
        x = x - step * slope(x) + jolt * rng.standard_normal(walkers)
        there = (x - goal) * np.sign(goal - start) >= 0
        arrivals += int(there.sum())
        x[there] = start
    return walkers * steps * step / max(arrivals, 1)
