"""The pictures of notebook 2.2 that the shared engine does not draw: which minimum a walk gets, an orbit, a nameless log."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace

import numpy as np
from matplotlib import pyplot as plt
from matplotlib.collections import LineCollection
from matplotlib.colors import LogNorm
from numpy.typing import ArrayLike

from losslandscape.plots.appearance import finish, look
from losslandscape.plots.description import describe
from losslandscape.plots.planes import contours, paths
from losslandscape.plots.traces import curves, recorded
from losslandscape.runs import load

FIRST, SECOND = ("fine_tune_1", "sam_1"), ("fine_tune_2", "sam_2")  # what the log calls P and Q
WIDE = (10.0, 4.4)  # inches: two panels
ACROSS, UP = (-2.4, 3.6), (-2.4, 3.0)  # the plane of `caught`, [θ]
SHARP = (2.0, 14.0)  # λmax on the part of the curve that it shows [f/θ²]


def caught(walks: Mapping[float, ArrayLike]) -> None:
    """Draw walks of gradient descent on ½(uv - 1)² over its curve of minima, coloured by λmax, and where each could rest.

    Args:
        walks: learning rate η -> path, shape (steps + 1, 2).
    """
    fig, (plane, curve) = plt.subplots(1, 2, figsize=WIDE)
    contours(plane, lambda p: (p[0] * p[1] - 1) ** 2 / 2, x=ACROSS, y=UP, points=61, levels=[0.1, 0.5, 2, 5, 12])
    u = np.geomspace(0.27, 3.7, 90)
    for side in (u, -u):
        ends = np.column_stack([side, 1 / side])
        pieces = LineCollection(
            list(np.stack([ends[:-1], ends[1:]], axis=1)), cmap="viridis_r", norm=LogNorm(*SHARP), linewidth=7
        )
        pieces.set_array(u[1:] ** 2 + u[1:] ** -2)
        plane.add_collection(pieces)
    drawn = {f"η = {rate:g}": np.asarray(path, dtype=float) for rate, path in walks.items()}
    paths(plane, drawn)
    plane.set(title="minima, dark where they are sharp", xlim=ACROSS, ylim=UP, xlabel="u  [θ]", ylabel="v  [θ]")
    curve.plot(u, u**2 + u**-2, color="0.35", linewidth=5, alpha=0.45, label="λmax at the minimum (u, 1/u)")
    for i, (rate, path) in enumerate(zip(walks, drawn.values(), strict=True)):
        curve.axhline(
            2 / rate, color=look(i)["color"], linestyle=look(i)["linestyle"], linewidth=1.3, label=f"2/η, η = {rate:g}"
        )
        at = abs(path[-1, 0])
        if abs(path[-1].prod() - 1) < 1e-3:
            curve.plot(at, at**2 + at**-2, **(look(i) | {"linestyle": "none"}), markersize=10)
    curve.set(xlim=(0.0, 3.4), ylim=(0.0, 14.0), title="below its line a rate can rest")
    finish(curve, "|u| of the minimum  [θ]", "λmax  [f/θ²]", "", legend=True)
    where = "; ".join(f"{name} from {_at(path[0])} to {_at(path[-1])}" for name, path in drawn.items())
    describe(
        fig,
        "Left: level lines of half the square of uv - 1 and its two curves of minima, coloured by the largest eigenvalue, "
        f"light at (1, 1) and dark far out; walks with {where}. Right: the largest eigenvalue along the curve, at least 2, and "
        "for each learning rate a level line at 2/η with a mark at the minimum where its walk rests, if it does.",
    )


def _at(point: ArrayLike) -> str:
    u, v = np.asarray(point, dtype=float)
    return f"({u:.2f}, {v:.2f})"


def orbit_sharpness(alpha: ArrayLike, sharpness: ArrayLike, marked: Mapping[str, tuple[float, float]]) -> None:
    """Draw λmax along an orbit, both axes logarithmic, with named points on it.

    Args:
        alpha: shape (k,), the scale by which a point of the orbit differs from the first one, no unit.
        sharpness: shape (k,), λmax there [f/θ²].
        marked: name -> (alpha, λmax).
    """
    fig, ax = plt.subplots()
    named = {"λmax of the same function": sharpness}
    curves(ax, alpha, named, xlabel="α: the parameters are (αa, b/α)", ylabel="λmax  [f/θ²]", log="xy")
    for i, (name, place) in enumerate(marked.items(), start=1):
        ax.plot(*place, label=f"{name}: {place[1]:.2f}", markersize=9, **(look(i) | {"linestyle": "none"}))
    ax.legend()
    ax.set_title("one orbit, one function, one loss")
    values = np.asarray(sharpness, dtype=float)
    places = "; ".join(f"{name} at α = {at:.2f} with λmax = {height:.2f}" for name, (at, height) in marked.items())
    describe(
        fig,
        f"The largest eigenvalue along an orbit against the scale, both logarithmic: a valley from {values[0]:.3g} down to "
        f"{values.min():.3g} and up to {values[-1]:.3g}. Marked: {places}.",
    )


def two_fine_tunes() -> None:
    """Draw the log that the written tasks of 2.2 ask about: losses and gradient norms of P and Q; print where four runs end."""
    data = load("small_language_model")
    P, Q = (data.legs[name] for name in FIRST)
    named = {
        label: {"P": getattr(P, field), "Q": getattr(Q, field)}
        for label, field in (("loss  [nats]", "loss"), ("gradient norm  [f/θ]", "gradient_norm"))
    }
    recorded(SimpleNamespace(step=P.step), named, title="two fine-tunes of one checkpoint, the same batches")
    print("gradient norm, median of the 25 steps from   25     100    175    225")
    for name, run in (("P", P), ("Q", Q)):
        medians = [float(np.median(run.gradient_norm[step : step + 25])) for step in (25, 100, 175, 225)]
        print(f"{name:>44}  {'  '.join(f'{value:.3f}' for value in medians)}")
    print("at the end   ‖θ‖     validation loss   λmax (error)     λmin (error)")
    for name, leg in zip(("P ", "Q ", "P'", "Q'"), FIRST + SECOND, strict=True):
        i = data.ends.index(leg)
        print(
            f"{name:>10}  {data.legs[leg].parameter_norm[-1]:6.2f}  {data.end_validation_loss[i]:12.4f}      "
            f"{data.end_lambda_max[i]:6.2f} ({data.end_lambda_max_error[i]:.3f})   "
            f"{data.end_lambda_min[i]:6.3f} ({data.end_lambda_min_error[i]:.3f})"
        )
