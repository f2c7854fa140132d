"""The fine-tuned checkpoints of the tiny transformer: what they are, and that nobody can change them."""

from __future__ import annotations

import numpy as np
import pytest

from losslandscape.transformer import checkpoints, symmetry

FOUND = checkpoints.checkpoints()


def test_a_and_b_compute_the_same_function_at_different_places() -> None:
    model, batch, star = checkpoints.fine_tuning()
    a, b = (model.logits(FOUND[name].theta, batch.tokens) for name in "AB")
    np.testing.assert_allclose(a, b, rtol=0, atol=1e-12)
    assert np.linalg.norm(FOUND["A"].theta - FOUND["B"].theta) > 1
    assert np.linalg.norm(model.gradient(star, batch)) < 1e-14


@pytest.mark.parametrize("name", "ABCD")
def test_measurements_belong_to_the_checkpoint(name: str) -> None:
    model, batch, _ = checkpoints.fine_tuning()
    one = FOUND[name]
    np.testing.assert_allclose(one.tangents.T @ one.tangents, np.eye(one.tangents.shape[1]), atol=1e-12)
    np.testing.assert_allclose(one.g, model.gradient(one.theta, batch), atol=1e-15)
    v = np.random.default_rng(1).standard_normal(model.size)
    np.testing.assert_allclose(one.H @ v, model.hvp(one.theta, v, batch), atol=1e-10)
    assert np.abs(one.g @ one.tangents).max() < 1e-12  # along a symmetry the loss does not change


def test_head_tangents_are_the_differences_of_the_action() -> None:
    model, _, star = checkpoints.fine_tuning()
    p, h = model.views(star), 1e-6
    M = np.eye(2) + h * np.array([[0.0, 1.0], [0.0, 0.0]])
    row = model.views(checkpoints.head_tangents(model, star)[1])
    np.testing.assert_allclose(row[symmetry.QUERY], (p[symmetry.QUERY] @ M - p[symmetry.QUERY]) / h, atol=1e-6)
    np.testing.assert_allclose(row[symmetry.KEY], (p[symmetry.KEY] @ np.linalg.inv(M).T - p[symmetry.KEY]) / h, atol=1e-6)


def test_no_answer_can_change_a_checkpoint() -> None:
    checkpoints.checkpoints().clear()
    assert set(checkpoints.checkpoints()) == set("ABCD")
    with pytest.raises(ValueError, match="read-only"):
        FOUND["A"].H[0, 0] = 1.0
