"""The numbers of the rubrics of 2.3, from the log that the written tasks ask about."""

from __future__ import annotations

import math

import numpy as np
import pytest

from losslandscape.runs import load
from tests.mathematics.stairs import said

RUN = load("small_language_model").legs["no_warmup"]


def lowest(step: int) -> float:
    return float(RUN.lambda_min[RUN.hessian_step == step][0])


def test_the_lowest_curvature_is_no_constant() -> None:
    found = [round(lowest(step), 2) for step in (30, 40, 50, 60, 70, 80, 100)]
    assert found == [-0.09, -0.32, -1.01, -3.05, -2.3, -0.36, -0.12]
    assert math.log(1e7) / math.log(1 + 0.03 * 2.3) == pytest.approx(241.6, abs=0.05)
    assert math.log(1e7) / math.log(1 + 0.03 * 0.12) > 4000
    assert lowest(60) / lowest(30) == pytest.approx(30, rel=0.2)
    said(
        "= 242$ steps",
        "more than 4,000 steps",
        "-0.09 [f/θ²] at step 30, -3.0 at 60, -2.3 at 70 and -0.12 at 100",
    )


def test_the_loss_rests_and_the_parameters_do_not() -> None:
    assert np.median(RUN.loss[30:150]) == pytest.approx(3.05, abs=0.005)
    assert [round(float(RUN.parameter_norm[step]), 1) for step in (60, 100)] == [56.7, 52.6]
    said("goes from 56.7 to 52.6 [θ] between steps 60 and 100")
    steps = np.diff(RUN.loss[30:111])  # of neighbours, so that no trend counts
    assert float(steps.std()) / math.sqrt(2) == pytest.approx(0.07, abs=0.005)
    said("it swings by 0.07 from batch to batch")
    at = (40, 50, 60, 70, 80, 100)
    assert [round(float(RUN.gradient_norm[step]), 2) for step in at] == [0.18, 0.12, 0.15, 0.14, 0.26, 0.14]
    assert all(0.39 <= RUN.update_norm[step] <= 0.65 for step in at)
    assert np.all(RUN.learning_rate == 0.03)


def test_the_first_steps_are_long() -> None:
    share = RUN.update_norm / RUN.parameter_norm
    assert [round(float(share[step]), 3) for step in (0, 10, 30)] == [0.38, 0.046, 0.009]
    assert share[0] > 0.1
    assert [round(float(RUN.parameter_norm[step]), 1) for step in (0, 10)] == [26.7, 45.6]
    edge = RUN.preconditioned_lambda_max * 0.03
    assert round(float(edge[0])) == 330_859
    assert [round(float(RUN.loss[step]), 1) for step in (0, 10)] == [4.6, 3.2]
    said("$10.16/26.7 = 0.38$ at step 0, 0.046 at step 10, 0.009 at step 30", "330,859 at step 0")
