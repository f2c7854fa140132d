"""Writes a student's feedback page from the autograded notebook and the marks in the gradebook."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from grading.classroom.gradebook.penalty import refresh_penalties
from grading.classroom.gradebook.schema import transaction
from grading.classroom.gradebook.tables import assignment, base_cell, comment, grade, submitted_assignment, submitted_notebook
from grading.course import Course
from grading.errors import GradebookError
from grading.submission.attachments import copy_changed
from grading.submission.files import write_atomically

if TYPE_CHECKING:
    from grading.classroom.gradebook.page import Header, Mark


def write_feedback(course: Course, section: str, student: str) -> Path:
    """Write feedback/<student>/<section>/<section>.html and return its path; the page that nbgrader writes too.

    Raises:
        GradebookError: the submission has not been graded, or the page cannot be written.
    """
    from grading.classroom.gradebook.page import feedback_page  # brings nbconvert, which grading itself does without

    path = course.autograded / student / section / f"{section}.ipynb"
    try:
        notebook = json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise _not_graded(str(path), f"{type(error).__name__}: {error}", section) from error
    with transaction(course.database) as connection:
        _read(connection, section, student)  # GradebookError where there is nothing
        refresh_penalties(connection, course, section, [student])  # a person may have marked since the submission was graded
        header, marks = _read(connection, section, student)
    page = course.feedback / student / section / f"{section}.html"
    try:
        write_atomically({page: feedback_page(notebook, header, marks).encode()})
        copy_changed(path.parent, page.parent, own=False)  # what `nbgrader release_feedback` hands it out by
    except OSError as error:
        raise GradebookError(
            "a feedback page could not be written",
            where=str(page),
            got=str(error),
            next_step="free space or correct the permissions, and run the command again",
        ) from error
    return page


def manual_marks(course: Course) -> list[tuple[str, str, str, float]]:
    """Return section, student, graded cell and mark of all that people marked; GradebookError when it cannot be read."""
    joined = (
        grade.join(base_cell, grade.c.cell_id == base_cell.c.id)
        .join(submitted_notebook, grade.c.notebook_id == submitted_notebook.c.id)
        .join(submitted_assignment, submitted_notebook.c.assignment_id == submitted_assignment.c.id)
        .join(assignment, assignment.c.id == submitted_assignment.c.assignment_id)
    )
    columns = (
        assignment.c.name,
        submitted_assignment.c.student_id,
        base_cell.c.name,
        grade.c.manual_score,
        grade.c.extra_credit,
    )
    with transaction(course.database) as connection:
        rows = connection.execute(select(*columns).select_from(joined).where(grade.c.manual_score.is_not(None))).all()
    return [(section, student, cell, mark + (extra or 0.0)) for section, student, cell, mark, extra in rows]


def shown_score(auto: float | None, manual: float | None, extra: float | None, *, needs_person: bool) -> float | None:
    """Return the mark that a student sees: the person's over the grader's; none while a person has to give it or look again.

    That is the mark which `final_marks` takes for final.
    """
    base = None if needs_person else auto if manual is None else manual
    return None if base is None else base + (extra or 0.0)


def _read(connection: Connection, section: str, student: str) -> tuple[Header, dict[str, Mark]]:
    from grading.classroom.gradebook.page import Header, Mark

    found = connection.execute(
        select(submitted_notebook.c.id, submitted_notebook.c.late_submission_penalty)
        .select_from(
            submitted_notebook.join(submitted_assignment, submitted_notebook.c.assignment_id == submitted_assignment.c.id)
        )
        .join(assignment, assignment.c.id == submitted_assignment.c.assignment_id)
        .where(assignment.c.name == section, submitted_assignment.c.student_id == student)
    ).first()
    if found is None:
        raise _not_graded(f"the gradebook, {student}", "no marks", section)
    grades = _rows(connection, grade, found.id)
    comments = {row.name: row for row in _rows(connection, comment, found.id)}
    scores = {
        row.name: shown_score(row.auto_score, row.manual_score, row.extra_credit, needs_person=row.needs_manual_grade)
        for row in grades
    }
    marks = {name: Mark(score=scores.get(name), comment=_comment(comments.get(name))) for name in {*scores, *comments}}
    penalty = float(found.late_submission_penalty or 0.0)
    total = sum(score or 0.0 for score in scores.values()) - penalty
    return Header(section=section, student=student, score=total, late_penalty=penalty), marks


def _rows(connection: Connection, rows: Any, notebook: str) -> list[Any]:
    joined = rows.join(base_cell, rows.c.cell_id == base_cell.c.id)
    return list(
        connection.execute(select(rows, base_cell.c.name).select_from(joined).where(rows.c.notebook_id == notebook)).all()
    )


def _comment(row: Any) -> str:
    return "" if row is None else str(row.manual_comment or row.auto_comment or "")


def _not_graded(where: str, got: str, assignment: str) -> GradebookError:
    return GradebookError(
        "this submission has not been graded", where=where, got=got, next_step=f"run `landscape grade {assignment}` first"
    )
