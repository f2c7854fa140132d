"""Which submissions there are: submitted/<student>/<section>/<section>.ipynb, as nbgrader collects them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from grading.course import Course
from grading.errors import UsageError
from grading.submission.attachments import files_beside
from grading.submission.files import read_plain
from grading.submission.large import MAX_FILE, without_outputs
from grading.submission.times import read_time

TIMESTAMP = "timestamp.txt"
MAX_NOTEBOOK = 32 << 20
MAX_TIMESTAMP = 1000
MAX_NAME = 200  # bytes of a student's id, which has to fit into the names of files
NOT_READABLE = ("it may not be read", "correct its permissions")


@dataclass(frozen=True, kw_only=True)
class Handed:
    """One submission on disk. `path` may not exist: a folder without the notebook is an empty submission.

    What students hand in may be packed with links, pipes and devices in it; none of them is followed or waited for.
    """

    student: str
    section: str
    path: Path

    def read(self) -> bytes:
        """Return the notebook's bytes, without outputs where it is too large with them; nothing when there is no notebook.

        Of a file that is too large to be read, one byte more than would do is read.
        """
        data = _read(self.path, MAX_FILE + 1)
        return (without_outputs(data) if len(data) > MAX_NOTEBOOK else data)[: MAX_NOTEBOOK + 1]

    def timestamp(self) -> bytes:
        """Return what stands in timestamp.txt, which nbgrader writes when it collects."""
        return _read(self.path.parent / TIMESTAMP, MAX_TIMESTAMP)

    def files(self) -> dict[str, bytes]:
        """Return what lies beside the notebook, by path; nothing where the folder itself is a link.

        See `grading.submission.attachments`.
        """
        return files_beside(self.path) if _is_itself(self.path.parent, self.path.parents[2]) else {}

    def submitted_at(self) -> datetime | None:
        """Return the time in timestamp.txt; None when there is no such time."""
        try:
            return read_time(self.timestamp().decode().strip())
        except ValueError:
            return None


def find(course: Course, *, sections: Sequence[str] = (), students: Sequence[str] = ()) -> list[Handed]:
    """Return the submissions of some sections (default all) and some students (default all), by section, then student.

    Raises:
        UsageError: nothing has been handed in, a section is unknown, or a named student handed nothing in.
    """
    for section in sections:
        course.notebook(section)
    folder = course.submitted
    if not folder.is_dir():
        raise UsageError(
            "there is no folder of submissions",
            where=str(folder),
            expected="submitted/<student>/<section>/<section>.ipynb",
            next_step="collect them with `landscape collect DOWNLOAD` or `nbgrader collect`, or copy them there",
        )
    found = [handed for section in dict.fromkeys(sections or course.section_ids()) for handed in _of(folder, section)]
    unknown = sorted(set(students) - {handed.student for handed in found})
    if unknown:
        raise UsageError(
            f"nothing handed in by {', '.join(unknown)}",
            where=str(folder),
            expected=f"a folder named like the student, holding {' or '.join(sections or course.section_ids())}",
            next_step="`landscape list` shows who handed in what",
        )
    chosen = [handed for handed in found if not students or handed.student in students]
    if not chosen:
        raise UsageError(
            "no submission fits",
            where=str(folder),
            expected=f"<student>/{(sections or course.section_ids() or ('<section>',))[0]}/",
            next_step="`landscape list` shows who handed in what",
        )
    return chosen


Fault = tuple[str, str]  # what is wrong, and what to do


def student_fault(path: Path) -> Fault | None:
    """Say why an entry of submitted/ is not the folder of a student; None when it is one."""
    if path.is_symlink():
        return "it is a link", "put the folder itself there"
    if not os.path.isdir(path):
        return "this is not a student's folder", "expected <student>/<section>/"
    if not path.name.isprintable():
        return "its name is not readable text", "rename it to the student's id"
    if len(os.fsencode(path.name)) > MAX_NAME:
        return f"its name has more than {MAX_NAME} bytes", "rename it to the student's id"
    return None if os.access(path, os.R_OK | os.X_OK) else NOT_READABLE


def submission_fault(path: Path) -> Fault | None:
    """Say why a student's folder of a section cannot be graded; None when it can."""
    notebook = path / f"{path.name}.ipynb"
    if path.is_symlink() or (os.access(path, os.X_OK) and notebook.is_symlink()):
        return "it is a link, or its notebook is one", "put the file itself there"
    if not os.path.isdir(path):
        return "this is not a folder", f"expected {path.name}/{path.name}.ipynb"
    closed = not os.access(path, os.R_OK | os.X_OK) or (os.path.isfile(notebook) and not os.access(notebook, os.R_OK))
    return NOT_READABLE if closed else None


def entries(folder: Path) -> list[Path]:
    """Return what lies in a folder and is not hidden, in order; nothing when it may not be read."""
    with suppress(PermissionError):
        return sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    return []


def _of(folder: Path, section: str) -> Iterator[Handed]:
    for student in entries(folder):
        place = student / section
        if not student_fault(student) and os.path.isdir(place) and not submission_fault(place):
            yield Handed(student=student.name, section=section, path=place / f"{section}.ipynb")


def _is_itself(path: Path, submitted: Path) -> bool:
    """Say whether no part of a path below submitted/ is a link."""
    return os.path.realpath(path) == os.path.join(os.path.realpath(submitted), path.relative_to(submitted))


def _read(path: Path, size: int) -> bytes:
    """Read a plain file of a submission, at most `size` bytes; nothing from anything else, or behind a link."""
    if not _is_itself(path, path.parents[2]):
        return b""
    return read_plain(path, size) or b""
