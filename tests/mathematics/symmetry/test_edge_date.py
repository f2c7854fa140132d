"""What section 1.5 states around the task `edge_date`, by another way than the notebook and the reference took."""

from __future__ import annotations

import math

import numpy as np
import pytest

from losslandscape import runs
from solutions.symmetry import edge_date
from tests.mathematics.fuses import DECAY, EDGE, ETA, FUSE, said

RATIO = ETA * FUSE.lambda_max / 2


def ratio_at(step: int) -> float:
    return float(RATIO[FUSE.hessian_step == step][0])


def test_decay_step_by_step_arrives_at_the_date() -> None:
    for start, eta, decay in ((0.2, 0.05, 0.6), (0.013, 0.01, 0.3), (0.9, 0.1, 0.9)):
        length, steps = 1.0, 0
        while start / length**2 < 1:
            length, steps = length * (1 - eta * decay), steps + 1
        assert steps == math.ceil(edge_date.edge_date(70, start, eta, decay) - 70)
    assert edge_date.edge_date(5, 1.2, 0.1, 0.0) == 5
    assert edge_date.edge_date(5, 0.2, 0.1, 0.0) == math.inf


def test_the_hook_is_flat_to_the_part_that_is_said() -> None:
    first, later = FUSE.loss[:450], FUSE.loss[450:1450]
    assert 97_500 < first[0] / np.ptp(first) < 98_500
    assert 7_900 < later[0] / np.ptp(later) < 8_050
    assert set(FUSE.learning_rate) == {ETA}
    assert FUSE.about["settings"]["weight_decay"] == DECAY
    said("one part in 98,000", "one part in 8,000", r"\eta = 0.0025", r"\omega = 0.46")


def test_the_date_is_that_of_the_recording() -> None:
    dates = [edge_date.edge_date(step, ratio_at(step), ETA, DECAY) for step in (0, 300, 900)]
    assert [round(date) for date in dates] == [1452, 1452, 1451]
    assert round(edge_date.edge_date(0, 0.0354, ETA, DECAY)) == 1452
    assert [round(ratio_at(step), 4) for step in (0, 1425, 1450)] == [0.0354, 0.9524, 1.0097]
    assert np.argmax(FUSE.loss > 1.01 * FUSE.loss[0]) == 1514
    assert np.argmax(FUSE.loss > 0.1) == 2396
    added = float(np.sum((ETA * FUSE.gradient_norm[:1450]) ** 2))
    assert 0.9e-8 < added < 1.3e-8
    assert FUSE.parameter_norm[1450] ** 2 == pytest.approx(22, abs=0.5)
    said("0.95 at step 1,425 and 1.01 at 1,450", "by 1 % at step 1,514", "spike comes at 2,396")
    said("adds $10^{-8}$ in all", "from 612 to 22", "some 700 times those of steps 1,000 to 1,450")
    assert round(float(FUSE.parameter_norm[0] ** 2)) == 612


def stretch(run: runs.TrainingRun, low: int, high: int, decay: float) -> edge_date.Judgement:
    kept = (run.hessian_step >= low) & (run.hessian_step < high)
    step, rate = run.hessian_step[kept], float(run.learning_rate[0])
    return edge_date.judge(step, rate * run.lambda_max[kept] / 2, run.parameter_norm[step], rate, decay)


def test_the_three_stretches_are_judged_as_the_text_reads_them() -> None:
    A, B, C = stretch(FUSE, 0, 451, DECAY), stretch(FUSE, 1525, 1676, DECAY), stretch(EDGE, 0, 151, 0.0)
    assert [one.decision for one in (A, B, C)] == ["act before the date", "past the edge", "no date: curvature"]
    assert B.norm_error < 1e-4 < B.curvature_error  # the norm still follows decay, the curvature does not
    assert C.norm_error < 1e-4
    edge = 0.1 * EDGE.lambda_max / 2
    assert EDGE.hessian_step[np.argmax(edge >= 1)] == 165
    before, after = FUSE.gradient_norm[1000:1450], FUSE.gradient_norm[1525:1676]
    assert 650 < np.median(after) / np.median(before) < 750
    assert 650 < after.max() / before.max() < 750


def test_without_decay_the_squared_norm_grows_by_the_squared_steps_on_the_recording() -> None:
    grown = np.diff(EDGE.parameter_norm**2)
    steps = (EDGE.learning_rate * EDGE.gradient_norm)[:-1] ** 2
    assert float(grown.sum()) == pytest.approx(float(steps.sum()), rel=1e-3)
    assert stretch(EDGE, 0, 899, 0.0).norm_error < 3e-3


def test_no_text_promises_another_decision_than_the_reference() -> None:
    said('"past the edge"', '"no date: norm"', '"no date: curvature"', '"act before the date"')


def test_late_in_a_run_the_power_of_the_step_itself_is_no_float_and_the_errors_are() -> None:
    step = np.array([80_000, 80_010, 80_030])
    shrunk = 0.99 ** np.array([0, 10, 30])
    assert not np.any(0.99**step)
    late = edge_date.judge(step, 0.1 / shrunk**2, 3 * shrunk * np.array([1, 1.1, 1]), 0.1, 0.1)
    assert (round(late.norm_error, 12), late.decision) == (0.1, "no date: norm")
