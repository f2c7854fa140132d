"""What a run of grading changed: whose marks, by how much, and where a person has to look again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from grading.verdict import Verdict

HANDED_IN_ANEW = "the student handed in anew"
SAME = 1e-9  # points; marks that differ by less are one mark


@dataclass(frozen=True, kw_only=True)
class Change:
    """One task of one submission whose mark is not what it was; None stands for "a person gives it" or "not graded before"."""

    task: str
    before: float | None
    after: float | None

    def __str__(self) -> str:
        """Return `flow_time 1.5 -> 2 (+0.5)`."""
        by = "" if self.before is None or self.after is None else f" ({self.after - self.before:+.3g})"
        return f"{self.task} {_shown(self.before)} -> {_shown(self.after)}{by}"


@dataclass(frozen=True, kw_only=True)
class Review:
    """A mark that a person gave and that wants another look: the grader's own mark, or the work, is no longer what it was."""

    student: str
    section: str
    cell: str
    why: str

    def __str__(self) -> str:
        """Return it as one line."""
        return f"{self.student}, {self.section}, {self.cell}: the mark given by hand stays, but look again: {self.why}"


Noticed: TypeAlias = Callable[[Review], None]


def changes(before: Mapping[str, float | None] | None, after: Verdict) -> tuple[Change, ...]:
    """Return the automatic tasks whose marks are not those from before; nothing on the first grading of a submission."""
    if before is None:
        return ()
    pairs = [(task.task, before.get(task.task), task.score) for task in after.tasks if not task.manual]
    return tuple(Change(task=name, before=was, after=now) for name, was, now in pairs if differ(was, now))


def differ(one: float | None, other: float | None) -> bool:
    """Say whether two marks are two."""
    return (one is None) != (other is None) or (one is not None and other is not None and abs(one - other) > SAME)


def _shown(mark: float | None) -> str:
    return "person" if mark is None else f"{mark:.4g}"
