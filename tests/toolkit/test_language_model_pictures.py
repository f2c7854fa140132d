"""The spectra of the recorded language model: what is drawn is what was recorded, and what the notebooks say of it."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest

from losslandscape import plots, runs

ROOT = Path(__file__).parents[2]
RUN = runs.load("language_model")
SIZE = 116_480


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
    assert "99.4 % within 1 of zero" in alt
    assert "99.98 % within 1 of zero" in alt
    assert [ax.get_title() for ax in fig.axes] == ["step 0", "step 1,500"]
    for ax in fig.axes:
        heights = sum(patch.get_height() for patch in ax.patches if not patch.get_hatch())  # all but the band
        assert heights == pytest.approx(1.0, abs=0.02)
    assert top == {"step 0": RUN.spectrum_node[0].max(), "step 1,500": RUN.spectrum_node[3].max()}
    assert "99.38 % within ±1, the ends are -57.68 and 53.09" in capsys.readouterr().out


def test_an_unrecorded_step_is_refused_with_those_there_are(shown: Any) -> None:
    with pytest.raises(ValueError, match=r"step 7.*\[0, 100, 500, 1500\]"):
        plots.language_model_spectra((0, 7))


def test_the_effective_dimension_is_the_trace_that_each_probe_estimates(shown: Any) -> None:
    found = plots.language_model_dimensions(soft_count)
    assert list(found) == [0, 100, 500, 1500]
    for place, step in enumerate(found):
        for probe in range(4):
            nodes, weights = RUN.spectrum_node[place, probe], RUN.spectrum_weight[place, probe]
            for column, omega in ((0, 0.1), (6, 1.0), (12, 10.0)):
                by_hand = sum(w * max(v, 0.0) / (max(v, 0.0) + omega) for v, w in zip(nodes, weights, strict=True))
                assert found[step][probe, column] == pytest.approx(SIZE * by_hand)


def test_the_function_that_is_drawn_is_the_one_given(shown: Any) -> None:
    found = plots.language_model_dimensions(lambda eigenvalues, omega: 0.25)
    assert np.concatenate(list(found.values())) == pytest.approx(0.25 * SIZE)


def test_1_2_says_of_the_model_what_was_recorded() -> None:
    text = (ROOT / "source/1.2_hessian_spectrum/1.2_hessian_spectrum.md").read_text(encoding="utf-8")
    assert re.search(
        r"language model of 116,480\nparameters, seen by 60 products from each of four random starts: over 99 % within ±1", text
    )
    assert RUN.spectrum_node.shape == (4, 4, 60)
    assert RUN.about["parameters"] == SIZE
    nodes, weights = RUN.spectrum_node, RUN.spectrum_weight
    near = np.sum(weights * (np.abs(nodes) <= 1), axis=-1)
    assert near.min() > 0.99
    assert nodes[0].min() < -1 < 1 < nodes[0].max()
    assert -1 < nodes[3].min() < 1 < nodes[3].max()


def test_1_4_says_of_the_model_what_was_recorded(shown: Any) -> None:
    text = (ROOT / "source/1.4_degeneracy/1.4_degeneracy.md").read_text(encoding="utf-8")
    assert "find 4 to 9 % of the directions before training, 1 to 2 % from step 100 on" in text
    found = plots.language_model_dimensions(soft_count)
    percent = {step: np.round(100 * values[:, 0] / SIZE) for step, values in found.items()}
    assert (percent[0].min(), percent[0].max()) == (4, 9)
    later = np.concatenate([percent[step] for step in (100, 500, 1500)])
    assert (later.min(), later.max()) == (1, 2)
