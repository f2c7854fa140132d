"""What section 1.2 states around the task `hutchinson_trace`, by another way than the notebook and the reference took."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
import sympy as sp

from solutions.hessian_spectrum import hutchinson_trace as reference
from tests.mathematics import live


# --- 5: the bulk
def test_rademacher_mean_and_variance_are_exact_by_enumeration() -> None:
    H = sp.Matrix([[2, 1, -3, 0], [1, 5, 4, 1], [-3, 4, -1, 2], [0, 1, 2, 7]])
    forms = [(sp.Matrix(z).T * H * sp.Matrix(z))[0] for z in itertools.product((-1, 1), repeat=4)]
    mean = sum(forms) / sp.Integer(16)
    variance = sum((form - mean) ** 2 for form in forms) / sp.Integer(16)
    assert mean == H.trace()
    assert variance == 2 * (sum(entry**2 for entry in H) - sum(H[i, i] ** 2 for i in range(4)))


def test_gaussian_variance_is_twice_the_squared_norm() -> None:
    H = np.array([[2.0, 1.0], [1.0, 3.0]])
    nodes, weights = np.polynomial.hermite_e.hermegauss(8)  # exact for polynomials of degree 15
    weights = weights / weights.sum()
    pairs = [(wx * wy, np.array([x, y])) for (x, wx), (y, wy) in itertools.product(zip(nodes, weights, strict=True), repeat=2)]
    mean = sum(w * (z @ H @ z) for w, z in pairs)
    variance = sum(w * (z @ H @ z - mean) ** 2 for w, z in pairs)
    assert variance == pytest.approx(2 * np.sum(H**2))


def test_the_shown_probes_hold_the_trace_within_two_standard_errors() -> None:
    model, batch, theta = live.start()
    H = model.hessian(theta, batch)
    probes = np.random.default_rng(0).choice([-1.0, 1.0], size=(64, 288))
    reports = [np.array(reference.hutchinson_trace(H, probes[:k])) - [np.trace(H), 0.0] for k in range(2, 65)]
    assert np.trace(H) == pytest.approx(6.77, abs=0.005)
    assert sum(abs(off) > 2 * error for off, error in reports) <= 3
    exact = math.sqrt(2 * (np.sum(H**2) - np.sum(np.diag(H) ** 2)) / 64)
    assert reports[-1][1] == pytest.approx(exact, rel=0.25)
