"""The pictures of notebook 2.1, one call each: two hunts, two coordinates, errors of a step, moments, noise, a log at rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import SimpleNamespace
from typing import Any

import numpy as np
from matplotlib import pyplot as plt
from numpy.typing import ArrayLike, NDArray

from losslandscape.plots.appearance import BLACK, finish, look
from losslandscape.plots.description import describe
from losslandscape.plots.planes import contours, paths
from losslandscape.plots.traces import curves, recorded
from losslandscape.runs import load

WIDE = (10.0, 4.2)  # inches: two panels
SQUARE = (-5.5, 5.5)
SEED, STARTS = 43, 5  # five random starts that reach four of the nine points
AT_REST = (900, 1500)  # the stretch of `log_at_rest`
BLOCK = 100  # steps of a row of its table
SIGNS = {1: ("+1", "o", "#0072B2"), -1: ("−1", "X", "#D55E00"), 0: ("0, degenerate", "P", "#555555")}
Floats = NDArray[np.float64]


def five_starts() -> None:
    """Walk Newton's method on Himmelblau's function from five random starts; draw the walks and the points reached."""
    starts = np.random.default_rng(SEED).uniform(-5, 5, (STARTS, 2))
    walks = {f"start {k + 1}": _newton(start) for k, start in enumerate(starts)}
    ends = np.array([walk[-1] for walk in walks.values()])
    kept = [k for k in range(len(ends)) if np.all(np.linalg.norm(ends[:k] - ends[k], axis=1) > 1e-6)]
    indices = [int(np.sign(np.linalg.det(_derivatives(ends[k])[1]))) for k in kept]
    hunt(walks, ends[kept], indices, title=f"four points, indices add up to {sum(indices)}")


def hunt(walks: Mapping[str, ArrayLike], points: ArrayLike, indices: Sequence[int], *, title: str = "") -> None:
    """Draw walks on Himmelblau's function and critical points with their index, +1 as discs and -1 as crosses.

    Args:
        walks: name -> path, shape (steps + 1, 2).
        points: critical points, shape (k, 2).
        indices: their indices, +1, -1 or 0.
        title: above the picture; the number of points and the sum if not given.
    """
    found = np.asarray(points, dtype=float).reshape(-1, 2)
    fig, ax = plt.subplots(figsize=(7.6, 5.4))
    contours(ax, _himmelblau, x=SQUARE, y=SQUARE, levels=[2, 10, 25, 50, 80, 110, 150, 180, 250, 400, 600], labels=("x", "y"))
    paths(ax, walks)
    for line in ax.lines:
        line.set_alpha(0.75)
    for index, (label, marker, colour) in SIGNS.items():
        chosen = found[np.asarray(indices) == index]
        if len(chosen):
            drawn = {"marker": marker, "color": colour, "edgecolors": "white", "s": 150, "zorder": 6}
            ax.scatter(chosen[:, 0], chosen[:, 1], label=f"index {label}", **drawn)
    ax.set(xlim=SQUARE, ylim=SQUARE, title=title or f"{len(found)} points, indices add up to {sum(indices)}")
    ax.legend(loc="center left", bbox_to_anchor=(1.01, 0.5), fontsize="small", frameon=False)
    ax.set_aspect("equal")
    said = ", ".join(f"({x:.2f}, {y:.2f}) with index {index:+d}" for (x, y), index in zip(found, indices, strict=True))
    describe(
        fig,
        f"Level lines of Himmelblau's function over x and y, {len(walks)} walks of Newton's method, "
        f"and the critical points {said}.",
    )


def two_coordinates(curvature: Callable[[Floats], Any]) -> None:
    """Draw ½(t - 2)² over t and over s = ln t, and where its curvature in s changes sign; print that curvature at s = -1.

    Args:
        curvature: second derivative of the function by s, at t.
    """
    t = np.linspace(0.05, 4.0, 200)
    value, bend = (t - 2) ** 2 / 2, np.broadcast_to(np.asarray(curvature(t), dtype=float), t.shape)
    bent = bend < 0
    flips = t[1:][bent[1:] != bent[:-1]]  # none, where the curvature in s keeps its sign
    fig, axes = plt.subplots(1, 2, figsize=WIDE, sharey=True)
    for ax, at, place, name in zip(axes, (t, np.log(t)), (flips, np.log(flips)), ("t  [θ]", "s = ln t"), strict=True):
        over_s = ax is axes[1]
        ax.plot(at, value, color=BLACK, linewidth=1.2, label="½(t − 2)²")
        if over_s:
            ax.plot(at[bent], value[bent], "-", color=look(1)["color"], linewidth=5, alpha=0.5, label="curvature below 0")
        for k, x in enumerate(place):
            ax.axvline(x, color=BLACK, linestyle=":", linewidth=1.2, label="" if k else "curvature in s is 0")
        ax.plot(2 if name[0] == "t" else np.log(2), 0, "o", color=look(0)["color"], markersize=8, label="critical point")
        finish(ax, name, "f  [f]", "", legend=True)
    axes[0].set_title("convex")
    axes[1].set_title("the same function, another coordinate")
    print(f"curvature in s at s = -1: {float(np.asarray(curvature(np.exp(-1.0)))):.3f}")
    where = f", concave for t below {flips[0]:.2g}, where a dotted line stands" if len(flips) == 1 else ""
    describe(
        fig,
        "Half the square of t - 2. Left, over t: a parabola, convex everywhere. Right, over the logarithm of t: convex around "
        f"the critical point t = 2{where}.",
    )


def step_errors(steps: ArrayLike, errors: ArrayLike, said: ArrayLike, best: float) -> None:
    """Draw how far a measured λmax is off, and the error bar that was given with it, over the step of the difference.

    Args:
        steps: shape (k,) [θ].
        errors: modulus of the difference from the exact value, shape (k,) [f/θ²].
        said: the error bars, shape (k,) [f/θ²].
        best: the step that balances truncation and rounding, marked.
    """
    h, off, bar = (np.asarray(values, dtype=float) for values in (steps, errors, said))
    fig, ax = plt.subplots(figsize=(7.2, 4.0))
    shown = {"error of λmax": np.where(off > 0, off, np.nan), "the error bar that you gave": np.where(bar > 0, bar, np.nan)}
    curves(ax, h, shown, xlabel="step h  [θ]", ylabel="error  [f/θ²]", log="xy", markers=True)
    ax.axvline(best, color=BLACK, linestyle=":", linewidth=1.2, label="your best_step")
    ax.legend(fontsize="small")
    lowest = int(np.nanargmin(bar))
    print(f"the error bar is shortest at h = {h[lowest]:.0e}: {bar[lowest]:.0e}; best_step is {best:.0e}")
    describe(
        fig,
        f"Two curves over the step, both logarithmic, shaped like a V: the error falls as rounding shrinks, is least near "
        f"{best:.0e}, and grows as the square of the step. The error bar is {bar[lowest]:.0e} at its least, and lies above the "
        f"error at {int(np.sum(bar > off))} of {len(h)} steps.",
    )


def moments(logs: Mapping[str, Sequence[tuple[float, float, float]]]) -> None:
    """Draw gradient norm, imbalance and parameter norm over the steps of Newton's method, a curve for each data set.

    Args:
        logs: name -> rows (gradient norm, imbalance, parameter norm), one a step.
    """
    rows = {name: np.asarray(values, dtype=float) for name, values in logs.items()}
    log = SimpleNamespace(step=np.arange(len(next(iter(rows.values())))))
    labels = ("gradient norm  [f/θ]", "imbalance  [1]", "‖θ‖  [θ]")
    least = (1e-17, 1e-17, 0.0)  # two axes are logarithmic
    columns = {label: {name: np.maximum(row[:, k], least[k]) for name, row in rows.items()} for k, label in enumerate(labels)}
    recorded(log, columns, log=labels[:2])
    for name, row in rows.items():
        slope, rest, norm = row[-1]
        print(f"{name:9} after {len(row) - 1} steps: gradient norm {slope:.0e}, imbalance {rest:.0e}, ‖θ‖ {norm:.1f}")


def noise_floor(run: Any) -> None:
    """Draw, over the size of a minibatch, the median gradient norm and the norm of the mean of all, with its standard error.

    Args:
        run: a `Noise`.
    """
    size, median = run.batch_size.astype(float), np.median(run.gradient_norm, axis=1)
    mean, error = run.mean_gradient_norm, run.mean_gradient_norm_error
    floor = np.sqrt(median**2 - (mean**2 - error**2))  # ‖∇f‖² is mean² - error², without bias; noise is orthogonal to it
    fig, ax = plt.subplots(figsize=(7.2, 4.2))
    shown = {
        "one minibatch, median": median,
        "one minibatch, were the true gradient 0": floor,
        f"mean of {run.gradient_norm.shape[1]} minibatches": mean,
        "its standard error": error,
    }
    curves(ax, size, shown, xlabel="sequences in a minibatch", ylabel="gradient norm  [f/θ]", log="xy", markers=True)
    ax.set_xticks(size, [f"{n:.0f}" for n in size])
    ax.set_ylim(top=3 * median[0])  # room for the legend
    ax.legend(fontsize="small", loc="upper right")
    print("sequences   one, median   were ∇f = 0   mean of 200   standard error")
    for row in zip(size, median, floor, mean, error, strict=True):
        print("{:9.0f}   {:11.2f}   {:11.2f}   {:11.3f}   {:14.3f}".format(*row))
    describe(
        fig,
        "Gradient norms over the size of a minibatch, both logarithmic. The median norm of one minibatch falls "
        f"from {median[0]:.2f} to {median[-1]:.2f}, hardly above what noise alone would show; the norm of the mean of all is "
        f"{mean[0]:.2f} to {mean[-1]:.2f}, its standard error {error[0]:.2f} to {error[-1]:.2f}.",
    )


def log_at_rest() -> None:
    """Draw the log that the written tasks of 2.1 ask about, nameless and counted from 0; print its rows of 100 steps."""
    run, (start, stop) = load("small_language_model").legs["warmup"], AT_REST
    measured = (run.hessian_step >= start) & (run.hessian_step < stop)
    checked = (run.validation_step >= start) & (run.validation_step < stop)
    log = SimpleNamespace(step=np.arange(stop - start), hessian_step=run.hessian_step[measured] - start)
    loss, slope = run.loss[start:stop], run.gradient_norm[start:stop]
    lowest, error, validation = run.lambda_min[measured], run.lambda_min_error[measured], run.validation_loss[checked]
    panels = {
        "loss  [nats]": loss,
        "validation loss  [nats]": validation,
        "gradient norm  [f/θ]": slope,
        "λmin  [f/θ²]": lowest,
    }
    recorded(log, panels, title="a log without a name", marks={"the colleague writes": 500})
    print("steps      loss, mean ± its error   gradient norm   validation       λmin, with its residual")
    for first in range(0, stop - start, BLOCK):
        rows, k = slice(first, first + BLOCK), slice(first // 50, first // 50 + 2)
        mean, own = loss[rows].mean(), loss[rows].std(ddof=1) / np.sqrt(BLOCK)
        low = ", ".join(f"{value:.2f} ({off:.2f})" for value, off in zip(lowest[k], error[k], strict=True))
        seen = ", ".join(f"{value:.3f}" for value in validation[k])
        steps, norm = f"{first:3d}-{first + BLOCK - 1:3d}", slope[rows].mean()
        print(f"{steps}    {mean:.4f} ± {own:.4f}          {norm:.3f}           {seen}     {low}")


def _himmelblau(p: Floats) -> float:
    return float((p[0] ** 2 + p[1] - 11) ** 2 + (p[0] + p[1] ** 2 - 7) ** 2)


def _derivatives(p: Floats) -> tuple[Floats, Floats]:
    """Return gradient and Hessian of Himmelblau's function."""
    x, y = p
    first, second = x * x + y - 11, x + y * y - 7
    g = np.array([4 * x * first + 2 * second, 2 * first + 4 * y * second])
    return g, np.array([[4 * first + 8 * x * x + 2, 4 * (x + y)], [4 * (x + y), 4 * second + 8 * y * y + 2]])


def _newton(start: Floats, steps: int = 20) -> Floats:
    path = [start]
    for _ in range(steps):
        g, H = _derivatives(path[-1])
        path.append(path[-1] - np.linalg.solve(H, g))
    return np.array(path)
