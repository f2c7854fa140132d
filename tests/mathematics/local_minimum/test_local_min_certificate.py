"""What section 2.2 states around the task `local_min_certificate`, by another way than the notebook and the reference took."""

from __future__ import annotations

import numpy as np
import pytest

from solutions.local_minimum import local_min_certificate as reference
from tests.mathematics.valley import bowl, said, slope, value

NONE = np.zeros((2, 0))


def test_the_five_points_of_the_prediction() -> None:
    tangent = np.array([[3.0], [-1 / 3]]) / np.hypot(3, 1 / 3)
    words = []
    for p, weight, tangents in [
        (np.array([3, 1 / 3]), 0.0, tangent),
        (np.array([3, 1 / 3]), 0.0, NONE),
        (np.sqrt([0.8, 0.8]), 0.2, NONE),
        (np.zeros(2), 0.2, NONE),
        (np.zeros(2), 1.0, NONE),
    ]:
        g, H = slope(p) + weight * p, bowl(p) + weight * np.eye(2)
        words.append(reference.local_min_certificate(g, H, tangents, 1e-9, 1e-9))
    assert words == ["orbit", "undecided", "strict", "no minimum", "undecided"]
    said("**Read (d).** *Undecided* is right")


def test_what_is_called_an_orbit_is_no_higher_anywhere_near() -> None:
    rng = np.random.default_rng(4)
    for u in (0.5, 1.0, 3.0):
        near = np.array([u, 1 / u]) + 0.05 * rng.standard_normal((2000, 2))
        assert min(value(p) for p in near) >= 0
        t = np.array([[u], [-1 / u]]) / np.hypot(u, 1 / u)
        assert np.abs(bowl(np.array([u, 1 / u])) @ t).max() < 1e-12


def test_a_negative_direction_that_the_certificate_sees_goes_down() -> None:
    p, weight = np.zeros(2), 0.2
    v = np.linalg.eigh(bowl(p) + weight * np.eye(2))[1][:, 0]
    lower = value(0.1 * v) + weight / 2 * 0.01
    assert lower < value(p)


def test_transverse_eigenvalues_depend_on_the_complement_and_their_signs_do_not() -> None:
    H = bowl(np.array([2.0, 0.5]))
    t = np.array([[2.0], [-0.5]]) / np.sqrt(4.25)
    assert float(reference.transverse_hessian(H, t)[0, 0]) == pytest.approx(4.25)
    assert float(H[1, 1]) == 4.0  # along an axis, which is a complement too
