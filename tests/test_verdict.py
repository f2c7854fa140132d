"""Arithmetic of marks, and verdicts on their way through JSON."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grading.verdict import CellOutput, CheckResult, Cost, Outcome, TaskResult, Verdict


def check(outcome: Outcome, weight: float = 1.0) -> CheckResult:
    return CheckResult(check="test_x", title="X holds", outcome=outcome, weight=weight)


def task(*checks: CheckResult, points: float = 2.0, manual: bool = False) -> TaskResult:
    return TaskResult(task="x", points=points, checks=checks, manual=manual)


def test_partial_credit_is_points_times_passed_weight_over_total_weight() -> None:
    result = task(check(Outcome.PASSED, 3.0), check(Outcome.FAILED, 1.0), points=2.0)
    assert result.score == pytest.approx(1.5)


@pytest.mark.parametrize("outcome", [Outcome.FAILED, Outcome.STUDENT_ERROR, Outcome.TIMEOUT, Outcome.MEMORY])
def test_an_outcome_that_speaks_about_the_student_costs_the_check(outcome: Outcome) -> None:
    assert task(check(Outcome.PASSED), check(outcome)).score == pytest.approx(1.0)


@pytest.mark.parametrize("outcome", [Outcome.UNDECIDED, Outcome.AUTHOR_ERROR, Outcome.INFRA_ERROR])
def test_an_outcome_that_says_nothing_about_the_student_sends_the_task_to_a_person(outcome: Outcome) -> None:
    result = task(check(Outcome.PASSED), check(outcome))
    assert result.needs_person
    assert result.score is None
    assert result.earned == pytest.approx(1.0)


def test_a_task_without_checks_earns_nothing() -> None:
    assert task().earned == 0.0


def test_a_written_task_is_always_marked_by_a_person_and_does_not_flag_the_submission() -> None:
    written = task(manual=True)
    assert written.score is None
    assert not Verdict(section="s", tasks=(written, task(check(Outcome.PASSED)))).needs_person


outcomes = st.sampled_from(list(Outcome))
weights = st.floats(min_value=1e-6, max_value=1e6)


@given(st.lists(st.tuples(outcomes, weights), max_size=12), st.floats(min_value=0.01, max_value=100))
def test_marks_stay_between_zero_and_the_points_and_full_marks_need_every_check(
    drawn: list[tuple[Outcome, float]], points: float
) -> None:
    result = task(*(check(outcome, weight) for outcome, weight in drawn), points=points)
    assert 0.0 <= result.earned <= points
    every = bool(drawn) and all(outcome is Outcome.PASSED for outcome, _ in drawn)
    assert (result.score == points) >= every
    if drawn and not any(outcome is Outcome.PASSED for outcome, _ in drawn):
        assert result.earned == 0.0


def test_a_verdict_survives_json() -> None:
    verdict = Verdict(
        section="1.1_plateau",
        tasks=(task(check(Outcome.PASSED), check(Outcome.UNDECIDED)), task(manual=True)),
        problems=("A cell was put back.",),
        checker_version="abc",
        isolation="landlock",
        cost=Cost(seconds={"cells": 0.1}, peak_memory_bytes=7, restarts=1),
        cells=(
            CellOutput(cell_id="a", outputs=({"output_type": "stream", "name": "stdout", "text": "1"},), execution_count=1),
        ),
    )
    assert Verdict.from_json(json.loads(json.dumps(verdict.to_json()))) == verdict


def test_a_verdict_of_another_format_is_refused_with_advice() -> None:
    with pytest.raises(ValueError, match="grade this submission again"):
        Verdict.from_json({"format": 0})


def test_asking_for_an_unknown_task_names_those_that_exist() -> None:
    with pytest.raises(KeyError, match="there are x"):
        Verdict(section="s", tasks=(task(),)).task("y")


def test_every_outcome_is_explained() -> None:
    assert all(outcome.explanation.endswith(".") for outcome in Outcome)
