"""Objectives of two parameters: level lines, trajectories, critical points."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from losslandscape.plots.appearance import CRITICAL, GREEN, finish, look


def contours(
    ax: Any,
    f: Callable[[NDArray[np.float64]], float],
    *,
    x: tuple[float, float],
    y: tuple[float, float],
    points: int = 81,
    levels: int | Sequence[float] = 15,
    log: bool = False,
    labels: tuple[str, str] = ("u", "v"),
) -> None:
    """Draw level lines of f over a rectangle, darker where f is larger.

    Args:
        f: maps θ, shape (2,), to a number, such as `objective.value`. Called points² times.
        x: ends of the first coordinate.
        y: ends of the second coordinate.
        points: grid points a side.
        levels: number of level lines, or their values.
        log: space the levels by the logarithm of f minus its least value on the grid.
        labels: names of the axes, with units where they have some.
    """
    xs, ys = np.linspace(*x, points), np.linspace(*y, points)
    F = np.array([[float(f(np.array([u, v]))) for u in xs] for v in ys])
    if log:
        above = np.maximum(F - F.min(), 1e-12 * max(np.ptp(F), 1e-300))
        low, high = np.quantile(above, 0.01), above.max()
        wanted = F.min() + np.geomspace(low, high, levels) if isinstance(levels, int) else np.asarray(levels)
    else:
        wanted = np.linspace(F.min(), F.max(), levels) if isinstance(levels, int) else np.asarray(levels)
    lowest = float(wanted[0]) - 0.5 * float(wanted[-1] - wanted[0])  # so that no line is white
    ax.contour(xs, ys, F, levels=wanted, cmap="Greys", linewidths=0.8, vmin=lowest)
    finish(ax, labels[0], labels[1], "", legend=False)
    ax.grid(visible=False)


def paths(ax: Any, named: Mapping[str, ArrayLike]) -> None:
    """Draw trajectories, each of shape (k, 2): an open mark where it starts, a full one where it ends."""
    left_right, down_up = ax.get_xlim(), ax.get_ylim()
    for i, (label, points) in enumerate(named.items()):
        p = np.asarray(points, dtype=float)
        seen = look(i)
        ax.plot(p[:, 0], p[:, 1], label=label, markevery=[len(p) - 1], markersize=6, **seen)
        ax.plot(p[0, 0], p[0, 1], marker=seen["marker"], color=seen["color"], markerfacecolor="white", linestyle="none")
    if ax.collections:  # over contours, a path that leaves the rectangle must not shrink them
        ax.set_xlim(left_right)
        ax.set_ylim(down_up)
    ax.legend()


def mark_points(ax: Any, named: Mapping[str, ArrayLike]) -> None:
    """Mark critical points by kind ("minimum", "saddle", "maximum", "degenerate"), each of shape (k, 2)."""
    for kind, points in named.items():
        p = np.asarray(points, dtype=float).reshape(-1, 2)
        marker, color = CRITICAL.get(kind, ("P", GREEN))
        ax.scatter(p[:, 0], p[:, 1], marker=marker, color=color, edgecolors="white", s=70, zorder=5, label=kind)
    ax.legend()
