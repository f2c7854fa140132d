"""The whole pictures of runs and Hessians: what they draw, what they return, and that their text is made from the data."""

import types

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib import pyplot as plt

from losslandscape import plots, runs
from losslandscape.plots import edges, hessians


@pytest.fixture
def shown(monkeypatch):
    """The figures that were described, with their texts; left open."""
    mpl.use("Agg")
    found = []
    for module in (edges, hessians):
        monkeypatch.setattr(module, "describe", lambda fig, alt: found.append((fig, alt)))
    yield found
    plt.close("all")


def test_a_loss_beside_its_curvature_marks_the_alarm_and_the_rise_and_returns_them(shown):
    loss = np.array([5.0, 4.0, 3.0, 2.5, 2.0, 2.2, 2.1])
    assert plots.loss_and_edge(loss, [0, 3, 6], [0.5, 2.5, 3.0]) == (3, 5)
    (fig, alt) = shown[0]
    assert "step 3: η λmax passes 2" in alt
    assert "step 5: the loss rises for the first time" in alt
    assert "from 5.00 to 2.10" in alt
    np.testing.assert_array_equal(fig.axes[0].lines[0].get_ydata(), loss)
    np.testing.assert_array_equal(fig.axes[1].lines[0].get_ydata(), [0.5, 2.5, 3.0])
    assert plots.loss_and_edge(loss[:4], [0, 3], [0.5, 2.0], log=True) == (None, None)
    assert "vertical" not in shown[1][1]


def test_losses_from_one_step_on_return_where_each_rises_first(shown):
    rises = plots.losses_after(10, {"a": [3.0, 2.0, 2.5], "b": [3.0, 2.0, 1.0]})
    assert rises == {"a": 12, "b": None}
    np.testing.assert_array_equal(shown[0][0].axes[0].lines[0].get_xdata(), [10, 11, 12])


def test_two_curvatures_shade_the_stretches_and_scale_both_curves_by_the_learning_rate(shown):
    run = runs.load("edge")
    plots.two_curvatures(run, np.ones(899), {"A": (40, 100), "C": (600, 899)}, start=20, stop=900)
    fig, alt = shown[0]
    assert "A from 40 to 99; C from 600 to 898" in alt
    dots, line = fig.axes[1].lines[:2]
    np.testing.assert_allclose(dots.get_ydata(), 0.1)
    inside = run.hessian_step >= 20
    np.testing.assert_allclose(line.get_ydata(), 0.1 * run.lambda_max[inside])
    assert {text.get_text() for text in fig.axes[0].texts} == {"A", "C"}


def test_a_nameless_log_shows_four_curves_and_no_name(shown):
    plots.nameless_log("the log", 200, 390)
    fig, alt = shown[0]
    assert len(fig.axes) == 4
    assert not any(name in f"{alt}{fig._suptitle.get_text()}" for name in runs.names())
    with pytest.raises(KeyError):
        plots.nameless_log("log 9", 0, 10)


def test_modes_say_when_a_hidden_error_is_seen_again(shown):
    error = lambda eta, lam, t, e0: e0 * (1 - eta * lam) ** t  # noqa: E731 - as lambdify makes it
    plots.modes(error, optimal_lr=2 / 11, limit=0.2, ends=(1.0, 10.0))
    fig, alt = shown[0]
    assert "after 48 steps for ηλ = 2.8" in alt
    assert "after 290 steps for ηλ = 2.1" in alt
    worst = fig.axes[1].lines[0]
    assert worst.get_ydata()[np.argmin(np.abs(worst.get_xdata() - 2 / 11))] == pytest.approx(9 / 11, abs=0.01)


def test_a_valley_draws_its_floor_and_where_each_walk_ends(shown):
    walks = {"one": np.array([[0.0, 0.0], [1.0, -1.0]])}
    plots.valley(lambda p: (p[0] - p[1]) ** 2, np.array([1.0, -1.0]), np.ones((2, 1)), walks, reach=3.0)
    fig, alt = shown[0]
    assert "one ends at (1.00, -1.00)" in alt
    floor = fig.axes[0].lines[0].get_xydata()
    np.testing.assert_allclose(floor[:, 0] - floor[:, 1], 2.0)


def test_the_split_counts_the_negative_eigenvalues_of_the_three_and_measures_both_parts(shown):
    G, R = np.diag([1.0, 2.0, 0.0]), np.diag([0.0, 0.0, -3.0])
    plots.hessian_split({0: (G + R, G), 7: (2 * G, 2 * G - 0 * R)})
    fig, alt = shown[0]
    assert "H has 1 negative eigenvalues at step 0" in alt
    assert "G has 0 negative eigenvalues at step 0" in alt
    assert "3.00 beside 2.24 at step 0" in alt
    np.testing.assert_allclose(fig.axes[2].lines[0].get_ydata(), [5**0.5, 2 * 5**0.5])


def test_histograms_mark_the_bulk_edge_and_the_threshold(shown):
    plots.bulk_and_outliers({"step 0": [0.0, 0.1, 3.0], "step 9": [0.0, 0.0, 0.0, 0.0, -1.0, 2.0, 4.0]}, 0.5)
    fig, alt = shown[0]
    assert "step 9: bulk edge 3.46, 1 outliers, η λmax 2.00, 0 eigenvalues above 2/η" in alt
    assert [line.get_xdata()[0] for line in fig.axes[1].lines] == [pytest.approx(2 * np.sqrt(3)), 4.0]


def test_every_picture_closes_its_figure_and_shows_nothing_outside_jupyter():
    before = plt.get_fignums()
    plots.losses_after(0, {"a": [1.0, 2.0]})
    plots.two_curvatures(types.SimpleNamespace(**vars(runs.load("edge"))), np.ones(899), {})
    assert plt.get_fignums() == before
