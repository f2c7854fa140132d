"""Curves over steps and along paths, and the recorded curves of a run as one described figure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib import pyplot as plt
from numpy.typing import ArrayLike, NDArray

from losslandscape.plots.appearance import BLACK, PALETTE, finish, look
from losslandscape.plots.description import describe

WIDTH, PANEL, ENDS = 6.8, 1.7, 0.9  # inches: the figure of `recorded`, one panel, room for labels and title
FLAT = 1e-3  # of its level: a positive curve that varies by less is drawn from 0
Column = str | ArrayLike
Floats = NDArray[np.float64]


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
    """Draw losses along paths from ℓ = 0 to ℓ = 1, and for each the chord, against which a barrier is measured."""
    at = np.asarray(t, dtype=float)
    for i, (label, values) in enumerate(named.items()):
        y = np.asarray(values, dtype=float)
        ax.plot(at, y, label=label, markevery=max(1, len(at) // 10), markersize=4, **look(i))
        if chord:
            ax.plot(at[[0, -1]], y[[0, -1]], color=PALETTE[i % len(PALETTE)], linewidth=0.8, linestyle=":")
    finish(ax, "position ℓ on the path", ylabel, "", legend=True)


def recorded(
    run: Any,
    panels: Mapping[str, Column | Mapping[str, Column]],
    *,
    since: int | None = None,
    until: int | None = None,
    log: str | Collection[str] = "",
    stretches: Mapping[str, tuple[int, int]] | None = None,
    marks: Mapping[str, int] | None = None,
    levels: Mapping[str, float] | None = None,
    title: str = "",
    also: str = "",
) -> None:
    """Draw columns of a run over its steps, a panel for each label, and mark stretches and steps in all of them.

    Args:
        run: a `TrainingRun`, or anything with `step` (T,) and, where there are measurements, `hessian_step` (K,).
        panels: label of the vertical axis, with unit -> a column, or name -> column for several. A column is the name of a
            field ("loss"), or an array with one entry a step (T,), a step but the last (T - 1,), or a measurement (K,).
        since: the first step shown.
        until: the step after the last one shown.
        log: "y" for a logarithmic vertical axis in every panel, or the labels of the panels that have one.
        stretches: name -> (first step, step after the last), shaded and named.
        marks: name -> step, a dotted vertical line, named in the top panel.
        levels: label of a panel -> value of a dashed horizontal line in it.
        title: above the first panel.
        also: what the text of the picture says in the end.

    Raises:
        ValueError: no panel; a column whose length is none of the run's; a level or a logarithmic axis for a panel that there
            is not; nothing to show between `since` and `until`.
    """
    logarithmic = set(panels) if log == "y" else set() if log == "" else set(log)
    unknown = (logarithmic | set(levels or {})) - set(panels)
    if not panels or unknown:
        raise ValueError(f"recorded: there is no panel {', '.join(map(repr, sorted(unknown)))}; panels are {list(panels)}.")
    low, high = 0 if since is None else since, int(run.step[-1]) + 1 if until is None else until
    fig, axes = plt.subplots(
        len(panels), 1, sharex=True, figsize=(WIDTH, ENDS + PANEL * len(panels)), squeeze=False, layout="constrained"
    )
    said, names = [], [name for columns in panels.values() if isinstance(columns, Mapping) for name in columns]
    for ax, (label, columns) in zip(axes[:, 0], panels.items(), strict=True):
        named = dict(columns) if isinstance(columns, Mapping) else {label: columns}
        scale = "y" if label in logarithmic else ""
        drawn = {name: _between(*_placed(run, column, name), low, high) for name, column in named.items()}
        _panel(ax, drawn, label=label, log=scale, level=(levels or {}).get(label))
        said += [_said(f"{label}, {name}" if names.count(name) > 1 else name, *places) for name, places in drawn.items()]
    axes[-1, 0].set_xlabel("step")
    _mark(axes[:, 0], stretches or {}, marks or {})
    axes[0, 0].set_title(title)
    where = "".join(f" Shaded: {name}, steps {start} to {stop - 1}." for name, (start, stop) in (stretches or {}).items())
    where += "".join(f" A dotted line at step {step}: {name}." for name, step in (marks or {}).items())
    told = " ".join([*said, *([also] if also else [])])
    describe(fig, f"{len(panels)} panel{'s' * (len(panels) > 1)} over the steps {low} to {high - 1}. {told}{where}")


def _placed(run: Any, column: Column, name: str) -> tuple[Floats, Floats]:
    """Return the steps and the values of a column; its length says whether it was logged each step or measured."""
    values = np.asarray(getattr(run, column) if isinstance(column, str) else column, dtype=float)
    measured = np.asarray(getattr(run, "hessian_step", []))
    for steps in (np.asarray(run.step), measured, np.asarray(run.step)[:-1]):
        if values.shape == steps.shape:
            return steps.astype(float), values
    raise ValueError(
        f"recorded: {name!r} should have {len(run.step)} entries (one a step) or {len(measured)} (one a measurement), "
        f"and has shape {values.shape}."
    )


def _between(steps: Floats, values: Floats, low: int, high: int) -> tuple[Floats, Floats]:
    shown = (steps >= low) & (steps < high)
    if not shown.any():
        raise ValueError(f"recorded: nothing was logged between step {low} and step {high}.")
    return steps[shown], values[shown]


def _panel(ax: Any, drawn: Mapping[str, tuple[Floats, Floats]], *, label: str, log: str, level: float | None) -> None:
    """Draw the curves of one panel, each over its own steps."""
    grid = np.unique(np.concatenate([steps for steps, _ in drawn.values()]))
    spread = {}
    for name, (steps, values) in drawn.items():
        spread[name] = np.full(len(grid), np.nan)
        spread[name][np.searchsorted(grid, steps)] = values
    curves(ax, grid, spread, xlabel="", ylabel=label, log=log, markers=len(grid) < 200 or len(drawn) > 1)
    known = np.concatenate([values[np.isfinite(values)] for _, values in drawn.values()])
    if not log and len(known) and np.ptp(known) < FLAT * known.max():
        ax.set_ylim(0.0, 1.25 * known.max())  # from 0, so that it looks as flat as it is
    if level is not None:
        ax.axhline(level, color=BLACK, linestyle="--", linewidth=1.0)
    if len(drawn) > 1:
        ax.legend(fontsize="small")


def _mark(axes: Any, stretches: Mapping[str, tuple[int, int]], marks: Mapping[str, int]) -> None:
    for index, (name, (start, stop)) in enumerate(stretches.items()):
        for ax in axes:
            mark_intervals(ax, [(start, stop)], index=index)
        across = axes[0].get_xaxis_transform()
        axes[0].text((start + stop) / 2, 0.05, name, transform=across, ha="center", weight="bold", backgroundcolor="white")
    for name, step in marks.items():
        for ax in axes:
            ax.axvline(step, color=BLACK, linestyle=":", linewidth=1.2)
        low, high = axes[0].get_xlim()
        side = "right" if step > low + 0.75 * (high - low) else "left"  # a name at the right end would be cut off
        across = axes[0].get_xaxis_transform()
        axes[0].text(step, 0.95, f" {name} ", transform=across, va="top", ha=side, fontsize="small")


def _said(name: str, steps: Floats, values: Floats) -> str:
    known = values[np.isfinite(values)]
    if not len(known):
        return f"{name}: no finite value."
    return f"{name}: {known[0]:.4g} at first, {known[-1]:.4g} at last, between {known.min():.4g} and {known.max():.4g}."
