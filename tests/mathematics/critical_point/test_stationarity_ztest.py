"""What section 2.1 states around the task `stationarity_ztest`, by another way than the notebook and the reference took."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from losslandscape import runs
from solutions.critical_point import stationarity_ztest as reference
from tests.mathematics.ends import NOISE, said


def test_at_a_critical_point_the_bound_is_passed_as_often_as_the_level_says() -> None:
    rng = np.random.default_rng(0)
    passed = [reference.stationarity_ztest(rng.standard_normal((100, 6)) * 3, 0.05)[2] == "not critical" for _ in range(200)]
    assert 0.005 < np.mean(passed) < 0.11
    alone = 1 - (1 - 0.05) ** 6
    one_by_one = np.mean(
        [np.abs(stats.ttest_1samp(rng.standard_normal((100, 6)), 0).statistic).max() > 1.96 for _ in range(300)]
    )
    assert one_by_one == pytest.approx(alone, abs=0.08)


def test_z_is_that_of_students_test() -> None:
    P = NOISE.projection[1, :, :3]
    z, needed, decision = reference.stationarity_ztest(P, 0.05)
    np.testing.assert_allclose(z, stats.ttest_1samp(P, 0).statistic, rtol=1e-10)
    assert (needed < 200) == (decision == "not critical")


def test_the_four_ends() -> None:
    ends = reference.ends()
    assert {name: said_ for name, (_, said_) in ends.items()} == {
        "A": "undecided",
        "B": "undecided",
        "C": "not critical",
        "D": "undecided",
    }
    assert [round(ends[name][0], 1) for name in "ABC"] == [12243.5, 299.4, 174.9]
    assert math.isinf(ends["D"][0])
    z, _, _ = reference.stationarity_ztest(NOISE.projection[0, :, 2:], 0.05)
    assert z is not None
    assert np.abs(z).max() > 1.96  # alone it would have been shown


def test_the_norms_and_slopes_that_the_text_gives() -> None:
    median = np.median(NOISE.gradient_norm, axis=1)
    assert [round(value, 2) for value in median[[0, 3]]] == [4.38, 0.70]
    mean, error = NOISE.mean_gradient_norm, NOISE.mean_gradient_norm_error
    true = mean[-1] ** 2 - error[-1] ** 2
    assert 4.3 < math.sqrt(median[0] ** 2 - true) < median[0]
    along = NOISE.projection[0, :, 0]
    assert round(float(along.mean()), 2) == 0.36
    assert math.floor(along.mean() / along.std(ddof=1) * math.sqrt(200)) == 16
    assert reference.stationarity_ztest(NOISE.projection[0, :, :1], 0.05)[1] < 5  # a handful
    scale = 64 * 200 * error[-1] ** 2 / true
    assert 115 < scale < 127
    assert runs.load("noise").about["parameters"] == 114432
    said(
        "of one sequence is 4.4",
        "the slope in a direction from independent data is 0.36, sixteen standard errors",
        "here about 120 sequences",
    )
    said("114,432 parameters", "200 minibatches of each of four sizes")
