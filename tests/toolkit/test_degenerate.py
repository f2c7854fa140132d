"""The pictures of notebook 1.4: each draws what it was given, once, with a text alternative."""

from __future__ import annotations

import types
from collections.abc import Iterator
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pytest

from losslandscape import plots
from losslandscape.plots import degenerate

Shown = list[tuple[Any, str]]


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> Iterator[Shown]:
    mpl.use("Agg")
    figures: Shown = []
    monkeypatch.setattr(degenerate, "describe", lambda fig, alt: figures.append((fig, alt)))
    yield figures
    plt.close("all")


def line(ax: Any, label: str) -> np.ndarray:
    (found,) = [one for one in ax.lines if one.get_label() == label]
    return np.array(found.get_xydata())


def test_straight_cuts_say_whether_all_of_them_are_above_zero(shown: Shown) -> None:
    plots.straight_cuts(lambda u, v: u**2 + u * v**2 + v**4 / 8, lines=12, reach=0.25)
    plots.straight_cuts(lambda u, v: u**2 - v**2, lines=4, reach=1.0)
    (fig, alt), (_, below) = shown
    assert "Each cut is above zero everywhere but at 0" in alt
    assert "Each cut is below zero somewhere" in below
    upright = line(fig.axes[0], "90°")
    np.testing.assert_allclose(upright[:, 1], upright[:, 0] ** 4 / 8)


def test_a_tongue_draws_the_curve_the_walk_and_f_on_both(shown: Shown) -> None:
    walk = np.array([[-0.005, 0.1], [-0.1, 0.2], [-0.2, 0.5]])
    plots.tongue(lambda u, v: u**2 + u * v**2 + v**4 / 8, lambda v: -(v**2) / 2, lambda v: -(v**4) / 8, walk)
    ((fig, alt),) = shown
    np.testing.assert_array_equal(line(fig.axes[0], "gradient descent"), walk)
    curve = line(fig.axes[0], "your curve")
    np.testing.assert_allclose(curve[:, 0], -(curve[:, 1] ** 2) / 2)
    assert "(-0.200, 0.500) after 2 steps" in alt
    assert "to -0.0162 at y = 0.6" in alt


def test_sublevels_return_the_measured_slope_beside_that_of_the_student(shown: Shown) -> None:
    slopes = plots.sublevels({"disc": (lambda u, v: u**2 + v**2, 0.3)})
    assert slopes["disc"] == pytest.approx(1.0, abs=0.05)
    assert "(yours 0.3)" in shown[0][1]


def test_a_runaway_says_how_far_it_got(shown: Shown, capsys: pytest.CaptureFixture[str]) -> None:
    X, signs = np.array([[1.0, 2.0], [-1.0, -1.0]]), np.array([1.0, -1.0])
    path = np.outer(np.linspace(0, 3, 101), [1.0, 1.0])
    plots.runaway(X, signs, path)
    ((fig, alt),) = shown
    assert "4.24 at step 100" in alt
    assert "4.24 at step 100" in capsys.readouterr().out
    np.testing.assert_array_equal(line(fig.axes[0], "gradient descent"), path)


def test_tails_draw_the_student_s_slope_on_each_stretch(shown: Shown) -> None:
    time = np.arange(100.0)
    run = types.SimpleNamespace(gradient_norm=1 / (1 + time) ** 2, parameter_norm=1 + time)
    plots.tails(run, time, {"A": (10, 50)}, {"A": (2.0, 3.0, "degenerate")})
    ((fig, alt),) = shown
    fitted = line(fig.axes[0], "A: ψ = 2.00, p = 3, degenerate")
    assert np.polyfit(np.log(fitted[:, 0]), np.log(fitted[:, 1]), 1)[0] == pytest.approx(-2.0)
    assert "A: slope -2.00, order 3, degenerate" in alt


def test_the_log_without_a_name_shows_four_curves(shown: Shown, capsys: pytest.CaptureFixture[str]) -> None:
    plots.unnamed_tail()
    ((fig, alt),) = shown
    assert len(fig.axes) == 4
    assert "parameter norm 6.43" in alt
    assert "rare" not in f"{alt}{capsys.readouterr().out}"
