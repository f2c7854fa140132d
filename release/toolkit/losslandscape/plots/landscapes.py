"""The picture that all notebooks share: level lines of a function of two parameters, named paths, critical points."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib import pyplot as plt
from numpy.typing import ArrayLike, NDArray

from losslandscape.plots.description import describe
from losslandscape.plots.planes import contours, mark_points
from losslandscape.plots.planes import paths as draw_paths

PANEL = 4.6  # inches, width of one of several panels
ROUNDING = 1e-7  # a coordinate below it is told as 0
Function = Callable[[NDArray[np.float64]], float]
Named = Mapping[str, ArrayLike]


def landscape(
    f: Function | Mapping[str, Function],
    *,
    x: tuple[float, float],
    y: tuple[float, float],
    paths: Named | Mapping[str, Named] | None = None,
    points: Named | Mapping[str, Named] | None = None,
    levels: int | Sequence[float] = 15,
    log: bool = False,
    labels: tuple[str, str] = ("u", "v"),
    colour: Function | None = None,
    colour_label: str = "",
    title: str = "",
    equal: bool = False,
    also: str = "",
) -> None:
    """Draw one panel, or one for each title, and show it with a text alternative made from the data.

    Args:
        f: maps θ, shape (2,), to a number; or title -> such a function, a panel each.
        x: ends of the first coordinate.
        y: ends of the second coordinate.
        paths: name -> trajectory, shape (k, 2); with several panels, title -> such a mapping gives each its own.
        points: kind ("minimum", "saddle", "maximum", "degenerate") -> points, shape (k, 2); likewise.
        levels: number of level lines, or their values.
        log: space the levels by the logarithm of f minus its least value.
        labels: names of the axes, with units where they have some.
        colour: maps θ to a number that shades the plane, such as a curvature or the index of a basin; grey, with a bar.
        colour_label: what that number is, with its unit.
        title: of the only panel.
        equal: give both coordinates the same scale.
        also: what the text of the picture says in the end.
    """
    panels = dict(f) if isinstance(f, Mapping) else {title: f}
    fig, axes = plt.subplots(1, len(panels), figsize=(max(6.4, PANEL * len(panels)), 4.4), squeeze=False)
    said = []
    for ax, (name, function) in zip(axes[0], panels.items(), strict=True):
        own_paths, own_points = _own(paths, name), _own(points, name)
        if colour is not None:
            shade(ax, colour, x=x, y=y, label=colour_label)
        panel(ax, function, x=x, y=y, paths=own_paths, points=own_points, levels=levels, log=log, labels=labels)
        ax.set_title(name)
        if equal:
            ax.set_aspect("equal")
        said.append((f"{name}: " if name else "") + narrate(own_paths, own_points))
    describe(fig, f"Level lines over {labels[0]} and {labels[1]}. {' '.join(said)} {also}".rstrip())


def panel(
    ax: Any,
    f: Function,
    *,
    x: tuple[float, float],
    y: tuple[float, float],
    paths: Named | None = None,
    points: Named | None = None,
    grid: int = 81,
    levels: int | Sequence[float] = 15,
    log: bool = False,
    labels: tuple[str, str] = ("u", "v"),
) -> None:
    """Draw level lines, trajectories and critical points on axes that are there; see `landscape` for the arguments."""
    contours(ax, f, x=x, y=y, points=grid, levels=levels, log=log, labels=labels)
    if paths:
        draw_paths(ax, paths)
    if points:
        mark_points(ax, points)
    ax.set(xlim=x, ylim=y)


def shade(ax: Any, colour: Function, *, x: tuple[float, float], y: tuple[float, float], label: str, grid: int = 61) -> None:
    """Shade a rectangle by a number of each point, from white to grey, with a bar; NaN stays white."""
    us, vs = np.linspace(*x, grid), np.linspace(*y, grid)
    values = np.array([[float(colour(np.array([u, v]))) for u in us] for v in vs])
    drawn = ax.pcolormesh(us, vs, values, cmap="Greys", vmax=2 * np.nanmax(values) - np.nanmin(values), shading="nearest")
    ax.figure.colorbar(drawn, ax=ax, label=label, boundaries=np.linspace(np.nanmin(values), np.nanmax(values) + 1e-12, 64))


def narrate(paths: Named | None, points: Named | None) -> str:
    """Say in words where paths begin and end and where critical points lie."""
    said = []
    for name, path in (paths or {}).items():
        p = np.asarray(path, dtype=float)
        said.append(f"The path {name} goes from {_at(p[0])} to {_at(p[-1])} in {len(p) - 1} steps.")
    for kind, found in (points or {}).items():
        places = np.asarray(found, dtype=float).reshape(-1, 2)
        said.extend([f"Marked as {kind}: {', '.join(map(_at, places))}."] if len(places) else [])
    return " ".join(said)


def _own(given: Any, title: str) -> Any:
    """Return what belongs to the panel: the entry of its title where the values are mappings, else all of it."""
    if given and all(isinstance(value, Mapping) for value in given.values()):
        return given.get(title)
    return given


def _at(point: ArrayLike) -> str:
    u, v = (0.0 if abs(one) < ROUNDING else one for one in np.asarray(point, dtype=float))
    return f"({u:.3g}, {v:.3g})" if max(abs(u), abs(v)) < 1e6 else "far outside"
