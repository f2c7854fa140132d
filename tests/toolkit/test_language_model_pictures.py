"""The spectra of the recorded language model: what is drawn is what was recorded, and what the notebooks say of it."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest

from losslandscape import plots, runs

ROOT = Path(__file__).parents[2]
RUN = runs.load("language_model")
SIZE = RUN.about["parameters"]


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> Any:
    figures: list[tuple[Any, str]] = []
    for name in ("language_model", "spectra"):
        module = sys.modules[f"losslandscape.plots.{name}"]
        monkeypatch.setattr(module, "describe", lambda fig, alt: figures.append((fig, alt)))
    yield figures
    plt.close("all")


def soft_count(eigenvalues: Any, omega: float) -> float:
    kept = np.maximum(eigenvalues, 0)
    return float(np.sum(kept / (kept + omega)))


def test_a_density_is_drawn_with_the_recorded_weights(shown: Any, capsys: pytest.CaptureFixture[str]) -> None:
    top = plots.language_model_spectra((0, 1500))
    ((fig, alt),) = shown
    assert "99.9 % within 3 of zero" in alt
    assert "100 % within 3 of zero" in alt
    assert [ax.get_title() for ax in fig.axes] == ["step 0", "step 1,500"]
    for ax in fig.axes:
        heights = sum(patch.get_height() for patch in ax.patches if not patch.get_hatch())  # all but the band
        assert heights == pytest.approx(1.0, abs=0.02)
    assert top == {"step 0": RUN.spectrum_node[0].max(), "step 1,500": RUN.spectrum_node[3].max()}
    assert "99.91 % within ±3, the ends are -89.18 and 111.40" in capsys.readouterr().out


def test_an_unrecorded_step_is_refused_with_those_there_are(shown: Any) -> None:
    with pytest.raises(ValueError, match=r"step 7.*\[0, 100, 500, 1500\]"):
        plots.language_model_spectra((0, 7))


def by_hand(nodes: Any, weights: Any, omega: float) -> tuple[float, float]:
    """The bounds, node by node: the weight of each at the node before it or after it."""
    low = high = 0.0
    for place, weight in enumerate(weights):
        if place > 0:
            low += weight * soft_count(nodes[place - 1], omega)
        high += weight * (soft_count(nodes[place + 1], omega) if place + 1 < len(nodes) else 1.0)
    return low, high


def test_the_bounds_are_those_of_the_widest_probe(shown: Any) -> None:
    found = plots.language_model_dimensions(soft_count)
    assert list(found) == [0, 100, 500, 1500]
    for place, step in enumerate(found):
        for column, omega in ((0, 0.1), (8, 10.0), (12, 100.0)):
            each = [by_hand(RUN.spectrum_node[place, probe], RUN.spectrum_weight[place, probe], omega) for probe in range(4)]
            assert found[step][0, column] == pytest.approx(SIZE * min(low for low, _ in each))
            assert found[step][1, column] == pytest.approx(SIZE * max(high for _, high in each))


@pytest.mark.parametrize("products", [4, 8, 16])
def test_the_bounds_hold_the_truth_of_a_spectrum_that_is_known(
    shown: Any, monkeypatch: pytest.MonkeyPatch, products: int
) -> None:
    """A bulk at zero and some outliers, of which so many products are made: the weighted mean lies between the bounds."""
    rng = np.random.default_rng(products)
    eigenvalues = np.concatenate([rng.normal(0, 0.02, 800), rng.uniform(-3, 12, 40)])
    start = rng.standard_normal(eigenvalues.size) ** 2
    nodes, weights = lanczos(eigenvalues, np.sqrt(start / start.sum()), products)
    made = SimpleNamespace(
        spectrum_step=np.array([0]), spectrum_node=nodes[None, None], spectrum_weight=weights[None, None],
        about={"parameters": eigenvalues.size},
    )  # fmt: skip
    monkeypatch.setattr(sys.modules["losslandscape.plots.language_model"], "load", lambda _name: made)
    low, high = plots.language_model_dimensions(soft_count)[0] / eigenvalues.size
    for column, omega in enumerate(np.geomspace(0.1, 100, 13)):
        truth = float(sum(w * soft_count(v, omega) for v, w in zip(eigenvalues, start / start.sum(), strict=True)))
        assert low[column] <= truth <= high[column]


def lanczos(eigenvalues: Any, start: Any, products: int) -> tuple[Any, Any]:
    """Ritz values and weights of a diagonal matrix, from an orthonormal basis of the Krylov space."""
    columns = [start]
    for _ in range(products - 1):
        new = eigenvalues * columns[-1]
        for _ in range(2):
            new = new - sum((one @ new) * one for one in columns)
        columns.append(new / np.linalg.norm(new))
    basis = np.array(columns)
    values, vectors = np.linalg.eigh(basis @ (eigenvalues[:, None] * basis.T))
    return values, vectors[0] ** 2


def test_the_function_that_is_drawn_is_the_one_given(shown: Any) -> None:
    low, high = plots.language_model_dimensions(lambda eigenvalues, omega: 0.25)[1500] / SIZE
    first, last = RUN.spectrum_weight[3, :, 0], RUN.spectrum_weight[3, :, -1]
    assert low == pytest.approx(0.25 * (1 - first.max()))
    assert high == pytest.approx((0.25 * (1 - last) + last).max())


def test_1_2_says_of_the_model_what_was_recorded() -> None:
    text = (ROOT / "source/1.2_hessian_spectrum/1.2_hessian_spectrum.md").read_text(encoding="utf-8")
    said = (
        r"language model of 1\.8 million\nparameters, seen by 60 products from each of four random starts: over 99 % within ±3"
    )
    assert re.search(said, text)
    assert RUN.spectrum_node.shape == (4, 4, 60)
    assert round(SIZE / 1e6, 1) == 1.8
    nodes, weights = RUN.spectrum_node, RUN.spectrum_weight
    for place in range(4):
        for probe in range(4):  # of what the products settle: less than the weights within ±3 by one at either end
            inside = np.flatnonzero(np.abs(nodes[place, probe]) <= 3)
            assert weights[place, probe, inside[1:-1]].sum() > 0.99
    assert nodes[0].min() < -3 < 3 < nodes[0].max()
    assert -3 < nodes[3].min() < 3 < nodes[3].max()


def test_1_4_says_of_the_model_what_was_recorded(shown: Any) -> None:
    text = " ".join((ROOT / "source/1.4_degeneracy/1.4_degeneracy.md").read_text(encoding="utf-8").split())
    assert "this leaves 0.01 to 16 % of the directions before training, at most 1.1 % from step 100 on" in text
    assert "they put 95 % and more of the spectrum on one Ritz value at 0" in text
    assert RUN.spectrum_weight.max(axis=-1).min() > 0.95
    largest = np.take_along_axis(RUN.spectrum_node, RUN.spectrum_weight.argmax(axis=-1)[..., None], axis=-1)
    assert np.abs(largest).max() < 0.005
    percent = {step: 100 * bounds[:, 8] / SIZE for step, bounds in plots.language_model_dimensions(soft_count).items()}
    assert (f"{percent[0][0]:.2f}", f"{percent[0][1]:.0f}") == ("0.01", "16")
    assert 1.0 < max(percent[step][1] for step in (100, 500, 1500)) < 1.1


def test_2_5_says_of_the_model_what_was_recorded() -> None:
    text = " ".join((ROOT / "source/2.5_barrier/2.5_barrier.md").read_text(encoding="utf-8").split())
    losses = RUN.validation_loss[RUN.pairs.index("fine_tunes")]
    middle, first, last = (f"{losses[place]:.3f}" for place in (12, 0, -1))
    assert RUN.alpha[12] == 0.5
    said = f"on validation text {middle} nats in the middle, {first} and {last} at the ends of its fine-tunes"
    assert f"A language model of 1.8 million parameters says the same: {said}" in text
