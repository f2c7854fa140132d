"""What section 1.2 states around the task `step_curvature`, by another way than the notebook and the reference took."""

from __future__ import annotations

import math

import numpy as np
import pytest

from losslandscape import runs
from losslandscape.transformer import Config, Transformer, markov_task
from solutions import Array
from solutions.hessian_spectrum import step_curvature as reference
from tests.mathematics import live

RUN = runs.load("edge")
EDGE = RUN.learning_rate[RUN.hessian_step] * RUN.lambda_max


# --- the recorded run, of which the notebook shows the first part and asks about the rest
def test_the_first_picture_shows_what_the_text_says() -> None:
    assert RUN.about["parameters"] == 112_640
    assert set(RUN.learning_rate) == {0.1}
    assert set(np.diff(RUN.hessian_step)) == {11}
    assert [RUN.loss[0], RUN.loss[200]] == pytest.approx([4.71, 2.30], abs=0.005)
    assert np.all(np.diff(RUN.loss[:201]) < 0)
    assert RUN.loss[201] > RUN.loss[200]
    assert EDGE[0] == pytest.approx(0.5, abs=0.02)
    alarm = int(RUN.hessian_step[np.argmax(EDGE > 2)])
    assert (alarm, 201 - alarm) == (165, 36)
    between = EDGE[(RUN.hessian_step >= 165) & (RUN.hessian_step < 201)]
    assert [between[0], between[-1]] == pytest.approx([2.1, 2.8], abs=0.05)


def test_at_the_edge_the_loss_rises_in_nearly_every_second_step_and_falls_over_nearly_any_fifty() -> None:
    late = RUN.loss[200:]
    assert 0.4 < np.mean(np.diff(late) > 0) < 0.5
    assert np.mean(late[50:] < late[:-50]) > 0.95


def test_the_run_swings_with_period_two_and_the_measurements_see_one_side_and_then_the_other() -> None:
    seen = (RUN.hessian_step > 208) & (RUN.hessian_step <= 550)
    odd = RUN.hessian_step % 2 == 1
    assert [EDGE[seen & odd].min(), EDGE[seen & odd].max()] == pytest.approx([1.6, 1.9], abs=0.05)
    assert [EDGE[seen & ~odd].min(), EDGE[seen & ~odd].max()] == pytest.approx([2.6, 3.2], abs=0.05)
    met = RUN.learning_rate[:-1] * reference.step_curvature(RUN.loss, RUN.gradient_norm, RUN.learning_rate)
    steps = np.arange(len(met))
    window = (steps > 250) & (steps <= 560)
    beside = [float(np.median(met[window & (steps % 2 == parity)])) for parity in (0, 1)]
    assert (beside[0] < 2) != (beside[1] < 2)


def test_the_three_stretches_call_for_three_decisions() -> None:
    found = reference.stretches(RUN)
    change, slope = np.diff(RUN.loss), RUN.learning_rate[:-1] * RUN.gradient_norm[:-1] ** 2
    for name, (start, stop) in reference.STRETCHES.items():
        felt = np.median(2 + 2 * change[start:stop] / slope[start:stop])
        inside = (RUN.hessian_step >= start) & (RUN.hessian_step < stop)
        assert (found[name].edge, found[name].met) == pytest.approx((np.median(EDGE[inside]), felt), rel=1e-9)
    assert [found[name].edge for name in "ABC"] == pytest.approx([1.40, 2.37, 3.05], abs=0.005)
    assert [found[name].met for name in "ABC"] == pytest.approx([0.002, 0.001, 1.972], abs=0.0005)
    assert [found[name].decision for name in "ABC"] == ["nothing shown", "lower eta", "hold"]
    assert np.all(change[165:200] < 0)  # B: the loss feels nothing, and rises at the step after its end
    assert change[200] > 0
    assert RUN.loss[898] < 0.65 * RUN.loss[600]  # C: it holds


def test_a_step_lowers_the_loss_exactly_where_eta_c_is_below_two() -> None:
    met = RUN.learning_rate[:-1] * reference.step_curvature(RUN.loss, RUN.gradient_norm, RUN.learning_rate)
    np.testing.assert_array_equal(met < 2, np.diff(RUN.loss) < 0)


# --- the live run
def test_the_live_run_sharpens_eightfold_and_rises_thirty_four_steps_after_the_alarm() -> None:
    model, batch, _ = live.start()
    losses = [model.loss(theta, batch) for theta in live.path()]
    assert model.size == 288
    top = {step: live.ETA * np.linalg.eigvalsh(model.hessian(live.path()[step], batch))[-1] for step in (0, 90, 95, 125)}
    assert top[0] == pytest.approx(0.66, abs=0.005)
    assert top[125] / top[0] == pytest.approx(8.2, abs=0.05)
    assert top[90] < 2 < top[95]
    assert 1 + int(np.flatnonzero(np.diff(losses) > 0)[0]) == pytest.approx(129, abs=1)  # rounding decides
    assert [losses[0], losses[125]] == pytest.approx([1.90, 0.49], abs=0.005)


