"""The pictures of notebook 2.2: each draws what it was given, once, with a text alternative."""

from __future__ import annotations

from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest

from losslandscape import plots, runs
from losslandscape.plots import minima, traces

Shown = list[tuple[Any, str]]


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> Any:
    figures: Shown = []
    for module in (minima, traces):
        monkeypatch.setattr(module, "describe", lambda fig, alt: figures.append((fig, alt)))
    yield figures
    plt.close("all")


def line(ax: Any, label: str) -> np.ndarray:
    (found,) = [one for one in ax.lines if one.get_label() == label]
    return np.array(found.get_xydata())


def test_a_walk_that_rests_is_marked_on_the_curve_and_one_that_leaves_is_not(shown: Shown) -> None:
    rests, leaves = np.array([[3.0, 0.4], [-2.0, -0.5]]), np.array([[3.0, 0.4], [-5.0, -8.0]])
    plots.caught({0.2: rests, 0.7: leaves})
    ((fig, alt),) = shown
    plane, curve = fig.axes
    assert line(plane, "η = 0.2") == pytest.approx(rests)
    assert line(curve, "2/η, η = 0.7")[:, 1] == pytest.approx(2 / 0.7)
    marks = [one for one in curve.lines if one.get_linestyle() == "None"]
    assert [tuple(one.get_xydata()[0]) for one in marks] == [pytest.approx((2.0, 4.25))]
    pieces = plane.collections[-1]
    ends = np.array(pieces.get_segments())[:, 1]
    assert ends.prod(axis=1) == pytest.approx(1)
    np.testing.assert_allclose(np.asarray(pieces.get_array()), (ends**2).sum(axis=1))
    assert "η = 0.2 from (3.00, 0.40) to (-2.00, -0.50)" in alt


def test_the_sharpness_along_an_orbit_marks_its_places(shown: Shown) -> None:
    plots.orbit_sharpness([0.5, 1.0, 2.0], [5.0, 3.0, 4.0], {"flattest": (1.0, 3.0)})
    ((fig, alt),) = shown
    assert line(fig.axes[0], "flattest: 3.00") == pytest.approx(np.array([[1.0, 3.0]]))
    assert "from 5 down to 3 and up to 4" in alt
    assert fig.axes[0].get_xscale() == fig.axes[0].get_yscale() == "log"


def test_the_log_of_two_fine_tunes_says_no_name_and_prints_four_ends(shown: Shown, capsys: pytest.CaptureFixture[str]) -> None:
    plots.two_fine_tunes()
    ((fig, alt),) = shown
    data = runs.load("small_language_model")
    assert line(fig.axes[1], "Q")[:, 1] == pytest.approx(data.legs["sam_1"].gradient_norm)
    printed = capsys.readouterr().out
    assert all(number in printed for number in ("11.65", "5.50", "6.95", "3.66", "-0.381 (0.008)", "0.405", "1.6496"))
    assert not any(name in printed + alt for name in ("sam", "SAM", "fine_tune"))
