"""What section 2.2 states around the task `l2_choice`, by another way than the notebook and the reference took."""

from __future__ import annotations

import numpy as np
import pytest

from losslandscape.objectives import Softmax
from solutions.local_minimum import l2_choice, local_min_certificate, sam_gap
from tests.mathematics.valley import said

RNG = np.random.default_rng(5)
X, Y = RNG.standard_normal((60, 2)), RNG.integers(0, 3, 60)
W0 = RNG.standard_normal((3, 2))


def test_the_tangents_are_null_vectors_and_leave_the_loss_alone() -> None:
    tangents = l2_choice.shift_tangents(3, 2)
    f = Softmax(X, Y, classes=3)
    np.testing.assert_allclose(tangents.T @ tangents, np.eye(2), atol=1e-14)
    assert max(np.abs(f.hvp(W0.ravel(), t)).max() for t in tangents.T) < 1e-14
    assert f.value(W0.ravel() + 3 * tangents[:, 0]) == pytest.approx(f.value(W0.ravel()), rel=1e-13)


@pytest.mark.parametrize(("omega", "words"), [(0.0, ["orbit", "undecided"]), (0.01, ["strict", "strict"])])
def test_trained_softmax_keeps_or_forgets_its_sum(omega: float, words: list[str]) -> None:
    end = sam_gap.descend(Softmax(X, Y, classes=3).gradient, W0.ravel(), 1.0, 1500, omega=omega)[-1]
    f = Softmax(X, Y, classes=3, l2=omega)
    H = np.array([f.hvp(end, e) for e in np.eye(6)])
    found = [
        local_min_certificate.local_min_certificate(f.gradient(end), H, tangents, 1e-6, 1e-6)
        for tangents in (l2_choice.shift_tangents(3, 2), np.zeros((6, 0)))
    ]
    assert found == words
    total = end.reshape(3, 2).sum(axis=0)
    np.testing.assert_allclose(total, W0.sum(axis=0) * (1 - omega) ** 1500, rtol=1e-9, atol=1e-12)
    assert np.linalg.norm(l2_choice.l2_choice(end.reshape(3, 2))) <= np.linalg.norm(end)
    assert W0.sum(axis=0).round(2).tolist() == [1.2, -3.11]
    said("(1.20, -3.11)", "forgotten at the rate")


def test_the_shortest_point_is_shorter_than_its_neighbours_on_the_orbit() -> None:
    best = l2_choice.l2_choice(W0)
    for shift in np.random.default_rng(0).standard_normal((20, 2)):
        assert np.linalg.norm(best + shift) > np.linalg.norm(best)
