"""Spectra of Hessians: counts, densities, and several spectra side by side with bulk, outliers and the share near zero."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib import pyplot as plt
from matplotlib.markers import TICKUP
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator
from numpy.typing import ArrayLike, NDArray

from losslandscape.plots.appearance import BLACK, BLUE, SKY, VERMILION, YELLOW, finish, log_scale, power_of_ten
from losslandscape.plots.description import describe

Floats = NDArray[np.float64]
PANEL = (3.9, 3.6)  # inches
FAR = 100.0  # times the usual modulus: from there on the axis is symmetric-logarithmic
PER_DECADE = 6  # bins
LINEAR_BINS = 6  # between the two ends of the linear part
MOST_TICKS = 2  # on each side of zero
BOX = {"facecolor": "white", "edgecolor": "none", "pad": 1.5, "alpha": 0.85}


def spectra(
    named: Mapping[str, ArrayLike],
    *,
    bulk: float | Mapping[str, float] | None = None,
    outliers: int | Mapping[str, int] | None = None,
    zero: float | Mapping[str, float] | None = None,
    weights: Mapping[str, ArrayLike] | None = None,
    lines: Mapping[str, float] | None = None,
    log: bool | None = None,
    unit: str = "f/θ²",
) -> dict[str, float]:
    """Draw spectra side by side on one axis, with the bulk, the outliers and the share near zero.

    Args:
        named: title -> eigenvalues, shape (d,), in any order; or the Ritz values of a density, with their `weights`.
        bulk: where the bulk ends: λ = ± bulk is marked; one number for all, or title -> number.
        outliers: how many of the largest moduli to mark with arrows; one number for all, or title -> number.
        zero: |λ| ≤ zero counts as near zero: the band is shaded, its share said; one number for all, or title -> number.
        weights: title -> weights of the values, shape (d,), at least 0; equal where not given.
        lines: label -> λ of further vertical lines, such as {"2/η": 4.0}.
        log: symmetric-logarithmic axis, linear within the least `zero` above 0 (or the median modulus). If not given: where the
            largest modulus is more than a hundred times that.
        unit: of an eigenvalue, for the label.

    Returns:
        title -> the share of the weight within `zero`; 0 where none is given.

    Raises:
        ValueError: no spectrum, or one that is empty or not finite.
    """
    found = {title: _checked(title, values) for title, values in named.items()}
    if not found:
        raise ValueError("spectra: give at least one spectrum, as {title: eigenvalues}.")
    shares = {title: _shares_of(title, values, weights) for title, values in found.items()}
    linear = _linear_part(found, zero)
    top = max(float(np.abs(values).max()) for values in found.values())
    symmetric_log = top > FAR * linear if log is None else log
    edges = _bins(found, linear if symmetric_log else None)
    fig, axes = plt.subplots(
        1, len(found), figsize=(PANEL[0] * len(found) + 0.4, PANEL[1]), squeeze=False, sharex=True, sharey=True
    )
    near, said = {}, []
    for ax, (title, values) in zip(axes[0], found.items(), strict=True):
        band = _of(zero, title) or 0.0
        near[title] = float(shares[title][np.abs(values) <= band].sum()) if _of(zero, title) is not None else 0.0
        _panel(ax, values, shares[title], edges, counts=weights is None)
        said.append(_marks(ax, title, values, near[title], _of(bulk, title), int(_of(outliers, title) or 0), _of(zero, title)))
        for label, place in (lines or {}).items():
            _line(ax, place, label)
        if symmetric_log:
            _symmetric_log(ax, linear, edges)
        ax.set(title=title, xlabel=f"eigenvalue λ  [{unit}]", ylabel="number of eigenvalues" if weights is None else "share")
    scale = " on a symmetric-logarithmic axis" if symmetric_log else ""
    drawn = "".join(f" A line marks {label} at {place:.3g}." for label, place in (lines or {}).items())
    describe(fig, f"Histograms of eigenvalues{scale}, counts logarithmic. {' '.join(said)}{drawn}")
    return near


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


def _checked(title: str, values: ArrayLike) -> Floats:
    array = np.asarray(values, dtype=float).ravel()
    if not array.size or not np.all(np.isfinite(array)):
        raise ValueError(
            f"spectra: {title!r} should hold finite eigenvalues, and has {array.size} of which some are not finite."
        )
    return array


def _shares_of(title: str, values: Floats, weights: Mapping[str, ArrayLike] | None) -> Floats:
    """Weights of a spectrum, made to add up to 1."""
    given = None if weights is None else weights.get(title)
    raw = np.ones(len(values)) if given is None else np.asarray(given, dtype=float).ravel()
    if raw.shape != values.shape or np.any(raw < 0) or not raw.sum() > 0:
        raise ValueError(f"spectra: weights of {title!r} should have shape {values.shape} and be at least 0, not all 0.")
    return raw / raw.sum()


def _of(given: Any, title: str) -> float | None:
    """One number for all spectra, or the one of this title."""
    return given.get(title) if isinstance(given, Mapping) else given


def _linear_part(found: Mapping[str, Floats], zero: Any) -> float:
    """Half the width of the linear part of the axis: the least threshold above 0, else the median modulus that is not zero."""
    bands = [band for title in found if (band := _of(zero, title))]
    if bands:
        return float(min(bands))
    moduli = np.abs(np.concatenate(list(found.values())))
    moduli = moduli[moduli > 0]
    return float(np.median(moduli)) if moduli.size else 1.0


def _bins(found: Mapping[str, Floats], linear: float | None) -> Floats:
    """Edges that all panels share: evenly spaced, or by decades outside the linear part."""
    everything = np.concatenate(list(found.values()))
    low, high = float(everything.min()), float(everything.max())
    if linear is None:
        margin = 0.02 * (high - low) or 0.5 * (abs(high) or 1.0)
        return np.linspace(low - margin, high + margin, 51)
    inner = linear * np.linspace(-1, 1, LINEAR_BINS + 1)
    sides = []
    for reach in (-low, high):
        decades = max(0, int(np.ceil(PER_DECADE * np.log10(max(reach, linear) / linear) + 1e-9)))
        sides.append(linear * 10 ** (np.arange(1, decades + 1) / PER_DECADE))
    return np.concatenate([-sides[0][::-1], inner, sides[1]])


def _panel(ax: Any, values: Floats, shares: Floats, edges: Floats, *, counts: bool) -> None:
    """Draw one histogram on axes that all panels share: the highest bar of all sets the top."""
    heights, _ = np.histogram(values, bins=edges, weights=np.ones(len(values)) if counts else shares)
    least, most = (0.6, 4 * heights.max()) if counts else (0.5 * heights[heights > 0].min(), 4 * heights.max())
    ax.bar(edges[:-1], heights, width=np.diff(edges), align="edge", color=SKY, edgecolor=BLUE, linewidth=0.6)
    first = ax.get_yscale() != "log"
    log_scale(ax, "y")
    low, high = (least, most) if first else ax.get_ylim()
    ax.set_ylim(min(low, least), max(high, most))
    ax.axvline(0.0, color=BLACK, linewidth=0.8, linestyle=":")


def _marks(ax: Any, title: str, values: Floats, near: float, bulk: float | None, outliers: int, zero: float | None) -> str:
    """Mark bulk, outliers and the band near zero; return the sentence about them."""
    parts = [f"{len(values)} values from {values.min():.3g} to {values.max():.3g}"]
    if zero is not None:
        ax.axvspan(-zero, zero, facecolor=YELLOW, edgecolor="#666666", hatch="..", alpha=0.45, linewidth=0, zorder=0)
        ax.text(
            0.03, 0.97, f"{_percent(near)} within ±{zero:.2g}", transform=ax.transAxes, va="top", fontsize="small", bbox=BOX
        )
        parts.append(f"{_percent(near)} within {zero:.3g} of zero")
    if bulk is not None:
        for place, label in ((bulk, "bulk edge"), (-bulk, "")):
            if label or values.min() < place:
                _line(ax, place, label)
        parts.append(f"the bulk ends at ±{bulk:.3g}")
    if outliers:
        marked = values[np.argsort(np.abs(values))[-outliers:]]
        across = ax.get_xaxis_transform()
        ax.plot(marked, np.full(len(marked), 0.06), "v", color=VERMILION, markersize=6, transform=across, clip_on=False)
        parts.append(f"{outliers} outliers marked")
    return f"{title}: {', '.join(parts)}."


def _percent(share: float) -> str:
    """A share with three digits, or with four where three would say 100 % of less than all."""
    return f"{100 * share:.4g} %" if 0.9995 <= share < 1 - 1e-12 else f"{100 * share:.3g} %"


def _line(ax: Any, place: float, label: str) -> None:
    ax.axvline(place, color=BLACK, linestyle="--", linewidth=1.1)
    across = ax.get_xaxis_transform()
    ax.text(place, 0.86, f" {label}", transform=across, rotation=90, va="top", ha="left", fontsize="small")


def _symmetric_log(ax: Any, linear: float, edges: Floats) -> None:
    """Make the axis of eigenvalues symmetric-logarithmic, with few ticks of letters that every font has."""
    ax.set_xscale("symlog", linthresh=linear, linscale=0.8)
    sides = [_decades(linear, reach) for reach in (-edges[0], edges[-1])]
    ax.xaxis.set_major_locator(FixedLocator([*(-tick for tick in reversed(sides[0])), 0.0, *sides[1]]))
    ax.xaxis.set_minor_locator(NullLocator())
    ax.xaxis.set_major_formatter(FuncFormatter(_signed))
    ax.set_xlim(edges[0], edges[-1])


def _decades(linear: float, reach: float) -> list[float]:
    first, last = int(np.ceil(np.log10(linear) - 1e-9)), int(np.floor(np.log10(max(reach, linear)) + 1e-9))
    step = max(1, -(-(last - first + 1) // MOST_TICKS))
    return [10.0**k for k in range(last, first - 1, -step)][::-1]


def _signed(value: float, _position: object = None) -> str:
    return "0" if value == 0 else ("−" if value < 0 else "") + power_of_ten(abs(value))
