"""The marks of a section as they stand: final ones, and those that a person or a new grading still has to give."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from grading.classroom.gradebook.penalty import refresh_penalties
from grading.classroom.gradebook.schema import transaction
from grading.classroom.gradebook.tables import assignment, base_cell, grade, submitted_assignment, submitted_notebook
from grading.classroom.renewed import renewed as is_renewed
from grading.course import Course
from grading.section import CHECK_PREFIX, Section, Task

NEW_HAND_IN = "handed in anew since it was graded"
NO_MARK = "not in the gradebook"
NOT_GRADED = "handed in, and not graded yet"
WRITTEN_WAITS = "a written answer to be marked"
TASK_WAITS = "a person has to mark it"


@dataclass(frozen=True, kw_only=True)
class StudentMarks:
    """The marks of one student for one section.

    `tasks` has a mark for each task, None where it is not final; `why` says for each of those what is missing.
    """

    student: str
    tasks: Mapping[str, float | None]
    why: Mapping[str, str]
    penalty: float = 0.0

    @property
    def total(self) -> float | None:
        """The sum less the penalty for lateness, as nbgrader has it; None while any task is not final."""
        marks = [mark for mark in self.tasks.values() if mark is not None]
        return None if len(marks) < len(self.tasks) else self.so_far

    @property
    def so_far(self) -> float:
        """The sum of the marks that are final, less the penalty."""
        return max(0.0, math.fsum(mark for mark in self.tasks.values() if mark is not None) - self.penalty)


def final_marks(course: Course, section: Section) -> dict[str, StudentMarks]:
    """Return student -> marks of everybody who handed in, or has marks for, a section.

    Raises:
        GradebookError: the gradebook cannot be read.
    """
    with transaction(course.database) as connection:
        students = sorted({row.student_id for row in _rows(connection, section.section_id)})
        refresh_penalties(connection, course, section.section_id, students)  # a person may have marked since the grading
        rows = _rows(connection, section.section_id)
    by_student: dict[str, dict[str, Any]] = defaultdict(dict)
    penalties: dict[str, float] = {}
    for row in rows:
        by_student[row.student_id][row.cell] = row
        penalties[row.student_id] = float(row.late_submission_penalty or 0.0)
    marks = {
        student: _marks(section, student, cells, penalties[student], renewed=is_renewed(course, section.section_id, student))
        for student, cells in by_student.items()
    }
    name = section.section_id
    waiting = {path.parts[-3] for path in course.submitted.glob(f"*/{name}/{name}.ipynb")} - marks.keys()
    marks |= {student: _none(section, student) for student in waiting}
    return dict(sorted(marks.items()))


def _rows(connection: Connection, section: str) -> list[Any]:
    joined = (
        submitted_notebook.join(submitted_assignment, submitted_notebook.c.assignment_id == submitted_assignment.c.id)
        .join(assignment, assignment.c.id == submitted_assignment.c.assignment_id)
        .join(grade, grade.c.notebook_id == submitted_notebook.c.id, isouter=True)
        .join(base_cell, base_cell.c.id == grade.c.cell_id, isouter=True)
    )
    columns = (
        submitted_assignment.c.student_id,
        submitted_notebook.c.late_submission_penalty,
        base_cell.c.name.label("cell"),
        grade.c.auto_score,
        grade.c.manual_score,
        grade.c.extra_credit,
        grade.c.needs_manual_grade,
    )
    return list(connection.execute(select(*columns).select_from(joined).where(assignment.c.name == section)).all())


def _marks(section: Section, student: str, cells: Mapping[str, Any], penalty: float, *, renewed: bool) -> StudentMarks:
    tasks: dict[str, float | None] = {}
    why: dict[str, str] = {}
    for task in section.tasks:
        mark, missing = (None, NEW_HAND_IN) if renewed else _mark(task, cells)
        tasks[task.name] = mark
        if mark is None:
            why[task.name] = missing
    return StudentMarks(student=student, tasks=tasks, why=why, penalty=penalty)


def _none(section: Section, student: str) -> StudentMarks:
    names = [task.name for task in section.tasks]
    return StudentMarks(student=student, tasks=dict.fromkeys(names), why=dict.fromkeys(names, NOT_GRADED))


def _mark(task: Task, cells: Mapping[str, Any]) -> tuple[float | None, str]:
    row = cells.get(task.name if task.manual else f"{CHECK_PREFIX}{task.name}")
    if row is None:
        return None, NO_MARK
    base = row.manual_score if row.manual_score is not None else row.auto_score
    if row.needs_manual_grade or base is None:
        return None, WRITTEN_WAITS if task.manual else TASK_WAITS
    return float(base) + float(row.extra_credit or 0.0), ""
