"""Colours, line styles and markers that colour-blind readers and black-and-white prints can tell apart."""

from __future__ import annotations

from typing import Any

import matplotlib as mpl
from cycler import cycler

BLACK, ORANGE, SKY, GREEN, YELLOW, BLUE, VERMILION, PURPLE = (
    "#000000",
    "#E69F00",
    "#56B4E9",
    "#009E73",
    "#F0E442",
    "#0072B2",
    "#D55E00",
    "#CC79A7",
)
PALETTE = (BLUE, VERMILION, GREEN, PURPLE, ORANGE, SKY, BLACK)  # yellow is left out: too pale on white
LINES = ("-", "--", "-.", ":", (0, (5, 1, 1, 1, 1, 1)), (0, (1, 1)), (0, (8, 3)))
MARKERS = ("o", "s", "^", "D", "v", "P", "X")
CRITICAL = {  # kind of critical point: (marker, colour)
    "minimum": ("o", BLUE),
    "saddle": ("X", VERMILION),
    "maximum": ("^", PURPLE),
    "degenerate": ("D", BLACK),
}


def style() -> None:
    """Set the course's Matplotlib defaults: size, resolution, grid. The only function that changes global settings."""
    mpl.rcParams.update(
        {
            "figure.figsize": (6.4, 3.6),
            "figure.dpi": 100,
            "figure.constrained_layout.use": True,
            "axes.grid": True,
            "grid.alpha": 0.3,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.prop_cycle": cycler(color=PALETTE, linestyle=LINES),
            "legend.framealpha": 0.85,
            "lines.linewidth": 1.6,
        }
    )


def look(index: int) -> dict[str, Any]:
    """Return colour, line style and marker of the index-th curve, as keywords for `Axes.plot`."""
    i = index % len(PALETTE)
    return {"color": PALETTE[i], "linestyle": LINES[i], "marker": MARKERS[i]}


def finish(ax: Any, xlabel: str, ylabel: str, log: str, *, legend: bool) -> None:
    """Label the axes, set their scales, and add the legend.

    Raises:
        ValueError: `log` names an axis that there is not.
    """
    if not set(log) <= {"x", "y"}:
        raise ValueError(f"log should be '', 'x', 'y' or 'xy', and is {log!r}.")
    ax.set_xlabel(xlabel)
    ax.set_ylabel(ylabel)
    if "x" in log:
        ax.set_xscale("log")
    if "y" in log:
        ax.set_yscale("log")
    if legend:
        ax.legend()
