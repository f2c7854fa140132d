"""Waits until a file of a section changes, by looking at sizes and times; and says whether warm graders have become old."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from grading.content.bank import FOLDER
from grading.content.gates import KNOWN_MISSES
from grading.course import Course

PAUSE = 0.5  # seconds between two looks

Stamps = dict[Path, tuple[int, int]]


@dataclass(frozen=True, kw_only=True)
class Seen:
    """How the files of a section lay at one moment: those that warm graders have read, and the others."""

    graded: Stamps
    other: Stamps

    @classmethod
    def now(cls, course: Course, section_id: str) -> Seen:
        """Look at the files now: the section's notebook, all checks and references, the toolkit; its text and bank."""
        toolkit = [course.root / course.configuration.toolkit] if course.configuration.toolkit else []
        folders = [course.grader_tests, course.root / "solutions", *toolkit]
        pair = course.source / section_id
        notebook = pair / f"{section_id}.ipynb"
        other = [*_below(pair), *_below(course.root / FOLDER / section_id), course.root / KNOWN_MISSES]
        graded = [notebook, course.root / "course.toml", *(path for folder in folders for path in _below(folder))]
        return cls(graded=_stamps(graded), other=_stamps([path for path in other if path != notebook]))


def wait_for_change(course: Course, section_id: str, before: Seen, *, pause: Callable[[float], None] = time.sleep) -> Seen:
    """Return how the files lie once they lie differently than before."""
    while (now := Seen.now(course, section_id)) == before:
        pause(PAUSE)
    return now


def _below(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if "__pycache__" not in path.parts and not path.name.startswith(".")]


def _stamps(paths: list[Path]) -> Stamps:
    found = {}
    for path in paths:
        try:
            status = path.stat()
        except OSError:  # an editor is just replacing it
            continue
        found[path] = (status.st_mtime_ns, status.st_size)
    return found
