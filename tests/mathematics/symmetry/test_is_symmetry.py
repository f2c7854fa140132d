"""What section 1.5 states around the task `is_symmetry`, by another way than the notebook and the reference took."""

from __future__ import annotations

import numpy as np
import sympy as sp

from losslandscape.transformer import symmetry
from solutions.symmetry import is_symmetry as reference
from tests.mathematics.symmetry.test_explained_zeros import transformer


def test_scores_are_kept_by_the_inverse_transpose_alone_by_algebra() -> None:
    Q, K = sp.Matrix(2, 2, sp.symbols("q:4")), sp.Matrix(2, 2, sp.symbols("k:4"))
    M, scores = sp.Matrix([[1, 2], [0, 1]]), Q * K.T
    for inverse, answer in ((M.inv(), "no"), (M.inv().T, "yes")):
        kept = sp.expand(Q * M * (K * inverse).T - scores) == sp.zeros(2, 2)
        points = np.random.default_rng(0).standard_normal((4, 8))
        m, i = np.array(M, dtype=float), np.array(inverse, dtype=float)

        def act(p: np.ndarray, m: np.ndarray = m, i: np.ndarray = i) -> np.ndarray:
            return np.concatenate([(p[:4].reshape(2, 2) @ m).ravel(), (p[4:].reshape(2, 2) @ i).ravel()])

        found = reference.is_symmetry(lambda p: float((p[:4].reshape(2, 2) @ p[4:].reshape(2, 2).T)[0, 1]), act, points)
        assert (found, kept) == (answer, answer == "yes")


def test_the_predicted_actions_of_the_transformer() -> None:
    model, star, batch = transformer()
    points = star + 0.3 * np.random.default_rng(4).standard_normal((4, model.size))
    acts = symmetry.actions(model, np.random.default_rng(5)).values()
    found = [reference.is_symmetry(lambda p: model.loss(p, batch), act, points) for act in acts]
    assert found == [
        "no",
        "yes",
        "no",
        "yes",
        "yes",
    ]


def test_a_constant_is_no_evidence_and_the_identity_is_a_symmetry() -> None:
    points = np.array([[1.0, 2.0], [0.5, -1.0]])
    assert reference.is_symmetry(lambda p: 3.0, lambda p: 2 * p, points) == "no evidence"
    assert reference.is_symmetry(lambda p: p[0], lambda p: p.copy(), points) == "yes"
    for unit in (1e-12, 1.0, 1e12):
        assert reference.is_symmetry(lambda p, c=unit: c * p[0], lambda p: p * (1 + 1e-7), points) == "no"
