"""Whole pictures of runs at the edge of stability: the loss beside η times a curvature. Each draws, describes and shows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import numpy as np
from matplotlib import pyplot as plt
from numpy.typing import ArrayLike

from losslandscape.plots.appearance import BLACK, PALETTE, log_scale
from losslandscape.plots.description import describe
from losslandscape.plots.traces import curves, edge_of_stability, mark_intervals, mark_step
from losslandscape.runs import load

WIDE = (10.0, 3.8)  # inches: two panels
NAMELESS: dict[str, Literal["spike"]] = {"the log": "spike"}  # logs that the written tasks ask about


def loss_and_edge(
    loss: ArrayLike, measured_at: ArrayLike, product: ArrayLike, *, label: str = "η λmax", log: bool = False
) -> tuple[int | None, int | None]:
    """Draw the loss of a run beside η λmax, and mark where each says something.

    Args:
        loss: shape (T,), every step from 0 on [f].
        measured_at: shape (K,), the steps at which λmax was measured.
        product: shape (K,), η λmax there, no unit.
        label: name of the measured curve.
        log: make the axis of η λmax logarithmic.

    Returns:
        The first measured step with η λmax > 2, and the first step whose loss is above that of the step before; None where
        there is none.
    """
    values, at, edge = np.asarray(loss, dtype=float), np.asarray(measured_at), np.asarray(product, dtype=float)
    alarm, rise = _first(at[edge > 2]), _first(1 + np.flatnonzero(np.diff(values) > 0))
    fig, (left, right) = plt.subplots(1, 2, figsize=WIDE)
    curves(left, np.arange(len(values)), {"loss": values}, xlabel="step", ylabel="training loss  [nats]")
    edge_of_stability(right, at, edge, 1.0, label=label)
    right.set(ylabel="η λmax  [no unit]", xlim=left.get_xlim())
    if log:
        log_scale(right, "y")
    for step, name in [(alarm, "η λmax passes 2"), (rise, "loss rises")]:
        if step is not None:
            mark_step(left, step, name)
            right.axvline(step, color=BLACK, linestyle=":", linewidth=1.2)
    described = "".join(
        f" A vertical line marks step {step}: {name}."
        for step, name in [(alarm, "η λmax passes 2"), (rise, "the loss rises for the first time")]
        if step is not None
    )
    describe(
        fig,
        f"Left: the training loss over {len(values)} steps, from {values[0]:.2f} to {values[-1]:.2f}, between "
        f"{values.min():.2f} and {values.max():.2f}. Right: the learning rate times the largest eigenvalue of the Hessian, "
        f"from {edge[0]:.2f} to {edge[-1]:.2f}, at most {edge.max():.2f}, with a dashed line at 2.{described}",
    )
    return alarm, rise


def losses_after(start: int, named: Mapping[str, ArrayLike]) -> dict[str, int | None]:
    """Draw the losses of several runs from step `start` on; return for each the first step whose loss is above the last."""
    fig, ax = plt.subplots(figsize=(6.4, 3.6))
    found = {name: np.asarray(values, dtype=float) for name, values in named.items()}
    steps = start + np.arange(max(len(values) for values in found.values()))
    curves(ax, steps, found, xlabel="step", ylabel="training loss  [nats]", markers=True)
    rises = {name: _first(start + 1 + np.flatnonzero(np.diff(values) > 0)) for name, values in found.items()}
    said = "; ".join(f"{name}, first rise at step {step}" for name, step in rises.items())
    describe(fig, f"Training losses from step {start} on, one curve for each start. {said}.")
    return rises


def two_curvatures(
    run: Any, met: ArrayLike, stretches: Mapping[str, tuple[int, int]], *, start: int = 0, stop: int | None = None
) -> None:
    """Draw a recorded run with its stretches marked: the loss, η λmax where it was measured, and η c of every step.

    Args:
        run: a `TrainingRun` of gradient descent.
        met: shape (T - 1,), the curvature c that each step met [f/θ²].
        stretches: name -> (first step, step after the last).
        start: the first step shown.
        stop: the step after the last one shown; the end of the run if not given.
    """
    end = len(run.step) if stop is None else stop
    shown = slice(start, min(end, len(run.step) - 1))
    measured = (run.hessian_step >= start) & (run.hessian_step < end)
    product = run.learning_rate[run.hessian_step] * run.lambda_max
    rate_met = run.learning_rate[:-1] * np.asarray(met, dtype=float)
    fig, (left, right) = plt.subplots(1, 2, figsize=WIDE)
    curves(left, run.step[start:end], {"loss": run.loss[start:end]}, xlabel="step", ylabel="training loss  [nats a symbol]")
    dots = {"color": PALETTE[1], "markersize": 2.5, "label": "η c met by a step, yours", "zorder": 5}
    right.plot(run.step[shown], rate_met[shown], ".", **dots)
    edge_of_stability(right, run.hessian_step[measured], product[measured], 1.0, label="η λmax, recorded")
    right.set(ylabel="η × curvature  [no unit]")
    right.legend(fontsize="small", loc="upper left")
    for index, (name, (low, high)) in enumerate(stretches.items()):
        for ax in (left, right):
            mark_intervals(ax, [(low, high)], index=index)
            box = {"facecolor": "white", "edgecolor": BLACK, "boxstyle": "round,pad=0.15"}  # over the dots
            place = ax.get_xaxis_transform()
            ax.text((low + high) / 2, 0.06, name, transform=place, ha="center", weight="bold", color=BLACK, bbox=box, zorder=9)
    where = "; ".join(f"{name} from {low} to {high - 1}" for name, (low, high) in stretches.items())
    describe(
        fig,
        f"Left: the recorded training loss over the steps {start} to {end - 1}. Right: the learning rate times the largest "
        "eigenvalue as a line, times the curvature that each step met as dots, and a dashed line at 2. "
        f"Shaded stretches: {where}.",
    )


def nameless_log(title: str, start: int, stop: int) -> str:
    """Draw four logged curves of a recorded run with Adam over a stretch, under another name than its own.

    Loss, gradient norm, η λmax of the Hessian with the limit of gradient descent (2), and η λmax of the preconditioned Hessian
    with that of Adam at β1 = 0.9 (38).

    Args:
        title: one of the keys of `NAMELESS`.
        start: the first step shown.
        stop: the step after the last one shown.

    Returns:
        The four numbers at every step at which the curvature was measured, as a table.

    Raises:
        KeyError: there is no log of this title.
    """
    run = load(NAMELESS[title])
    shown = slice(start, stop)
    measured = (run.hessian_step >= start) & (run.hessian_step < stop)
    at, rate = run.hessian_step[measured], run.learning_rate[run.hessian_step[measured]]
    fig, axes = plt.subplots(2, 2, figsize=(10, 6.2), layout="constrained")
    panels = [
        (run.step[shown], run.loss[shown], "training loss  [nats a symbol]", None),
        (run.step[shown], run.gradient_norm[shown], "gradient norm  [f/θ]", None),
        (at, rate * run.lambda_max[measured], "η λmax(H)  [f/θ]", 2.0),
        (at, rate * run.preconditioned_lambda_max[measured], "η λmax(P⁻¹H)  [no unit]", 38.0),
    ]
    for index, (ax, (steps, values, ylabel, threshold)) in enumerate(zip(axes.flat, panels, strict=True)):
        ax.plot(steps, values, color=PALETTE[index], marker="o" if threshold else None, markersize=3)
        if threshold:
            ax.axhline(threshold, color=BLACK, linestyle="--", linewidth=1.2, label=f"{threshold:g}")
            ax.legend()
        ax.set(xlabel="step", ylabel=ylabel)
        log_scale(ax, "y")
    fig.suptitle(title)
    head = f"{'step':>5} {'loss [nats]':>12} {'‖∇f‖ [f/θ]':>12} {'ηλmax(H) [f/θ]':>15} {'ηλmax(P⁻¹H) [no unit]':>22}"
    rows = [
        f"{step:5d} {run.loss[step]:12.4f} {run.gradient_norm[step]:12.3f} {plain:15.3f} {own:22.1f}"
        for step, plain, own in zip(at, panels[2][1], panels[3][1], strict=True)
    ]
    said = "; ".join(" ".join(row.split()) for row in rows)
    describe(
        fig,
        f"Four logged curves over the steps {start} to {stop - 1}, logarithmic: training loss, gradient norm, learning rate "
        "times the largest eigenvalue of the Hessian with a line at 2, and of the preconditioned Hessian with a line at 38. "
        f"Step, loss, gradient norm and the two products where they were measured: {said}.",
    )
    return "\n".join([head, *rows])


def _first(steps: Any) -> int | None:
    return int(steps[0]) if len(steps) else None
