"""Mutants of the real model answers: none gets past the hidden checks unlisted, and the sealed grader agrees."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from grading.content.filled import answered
from grading.content.mutants.judge import TaskReport, tasks_of, try_mutants
from grading.course import Course
from grading.engine.grader import Grader
from grading.section import Section
from grading.verdict import Outcome
from tests.support.sections import SECTIONS

ROOT = Path(__file__).resolve().parents[2]
COURSE = Course.at(ROOT)


def reports(section: str, tasks: tuple[str, ...]) -> list[TaskReport]:
    return [one for one in try_mutants(COURSE, section, tasks) if isinstance(one, TaskReport)]


@pytest.mark.parametrize(
    "section", [pytest.param(name, marks=pytest.mark.xdist_group(f"mutants of {name}")) for name in SECTIONS]
)
def test_every_mutant_of_a_model_answer_is_killed_or_listed_with_its_reason(section: str) -> None:
    found = reports(section, tasks_of(COURSE, section))
    assert [one.task for one in found] == list(tasks_of(COURSE, section))
    assert all(one.counted >= 5 for one in found)  # the least: four statements of `boundary`, each and their order
    left = [f"{report.task}: {one.mutant.before} -> {one.mutant.after}" for report in found for one in report.survivors]
    assert left == []
    assert [fault for report in found for fault in report.faults()] == []


@pytest.mark.sealed
@pytest.mark.parametrize(("section", "task"), [("1.1_plateau", "diagnose"), ("1.2_hessian_spectrum", "lambda_max")])
def test_the_sealed_grader_says_the_same_of_survivors_and_of_one_mutant_for_each_check(section: str, task: str) -> None:
    (report,) = reports(section, (task,))
    by_check = {one.check: one for one in report.killed if one.check}
    loaded = Section.load(COURSE, section)
    assert len(by_check) >= 4
    with Grader(ROOT) as grader:
        for one in [*by_check.values(), *(one for one in report.tried if one.outcome == "survived")]:
            notebook = json.dumps(answered(COURSE, loaded, {task: one.mutant.code})).encode()
            checks = grader.grade(notebook, section).task(task).checks
            failed = [check.check for check in checks if check.outcome is not Outcome.PASSED]
            assert failed[:1] == ([one.check] if one.check else []), one.mutant.after
