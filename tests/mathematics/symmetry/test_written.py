"""The numbers of the rubrics of 1.5, from the log that the written tasks ask about."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from losslandscape import runs
from losslandscape.plots.symmetries import AFTER

TEXT = " ".join(
    (Path(__file__).resolve().parents[3] / "source/1.5_symmetry/1.5_symmetry.md").read_text(encoding="utf-8").split()
)
RUN = runs.load("slow_fuse")
START, STOP = AFTER
LOSS, NORM = RUN.loss[START:STOP], RUN.parameter_norm[START:STOP]
STEP = 0.0025 * RUN.gradient_norm[START:STOP]
ANGLE = STEP / NORM
MEASURED = RUN.hessian_step >= START
AT, RATIO = RUN.hessian_step[MEASURED] - START, 0.0025 * RUN.lambda_max[MEASURED] / 2
SHRINK = 1 - 0.0025 * 0.46


def of(step: int) -> float:
    return float(RATIO[step == AT][0])


def test_the_log_begins_four_steps_after_the_loss_passed_a_tenth() -> None:
    assert np.argmax(RUN.loss > 0.1) == START - 4
    assert "four steps after the loss passed 0.1" in TEXT


def test_the_direction_does_not_rest() -> None:
    assert pytest.approx(1.06, abs=0.002) == SHRINK**-50
    assert [round(of(step), 3) for step in (325, 350)] == [2.09, 0.878]
    assert of(350) / of(325) == pytest.approx(0.42, abs=0.005)
    assert [round(of(step) * NORM[step] ** 2, 1) for step in (325, 350, 375)] == [5.2, 2.0, 2.5]
    before = RATIO[AT < 350]
    assert (int(np.sum(before > 1)), len(before)) == (12, 14)
    assert np.argmax(LOSS[300:] > 0.3) == 80
    assert "12 of the 14 measurements" in TEXT


def test_the_norm_follows_decay_before_the_second_accident_and_not_after_the_first() -> None:
    assert pytest.approx(1.482, abs=5e-4) == 1.6632 * SHRINK**100
    assert NORM[375] == pytest.approx(1.485, abs=5e-4)
    assert NORM[375] / (NORM[275] * SHRINK**100) - 1 == pytest.approx(0.0015, abs=1e-4)
    assert NORM[100] / NORM[0] == pytest.approx(0.968, abs=5e-4)
    assert pytest.approx(0.891, abs=5e-4) == SHRINK**100
    decay = 0.0025 * 0.46 * NORM[325]
    assert STEP[325] == pytest.approx(0.008, abs=5e-4)
    assert decay == pytest.approx(0.0018, abs=5e-5)
    assert 2 * 0.00115 * NORM[325] ** 2 == pytest.approx(6e-3, abs=5e-4)
    assert STEP[325] ** 2 == pytest.approx(6e-5, abs=1e-5)


def test_the_swing_of_the_angle_rings_when_it_is_said_to() -> None:
    assert [round(float(ANGLE[step]), 4) for step in (300, 378)] == [0.0056, 0.0092]
    swing = np.array([ANGLE[max(0, t - 19) : t + 1].max() / ANGLE[max(0, t - 19) : t + 1].min() for t in range(len(ANGLE))])
    quiet = ANGLE[280:350]
    assert quiet.max() / quiet.min() < 1.25
    rings = np.flatnonzero(swing > 2)
    first = int(rings[rings >= 300][0])
    assert first == 355 <= 370
    assert "between steps 280 and 370 of this log, whose next accident is at 380" in TEXT
    assert not np.any((rings >= 280) & (rings < first))
    assert np.mean(swing[20:260] > 2) > 0.5
    assert np.mean(RATIO > 1) > 0.75
