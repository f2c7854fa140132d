"""Which submissions there are: submitted/<student>/<section>/<section>.ipynb, as nbgrader collects them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from grading.course import Course
from grading.errors import UsageError

TIMESTAMP = "timestamp.txt"


@dataclass(frozen=True, kw_only=True)
class Handed:
    """One submission on disk. `path` may not exist: a folder without the notebook is an empty submission."""

    student: str
    section: str
    path: Path

    def read(self) -> bytes:
        """Return the notebook's bytes; nothing when the folder holds no notebook of that name."""
        return self.path.read_bytes() if self.path.is_file() else b""

    def submitted_at(self) -> datetime | None:
        """Return the time in timestamp.txt, which nbgrader writes when it collects; None when there is no such time."""
        try:
            text = (self.path.parent / TIMESTAMP).read_text(encoding="utf-8").strip()
            stamp = datetime.fromisoformat(text.removesuffix(" UTC").strip())
        except (OSError, ValueError):
            return None
        return stamp.astimezone(UTC).replace(tzinfo=None) if stamp.tzinfo else stamp


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


def strays(course: Course) -> list[Path]:
    """Return what lies in submitted/ and is not a submission: loose files, and folders that name no section."""
    if not course.submitted.is_dir():
        return []
    known = set(course.section_ids())
    loose = [path for path in course.submitted.iterdir() if not path.is_dir()]
    folders = [
        p for student in course.submitted.iterdir() if student.is_dir() for p in student.iterdir() if p.name not in known
    ]
    return sorted(path for path in (*loose, *folders) if not path.name.startswith("."))


def _of(folder: Path, section: str) -> Iterator[Handed]:
    for student in sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith(".")):
        if (student / section).is_dir():
            yield Handed(student=student.name, section=section, path=student / section / f"{section}.ipynb")
