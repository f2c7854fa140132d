"""Spectra of Hessians: counts and densities."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.markers import TICKUP
from numpy.typing import ArrayLike

from losslandscape.plots.appearance import BLACK, BLUE, SKY, VERMILION, finish


def eigenvalue_histogram(
    ax: Any,
    eigenvalues: ArrayLike,
    *,
    bins: int = 40,
    xlabel: str = "eigenvalue λ [f/θ²]",
    log: bool = True,
    outliers: ArrayLike | None = None,
) -> None:
    """Draw how many eigenvalues lie where: one isolated eigenvalue can be seen where the count axis is logarithmic.

    Args:
        eigenvalues: shape (n,).
        outliers: eigenvalues to mark with arrows above the axis.
    """
    values = np.asarray(eigenvalues, dtype=float)
    ax.hist(values, bins=bins, color=SKY, edgecolor=BLUE, linewidth=0.6, log=log)
    ax.axvline(0.0, color=BLACK, linewidth=0.8, linestyle=":")
    if outliers is not None:
        marked = np.atleast_1d(np.asarray(outliers, dtype=float))
        up = np.full(len(marked), 0.06)
        ax.plot(marked, up, "v", color=VERMILION, transform=ax.get_xaxis_transform(), label="outlier")
    finish(ax, xlabel, "number of eigenvalues", "y" if log else "", legend=outliers is not None)


def spectral_density(
    ax: Any,
    grid: ArrayLike,
    density: ArrayLike,
    *,
    eigenvalues: ArrayLike | None = None,
    xlabel: str = "eigenvalue λ [f/θ²]",
) -> None:
    """Draw a density over the spectrum, shape (k,) each, with the exact eigenvalues as ticks where they are known."""
    at, rho = np.asarray(grid, dtype=float), np.asarray(density, dtype=float)
    ax.plot(at, rho, color=BLUE, label="density")
    ax.fill_between(at, rho, color=SKY, alpha=0.3)
    if eigenvalues is not None:
        values = np.asarray(eigenvalues, dtype=float)
        low = np.zeros(len(values))
        ax.plot(values, low, marker=TICKUP, color=VERMILION, markersize=8, linestyle="none", label="eigenvalues")
    finish(ax, xlabel, "density [θ²/f]", "", legend=eigenvalues is not None)
