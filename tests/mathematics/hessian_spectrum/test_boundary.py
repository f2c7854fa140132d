"""What section 1.2 states around the task `boundary`, by another way than the notebook and the reference took."""

from __future__ import annotations

import numpy as np
import pytest

from solutions.hessian_spectrum import boundary as reference
from solutions.hessian_spectrum import inertia
from tests.mathematics.spectra import symmetric, tridiagonal


# --- 8: each statement of the boundary task, by an example or a pair of examples
def test_boundary_algorithms() -> None:
    for curvature in (4.2, -4.2):  # a1: some |λ| is at least 4.2, and either sign makes a mode grow
        assert abs(1 - 0.5 * curvature) > 1
    raw, preconditioners = 3.0, (1e3, 1e-3)  # a2: the preconditioned curvature can be anything
    assert [raw / p < 1 for p in preconditioners] == [True, False]
    assert [reference.BOUNDARY[key] for key in ("a1", "a2")] == ["true", "cannot tell"]


def test_boundary_measurements() -> None:
    assert abs(1 - 0.5 * 3.9) < 1 < abs(1 - 0.5 * 5.0)  # m1: both lie above the Ritz value 3.8
    for top in (3.9, 5.0):  # and 3.8 may be an eigenvalue, with a residual of nothing, below either
        H, v = np.diag([0.5, 3.8, top]), np.array([1.0, 1.0, 0.0])
        q = v / np.linalg.norm(v)
        w = H @ q - (q @ H @ q) * q
        space = np.column_stack([q, w / np.linalg.norm(w)])
        ritz, vectors = np.linalg.eigh(space.T @ H @ space)
        y = space @ vectors[:, -1]
        assert ritz[-1] == pytest.approx(3.8)
        assert np.linalg.norm(H @ y - 3.8 * y) < 1e-12
    for top in (3.9, 5.0):  # and a start can hide either from ten steps
        H, v = np.diag(np.concatenate([np.linspace(0.1, 3.8, 40), [top]])), np.append(np.ones(40), 1e-9)
        alpha, beta = tridiagonal(H, v, 10)
        assert np.linalg.eigvalsh(np.diag(alpha) + np.diag(beta, 1) + np.diag(beta, -1))[-1] < 3.81
    rng = np.random.default_rng(16)
    for _ in range(50):  # m2: not all zero and adding up to zero
        H = symmetric(rng.standard_normal(5), 17)
        H -= np.trace(H) / 5 * np.eye(5)
        assert inertia.classify(H) == "saddle"
    assert [reference.BOUNDARY[key] for key in ("m1", "m2")] == ["cannot tell", "true"]


@pytest.mark.parametrize("answer", ["true", "false", "cannot tell"])
def test_one_word_everywhere_wins_no_group_of_the_boundary_task(answer: str) -> None:
    for group in "am":
        assert {value for key, value in reference.BOUNDARY.items() if key[0] == group} != {answer}
