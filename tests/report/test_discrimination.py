"""Discrimination against NumPy's correlation, and the cases in which there is none."""

from __future__ import annotations

import numpy as np
import pytest

from grading.report.discrimination import MINIMUM, discrimination


def test_it_is_the_correlation_with_the_rest_and_not_with_the_whole() -> None:
    rng, n = np.random.default_rng(3), 40
    part = rng.integers(0, 3, n).astype(float)
    rest = rng.integers(0, 15, n).astype(float) + part
    found = discrimination(list(part), list(part + rest))
    assert found == pytest.approx(np.corrcoef(part, rest)[0, 1])
    assert found != pytest.approx(np.corrcoef(part, part + rest)[0, 1])


@pytest.mark.parametrize(
    ("part", "total"),
    [
        ([0.0, 1.0] * (MINIMUM // 2 - 1), [float(n) for n in range(MINIMUM - 2)]),  # too few
        ([1.0] * MINIMUM, [float(n) for n in range(MINIMUM)]),  # all the same
        ([float(n) for n in range(MINIMUM)], [float(n) + 2 for n in range(MINIMUM)]),  # the rest is the same
        ([0.1 * n for n in range(MINIMUM)], [0.1 * n + 0.7 for n in range(MINIMUM)]),  # ... up to rounding
        ([], []),
    ],
)
def test_there_is_none_of_few_students_or_of_marks_that_are_all_the_same(part: list[float], total: list[float]) -> None:
    assert discrimination(part, total) is None


def test_parts_that_go_together_have_one_and_parts_that_go_against_each_other_minus_one() -> None:
    part = [float(n % 3) for n in range(MINIMUM)]
    assert discrimination(part, [3 * one for one in part]) == pytest.approx(1)
    assert discrimination(part, [0 * one for one in part]) == pytest.approx(-1)


def test_marks_of_different_students_are_refused() -> None:
    with pytest.raises(ValueError, match="shorter"):
        discrimination([1.0, 2.0], [1.0])
