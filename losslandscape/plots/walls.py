"""The pictures of 2.5: losses along paths between models, strings on a landscape, and a log of two pairs without names."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from matplotlib import pyplot as plt
from numpy.typing import ArrayLike, NDArray

from losslandscape.plots.appearance import look
from losslandscape.plots.description import describe
from losslandscape.plots.landscapes import landscape
from losslandscape.plots.traces import path_profile
from losslandscape.runs import load

Floats = NDArray[np.float64]
Function = Callable[[Floats], float]
WIDE = (10.0, 3.6)
NEAR = 0.09  # how far from its ends the log shows the second pair


def two_pairs() -> None:
    """Draw the training loss along the straight lines of the run `connectivity`, without saying which pair is which."""
    run = load("connectivity")
    profiles({"pair 1": run.training_loss[1], "pair 2": run.training_loss[0]}, run.alpha)


def profiles(named: Mapping[str, ArrayLike], at: ArrayLike | None = None, *, ylabel: str = "loss  [nats]") -> None:
    """Draw losses over the position on a path, each with its chord, in one picture.

    Args:
        named: name -> losses, shape (k,).
        at: positions, shape (k,); evenly spaced where they are not given.
        ylabel: with the unit.
    """
    fig, ax = plt.subplots()
    said = []
    for index, (name, values) in enumerate(named.items()):
        losses = np.asarray(values, dtype=float)
        t = np.linspace(0.0, 1.0, len(losses)) if at is None else np.asarray(at, dtype=float)
        ax.plot(t[[0, -1]], losses[[0, -1]], color="0.6", linewidth=0.8, linestyle=":")
        ax.plot(t, losses, label=name, markevery=max(1, len(t) // 10), markersize=4, **look(index))
        top, low = int(np.argmax(losses)), int(np.argmin(losses))
        between = f"at most {losses[top]:.3f} at ℓ = {t[top]:.2f}, at least {losses[low]:.3f} at ℓ = {t[low]:.2f}"
        said.append(f"{name}: {losses[0]:.3f} at the start, {between}, {losses[-1]:.3f} at the end.")
    ax.set(xlabel="position ℓ on the path", ylabel=ylabel)
    ax.legend()
    describe(fig, f"Losses along paths, each with a dotted chord. {' '.join(said)}")


def ways(
    left: Function,
    right: Function,
    lines: Mapping[str, ArrayLike],
    strings: Mapping[str, ArrayLike],
    fallen: Mapping[str, ArrayLike],
) -> None:
    """Draw straight lines and strings on ½(uv - 1)², and two strings on two wells a side.

    Args:
        left: the first function of θ, shape (2,).
        right: the second one.
        lines: name -> straight path on the first, shape (k, 2).
        strings: name -> the same path, relaxed.
        fallen: name -> string on the second.
    """
    paths = {
        "½(uv - 1)²": dict(lines) | {f"{name}, relaxed": path for name, path in strings.items()},
        "¼(u² - 1)² + ¼(v² - 1)²": dict(fallen),
    }
    (hyperbola, wells) = paths
    landscape(
        {hyperbola: left, wells: right},
        x=(-2.6, 3.4),
        y=(-2.6, 4.2),
        paths=paths,
        points={
            hyperbola: {"saddle": [(0, 0)]},
            wells: {
                "minimum": [(-1, -1), (1, 1), (1, -1), (-1, 1)],
                "saddle": [(0, -1), (0, 1), (1, 0), (-1, 0)],
                "maximum": [(0, 0)],
            },
        },
        levels=[0.05, 0.15, 0.25, 0.35, 0.5, 0.8, 1.3, 2.5, 5],
        labels=("u  [θ]", "v  [θ]"),
        also=" ".join(f"Half way, {name} is at {_half_way(path)}." for some in paths.values() for name, path in some.items()),
    )


def log_of_two_pairs() -> None:
    """Draw and print the log that the written tasks of 2.5 ask about: one pair on the whole line, one near its ends only."""
    run = load("small_language_model")
    at, (x, y) = run.alpha, (run.pairs.index("fine_tunes"), run.pairs.index("seeds"))
    ends = (at <= NEAR) | (at >= 1 - NEAR)
    fig, axes = plt.subplots(1, 2, figsize=WIDE)
    for ax, (text, losses) in zip(
        axes, {"training": run.training_loss, "validation": run.validation_loss}.items(), strict=True
    ):
        path_profile(ax, at, {"X": losses[x], "Y": np.where(ends, losses[y], np.nan)}, chord=False)
        ax.set_title(f"{text} text")
    legs = run.legs
    norms = {"X": ("fine_tune_1", "fine_tune_2", x), "Y": ("warmup", "other_seed", y)}
    for name, (first, second, row) in norms.items():
        shown = np.flatnonzero(ends | (at == 0.5)) if name == "X" else np.flatnonzero(ends)
        lengths = f"‖θ₁‖ = {_norm(legs[first]):.2f}, ‖θ₂‖ = {_norm(legs[second]):.2f}"
        print(f"{name}: ‖θ₁ - θ₂‖ = {run.distance[row]:.2f}, {lengths}  [θ]")
        for label, values in (("ℓ", at), ("training", run.training_loss[row]), ("validation", run.validation_loss[row])):
            print(f"   {label:10}  {'  '.join(f'{value:.3f}' for value in values[shown])}")
    describe(
        fig,
        "Losses along two straight lines, on training and on validation text. X sags below its ends. Y is drawn near "
        "its two ends only: it leaves them upwards, but for the first step on validation text, from 1.822 to 1.819.",
    )


def _half_way(path: ArrayLike) -> str:
    u, v = np.asarray(path, dtype=float)[len(np.asarray(path)) // 2]
    return f"({u:.2f}, {v:.2f})"


def _norm(run: object) -> float:
    return float(run.parameter_norm[-1])  # type: ignore[attr-defined]  # a TrainingRun
