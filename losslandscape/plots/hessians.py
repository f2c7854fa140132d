"""Whole pictures of Hessians: modes, valleys, traces, H = G + R, bulk and outliers. Each draws, describes and shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from matplotlib import pyplot as plt
from numpy.typing import ArrayLike, NDArray

from losslandscape.plots.appearance import BLACK, BLUE, PALETTE, SKY, log_scale
from losslandscape.plots.description import describe
from losslandscape.plots.landscapes import panel
from losslandscape.plots.planes import paths
from losslandscape.plots.traces import curves, mark_step

WIDE = (10.0, 3.8)  # inches: two panels
Floats = NDArray[np.float64]


def modes(error: Callable[..., Any], *, optimal_lr: float, limit: float, ends: tuple[float, float]) -> None:
    """Draw how an error of 10⁻¹² comes back beyond the edge, and the worst multiplier over a range of curvatures.

    Args:
        error: maps (η, λ, t, e0) to the error of a mode, for arrays of t or η.
        optimal_lr: the rate that the worst multiplier is smallest at, for curvatures between `ends`.
        limit: the largest stable rate.
        ends: the smallest and the largest curvature [f/θ²].
    """
    fig, (left, right) = plt.subplots(1, 2, figsize=WIDE)
    steps = np.arange(301)
    comeback = {f"ηλ = {product}": np.abs(error(product, 1.0, steps, 1e-12)) for product in (2.8, 2.4, 2.1, 1.9)}
    curves(left, steps, comeback, xlabel="steps after the edge", ylabel="|eₜ|", log="y")
    left.axhline(1.0, color=BLACK, linestyle=":", linewidth=1.2)
    left.set(ylim=(1e-14, 1e3), title="A hidden error comes back")
    rates, between = np.linspace(0.0, 1.15 * limit, 200), np.linspace(*ends, 50)
    worst = np.max([np.abs(error(rates, curvature, 1, 1.0)) * np.ones(len(rates)) for curvature in between], axis=0)
    curves(
        right,
        rates,
        {"worst multiplier": worst},
        xlabel="learning rate η  [θ²/f]",
        ylabel=f"worst multiplier, {ends[0]:g} ≤ λ ≤ {ends[1]:g}",
    )
    best_rate = max(abs(float(error(optimal_lr, curvature, 1, 1.0))) for curvature in ends)
    right.plot(optimal_lr, best_rate, "o", color=BLACK, markersize=9, label="your optimal_lr")
    right.axvline(limit, color=BLACK, linestyle=":", label="your stability_limit")
    right.set(title="Too small costs time, too large costs the run")
    right.legend(fontsize="small")
    back = {name: int(np.argmax(values > 1.0)) for name, values in comeback.items() if values[-1] > 1.0}
    said = ", ".join(f"after {step} steps for {name}" for name, step in back.items())
    describe(
        fig,
        f"Left: an error of 10⁻¹² over 300 steps, logarithmic; it reaches 1 {said}, and shrinks for ηλ = 1.9. Right: the "
        f"worst multiplier against the learning rate, a lopsided V with its lowest point {best_rate:.3f} at {optimal_lr:.3f}; "
        f"it passes 1 at {limit:.3f}.",
    )


def valley(f: Callable[[Floats], float], point: Floats, N: Floats, walks: Mapping[str, ArrayLike], *, reach: float) -> None:
    """Draw a quadratic of two parameters, its stationary points, and the paths of gradient descent.

    Args:
        f: maps θ, shape (2,), to a number.
        point: the stationary point of least norm, shape (2,).
        N: null basis, shape (2, k); for k = 1 the line point + N c is drawn.
        walks: name -> path, shape (steps + 1, 2).
        reach: half the side of the square that is shown.
    """
    fig, ax = plt.subplots(figsize=(6.0, 6.0))
    panel(ax, f, x=(-reach, reach), y=(-reach, reach), grid=31, labels=("θ₁  [θ]", "θ₂  [θ]"))
    for column in np.asarray(N, dtype=float).T[:1]:
        floor = point + np.outer([-4 * reach, 4 * reach], column)
        ax.plot(*floor.T, color="0.35", linewidth=5, alpha=0.45, label="gradient zero: θ + N c")
    paths(ax, walks)
    ax.plot(*point, "*", color=BLACK, markersize=15, label="least norm")
    ax.set(aspect="equal", xlim=(-reach, reach), ylim=(-reach, reach))
    ax.legend(loc="upper right", fontsize="small")
    ends = "; ".join(f"{name} ends at ({path[-1][0]:.2f}, {path[-1][1]:.2f})" for name, path in _arrays(walks).items())
    describe(
        fig,
        f"Level lines of a quadratic in two dimensions, its stationary points, of which ({point[0]:.2f}, {point[1]:.2f}) is "
        f"nearest to the origin, and paths of gradient descent: {ends}.",
    )


def hessian_split(parts: Mapping[int, tuple[Floats, Floats]]) -> None:
    """Draw H = G + R at several steps: the eigenvalues of the three at the first and the last, and the sizes of G and R.

    Args:
        parts: step -> (H, G), each of shape (n, n), symmetric [f/θ²]; R = H - G.
    """
    fig, axes = plt.subplots(1, 3, figsize=(12, 4.0), layout="constrained")
    steps = list(parts)
    counts = []
    for ax, step in zip(axes, (steps[0], steps[-1]), strict=False):
        H, G = parts[step]
        for height, (name, matrix) in enumerate([("R = H − G", H - G), ("G", G), ("H", H)]):
            values = np.linalg.eigvalsh(matrix)
            ax.plot(values, np.full(len(values), height), "|", color=PALETTE[height], markersize=26, markeredgewidth=1.4)
            below = int(np.sum(values < -1e-8 * np.abs(values).max()))
            ax.text(0.98, height + 0.26, f"{name}: {below} negative", transform=ax.get_yaxis_transform(), ha="right")
            counts.append(f"{name} has {below} negative eigenvalues at step {step}")
        ax.axvline(0, color=BLACK, linewidth=0.8, linestyle=":")
        ax.set(
            title=f"step {step}", xlabel="eigenvalue λ  [f/θ²]", yticks=[0, 1, 2], yticklabels=["R", "G", "H"], ylim=(-0.5, 2.6)
        )
        ax.set_xscale("symlog", linthresh=0.1)
    norms = {step: (np.linalg.norm(G), np.linalg.norm(H - G)) for step, (H, G) in parts.items()}
    sizes = {"‖G‖": [g for g, _ in norms.values()], "‖R‖": [r for _, r in norms.values()]}
    sizes["‖R‖ / ‖G‖  [no unit]"] = [r / g for g, r in norms.values()]
    curves(axes[2], steps, sizes, xlabel="step", ylabel="Frobenius norm  [f/θ²]", log="y", markers=True)
    axes[2].set(title="sizes of G and R")
    said = ", ".join(f"{r:.2f} beside {g:.2f} at step {step}" for step, (g, r) in norms.items())
    describe(fig, f"Eigenvalues of H, G and R as ticks: {'; '.join(counts)}. Right: the norm of R is {said}.")


def bulk_and_outliers(spectra: Mapping[str, ArrayLike], eta: float) -> None:
    """Draw eigenvalues as histograms with the bulk edge and 2/η, one panel a spectrum.

    Args:
        spectra: title -> eigenvalues, shape (d,) [f/θ²]. The bulk edge, 2 sqrt(mean λ²), is where noise of that size ends.
        eta: learning rate [θ²/f].
    """
    fig, axes = plt.subplots(1, len(spectra), figsize=WIDE, squeeze=False)
    top = max(float(np.max(values)) for values in spectra.values())
    low = min(float(np.min(values)) for values in spectra.values())
    said = []
    for ax, (title, given) in zip(axes[0], spectra.items(), strict=True):
        values = np.asarray(given, dtype=float)
        bulk_edge = 2 * float(np.sqrt(np.mean(values**2)))
        bins = np.linspace(low, max(top, 2 / eta), 60)
        ax.hist(values, bins=bins, color=SKY, edgecolor=BLUE, linewidth=0.6)
        log_scale(ax, "y")
        ax.set(title=title, xlabel="eigenvalue λ  [f/θ²]", ylabel="number of eigenvalues", ylim=(0.6, 600))
        mark_step(ax, bulk_edge, "bulk edge")
        mark_step(ax, 2 / eta, "2/η")
        said.append(
            f"{title}: bulk edge {bulk_edge:.2f}, {np.sum(values > bulk_edge)} outliers, η λmax {eta * values.max():.2f}, "
            f"{np.sum(eta * values > 2)} eigenvalues above 2/η"
        )
    describe(fig, f"Histograms of Hessian eigenvalues with the bulk edge and 2/η as lines. {'. '.join(said)}.")


def _arrays(named: Mapping[str, ArrayLike]) -> dict[str, Floats]:
    return {name: np.asarray(values, dtype=float) for name, values in named.items()}
