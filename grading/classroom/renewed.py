"""Whether what lies in submitted/ now is what was graded."""

from __future__ import annotations

from grading.classroom import records
from grading.classroom.records import Opened
from grading.course import Course
from grading.submission.doubt import doubt_of
from grading.submission.find import Handed


def renewed(course: Course, section: str, student: str) -> bool:
    """Say whether a student handed in something else since the grading; no where nothing lies there or was graded."""
    record = records.load(course, section, student)
    handed = Handed(student=student, section=section, path=course.submitted / student / section / f"{section}.ipynb")
    notebook = handed.read()
    if record is None or not notebook:
        return False
    opened = Opened(student=student, section=section, notebook=notebook, files_digest=records.digest_of(handed.files()))
    if opened.digest == record.digest:
        return False
    doubt = doubt_of(course, section, handed.path, notebook)
    return Opened(**{**vars(opened), "doubt": doubt}).digest != record.digest
