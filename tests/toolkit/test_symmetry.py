"""The symmetries of the transformer and the pictures of 1.5: what is exact, what is drawn and said, what is not named."""

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib import pyplot as plt

from losslandscape import plots, runs
from losslandscape.plots import symmetries, traces
from losslandscape.transformer import Config, Transformer, symmetry

MODEL = Transformer(Config(vocabulary=5, context=5, width=4, heads=1, key_width=2, value_width=3, hidden=4))
THETA = MODEL.init(np.random.default_rng(1))


@pytest.fixture
def shown(monkeypatch):
    """The figures that were described, with their texts; left open."""
    mpl.use("Agg")
    found = []
    for module in (symmetries, traces):
        monkeypatch.setattr(module, "describe", lambda fig, alt: found.append((fig, alt)))
    yield found
    plt.close("all")


def velocity(W_Q, W_K, A):
    """The velocities of (W_Q, W_K), written out."""
    return W_Q @ A, -W_K @ A.T


def test_a_model_that_learns_from_itself_is_at_a_critical_point_and_its_loss_is_its_entropy():
    batch = symmetry.own_predictions(MODEL, THETA, np.random.default_rng(3), sequences=6)
    assert np.linalg.norm(MODEL.gradient(THETA, batch)) < 1e-15
    z = MODEL.logits(THETA, batch.tokens[:: MODEL.config.vocabulary])
    p = np.exp(z) / np.exp(z).sum(axis=2, keepdims=True)
    assert MODEL.loss(THETA, batch) == pytest.approx(-(p * np.log(p)).sum(axis=2).mean(), rel=1e-12)
    away = THETA + 0.1 * np.random.default_rng(0).standard_normal(MODEL.size)
    assert MODEL.loss(away, batch) > MODEL.loss(THETA, batch)


def test_three_of_the_five_actions_leave_the_loss_alone_and_none_changes_its_argument():
    batch = symmetry.own_predictions(MODEL, THETA, np.random.default_rng(3), sequences=6)
    at = THETA + 0.3 * np.random.default_rng(4).standard_normal(MODEL.size)
    before = at.copy()
    kept = {
        name[:3]: abs(MODEL.loss(act(at), batch) - MODEL.loss(at, batch)) < 1e-12
        for name, act in symmetry.actions(MODEL, np.random.default_rng(5)).items()
    }
    assert kept == {"(a)": False, "(b)": True, "(c)": False, "(d)": True, "(e)": True}
    np.testing.assert_array_equal(at, before)


def test_tangents_are_orthogonal_to_the_gradient_everywhere_and_null_vectors_at_the_critical_point():
    batch = symmetry.own_predictions(MODEL, THETA, np.random.default_rng(3), sequences=6)
    for theta, null in ((THETA, True), (THETA + 0.1, False)):
        g = MODEL.gradient(theta, batch)
        head, others = symmetry.head_tangents(MODEL, theta, velocity), symmetry.other_tangents(MODEL, theta)
        rows = np.vstack([head, others])
        assert rows.shape == (4 + 9 + 16 + 8, MODEL.size)
        assert np.linalg.matrix_rank(rows) == len(rows)
        assert np.abs(rows @ g).max() < 1e-14
        moved = np.array([MODEL.hvp(theta, row, batch) for row in head])
        turned = np.array([symmetry.transposed(MODEL, theta, row, g) for row in head])
        assert np.abs(moved + turned).max() < 1e-14
        assert (np.abs(moved).max() < 1e-14) == null


def test_the_report_says_what_is_explained(capsys):
    batch = symmetry.own_predictions(MODEL, THETA, np.random.default_rng(3), sequences=6)

    def counted(H, T):
        np.testing.assert_allclose(np.linalg.norm(T, axis=1), 1.0)
        return len(T)

    symmetry.report(MODEL, batch, THETA, velocity, counted)
    out = capsys.readouterr().out
    assert f"{MODEL.size} parameters" in out
    assert "= 4 with your tangents" in out
    assert "= 37 with the tangents of all known symmetries" in out


def test_walks_between_orbits_are_drawn_with_what_they_keep(shown):
    plots.orbit_walks({"one": np.array([[2.0, 1.0], [1.5, 0.5]]), "two": np.array([[1.0, 1.0], [1.0, 1.0]])})
    (fig, alt) = shown[0]
    np.testing.assert_allclose(fig.axes[1].lines[0].get_ydata(), [3.0, 2.0])
    assert "from one to (1.50, 0.50)" in alt


def test_a_fuse_prints_its_date_and_draws_the_walk_twice(shown, capsys):
    def objective(theta):  # 1 - cos of twice the angle: λmax at the ray is 4/‖θ‖²
        x, y = theta
        square = x * x + y * y
        return 2 * y * y / square, np.array([-4 * y * y * x, 4 * y * x * x]) / square**2

    path = np.array([[3.0 * 0.99**t, 0.0] for t in range(300)])
    plots.fuse(objective, path, 0.5, 0.99**-2)
    exact = np.log(1 / 3) / np.log(0.99)  # η λmax / 2 = 1/‖θ‖² is 1 where ‖θ‖ = 1
    assert f"foretold to be 1 at {exact:.1f}, is 1 at step {int(np.ceil(exact))}" in capsys.readouterr().out
    (plane, _), (log, alt) = shown
    assert len(plane.axes) == 2
    assert f"A dotted line at step {round(exact)}: foretold." in alt
    np.testing.assert_allclose(log.axes[1].lines[0].get_ydata()[[0, 100]], [1 / 9, 1 / 9 / 0.99**200], rtol=1e-6)


def test_the_log_after_an_accident_names_no_run_and_counts_from_zero(shown, capsys):
    plots.log_after_an_accident()
    (fig, alt) = shown[0]
    assert "slow_fuse" not in alt + capsys.readouterr().out
    run = runs.load("slow_fuse")
    np.testing.assert_array_equal(fig.axes[0].lines[0].get_xydata()[0], [0, run.loss[symmetries.AFTER[0]]])
