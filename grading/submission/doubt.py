"""Why a mark may not be the student's: the notebook of another section, or one that lies where none is looked for."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from grading.course import Course
from grading.errors import CourseError
from grading.section import Section
from grading.submission.attachments import NBGRADERS
from grading.submission.files import read_plain
from grading.submission.large import without_outputs
from grading.submission.raw import MAX_BYTES

NOTEBOOK = ".ipynb"
MAX_DEPTH = 5
MAX_SEEN = 200  # entries of a student's folder that are looked at
NAMED = 3  # of several notebooks, so many are named
LEFT_OUT = ("__pycache__", "feedback")


@dataclass(frozen=True, kw_only=True)
class Doubt:
    """A sentence for the person who has to look. It concerns a mark of 0, or with `always` any mark."""

    why: str
    always: bool = False


def doubt_of(course: Course, section: str, path: Path, data: bytes) -> Doubt | None:
    """Return what speaks against the mark of one submission; None when nothing does.

    Args:
        course: its sections are what a notebook may belong to.
        section: the one that the submission is graded as.
        path: where the notebook lies, or should lie: submitted/<student>/<section>/<section>.ipynb.
        data: the notebook.
    """
    if doubt := foreign(course, section, data):
        return doubt
    others = [other.relative_to(path.parents[1]) for other in _others(course, section, path, empty=not data.strip())]
    if not others:
        return None
    more = f" and {len(others) - NAMED} more" if len(others) > NAMED else ""
    names = ", ".join(str(other).encode(errors="backslashreplace").decode() for other in others[:NAMED])
    if not data.strip():
        what = f"there is no {path.name} that holds anything, but {names}{more}"
    else:
        what = f"the notebook that was graded earns 0, and there is also {names}{more}"
    return Doubt(why=f"{what}; if that is the work, put it at {section}/{path.name} and grade again")


def foreign(course: Course, section: str, data: bytes) -> Doubt | None:
    """Return the doubt that a notebook is that of another section; sections may share the names of some cells."""
    theirs = recognised(course, data)
    if not theirs or theirs == section:
        return None
    return Doubt(
        why=f"this looks like the notebook of {theirs}, and it was handed in as {section}; move it, and grade again",
        always=True,
    )


def recognised(course: Course, data: bytes) -> str:
    """Return the section that most names of a notebook's cells belong to; "" when it shows none, or two alike."""
    names = _names(data)
    shared = {section: len(names & _known(course, section)) for section in course.section_ids()}
    best = sorted(shared, key=lambda section: shared[section], reverse=True)[:2]
    if not best or not shared[best[0]] or (len(best) > 1 and shared[best[0]] == shared[best[1]]):
        return ""
    return best[0]


def _names(data: bytes) -> set[str]:
    """Return the ids and grade_ids of a notebook's cells; nothing of what cannot be read."""
    try:
        cells = json.loads(data if len(data) <= MAX_BYTES else without_outputs(data))["cells"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return set()
    found: set[str] = set()
    for cell in cells if isinstance(cells, list) else ():
        meta = cell.get("metadata") if isinstance(cell, dict) else None
        own = meta.get("nbgrader") if isinstance(meta, dict) else None
        name = own.get("grade_id") if isinstance(own, dict) else None
        found |= {one for one in (name, cell.get("id") if isinstance(cell, dict) else None) if isinstance(one, str)}
    return found


def _known(course: Course, section: str) -> frozenset[str]:
    path = course.source / section / f"{section}{NOTEBOOK}"
    try:
        return _named(path, section, path.stat().st_mtime_ns)
    except (CourseError, OSError):
        return frozenset()  # a broken section is told elsewhere


@lru_cache(maxsize=256)
def _named(path: Path, section: str, _changed: int) -> frozenset[str]:
    return frozenset(cell.grade_id for cell in Section.read(path, section).cells if cell.grade_id)


def _others(course: Course, section: str, path: Path, *, empty: bool) -> Iterator[Path]:
    """Yield what a student may have meant instead: notebooks elsewhere, and where there is no notebook, any file beside it."""
    known = {Path(name) / f"{name}{NOTEBOOK}" for name in course.section_ids()}
    for other in _files(path.parents[1], MAX_DEPTH):
        place = other.relative_to(path.parents[1])
        if other.suffix == NOTEBOOK:
            if place not in known and recognised(course, read_plain(other, MAX_BYTES) or b"") in ("", section):
                yield other
        elif empty and other.parent == path.parent and other.name not in NBGRADERS:
            yield other


def _files(folder: Path, depth: int) -> list[Path]:
    found: list[Path] = []
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return found
    for entry in entries[:MAX_SEEN]:
        if entry.name.startswith(".") or entry.name in LEFT_OUT:
            continue
        if entry.is_file(follow_symlinks=False):
            found.append(Path(entry.path))
        elif entry.is_dir(follow_symlinks=False) and depth > 1:
            found += _files(Path(entry.path), depth - 1)
    return found
