"""What 2.3 takes from the toolkit: networks with landings, a split matrix, rests of small starts, and its pictures."""

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib import pyplot as plt

from losslandscape import plots
from losslandscape.objectives import DeepLinear, Softmax, Split, landing, staircase
from losslandscape.plots import landscapes, staircases, traces
from losslandscape.transformer import Config, Transformer, recall_task, rest, rests


@pytest.fixture
def shown(monkeypatch):
    """The figures that were described, with their texts; left open."""
    mpl.use("Agg")
    found = []
    for module in (staircases, landscapes, traces):
        monkeypatch.setattr(module, "describe", lambda fig, alt: found.append((fig, alt)))
    yield found
    plt.close("all")


@pytest.mark.parametrize("depth", [2, 3, 4])
def test_a_landing_is_a_critical_point_with_the_strongest_modes_of_the_target(depth):
    net = staircase(depth)
    for modes, height in enumerate([10.5, 2.5, 0.5, 0.0]):
        point = landing(net, modes)
        assert np.linalg.norm(net.gradient(point)) < 1e-13
        assert net.value(point) == pytest.approx(height, abs=1e-12)


def test_a_landing_needs_a_unit_for_each_mode():
    net = DeepLinear(np.eye(3), (3, 2, 3))
    assert net.value(landing(net, 2)) == pytest.approx(0.5)
    for modes in (-1, 3):
        with pytest.raises(ValueError, match="from 0 to the least width, 2"):
            landing(net, modes)


def test_a_split_matrix_has_the_derivatives_of_its_objective():
    rng = np.random.default_rng(0)
    X, y = rng.standard_normal((7, 3)), rng.integers(0, 4, 7)
    model = Split(Softmax(X, y, 4), rows=4, width=2)
    theta, v = rng.standard_normal((2, model.size))
    assert model.size == 2 * (4 + 3)
    W_1, W_2 = model.matrices(theta)
    assert (W_1.shape, W_2.shape) == ((2, 3), (4, 2))
    assert model.value(theta) == pytest.approx(Softmax(X, y, 4).value((W_2 @ W_1).ravel()))
    t = 1e-6
    slope = (model.value(theta + t * v) - model.value(theta - t * v)) / (2 * t)
    assert model.gradient(theta) @ v == pytest.approx(slope, rel=1e-7)
    bend = (model.gradient(theta + t * v) - model.gradient(theta - t * v)) / (2 * t)
    np.testing.assert_allclose(model.hvp(theta, v), bend, atol=1e-7)
    np.testing.assert_allclose(model.hessian(theta) @ v, model.hvp(theta, v), atol=1e-12)


@pytest.mark.parametrize(("rows", "width"), [(5, 2), (0, 2), (4, 0)])
def test_a_split_refuses_what_is_no_matrix(rows, width):
    with pytest.raises(ValueError, match=r"Split: rows should divide the 12 parameters"):
        Split(Softmax(np.ones((2, 3)), np.array([0, 1]), 4), rows=rows, width=width)


def test_the_recall_task_asks_for_the_first_token_and_not_at_its_own_place():
    batch = recall_task(vocabulary=3, context=2)
    assert len({tuple(row) for row in batch.tokens}) == len(batch) == 9
    np.testing.assert_array_equal(batch.targets[:, 1], batch.tokens[:, 0])
    np.testing.assert_array_equal(batch.weights, np.tile([0.0, 1.0], (9, 1)))


def test_a_rest_ends_with_the_first_loss_below_the_level():
    model = Transformer(Config(vocabulary=4, context=3, width=6, heads=1, key_width=3, value_width=3, hidden=4))
    batch = recall_task()
    steps = rest(model, batch, 0.4, eta=1.0, level=1.2)
    theta, losses = model.init(np.random.default_rng(1), scale=0.4), []
    for _ in range(steps + 1):
        losses.append(model.loss(theta, batch))
        theta = theta - model.gradient(theta, batch)
    assert losses[-1] < 1.2 <= min(losses[:-1])
    assert rests("Q", (0.4,)) == [steps]
    assert rest(model, batch, 0.4, eta=1.0, level=1.2, limit=5) == 5


def test_the_stairs_are_drawn_with_the_steps_of_their_falls(shown):
    plots.stairs()
    ((fig, alt),) = shown
    assert [ax.get_title()[:5] for ax in fig.axes] == ["L = 2", "L = 3"]
    losses = fig.axes[0].lines[0].get_ydata()
    fall = int(np.argmax(losses < 6.5))
    assert f"about the steps {fall}, " in alt


def test_landings_have_their_height_and_their_index(shown):
    plots.landings({"L = 2": ([3.0, 2.0, 0.1], [3.0, 0.5, 0.0], [6, 2, 0])})
    ((fig, alt),) = shown
    assert [text.get_text() for text in fig.axes[0].texts] == ["index 6", "index 2", "index 0"]
    assert [line.get_ydata()[0] for line in fig.axes[0].lines[1:]] == [3.0, 0.5, 0.0]
    assert "landings at 3.0, 0.5 and 0.0 with index 6, 2 and 0" in alt


def test_both_saddles_are_drawn_and_the_kicked_paths_are_counted(shown, capsys):
    away = np.array([[0.0, 0.0], [0.1, 0.1], [0.5, 0.5], [0.9, 0.9]])
    near = np.array([[0.0, 0.0], [0.1, 0.1]])
    plots.two_saddles({"½(uv - 1)²": {"kick a": away, "past": away}, "½(uv² - 1)²": {"kick b": near}})
    out = capsys.readouterr().out
    assert "½(uv - 1)², kick a: distance 1 after 2 steps" in out
    assert "kick b: stays" in out
    assert "past" not in out
    assert "Marked as saddle: (0, 0)" in shown[0][1]
    assert "Marked as degenerate: (0, 0)" in shown[0][1]


def test_orders_are_drawn_with_forecast_and_count(shown, capsys):
    measured = {"A": ((0.1, 0.01), (5, 9)), "B": ((0.1, 0.01), (3, 3))}
    plots.orders(measured, {"A": ("strict", 2.04, 9.4), "B": ("no landing", 0.0, 3.0)})
    ((fig, alt),) = shown
    assert [ax.get_title() for ax in fig.axes] == ["A: strict, order 2.04", "B: no landing"]
    assert "A: strict; the fourth start, 0.01: forecast 9, counted 9" in capsys.readouterr().out
    assert "A: from 0.1 to 0.01 the steps are 5 and 9, forecast 9." in alt


def test_the_log_of_a_shelf_does_not_say_whose_it_is(shown, capsys):
    plots.log_of_a_shelf()
    ((fig, alt),) = shown
    assert len(fig.axes) == 4
    out = capsys.readouterr().out
    assert "330,859.4" in out
    assert "3.10 at 30" in alt  # the shelf, and the rise of -λmin in it, can be read without the picture
    assert "3.05 at 60" in alt.split("-λmin by step")[1]
    assert not any(name in (alt + out + fig.axes[0].get_title()) for name in ("language", "warmup", "warm-up"))
