"""What section 1.5 states around the task `explained_zeros`, by another way than the notebook and the reference took."""

from __future__ import annotations

import numpy as np
import scipy.linalg

from losslandscape.transformer import Config, Transformer, symmetry
from solutions.symmetry import explained_zeros
from tests.mathematics.fuses import said


def test_the_tangents_are_the_velocities_of_the_orbit_and_leave_the_scores_alone() -> None:
    W_Q, W_K = np.random.default_rng(4).standard_normal((2, 5, 3))
    for _ in range(4):
        of_query, of_key = explained_zeros.attention_velocity(W_Q, W_K, np.random.default_rng(5).standard_normal((3, 3)))
        A, tau = np.linalg.lstsq(W_Q, of_query, rcond=None)[0], 1e-5
        ahead, behind = (W_K @ np.linalg.inv(scipy.linalg.expm(t * A)).T for t in (tau, -tau))
        np.testing.assert_allclose(of_key, (ahead - behind) / (2 * tau), atol=1e-8)
        assert np.abs(of_query @ W_K.T + W_Q @ of_key.T).max() < 1e-13


def test_a_tangent_that_is_no_null_vector_explains_nothing() -> None:
    H = np.diag([2.0, 0.0, 0.0, 0.0, -1.0])
    null = np.eye(5)[1:4]
    assert explained_zeros.explained_zeros(H, np.vstack([null[:2], (null[0] + null[1]) / 2**0.5])) == (1, 2, 1, 1)
    assert explained_zeros.explained_zeros(H, np.eye(5)[:2]) is None


def transformer() -> tuple[Transformer, np.ndarray, symmetry.Batch]:
    model = Transformer(Config(vocabulary=5, context=5, width=4, heads=1, key_width=2, value_width=2, hidden=4))
    star = model.init(np.random.default_rng(1), scale=1.5)
    return model, star, symmetry.own_predictions(model, star, np.random.default_rng(3), sequences=16)


def test_all_zeros_of_the_transformer_are_symmetries() -> None:
    model, star, batch = transformer()
    assert model.size == 124
    H = model.hessian(star, batch)
    head = symmetry.head_tangents(model, star, explained_zeros.attention_velocity)
    every = np.vstack([head, symmetry.other_tangents(model, star)])
    head, every = (rows / np.linalg.norm(rows, axis=1, keepdims=True) for rows in (head, every))
    assert explained_zeros.explained_zeros(H, head) == (0, 4, 28, 92)
    assert explained_zeros.explained_zeros(H, every) == (0, 32, 0, 92)
    moduli = np.sort(np.abs(np.linalg.eigvalsh(H)))
    assert moduli[31] < 1e-12 * moduli[-1] < 1e-7 * moduli[-1] < moduli[32]  # far from the threshold on both sides
    said("4 of the 32 zeros", "the other 28", "124 parameters")


def test_away_from_a_critical_point_shifts_alone_are_null_vectors() -> None:
    model, star, batch = transformer()
    away = star + 0.1 * np.random.default_rng(7).standard_normal(model.size)
    tangents = np.vstack(
        [symmetry.head_tangents(model, away, explained_zeros.attention_velocity), symmetry.other_tangents(model, away)]
    )
    lengths = np.linalg.norm(tangents @ model.hessian(away, batch), axis=1)
    constant = np.array([np.array_equal(a, b) for a, b in zip(tangents[4:], symmetry.other_tangents(model, star), strict=True)])
    assert int(constant.sum()) == 8
    assert lengths[4:][constant].max() < 1e-12 < 1e-4 < min(lengths[:4].min(), lengths[4:][~constant].min())
    said("8 *shifts*", "$H\\xi = 0$ only for shifts", "away from one only shifts are sure to")
