"""What lies in submitted/ and cannot be graded as it is: each with what is wrong with it and what to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from grading.course import Course
from grading.submission.attachments import MAX_BYTES, MAX_FILES, NOTEBOOK, some_left_out
from grading.submission.find import TIMESTAMP, Handed, entries, student_fault, submission_fault
from grading.submission.times import WANTED, read_time


@dataclass(frozen=True, kw_only=True)
class Stray:
    """Where, what, what to do. `loose` things cost nobody a mark; the others need a person."""

    where: Path
    what: str
    next_step: str
    loose: bool = False

    def __str__(self) -> str:
        """Return it as one line, printable whatever the name is."""
        return f"{str(self.where).encode(errors='backslashreplace').decode()}: {self.what}; {self.next_step}"


def strays(course: Course) -> list[Stray]:
    """Return what cannot be a submission: loose files, links, folders that name no section, and those that cannot be read."""
    if not course.submitted.is_dir():
        return []
    known = course.section_ids()
    return [stray for path in entries(course.submitted) for stray in _of_student(path, known)]


def doubts(handed: Sequence[Handed]) -> list[Stray]:
    """Return what is graded but looks like a mistake: an unreadable time, too many files. See also `doubt_of`."""
    return [doubt for one in handed for doubt in (_untimed(one), _crowded(one)) if doubt]


def _of_student(path: Path, known: Sequence[str]) -> Iterator[Stray]:
    if fault := student_fault(path):
        loose = path.is_file() and not path.is_symlink() and path.suffix != NOTEBOOK
        yield Stray(where=path, what=fault[0], next_step=fault[1], loose=loose)
        return
    for entry in entries(path):
        if entry.name not in known:
            advice = (
                f"rename it to one of {', '.join(known)}" if entry.is_dir() else "expected <student>/<section>/<section>.ipynb"
            )
            loose = not entry.is_dir() and entry.suffix != NOTEBOOK  # a notebook may be somebody's work
            yield Stray(where=entry, what="this names no section", next_step=advice, loose=loose)
        elif fault := submission_fault(entry):
            yield Stray(where=entry, what=fault[0], next_step=fault[1])


def _untimed(one: Handed) -> Stray | None:
    stamp = one.path.parent / TIMESTAMP
    if not stamp.is_file():
        return None
    try:
        why = "" if read_time(one.timestamp().decode().strip()) else "this is not a time"
    except UnicodeDecodeError:
        why = "this is not a time"
    except ValueError as error:
        why = str(error)
    return Stray(where=stamp, what=f"{why}, so lateness is unknown", next_step=WANTED) if why else None


def _crowded(one: Handed) -> Stray | None:
    if not some_left_out(one.path):
        return None
    what = f"of what lies beside the notebook at most {MAX_FILES} files and {MAX_BYTES >> 20} MiB are taken, and here is more"
    return Stray(where=one.path.parent, what=what, next_step="remove what the notebook does not need, and grade again")
