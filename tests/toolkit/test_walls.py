"""What 2.5 takes from the toolkit: paths, waits, a classifier of rings, relatives of a tiny transformer, and its pictures."""

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib import pyplot as plt

from losslandscape import plots
from losslandscape.objectives import TanhLogistic, two_trainings
from losslandscape.paths import evenly, mean_wait, position, straight
from losslandscape.plots import landscapes, walls
from losslandscape.runs import load
from losslandscape.transformer.relatives import relatives


@pytest.fixture
def shown(monkeypatch):
    """The figures that were described, with their texts; left open."""
    mpl.use("Agg")
    found = []
    for module in (walls, landscapes):
        monkeypatch.setattr(module, "describe", lambda fig, alt: found.append((fig, alt)))
    yield found
    plt.close("all")


def test_an_evened_path_keeps_its_ends_and_its_line_and_has_equal_pieces_on_a_straight_one():
    path = np.array([[0.0, 0.0], [0.1, 0.2], [3.0, 6.0], [4.0, 8.0]])
    found = evenly(path)
    np.testing.assert_allclose(found, straight([0, 0], [4, 8], 4), atol=1e-14)
    bent = evenly([[0.0, 0.0], [2.0, 0.0], [2.0, 1.0]])
    np.testing.assert_allclose(bent, [[0, 0], [1.5, 0], [2, 1]])
    np.testing.assert_allclose(position(path), [0, 0.025, 0.75, 1])


def test_without_a_pass_walkers_arrive_at_the_speed_of_the_slope():
    wait = mean_wait(lambda x: -np.ones_like(x), 0.0, 3.0, 1e-6, rng=np.random.default_rng(0), walkers=50, until=300.0)
    assert wait == pytest.approx(3.0, abs=0.1)
    back = mean_wait(lambda x: np.ones_like(x), 0.0, -3.0, 1e-6, rng=np.random.default_rng(0), walkers=50, until=300.0)
    assert back == pytest.approx(3.0, abs=0.1)


def test_the_classifier_has_the_gradient_of_its_value_and_its_symmetries():
    rng = np.random.default_rng(0)
    model = TanhLogistic(rng.standard_normal((9, 3)), rng.integers(0, 2, 9), hidden=4, l2=0.1)
    theta, v = rng.standard_normal((2, model.size))
    t = 1e-6
    slope = (model.value(theta + t * v) - model.value(theta - t * v)) / (2 * t)
    assert model.gradient(theta) @ v == pytest.approx(slope, rel=1e-7)
    other = model.units(theta)[[2, 0, 3, 1]] * np.array([1, -1, -1, 1])[:, None]
    assert model.value(other.ravel()) == pytest.approx(model.value(theta), rel=1e-13)


def test_two_trainings_end_near_a_critical_point_and_are_copies_each_time():
    model, first, second = two_trainings()
    assert model.size == 24
    assert max(np.linalg.norm(model.gradient(theta)) for theta in (first, second)) < 3e-3
    first[:] = 0
    assert np.any(two_trainings()[1] != 0)


def test_relatives_have_their_names_and_their_losses():
    family = relatives()
    assert set(family.named) == {"checkpoint", "F0", "F1", "F2", "stranger", "earlier", "copy"}
    ends = family.along("F0", "F1", points=3)
    first, average, second, error = family.middle("F0", "F1")
    np.testing.assert_allclose(ends, [first, average, second])
    pieces = [family.validation.take(np.array([row])) for row in range(20)]
    assert len(family.validation) == 300
    assert 0 < error < np.std([family.loss(family.named["F0"]) - family._of(family.named["F1"], one) for one in pieces])


def test_the_hook_shows_both_pairs_and_names_neither(shown):
    plots.two_pairs()
    ((fig, alt),) = shown
    run = load("connectivity")
    drawn = {line.get_label(): line.get_ydata() for line in fig.axes[0].lines if line.get_label().startswith("pair")}
    np.testing.assert_array_equal(drawn["pair 1"], run.training_loss[1])
    np.testing.assert_array_equal(drawn["pair 2"], run.training_loss[0])
    assert "seed" not in alt
    assert "tune" not in alt


def test_profiles_are_drawn_over_their_positions(shown):
    plots.profiles({"one": [1, 3, 2], "two": [0, 0, 0]}, [0, 0.2, 1], ylabel="f")
    ((fig, alt),) = shown
    lines = {line.get_label(): line for line in fig.axes[0].lines}
    assert lines["one"].get_xdata().tolist() == [0, 0.2, 1]
    assert "one: 1.000 at the start, at most 3.000 at ℓ = 0.20, at least 1.000 at ℓ = 0.00, 2.000 at the end" in alt


def test_ways_draws_each_path_in_its_panel(shown):
    line = straight([0.5, 2], [3, 1 / 3], 5)
    plots.ways(lambda p: p[0] ** 2, lambda p: p[1] ** 2, {"line": line}, {"line": line}, {"bent": line})
    ((fig, alt),) = shown
    assert len(fig.axes) == 2
    assert alt.count("The path") == 3
    assert "line, relaxed" in alt


def test_the_log_shows_the_second_pair_near_its_ends_only(shown, capsys):
    plots.log_of_two_pairs()
    ((fig, _),) = shown
    out = capsys.readouterr().out
    assert "3.450" not in out
    assert "1.848" in out
    assert "fine" not in out
    for ax in fig.axes:
        y = next(line.get_ydata() for line in ax.lines if line.get_label() == "Y")
        assert np.isnan(y[3:-3]).all()
        assert np.isfinite(y[[0, 1, 2, -3, -2, -1]]).all()
