"""The pictures of 2.3: losses that go down stairs, two saddles of different order, rests against the size of the start."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import Any

import numpy as np
from matplotlib import pyplot as plt
from numpy.typing import ArrayLike, NDArray

from losslandscape.objectives import DeepLinear, staircase
from losslandscape.plots.appearance import BLACK, finish, look
from losslandscape.plots.description import describe
from losslandscape.plots.landscapes import landscape
from losslandscape.plots.traces import curves, recorded
from losslandscape.runs import load

Floats = NDArray[np.float64]
WIDE = (10.0, 3.6)
HOOK = {2: (0.05, 0.001, 220), 3: (0.02, 0.1, 600)}  # depth -> learning rate, size of the start, steps
SEED = 8  # of the start
SHELF = 251  # steps of the log that the written tasks ask about
SADDLES = {"½(uv - 1)²": lambda q: 0.5 * (q[0] * q[1] - 1) ** 2, "½(uv² - 1)²": lambda q: 0.5 * (q[0] * q[1] ** 2 - 1) ** 2}


def descended(net: DeepLinear, rate: float, scale: float, steps: int) -> Floats:
    """Return the losses of gradient descent from a random start of that size, shape (steps + 1,)."""
    theta = scale * np.random.default_rng(SEED).standard_normal(net.size)
    losses = [net.value(theta)]
    for _ in range(steps):
        theta = theta - rate * net.gradient(theta)
        losses.append(net.value(theta))
    return np.array(losses)


def stairs() -> None:
    """Draw the loss of two deep linear networks, of two and of three matrices, trained from small starts."""
    fig, axes = plt.subplots(1, 2, figsize=WIDE)
    said = []
    for ax, (depth, (rate, scale, steps)) in zip(axes, HOOK.items(), strict=True):
        losses = descended(staircase(depth), rate, scale, steps)
        curves(ax, np.arange(steps + 1), {"loss": losses}, xlabel="step", ylabel="loss  [f]")
        ax.set_title(f"L = {depth}: weights from {scale:g}, η = {rate:g}")
        falls = [int(np.argmax(losses < level)) for level in (6.5, 1.5, 0.25)]
        said.append(
            f"L = {depth}, {steps} steps: near 10.5, 2.5, 0.5 and 0 in turn, with steep falls about the steps {_listed(falls)}."
        )
    describe(fig, f"Two curves of the loss over the steps. {' '.join(said)}")


def two_saddles(walked: Mapping[str, Mapping[str, ArrayLike]]) -> None:
    """Draw paths over ½(uv - 1)² and ½(uv² - 1)², and print after how many steps each kicked one is at distance 1 from 0.

    Args:
        walked: title of the panel, one of `SADDLES` -> name -> path, shape (k, 2).
    """
    for title, named in walked.items():
        for name, path in named.items():
            far = np.linalg.norm(np.asarray(path, dtype=float), axis=1) >= 1
            if name.startswith("kick"):
                print(
                    f"{title}, {name}: distance 1 after {np.argmax(far) - 1} steps" if far.any() else f"{title}, {name}: stays"
                )
    landscape(
        {title: SADDLES[title] for title in walked},
        x=(-1.8, 1.8),
        y=(-1.8, 1.8),
        paths=walked,
        points={title: {kind: [(0, 0)]} for title, kind in zip(walked, ("saddle", "degenerate"), strict=True)},
        levels=[0.02, 0.08, 0.18, 0.32, 0.42, 0.48, 0.52, 0.6, 0.8, 1.2, 2, 4],
        labels=("u  [θ]", "v  [θ]"),
        equal=True,
    )


def landings(shown: Mapping[str, tuple[Sequence[float], Sequence[float], Sequence[int]]]) -> None:
    """Draw losses with the heights of the landings and the Morse index of each.

    Args:
        shown: title -> losses over the steps; loss of each landing; Morse index of each landing.
    """
    fig, axes = plt.subplots(1, len(shown), figsize=WIDE, squeeze=False)
    said = []
    for ax, (title, (losses, heights, indices)) in zip(axes[0], shown.items(), strict=True):
        curves(ax, np.arange(len(losses)), {"loss": losses}, xlabel="step", ylabel="loss  [f]")
        for place, (height, index) in enumerate(zip(heights, indices, strict=True)):
            ax.axhline(height, color=BLACK, linestyle=":", linewidth=0.9)
            last = place == len(heights) - 1  # near the one before: its label stands below
            side = {"va": "top" if last else "bottom", "ha": "right", "fontsize": "small"}
            shift = (-0.01 if last else 0.01) * max(heights)
            ax.text(0.98, height + shift, f"index {index}", transform=ax.get_yaxis_transform(), **side)
        ax.set_ylim(-0.08 * max(heights), 1.1 * max(heights))
        ax.set_title(f"{title}: your walk, your morse_index")
        said.append(f"{title}: landings at {_listed(round(float(h), 2) for h in heights)} with index {_listed(indices)}.")
    describe(fig, f"Losses over the steps, a dotted line at the height of each landing. {' '.join(said)}")


def orders(
    measured: Mapping[str, tuple[Sequence[float], Sequence[int]]], foretold: Mapping[str, tuple[str, float, float]]
) -> None:
    """Draw rests against the size of the start, one panel a training, with the forecast for the last, and print both.

    Args:
        measured: name -> sizes of the starts [θ], steps.
        foretold: name -> kind, order, forecast of the last of these steps.
    """
    fig, axes = plt.subplots(1, len(measured), figsize=WIDE, squeeze=False)
    square = {"linestyle": "none", "marker": "s", "markersize": 10, "markerfacecolor": "none", "markeredgewidth": 1.6}
    said = []
    for place, (ax, (name, (scales, lengths))) in enumerate(zip(axes[0], measured.items(), strict=True)):
        kind, order, ahead = foretold[name]
        ax.plot(scales, lengths, label="counted", **look(0))
        ax.plot(scales[-1:], [ahead], label="your forecast", color=look(1)["color"], **square)
        finish(ax, "size s of the start", "steps on the shelf" if place == 0 else "", "x", legend=True)
        ax.set_xticks(scales, [f"{scale:g}" for scale in scales])
        ax.minorticks_off()
        ax.set(title=f"{name}: {kind}" + (f", order {order:.2f}" if order else ""), ylim=(0, 1.15 * max(*lengths, ahead)))
        print(f"{name}: {kind}; the fourth start, {scales[-1]:g}: forecast {ahead:.0f}, counted {lengths[-1]}")
        said.append(f"{name}: from {scales[0]:g} to {scales[-1]:g} the steps are {_listed(lengths)}, forecast {ahead:.0f}.")
    describe(fig, f"Steps on the first shelf against the size of the start, logarithmic. {' '.join(said)}")


def log_of_a_shelf() -> None:
    """Draw the log that the written tasks of 2.3 ask about, without its name, and print its first measurements."""
    run = load("small_language_model").legs["no_warmup"]
    seen = run.hessian_step < SHELF
    log = SimpleNamespace(step=run.step[:SHELF], hessian_step=run.hessian_step[seen])
    panels = {
        "loss  [nats]": run.loss[:SHELF],
        "update  [θ]": run.update_norm[:SHELF],
        "‖θ‖  [θ]": run.parameter_norm[:SHELF],
        "-λmin  [f/θ²]": -run.lambda_min[seen],
    }
    seen_loss = [f"{run.loss[step]:.2f} at {step}" for step in (0, 10, 20, 30, 60, 100, 150, 200, 250)]
    seen_low = [
        f"{low:.2f} at {step}" for step, low in zip(log.hessian_step, panels["-λmin  [f/θ²]"], strict=True) if step <= 150
    ]
    also = f"Loss by step: {', '.join(seen_loss)}. -λmin by step: {', '.join(seen_low)}."
    recorded(log, panels, log=("update  [θ]", "-λmin  [f/θ²]"), title="a log without a name", also=also)
    print("step   loss   ‖g‖     update   ‖θ‖    λmin (residual)    preconditioned ηλmax")
    for step in (0, 10, 30, 60, 70, 80, 100):
        (k,) = np.flatnonzero(run.hessian_step == step)
        edge = run.learning_rate[step] * run.preconditioned_lambda_max[k]
        print(
            f"{step:4d}  {run.loss[step]:5.3f}  {run.gradient_norm[step]:6.3f}  {run.update_norm[step]:6.3f}  "
            f"{run.parameter_norm[step]:6.2f}  {run.lambda_min[k]:7.3f} ({run.lambda_min_error[k]:.3f})  {edge:14,.1f}"
        )


def _listed(values: Any) -> str:
    *most, last = [str(value) for value in values]
    return f"{', '.join(most)} and {last}" if most else last
