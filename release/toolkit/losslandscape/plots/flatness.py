"""The pictures of notebook 1.1, one call each: a flat loss curve and what may stand behind it.

Each takes the student's own functions or what they returned, draws one figure, and shows it with its text alternative.
"""

# Longer than the house measure: one function a picture, and half of each is its text alternative.

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib import pyplot as plt
from numpy.typing import ArrayLike

from losslandscape import runs
from losslandscape.plots.appearance import BLACK, finish, look
from losslandscape.plots.description import describe
from losslandscape.plots.landscapes import panel
from losslandscape.plots.traces import curves, mark_intervals

SHOWN_STEPS = 13  # of a walk in the plane: more of them cover the level lines
NEGATIVE_SHARE = 0.02  # of the spectral norm: from there on the notebook calls an eigenvalue of a run negative


def first_steps(run: Any, stop: int) -> None:
    """Draw the loss of the first `stop` steps of a recorded run."""
    fig, ax = plt.subplots()
    curves(ax, run.step[:stop], {"training loss": run.loss[:stop]}, xlabel="step", ylabel="loss  [f]")
    ax.set_ylim(0, 5)
    ax.set_title("Finished, stuck, or resting?")
    describe(
        fig,
        f"Training loss over the first {stop} steps. It falls from 4.6 to about 4 in the first 300 steps, and then lies "
        "in a band about 0.3 wide that hardly falls, at 3.9 in the end.",
    )


def flat_valleys(flow_time: Any, flow_time_quadratic: Any, symbols: Sequence[Any]) -> None:
    """Draw the loss x^p/p against the time of the flow from 1, for p = 2, 4, 6, 8, on logarithmic axes.

    Args:
        flow_time: SymPy expression in `symbols`.
        flow_time_quadratic: SymPy expression in the first two of them, for p = 2.
        symbols: those of start, end and power, in this order.
    """
    import sympy as sp  # only this picture needs it

    positions = np.logspace(-4.5, 0, 300)[:-1]
    time_of = sp.lambdify(symbols, flow_time, "numpy")
    time_of_quadratic = sp.lambdify(symbols[:2], flow_time_quadratic, "numpy")
    fig, ax = plt.subplots()
    for i, power in enumerate((2, 4, 6, 8)):
        times = time_of_quadratic(1.0, positions) if power == 2 else time_of(1.0, positions, float(power))
        ax.plot(times, positions**power / power, label=f"p = {power}", **look(i), markevery=20, markersize=4)
    finish(ax, "flow time t  [θ²/f]", "loss  [f]", "xy", legend=True)
    ax.set(xlim=(1e-1, 1e6), ylim=(1e-9, 1))
    ax.set_title("A flat valley costs orders of magnitude, not percent")
    describe(
        fig,
        "Loss against flow time on logarithmic axes for the powers 2, 4, 6 and 8, all from x0 = 1. The curve for 2 "
        "drops like a cliff near time 10; those for 4, 6 and 8 bend at first and are straight lines from time 10 on, "
        "the less steep the larger the power.",
    )


def walks(f: Callable[[Any], float], named: Mapping[str, ArrayLike]) -> None:
    """Draw paths of gradient descent, each of shape (k, 2), over the level lines of f, and beside it the loss of each step."""
    fig, (plane, losses) = plt.subplots(1, 2, figsize=(9.2, 3.8))
    first = {name: np.asarray(path)[:SHOWN_STEPS] for name, path in named.items()}
    lines, labels = [0.01, 0.05, 0.2, 1, 3, 6, 10, 15, 20], ("u  [θ]", "v  [θ]")
    panel(plane, f, x=(-1.5, 1.5), y=(-0.1, 1.25), paths=first, levels=lines, labels=labels)
    for line in plane.lines:
        line.set_linewidth(1.1)
    plane.set_title(f"the first {SHOWN_STEPS - 1} steps")
    for i, (name, path) in enumerate(named.items()):
        values = np.array([f(point) for point in np.asarray(path)])
        losses.plot(values, label=name, **look(i), markevery=[len(values) - 1], markersize=5)
    finish(losses, "step", "loss  [f]", "y", legend=False)
    losses.set_ylim(1e-6, 1e3)
    losses.set_title("their loss")
    describe(
        fig,
        "Left: three paths from (1, 1) over the level lines of a narrow valley. The slowest rate slides to the floor"
        " u = 0 and creeps along it; a rate just below the limit jumps from wall to wall, ever less; a rate just above"
        " the limit jumps from wall to wall, ever more. Right: loss against step, logarithmic. Two curves fall and"
        " flatten out, from step 28 on that of the larger rate below the other; the third rises from the start.",
    )


