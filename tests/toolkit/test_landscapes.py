"""The shared picture of a plane: panels, level lines, paths and points, and the words under it."""

from __future__ import annotations

from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest

from losslandscape import plots
from losslandscape.plots import landscapes

SIDES: dict[str, Any] = {"x": (-2.0, 2.0), "y": (-1.0, 1.0)}
WALK = np.array([[1.0, 0.5], [0.5, 0.25], [0.0, 0.0]])


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> Any:
    figures: list[tuple[Any, str]] = []
    monkeypatch.setattr(landscapes, "describe", lambda fig, alt: figures.append((fig, alt)))
    yield figures
    plt.close("all")


def bowl(theta: np.ndarray) -> float:
    return float(theta @ theta)


def saddle(theta: np.ndarray) -> float:
    return float(theta[0] ** 2 - theta[1] ** 2)


def line(ax: Any, label: str) -> np.ndarray:
    (found,) = [one for one in ax.lines if one.get_label() == label]
    return np.array(found.get_xydata())


def test_one_panel_holds_level_lines_the_path_and_the_points(shown: Any) -> None:
    plots.landscape(bowl, **SIDES, paths={"a walk": WALK}, points={"minimum": [(0, 0)]}, levels=[0.5, 1.0], title="Bowl")
    ((fig, alt),) = shown
    (ax,) = fig.axes
    np.testing.assert_array_equal(line(ax, "a walk"), WALK)
    np.testing.assert_array_equal(ax.collections[0].levels, [0.5, 1.0])
    np.testing.assert_array_equal(ax.collections[-1].get_offsets(), [(0, 0)])
    assert (ax.get_xlim(), ax.get_ylim(), ax.get_title()) == ((-2, 2), (-1, 1), "Bowl")
    assert "a walk goes from (1, 0.5) to (0, 0) in 2 steps" in alt
    assert "minimum: (0, 0)" in alt


def test_each_title_has_a_panel_with_its_own_paths(shown: Any) -> None:
    plots.landscape({"A": bowl, "B": saddle}, **SIDES, paths={"A": {"first": WALK}, "B": {"second": WALK[:2]}})
    one, two = shown[0][0].axes
    assert (one.get_title(), two.get_title()) == ("A", "B")
    np.testing.assert_array_equal(line(two, "second"), WALK[:2])
    assert not [drawn for drawn in two.lines if drawn.get_label() == "first"]


def test_paths_without_titles_are_drawn_in_every_panel(shown: Any) -> None:
    plots.landscape({"A": bowl, "B": saddle}, **SIDES, paths={"first": WALK})
    assert all(len(line(ax, "first")) == 3 for ax in shown[0][0].axes)


def test_a_path_that_leaves_does_not_change_the_rectangle_and_is_said_to_leave(shown: Any) -> None:
    plots.landscape(bowl, **SIDES, paths={"out": [(0.1, 0.1), (1e9, 0.0)]})
    fig, alt = shown[0]
    assert (fig.axes[0].get_xlim(), fig.axes[0].get_ylim()) == ((-2, 2), (-1, 1))
    assert "far outside" in alt


def test_a_plane_is_shaded_by_the_number_that_is_given_and_has_a_bar(shown: Any) -> None:
    plots.landscape(bowl, **SIDES, colour=lambda theta: theta[0], colour_label="curvature  [f/θ²]")
    ax, bar = shown[0][0].axes
    shades = ax.collections[0].get_array().reshape(61, 61)
    np.testing.assert_allclose(shades[0], np.linspace(-2, 2, 61))
    assert bar.get_ylabel() == "curvature  [f/θ²]"
