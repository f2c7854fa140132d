"""A section's cells as nbgrader describes them: metadata, checksums, and which of them carry points."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from grading.section import STUDENTS, CellKind, Section, SourceCell
from grading.submission.match import CODE
from grading.submission.read import released_source

SCHEMA_VERSION = 3  # of nbgrader's cell metadata


@dataclass(frozen=True, kw_only=True)
class CourseCell:
    """One cell of the section that nbgrader knows by name, as students were given it."""

    name: str
    kind: CellKind
    cell_type: str
    source: str
    points: float | None

    @property
    def grade(self) -> bool:
        """True for cells that carry points."""
        return self.points is not None

    @property
    def solution(self) -> bool:
        """True for cells that students write in."""
        return self.kind in STUDENTS

    @property
    def locked(self) -> bool:
        """True for cells that are restored."""
        return not self.solution

    @property
    def checksum(self) -> str:
        """nbgrader's checksum of the cell as it was given; equal to `nbgrader.utils.compute_checksum`."""
        return checksum(self, self.source)

    def metadata(self) -> dict[str, Any]:
        """Return the `nbgrader` metadata of the cell."""
        points = {} if self.points is None else {"points": self.points}
        return {
            "cell_type": self.cell_type,
            "checksum": self.checksum,
            "grade": self.grade,
            "grade_id": self.name,
            "locked": self.locked,
            "schema_version": SCHEMA_VERSION,
            "solution": self.solution,
            "task": False,
            **points,
        }


def course_cells(section: Section) -> tuple[CourseCell, ...]:
    """Return the named cells of a section, in its order."""
    points: dict[str, float] = {}
    for task in section.tasks:
        points[task.name if task.manual else f"test_{task.name}"] = task.points
    return tuple(_course_cell(cell, points) for cell in section.cells if cell.grade_id and _known(cell))


def checksum(cell: CourseCell, source: str) -> str:
    """Return the checksum that `cell` would have with another source."""
    parts = [source, cell.cell_type, str(cell.grade), str(cell.solution), str(cell.locked), cell.name]
    if cell.points is not None:
        parts.append(str(float(cell.points)))
    return hashlib.md5("".join(parts).encode(), usedforsecurity=False).hexdigest()


def _known(cell: SourceCell) -> bool:
    return cell.locked or cell.kind in (*STUDENTS, CellKind.CHECK)


def _course_cell(cell: SourceCell, points: dict[str, float]) -> CourseCell:
    return CourseCell(
        name=cell.grade_id,
        kind=cell.kind,
        cell_type="code" if cell.kind in CODE else "markdown",
        source=released_source(cell),
        points=points.get(cell.grade_id) if cell.kind in (CellKind.CHECK, CellKind.WRITTEN) else None,
    )