def radii(radius: Callable[[float, float, float, float], float]) -> None:
    """Draw the guaranteed radius over the curvature bound for three gradient norms and a drop of 0.1.

    Args:
        radius: the student's plateau_radius(eps, lam, lip, drop).
    """
    curvatures = np.logspace(-3, 2, 120)
    fig, ax = plt.subplots()
    named = {
        f"gradient norm {name}": [radius(eps, float(lam), 0.0, 0.1) for lam in curvatures]
        for name, eps in (("1", 1.0), ("10⁻¹", 1e-1), ("10⁻³", 1e-3))
    }
    labels = {"xlabel": "curvature bound λ  [f/θ²]", "ylabel": "guaranteed radius r  [θ]"}
    curves(ax, curvatures, named, **labels, log="xy", markers=True)
    ax.set_title("Beyond some curvature the gradient norm says nothing (Δ = 0.1)")
    describe(
        fig,
        "Guaranteed plateau radius against the curvature bound on logarithmic axes, for gradient norms 1, 0.1 and "
        "0.001. The first two curves start level and bend down, the third falls from the beginning; towards the right "
        "they come near one falling line, that of norm 1 last and still a fifth below it at the end.",
    )


def pulls(slopes: Callable[[Any, Any], Any]) -> None:
    """Draw how hard two losses pull a sigmoid unit with label 1, over its logit.

    Args:
        slopes: the student's saturation(z, y).
    """
    logits = np.linspace(-30, 30, 601)
    squared, cross_entropy = slopes(logits, np.ones(len(logits)))
    fig, ax = plt.subplots()
    named = {"cross-entropy": -np.asarray(cross_entropy), "half the squared error": -np.asarray(squared)}
    labels = {"xlabel": "logit z  [1], label y = 1", "ylabel": "pull −dL/dz  [f]"}
    curves(ax, logits, named, **labels, log="y", markers=True)
    mark_intervals(ax, [(-30, -5)], label="confidently wrong")
    ax.set_ylim(1e-14, 10)
    ax.set_title("The same unit, the same mistake: only one of the losses sees it")
    describe(
        fig,
        "Pull towards the label against the logit, logarithmic pull. On the right both pulls fall off exponentially. On"
        " the left, in a hatched band of confidently wrong units, that of cross-entropy stays at 1 and that of the "
        "squared error falls to 1e-13.",
    )


