"""The Jacobian of the logits against differences, and the Gauss-Newton part that it gives against the Hessian."""

import numpy as np

from losslandscape.transformer import Config, Transformer, copy_task, logit_jacobian, markov_task

MODEL = Transformer(Config(vocabulary=4, context=5, width=4, heads=1, key_width=2, value_width=2, hidden=3))
BATCH = markov_task(np.random.default_rng(0), sequences=6, context=5, vocabulary=4)
START = MODEL.init(np.random.default_rng(1))


def gauss_newton(J, z, weights):
    p = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    centred = J - np.einsum("nc,ncj->nj", p, J)[:, None, :]  # J less its mean under p
    return np.einsum("n,nc,nci,ncj->ij", weights, p, centred, centred)


def test_the_jacobian_is_that_of_central_differences_and_the_logits_are_the_models():
    before = START.copy()
    J, z = logit_jacobian(MODEL, START, BATCH.tokens)
    np.testing.assert_array_equal(START, before)
    np.testing.assert_allclose(z, MODEL.logits(START, BATCH.tokens).reshape(30, 4), rtol=1e-14)
    for j in (0, 17, MODEL.size - 1):
        h = 1e-6 * np.eye(MODEL.size)[j]
        moved = MODEL.logits(START + h, BATCH.tokens) - MODEL.logits(START - h, BATCH.tokens)
        np.testing.assert_allclose(J[:, :, j], moved.reshape(30, 4) / 2e-6, atol=1e-8)


def test_the_gauss_newton_part_is_the_whole_hessian_of_the_unembedding_whose_logits_are_linear():
    H, own = MODEL.hessian(START, BATCH), MODEL.where("unembedding")
    J, z = logit_jacobian(MODEL, START, BATCH.tokens)
    G = gauss_newton(J, z, np.full(30, 1 / 30))
    np.testing.assert_allclose(G[own, own], H[own, own], atol=1e-13)
    assert np.abs(H - G).max() > 1e-3  # elsewhere it is not
    assert np.linalg.eigvalsh(G)[0] > -1e-12


def test_it_takes_the_positions_row_by_row():
    batch = copy_task(np.random.default_rng(2), sequences=3, context=5, vocabulary=4)
    J, z = logit_jacobian(MODEL, START, batch.tokens)
    alone, first = logit_jacobian(MODEL, START, batch.tokens[1:2])
    np.testing.assert_allclose(J[5:10], alone, atol=1e-15)
    np.testing.assert_allclose(z[5:10], first, atol=1e-14)
