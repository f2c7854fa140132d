"""The numbers that the rubrics of the written tasks of 1.4 read off the log without a name."""

from __future__ import annotations

import numpy as np
import pytest

from losslandscape.plots.degenerate import RATE, log_of_texts
from solutions.degeneracy import tail_order

LOG = log_of_texts()
AT = [int(np.argmin(np.abs(LOG["step"] - t))) for t in (100, 1000, 10_000)]


def test_the_parameter_norm_grows_by_as_much_in_each_tenfold():
    norms = LOG["parameter_norm"][AT]
    assert norms == pytest.approx([1.73, 3.64, 6.43], abs=0.005)
    assert np.diff(norms) == pytest.approx([1.9, 2.8], abs=0.05)
    assert RATE == 0.5


def test_gradient_and_smallest_eigenvalue_fall_by_ten_while_the_largest_stays():
    assert LOG["gradient_norm"][AT] == pytest.approx([0.012, 0.0030, 0.00022], rel=0.05)
    assert LOG["lambda_min"][AT] == pytest.approx([0.0039, 0.0022, 0.00021], rel=0.03)
    assert LOG["lambda_max"][AT[1:]] == pytest.approx([0.22, 0.21], abs=0.005)
    assert np.all(LOG["lambda_min"] > 0)
    assert LOG["loss"][AT] == pytest.approx([0.4888, 0.4707, 0.4674], abs=1e-4)


def test_the_last_tenfold_is_escaping_by_task_7():
    part = LOG["step"] >= 1500
    psi, order, verdict = tail_order.tail_order(LOG["step"][part], LOG["gradient_norm"][part], LOG["parameter_norm"][part])
    assert psi == pytest.approx(1.1, abs=0.06)
    assert order > 8
    assert verdict == "escaping"


def test_one_weight_does_the_growing():
    grown = LOG["parameter_norm"][-1] - LOG["parameter_norm"][AT[1]]
    assert LOG["weight"][-1] - LOG["weight"][AT[1]] > grown
