"""Marks into nbgrader's gradebook, a whole batch in one transaction, by the same rows that nbgrader's own API writes.

What a person entered (a manual mark, extra credit, a comment, a flag, an extension) is never touched.
"""

# Longer than the house measure: one transaction; its steps share their rows.

from __future__ import annotations

import json
import math
import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from grading.classroom.changes import HANDED_IN_ANEW, Review, differ
from grading.classroom.gradebook.cells import CourseCell, course_cells
from grading.classroom.gradebook.tables import TABLES
from grading.errors import GradebookError
from grading.section import Section
from grading.submission.serialise import KERNELSPEC

NO_RESPONSE = "No response."
CHUNK = 400  # names in one IN (...)


@dataclass(frozen=True, kw_only=True)
class Marks:
    """What grading says about one submission: by check cell or written cell, and by answer cell."""

    student: str
    scores: dict[str, float | None]  # grade_id of graded cells -> mark, None when a person gives it
    untouched: frozenset[str]  # grade_ids of answers that were left as they were given
    submitted_at: datetime | None = None
    anew: bool = True  # the student handed in something else: what a person has marked is looked at again


def write_marks(connection: Connection, section: Section, marks: Sequence[Marks], *, course_id: str) -> list[Review]:
    """Write the marks of some submissions of one section, and whatever of course, assignment and students is missing.

    Returns:
        the marks given by hand that were put up for another look, with the reason.

    Raises:
        GradebookError: a task that has marks is no longer in the section.
    """
    book = _Book(connection)
    reviews: list[Review] = []
    notebook_id, assignment_id, cells = _assignment(book, section, course_id, reviews)
    students = [mark.student for mark in marks]
    there = {row.id for row in book.find("student", "id", students)}
    book.add("student", [{"id": name} for name in dict.fromkeys(students) if name not in there])
    submissions = _submissions(book, assignment_id, marks)
    notebooks = _notebooks(book, notebook_id, submissions)
    reviews += _grades(book, notebooks, cells, marks, section.section_id)
    _comments(book, notebooks, cells, marks)
    return list({(one.student, one.cell): one for one in reversed(reviews)}.values())


def clamped(score: float | None, points: float) -> float | None:
    """Return a mark inside [0, points]; NaN is left to a person."""
    if score is None or math.isnan(score):
        return None
    return min(max(float(score), 0.0), points)


class _Book:
    """Short words for what is done to the tables."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def find(self, name: str, column: str, values: Iterable[str]) -> list[Any]:
        """Return the rows of a table whose column has one of some values."""
        table, wanted = TABLES.tables[name], list(dict.fromkeys(values))
        rows: list[Any] = []
        for start in range(0, len(wanted), CHUNK):
            chunk = wanted[start : start + CHUNK]
            rows += self.connection.execute(select(table).where(table.c[column].in_(chunk))).all()
        return rows

    def add(self, name: str, rows: Sequence[dict[str, Any]]) -> None:
        """Insert rows; columns that none of them names stay NULL."""
        if rows:
            self.connection.execute(insert(TABLES.tables[name]), list(rows))

    def change(self, name: str, rows: Sequence[dict[str, Any]]) -> None:
        """Update rows by their id; every row names the same columns."""
        if rows:
            table = TABLES.tables[name]
            values: dict[str, Any] = {column: bindparam(f"new_{column}") for column in rows[0] if column != "id"}
            statement = update(table).where(table.c.id == bindparam("the_id")).values(values)
            renamed = [{("the_id" if k == "id" else f"new_{k}"): v for k, v in row.items()} for row in rows]
            self.connection.execute(statement, renamed)

    def remove(self, name: str, ids: Sequence[str]) -> None:
        """Delete rows by their id."""
        if ids:
            table = TABLES.tables[name]
            self.connection.execute(delete(table).where(table.c.id.in_(list(ids))))


def _new_id() -> str:
    return uuid.uuid4().hex


@dataclass(frozen=True, kw_only=True)
class _Cells:
    """Ids of the section's cells in the gradebook, with their points."""

    graded: dict[str, tuple[str, float]]  # name -> (id, points)
    answers: dict[str, str]  # name -> id


def _assignment(book: _Book, section: Section, course_id: str, reviews: list[Review]) -> tuple[str, str, _Cells]:
    """Return the ids of notebook, assignment and cells, made or brought up to date as nbgrader's SaveCells does."""
    if not book.find("course", "id", [course_id]):
        book.add("course", [{"id": course_id}])
    name = section.section_id
    found = book.find("assignment", "name", [name])
    assignment_id = found[0].id if found else _new_id()
    if not found:
        book.add("assignment", [{"id": assignment_id, "name": name, "course_id": course_id}])
    notebooks = [row for row in book.find("notebook", "assignment_id", [assignment_id]) if row.name == name]
    notebook_id = notebooks[0].id if notebooks else _new_id()
    if not notebooks:
        kernel = json.dumps(KERNELSPEC)
        book.add("notebook", [{"id": notebook_id, "name": name, "assignment_id": assignment_id, "kernelspec": kernel}])
    return notebook_id, assignment_id, _cells(book, notebook_id, course_cells(section), name, reviews)


