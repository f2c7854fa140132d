"""Names in a plain folder: a folder a student, as in nbgrader's own layout, or `student-001_1.1_plateau.ipynb`."""

from __future__ import annotations

from collections.abc import Sequence

from grading.platforms.names import Named


def read_name(path: str, sections: Sequence[str]) -> Named | None:
    """Return what a path says; None when nothing in it names a student.

    `submitted/` at the top is skipped, and so is a section's folder inside a student's.
    """
    parts = path.split("/")
    while len(parts) > 1 and parts[0] == "submitted":
        parts = parts[1:]
    if len(parts) > 1:
        inside = parts[2:] if len(parts) > 2 and parts[1] in sections else parts[1:]
        return Named(key=parts[0], person=parts[0], file="/".join(inside))
    return _flat(parts[0], sections)


def _flat(name: str, sections: Sequence[str]) -> Named | None:
    stem = name.rpartition(".")[0]
    for section in sorted(sections, key=len, reverse=True):
        for mark in ("_", "-", " "):
            student, found, rest = stem.partition(mark + section)
            if found and student:
                return Named(key=student, person=student, file=f"{section}{rest}.{name.rpartition('.')[2]}")
    return None
