"""The pictures of notebook 1.4, one call each: critical points at which the second derivative does not decide.

Each takes the student's own functions or what they returned, draws one figure, and shows it with its text alternative.
"""

# Longer than the house measure: one function a picture, and half of each is its text alternative.

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from matplotlib import pyplot as plt
from numpy.typing import ArrayLike, NDArray

from losslandscape.plots.appearance import BLACK, BLUE, PALETTE, SKY, finish, look
from losslandscape.plots.description import describe
from losslandscape.plots.planes import contours, paths
from losslandscape.plots.traces import curves, mark_intervals

Floats = NDArray[np.float64]
Surface = Callable[[Any, Any], Any]
WIDE = (10.0, 3.8)  # inches: two panels
SAMPLES = 400_000  # points a volume is measured with
RATE, STEPS = 0.5, 20_000  # of the log without a name


def straight_cuts(f: Surface, *, lines: int, reach: float) -> None:
    """Draw f(u, v) along straight lines through 0, evenly spaced in angle, on linear and on logarithmic axes.

    Args:
        f: takes two arrays.
        lines: how many.
        reach: the cuts go from -reach to reach.
    """
    r = np.linspace(-reach, reach, 401)
    fig, (left, right) = plt.subplots(1, 2, figsize=WIDE)
    least = []
    for k in range(lines):
        angle = np.pi * k / lines
        across = np.cos(angle) if 2 * k != lines else 0.0  # the vertical line exactly
        values = f(r * across, r * np.sin(angle))
        least.append(float(np.min(values[r != 0])))
        drawn = {"color": PALETTE[k % len(PALETTE)], "linestyle": ("-", "--", "-.")[k // 4 % 3], "linewidth": 1.3}
        left.plot(r, values, label=f"{180 * k / lines:.0f}°", **drawn)
        right.plot(r[r > 0], np.maximum(values[r > 0], 1e-300), **drawn)
        right.plot(r[r > 0], np.maximum(values[r < 0][::-1], 1e-300), **drawn)
    finish(left, "distance r from 0 along the line", "f", "", legend=False)
    finish(right, "|r|", "f, both sides", "xy", legend=False)
    left.legend(fontsize="x-small", ncols=3, title="angle to the x axis", title_fontsize="x-small", loc="upper center")
    left.set_title(f"{lines} straight cuts")
    right.set(title="the same, logarithmic: all above zero", xlim=(1e-3 * reach, reach), ylim=(1e-14, 1))
    all_above = "above zero everywhere but at 0" if min(least) > 0 else "below zero somewhere"
    describe(
        fig,
        f"f along {lines} straight lines through 0, from {-reach:g} to {reach:g}. Each cut is {all_above}. On logarithmic axes "
        "all are straight near 0: of slope 2, and one, along the y axis, of slope 4.",
    )


def tongue(f: Surface, bend: Callable[[Any], Any], floor: Callable[[Any], Any], walk: ArrayLike) -> None:
    """Draw where f is below zero, the curve x = bend(y) with a walk on it, and f along the curve beside f along the y axis.

    Args:
        f: takes two arrays.
        bend: y -> x, the student's curve.
        floor: y -> f on it, the student's reduced function.
        walk: shape (k, 2), a path of gradient descent.
    """
    path, v = np.asarray(walk, dtype=float), np.linspace(-0.6, 0.6, 241)
    fig, (plane, cut) = plt.subplots(1, 2, figsize=WIDE, layout="constrained")
    U, V = np.meshgrid(np.linspace(-0.25, 0.1, 281), v)
    plane.contourf(U, V, f(U, V), levels=[-1.0, 0.0], colors=[SKY], alpha=0.45, hatches=["//"])
    contours(
        plane,
        lambda p: f(p[0], p[1]),
        x=(-0.25, 0.1),
        y=(-0.6, 0.6),
        levels=[-0.004, -0.001, 0.0, 0.001, 0.004, 0.01, 0.02, 0.04],
        labels=("x", "y"),
    )
    bends = np.broadcast_to(np.asarray(bend(v), dtype=float), v.shape)
    plane.plot(bends, v, color=BLACK, linewidth=1.2, linestyle="--", label="your curve")
    plane.axvline(0, color="0.5", linewidth=0.8)
    paths(plane, {"gradient descent": path})
    plane.set_title("hatched: f < 0")
    plane.legend(fontsize="small", loc="lower left")
    below = np.broadcast_to(np.asarray(floor(v), dtype=float), v.shape)
    named = {"on your curve": below, "on the line x = 0": np.asarray(f(0 * v, v), dtype=float)}
    curves(cut, v, named, xlabel="y", ylabel="f")
    cut.set_title("f along two ways through 0")
    ends = ", ".join(f"({path[t][0]:.3f}, {path[t][1]:.3f}) after {t} steps" for t in (0, len(path) // 2, len(path) - 1))
    describe(
        fig,
        f"Left: level lines of f around 0; f is negative in two thin tongues along your curve. Gradient descent is at {ends}. "
        f"Right: on the curve f goes from 0 to {below[-1]:.4f} at y = 0.6; on the line x = 0 it goes to {f(0.0, 0.6):.4f}.",
    )


def sublevels(named: Mapping[str, tuple[Surface, float]]) -> dict[str, float]:
    """Draw the measured area of {f ≤ ε_f} in the square from -1 to 1 against ε_f, with the slope that the student gives.

    Args:
        named: label -> (f of two arrays, exponent).

    Returns:
        label -> the measured slope over the two smallest decades.
    """
    u, v = np.random.default_rng(0).uniform(-1, 1, size=(2, SAMPLES))
    levels = np.geomspace(1e-4, 1e-1, 13)
    fig, ax = plt.subplots()
    slopes = {}
    for i, (label, (f, exponent)) in enumerate(named.items()):
        values = np.sort(f(u, v))
        area = 4 * np.searchsorted(values, levels, side="right") / SAMPLES
        slopes[label] = float(np.polyfit(np.log(levels[:9]), np.log(area[:9]), 1)[0])
        drawn = look(i) | {"linestyle": "none"}
        ax.plot(levels, area, label=f"{label}: slope {slopes[label]:.2f}", markersize=5, **drawn)
        ax.plot(
            levels, area[4] * (levels / levels[4]) ** exponent, color=PALETTE[i], linewidth=1, label=f"your ν = {exponent:.3g}"
        )
    finish(ax, "ε_f  [f]", "area of {f ≤ ε_f}  [θ²]", "xy", legend=False)
    ax.legend(fontsize="small", ncols=2, loc="upper left")
    ax.set_ylim(top=30)
    said = ", ".join(f"{label} {slope:.2f} (yours {named[label][1]:.3g})" for label, slope in slopes.items())
    describe(fig, f"Area of the sublevel sets against ε_f, logarithmic: nearly straight lines. Measured slopes: {said}.")
    return slopes


def runaway(X: Floats, signs: Floats, path: ArrayLike) -> None:
    """Draw a path of gradient descent on the mean logistic loss of two weights over its level lines, and how far it gets.

    Args:
        X: shape (n, 2); signs: shape (n,), ±1.
        signs: the labels.
        path: shape (steps + 1, 2).
    """
    walk = np.asarray(path, dtype=float)
    signed = np.asarray(X, dtype=float) * np.asarray(signs, dtype=float)[:, None]
    reach = 1.15 * float(np.abs(walk).max())
    fig, (plane, way) = plt.subplots(1, 2, figsize=WIDE)
    contours(
        plane,
        lambda w: float(np.mean(np.logaddexp(0.0, -signed @ w))),
        x=(-1.0, reach),
        y=(-1.0, reach),
        points=41,
        levels=[0.0001, 0.001, 0.01, 0.1, 0.3, 0.7, 1.5, 3.0],
        labels=("w₁  [θ]", "w₂  [θ]"),
    )
    paths(plane, {"gradient descent": walk})
    marks = [t for t in (10, 100, 1000, 10_000) if t < len(walk)]
    for t in marks:
        plane.plot(*walk[t], "o", color=BLACK, markersize=4)
        plane.annotate(f"{t}", walk[t], xytext=(6, -10), textcoords="offset points", fontsize="small")
    steps = np.unique(np.geomspace(1, len(walk) - 1, 80).astype(int))
    sharpest = [float(np.linalg.eigvalsh(_logistic_hessian(signed, walk[t]))[-1]) for t in steps]
    norms = np.linalg.norm(walk[steps], axis=1)
    curves(way, steps, {"‖w‖  [θ]": norms, "λmax  [f/θ²]": sharpest}, xlabel="step", ylabel="", log="xy", markers=True)
    said = ", ".join(f"{np.linalg.norm(walk[t]):.2f} at step {t}" for t in marks)
    print(f"‖w‖: {said}; λmax at the last step: {sharpest[-1]:.2g}")
    describe(
        fig,
        "Left: level lines of a logistic loss in two weights, which fall for ever towards the upper right, and a path that "
        f"runs there; its length is {said}. Right: over the steps, logarithmic, the length still grows and the largest "
        f"eigenvalue falls to {sharpest[-1]:.2g}.",
    )


def tails(
    run: Any, time: ArrayLike, stretches: Mapping[str, tuple[int, int]], ends: Mapping[str, tuple[float, float, str]]
) -> None:
    """Draw gradient and parameter norm of a run against flow time, with the student's slope on each stretch.

    Args:
        run: has `gradient_norm` and `parameter_norm`, each of shape (T,).
        time: shape (T,), flow time.
        stretches: name -> (first step, step after the last).
        ends: name -> (psi, order, verdict).
    """
    at, norms = np.asarray(time, dtype=float), np.asarray(run.gradient_norm, dtype=float)
    fig, (left, right) = plt.subplots(1, 2, figsize=WIDE)
    left.plot(at[1:], norms[1:], color=BLUE, linewidth=1.2, label="gradient norm")
    right.plot(at[1:], run.parameter_norm[1:], color=BLUE, linewidth=1.2)
    for i, (name, (start, stop)) in enumerate(stretches.items()):
        psi, order, verdict = ends[name][:3]
        middle = float(np.exp(np.mean(np.log(at[start:stop])))), float(np.exp(np.mean(np.log(norms[start:stop]))))
        inside = at[start:stop]
        label = f"{name}: ψ = {float(psi):.2f}, p = {float(order):.3g}, {verdict}"
        line = middle[1] * (inside / middle[0]) ** -float(psi)
        left.plot(inside, line, color="white", linewidth=4.0, zorder=3)  # a light edge on any ground
        left.plot(inside, line, color=BLACK, linewidth=2.5, linestyle=("-", "--", "-.")[i % 3], zorder=4, label=label)
        for ax in (left, right):
            mark_intervals(ax, [(at[start], at[stop - 1])], index=(0, 3, 2)[i % 3])
            ax.text(middle[0], 0.03, name, transform=ax.get_xaxis_transform(), ha="center", weight="bold")
    finish(left, "flow time τ  [θ²/f]", "gradient norm  [f/θ]", "xy", legend=False)
    left.legend(fontsize="x-small", loc="upper right")
    finish(right, "flow time τ  [θ²/f]", "parameter norm  [θ]", "x", legend=False)
    said = "; ".join(f"{name}: slope {-float(end[0]):.2f}, order {float(end[1]):.3g}, {end[2]}" for name, end in ends.items())
    describe(
        fig,
        f"Left: the gradient norm against flow time, logarithmic, with fitted lines on shaded stretches: {said}. Right: "
        f"the parameter norm, from {run.parameter_norm[0]:.1f} to {run.parameter_norm[-1]:.1f}, over the same axis.",
    )


def unnamed_tail() -> None:
    """Draw the log that the written tasks of 1.4 ask about: loss, gradient norm, extreme eigenvalues, parameter norm."""
    log = log_of_texts()
    fig, axes = plt.subplots(2, 2, figsize=(10, 6.2), layout="constrained")
    steps = log["step"]
    panels = [
        ("training loss  [f]", {"loss": log["loss"]}, "x"),
        ("gradient norm  [f/θ]", {"gradient norm": log["gradient_norm"]}, "xy"),
        ("eigenvalue of H  [f/θ²]", {"λmax": log["lambda_max"], "λmin": log["lambda_min"]}, "xy"),
        ("parameter norm  [θ]", {"parameter norm": log["parameter_norm"]}, "x"),
    ]
    for ax, (ylabel, named, scale) in zip(axes.flat, panels, strict=True):
        curves(ax, steps, named, xlabel="step", ylabel=ylabel, log=scale, markers=True)
    axes[0, 0].set_ylim(0, 0.75)
    fig.suptitle("log 4")
    at = {t: int(np.argmin(np.abs(steps - t))) for t in (100, 1000, 10_000)}
    said = "; ".join(
        f"at step {t} loss {log['loss'][k]:.4f}, gradient norm {log['gradient_norm'][k]:.2g}, λmax {log['lambda_max'][k]:.3g}, "
        f"λmin {log['lambda_min'][k]:.2g}, parameter norm {log['parameter_norm'][k]:.2f}"
        for t, k in at.items()
    )
    print(said.replace("; ", "\n"))
    describe(fig, f"Four logged curves over {STEPS} steps, steps logarithmic: {said}.")


def log_of_texts() -> dict[str, Floats]:
    """Train a logistic model of 80 texts on features of five words.

    Gradient descent from 0, rate `RATE`, `STEPS` steps, logged at sixty of them.

    Returns:
        "step", "loss", "gradient_norm", "lambda_max", "lambda_min", "parameter_norm", and "weight", the last of five; each of
        shape (k,).
    """
    rng = np.random.default_rng(14)
    X = rng.poisson(1.0, size=(80, 5)).astype(float) - 1.0
    signs = np.where(X @ [1.0, -1.0, 0.5, 0.0, 0.0] + rng.logistic(size=80) > 0, 1.0, -1.0)
    X[:, 4] = 0.0
    X[np.flatnonzero(signs > 0)[:3], 4] = 1.0
    signed, w = X * signs[:, None], np.zeros(5)
    logged = set(np.unique(np.geomspace(1, STEPS, 60).astype(int)))
    rows = []
    for step in range(STEPS + 1):
        margins = signed @ w
        gradient = -(signed.T @ (0.5 * (1 - np.tanh(margins / 2)))) / len(X)
        if step in logged:
            eigenvalues = np.linalg.eigvalsh(_logistic_hessian(signed, w))
            loss = float(np.mean(np.logaddexp(0.0, -margins)))
            rows.append((step, loss, np.linalg.norm(gradient), eigenvalues[-1], eigenvalues[0], np.linalg.norm(w), w[4]))
        w = w - RATE * gradient
    names = ("step", "loss", "gradient_norm", "lambda_max", "lambda_min", "parameter_norm", "weight")
    return dict(zip(names, np.array(rows, dtype=float).T, strict=True))


def _logistic_hessian(signed: Floats, w: Floats) -> Floats:
    """Hessian of the mean logistic loss; signed: shape (n, d), each input times its label."""
    t = np.tanh(signed @ w / 2)
    return np.asarray((signed.T * ((1 - t * t) / 4)) @ signed / len(signed))
