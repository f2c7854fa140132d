"""What section 1.5 states around the task `ratio_growth`, by another way than the notebook and the reference took."""

from __future__ import annotations

import numpy as np
import pytest
import sympy as sp
from scipy.integrate import solve_ivp

from losslandscape import complex_step
from solutions.symmetry import ratio_growth as reference
from solutions.symmetry.ratio_growth import eta, g2, n2, omega, u0, v0


@pytest.mark.parametrize("start", [(3.0, 0.4), (0.4, 1.6), (1.5, 1.3)])
def test_the_integrated_flow_ends_at_the_sharpness(start: tuple[float, float]) -> None:
    flow = solve_ivp(lambda _, p: -(p[0] * p[1] - 1) * p[::-1], (0, 60), start, rtol=1e-10, atol=1e-12)
    end = flow.y[:, -1]
    H = np.outer(end[::-1], end[::-1]) + (end[0] * end[1] - 1) * np.eye(2)[::-1]
    expected = float(reference.end_sharpness().subs({u0: start[0], v0: start[1]}))
    assert expected == pytest.approx(np.linalg.eigvalsh(H)[-1], rel=1e-6)


def test_norm_and_curvature_after_a_step_are_those_of_vectors() -> None:
    theta, g = np.array([3.0, 0.5, -1.0]), np.array([1.0, 2.0, 4.0])  # orthogonal
    moved = (1 - 0.2 * 0.7) * theta - 0.2 * g
    numbers = {eta: 0.2, omega: 0.7, n2: theta @ theta, g2: g @ g}
    assert theta @ g == 0
    assert float(reference.next_norm2().subs(numbers)) == pytest.approx(moved @ moved)

    def gradient(p: np.ndarray) -> np.ndarray:  # of (a·p)/‖p‖, which no length changes
        a, square = np.array([1.0, -2.0, 0.5]), p @ p
        return np.asarray((a - (a @ p) / square * p) / square**0.5)

    before, after = (np.linalg.eigvalsh(complex_step.hessian(gradient, p))[-1] for p in (theta, (1 - 0.2 * 0.7) * theta))
    assert float(sp.sympify(reference.ratio_growth()).subs(numbers)) == pytest.approx(after / before)
