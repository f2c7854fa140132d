"""The sample class: who is in it, and that each submission gets its mark, cell by cell."""

from __future__ import annotations

from functools import cache

import pytest

from grading.content.judging import Judges
from grading.content.sample_class import Sample, load_samples
from tests.support.sections import COURSE, by_section

KINDS = {"right", "partly right", "wrong", "empty", "broken", "hostile"}

pytestmark = pytest.mark.sealed


@cache
def samples() -> tuple[Sample, ...]:
    return tuple(load_samples(COURSE))


def test_the_sample_class_has_24_students_of_every_kind() -> None:
    assert sorted({sample.student for sample in samples()}) == [f"student-{number:03d}" for number in range(1, 25)]
    assert {sample.kind for sample in samples()} == KINDS


@by_section
def test_every_submission_of_the_sample_class_gets_its_mark_cell_by_cell(judges: Judges, section: str) -> None:
    wrong = []
    for sample in samples():
        if sample.section == section:
            verdict = judges.grade(sample.notebook or b"", section)
            got = {task.task: task.score for task in verdict.tasks if not task.manual}
            wrong += [
                f"{sample.student} {task}: {got[task]}, not {mark}"
                for task, mark in sample.marks.items()
                if got[task] != pytest.approx(mark, abs=1e-6)
            ]
    assert wrong == []
