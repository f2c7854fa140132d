"""Submissions of the tiny course with verdicts made by hand, for tests of what is stored."""

from __future__ import annotations

import copy
import json
from datetime import datetime
from pathlib import Path
from typing import Any

from grading.classroom.gradebook.cells import course_cells
from grading.classroom.records import Graded
from grading.course import Course
from grading.submission.read import released_source
from grading.verdict import CellOutput, CheckResult, Outcome, TaskResult, Verdict
from tests.support.tiny_course import SECTION, load, make_course

ANSWERED = {
    "double": "def double(x):\n    return x + x",
    "answer": "answer = 42",
    "why": "Say why doubling is linear.\n\nIt is additive.",
}


def notebook(course: Course, answers: dict[str, str], own: tuple[dict[str, Any], ...] = ()) -> bytes:
    """Return the student's notebook with some answers filled in."""
    section = load(course)
    names = {cell.name: cell for cell in course_cells(section)}
    cells = []
    for cell in section.cells:
        known = names.get(cell.grade_id)
        made: dict[str, Any] = {
            "cell_type": known.cell_type if known else "markdown",
            "id": cell.cell_id,
            "metadata": {"nbgrader": known.metadata()} if known else {},
            "source": answers.get(cell.grade_id, released_source(cell)),
        }
        if made["cell_type"] == "code":
            made |= {"execution_count": None, "outputs": []}
        cells.append(made)
    return json.dumps({"cells": [*cells, *copy.deepcopy(own)], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()


def check(name: str, outcome: Outcome, message: str = "", weight: float = 1.0, detail: str = "") -> CheckResult:
    return CheckResult(check=name, title=f"Title of {name}.", outcome=outcome, message=message, weight=weight, detail=detail)


def verdict(
    double: tuple[Outcome, Outcome] = (Outcome.PASSED, Outcome.PASSED),
    answer: Outcome = Outcome.PASSED,
    *,
    message: str = "",
    cells: tuple[CellOutput, ...] = (),
    problems: tuple[str, ...] = (),
) -> Verdict:
    """Return a verdict on the tiny section: double has checks of weight 3 and 1."""
    return Verdict(
        section=SECTION,
        tasks=(
            TaskResult(
                task="double",
                points=4.0,
                checks=(
                    check("three", double[0], message, 3.0, "instructors only"),
                    check("negative", double[1], message),
                ),
            ),
            TaskResult(task="answer", points=3.0, checks=(check("number", answer, message),)),
            TaskResult(task="why", points=3.0, manual=True),
        ),
        cells=cells,
        problems=problems,
    )


def graded(
    course: Course, student: str, result: Verdict | None = None, answers: dict[str, str] | None = None, **extra: Any
) -> Graded:
    """Return one graded submission."""
    data = extra.pop("data", None)
    return Graded(
        student=student,
        section=SECTION,
        notebook=notebook(course, ANSWERED if answers is None else answers) if data is None else data,
        verdict=result or verdict(),
        **extra,
    )


def small_class(course: Course) -> list[Graded]:
    """Return a class with full, partial, no and undecided marks, an untouched notebook and an unreadable one."""
    passed, failed = Outcome.PASSED, Outcome.FAILED
    return [
        graded(course, "student-001", submitted_at=datetime(2026, 3, 1, 12, 30)),
        graded(course, "student-002", verdict((passed, failed), failed)),
        graded(course, "student-003", verdict((passed, Outcome.UNDECIDED), Outcome.AUTHOR_ERROR)),
        graded(course, "student-004", verdict((failed, failed), Outcome.STUDENT_ERROR), {}),
        graded(course, "student-005", verdict((failed, failed), failed), data=b"{"),
        graded(course, "student-006", verdict((failed, passed)), {"double": ANSWERED["double"]}),
    ]


__all__ = ["ANSWERED", "SECTION", "Path", "check", "graded", "load", "make_course", "notebook", "small_class", "verdict"]