def test_a_push_along_the_sharpest_direction_makes_the_loss_rise_earlier() -> None:
    model, batch, _ = live.start()
    sharpest = np.linalg.eigh(model.hessian(live.path()[95], batch))[1][:, -1]
    rises = []
    for push in (0.0, 1e-14, 1e-10, 1e-6):
        at, losses = live.path()[95] + push * sharpest, []
        for _ in range(40):
            losses.append(model.loss(at, batch))
            at = at - live.ETA * model.gradient(at, batch)
        rises.append(96 + int(np.flatnonzero(np.diff(losses) > 0)[0]))
    assert rises[2:] == [120, 112]
    assert all(abs(got - stated) <= 1 for got, stated in zip(rises, (129, 127, 120, 112), strict=True))


def bulk_edge(values: Array) -> float:
    """Where the picture draws it."""
    return 2 * math.sqrt(float(np.mean(values**2)))


def test_outliers_are_about_as_many_as_ten_and_the_bulk_is_narrow() -> None:
    for step, outliers in ((0, 12), (125, 8)):
        values = np.linalg.eigvalsh(live.split(step)[0])
        assert int(np.sum(values > bulk_edge(values))) == outliers
        assert np.mean(np.abs(values) < 0.1 * values[-1]) > 0.8


def test_the_semicircle_ends_at_twice_its_standard_deviation() -> None:
    noise = np.random.default_rng(14).standard_normal((600, 600))
    values = np.linalg.eigvalsh((noise + noise.T) / math.sqrt(2))
    assert values[-1] == pytest.approx(bulk_edge(values), rel=0.05)
    assert np.sum(values > bulk_edge(values)) <= 3


# --- H = G + R
def test_the_residual_part_grows_while_its_share_shrinks() -> None:
    sizes = {step: [float(np.linalg.norm(part)) for part in live.split(step)] for step in (0, 25, 75, 125)}
    residual = {step: float(np.linalg.norm(np.subtract(*live.split(step)))) for step in sizes}
    assert [residual[step] for step in (0, 25, 75, 125)] == pytest.approx([2.13, 0.89, 0.96, 1.76], abs=0.005)
    assert residual[25] < residual[75] < residual[125]
    shares = [residual[step] / sizes[step][1] for step in (0, 25, 75, 125)]
    assert shares == sorted(shares, reverse=True)
    assert [shares[0], shares[-1]] == pytest.approx([1.22, 0.10], abs=0.005)


def test_the_negative_eigenvalues_are_the_work_of_the_residual_part_and_the_sharpening_that_of_the_other() -> None:
    H, G = live.split(0)
    values, gauss = np.linalg.eigvalsh(H), np.linalg.eigvalsh(G)
    assert int(np.sum(values < -1e-8 * values[-1])) == 127
    assert gauss[0] > -1e-12
    grown = [np.linalg.eigvalsh(part)[-1] for part in live.split(125)]
    assert grown[1] > 0.9 * grown[0] > 8 * 0.9 * values[-1]


# --- the curvature that a step meets
def test_step_curvature_is_the_weighted_mean_of_the_curvature_along_the_step() -> None:
    """c = 2 ∫ (1-s) dᵀH(θ + s u)d ds, d the direction of the step u: Taylor's remainder, here by Gauss-Legendre quadrature."""
    model = Transformer(Config(vocabulary=4, context=6, width=4, heads=1, key_width=2, value_width=2, hidden=5))
    batch = markov_task(np.random.default_rng(3), sequences=8, context=6, vocabulary=4)
    theta, eta = model.init(np.random.default_rng(4)), np.array([0.3, 1.5, 0.7, 0.7])
    nodes, weights = np.polynomial.legendre.leggauss(12)
    losses, norms, integrals = [], [], []
    for rate in eta:
        gradient: Array = model.gradient(theta, batch)
        losses.append(model.loss(theta, batch))
        norms.append(float(np.linalg.norm(gradient)))
        d = gradient / norms[-1]
        bent = [d @ model.hvp(theta - rate * gradient * (1 + x) / 2, d, batch) for x in nodes]
        integrals.append(2 * sum(w / 2 * (1 - x) / 2 * value for x, w, value in zip(nodes, weights, bent, strict=True)))
        theta = theta - rate * gradient
    got = reference.step_curvature(np.array(losses), np.array(norms), eta)
    np.testing.assert_allclose(got, integrals[:-1], rtol=1e-8)


def test_step_curvature_is_exact_in_fractions() -> None:
    got = reference.step_curvature(np.array([3.0, 2.0]), np.array([2.0, 1.0]), np.array([0.5, 0.5]))
    assert got[0] == 2.0  # fell by 1 where the straight line falls by 2: half of it, so half of 2/η
    assert reference.step_curvature(np.array([1.0]), np.array([1.0]), np.array([0.1])).shape == (0,)
