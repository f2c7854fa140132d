"""Whole pictures of notebook 1.3: a race beside a saddle, escapes, fresh batches, a shelf. Each draws, describes and shows."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from matplotlib import pyplot as plt
from numpy.typing import NDArray

from losslandscape import runs
from losslandscape.plots.appearance import BLACK, BLUE, VERMILION
from losslandscape.plots.description import describe
from losslandscape.plots.landscapes import panel
from losslandscape.plots.traces import curves, mark_intervals, mark_step

WIDE = (10.0, 3.8)  # inches: two panels
DECAY, RATE, START = 0.1, 0.5, (1.0, -0.8)  # the model of the opening, [f/θ²], [θ²/f], [θ]
# Gradient norms of two methods from START, as they came out; that of gradient descent is made below. [f/θ]
NEWTON = (1.0089, 0.23933, 0.012945, 2.368e-06, 1.3435e-17)
THIRD = (1.0089, 0.26159, 0.19566, 0.27273, 0.16441, 0.037603, 0.00018167, 1.0291e-08)
Floats = NDArray[np.float64]


def loss(theta: Floats) -> float:
    """The model of the opening: ln(1 + exp(-uv)) + α/2 (u² + v²) with α = 0.1."""
    return float(np.logaddexp(0, -theta[0] * theta[1]) + DECAY / 2 * theta @ theta)


def slope(theta: Floats) -> Floats:
    """Its gradient, shape (2,)."""
    return np.asarray(DECAY * theta - theta[::-1] / (1 + np.exp(theta[0] * theta[1])))


def race() -> None:
    """Draw the gradient norms of gradient descent, Newton's method and a third one, from the same start."""
    theta = np.array(START)
    norms: list[float] = []
    while not norms or norms[-1] > 1e-6:
        norms.append(float(np.linalg.norm(slope(theta))))
        theta = theta - RATE * slope(theta)
    fig, ax = plt.subplots()
    named = {"gradient descent": norms, "Newton": NEWTON, "the third": THIRD}
    length = max(map(len, named.values()))
    padded = {name: [*values, *[math.nan] * (length - len(values))] for name, values in named.items()}
    curves(ax, np.arange(length), padded, xlabel="step", ylabel="gradient norm  [f/θ]", log="y", markers=True)
    ax.axhline(1e-6, color=BLACK, linestyle=":", linewidth=1.2)
    ax.set_title("Which one would you take?")
    steps = {name: len(values) - 1 for name, values in named.items()}
    describe(
        fig,
        f"Gradient norm against step, logarithmic, from about 1 down to the criterion 10⁻⁶. Newton's method "
        f"meets it after {steps['Newton']} steps, the third method after {steps['the third']}, gradient descent after "
        f"{steps['gradient descent']}: it falls, rises again in the first twenty steps, and then falls on a straight line.",
    )


def walked(y0: float, *, rate: float, reach: float = 1.0) -> Floats:
    """Return the path of gradient descent from (1, -1)/2 plus y0 along (1, 1)/√2, until it is `reach` along it; (k, 2) [θ]."""
    down = np.array([1.0, 1.0]) / math.sqrt(2)
    path = [np.array([0.5, -0.5]) + y0 * down]
    while path[-1] @ down < reach:
        path.append(path[-1] - rate * slope(path[-1]))
    return np.array(path)


def escapes(time: Callable[[float, float, float, float], Any], curvature: float, *, rate: float) -> None:
    """Draw walks of gradient descent past the saddle of the opening, and their steps beside the formula.

    Args:
        time: the student's escape time of (η, μ, y0, δ).
        curvature: μ > 0 at that saddle [f/θ²].
        rate: η [θ²/f].
    """
    starts = [10.0**-k for k in (1, 2, 4, 6, 8, 10, 12, 14, 15)]
    counted = [len(walked(y0, rate=rate)) - 1 for y0 in starts]
    fig, (plane, right) = plt.subplots(1, 2, figsize=WIDE)
    shown = {f"y₀ = {name}": walked(y0, rate=rate) for name, y0 in (("10⁻¹", 1e-1), ("10⁻⁸", 1e-8))}
    panel(plane, loss, x=(-0.6, 1.2), y=(-0.8, 1.2), paths=shown, points={"saddle": [(0, 0)]}, labels=("u  [θ]", "v  [θ]"))
    plane.set(title="two starts, one way out", yticks=(-0.5, 0, 0.5, 1))
    formula = [float(time(rate, curvature, y0, 1.0)) for y0 in starts]
    labels = {"xlabel": "distance y₀  [θ]", "ylabel": "steps to δ = 1"}
    curves(right, starts, {"walked": counted, "your escape_time": formula}, **labels, log="x", markers=True)
    right.set_title("closeness enters by its logarithm")
    for y0 in (1e-8, 1e-16):
        log = time(0.1, 1.0, y0, 1.0)
        print(f"ημ = 0.1, from y0 = {y0:g}: {math.ceil(log)} steps; with ημ itself: {math.ceil(math.log(1 / y0) / 0.1)}")
    describe(
        fig,
        f"Left: level lines about a saddle; two walks run to it and leave along one diagonal. Right: steps until distance 1 "
        f"against the first distance, logarithmic: a straight line from {counted[0]} steps at 0.1 to {counted[-1]} at 10⁻¹⁵; "
        f"the formula from {formula[0]:.0f} to {formula[-1]:.0f}.",
    )


