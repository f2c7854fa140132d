"""What section 1.2 states around the task `inertia`, by another way than the notebook and the reference took."""

from __future__ import annotations

import numpy as np
import pytest
import sympy as sp

from solutions.hessian_spectrum import inertia as reference
from tests.mathematics.spectra import symmetric


# --- 3: inertia
def test_inertia_by_factorisation_agrees_with_counting_eigenvalues() -> None:
    rng = np.random.default_rng(2)
    for _ in range(50):
        values = rng.choice([-3.0, -0.5, 0.0, 1e-10, 1.0, 4.0], size=7)
        cut = 1e-8 * np.abs(values).max()
        counted = (int((values < -cut).sum()), int((np.abs(values) <= cut).sum()), int((values > cut).sum()))
        assert reference.inertia(symmetric(values, 3)) == counted


def test_sylvester_holds_exactly_and_fails_numerically_for_a_badly_scaled_change() -> None:
    S = sp.Matrix([[1, 1, 0], [0, 1, 1], [1, 0, 1]])
    transformed = S.T * sp.diag(1, -1, 2) * S
    signs = [sp.sign(sp.re(value.evalf(30, chop=True))) for value in transformed.eigenvals(multiple=True)]
    assert sorted(signs) == [-1, 1, 1]
    stretched = np.diag([1.0, -1e-12, 2.0])
    assert reference.inertia(stretched) == (0, 1, 2)
    assert (np.linalg.eigvalsh(stretched)[0] < 0) is np.True_


def test_largest_eigenvalue_depends_on_the_coordinates() -> None:
    S = np.diag([10.0, 1.0, 0.1])
    assert np.linalg.eigvalsh(S.T @ np.diag([1.0, -1.0, 2.0]) @ S)[-1] == pytest.approx(100.0)
