"""nbgrader's table of students: names, addresses and the platform's ids, written and read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import insert, select, update

from grading.classroom.gradebook.schema import transaction
from grading.classroom.gradebook.tables import student


@dataclass(frozen=True, kw_only=True)
class StudentRow:
    """One row of the table; "" stands for what is not known."""

    student: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    lms_user_id: str = ""


def write_students(url: str, rows: Sequence[StudentRow]) -> int:
    """Insert or correct students, and return how many rows changed; what is not known leaves what is there.

    Raises:
        GradebookError: the gradebook cannot be opened or written.
    """
    changed = 0
    with transaction(url) as connection:
        there = {row.id: row for row in connection.execute(select(student)).all()}
        for row in rows:
            known = {name: getattr(row, name) for name in _COLUMNS if getattr(row, name)}
            old = there.get(row.student)
            if old is None:
                connection.execute(insert(student).values(id=row.student, **known))
            elif any(getattr(old, name) != value for name, value in known.items()):
                connection.execute(update(student).where(student.c.id == row.student).values(**known))
            else:
                continue
            changed += 1
    return changed


def names_of(rows: Iterable[StudentRow]) -> dict[str, str]:
    """Return id -> first and last name, of those whose name is known."""
    return {row.student: name for row in rows if (name := f"{row.first_name} {row.last_name}".strip())}


def called(student: str, names: Mapping[str, str]) -> str:
    """Return `First Last (id)`, or the id alone where no name is known."""
    name = names.get(student, "")
    return f"{name} ({student})" if name and name != student else student


def read_students(url: str) -> dict[str, StudentRow]:
    """Return id -> row of every student of the gradebook."""
    with transaction(url) as connection:
        rows = connection.execute(select(student)).all()
    return {row.id: StudentRow(student=row.id, **{name: getattr(row, name) or "" for name in _COLUMNS}) for row in rows}


_COLUMNS = ("first_name", "last_name", "email", "lms_user_id")
