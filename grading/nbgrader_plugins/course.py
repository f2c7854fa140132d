"""Finds the course that an nbgrader step works on, and the submission that it works at."""

from __future__ import annotations

import atexit
from functools import cache
from pathlib import Path
from typing import Any

from grading.course import Course
from grading.engine.grader import Grader
from grading.submission.find import Handed


def course_of(step: Any) -> Course | None:
    """Return the course of a preprocessor or exporter, by the course directory of the converter above it."""
    while step is not None:
        directory = getattr(step, "coursedir", None)
        if directory is not None:
            classroom = Path(directory.root)
            source = classroom / directory.source_directory  # a class in a folder of its own names the source by its whole path
            found = source.name == "source" and source.is_dir()
            return Course.at(source.parent, classroom=classroom, database_url=directory.db_url) if found else None
        step = getattr(step, "parent", None)
    return None


def submission_path(course: Course, about: dict[str, Any]) -> Path:
    """Return where the submission lies that nbgrader's resources name."""
    return course.submitted / str(about["student"]) / str(about["assignment"]) / f"{about['notebook']}.ipynb"


def submitted_bytes(course: Course, about: dict[str, Any]) -> bytes:
    """Return the bytes of the submission that nbgrader's resources name; nothing when they cannot be read."""
    path = submission_path(course, about)
    return Handed(student=str(about["student"]), section=str(about["assignment"]), path=path).read()


@cache
def grader(root: Path, isolation: str) -> Grader:
    """Return the one warm grader of this process for a course; it ends with the process."""
    warm = Grader(root, isolation=isolation)
    warm.start()
    atexit.register(warm.close)
    return warm
