"""The students that a classroom knows: by a folder in submitted/, by a record of a grading, or by the gradebook."""

from __future__ import annotations

from sqlalchemy import select

from grading.classroom import records
from grading.classroom.gradebook.schema import transaction
from grading.classroom.gradebook.tables import student
from grading.course import Course
from grading.submission.find import entries, student_fault


def known_students(course: Course) -> list[str]:
    """Return their ids, sorted. Those whom only a roster knows are in nbgrader's student table, and so in the gradebook.

    Raises:
        GradebookError: there is a gradebook, and it cannot be read.
    """
    folders = entries(course.submitted) if course.submitted.is_dir() else []
    found = {path.name for path in folders if not student_fault(path)}
    found |= {path.stem for path in (course.classroom / records.VERDICTS).glob("*/*.json")}
    if course.has_gradebook:
        with transaction(course.database) as connection:
            found |= {str(row.id) for row in connection.execute(select(student.c.id))}
    return sorted(found)
