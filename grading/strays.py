"""What lies in submitted/ and cannot be graded as it is: each with what is wrong with it and what to do."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from grading.course import Course
from grading.submissions import TIMESTAMP, Handed, is_name


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
    """Return what is no submission: loose files, folders that name no section, and those that cannot be read."""
    if not course.submitted.is_dir():
        return []
    known = course.section_ids()
    found = []
    for path in sorted(path for path in course.submitted.iterdir() if not path.name.startswith(".")):
        found += list(_of_student(path, known))
    return found


def passed_over(handed: Sequence[Handed]) -> tuple[list[Handed], list[Stray]]:
    """Part the submissions into those whose notebook may be graded, and why the others may not."""
    fit, unfit = [], []
    for one in handed:
        fault = _unfit(one)
        if fault is None:
            fit.append(one)
        else:
            unfit.append(fault)
    return fit, unfit


def doubts(handed: Sequence[Handed]) -> list[Stray]:
    """Return what is graded but looks like a mistake: a notebook under another name, a time that is none."""
    return [doubt for one in handed for doubt in (_misnamed(one), _untimed(one)) if doubt]


def _of_student(path: Path, known: Sequence[str]) -> Iterator[Stray]:
    if not path.is_dir():
        yield Stray(where=path, what="this is not a student's folder", next_step="expected <student>/<section>/", loose=True)
    elif not is_name(path.name):
        yield Stray(where=path, what="its name is no readable text", next_step="rename it to the student's id")
    else:
        try:
            inside = sorted(path.iterdir())
            closed = [entry for entry in inside if entry.name in known and not os.access(entry, os.R_OK | os.X_OK)]
        except OSError:
            inside, closed = [], [path]
        for entry in closed:
            yield Stray(where=entry, what="it may not be read", next_step="mend its permissions")
        for entry in (one for one in inside if one.name not in known and not one.name.startswith(".")):
            advice = f"rename it to one of {', '.join(known)}" if entry.is_dir() else "expected <student>/<section>/"
            yield Stray(where=entry, what="this names no section", next_step=advice, loose=not entry.is_dir())


def _unfit(one: Handed) -> Stray | None:
    own = one.path.parent.parent.resolve()
    if not one.path.resolve().is_relative_to(own):
        return Stray(where=one.path, what="it is a link out of the student's folder", next_step="put the file itself there")
    if one.path.is_file() and not os.access(one.path, os.R_OK):
        return Stray(where=one.path, what="it may not be read", next_step="mend its permissions")
    return None


def _misnamed(one: Handed) -> Stray | None:
    if one.path.is_file():
        return None
    others = sorted(path.name for path in one.path.parent.glob("*.ipynb") if path.is_file())
    if not others:
        return None
    what = f"there is no {one.path.name}, but {', '.join(others)}; it is marked as not handed in"
    return Stray(where=one.path.parent, what=what, next_step="rename the notebook, and grade again")


def _untimed(one: Handed) -> Stray | None:
    stamp = one.path.parent / TIMESTAMP
    if not stamp.is_file() or one.submitted_at() is not None:
        return None
    return Stray(
        where=stamp, what="this is not a time, so nobody knows whether it is late", next_step="write 2026-01-31 12:00:00 UTC"
    )
