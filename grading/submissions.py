"""Which submissions there are: submitted/<student>/<section>/<section>.ipynb, as nbgrader collects them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from grading.beside import files_beside
from grading.course import Course
from grading.errors import InfrastructureError, UsageError

TIMESTAMP = "timestamp.txt"


@dataclass(frozen=True, kw_only=True)
class Handed:
    """One submission on disk. `path` may not exist: a folder without the notebook is an empty submission."""

    student: str
    section: str
    path: Path

    def read(self) -> bytes:
        """Return the notebook's bytes; nothing when the folder holds no notebook of that name."""
        try:
            return self.path.read_bytes() if self.path.is_file() else b""
        except OSError as error:
            raise InfrastructureError(
                "this notebook cannot be read", where=str(self.path), got=str(error), next_step="mend its permissions"
            ) from error

    def files(self) -> dict[str, bytes]:
        """Return what lies beside the notebook, by path; see `grading.beside`."""
        return files_beside(self.path)

    def submitted_at(self) -> datetime | None:
        """Return the time in timestamp.txt, which nbgrader writes when it collects; None when there is no such time."""
        try:
            text = (self.path.parent / TIMESTAMP).read_text(encoding="utf-8").strip()
        except (OSError, ValueError):
            return None
        return _time(text)


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


def is_name(name: str) -> bool:
    """Say whether a folder's name can be a student's: it is text, and neither hidden nor a switch in disguise."""
    return name.isprintable() and not name.startswith(".")


def _of(folder: Path, section: str) -> Iterator[Handed]:
    for student in sorted(path for path in folder.iterdir() if path.is_dir() and is_name(path.name)):
        with suppress(OSError):  # a folder that may not be read is named by `grading.strays`
            if (student / section).is_dir() and os.access(student / section, os.R_OK | os.X_OK):
                yield Handed(student=student.name, section=section, path=student / section / f"{section}.ipynb")


def _time(text: str) -> datetime | None:
    """Read a time as nbgrader does; UTC without a zone."""
    try:
        stamp = datetime.fromisoformat(text.removesuffix(" UTC").strip())
    except ValueError:
        from nbgrader.utils import parse_utc  # slow to import, and needed for times in words only

        with suppress(ValueError, OverflowError):
            found: datetime | None = parse_utc(text) if text else None
            return found
        return None
    return stamp.astimezone(UTC).replace(tzinfo=None) if stamp.tzinfo else stamp
