"""One notebook file, wherever it lies: which section it is, and what belongs to it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from grading.course import Course
from grading.errors import UsageError
from grading.section import Section
from grading.submission.attachments import files_beside
from grading.submission.find import MAX_NOTEBOOK
from grading.submission.large import without_outputs


@dataclass(frozen=True, kw_only=True)
class OneFile:
    """A notebook that is graded by its path, without any classroom."""

    section: str
    data: bytes
    files: Mapping[str, bytes]  # beside it, where it lies as a submission does

    @classmethod
    def read(cls, course: Course, path: Path, section: str = "") -> OneFile:
        """Read a notebook; UsageError when it cannot be read, or neither `section` nor the file tells which section it is."""
        try:
            data = path.read_bytes()
            data = without_outputs(data) if len(data) > MAX_NOTEBOOK else data
        except OSError as error:
            raise UsageError(
                "the notebook cannot be read", where=str(path), got=str(error), next_step="check the path"
            ) from error
        section = section or section_of(course, path, data)
        course.notebook(section)
        handed_in = path.resolve().parent.name == path.stem == section
        return cls(section=section, data=data, files=files_beside(path) if handed_in else {})


def section_of(course: Course, path: Path, data: bytes) -> str:
    """Tell a notebook file's section from its name, its folder, or the grade_ids inside; UsageError when none tells."""
    known = course.section_ids()
    for name in (path.stem, path.resolve().parent.name):
        if name in known:
            return name
    try:
        cells = json.loads(data)["cells"]
        ids = {cell["metadata"].get("nbgrader", {}).get("grade_id") for cell in cells}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        ids = set()
    overlap = {one: len(ids & {cell.grade_id for cell in Section.load(course, one).cells if cell.grade_id}) for one in known}
    best = max(overlap, key=lambda one: overlap[one], default="")
    if not best or not overlap[best]:
        raise UsageError(
            "this file does not tell which section it is",
            where=str(path),
            expected=f"one of {', '.join(known)}",
            next_step="name it with --section",
        )
    return best