def _cells(book: _Book, notebook_id: str, cells: Sequence[CourseCell], name: str, reviews: list[Review]) -> _Cells:
    """Bring the notebook's cells up to date and return their ids; cells come and go, but never one that has marks."""
    old = _Old.read(book, notebook_id)
    graded = {cell.name: cell for cell in cells if cell.grade}
    answers = {cell.name: cell for cell in cells if cell.solution}
    _remove_gone(book, old, graded=graded, answers=answers, sources={cell.name for cell in cells}, section=name)
    reviews += _new_points(book, old, graded, name)
    grade_ids = _save_cells(book, notebook_id, "GradeCell", graded, old.grades)
    answer_ids = _save_cells(book, notebook_id, "SolutionCell", answers, old.answers)
    rows = [{"id": grade_ids[c], "max_score": cell.points, "cell_type": cell.cell_type} for c, cell in graded.items()]
    there = set(old.points)
    book.add("grade_cells", [row for row in rows if row["id"] not in there])
    book.change("grade_cells", [row for row in rows if row["id"] in there])
    book.add("solution_cells", [{"id": identity} for cell, identity in answer_ids.items() if cell not in old.answers])
    _save_sources(book, notebook_id, cells, old.sources)
    return _Cells(graded={c: (grade_ids[c], cell.points or 0.0) for c, cell in graded.items()}, answers=answer_ids)


@dataclass(frozen=True, kw_only=True)
class _Old:
    """The cells of a notebook that the gradebook holds already: name -> id, by kind."""

    grades: dict[str, str] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    points: dict[str, float] = field(default_factory=dict)  # id of a graded cell -> its points

    @classmethod
    def read(cls, book: _Book, notebook_id: str) -> _Old:
        base = book.find("base_cell", "notebook_id", [notebook_id])
        return cls(
            grades={row.name: row.id for row in base if row.type == "GradeCell"},
            answers={row.name: row.id for row in base if row.type == "SolutionCell"},
            sources={row.name: row.id for row in book.find("source_cell", "notebook_id", [notebook_id])},
            points={row.id: float(row.max_score) for row in book.find("grade_cells", "id", [row.id for row in base])},
        )


def _save_cells(
    book: _Book, notebook_id: str, kind: str, cells: Mapping[str, CourseCell], old: Mapping[str, str]
) -> dict[str, str]:
    """Insert the cells that are not there yet and return the id of each."""
    ids = {name: old.get(name) or _new_id() for name in cells}
    rows = [{"id": ids[n], "name": n, "notebook_id": notebook_id, "type": kind} for n in ids if n not in old]
    book.add("base_cell", rows)
    return ids


def _save_sources(book: _Book, notebook_id: str, cells: Sequence[CourseCell], old: dict[str, str]) -> None:
    rows = [
        {
            "id": old.get(cell.name) or _new_id(),
            "name": cell.name,
            "cell_type": cell.cell_type,
            "locked": cell.locked,
            "source": cell.source,
            "checksum": cell.checksum,
            "notebook_id": notebook_id,
        }
        for cell in cells
    ]
    book.add("source_cell", [row for row in rows if row["name"] not in old])
    book.change("source_cell", [row for row in rows if row["name"] in old])


def _remove_gone(
    book: _Book, old: _Old, *, graded: Collection[str], answers: Collection[str], sources: Collection[str], section: str
) -> None:
    """Take out the cells that the section no longer has; GradebookError when marks or comments stand in one of them."""
    gone = {identity: name for name, identity in old.grades.items() if name not in graded}
    gone |= {identity: name for name, identity in old.answers.items() if name not in answers}
    ids, rows = list(gone), book.find("comment", "cell_id", gone)
    held = {row.cell_id for row in book.find("grade", "cell_id", ids)} | {row.cell_id for row in rows if row.manual_comment}
    if held:
        raise GradebookError(
            f"cells of {section} that have marks or comments are gone: {', '.join(sorted(gone[cell] for cell in held))}",
            expected="every task that was marked once, so that no mark is lost",
            next_step=f"put them back into source/{section}; "
            "to give everybody the points of a task, name it under [void] in course.toml",
        )
    book.remove("comment", [row.id for row in rows])
    for table in ("grade_cells", "solution_cells", "task_cells", "base_cell"):
        book.remove(table, ids)
    book.remove("source_cell", [identity for name, identity in old.sources.items() if name not in sources])


