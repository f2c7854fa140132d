"""The pictures of 2.1: what is walked, drawn and said, and what is not named."""

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib import pyplot as plt
from matplotlib.collections import PathCollection

from losslandscape import plots, runs
from losslandscape.plots import critical, traces


@pytest.fixture
def shown(monkeypatch):
    """The figures that were described, with their texts; left open."""
    mpl.use("Agg")
    found = []
    for module in (critical, traces):
        monkeypatch.setattr(module, "describe", lambda fig, alt: found.append((fig, alt)))
    yield found
    plt.close("all")


def test_five_starts_reach_four_points_at_which_the_gradient_vanishes(shown):
    plots.five_starts()
    (fig, alt) = shown[0]
    marked = np.vstack([drawn.get_offsets() for drawn in fig.axes[0].collections if isinstance(drawn, PathCollection)])
    assert len(marked) == 4
    for x, y in marked:
        assert abs(4 * x * (x**2 + y - 11) + 2 * (x + y**2 - 7)) + abs(2 * (x**2 + y - 11) + 4 * y * (x + y**2 - 7)) < 1e-9
    assert (alt.count("index +1"), alt.count("index -1")) == (3, 1)
    assert "indices add up to 2" in fig.axes[0].get_title()


def test_a_hunt_marks_each_index_and_counts(shown):
    plots.hunt({"a walk": np.array([[0.0, 0.0], [3.0, 2.0]])}, np.array([[3.0, 2.0], [0.1, 2.9], [0.0, 0.0]]), [1, -1, 0])
    (fig, alt) = shown[0]
    assert fig.axes[0].get_title() == "3 points, indices add up to 0"
    labels = fig.axes[0].get_legend_handles_labels()[1]
    assert labels == ["a walk", "index +1", "index −1", "index 0, degenerate"]
    assert "(3.00, 2.00) with index +1, (0.10, 2.90) with index -1" in alt


def test_two_coordinates_show_the_flip_and_print_the_curvature(shown, capsys):
    plots.two_coordinates(lambda t: 2 * t * t - 2 * t)
    (fig, alt) = shown[0]
    bent = fig.axes[1].lines[1].get_xdata()
    assert bent.max() == pytest.approx(0, abs=0.03)
    assert "curvature in s at s = -1: -0.465" in capsys.readouterr().out
    assert "concave for t below 1" in alt
    plots.two_coordinates(lambda t: 1.0)
    assert "dotted" not in shown[1][1]


def test_errors_of_a_step_are_drawn_with_the_best_one(shown, capsys):
    h = np.geomspace(1e-8, 1e-2, 13)
    bar = 1e-14 / h + h**2
    plots.step_errors(h, bar / 3, bar, 2e-5)
    (fig, alt) = shown[0]
    np.testing.assert_allclose(fig.axes[0].lines[0].get_ydata(), bar / 3)
    assert "is shortest at h = 1e-05: 1e-09; best_step is 2e-05" in capsys.readouterr().out
    assert "1e-09 at its least" in alt


def test_moments_are_drawn_in_three_panels_and_the_last_row_is_printed(shown, capsys):
    plots.moments({"one": [(0.5, 1.0, 0.0), (1e-3, 0.7, 2.0)], "two": [(0.5, 0.5, 0.0), (0.0, 0.0, 1.0)]})
    assert len(shown[0][0].axes) == 3
    alt = shown[0][1]
    assert "imbalance  [1], two: 0.5 at first" in alt
    assert "‖θ‖  [θ], one: 0 at first" in alt
    out = capsys.readouterr().out
    assert "one       after 1 steps: gradient norm 1e-03, imbalance 7e-01, ‖θ‖ 2.0" in out


def test_the_noise_floor_takes_the_true_gradient_away_by_pythagoras(shown, capsys):
    run = runs.load("noise")
    plots.noise_floor(run)
    (fig, alt) = shown[0]
    one, floor, mean, error = (line.get_ydata() for line in fig.axes[0].lines)
    np.testing.assert_allclose(one**2 - floor**2, mean**2 - error**2)
    np.testing.assert_allclose(mean, run.mean_gradient_norm)
    assert "from 4.38 to 0.70" in alt
    assert capsys.readouterr().out.count("\n") == 5


def test_the_log_at_rest_names_no_run_counts_from_zero_and_prints_six_rows(shown, capsys):
    plots.log_at_rest()
    (fig, alt), out = shown[0], capsys.readouterr().out
    assert not any(name in alt + out for name in ("language_model", "warmup"))
    run = runs.load("small_language_model").legs["warmup"]
    np.testing.assert_array_equal(fig.axes[0].lines[0].get_xydata()[0], [0, run.loss[critical.AT_REST[0]]])
    rows = out.splitlines()
    assert len(rows) == 7
    assert rows[4].startswith("300-399    1.5736 ± 0.0083")
