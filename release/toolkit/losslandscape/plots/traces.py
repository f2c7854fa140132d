"""Curves over steps and along paths."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from losslandscape.plots.appearance import BLACK, PALETTE, finish, look


def curves(
    ax: Any,
    x: ArrayLike,
    named: Mapping[str, ArrayLike],
    *,
    xlabel: str,
    ylabel: str,
    log: str = "",
    markers: bool = False,
) -> None:
    """Draw one curve for each name over x, with a legend where there are several.

    Args:
        x: shape (k,).
        named: label -> values of shape (k,). NaN entries (not measured) are left out and bridged.
        xlabel: with unit, as "step".
        ylabel: with unit, as "gradient norm [f/θ]".
        log: the axes to make logarithmic: "", "x", "y" or "xy".
        markers: mark some of the points too, for print.
    """
    at = np.asarray(x, dtype=float)
    for i, (label, values) in enumerate(named.items()):
        y = np.asarray(values, dtype=float)
        known = np.isfinite(y)
        drawn = look(i) | ({} if markers else {"marker": None})
        ax.plot(at[known], y[known], label=label, markevery=max(1, int(known.sum()) // 12), markersize=4, **drawn)
    finish(ax, xlabel, ylabel, log, legend=len(named) > 1)


def mark_intervals(ax: Any, intervals: Sequence[tuple[float, float]], *, label: str = "", index: int = 4) -> None:
    """Shade and hatch the half-open intervals [start, stop), in units of the x axis; one entry in the legend."""
    hatch = ("//", "\\\\", "..", "xx")[index % 4]
    for k, (start, stop) in enumerate(intervals):
        ax.axvspan(
            start,
            stop,
            facecolor=PALETTE[index % len(PALETTE)],
            edgecolor="#666666",
            alpha=0.25,
            hatch=hatch,
            linewidth=0,
            label=label if k == 0 and label else None,
        )
    if label and intervals:
        ax.legend()


def mark_step(ax: Any, x: float, label: str) -> None:
    """Draw a vertical line at x with its label beside it."""
    ax.axvline(x, color=BLACK, linestyle=":", linewidth=1.2)
    across = ax.get_xaxis_transform()
    ax.text(x, 0.98, f" {label}", transform=across, rotation=90, va="top", ha="left", fontsize="small")


def edge_of_stability(
    ax: Any,
    step: ArrayLike,
    lambda_max: ArrayLike,
    learning_rate: ArrayLike,
    *,
    edge: float = 2.0,
    label: str = "gradient descent",
    index: int = 0,
) -> None:
    """Draw η λmax (no unit) over the steps, and the line at the edge: 2 for gradient descent, 2 + 2β for heavy ball.

    Args:
        step: shape (k,).
        lambda_max: shape (k,); NaN where not measured.
        learning_rate: shape (k,), or one number.
        edge: where stability ends, no unit.
        label: name of the run.
        index: which look the curve has; give each run its own.
    """
    product = np.asarray(lambda_max, dtype=float) * np.asarray(learning_rate, dtype=float)
    known = np.isfinite(product)
    at = np.asarray(step, dtype=float)[known]
    ax.plot(at, product[known], label=label, markersize=3.5, **look(index))
    name = f"edge of stability: {edge:g}"
    if name not in ax.get_legend_handles_labels()[1]:  # one line, however many runs are drawn
        ax.axhline(edge, color=BLACK, linestyle="--", linewidth=1.2, label=name)
    finish(ax, "step", "η λmax", "", legend=True)


def path_profile(
    ax: Any, t: ArrayLike, named: Mapping[str, ArrayLike], *, chord: bool = True, ylabel: str = "loss [nats]"
) -> None:
    """Draw losses along paths from t = 0 to t = 1, and for each the chord, against which a barrier is measured."""
    at = np.asarray(t, dtype=float)
    for i, (label, values) in enumerate(named.items()):
        y = np.asarray(values, dtype=float)
        ax.plot(at, y, label=label, markevery=max(1, len(at) // 10), markersize=4, **look(i))
        if chord:
            ax.plot(at[[0, -1]], y[[0, -1]], color=PALETTE[i % len(PALETTE)], linewidth=0.8, linestyle=":")
    finish(ax, "position t on the path", ylabel, "", legend=True)
