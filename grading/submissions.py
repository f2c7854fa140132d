"""Which submissions there are: submitted/<student>/<section>/<section>.ipynb, as nbgrader collects them."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from grading.course import Course
from grading.errors import UsageError

TIMESTAMP = "timestamp.txt"
MAX_NOTEBOOK = 32 << 20
MAX_TIMESTAMP = 1000
MAX_NAME = 200  # bytes of a student's id, which has to fit into the names of files


@dataclass(frozen=True, kw_only=True)
class Handed:
    """One submission on disk. `path` may not exist: a folder without the notebook is an empty submission.

    What students hand in may be packed with links, pipes and devices in it; none of them is followed or waited for.
    """

    student: str
    section: str
    path: Path

    def read(self) -> bytes:
        """Return the notebook's bytes; nothing when the folder holds no notebook of that name.

        Of a file that is too large to be graded, one byte more than would do is read.
        """
        return _read(self.path, MAX_NOTEBOOK + 1)

    def timestamp(self) -> bytes:
        """Return what stands in timestamp.txt, which nbgrader writes when it collects."""
        return _read(self.path.parent / TIMESTAMP, MAX_TIMESTAMP)

    def submitted_at(self) -> datetime | None:
        """Return the time in timestamp.txt; None when there is no such time."""
        try:
            stamp = datetime.fromisoformat(self.timestamp().decode().strip().removesuffix(" UTC").strip())
            return stamp.astimezone(UTC).replace(tzinfo=None) if stamp.tzinfo else stamp
        except (ValueError, OverflowError):
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
            next_step="collect them with `nbgrader collect` or `nbgrader zip_collect`, or copy them there",
        )
    found = [handed for section in sections or course.section_ids() for handed in _of(folder, section)]
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


def strays(course: Course) -> dict[Path, str]:
    """Return what lies in submitted/ and is no submission, with the reason; hidden files are left out."""
    if not course.submitted.is_dir():
        return {}
    known = set(course.section_ids())
    found: dict[Path, str] = {}
    for student in _entries(course.submitted):
        why = _no_student(student)
        if why:
            found[student] = why
            continue
        for folder in _entries(student):
            why = "is not <student>/<section>/" if folder.name not in known else _no_submission(folder)
            if why:
                found[folder] = why
    return found


def _of(folder: Path, section: str) -> Iterator[Handed]:
    for student in _entries(folder):
        place = student / section
        if not _no_student(student) and os.path.isdir(place) and not _no_submission(place):
            yield Handed(student=student.name, section=section, path=place / f"{section}.ipynb")


def _entries(folder: Path) -> list[Path]:
    with contextlib.suppress(PermissionError):
        return sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    return []


def _no_student(path: Path) -> str:
    """Say why this is not the folder of a student; "" when it is one."""
    if path.is_symlink():
        return "is a link"
    if not os.path.isdir(path):
        return "is not <student>/<section>/"
    if not path.name.isprintable():
        return "has a name with characters that cannot be shown; rename it"
    if len(os.fsencode(path.name)) > MAX_NAME:
        return f"has a name of more than {MAX_NAME} bytes; rename it"
    return "" if os.access(path, os.R_OK | os.X_OK) else "may not be read"


def _no_submission(path: Path) -> str:
    """Say why a student's folder of a section cannot be graded; "" when it can."""
    notebook = path / f"{path.name}.ipynb"
    if path.is_symlink() or (os.access(path, os.X_OK) and notebook.is_symlink()):
        return "is a link, or its notebook is one"
    closed = not os.access(path, os.R_OK | os.X_OK) or (os.path.isfile(notebook) and not os.access(notebook, os.R_OK))
    return "may not be read" if closed else ""


def _read(path: Path, size: int) -> bytes:
    """Read a plain file of a submission, at most `size` bytes; nothing from anything else, or behind a link."""
    submitted = path.parents[2]
    if os.path.realpath(path) != os.path.join(os.path.realpath(submitted), path.relative_to(submitted)):
        return b""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return b""
    with open(descriptor, "rb") as file:
        return file.read(size) if stat.S_ISREG(os.fstat(descriptor).st_mode) else b""
