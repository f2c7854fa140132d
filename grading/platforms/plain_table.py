"""A table of one's own: a row a student, with names where the roster knows them, and a column a section or a task."""

from __future__ import annotations

from collections.abc import Sequence

from grading.platforms.columns import Column, Written, written
from grading.platforms.roster import Roster, Student
from grading.platforms.sheets import guarded

HEADER = ("student_id", "last_name", "first_name", "email")


def from_marks(roster: Roster, columns: Sequence[Column]) -> Written:
    """Return a row for everybody on the roster and everybody who has a mark."""
    known = {one.student for one in roster.students}
    others = sorted({student for column in columns for student in column.marks} - known)
    students = [*roster.students, *(Student(student=name) for name in others)]
    rows = [[*HEADER, *(column.title for column in columns)]]
    for one in students:
        cells = [guarded(one.student), guarded(one.last_name), guarded(one.first_name), guarded(one.email)]
        rows.append([*cells, *(column.cell(one.student) for column in columns)])
    return written(rows, columns, [one.student for one in students])
