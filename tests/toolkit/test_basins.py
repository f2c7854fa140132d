"""What 2.4 takes from the toolkit: five lines, and its pictures."""

from types import SimpleNamespace

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib import pyplot as plt

from losslandscape import plots
from losslandscape.plots import basins, traces
from losslandscape.runs.lines import lines


@pytest.fixture
def shown(monkeypatch):
    """The figures that were described, with their texts; left open."""
    mpl.use("Agg")
    found = []
    for module in (basins, traces):
        monkeypatch.setattr(module, "describe", lambda fig, alt: found.append((fig, alt)))
    yield found
    plt.close("all")


def test_the_five_lines_have_their_ends_and_their_labels():
    found = lines()
    assert list(found) == list("ABCDE")
    assert all(one.losses.shape == (25,) for one in found.values())
    assert [found[name].labels for name in "ABCDE"] == [None, (0, 1), None, (0, 0), (0, 1)]
    assert found["E"].losses[0] == pytest.approx((0.8**2 - 1) ** 2 / 4)
    assert found["D"].losses[-1] == pytest.approx(0.005 * (36 + 1 / 36))


def test_the_opening_tells_share_and_first_band(shown, capsys):
    plots.thrown_across()
    ((fig, alt),) = shown
    assert len(fig.axes) == 2
    out = capsys.readouterr().out
    assert "starts up to 2.235 stay; 19 % of them end at -1, the first at 1.732" in out
    assert "neither beyond 2.23" in alt


def test_strips_colour_by_label_and_print_the_shares(shown, capsys):
    plots.strips(lambda start, rate: -1 if start > 2 else int(start > rate), (0.5, 1.0), reach=3.0, count=30)
    ((fig, alt),) = shown
    assert [label.get_text() for label in fig.axes[0].get_yticklabels()] == ["η = 0.5", "η = 1"]
    out = capsys.readouterr().out
    assert "η = 0.5: 17 % at +1, 50 % at -1, 33 % neither." in out
    assert "η = 1: 33 % at +1, 33 % at -1, 33 % neither." in alt
    assert "The first starts that end at -1: 0.53 (η = 0.5), 1.05 (η = 1)." in alt
    drawn = fig.axes[0].collections[0].get_array()
    assert sorted(set(np.ravel(drawn))) == [-1.0, 0.0, 1.0]


def test_the_plane_has_a_panel_for_each_title_and_tells_its_paths(shown):
    def side(theta):
        return 0 if theta[0] > 0.1 else 1 if theta[0] < -0.1 else -1

    path = np.array([[1.0, 1.0], [0.5, 0.0]])
    titles = ("one", "two")
    plots.plane_of_basins(
        lambda theta: float(theta @ theta),
        dict.fromkeys(titles, side),
        reach=2.0,
        paths={title: {"p": path} for title in titles},
        points={"minimum": [(0.0, 0.0)]},
        count=5,
    )
    ((fig, alt),) = shown
    assert [ax.get_title() for ax in fig.axes] == ["one", "two"]
    assert "one: 40 % of the starts end in the first minimum, 40 % in the second, 20 % in neither;" in alt
    assert "; of neighbouring starts 25 % end differently." in alt
    assert all(ax.get_legend() is None for ax in fig.axes)  # no legend hides starts
    fig.draw_without_rendering()  # the layout is made when it is drawn
    box = fig.legends[0].get_window_extent()
    assert not any(box.overlaps(ax.get_tightbbox()) for ax in fig.axes)  # nor labels of the axes
    assert {"p", "minimum", "neither"} <= {text.get_text() for text in fig.legends[0].get_texts()}
    assert "The path p goes from (1, 1) to (0.5, 0) in 1 steps." in alt


def test_lines_are_drawn_with_what_is_said_of_them(shown):
    named = {"A": SimpleNamespace(losses=np.array([1.0, 3.0, 2.0])), "B": SimpleNamespace(losses=np.array([1.0, 0.5]))}
    plots.straight_lines(named, {"A": ("wall", "open"), "B": ("connected", "holds")})
    ((fig, alt),) = shown
    assert [ax.get_title() for ax in fig.axes] == ["A: wall, open", "B: connected, holds"]
    assert "A (wall, open): 1 and 2 at the ends, 3 at most, 1 at least." in alt


def test_the_log_does_not_say_whose_it_is(shown, capsys):
    plots.log_of_two_runs()
    ((fig, alt),) = shown
    out = capsys.readouterr().out
    assert "distance of the ends [θ]: X to Y 123.0, V to W 10.3" in out
    assert "3.387" not in out  # the middle is what 2.5 asks about
    assert len(out.splitlines()) == 8
    assert all(unit in out for unit in ("[nats]", "[f/θ]", "[f/θ²]", "[θ]"))
    assert "of the batch of a step" in out
    assert "  X   1.511  0.410     3.89     -0.51 (3e-03)          87.7" in out
    assert "from step 0, 200, 800, 1400: X 0.55, 0.37, 0.44, 0.41; Y" in alt
    assert not any(name in (alt + out + fig.axes[0].get_title()) for name in ("language", "warmup", "seed", "fine_tune"))
