"""Colours, line styles and markers that colour-blind readers and black-and-white prints can tell apart."""

from __future__ import annotations

import math
from typing import Any

import matplotlib as mpl
from cycler import cycler
from matplotlib.ticker import FuncFormatter, LogLocator, NullLocator

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
MARGINS = {"left": 0.72, "right": 0.15, "bottom": 0.52, "top": 0.34}  # inches: ticks and a label; a title at the top
GAPS = {"wspace": 0.8, "hspace": 0.3}  # inches between panels: ticks and a label beside, ticks below
SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
CRITICAL = {  # kind of critical point: (marker, colour)
    "minimum": ("o", BLUE),
    "saddle": ("X", VERMILION),
    "maximum": ("^", PURPLE),
    "degenerate": ("D", BLACK),
}


def style() -> None:
    """Set the course's Matplotlib defaults: size, resolution, grid. The only function that changes global settings."""
    size = (6.4, 3.6)
    mpl.rcParams.update(
        {
            "figure.figsize": size,
            "figure.dpi": 100,
            **{f"figure.subplot.{side}": value for side, value in margins(*size).items()},
            "axes.grid": True,
            "grid.alpha": 0.3,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.prop_cycle": cycler(color=PALETTE, linestyle=LINES),
            "legend.framealpha": 0.85,
            "lines.linewidth": 1.6,
        }
    )


def margins(width: float, height: float, columns: int = 1, rows: int = 1) -> dict[str, float]:
    """Return what `Figure.subplots_adjust` takes for a figure of so many inches and panels.

    The room is fixed in inches and not computed from the labels: a layout engine draws every tick twice more, which is
    half of the time that a picture takes.
    """
    left, right = MARGINS["left"] / width, 1 - MARGINS["right"] / width
    bottom, top = MARGINS["bottom"] / height, 1 - MARGINS["top"] / height
    panel_width = ((right - left) * width - (columns - 1) * GAPS["wspace"]) / columns
    panel_height = ((top - bottom) * height - (rows - 1) * GAPS["hspace"]) / rows
    gaps = {"wspace": GAPS["wspace"] / panel_width, "hspace": GAPS["hspace"] / panel_height}
    return {"left": left, "right": right, "bottom": bottom, "top": top, **gaps}


def look(index: int) -> dict[str, Any]:
    """Return colour, line style and marker of the index-th curve, as keywords for `Axes.plot`."""
    i = index % len(PALETTE)
    return {"color": PALETTE[i], "linestyle": LINES[i], "marker": MARKERS[i]}


def log_scale(ax: Any, axes: str) -> None:
    """Make axes logarithmic, with a tick a decade, or at 1, 2 and 5 where less than two decades are shown.

    Where even these are not two, the ticks are evenly spaced.

    Args:
        axes: "", "x", "y" or "xy".

    Raises:
        ValueError: `axes` names an axis that there is not.
    """
    if not set(axes) <= {"x", "y"}:
        raise ValueError(f"log should be '', 'x', 'y' or 'xy', and is {axes!r}.")
    for name in axes:
        ax.set(**{f"{name}scale": "log"})
        axis = getattr(ax, f"{name}axis")
        axis.set_major_locator(_Decades())
        axis.set_minor_locator(NullLocator())
        axis.set_major_formatter(FuncFormatter(power_of_ten))


class _Decades(LogLocator):
    """Few ticks: each costs as much as a curve."""

    def tick_values(self, vmin: float, vmax: float) -> Any:
        """Return the places of the ticks between two positive ends."""
        self.set_params(subs=(1.0, 2.0, 5.0) if vmin > 0 and vmax < 100 * vmin else (1.0,))
        return super().tick_values(vmin, vmax)


def power_of_ten(value: float, _position: object = None) -> str:
    """Return 10⁻³, 2·10⁻³: letters that every font here has, so that no formula has to be typeset."""
    if value <= 0 or not math.isfinite(value):
        return ""
    exponent = math.floor(math.log10(value) + 1e-9)
    factor = value / 10.0**exponent if exponent > -300 else 1.0
    power = "10" + str(exponent).translate(SUPERSCRIPT)
    return power if abs(factor - 1) < 1e-6 else f"{factor:g}·{power}"


def finish(ax: Any, xlabel: str, ylabel: str, log: str, *, legend: bool) -> None:
    """Label the axes, set their scales, and add the legend.

    Raises:
        ValueError: `log` names an axis that there is not.
    """
    ax.set_xlabel(xlabel)
    ax.set_ylabel(ylabel)
    log_scale(ax, log)
    if legend:
        ax.legend()
