"""The pictures of 2.4: starts coloured by where they end, on a line and in a plane, and losses on straight lines."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import SimpleNamespace
from typing import Any

import numpy as np
from matplotlib import pyplot as plt
from matplotlib.colors import ListedColormap
from matplotlib.patches import Patch
from numpy.typing import ArrayLike, NDArray

from losslandscape.objectives import DoubleWell
from losslandscape.plots.description import describe
from losslandscape.plots.landscapes import Function, narrate, panel
from losslandscape.plots.traces import path_profile, recorded
from losslandscape.runs import load

Floats = NDArray[np.float64]
COLOURS = {-1: "white", 0: "#CFE6F5", 1: "#8C8C8C"}  # neither, the first minimum, the second: also apart in grey
REACH, RATE, STEPS = 2.3, 0.5, 300  # of the opening
NORM = "gradient norm of the batch  [f/θ]"
LATER = (0, 200, 800, 1400)  # steps from which the text of the log's picture gives medians of the gradient norm
TWO_RUNS = ("warmup", "other_seed")  # of `small_language_model`, X and Y in the log of the written tasks


def _patches(names: Sequence[str]) -> list[Patch]:
    """Entries of a legend for the labels 0, 1 and -1."""
    return [Patch(facecolor=COLOURS[k], edgecolor="black", label=name) for k, name in zip((0, 1, -1), names, strict=True)]


def _strip(ax: Any, starts: Floats, labels: ArrayLike, height: float) -> None:
    """Colour one row of starts by their labels, between height - 0.4 and height + 0.4."""
    half = (starts[1] - starts[0]) / 2
    edges = np.array([starts[0] - half, *(starts + half)])
    row = np.asarray(labels, dtype=float)[None, :]
    ax.pcolormesh(edges, [height - 0.4, height + 0.4], row, cmap=ListedColormap(list(COLOURS.values())), vmin=-1, vmax=1)
    ax.plot(
        edges[[0, -1, -1, 0, 0]], height + np.array([-0.4, -0.4, 0.4, 0.4, -0.4]), color="black", linestyle="-", linewidth=0.8
    )


def thrown_across() -> None:
    """Draw the double well and, below it, 921 starts coloured by the valley in which gradient descent with η = 0.5 ends."""
    f, starts = DoubleWell(), np.linspace(0.0, REACH, 921)
    theta = starts.copy()
    with np.errstate(all="ignore"):
        for _ in range(STEPS):
            theta = theta - RATE * (theta**3 - theta)
        labels = np.where(np.abs(theta - 1) < 1e-3, 0, np.where(np.abs(theta + 1) < 1e-3, 1, -1))
    fig, (top, row) = plt.subplots(2, 1, sharex=True, figsize=(6.8, 3.8), height_ratios=(3, 1))
    line = np.linspace(-1.6, REACH, 300)
    top.plot(line, [f.value(np.array([one])) for one in line], color="black")
    top.set(ylabel="f  [f]", title=f"(x² - 1)²/4, GD with η = {RATE:g}: where does each start end?")
    _strip(row, starts, labels, 0.0)
    row.set(yticks=[], xlabel="start x₀  [θ]", xlim=(-1.6, REACH))
    row.grid(visible=False)
    row.legend(handles=_patches(("at +1", "at -1", "neither")), loc="center left", fontsize="small")
    inside = starts[labels >= 0].max()
    first = starts[labels == 1].min()
    share = np.mean(labels[(starts > 0) & (starts <= inside)] == 1)
    print(f"η = 0.5: starts up to {inside:.3f} stay; {100 * share:.0f} % of them end at -1, the first at {first:.3f}")
    describe(
        fig,
        f"Above: a double well with its minima at -1 and 1. Below: the starts from 0 to {REACH}, coloured by their end: at "
        f"+1 up to {first:.2f}, then bands that end at -1 and at +1 in turn, ever narrower, and neither beyond {inside:.2f}.",
    )


def strips(label: Callable[[float, float], int], rates: Sequence[float], *, reach: float = 2.6, count: int = 131) -> None:
    """Colour starts on a line by their label, a row for each learning rate, and print the shares.

    Args:
        label: maps (start, η) to 0, 1 or -1.
        rates: the learning rates [θ²/f].
        reach: the last start.
        count: starts in a row.
    """
    starts = np.linspace(0.02, reach, count)
    fig, ax = plt.subplots(figsize=(7.4, 0.55 * len(rates) + 1.5))
    said, bands = [], []
    with np.errstate(all="ignore"):
        for height, rate in enumerate(rates):
            labels = np.array([int(label(float(start), rate)) for start in starts])
            _strip(ax, starts, labels, float(height))
            shares = [float(np.mean(labels == k)) for k in (0, 1, -1)]
            told = ", ".join(
                f"{100 * share:.0f} % {name}" for share, name in zip(shares, ("at +1", "at -1", "neither"), strict=True)
            )
            said.append(f"η = {rate:g}: {told}.")
            bands += [f"{starts[labels == 1].min():.2f} (η = {rate:g})"] if np.any(labels == 1) else []
    print("\n".join(said))
    ax.set(yticks=range(len(rates)), yticklabels=[f"η = {rate:g}" for rate in rates], xlabel="start x₀  [θ]")
    ax.grid(visible=False)
    ax.set(xlim=(0, 1.3 * reach), ylim=(-0.6, len(rates) - 0.4), xticks=np.arange(0, reach, 0.5), title="where each start ends")
    ax.spines.bottom.set_bounds(0, reach)
    ax.legend(handles=_patches(("at +1", "at -1", "neither")), loc="center right", fontsize="small")
    first = f" The first starts that end at -1: {', '.join(bands)}." if bands else ""
    describe(
        fig, f"A row of starts from 0 to {reach:g} for each learning rate, coloured by where they end. {' '.join(said)}{first}"
    )


def plane_of_basins(
    f: Function,
    labels: Mapping[str, Callable[[Floats], int]],
    *,
    reach: float,
    paths: Mapping[str, Mapping[str, ArrayLike]],
    points: Mapping[str, ArrayLike],
    count: int = 41,
) -> None:
    """Colour the starts of a square by their labels, a panel for each title, with level lines and paths.

    Args:
        f: maps θ, shape (2,), to a number.
        labels: title -> function that maps θ to 0, 1 or -1.
        reach: the square goes from -reach to reach in both coordinates.
        paths: title -> name -> path, shape (k, 2).
        points: kind -> critical points, shape (k, 2).
        count: starts on a side.
    """
    fig, axes = plt.subplots(1, len(labels), figsize=(4.9 * len(labels), 5.0), squeeze=False, layout="constrained")
    grid, said = np.linspace(-reach, reach, count), []
    for ax, (title, label) in zip(axes[0], labels.items(), strict=True):
        with np.errstate(all="ignore"):
            ends = np.array([[int(label(np.array([u, v]))) for u in grid] for v in grid])
        ax.pcolormesh(grid, grid, ends, cmap=ListedColormap(list(COLOURS.values())), vmin=-1, vmax=1, shading="nearest")
        ends_of = (-reach, reach)
        panel(ax, f, x=ends_of, y=ends_of, paths=paths[title], points=points, levels=9, log=True, labels=("u  [θ]", "v  [θ]"))
        ax.set_title(title)
        if ax.get_legend() is not None:
            ax.get_legend().remove()
        shares = [float(np.mean(ends == k)) for k in (0, 1, -1)]
        said.append(
            f"{title}: {100 * shares[0]:.0f} % of the starts end in the first minimum, {100 * shares[1]:.0f} % in the second, "
            f"{100 * shares[2]:.0f} % in neither; of neighbouring starts {100 * _apart(ends):.0f} % end differently. "
            f"{narrate(paths[title], points)}"
        )
    patches = _patches(("the first minimum", "the second", "neither"))
    lines = axes[0, -1].get_legend_handles_labels()[0]  # below the panels, where they hide no starts
    fig.legend(handles=[*patches, *lines], loc="outside lower center", ncols=6, fontsize="small")
    describe(fig, f"A square of starts, coloured by where they end, with level lines. {' '.join(said)}")


def _apart(ends: NDArray[np.int64]) -> float:
    """The share of the pairs of neighbours on the grid whose labels differ: small for a border, large for a patchwork."""
    pairs = [np.diff(ends, axis=axis).ravel() != 0 for axis in (0, 1)]
    return float(np.mean(np.concatenate(pairs)))


def straight_lines(named: Mapping[str, Any], claims: Mapping[str, Sequence[str]]) -> None:
    """Draw the losses on straight lines between two points, each with what the student says of it in the title.

    Args:
        named: letter -> object with `losses`, shape (m,).
        claims: letter -> words.
    """
    fig, axes = plt.subplots(1, len(named), figsize=(2.5 * len(named), 2.9))
    said = []
    for ax, (name, line) in zip(axes, named.items(), strict=True):
        words = ", ".join(claims[name])
        path_profile(ax, np.linspace(0, 1, len(line.losses)), {name: line.losses}, chord=False, ylabel="")
        ax.get_legend().remove()
        ax.set(title=f"{name}: {words}", xlabel="position on the line", xticks=(0, 0.5, 1))
        ax.title.set_fontsize("small")
        said.append(
            f"{name} ({words}): {line.losses[0]:.4g} and {line.losses[-1]:.4g} at the ends, {line.losses.max():.4g} at most, "
            f"{line.losses.min():.4g} at least."
        )
    axes[0].set_ylabel("loss  [f]")
    describe(fig, f"Five profiles of the loss on straight lines. {' '.join(said)}")


def log_of_two_runs() -> None:
    """Draw and print the log that the written tasks of 2.4 ask about: two trainings, and what was measured at four ends."""
    data = load("small_language_model")
    X, Y = (data.legs[name] for name in TWO_RUNS)
    named = {
        label: {"X": getattr(X, field), "Y": getattr(Y, field)}
        for label, field in (("loss of the batch  [nats]", "loss"), (NORM, "gradient_norm"))
    }
    medians = "; ".join(
        f"{name} {', '.join(f'{np.median(run.gradient_norm[at : at + 100]):.2f}' for at in LATER)}"
        for name, run in (("X", X), ("Y", Y))
    )
    steps = ", ".join(map(str, LATER))
    recorded(
        SimpleNamespace(step=X.step),
        named,
        log=(NORM,),
        title="two trainings with one recipe: X and Y",
        also=f"Medians of the gradient norm over 100 steps from step {steps}: {medians}.",
    )
    print("loss of a fixed sample [nats]; ‖g‖ of the batch of a step, median of the last 100 [f/θ];")
    print("eigenvalues on one fixed batch, with the Lanczos residual of λmin [f/θ²]; ‖θ‖ [θ]")
    print("end    loss    ‖g‖     λmax     λmin (residual)    ‖θ‖")
    for name, leg in zip("XYVW", (*TWO_RUNS, "fine_tune_1", "fine_tune_2"), strict=True):
        i, run = data.ends.index(leg), data.legs[leg]
        losses = f"{data.end_training_loss[i]:.3f}  {np.median(run.gradient_norm[-100:]):.3f}"
        lowest = f"{data.end_lambda_min[i]:8.2f} ({data.end_lambda_min_error[i]:.0e})"
        print(f"{name:>3}   {losses}  {data.end_lambda_max[i]:7.2f}  {lowest}  {run.parameter_norm[-1]:12.1f}")
    away = [data.distance[data.pairs.index(pair)] for pair in ("seeds", "fine_tunes")]
    print(f"distance of the ends [θ]: X to Y {away[0]:.1f}, V to W {away[1]:.1f}")
