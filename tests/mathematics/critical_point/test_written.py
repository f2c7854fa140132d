"""The numbers of the rubrics of 2.1, from the log that the written tasks ask about."""

from __future__ import annotations

import math

import numpy as np
import pytest

from losslandscape import runs
from losslandscape.plots.critical import AT_REST
from tests.mathematics.ends import TEXT, said

RUN = runs.load("small_language_model").legs["warmup"]
START, STOP = AT_REST
LOSS = RUN.loss[START:STOP]


def window(first: int, size: int = 100) -> tuple[float, float]:
    rows = LOSS[first : first + size]
    return float(rows.mean()), float(rows.std(ddof=1)) / math.sqrt(size)


def fall(first: int, second: int, size: int = 100) -> tuple[float, float]:
    (a, e), (b, f) = window(first, size), window(second, size)
    return b - a, math.hypot(e, f)


def test_the_two_means_of_the_colleague_decide_nothing() -> None:
    assert [round(value, 4) for pair in (window(300), window(400)) for value in pair] == [1.5736, 0.0083, 1.5758, 0.0074]
    change, error = fall(300, 400)
    assert (round(change, 3), round(error, 3)) == (0.002, 0.011)
    assert change - 2 * error < -0.02 < change  # "a fall of 0.02 fits as well"
    said("1.574 and 1.576", "0.0083^2 + 0.0074^2", "= 0.011")


def test_the_log_falls_before_and_after() -> None:
    before, error = fall(200, 300)
    assert round(before, 3) == -0.037
    assert before / error < -3
    assert tuple(round(value, 3) for value in fall(400, 500)) == (-0.027, 0.010)
    assert tuple(round(value, 3) for value in fall(0, 500)) == (-0.156, 0.012)
    at = {int(step) - START: round(float(loss), 3) for step, loss in zip(RUN.validation_step, RUN.validation_loss, strict=True)}
    assert (at[300], at[500]) == (1.922, 1.883)
    means = [float(RUN.gradient_norm[START + k : START + k + 100].mean()) for k in range(0, 600, 100)]
    assert means[4] == pytest.approx(0.42, abs=5e-3)
    assert all(abs(mean - 0.43) < 0.02 for mean in means)
    said("0.027 \\pm 0.010", "0.156 \\pm 0.012", "from 1.922 at step 300 to 1.883 at step 500")


def test_the_lowest_ritz_values_and_their_residuals() -> None:
    chosen = (RUN.hessian_step >= START + 400) & (RUN.hessian_step < START + 500)
    pairs = list(zip(RUN.lambda_min[chosen].round(2), RUN.lambda_min_error[chosen].round(2), strict=True))
    assert pairs == [(-0.29, 0.09), (-0.58, 0.02)]
    assert "0.58$ with 0.02" in TEXT
    assert np.all(RUN.lambda_min[(RUN.hessian_step >= START) & (RUN.hessian_step < STOP)] < 0)


def test_the_windows_ring_when_it_is_said() -> None:
    z = [round(change / error, 1) for change, error in (fall(200, 300), fall(300, 400), fall(400, 500))]
    assert z == [-3.2, 0.2, -2.6]
    assert [round(value, 4) for pair in (window(100, 200), window(300, 200)) for value in pair] == [
        1.6241,
        0.0055,
        1.5747,
        0.0056,
    ]
    change, error = fall(100, 300, 200)
    assert round(change / error, 1) == -6.3
    said("$-3.2$ at step 400, $+0.2$ at step 500 and $-2.6$ at step 600", "it is $-6.3$ at step 500")
