"""Answers that nobody has written: the cell is as it was handed out, and the name is bound to nothing else.

Their checks need not run: what the course hands out is known to be no answer. This saves the time that a check spends on its
reference before it asks the student, and says plainly what is missing.
"""

from __future__ import annotations

from grading.engine.checker.session import GivenUp, Session
from grading.engine.checker.student_process import StudentEnded
from grading.section import CellKind, Section
from grading.submission.notebook import Submission
from grading.submission.read import released_source

ASK_SECONDS = 1.0


def unchanged_answers(submission: Submission, section: Section) -> frozenset[str]:
    """Return the tasks whose answer cell is missing, or still what was handed out."""
    given = {cell.grade_id: released_source(cell) for cell in section.cells if cell.kind is CellKind.ANSWER}
    changed = {
        cell.grade_id
        for cell in submission.cells
        if cell.kind is CellKind.ANSWER and cell.source.strip() != given[cell.grade_id].strip()  # restored: the stub
    }
    return frozenset(given.keys() - changed)


def holds_own_code(submission: Submission) -> bool:
    """True when the student added a cell with code, which may bind any name."""
    return any(cell.runs and cell.kind is None and cell.source.strip() for cell in submission.cells)


def unanswered(session: Session, unchanged: frozenset[str]) -> frozenset[str]:
    """Return those of `unchanged` whose name no other cell has bound, as the student's process says.

    A process that lies about it loses its own answers, or has them checked like any other.
    """
    number_of = {cell.grade_id: number for number, cell in enumerate(session.cells)}
    return frozenset(task for task in unchanged if _is_stub(session, task, number_of.get(task)))


def _is_stub(session: Session, task: str, number: int | None) -> bool:
    try:
        body = session.request({"op": "origin", "name": task}, seconds=ASK_SECONDS).frame.body
    except (GivenUp, StudentEnded):
        return False
    return body.get("bound") is False or (number is not None and body.get("cell") == number)
