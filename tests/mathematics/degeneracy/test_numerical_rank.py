"""What section 1.4 states around `numerical_rank`: Weyl's bound, small determinants, and the live transformer's zeros."""

from __future__ import annotations

import numpy as np
import pytest

from losslandscape.transformer.config import layout
from solutions.degeneracy import numerical_rank as reference
from tests.mathematics import memory
from tests.mathematics.spectra import symmetric


def test_a_determinant_knows_nothing_about_a_single_eigenvalue():
    tenth = 0.1 * np.eye(20)
    assert np.linalg.det(tenth) == pytest.approx(1e-20)
    assert np.linalg.cond(tenth) == pytest.approx(1.0)
    assert not reference.is_degenerate(tenth)


def test_no_eigenvalue_moves_by_more_than_the_norm_of_the_error():
    rng = np.random.default_rng(0)
    for seed in range(50):
        H = symmetric(rng.normal(size=6), seed)
        E = symmetric(10 ** rng.uniform(-3, 0) * rng.normal(size=6), seed + 1000)
        moved = np.abs(np.linalg.eigvalsh(H + E) - np.linalg.eigvalsh(H))
        assert moved.max() <= np.linalg.norm(E, 2) * (1 + 1e-12)


def test_the_live_transformer_has_rank_273_before_and_after_and_falls_into_the_bulk():
    model, batch, theta = memory.start()
    hessians = [model.hessian(point, batch) for point in (theta, memory.path()[1][-1])]
    assert [reference.numerical_rank(H) for H in hessians] == [273, 273]
    assert [reference.numerical_rank(H, 0.01) for H in hessians] == [208, 1]
    assert [memory.eigenvalues(step)[-1] for step in (0, 1500)] == pytest.approx([1.500, 0.0134], abs=5e-4)
    losses = [model.loss(point, batch) for point in (theta, memory.path()[1][-1])]
    assert losses == pytest.approx([1.87, 0.00004], abs=6e-3)
    assert losses[1] < 5e-5


def test_twelve_of_the_fifteen_zeros_are_the_shifts_that_the_text_names():
    model, batch, theta = memory.start()
    where = {part.name: part.where for part in layout(model.config)}
    rng, directions = np.random.default_rng(0), []
    for _ in range(6):
        v, c = np.zeros(model.size), rng.normal(size=6)
        v[where["embedding"]], v[where["position"]] = np.tile(c, 6), -np.tile(c, 8)
        directions.append(v)
        u = np.zeros(model.size)
        u[where["unembedding"]] = np.repeat(rng.normal(size=6), 6)
        directions.append(u)
    assert np.linalg.matrix_rank(np.array(directions)) == 12
    for v in directions:
        assert model.loss(theta + v, batch) == pytest.approx(model.loss(theta, batch), rel=1e-12)
        assert np.linalg.norm(model.hessian(theta, batch) @ v) < 1e-12 * np.linalg.norm(v)


def test_of_eight_moves_that_shift_all_logits_alike_three_leave_the_gradient_too():
    model, batch, theta = memory.start()
    where = {part.name: part.where for part in layout(model.config)}
    shift = np.linalg.solve(theta[where["unembedding"]].reshape(6, 6).T, np.ones(6))  # what adds 1 to every logit
    moves = np.zeros((8, model.size))
    for unit, move in enumerate(moves):
        move[where["block0.W_2"]] = np.outer(np.eye(8)[unit], shift).ravel()
        change = model.logits(theta + move, batch.tokens) - model.logits(theta, batch.tokens)
        assert np.abs(change - change[..., :1]).max() < 1e-10
        assert model.loss(theta + move, batch) == pytest.approx(model.loss(theta, batch), rel=1e-12)
    assert np.linalg.matrix_rank(moves) == 8
    sizes = np.linalg.svd(model.hessian(theta, batch) @ moves.T / np.linalg.norm(shift), compute_uv=False)
    assert np.sum(sizes < 1e-12) == 3
    assert np.sum(sizes > 0.01) == 5


def test_the_other_three_zeros_lie_in_the_second_matrix_of_the_mlp_and_shift_all_logits_alike():
    model, batch, theta = memory.start()
    where = {part.name: part.where for part in layout(model.config)}["block0.W_2"]
    H = model.hessian(theta, batch)
    _, sizes, directions = np.linalg.svd(H[:, where])  # H v = 0 for v in this block alone
    assert np.sum(sizes < 1e-12) == 3
    for direction in directions[-3:]:
        v = np.zeros(model.size)
        v[where] = direction
        change = model.logits(theta + v, batch.tokens) - model.logits(theta, batch.tokens)
        assert np.abs(change).max() > 1e-3
        assert np.abs(change - change[..., :1]).max() < 1e-10
