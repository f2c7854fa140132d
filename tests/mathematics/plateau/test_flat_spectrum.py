"""What section 1.1 states around the task `flat_spectrum`, by another way than the notebook and the reference took."""

from __future__ import annotations

import numpy as np

from solutions.plateau import flat_spectrum as reference


def test_outlier_hides_the_negative_direction():
    assert reference.flat_spectrum(np.diag([-1.0, 1.0, 20.0]), 1e-3) == (1, 0, 2)
    assert reference.flat_spectrum(np.diag([-1.0, 1.0, 20.0, 1e4]), 1e-3) == (0, 2, 2)


def test_counts_by_sylvester_agree_with_planted_eigenvalues():
    rng = np.random.default_rng(2)
    for _ in range(50):
        values = rng.choice([-1.0, 1.0], size=8) * 10 ** rng.uniform(-9, 0, size=8)
        Q = np.linalg.qr(rng.normal(size=(8, 8)))[0]
        H = (Q * values) @ Q.T
        limit = 1e-4 * np.abs(values).max()
        planted = (int(np.sum(values < -limit)), int(np.sum(np.abs(values) <= limit)), int(np.sum(values > limit)))
        assert reference.flat_spectrum((H + H.T) / 2, 1e-4) == planted
