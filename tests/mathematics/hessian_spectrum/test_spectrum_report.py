"""What section 1.2 states around the task `spectrum_report`, by another way than the notebook and the reference took."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.sparse.linalg import LinearOperator, eigsh

from losslandscape.transformer import Config, Transformer, markov_task
from solutions import Array
from solutions.hessian_spectrum import lambda_max
from solutions.hessian_spectrum import spectrum_report as reference


# --- 7: the transformer and its null model
def test_the_semicircle_ends_at_twice_its_standard_deviation() -> None:
    noise = np.random.default_rng(14).standard_normal((600, 600))
    report = reference.spectrum_report(np.linalg.eigvalsh((noise + noise.T) / math.sqrt(2)), 0.1)
    assert report.lambda_max == pytest.approx(report.bulk_edge, rel=0.05)
    assert report.outliers <= 3


def test_sharpening_passes_the_edge_thirty_steps_before_the_loss_says_so() -> None:
    model = Transformer(Config(vocabulary=6, context=8, width=6, heads=1, key_width=3, value_width=3, hidden=8))
    batch = markov_task(np.random.default_rng(0), sequences=16, context=8, vocabulary=6)
    theta, losses, edge = model.init(np.random.default_rng(1)), [], {}
    start = theta
    for step in range(126):
        if step in (0, 80, 100, 125):
            edge[step] = 0.5 * lambda_max.lambda_max(model.hessian(theta, batch))
        losses.append(model.loss(theta, batch))
        theta = theta - 0.5 * model.gradient(theta, batch)
    assert model.size == 288
    assert edge[80] < 2 < edge[100]
    assert edge[125] > 5 * edge[0]
    assert np.all(np.diff(losses) < 0)  # falls at every one of the 125 steps, 30 of them beyond the edge
    for _ in range(20):
        losses.append(model.loss(theta, batch))
        theta = theta - 0.5 * model.gradient(theta, batch)
    assert max(losses[126:]) > 2 * losses[125]  # and then it spikes
    report = reference.spectrum_report(np.linalg.eigvalsh(model.hessian(start, batch)), 0.5)
    assert 8 <= report.outliers <= 16


def test_step_curvature_is_the_weighted_mean_of_the_curvature_along_the_step() -> None:
    """κ = 2 ∫ (1-s) dᵀH(θ + s u)d ds, d the direction of the step u: Taylor's remainder, here by Gauss-Legendre quadrature."""
    model = Transformer(Config(vocabulary=4, context=6, width=4, heads=1, key_width=2, value_width=2, hidden=5))
    batch = markov_task(np.random.default_rng(3), sequences=8, context=6, vocabulary=4)
    theta, eta = model.init(np.random.default_rng(4)), np.array([0.3, 1.5, 0.7, 0.7])
    nodes, weights = np.polynomial.legendre.leggauss(12)
    losses, norms, integrals = [], [], []
    for rate in eta:
        gradient = model.gradient(theta, batch)
        losses.append(model.loss(theta, batch))
        norms.append(float(np.linalg.norm(gradient)))
        d = gradient / norms[-1]
        bent = [d @ model.hvp(theta - rate * gradient * (1 + x) / 2, d, batch) for x in nodes]
        integrals.append(2 * sum(w / 2 * (1 - x) / 2 * value for x, w, value in zip(nodes, weights, bent, strict=True)))
        theta = theta - rate * gradient
    got = reference.step_curvature(np.array(losses), np.array(norms), eta)
    np.testing.assert_allclose(got, integrals[:-1], rtol=1e-8)


def test_step_curvature_is_undefined_without_a_step_and_exact_in_fractions() -> None:
    got = reference.step_curvature(np.array([3.0, 2.0, 2.0]), np.array([2.0, 0.0, 1.0]), np.array([0.5, 0.5, 0.5]))
    assert got[0] == 2.0  # fell by 1 where the straight line falls by 2: half of it, so half of 2/η
    assert math.isnan(got[1])
    assert reference.step_curvature(np.array([1.0]), np.array([1.0]), np.array([0.1])).shape == (0,)


def test_the_live_run_grows_spikes_and_settles_as_the_text_says() -> None:
    model, batch, theta = live()
    low, top, losses, late = {}, {}, [], []
    for step in range(401):
        if step in (0, 5, 125, 130, 131, 160):
            spectrum = np.linalg.eigvalsh(model.hessian(theta, batch))
            low[step], top[step] = spectrum[0], 0.5 * spectrum[-1]
        elif step >= 134:
            late.append((step, 0.5 * lanczos_top(model, theta, batch)))
        losses.append(model.loss(theta, batch))
        theta = theta - 0.5 * model.gradient(theta, batch)
    assert top[125] / top[0] == pytest.approx(8.2, abs=0.05)
    assert [top[step] for step in (0, 5, 125, 130, 160)] == pytest.approx([0.66, 0.47, 5.4, 15.2, 4.45], abs=0.03)
    assert [1 - 0.5 * low[step] for step in (0, 125, 131)] == pytest.approx([1.21, 1.04, 2.04], abs=0.005)
    assert [losses[128], losses[131]] == pytest.approx([0.474, 1.42], abs=0.005)
    settled = np.array([value for step, value in late if step >= 140])
    assert [np.median(settled), settled.min(), settled.max()] == pytest.approx([3.0, 1.7, 15.4], abs=0.06)
    assert np.median([value for step, value in late if step < 158]) == pytest.approx(2.2, abs=0.2)


def test_a_push_along_the_sharpest_direction_makes_the_loss_rise_earlier() -> None:
    model, batch, theta = live()
    for _ in range(95):
        theta = theta - 0.5 * model.gradient(theta, batch)
    sharpest = np.linalg.eigh(model.hessian(theta, batch))[1][:, -1]
    rises = []
    for push in (0.0, 1e-14, 1e-10, 1e-6):
        at, losses = theta + push * sharpest, []
        for _ in range(40):
            losses.append(model.loss(at, batch))
            at = at - 0.5 * model.gradient(at, batch)
        rises.append(96 + int(np.flatnonzero(np.diff(losses) > 0)[0]))
    assert rises[2:] == [120, 112]
    assert all(abs(got - stated) <= 1 for got, stated in zip(rises, (129, 127, 120, 112), strict=True))  # rounding decides


def live() -> tuple[Transformer, object, Array]:
    model = Transformer(Config(vocabulary=6, context=8, width=6, heads=1, key_width=3, value_width=3, hidden=8))
    batch = markov_task(np.random.default_rng(0), sequences=16, context=8, vocabulary=6)
    return model, batch, model.init(np.random.default_rng(1))


def lanczos_top(model: Transformer, theta: Array, batch: object) -> float:
    """The largest eigenvalue by ARPACK."""
    shape = (model.size, model.size)
    operator = LinearOperator(shape, matvec=lambda v: model.hvp(theta, np.ravel(v), batch), dtype=np.float64)
    start = np.random.default_rng(0).standard_normal(model.size)
    return float(eigsh(operator, k=1, which="LA", v0=start, tol=1e-6, return_eigenvectors=False)[0])
