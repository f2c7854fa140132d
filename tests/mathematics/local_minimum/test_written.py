"""The numbers of the rubrics of 2.2, from the log that the written tasks ask about."""

from __future__ import annotations

import numpy as np
import pytest

from losslandscape import runs
from losslandscape.plots.minima import FIRST, SECOND
from tests.mathematics.valley import said

DATA = runs.load("small_language_model")
P, Q = (DATA.legs[name] for name in FIRST)


def end(name: str, field: str) -> float:
    return float(getattr(DATA, f"end_{field}")[DATA.ends.index(name)])


def medians(run: runs.TrainingRun) -> list[float]:
    return [round(float(np.median(run.gradient_norm[step : step + 25])), 3) for step in (25, 100, 225)]


def test_nobody_has_arrived() -> None:
    for name, lowest in zip(FIRST, (-0.854, -0.381), strict=True):
        assert end(name, "lambda_min") == pytest.approx(lowest, abs=5e-4)
        assert end(name, "lambda_min") + end(name, "lambda_min_error") < 0
    assert medians(P) == [0.320, 0.357, 0.405]
    assert medians(Q) == [0.305, 0.320, 0.350]
    said("0.405 and 0.350", "0.320 and 0.305", "0.357 and 0.320", "$-0.854$ and $-0.381$")


def test_flatter_is_not_always_better_and_sam_halves_the_sharpness_both_times() -> None:
    sharp = [[round(end(name, "lambda_max"), 2) for name in pair] for pair in (FIRST, SECOND)]
    metric = [[round(end(name, "validation_loss"), 4) for name in pair] for pair in (FIRST, SECOND)]
    assert sharp == [[11.65, 5.50], [6.95, 3.66]]
    assert metric == [[1.6546, 1.6496], [1.6448, 1.6405]]
    assert end(FIRST[0], "validation_loss") - end(SECOND[0], "validation_loss") == pytest.approx(0.0098, abs=1e-4)
    assert end(FIRST[0], "validation_loss") - end(FIRST[1], "validation_loss") == pytest.approx(0.0050, abs=1e-4)
    assert end(SECOND[0], "validation_loss") - end(SECOND[1], "validation_loss") == pytest.approx(0.0043, abs=1e-4)
    assert [round(float(run.parameter_norm[-1]), 2) for run in (P, Q)] == [84.67, 84.73]
    said("0.0098", "0.0050 and 0.0043")


def test_the_quotient_of_the_gradient_norms_rings_by_step_100() -> None:
    assert medians(P)[1] / medians(Q)[1] - 1 == pytest.approx(0.116, abs=1e-3)
    assert medians(P)[0] / medians(Q)[0] < 1.1
    assert float(np.mean(P.loss < Q.loss)) > 0.5
    assert len(P.step) == 250
    assert DATA.about["settings"]["sam"]["sam_radius"] == 0.1
    said("11.6 %", "116,480 parameters", "150 steps before the end", r"$\rho = 0.1$")