def _new_points(book: _Book, old: _Old, graded: Mapping[str, CourseCell], section: str) -> list[Review]:
    """Put the hand marks of every cell whose points change up for another look, in the whole class at once."""
    changed = {
        old.grades[name]: (name, old.points.get(old.grades[name]), cell.points)
        for name, cell in graded.items()
        if name in old.grades and old.points.get(old.grades[name]) not in (None, cell.points)
    }
    rows = [row for row in book.find("grade", "cell_id", changed) if row.manual_score is not None]
    book.change("grade", [{"id": row.id, "needs_manual_grade": True} for row in rows])
    student = _students_of(book, [row.notebook_id for row in rows])
    return [
        Review(
            student=student[row.notebook_id],
            section=section,
            cell=changed[row.cell_id][0],
            why="the points went from {1:g} to {2:g}, and it says {0:g}".format(row.manual_score, *changed[row.cell_id][1:]),
        )
        for row in rows
    ]


def _students_of(book: _Book, notebooks: Sequence[str]) -> dict[str, str]:
    """Return submitted notebook -> student."""
    submitted = {row.id: row.assignment_id for row in book.find("submitted_notebook", "id", notebooks)}
    student = {row.id: row.student_id for row in book.find("submitted_assignment", "id", submitted.values())}
    return {notebook: student[assignment] for notebook, assignment in submitted.items()}


def _submissions(book: _Book, assignment_id: str, marks: Sequence[Marks]) -> dict[str, str]:
    """Return student -> id of the submitted assignment; a known time of submission replaces the old one."""
    rows = book.find("submitted_assignment", "assignment_id", [assignment_id])
    old = {row.student_id: row.id for row in rows}
    ids = {mark.student: old.get(mark.student) or _new_id() for mark in marks}
    new = {
        mark.student: {
            "id": ids[mark.student],
            "assignment_id": assignment_id,
            "student_id": mark.student,
            "timestamp": mark.submitted_at,
        }
        for mark in marks
        if mark.student not in old
    }
    book.add("submitted_assignment", list(new.values()))
    timed = [mark for mark in marks if mark.student in old and mark.submitted_at is not None]
    book.change("submitted_assignment", [{"id": old[mark.student], "timestamp": mark.submitted_at} for mark in timed])
    return ids


def _notebooks(book: _Book, notebook_id: str, submissions: dict[str, str]) -> dict[str, str]:
    """Return student -> id of the submitted notebook."""
    rows = book.find("submitted_notebook", "assignment_id", submissions.values())
    old = {row.assignment_id: row.id for row in rows if row.notebook_id == notebook_id}
    ids = {student: old.get(submission) or _new_id() for student, submission in submissions.items()}
    new = [
        {"id": ids[student], "assignment_id": submission, "notebook_id": notebook_id, "flagged": False}
        for student, submission in submissions.items()
        if submission not in old
    ]
    book.add("submitted_notebook", new)
    return ids


def _grades(book: _Book, notebooks: dict[str, str], cells: _Cells, marks: Sequence[Marks], section: str) -> list[Review]:
    """Write the grader's marks; a mark given by hand stays, and is looked at again where what it rests on changed."""
    old = {(row.notebook_id, row.cell_id): row for row in book.find("grade", "notebook_id", notebooks.values())}
    new, changed, reviews = [], [], []
    for mark in marks:
        for name, (cell_id, points) in cells.graded.items():
            notebook_id = notebooks[mark.student]
            row = old.get((notebook_id, cell_id))
            score = clamped(mark.scores.get(name), points)
            person = score is None
            if row is not None and row.manual_score is not None:
                why = _why_again(mark, row, score)
                person = bool(why) or row.needs_manual_grade
                if why:
                    reviews.append(Review(student=mark.student, section=section, cell=name, why=why))
            values = {"id": row.id if row else _new_id(), "auto_score": score, "needs_manual_grade": person}
            if row:
                changed.append(values)
            else:
                new.append({**values, "notebook_id": notebook_id, "cell_id": cell_id})
    book.add("grade", new)
    book.change("grade", changed)
    return reviews


def _why_again(mark: Marks, row: Any, score: float | None) -> str:
    """Say why a mark given by hand wants another look; "" when it does not."""
    if mark.anew:
        return f"{HANDED_IN_ANEW}, and it says {row.manual_score:g}"
    if differ(row.auto_score, score):
        now = "a person has to mark it" if score is None else f"the grader now gives {score:g}"
        return f"{now}, and it says {row.manual_score:g}"
    return ""


def _comments(book: _Book, notebooks: dict[str, str], cells: _Cells, marks: Sequence[Marks]) -> None:
    old = {(row.notebook_id, row.cell_id): row.id for row in book.find("comment", "notebook_id", notebooks.values())}
    new, changed = [], []
    for mark in marks:
        for name, cell_id in cells.answers.items():
            notebook_id = notebooks[mark.student]
            row = old.get((notebook_id, cell_id))
            values = {"id": row or _new_id(), "auto_comment": NO_RESPONSE if name in mark.untouched else None}
            if row:
                changed.append(values)
            else:
                new.append({**values, "notebook_id": notebook_id, "cell_id": cell_id})
    book.add("comment", new)
    book.change("comment", changed)
