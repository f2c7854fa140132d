"""The options before a command's name. Apart from what commands print with, so that help and completion import little."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from grading.course import Course


@dataclass(frozen=True, kw_only=True)
class Options:
    """The options before the command's name."""

    course: Path | None
    classroom: Path | None
    database_url: str

    def open(self, *, classroom: Path | None = None) -> Course:
        """Return the course that the options name; UsageError when there is none."""
        room = classroom or self.classroom
        if self.course is not None:
            return Course.at(self.course, classroom=room, database_url=self.database_url)
        return Course.find(classroom=room, database_url=self.database_url)
