"""Marks as columns of a platform's table: a total a section, or a column a task; a mark that is not final is an empty cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from grading.classroom.gradebook.final import final_marks
from grading.course import Course
from grading.section import Section

EXPORTS = "exports"  # the folder of the classroom for files that go to a platform
DIGITS = 4  # after the point; Canvas and Moodle show two


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column: its title, its points, and the marks of those who handed in; None where a mark is not final."""

    title: str
    section: str
    points: float
    marks: Mapping[str, float | None]
    why: Mapping[str, str] = field(default_factory=dict)  # student -> why the mark is not final
    late: Mapping[str, float] = field(default_factory=dict)  # student -> points that the late rules take off the section

    def cell(self, student: str) -> str:
        """Return what stands in the cell of a student: "" for a mark that is not final, or is not there."""
        return number(self.marks.get(student))


@dataclass(frozen=True, kw_only=True)
class Written:
    """What an export wrote, and what it left empty."""

    rows: tuple[tuple[str, ...], ...]
    marks: int  # cells with a mark
    empty: tuple[tuple[str, str, str], ...] = ()  # student, column, why it is not final
    missing: tuple[str, ...] = ()  # students with marks for whom the table has no row
    absent: tuple[str, ...] = ()  # students of the table who did not hand in
    warnings: tuple[str, ...] = ()
    late: tuple[float, ...] = ()  # points that the late rules take off, of each student and section where they do


def number(mark: float | None) -> str:
    """Return a mark as every platform reads it: a decimal point, no thousands, no zeros at the end."""
    return "" if mark is None else f"{mark:.{DIGITS}f}".rstrip("0").rstrip(".")


def read_number(text: str) -> float | None:
    """Read a number with a decimal point or a decimal comma; None for any other text."""
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None


def columns_of(course: Course, sections: Sequence[str], *, by_task: bool) -> tuple[Column, ...]:
    """Return the columns of some sections.

    Raises:
        GradebookError: the gradebook cannot be read.
    """
    found: list[Column] = []
    for name in sections:
        section = Section.load(course, name)
        marks = final_marks(course, section)
        late = {student: one.penalty for student, one in marks.items() if one.penalty > 0}
        if not by_task:
            why = {student: _all_reasons(one.why) for student, one in marks.items() if one.why}
            totals = {student: one.total for student, one in marks.items()}
            found.append(Column(title=name, section=name, points=section.points, marks=totals, why=why, late=late))
            continue
        for task in section.tasks:
            reasons = {student: one.why[task.name] for student, one in marks.items() if task.name in one.why}
            given = {student: one.tasks[task.name] for student, one in marks.items()}
            found.append(
                Column(title=f"{name} {task.name}", section=name, points=task.points, marks=given, why=reasons, late=late)
            )
    return tuple(found)


def written(rows: Sequence[Sequence[str]], columns: Sequence[Column], students: Sequence[str], *warnings: str) -> Written:
    """Count what a table holds whose rows are those of `students`."""
    there = set(students)
    return Written(
        rows=tuple(map(tuple, rows)),
        marks=sum(column.marks.get(student) is not None for column in columns for student in there),
        empty=tuple((student, column.title, why) for column in columns for student, why in sorted(column.why.items())),
        missing=tuple(sorted({student for column in columns for student in column.marks} - there)),
        absent=tuple(student for student in students if not any(student in column.marks for column in columns)),
        warnings=warnings,
        late=tuple(
            off for section in {c.section: c for c in columns}.values() for one, off in section.late.items() if one in there
        ),
    )


def _all_reasons(why: Mapping[str, str]) -> str:
    reasons = dict.fromkeys(why.values())
    return "; ".join(f"{reason} ({', '.join(task for task, said in why.items() if said == reason)})" for reason in reasons)
