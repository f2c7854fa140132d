"""The marks that the sample class must get: those that are known, and those that the bank's own judging gives.

A wrong answer's mark is that of its task alone, judged in an otherwise right notebook on the same random instances. The class
is graded whole, damaged and beside other answers, and must come to the same. Marks that were worked out by hand (`pinned`)
anchor both.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from grading.content.judging import Judges
from grading.content.sample_class import Sample
from grading.course import Course
from grading.engine.checker.submission import stream_of_submission
from grading.section import Section

TOLERANCE = 1e-6  # pinned marks stand in class.toml to six digits
Marks = Mapping[str, float | None]  # task -> mark; None where a person gives it


def expected_marks(course: Course, samples: Sequence[Sample], judges: Judges) -> dict[tuple[str, str], Marks]:
    """Return the mark of every automatic task, by student and section."""
    sections = {name: Section.load(course, name) for name in {sample.section for sample in samples}}
    course_id = course.configuration.course_id
    streams = {
        (one.student, one.section): stream_of_submission(course_id, sections[one.section], one.notebook or b"")
        for one in samples
        if one.wrong
    }
    wanted = [
        ((sections[one.section], answer), streams[one.student, one.section]) for one in samples for answer in one.wrong.values()
    ]
    judged = judges.judge([answer for answer, _ in wanted], streams=[stream for _, stream in wanted])
    scores = {(one.answer.section, one.answer.task, one.stream): one.score for one in judged}
    return {
        (one.student, one.section): _of(
            one, {task: scores[one.section, task, streams[one.student, one.section]] for task in one.wrong}
        )
        for one in samples
    }


def mismatches(expected: Mapping[tuple[str, str], Marks], got: Mapping[tuple[str, str], Marks]) -> list[str]:
    """Say where a mark is not the one that it must be."""
    return [
        f"{student} {section} {task}: got {got[student, section][task]}, must get {mark}"
        for (student, section), marks in expected.items()
        for task, mark in marks.items()
        if not same(got[student, section][task], mark)
    ]


def same(one: float | None, other: float | None) -> bool:
    """Say whether two marks are equal up to rounding; a mark that a person gives equals only itself."""
    if one is None or other is None:
        return one is other
    return abs(one - other) <= TOLERANCE


def _of(sample: Sample, from_bank: Marks) -> Marks:
    return {**sample.known, **from_bank, **sample.pinned}
