"""The messages of 2.4: a claim is told of the labels alone, and no hint names a cause that is not the cause."""

from __future__ import annotations

import pytest

from grader_tests.basin_of_attraction import test_basin_fraction as counting
from grader_tests.basin_of_attraction.test_line_report import claim_hint
from grading.checks.outcomes import CheckFailed
from grading.engine.checker.bare import BareStudent
from solutions.basin_of_attraction.basin_fraction import basin_fraction


@pytest.mark.parametrize(("said", "right"), [("open", "holds"), ("open", "fails"), ("holds", "open"), ("fails", "holds")])
def test_a_wrong_claim_is_told_that_rise_and_line_are_right(said: str, right: str) -> None:
    told = claim_hint(said, right, "wall")
    assert told.startswith("rise and line are right")
    assert ("0 is the index" in told) == (said == "open")


@pytest.mark.parametrize(("labels", "q"), [([0, 2, 0], None), ([0, 0], 10.0)])
def test_an_end_cut_short_at_zero_hits_is_told_of_zero_hits(labels: list[int], q: float | None) -> None:
    student = BareStudent({"basin_fraction": lambda labels, target, q=1.96: (0.0, 0.0, 0.0)})
    with pytest.raises(CheckFailed, match="p is 0 here, and the interval is not empty"):
        counting.hold(student, labels, 4, q, "labels")


def test_a_width_that_ignores_q_is_told_of_the_argument() -> None:
    student = BareStudent({"basin_fraction": lambda labels, target, q=1.96: basin_fraction(labels, target)})
    with pytest.raises(CheckFailed, match="with this q, the argument"):
        counting.hold(student, [0, 1, 1], 1, 10.0, "labels")
