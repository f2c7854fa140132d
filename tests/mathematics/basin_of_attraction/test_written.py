"""The numbers of the rubrics of 2.4, from the log that the written tasks ask about."""

from __future__ import annotations

import numpy as np
import pytest

from losslandscape.runs import load
from tests.mathematics.basins import said

RUN = load("small_language_model")


def end(leg: str, field: str) -> float:
    return float(getattr(RUN, f"end_{field}")[RUN.ends.index(leg)])


def test_neither_end_is_a_minimum() -> None:
    assert [round(end(leg, "lambda_min"), 2) for leg in ("warmup", "other_seed")] == [-0.51, -0.89]
    assert end("warmup", "lambda_min_error") == pytest.approx(0.003, abs=5e-4)
    assert np.median(RUN.legs["warmup"].gradient_norm[-100:]) == pytest.approx(0.41, abs=0.005)
    said("$-0.51$ [f/θ²] at the end of X (error 0.003) and $-0.89$ at that of Y", "still 0.41 [f/θ]")


def test_the_fine_tunes_leave_the_end_of_x() -> None:
    losses = [end(leg, "training_loss") for leg in ("warmup", "other_seed", "fine_tune_1", "fine_tune_2")]
    assert [round(value, 2) for value in losses] == [1.51, 1.49, 1.32, 1.32]
    starts = [RUN.legs[leg].parameter_norm[0] for leg in ("fine_tune_1", "fine_tune_2")]
    assert starts[0] == starts[1] == pytest.approx(RUN.legs["warmup"].parameter_norm[-1], abs=0.2)
    assert [round(float(d), 1) for d in RUN.distance[[RUN.pairs.index(p) for p in ("fine_tunes", "seeds")]]] == [10.3, 123.0]
    said("lie 10.3 [θ] apart, at a loss of 1.32 in place of 1.51", "length 123 [θ]")


def test_the_rise_in_the_middle_of_both_pairs() -> None:
    rises = {}
    for pair in RUN.pairs:
        row = RUN.training_loss[RUN.pairs.index(pair)]
        rises[pair] = float(row[12] - max(row[0], row[-1]))
        assert RUN.alpha[12] == 0.5
    assert rises["seeds"] == pytest.approx(1.876, abs=5e-4)
    assert rises["fine_tunes"] == pytest.approx(-0.029, abs=5e-4)
    said("it is 1.9 nats for X and Y", "rises by 1.9 nats")