def instruments(run: Any, stretches: Mapping[str, tuple[int, int]], radius: Callable[..., float], *, drop: float = 0.1) -> None:
    """Draw loss, length of a step against the guaranteed radius, edge ratio and negative curvature of a recorded run.

    Args:
        run: a recorded run of gradient descent.
        stretches: name -> half-open interval of steps to hatch.
        radius: the student's plateau_radius(eps, lam, lip, drop).
        drop: what counts as progress [f].
    """
    at = run.hessian_step
    rate = run.learning_rate[at]
    norm = np.maximum(run.lambda_max, -run.lambda_min)
    reach = [radius(float(g), float(lam), 0.0, drop) for g, lam in zip(run.gradient_norm[at], norm, strict=True)]
    fig, axes = plt.subplots(4, 1, sharex=True, figsize=(6.8, 8.6))
    curves(axes[0], run.step, {"training loss": run.loss}, xlabel="", ylabel="loss  [f]")
    lengths = {"length of a step": rate * run.gradient_norm[at], "guaranteed radius": reach}
    curves(axes[1], at, lengths, xlabel="", ylabel="length  [θ]", log="y", markers=True)
    curves(axes[2], at, {"edge ratio": rate * run.lambda_max / 2}, xlabel="", ylabel="η λmax / 2  [1]", log="y", markers=True)
    _ticks(axes[2], (0.1, 0.2, 0.5, 1, 2, 5))
    axes[2].axhline(1.0, color=BLACK, linestyle="--", linewidth=1.0)
    share = np.maximum(-run.lambda_min / norm, 1e-4)
    curves(axes[3], at, {"negative": share}, xlabel="step", ylabel="−λmin / ‖H‖₂  [1]", log="y", markers=True)
    axes[3].axhline(NEGATIVE_SHARE, color=BLACK, linestyle="--", linewidth=1.0)
    for ax in axes:
        mark_intervals(ax, list(stretches.values()))
    for name, (a, b) in stretches.items():
        axes[0].text((a + b) / 2, 1.2, name, ha="center", backgroundcolor="white")
    axes[0].set_title("One flat curve, two places")
    describe(
        fig,
        "Four panels over 1,200 steps with two hatched stretches, A at 500 to 600 and B at 1,100 to 1,200. Loss: a "
        "shelf near 4 until step 700, a fall to 0.1 by step 900, a floor. Length of a step and guaranteed radius: on "
        "the shelf the step is longer, 0.15 against 0.06, on the floor far shorter, 0.005 against 0.3. Edge ratio: "
        "above the dashed line at 1 on the shelf, peak 4.6 in the fall, 0.1 on the floor. Negative share of the "
        "spectrum: above the dashed line at 0.02 on the shelf, below it on the floor.",
    )


def unnamed_log() -> None:
    """Draw the log that the written tasks of 1.1 ask about: loss, two lengths and curvature, without the run's name."""
    run, stop = runs.load("slow_fuse"), 901
    rate = float(run.learning_rate[0])
    measured = run.hessian_step < stop
    fig, axes = plt.subplots(3, 1, sharex=True, figsize=(6.8, 6.2))
    curves(axes[0], run.step[:stop], {"loss": run.loss[:stop]}, xlabel="", ylabel="loss  [f]")
    axes[0].set_ylim(0, 0.06)
    lengths = {"‖θ(t+1) − θ(t)‖": run.update_norm[:stop], "η ‖∇f‖": rate * run.gradient_norm[:stop]}
    curves(axes[1], run.step[:stop], lengths, xlabel="", ylabel="length  [θ]", log="y", markers=True)
    names = {"xlabel": "step", "ylabel": "curvature  [f/θ²]"}
    curves(axes[2], run.hessian_step[measured], {"λmax": run.lambda_max[measured]}, **names, log="y", markers=True)
    _ticks(axes[2], (25, 50, 100, 200))
    axes[0].set_title(f"A full-batch log, η = {rate:g}")
    describe(
        fig,
        "Three panels over 900 steps. Loss: a level line at 0.036. Lengths, logarithmic: the distance between two "
        "iterates falls from 0.028 to 0.010; the learning rate times the gradient norm lies near 0.000002. Largest "
        "eigenvalue, logarithmic: a straight line from 28 to 225.",
    )
    for step in (0, 300, 600, 900):
        lam = float(run.lambda_max[run.hessian_step == step][0])
        print(f"step {step:3d}:  loss {run.loss[step]:.5f}   λmax {lam:6.1f}   parameter norm {run.parameter_norm[step]:5.2f}")


def _ticks(ax: Any, values: Sequence[float]) -> None:
    """Write these values at a logarithmic axis as they are, which reads more easily than powers of ten."""
    ax.set_yticks(values, labels=[f"{value:g}" for value in values])