def fresh_batches(lam: float, residual: float, values: Sequence[float]) -> None:
    """Draw v·H'v of one direction on fresh batches beside λmin of the batch that chose it [f/θ²]."""
    v = np.asarray(values, dtype=float)
    mean, error = float(v.mean()), float(v.std(ddof=1) / math.sqrt(len(v)))
    fig, ax = plt.subplots(figsize=(6.4, 3.0))
    ax.hist(v, bins=16, color="0.8", edgecolor="0.4", label="v·H'v on a fresh batch")
    ax.axvline(mean, color=BLUE, label="their mean")
    ax.axvline(lam, color=VERMILION, linestyle="--", label="λmin of the batch that chose v")
    ax.set(xlabel="curvature along v  [f/θ²]", ylabel="batches", title="Who chose the direction?")
    ax.legend(fontsize="small", loc="upper center", bbox_to_anchor=(0.5, -0.25), ncols=3)  # below: the lines stay in view
    print(
        f"λmin of the batch {lam:.3f} (residual {residual:.0e}); the same v on {len(v)} fresh batches {mean:.3f} ± {error:.3f}."
    )
    describe(
        fig,
        f"Histogram of the curvature along one direction on {len(v)} fresh batches, around {mean:.2f}, from {v.min():.2f} to "
        f"{v.max():.2f}; the batch that chose the direction has {lam:.2f}.",
    )


def shelf(run: Any, stretch: tuple[int, int], *, predicted: float, needed: float) -> None:
    """Draw a recorded run with a shelf, the end that one strict saddle predicts, and the curvature that it needs.

    Args:
        run: a recorded run with measured curvature.
        stretch: first step of the shelf and the step after its last.
        predicted: steps that the shelf should have lasted.
        needed: the μ that would have made it as long as it was [f/θ²].
    """
    start, stop = stretch
    fig, (left, right) = plt.subplots(1, 2, figsize=WIDE)
    curves(left, run.step[:1000], {"training loss": run.loss[:1000]}, xlabel="step", ylabel="loss  [f]")
    mark_intervals(left, [stretch], label="the shelf")
    mark_step(left, start + predicted, "one saddle ends")
    left.set_ylim(0, 8)
    inside = (run.hessian_step >= start) & (run.hessian_step < stop)
    measured = -run.lambda_min[inside]
    named = {"measured −λmin, one batch": measured, "needed μ": np.full(len(measured), needed)}
    curves(right, run.hessian_step[inside], named, xlabel="step", ylabel="negative curvature  [f/θ²]", markers=True)
    right.set_ylim(0, 1.1 * float(measured.max()))
    right.set_title("stronger than the shelf allows")
    describe(
        fig,
        f"Left: loss over 1,000 steps, the shelf from {start} to {stop} hatched, a line at step {start + predicted:.0f} where "
        f"one saddle would have been over. Right: the negative curvature on the shelf, from {measured.min():.2f} to "
        f"{measured.max():.2f}, and a level line at {needed:.2f}.",
    )


def colleagues_log() -> None:
    """Draw the log that the written tasks of 1.3 ask about: loss, gradient norm, η λmax and λmin, without the run's name."""
    run, start, stop = runs.load("slow_fuse"), 1300, 2397
    seen = (run.hessian_step >= start) & (run.hessian_step < stop)
    at, rate = run.hessian_step[seen], float(run.learning_rate[0])
    fig, axes = plt.subplots(2, 2, sharex=True, figsize=(10.0, 5.6))
    steps = run.step[start:stop]
    curves(axes[0, 0], steps, {"loss": run.loss[start:stop]}, xlabel="", ylabel="loss  [f]")
    axes[0, 0].set(ylim=(0.03, 0.045), yticks=(0.03, 0.035, 0.04, 0.045))
    curves(axes[0, 1], steps, {"‖∇f‖": run.gradient_norm[start:stop]}, xlabel="", ylabel="gradient norm  [f/θ]", log="y")
    curves(axes[1, 0], at, {"η λmax": rate * run.lambda_max[seen]}, xlabel="step", ylabel="η λmax", markers=True)
    curves(axes[1, 1], at, {"λmin": run.lambda_min[seen]}, xlabel="step", ylabel="λmin  [f/θ²]", markers=True)
    axes[0, 0].set_title(f"full batch, η = {rate:g}")
    for step in (1300, 1400, 1425, 1450, 1475, 1500, 1525, 1550, 1900, 2300):
        (k,) = np.flatnonzero(run.hessian_step == step)
        print(
            f"step {step}:  loss {run.loss[step]:.4f}   gradient norm {run.gradient_norm[step]:.4f}   "
            f"η λmax {rate * run.lambda_max[k]:.2f}   λmin {run.lambda_min[k]:7.1f} (residual {run.lambda_min_error[k]:.1f})"
        )
    print(f"the next step, {stop - 1}: loss {run.loss[stop - 1]:.2f}")
    describe(
        fig,
        f"Four panels over the steps {start} to {stop - 1}. Loss: level at 0.036, from step 1,500 a band up to 0.040, a jump "
        "at the end. Gradient norm, logarithmic: 0.002, then about 1 from step 1,500 on. η λmax: from 1.4 up through 2 to 2.6, "
        "then between 1.6 and 3.4. λmin: 0 until step 1,500, then between -23 and -290.",
    )
