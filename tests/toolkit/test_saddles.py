"""The pictures of notebook 1.3: each draws what it was given, once, with a text alternative."""

from __future__ import annotations

import math
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest

from losslandscape import plots, runs
from losslandscape.plots import saddles

Shown = list[tuple[Any, str]]


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> Any:
    figures: Shown = []
    monkeypatch.setattr(saddles, "describe", lambda fig, alt: figures.append((fig, alt)))
    yield figures
    plt.close("all")


def line(ax: Any, label: str) -> np.ndarray:
    (found,) = [one for one in ax.lines if one.get_label() == label]
    return np.array(found.get_xydata())


def test_the_race_shows_three_methods_and_names_no_end(shown: Shown) -> None:
    plots.race()
    ((fig, alt),) = shown
    assert line(fig.axes[0], "Newton")[:, 1] == pytest.approx(saddles.NEWTON)
    assert len(line(fig.axes[0], "gradient descent")) == 85
    assert "saddle" not in alt
    assert "after 4 steps" in alt


def test_escapes_draw_counted_steps_beside_the_formula(shown: Shown, capsys: pytest.CaptureFixture[str]) -> None:
    plots.escapes(lambda eta, mu, y0, delta: math.log(delta / y0) / math.log(1 + eta * mu), 0.4, rate=0.5)
    right = shown[0][0].axes[1]
    assert line(right, "walked")[:, 1] == pytest.approx(line(right, "your escape_time")[:, 1], abs=3)
    printed = capsys.readouterr().out
    assert "194 steps" in printed
    assert "387 steps" in printed


def test_fresh_batches_mark_both_curvatures(shown: Shown, capsys: pytest.CaptureFixture[str]) -> None:
    plots.fresh_batches(-0.8, 1e-9, [-0.3, -0.2, -0.1])
    marks = [one.get_xdata()[0] for one in shown[0][0].axes[0].lines]
    assert marks == pytest.approx([-0.2, -0.8])
    assert "-0.200 ± 0.058" in capsys.readouterr().out


def test_the_shelf_shows_measured_and_needed_curvature(shown: Shown) -> None:
    run = runs.load("plateau")
    plots.shelf(run, (300, 780), predicted=185.0, needed=0.23)
    left, right = shown[0][0].axes
    inside = (run.hessian_step >= 300) & (run.hessian_step < 780)
    assert line(right, "measured −λmin, one batch")[:, 1] == pytest.approx(-run.lambda_min[inside])
    assert line(right, "needed μ")[:, 1] == pytest.approx(0.23)
    assert left.lines[1].get_xdata()[0] == pytest.approx(485)


def test_the_colleagues_log_shows_no_name(shown: Shown, capsys: pytest.CaptureFixture[str]) -> None:
    plots.colleagues_log()
    fig, alt = shown[0]
    words = [alt, capsys.readouterr().out, *(text.get_text() for text in fig.findobj(plt.Text))]
    assert not any(name in word for name in runs.names() for word in words)
    assert "-225" in words[1]
