"""A submission after reading and repair: the cells in the order in which they run, and what had to be repaired."""

from __future__ import annotations

from dataclasses import dataclass, field

from grading.section import CellKind
from grading.submission.pictures import Pictures


@dataclass(frozen=True, kw_only=True)
class SubmittedCell:
    """One cell of a repaired submission.

    `kind` is None for a cell that the student added. `restored` cells were missing and have been put back from the release; a
    restored answer cell is an untouched stub and is not run, so that it cannot hide an answer written elsewhere.
    """

    cell_id: str
    cell_type: str  # code, markdown or raw
    source: str
    kind: CellKind | None = None
    grade_id: str = ""
    restored: bool = False
    pictures: Pictures = field(default_factory=dict)  # pasted into a text of the student's

    @property
    def runs(self) -> bool:
        """True when grading executes the cell: set-up, answers, and the student's own code."""
        if self.cell_type != "code" or (self.restored and self.kind is CellKind.ANSWER):
            return False
        return self.kind in (None, CellKind.SETUP, CellKind.ANSWER)

    @property
    def shows(self) -> bool:
        """True when only rendering executes the cell: pictures and visible checks."""
        return self.cell_type == "code" and self.kind in (CellKind.SHOW, CellKind.CHECK)


@dataclass(frozen=True, kw_only=True)
class Submission:
    """What `read_submission` makes of any bytes.

    `problems` are sentences for the student. An unreadable submission has every cell of the release and `readable` False.
    """

    section: str
    cells: tuple[SubmittedCell, ...]
    problems: tuple[str, ...] = ()
    readable: bool = True
    python: str = ""  # version that the notebook says it was written with

    def answer(self, task: str) -> SubmittedCell | None:
        """Return the cell that belongs to a task, written or code; None when the section has no such task."""
        wanted = (CellKind.ANSWER, CellKind.WRITTEN)
        return next((cell for cell in self.cells if cell.grade_id == task and cell.kind in wanted), None)
