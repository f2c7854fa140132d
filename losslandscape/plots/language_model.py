"""Pictures of the recorded language model's spectra: from Ritz values and weights, as no machine here holds its Hessian."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from matplotlib import pyplot as plt
from numpy.typing import NDArray

from losslandscape.plots.appearance import finish, look
from losslandscape.plots.description import describe
from losslandscape.plots.spectra import spectra
from losslandscape.runs import load

Floats = NDArray[np.float64]
SIZE = (7.2, 4.2)  # inches
BAND = 3.0  # [f/θ²]; at step 0 the Ritz values next to the bulk lie at about ±2, so that no narrower band is settled
OMEGA = np.geomspace(0.1, 100.0, 13)  # [f/θ²]
SAID = 10.0  # the ω at which the shares are printed [f/θ²], one of OMEGA


def language_model_spectra(steps: Sequence[int]) -> dict[str, float]:
    """Draw the spectral density of the recorded `language_model` at some of its four moments; return title -> λmax [f/θ²].

    Each density is the mean of four probes of 60 products: Ritz values, with the squares of the first components of the
    eigenvectors of the tridiagonal matrix as weights.

    Args:
        steps: of 0, 100, 500 and 1500.

    Raises:
        ValueError: a step at which no density was recorded.
    """
    run = load("language_model")
    places = [_place(run.spectrum_step, step) for step in steps]
    values = {f"step {step:,}": run.spectrum_node[place].ravel() for step, place in zip(steps, places, strict=True)}
    weights = {title: run.spectrum_weight[place].ravel() for title, place in zip(values, places, strict=True)}
    near = spectra(values, weights=weights, zero=BAND, log=True)
    top = {title: float(found.max()) for title, found in values.items()}
    for title, found in values.items():
        ends = f"the ends are {found.min():.2f} and {top[title]:.2f}"
        print(f"{title}: {100 * near[title]:.2f} % within ±{BAND:g}, {ends}  [f/θ²]")
    return top


def language_model_dimensions(effective_dimension: Callable[[Floats, float], float]) -> dict[int, Floats]:
    """Draw between which bounds the effective dimension of the recorded `language_model` lies, at its four moments.

    The effective dimension is the trace of H₊(H₊ + ωI)⁻¹. Of a probe's spectral measure m products settle how much lies below
    each Ritz value θ_j, up to the weight of that one (the inequalities of Chebyshev, Markov and Stieltjes; Golub and Meurant,
    2010). As λ₊/(λ₊ + ω) does not fall with λ, its mean lies between the sums in which each weight stands at the Ritz value
    before it, the first one at none, and at the one after it, the last one at infinity.

    Args:
        effective_dimension: of eigenvalues, shape (k,), and ω [f/θ²].

    Returns:
        step -> bounds, shape (2, 13), the wider of four probes, for 13 values of ω from 0.1 to 100 f/θ².
    """
    run = load("language_model")
    size = int(run.about["parameters"])
    fig, ax = plt.subplots(figsize=SIZE)
    found, said, column = {}, [], int(np.argmin(np.abs(OMEGA - SAID)))
    for index, (step, nodes, weights) in enumerate(zip(run.spectrum_step, run.spectrum_node, run.spectrum_weight, strict=True)):
        each = np.array(
            [[[effective_dimension(np.array([node]), omega) for node in probe] for omega in OMEGA] for probe in nodes]
        )
        low = np.einsum("pj,pkj->pk", weights[:, 1:], each[:, :, :-1]).min(axis=0)
        high = (np.einsum("pj,pkj->pk", weights[:, :-1], each[:, :, 1:]) + weights[:, -1:]).max(axis=0)
        found[int(step)] = size * np.array([low, high])
        style = look(index)
        ax.fill_between(OMEGA, 100 * low, 100 * high, color=style["color"], alpha=0.12, linewidth=0)
        ax.plot(OMEGA, 100 * high, label=f"step {step:,}", **style)
        ax.plot(OMEGA, 100 * low, **style)
        said.append(f"step {step:,}: {100 * low[column]:.3f} to {100 * high[column]:.1f} %")
    print(f"effective dimension at ω = {SAID:g} f/θ², of {size:,}:", *said, sep="\n   ")
    finish(ax, "ω  [f/θ²]", "effective dimension  [% of all]", "xy", legend=True)
    describe(
        fig,
        "Bounds on the effective dimension of the language model over ω, both axes logarithmic, at four moments. All fall with "
        "ω. The lower and the upper bound lie one to three decades apart, widest at step 0. "
        f"At ω = {SAID:g}, {'; '.join(said)}.",
    )
    return found


def _place(recorded: NDArray[np.int64], step: int) -> int:
    places = np.flatnonzero(recorded == step)
    if not places.size:
        raise ValueError(f"language_model: no density was recorded at step {step}; there is one at {recorded.tolist()}.")
    return int(places[0])
