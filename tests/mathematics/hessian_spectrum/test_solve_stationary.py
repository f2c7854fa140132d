"""What section 1.2 states around the task `solve_stationary`, by another way than the notebook and the reference took."""

from __future__ import annotations

import numpy as np
import sympy as sp

from solutions.hessian_spectrum import solve_stationary as reference
from tests.mathematics.spectra import symmetric


# --- 2: where the gradient vanishes
def test_the_gradient_of_a_quadratic_sees_the_symmetric_part_only() -> None:
    A, x, b = sp.Matrix(3, 3, sp.symbols("a:9")), sp.Matrix(sp.symbols("x:3")), sp.Matrix(sp.symbols("b:3"))
    f = (x.T * A * x)[0] / 2 - (b.T * x)[0]
    gradient = sp.Matrix([sp.diff(f, xi) for xi in x])
    assert sp.simplify(gradient - ((A + A.T) * x / 2 - b)) == sp.zeros(3, 1)


def test_descent_from_zero_and_vanishing_weight_decay_end_at_the_least_norm_point() -> None:
    A = symmetric([0.0, 0.0, 0.5, 1.0, 2.0], 1)
    b = A @ np.array([1.0, -2.0, 0.5, 3.0, 1.0])
    found = reference.solve_stationary(A, b)
    assert found is not None
    theta = np.zeros(5)
    for _ in range(400):
        theta -= 0.8 * (A @ theta - b)
    np.testing.assert_allclose(theta, found, atol=1e-10)
    np.testing.assert_allclose(np.linalg.solve(A + 1e-7 * np.eye(5), b), found, atol=1e-5)
    theta = np.zeros(5)
    for _ in range(400):  # beyond 2/λmax it does not
        theta -= 1.01 * (A @ theta - b)
    assert np.linalg.norm(theta - found) > 1.0


def test_an_inconsistent_system_has_no_stationary_point() -> None:
    assert reference.solve_stationary(np.diag([1.0, 0.0]), np.array([1.0, 1e-6])) is None
