"""One section as its source notebook defines it: cells with their kinds, tasks with their points."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from grading.course import Course
from grading.errors import SectionError

CHECK_PREFIX = "test_"
SHOW_TAG = "show"


class CellKind(Enum):
    """What a cell of the source notebook is for; the grader runs SETUP and ANSWER."""

    TEXT = "text"
    SETUP = "setup"
    ANSWER = "answer"
    CHECK = "check"
    SHOW = "show"
    WRITTEN = "written"


STUDENTS = (CellKind.ANSWER, CellKind.WRITTEN)  # what students write into; a submission's other cells are put back as they were


@dataclass(frozen=True, kw_only=True)
class SourceCell:
    """A cell of the source notebook. Of an answer cell, `source` holds the model answer: never give it to a student process."""

    cell_id: str
    kind: CellKind
    grade_id: str
    source: str
    locked: bool


@dataclass(frozen=True, kw_only=True)
class Task:
    """What students are marked on: the name they write, its points, and whether a person marks it."""

    name: str
    points: float
    manual: bool


@dataclass(frozen=True, kw_only=True)
class Section:
    """Cells and tasks of one section, in the order of the notebook."""

    section_id: str
    cells: tuple[SourceCell, ...]
    tasks: tuple[Task, ...]

    @property
    def module(self) -> str:
        """Name of its modules in solutions/ and grader_tests/: 1.1_plateau -> plateau."""
        return module_name(self.section_id)

    @property
    def points(self) -> float:
        """All points of the section."""
        return math.fsum(task.points for task in self.tasks)

    def task(self, name: str) -> Task:
        """Return one task; KeyError when there is none of that name."""
        for task in self.tasks:
            if task.name == name:
                return task
        raise KeyError(name)

    @classmethod
    def load(cls, course: Course, section_id: str) -> Section:
        """Read source/<id>/<id>.ipynb; SectionError says which cell breaks which rule."""
        return cls.read(course.notebook(section_id), section_id)

    @classmethod
    def read(cls, path: Path, section_id: str) -> Section:
        """Read a source notebook from anywhere; see `load`."""
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            cells = tuple(_cell(raw) for raw in data["cells"])
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise SectionError(
                "the source notebook cannot be read",
                where=str(path),
                got=f"{type(error).__name__}: {error}",
                expected="a notebook in nbformat 4",
                next_step="run `landscape sync` to make it anew from its .md",
            ) from error
        tasks = tuple(_tasks(cells, {_grade_id(raw): _nbgrader(raw) for raw in data["cells"]}, path))
        return cls(section_id=section_id, cells=cells, tasks=tasks)


def module_name(section_id: str) -> str:
    """Return the Python name of a section: what follows the first underscore of its id."""
    return section_id.split("_", 1)[-1]


def sections_by_module(section_ids: Iterable[str]) -> dict[str, str]:
    """Return module name -> section id: plateau -> 1.1_plateau."""
    return {module_name(section_id): section_id for section_id in section_ids}


def _nbgrader(raw: Mapping[str, Any]) -> dict[str, Any]:
    return dict(raw["metadata"].get("nbgrader", {}))


def _grade_id(raw: Mapping[str, Any]) -> str:
    return str(_nbgrader(raw).get("grade_id", ""))


def _cell(raw: Mapping[str, Any]) -> SourceCell:
    meta = _nbgrader(raw)
    source = raw["source"] if isinstance(raw["source"], str) else "".join(raw["source"])
    return SourceCell(
        cell_id=str(raw.get("id", "")),
        kind=_kind(raw, meta),
        grade_id=str(meta.get("grade_id", "")),
        source=source,
        locked=bool(meta.get("locked", False)),
    )


def _kind(raw: Mapping[str, Any], meta: Mapping[str, Any]) -> CellKind:
    if meta.get("grade") and meta.get("solution"):
        return CellKind.WRITTEN
    if raw["cell_type"] != "code":
        return CellKind.TEXT
    if meta.get("grade"):
        return CellKind.CHECK
    if meta.get("solution"):
        return CellKind.ANSWER
    return CellKind.SHOW if SHOW_TAG in raw["metadata"].get("tags", ()) else CellKind.SETUP


def _tasks(cells: tuple[SourceCell, ...], meta: Mapping[str, Mapping[str, Any]], path: Path) -> list[Task]:
    seen: set[str] = set()
    tasks = []
    for cell in cells:
        if cell.grade_id:
            _require(cell.grade_id not in seen, path, cell, "the grade_id is used twice", "a grade_id of its own")
            seen.add(cell.grade_id)
        if cell.kind in (CellKind.SETUP, CellKind.SHOW, CellKind.CHECK):
            _require(
                bool(cell.grade_id) and cell.locked,
                path,
                cell,
                "a code cell of the course is not locked",
                "nbgrader metadata with a grade_id and locked: true",
            )
        if cell.kind is CellKind.WRITTEN:
            tasks.append(Task(name=cell.grade_id, points=_points(meta, cell, path), manual=True))
        elif cell.kind is CellKind.CHECK:
            name = cell.grade_id.removeprefix(CHECK_PREFIX)
            answer = next((c for c in cells if c.grade_id == name and c.kind is CellKind.ANSWER), None)
            _require(
                cell.grade_id.startswith(CHECK_PREFIX) and answer is not None,
                path,
                cell,
                "a check cell has no answer cell",
                f"grade_id {CHECK_PREFIX}<task> after the answer cell <task>",
            )
            tasks.append(Task(name=name, points=_points(meta, cell, path), manual=False))
    for cell in cells:
        if cell.kind is CellKind.ANSWER:
            _require(
                f"{CHECK_PREFIX}{cell.grade_id}" in seen,
                path,
                cell,
                "an answer cell has no check cell",
                f"a locked, graded cell {CHECK_PREFIX}{cell.grade_id}",
            )
    return tasks


def _points(meta: Mapping[str, Mapping[str, Any]], cell: SourceCell, path: Path) -> float:
    points = meta[cell.grade_id].get("points")
    good = isinstance(points, int | float) and not isinstance(points, bool) and 0 < points < math.inf
    _require(good, path, cell, f"the points are {points!r}", "a positive number of points")
    return float(points)  # type: ignore[arg-type]  # checked just above


def _require(holds: bool, path: Path, cell: SourceCell, what: str, expected: str) -> None:
    if not holds:
        raise SectionError(
            what,
            where=f"{path}, cell {cell.grade_id or cell.cell_id or '(no id)'}",
            expected=expected,
            next_step="edit the .md beside the notebook and run `landscape sync`",
        )
