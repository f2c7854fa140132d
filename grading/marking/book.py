"""Marks and comments of one question: read from the gradebook, and written through nbgrader's own API."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import make_url, select
from sqlalchemy.exc import DatabaseError, InterfaceError

from grading.classroom.gradebook.penalty import refresh_penalties
from grading.classroom.gradebook.schema import explained, lock_at_once, transaction
from grading.classroom.gradebook.tables import (
    assignment,
    base_cell,
    comment,
    grade,
    submitted_assignment,
    submitted_notebook,
)
from grading.course import Course
from grading.errors import GradebookError, UsageError
from grading.marking.question import Question

WAIT_SECONDS = 5.0  # for another process that holds the gradebook: as long as nbgrader waits


@dataclass(frozen=True, kw_only=True)
class Held:
    """What the gradebook holds of one answer."""

    auto: float | None
    manual: float | None
    extra: float | None
    needs_person: bool
    comment: str = ""

    @property
    def mark(self) -> float | None:
        """The mark as it counts, without extra credit; None while a person has to give it."""
        return self.manual if self.manual is not None else (None if self.needs_person else self.auto)

    def version(self, answer: str) -> str:
        """Return a word that is another one as soon as anything here, or the answer (by its digest), is another one."""
        parts = [self.auto, self.manual, self.extra, self.needs_person, self.comment, answer]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:24]


class OvertakenError(Exception):
    """Somebody else wrote the mark since it was read; `held` is what the gradebook holds now."""

    def __init__(self, held: Held) -> None:
        """Keep what is there now."""
        super().__init__("the mark was changed meanwhile")
        self.held = held


def require_gradebook(course: Course) -> None:
    """UsageError where no gradebook has been made yet, GradebookError where it may not be written. None is made by looking."""
    place = make_url(course.database)
    if place.get_backend_name() != "sqlite" or not place.database or "uri" in place.query:
        return
    path = Path(place.database)
    if not path.is_file():
        raise UsageError(
            "there is no gradebook yet",
            where=str(path),
            next_step="run `landscape grade` first; --classroom names another class, --db another gradebook",
        )
    if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        raise GradebookError(
            "the gradebook may not be written",
            where=str(path),
            next_step="correct the permissions of the file and of its folder",
        )


def read_marks(course: Course, question: Question) -> dict[str, Held]:
    """Return student -> what the gradebook holds of a question, of everybody who was graded.

    Raises:
        GradebookError: the gradebook cannot be read.
    """
    with transaction(course.database, wait=WAIT_SECONDS) as connection:
        grades = connection.execute(_of(grade, question.section, question.cell, "GradeCell")).all()
        comments = connection.execute(_of(comment, question.section, question.task, "SolutionCell")).all()
    said = {row.student_id: row.manual_comment or "" for row in comments}
    return {row.student_id: _held(row, said.get(row.student_id, "")) for row in grades}


def write_mark(course: Course, question: Question, student: str, wanted: Held, *, answer: str, seen: str) -> Held:
    """Write mark and comment of one answer, and the late penalty that follows; extra credit and the grader's mark stay.

    Args:
        course: where the class lives.
        question: what is marked.
        student: whose answer.
        wanted: manual mark, comment, and whether a person still has to look.
        answer: digest of the answer as it is now.
        seen: version that the person who marks has seen.

    Returns:
        what the gradebook holds now.

    Raises:
        OvertakenError: the gradebook or the answer is no longer what was seen; nothing is written.
        GradebookError: it is locked, read-only, or holds no such answer; nothing is written.
    """
    from nbgrader.api import MissingEntry

    with _opened(course) as book:
        try:
            row = book.find_grade(question.cell, question.section, question.section, student)
            words = book.find_comment(question.task, question.section, question.section, student)
        except MissingEntry as error:
            raise GradebookError(
                "this answer is no longer in the gradebook",
                where=f"{question.section}, {question.task}",
                next_step=f"run `landscape grade {question.section}`, and reload the page",
            ) from error
        held = _held(row, words.manual_comment or "")
        if held.version(answer) != seen:
            raise OvertakenError(held)
        row.manual_score, row.needs_manual_grade = wanted.manual, wanted.needs_person
        words.manual_comment = wanted.comment or None
        book.db.flush()
        refresh_penalties(book.db.connection(), course, question.section, [student])
        book.db.commit()
        return _held(row, words.manual_comment or "")


def warm_up() -> None:
    """Import nbgrader, which takes two seconds, before the first mark is saved."""
    import nbgrader.api  # noqa: F401
    from sqlalchemy.orm import configure_mappers

    configure_mappers()


@contextmanager
def _opened(course: Course) -> Iterator[Any]:
    """Open nbgrader's own Gradebook so that what is read in it holds until it is written."""
    from nbgrader.api import Gradebook

    require_gradebook(course)
    book = None
    try:
        book = Gradebook(course.database, course.configuration.course_id)
        book.engine.dispose()
        lock_at_once(book.engine, WAIT_SECONDS)
        yield book
    except (DatabaseError, InterfaceError) as error:
        if book is None:
            with transaction(course.database, wait=WAIT_SECONDS):  # says the same in our words
                pass
            raise GradebookError("the gradebook cannot be opened", got=str(error)) from error
        raise explained(error, book.engine) from error
    finally:
        if book is not None:
            book.close()


def _of(table: Any, section: str, cell: str, kind: str) -> Any:
    joined = (
        table.join(base_cell, base_cell.c.id == table.c.cell_id)
        .join(submitted_notebook, submitted_notebook.c.id == table.c.notebook_id)
        .join(submitted_assignment, submitted_assignment.c.id == submitted_notebook.c.assignment_id)
        .join(assignment, assignment.c.id == submitted_assignment.c.assignment_id)
    )
    wanted = (assignment.c.name == section, base_cell.c.name == cell, base_cell.c.type == kind)
    return select(table, submitted_assignment.c.student_id).select_from(joined).where(*wanted)


def _held(row: Any, said: str) -> Held:
    return Held(
        auto=row.auto_score,
        manual=row.manual_score,
        extra=row.extra_credit,
        needs_person=bool(row.needs_manual_grade),
        comment=said,
    )
