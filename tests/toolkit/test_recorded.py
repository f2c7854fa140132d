"""Recorded curves one above the other: what is drawn where, what is marked, what the text says, and what is refused."""

import types

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib import pyplot as plt

from losslandscape import plots, runs


@pytest.fixture
def shown(monkeypatch):
    """The figures that were described, with their texts; left open."""
    mpl.use("Agg")
    found = []
    monkeypatch.setattr("losslandscape.plots.traces.describe", lambda fig, alt: found.append((fig, alt)))
    yield found
    plt.close("all")


RUN = types.SimpleNamespace(step=np.arange(10), hessian_step=np.array([0, 4, 8]), loss=np.arange(10.0) + 1)


def test_columns_by_name_each_step_and_each_measurement_stand_over_their_own_steps(shown):
    plots.recorded(RUN, {"loss": "loss", "two": {"each": np.ones(10), "measured": [3.0, 4.0, 5.0]}, "c": np.arange(9.0)})
    (fig, alt) = shown[0]
    np.testing.assert_array_equal(fig.axes[0].lines[0].get_xydata(), np.column_stack([RUN.step, RUN.loss]))
    np.testing.assert_array_equal(fig.axes[1].lines[1].get_xydata(), [[0, 3], [4, 4], [8, 5]])
    np.testing.assert_array_equal(fig.axes[2].lines[0].get_xdata(), np.arange(9))
    assert [ax.get_ylabel() for ax in fig.axes] == ["loss", "two", "c"]
    assert alt.startswith("3 panels over")
    assert "measured: 3 at first, 5 at last, between 3 and 5" in alt


def test_only_the_steps_from_since_to_until_are_drawn_and_said(shown):
    plots.recorded(RUN, {"loss": "loss", "m": [3.0, 4.0, 5.0]}, since=2, until=6)
    (fig, alt) = shown[0]
    np.testing.assert_array_equal(fig.axes[0].lines[0].get_xdata(), [2, 3, 4, 5])
    np.testing.assert_array_equal(fig.axes[1].lines[0].get_xydata(), [[4, 4]])
    assert "steps 2 to 5" in alt
    assert "loss: 3 at first, 6 at last" in alt


def test_stretches_marks_levels_and_logarithms_go_where_they_are_asked_for(shown):
    both = {"loss": "loss", "m": [3.0, 4.0, 5.0]}
    plots.recorded(RUN, both, stretches={"A": (2, 5)}, marks={"spike": 7}, levels={"m": 4.5}, log=("m",))
    (fig, alt) = shown[0]
    top, bottom = fig.axes
    assert [top.get_yscale(), bottom.get_yscale()] == ["linear", "log"]
    assert all(len(ax.patches) == 1 for ax in fig.axes)
    assert {text.get_text().strip() for text in top.texts} == {"A", "spike"}
    assert not bottom.texts
    assert any(list(line.get_ydata()) == [4.5, 4.5] for line in bottom.lines)
    assert not any(list(line.get_ydata()) == [4.5, 4.5] for line in top.lines)
    assert all(any(list(line.get_xdata()) == [7, 7] for line in ax.lines) for ax in fig.axes)
    assert "Shaded: A, steps 2 to 4. A dotted line at step 7: spike." in alt


def test_a_curve_that_hardly_varies_is_drawn_from_zero_and_one_that_does_is_not(shown):
    plots.recorded(RUN, {"flat": 5 + 1e-4 * np.arange(10.0), "not": 5 + 1e-2 * np.arange(10.0)})
    (fig, _) = shown[0]
    assert fig.axes[0].get_ylim()[0] == 0.0
    assert fig.axes[1].get_ylim()[0] > 4.9


def test_a_recording_is_drawn_by_its_field_names_on_logarithmic_axes(shown):
    run = runs.load("edge")
    plots.recorded(run, {"loss  [f]": "loss", "curvature": {"λmax": "lambda_max", "error": "lambda_max_error"}}, log="y")
    fig, _ = shown[0]
    assert [ax.get_yscale() for ax in fig.axes] == ["log", "log"]
    np.testing.assert_array_equal(fig.axes[1].lines[0].get_ydata(), run.lambda_max)


@pytest.mark.parametrize(
    ("panels", "options", "said"),
    [
        ({}, {}, "no panel"),
        ({"loss": "loss"}, {"log": ("other",)}, "no panel 'other'"),
        ({"loss": "loss"}, {"levels": {"other": 1.0}}, "no panel 'other'"),
        ({"loss": np.ones(7)}, {}, "10 entries"),
        ({"loss": "loss"}, {"since": 20, "until": 30}, "nothing was logged"),
    ],
)
def test_what_cannot_be_drawn_is_refused_by_name(panels, options, said):
    with pytest.raises(ValueError, match=said):
        plots.recorded(RUN, panels, **options)
    plt.close("all")
