"""Reference of the task `relaxed`."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from solutions import Array


def relaxed(gradient: Callable[[Array], Array], path: Array, eta: float, steps: int) -> Array:
    """Slide all points at once, then walk along the pieces to find the even places."""
    points = np.asarray(path, dtype=float)
    for _ in range(steps):
        slopes = np.stack([np.asarray(gradient(point.copy()), dtype=float) for point in points[1:-1]])
        points = evened(np.concatenate([points[:1], points[1:-1] - eta * slopes, points[-1:]]))
    return points


def evened(points: Array) -> Array:
    """Find for each place the piece that holds it, and go as far into it as is left."""
    pieces = np.diff(points, axis=0)
    lengths = np.sqrt((pieces**2).sum(axis=1))
    ends = np.concatenate([[0.0], np.cumsum(lengths)])
    wanted = ends[-1] * np.arange(len(points)) / (len(points) - 1)
    which = np.clip(np.searchsorted(ends, wanted, side="left") - 1, 0, len(pieces) - 1)
    into = (wanted - ends[which]) / lengths[which]
    return np.asarray(points[which] + into[:, None] * pieces[which])
