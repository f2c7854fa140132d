"""The numbers of the rubrics of 2.5, from the log that the written tasks ask about."""

from __future__ import annotations

import numpy as np
import pytest

from losslandscape.runs import load
from tests.mathematics.walls import said

RUN = load("small_language_model")
X, Y = RUN.pairs.index("fine_tunes"), RUN.pairs.index("seeds")


def norms(*legs: str) -> list[float]:
    return [round(float(RUN.legs[leg].parameter_norm[-1]), 2) for leg in legs]


def test_the_second_pair_leaves_its_ends_upwards() -> None:
    training, validation = RUN.training_loss[Y], RUN.validation_loss[Y]
    assert [round(float(one), 3) for one in RUN.alpha[:3]] == [0.0, 0.042, 0.083]
    assert [round(float(one), 3) for one in training[:3]] == [1.511, 1.522, 1.567]
    assert [round(float(one), 3) for one in validation[[0, 1, 2, -1, -2, -3]]] == [1.822, 1.819, 1.848, 1.778, 1.784, 1.825]
    assert training[-1] < training[0]  # so the chord falls
    assert round(float(validation[0] - validation[1]), 3) == 0.002
    assert round(float(validation[2] - validation[0]), 3) == 0.026
    assert round(float(validation[12]), 3) == 3.45
    said("1.511 to 1.522 at $\\ell = 0.042$ and 1.567 at 0.083", "a loss of 0.026", "1.778, 1.784, 1.825", "has 3.450 nats")


def test_the_first_pair_falls_from_both_ends() -> None:
    for losses in (RUN.training_loss[X], RUN.validation_loss[X]):
        assert losses[1] < losses[0]
        assert losses[-2] < losses[-1]
        assert losses[12] < min(losses[0], losses[-1])


def test_distance_over_norm_tells_the_pairs_apart() -> None:
    assert norms("fine_tune_1", "fine_tune_2") == [84.67, 84.67]
    assert norms("warmup", "other_seed") == [87.74, 87.58]
    assert [round(float(one), 2) for one in RUN.distance] == [10.31, 123.05]
    assert RUN.distance[X] / 84.67 == pytest.approx(0.12, abs=0.005)
    assert RUN.distance[Y] / 87.74 == pytest.approx(1.40, abs=0.005)
    assert RUN.distance[Y] * RUN.alpha[1] == pytest.approx(5.1, abs=0.05)
    cosines = [
        (p**2 + q**2 - r**2) / (2 * p * q)
        for p, q, r in ((84.67, 84.67, float(RUN.distance[X])), (87.74, 87.58, float(RUN.distance[Y])))
    ]
    assert [round(float(np.round(one, 2)), 2) for one in cosines] == [0.99, 0.01]
    assert RUN.about["parameters"] == 116_480
    said("$10.31/84.67 = 0.12$ for X, $123.05/87.74 = 1.40$ for Y", "116,480 parameters", "cosine, 0.99 and 0.01")
