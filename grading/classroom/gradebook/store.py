"""Stores a batch of graded submissions: autograded notebooks first, then all marks in one transaction."""

from __future__ import annotations

from collections.abc import Sequence

from grading.classroom.changes import Noticed
from grading.classroom.failures import Told, tell
from grading.classroom.gradebook.autograded import autograded_notebook
from grading.classroom.gradebook.cells import CourseCell, checksum, course_cells
from grading.classroom.gradebook.penalty import write_penalties
from grading.classroom.gradebook.rows import Marks, write_marks
from grading.classroom.gradebook.schema import WAIT_SECONDS, transaction
from grading.classroom.records import Graded
from grading.course import Course
from grading.errors import GradebookError
from grading.section import CHECK_PREFIX, CellKind, Section
from grading.submission.attachments import copy_changed
from grading.submission.files import write_atomically
from grading.submission.notebook import Submission
from grading.submission.read import read_submission


def store(
    course: Course,
    assignment: str,
    graded: Sequence[Graded],
    *,
    wait: float = WAIT_SECONDS,
    told: Told | None = None,
    noticed: Noticed | None = None,
) -> frozenset[str]:
    """Write autograded notebooks and marks of some submissions of one assignment.

    A submission that is stored again replaces its earlier marks; what a person entered in the formgrader stays. Either all
    marks of the call are in the gradebook, or none.

    Args:
        course: where the class lives.
        assignment: id of the section.
        graded: submissions with their verdicts; of several by one student the last counts.
        wait: seconds to wait for a gradebook that another process holds.
        told: takes submissions that could not be stored, one by one, and the others go on; without it the first one stops all.
        noticed: takes the marks given by hand that want another look.

    Returns:
        the students whose work was stored.

    Raises:
        GradebookError: the gradebook or a folder cannot be written; what was stored before is kept.
    """
    if not graded:
        return frozenset()
    section = Section.load(course, assignment)
    marks: list[Marks] = []
    for student, one in {one.student: one for one in graded}.items():
        try:
            submission = read_submission(one.notebook, section)
            _write_notebook(course, one, autograded_notebook(section, submission, one.verdict))
            marks.append(marks_of(section, submission, one))
        except Exception as error:  # noqa: BLE001 - one student never stops the class
            tell(told, error, student=student, section=assignment)
    students = [mark.student for mark in marks]
    with transaction(course.database, wait=wait) as connection:
        reviews = write_marks(connection, section, marks, course_id=course.configuration.course_id)
        write_penalties(connection, course, assignment, students)
    if noticed is not None:
        for review in reviews:
            noticed(review)
    return frozenset(students)


def make_assignment(course: Course, assignment: str) -> None:
    """Write a section's cells into the gradebook, as they are now; marks of submissions stay."""
    section = Section.load(course, assignment)
    with transaction(course.database) as connection:
        write_marks(connection, section, [], course_id=course.configuration.course_id)


def marks_of(section: Section, submission: Submission, graded: Graded) -> Marks:
    """Return what the gradebook is told about a submission.

    A check cell gets its task's mark, or none where a person has to give it. A written answer is left to a person, unless it is
    untouched and the student wrote no text anywhere else: then it earns 0, as in nbgrader.
    """
    cells = course_cells(section)
    untouched = frozenset(cell.name for cell in cells if cell.solution and _untouched(cell, submission))
    empty = 0.0 if _says_all(submission, graded) else None
    scores: dict[str, float | None] = {}
    for cell in (cell for cell in cells if cell.grade):
        task = graded.verdict.task(cell.name.removeprefix(CHECK_PREFIX) if cell.kind is CellKind.CHECK else cell.name)
        scores[cell.name] = empty if task.manual and not task.void and cell.name in untouched else task.score
    return Marks(
        student=graded.student,
        scores=scores,
        untouched=untouched,
        submitted_at=graded.submitted_at,
        anew=graded.anew,
    )


def _says_all(submission: Submission, graded: Graded) -> bool:
    """Say whether an untouched written answer is all there is: the file was read, is the right one, and holds no more text."""
    if graded.doubt:
        return False
    wrote_elsewhere = any(cell.kind is None and cell.cell_type != "code" and cell.source.strip() for cell in submission.cells)
    return not wrote_elsewhere and (submission.readable or not graded.notebook.strip())


def _untouched(cell: CourseCell, submission: Submission) -> bool:
    found = submission.answer(cell.name)
    return found is None or checksum(cell, found.source) == cell.checksum


def _write_notebook(course: Course, graded: Graded, notebook: bytes) -> None:
    folder = course.autograded / graded.student / graded.section
    handed_in = course.submitted / graded.student / graded.section
    try:
        write_atomically({folder / f"{graded.section}.ipynb": notebook})
        copy_changed(handed_in, folder)
    except OSError as error:
        raise GradebookError(
            "an autograded notebook could not be written",
            where=str(folder),
            got=str(error),
            next_step="free space or correct the permissions, and run the command again; what was stored before is kept",
        ) from error
