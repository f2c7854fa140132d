"""What section 1.4 states around `tail_order`: the law turned around, and the stretches of the live transformer."""

from __future__ import annotations

import numpy as np
import pytest

from solutions.degeneracy import ray_limit
from solutions.degeneracy import tail_order as reference
from tests.mathematics import memory


@pytest.mark.parametrize("p", [3, 4, 6])
def test_descent_in_a_flat_valley_gives_back_its_order(p):
    x, norms = 1.0, []
    for _ in range(200_000):
        norms.append(x ** (p - 1))
        x -= 0.1 * x ** (p - 1)
    time = 0.1 * np.arange(200_000)
    _, order, verdict = reference.tail_order(time[20_000:], np.array(norms)[20_000:], np.array([1.0, 1.0]))
    assert order == pytest.approx(p, rel=0.02)
    assert verdict == "degenerate"


def test_a_quadratic_is_strict_and_separated_data_have_no_order():
    time = np.arange(1.0, 200.0)
    assert reference.tail_order(time, np.exp(-0.3 * time), np.ones(199))[2] == "strict"
    X, signs = np.array([[1.0, 2.0], [2.0, 1.0], [-1.0, -1.0], [-2.0, 1.0]]), np.array([1.0, 1.0, -1.0, -1.0])
    path = ray_limit.train_logistic(X, signs, 1.0, 10_001)
    norms = np.linalg.norm(np.diff(path, axis=0), axis=1)
    psi, order, verdict = reference.tail_order(
        np.arange(1000.0, 10_001), norms[1000:10_001], np.linalg.norm(path[1000:10_001], axis=1)
    )
    assert psi == pytest.approx(1.0, abs=0.02)
    assert order > 40
    assert verdict == "escaping"


def test_the_stretches_of_the_live_transformer_are_those_of_the_reference():
    time, points, norms = memory.path()
    for name, (start, stop) in reference.STRETCHES.items():
        part = slice(start, stop)
        psi, _, verdict = reference.tail_order(time[part], norms[part], np.linalg.norm(points[part], axis=1))
        assert psi == pytest.approx(reference.EXPONENTS[name], rel=1e-7), name
        assert verdict == reference.VERDICTS[name]


def test_the_order_rises_from_stretch_to_stretch_while_the_norm_grows():
    orders = [reference.order_of(reference.EXPONENTS[name]) for name in "ABC"]
    assert orders == pytest.approx([3.38, 5.53, 13.43], abs=0.005)
    norms = np.linalg.norm(memory.path()[1], axis=1)
    assert norms[100] < norms[300] < norms[1000] < norms[1500]
