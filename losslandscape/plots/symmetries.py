"""The pictures of notebook 1.5, one call each: walks between orbits, a fuse in the plane, a log after an accident."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any

import numpy as np
from matplotlib import pyplot as plt
from numpy.typing import ArrayLike, NDArray

from losslandscape.plots.appearance import BLACK, finish, look
from losslandscape.plots.description import describe
from losslandscape.plots.planes import contours, paths
from losslandscape.plots.traces import recorded
from losslandscape.runs import load

WIDE = (10.0, 4.4)  # inches: two panels
AFTER = (2400, 2800)  # the stretch of `log_after_an_accident`
LOGGED = 100  # step from which the picture of the fuse foretells
Floats = NDArray[np.float64]
Objective = Callable[[Floats], tuple[float, Floats]]


def orbit_walks(walks: Mapping[str, ArrayLike]) -> None:
    """Draw paths on ½(uv - 1)² over the hyperbola of its minima, and beside it u² - v² along each path.

    Args:
        walks: name -> path, shape (steps + 1, 2), in the quadrant where both are positive.
    """
    fig, (plane, kept) = plt.subplots(1, 2, figsize=WIDE)
    levels = [0.02, 0.08, 0.2, 0.5, 1, 2, 4]
    contours(plane, lambda p: (p[0] * p[1] - 1) ** 2 / 2, x=(0.0, 3.4), y=(0.0, 2.6), points=61, levels=levels)
    u = np.linspace(0.35, 3.4, 100)
    plane.plot(u, 1 / u, color="0.35", linewidth=5, alpha=0.45, label="minima, uv = 1")
    drawn = {name: np.asarray(path, dtype=float) for name, path in walks.items()}
    paths(plane, drawn)
    plane.legend(loc="upper right", fontsize="small")
    plane.set(title="The orbits of the symmetry are the level lines", xlim=(0.0, 3.4), ylim=(0.0, 2.6))
    for i, path in enumerate(drawn.values()):
        kept.plot(path[:, 0] ** 2 - path[:, 1] ** 2, **(look(i) | {"markevery": max(1, len(path) // 8)}), markersize=4)
    finish(kept, "step", "u² − v²  [θ²]", "", legend=False)
    kept.set_title("what the walk keeps")
    ends = "; ".join(f"from {name} to ({path[-1, 0]:.2f}, {path[-1, 1]:.2f})" for name, path in drawn.items())
    describe(
        fig,
        "Left: level lines of half the square of uv - 1, its minima on the hyperbola uv = 1, and paths of gradient descent: "
        f"{ends}. Right: the difference of the squares of u and v along each path, nearly level lines.",
    )


def fuse(objective: Objective, path: ArrayLike, eta: float, growth: float) -> None:
    """Draw a walk with decay on a scale-invariant objective of two parameters: the plane, the loss, the edge ratio.

    It prints when the ratio foretold at step 100 is 1, when the measured one is, and when the loss has risen.

    Args:
        objective: maps θ, shape (2,), to (value, gradient).
        path: shape (steps + 1, 2).
        eta: learning rate [θ²/f].
        growth: factor by which the edge ratio should grow in a step.
    """
    walked = np.asarray(path, dtype=float)
    loss = np.array([objective(theta)[0] for theta in walked])
    ratio = np.array([eta * _lambda_max(objective, theta) / 2 for theta in walked])
    date = LOGGED + math.log(1 / ratio[LOGGED]) / math.log(growth)
    edge, rise = _first(ratio >= 1), _first(loss > loss[LOGGED] + 1e-3, since=LOGGED)
    print(f"edge ratio at step {LOGGED}: {ratio[LOGGED]:.4f}; foretold to be 1 at {date:.1f}, is 1 at step {edge}")
    print(f"the loss is first 0.001 above that of step {LOGGED} at step {rise}")
    fig, axes = plt.subplots(1, 2, figsize=WIDE)
    late = walked[min(edge or len(walked) - 1, len(walked) - 1) :]
    for ax, reach, shown in zip(axes, (3.2, 0.45), (walked, late), strict=True):
        across, up = (-reach / 4, reach), (-reach / 4, 0.6 * reach)
        names = ("θ₁  [θ]", "θ₂  [θ]")
        contours(ax, lambda theta: _value(objective, theta), x=across, y=up, points=60, levels=14, labels=names)
        paths(ax, {"your walk": shown})
        ax.plot(0, 0, "+", color=BLACK, markersize=12)
        ax.lines[0].set_linewidth(1.0)
        ax.get_legend().remove()
    axes[0].set_title("the same loss along each ray from 0")
    axes[1].set_title("from the edge on, magnified")
    describe(
        fig,
        "Two views of a walk over level lines that are rays from the origin, marked with a cross. "
        f"Left: from ({walked[0, 0]:.2f}, {walked[0, 1]:.2f}) it turns into one ray and follows it towards the origin. "
        "Right, magnified: from the edge on it comes still nearer, then jumps across the ray, ever further, "
        "and at last comes nearer again.",
    )
    label = "edge ratio  [1]"
    marks = {"foretold": round(date)} | ({} if rise is None else {"loss rises": rise})
    log = SimpleNamespace(step=np.arange(len(walked)))
    recorded(log, {"loss  [nats]": loss, label: ratio}, marks=marks, levels={label: 1.0}, log=(label,))


def log_after_an_accident() -> None:
    """Draw the log that the written tasks of 1.5 ask about, without its name and counted from 0, and print rows of it."""
    run, (start, stop) = load("slow_fuse"), AFTER
    rate = float(run.learning_rate[0])
    measured = (run.hessian_step >= start) & (run.hessian_step < stop)
    log = SimpleNamespace(step=np.arange(stop - start), hessian_step=run.hessian_step[measured] - start)
    ratio, norm = rate * run.lambda_max[measured] / 2, run.parameter_norm[start:stop]
    moved = rate * run.gradient_norm[start:stop]
    panels = {
        "loss  [nats]": run.loss[start:stop],
        "edge ratio  [1]": ratio,
        "‖θ‖  [θ]": norm,
        "η‖g‖  [θ]": moved,
    }
    recorded(log, panels, log=("loss  [nats]", "edge ratio  [1]", "η‖g‖  [θ]"), levels={"edge ratio  [1]": 1.0}, title="a log")
    print("step   loss     edge ratio   ‖θ‖      η‖g‖")
    for step in (0, 50, 100, 150, 200, 250, 275, 300, 325, 350, 360, 370, 375, 380):
        at = f"{ratio[log.hessian_step == step][0]:7.3f}" if step in log.hessian_step else "      -"
        print(f"{step:4d}  {run.loss[start + step]:7.4f}  {at}     {norm[step]:7.4f}  {moved[step]:8.5f}")


def _value(objective: Objective, theta: Floats) -> float:
    return objective(theta if np.any(theta) else np.array([1e-9, 0.0]))[0]


def _lambda_max(objective: Objective, theta: Floats) -> float:
    """Return the largest eigenvalue of the Hessian, by central differences of the gradient [f/θ²]."""
    h = 1e-5 * float(np.linalg.norm(theta))
    columns = [(objective(theta + h * unit)[1] - objective(theta - h * unit)[1]) / (2 * h) for unit in np.eye(len(theta))]
    H = np.array(columns)
    return float(np.linalg.eigvalsh((H + H.T) / 2)[-1])


def _first(holds: Any, *, since: int = 0) -> int | None:
    steps = np.flatnonzero(holds[since:])
    return int(steps[0]) + since if len(steps) else None
