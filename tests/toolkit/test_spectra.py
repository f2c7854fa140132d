"""Spectra side by side: what is counted, shaded and marked, what comes back, and what is refused."""

import sys

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib import pyplot as plt

from losslandscape import plots


@pytest.fixture
def shown(monkeypatch):
    """The figures that were described, with their texts; left open."""
    mpl.use("Agg")
    found = []
    module = sys.modules["losslandscape.plots.spectra"]  # the package has a function of this name
    monkeypatch.setattr(module, "describe", lambda fig, alt: found.append((fig, alt)))
    yield found
    plt.close("all")


WIDE = np.concatenate([np.linspace(-1e-3, 1e-3, 30), [-0.5, 2.0, 12.0, 40.0]])


def test_every_eigenvalue_is_counted_once_on_a_symmetric_logarithmic_axis(shown):
    near = plots.spectra({"before": WIDE, "after": np.append(WIDE, [0.0, -20.0])}, zero=2e-3)
    fig, alt = shown[0]
    assert [ax.get_xscale() for ax in fig.axes] == ["symlog", "symlog"]
    assert [sum(bar.get_height() for bar in ax.containers[0]) for ax in fig.axes] == [34, 36]
    assert near == pytest.approx({"before": 30 / 34, "after": 31 / 36})
    assert "before: 34 values from -0.5 to 40, 88.2 % within 0.002 of zero." in alt
    fig.canvas.draw()
    labels = [text.get_text() for text in fig.axes[0].get_xticklabels()]
    assert "0" in labels
    assert any(label.startswith("−10") for label in labels)
    assert not any("$" in label for label in labels)


def test_a_narrow_spectrum_has_a_linear_axis_and_panels_share_it(shown):
    plots.spectra({"a": [1.0, 2.0, 3.0], "b": [2.0, 2.5]})
    fig, _ = shown[0]
    assert [ax.get_xscale() for ax in fig.axes] == ["linear", "linear"]
    assert fig.axes[0].get_xlim() == fig.axes[1].get_xlim()
    plots.spectra({"a": [1.0, 2.0, 3.0]}, log=True)
    assert shown[1][0].axes[0].get_xscale() == "symlog"


def test_bulk_outliers_and_lines_are_marked_and_said(shown):
    plots.spectra({"x": WIDE}, bulk={"x": 0.1}, outliers=2, zero={"x": 1e-3}, lines={"2/η": 4.0})
    fig, alt = shown[0]
    assert "the bulk ends at ±0.1, 2 outliers marked" in alt
    assert "A line marks 2/η at 4." in alt
    (marked,) = [line for line in fig.axes[0].lines if line.get_marker() == "v"]
    assert sorted(marked.get_xdata()) == [12.0, 40.0]
    at = [line.get_xdata()[0] for line in fig.axes[0].lines if line.get_linestyle() == "--"]
    assert at == [0.1, -0.1, 4.0]


def test_weights_of_a_density_count_in_place_of_numbers(shown):
    near = plots.spectra({"x": [0.0, 5.0]}, weights={"x": [3.0, 1.0]}, zero=0.01)
    assert near["x"] == pytest.approx(0.75)
    bars = shown[0][0].axes[0].containers[0]
    assert sorted(bar.get_height() for bar in bars)[-2:] == pytest.approx([0.25, 0.75])


def test_a_zero_matrix_and_a_single_value_can_be_drawn(shown):
    assert plots.spectra({"zero": np.zeros(5)}, zero=1e-12) == {"zero": 1.0}
    plots.spectra({"one": [-3.0]})
    shown[1][0].canvas.draw()


@pytest.mark.parametrize("wrong", [{}, {"x": []}, {"x": [1.0, np.nan]}])
def test_no_spectrum_is_refused(wrong):
    with pytest.raises(ValueError, match="spectra"):
        plots.spectra(wrong)


def test_weights_of_another_shape_are_refused():
    with pytest.raises(ValueError, match="weights of 'x' should have shape"):
        plots.spectra({"x": [1.0, 2.0]}, weights={"x": [1.0]})


def test_the_figure_is_closed():
    before = plt.get_fignums()
    plots.spectra({"x": WIDE}, zero=1e-3)
    assert plt.get_fignums() == before
