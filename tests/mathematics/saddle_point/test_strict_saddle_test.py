"""What section 2.3 states around the task `strict_saddle_test`: the kinds of the landings."""

from __future__ import annotations

import numpy as np

from losslandscape.objectives import landing, staircase
from solutions.saddle_point.strict_saddle_test import morse_index, strict_saddle_test
from tests.mathematics.stairs import said


def kinds(depth: int) -> list[str]:
    net = staircase(depth)
    points = [landing(net, modes) for modes in range(4)]
    return [strict_saddle_test(net.gradient(point), net.hessian(point), 1e-9, 1e-6) for point in points]


def test_two_matrices_have_strict_saddles_and_three_have_none() -> None:
    assert kinds(2) == ["strict saddle"] * 3 + ["degenerate"]
    assert kinds(3) == ["degenerate"] * 4
    said("landings 0 to 2 and the end of training, 3,", '*the same answer*, "degenerate"')


def test_no_landing_of_three_matrices_is_a_minimum_though_none_has_a_negative_eigenvalue() -> None:
    net = staircase(3)
    U, strengths, Vt = np.linalg.svd(net.target)
    for modes in range(3):
        point = landing(net, modes)
        assert morse_index(net.hessian(point), 1e-6) == 0
        way = np.zeros(net.size)
        W = net.matrices(way)  # views: the next mode through a free unit of each layer
        W[0][4], W[1][4, 4], W[2][:, 4] = Vt[modes], 1.0, U[:, modes]
        t = 1e-2
        fall = net.value(point + t * way) - net.value(point)
        np.testing.assert_allclose(fall, -strengths[modes] * t**3, rtol=1e-4)


def test_the_reference_counts_as_the_eigenvalues_do() -> None:
    rng = np.random.default_rng(0)
    for _ in range(20):
        H = rng.standard_normal((6, 6))
        H = H + H.T
        assert morse_index(H, 0.7) == int(np.sum(np.linalg.eigvalsh(H) < -0.7))
