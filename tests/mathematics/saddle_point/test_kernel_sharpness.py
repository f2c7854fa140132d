"""What section 2.3 states around the task `kernel_sharpness`, on the network of its cell."""

from __future__ import annotations

import numpy as np
import pytest

from losslandscape.objectives import TwoLayer
from solutions.saddle_point.kernel_sharpness import kernel_sharpness
from tests.mathematics.stairs import said


def test_at_the_end_the_kernel_has_the_sharpness_and_the_zeros_and_at_the_start_it_has_not() -> None:
    rng = np.random.default_rng(5)
    net = TwoLayer(2 * rng.standard_normal((6, 2)), 2 * rng.standard_normal(6), hidden=40)
    theta = 0.5 * rng.standard_normal(net.size)
    found = []
    for _ in range(2):
        values = np.linalg.eigvalsh(net.hessian(theta))
        lam_max, zeros = kernel_sharpness(net.jacobian(theta)[:, None, :])
        found.append((net.value(theta), values[-1], lam_max, int(np.sum(np.abs(values) <= 1e-6 * values[-1])), zeros))
        for _ in range(3000):
            theta = theta - 0.05 * net.gradient(theta)
    start, end = found
    assert net.size == 160
    assert end[0] < 1e-20
    assert end[1] == pytest.approx(end[2], rel=1e-9)
    assert end[3:] == (154, 154)
    assert start[1] > 1.02 * start[2]
    assert start[3:] == (0, 154)
    said("at least $p - nm$ directions are flat")


def test_a_wide_jacobian_leaves_p_less_n_m_directions_and_repeated_rows_leave_more() -> None:
    J = np.random.default_rng(0).standard_normal((2, 3, 11))
    for rows, zeros in ((J, 11 - 6), (J[[0, 1, 1]], 11 - 6)):
        n = len(rows)
        H = rows.reshape(3 * n, 11).T @ rows.reshape(3 * n, 11) / n
        assert int(np.sum(np.abs(np.linalg.eigvalsh(H)) < 1e-12)) == zeros == kernel_sharpness(rows)[1]
        assert zeros >= 11 - 3 * n
