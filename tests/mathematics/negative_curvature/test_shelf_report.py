"""The stretches of section 6 and the log of section 8, from the recorded runs themselves."""

from __future__ import annotations

import math
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from losslandscape import runs
from solutions.negative_curvature import shelf_report as reference

TEXT = Path(__file__).resolve().parents[3] / "source/1.3_negative_curvature/1.3_negative_curvature.md"
NEEDED = (10 ** (7 / 480) - 1) / 0.15  # the μ of the text for which the 480 steps of A are just enough [f/θ²]


@pytest.mark.parametrize(
    ("name", "predicted", "verdict"), [("A", 185, "too long"), ("B", 13_082, "open"), ("C", 202, "too long")]
)
def test_stretches_have_the_numbers_and_verdicts_that_the_decisions_rest_on(name: str, predicted: float, verdict: str) -> None:
    found = reference.stretches()[name]
    assert found[0] == pytest.approx(predicted, rel=0.02)
    assert found[1] == verdict
    assert verdict == "too long" or reference.DECISIONS[name] == "open"  # what is not too long refutes nothing


def test_the_cases_of_the_notebook_are_the_stretches_of_the_reference() -> None:
    (cell,) = re.findall(r"grade_id: setup_stretches\n---\n(.*?)^```", TEXT.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    shown: dict[str, Any] = {"runs": runs}
    exec(cell, shown)
    assert {name: reference.shelf_report(*case) for name, case in shown["cases"].items()} == reference.stretches()
    for name, (values, eta, steps, gain) in shown["cases"].items():
        _, rate, start, stop, _ = reference.STRETCHES[name]
        assert (eta, steps, gain) == (rate, stop - start, reference.GAIN)
        assert set(np.round(runs.load(reference.STRETCHES[name][0]).learning_rate, 12)) == {rate}
        assert len(values) > 5


def test_predicted_is_that_of_a_walk_and_the_needed_curvature_of_the_text_lasts_as_long() -> None:
    predicted, _ = reference.shelf_report(np.array([-0.7, -0.4]), 0.15, 60, 1e5)
    y, steps = 1.0, 0
    while y < 1e5:
        y, steps = y * (1 + 0.15 * 0.4), steps + 1
    assert steps == math.ceil(predicted)
    y = 1.0
    for _ in range(480):
        y += 0.15 * NEEDED * y
    assert y == pytest.approx(1e7, rel=1e-9)


def test_the_shelf_lasts_longer_than_one_saddle_with_every_measured_curvature_allows() -> None:
    run = runs.load("plateau")
    inside = (run.hessian_step >= 300) & (run.hessian_step < 780)
    assert np.all(run.lambda_min[inside] < -0.6)
    assert 0.22 < NEEDED < 0.23 < 0.6 < np.min(-run.lambda_min[inside])
    assert 3.4 < float(np.median(run.loss[770:790])) < 3.7
    assert float(np.median(run.loss[900:950])) < 0.2


def test_on_stretch_c_the_batch_is_the_objective_and_the_steps_go_beyond_the_edge() -> None:
    run = runs.load("edge")
    assert run.about["settings"] != runs.load("plateau").about["settings"]
    inside = (run.hessian_step >= 231) & (run.hessian_step < 572)
    assert np.median(0.1 * run.lambda_max[inside]) > 2
    assert set(np.round(run.learning_rate, 12)) == {0.1}


def test_the_colleagues_log_is_as_the_rubric_says() -> None:
    run = runs.load("slow_fuse")
    assert set(np.round(run.learning_rate, 12)) == {0.0025}
    product = 0.0025 * run.lambda_max
    assert run.hessian_step[np.argmax(product > 2)] == 1450
    assert product[run.hessian_step == 1300][0] == pytest.approx(1.42, abs=0.01)
    late = (run.hessian_step >= 1525) & (run.hessian_step < 2396)
    assert np.all(run.lambda_min[late] < -22)
    assert run.lambda_min[run.hessian_step == 1500][0] > -1
    assert run.lambda_min[run.hessian_step == 2300][0] == pytest.approx(-225, abs=1)
    assert math.log(1e7) / math.log1p(0.0025 * 22) == pytest.approx(301, abs=1)
    assert math.log(1e7) / math.log1p(0.0025 * 225) == pytest.approx(36, abs=0.5)
    assert np.all((run.loss[1525:2395] > 0.035) & (run.loss[1525:2395] < 0.0405))
    assert np.all((run.gradient_norm[1525:2390] > 0.5) & (run.gradient_norm[1525:2390] < 4))
    assert run.gradient_norm[1300:1450].max() < 0.003
    assert run.loss[2396] > 1
