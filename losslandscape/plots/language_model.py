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
OMEGA = np.geomspace(0.1, 10.0, 13)  # [f/θ²]; below 0.1 the four probes disagree by more than a factor of two
SAID = 0.1  # the ω at which the shares are printed [f/θ²]


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
    near = spectra(values, weights=weights, zero=1.0, log=True)
    top = {title: float(found.max()) for title, found in values.items()}
    for title, found in values.items():
        print(f"{title}: {100 * near[title]:.2f} % within ±1, the ends are {found.min():.2f} and {top[title]:.2f}  [f/θ²]")
    return top


def language_model_dimensions(effective_dimension: Callable[[Floats, float], float]) -> dict[int, Floats]:
    """Draw the effective dimension of the recorded `language_model` over ω at its four moments, and print it at ω = 0.1.

    The trace of H₊(H₊ + ωI)⁻¹ by stochastic Lanczos quadrature (Ubaru, Chen and Saad, 2017): the number of parameters times
    the weighted mean of the student's function over the Ritz values, once for each of the four probes.

    Args:
        effective_dimension: of eigenvalues, shape (k,), and ω [f/θ²].

    Returns:
        step -> what the probes say, shape (4, 13), for 13 values of ω from 0.1 to 10 f/θ².
    """
    run = load("language_model")
    size = int(run.about["parameters"])
    fig, ax = plt.subplots(figsize=SIZE)
    found, said = {}, []
    for index, (step, nodes, weights) in enumerate(zip(run.spectrum_step, run.spectrum_node, run.spectrum_weight, strict=True)):
        each = np.array(
            [[[effective_dimension(np.array([node]), omega) for node in probe] for probe in nodes] for omega in OMEGA]
        )
        dimension = size * np.sum(weights * each, axis=-1).T
        found[int(step)] = dimension
        style = look(index)
        ax.fill_between(OMEGA, dimension.min(axis=0), dimension.max(axis=0), color=style["color"], alpha=0.2, linewidth=0)
        ax.plot(OMEGA, dimension.mean(axis=0), label=f"step {step:,}", **style)
        low, high = dimension[:, 0].min(), dimension[:, 0].max()
        said.append(f"step {step:,}: {low:,.0f} to {high:,.0f} of {size:,}")
    print(f"effective dimension at ω = {SAID:g} f/θ², by four probes:", *said, sep="\n   ")
    finish(ax, "ω  [f/θ²]", "effective dimension", "xy", legend=True)
    describe(
        fig,
        "Effective dimension of the language model over ω, both axes logarithmic; it falls with ω, and the curve of step 0 "
        f"lies several times above the three others. The bands are the four probes. At ω = {SAID:g}, {'; '.join(said)}.",
    )
    return found


def _place(recorded: NDArray[np.int64], step: int) -> int:
    places = np.flatnonzero(recorded == step)
    if not places.size:
        raise ValueError(f"language_model: no density was recorded at step {step}; there is one at {recorded.tolist()}.")
    return int(places[0])
