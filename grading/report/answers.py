"""The answers of a class as texts, read from its autograded notebooks, where each stands in the cell of its task."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from grading.course import Course
from grading.section import STUDENTS, CellKind, Section
from grading.submission.read import released_source
from grading.submission.regions import BEGIN, END


@dataclass(frozen=True, kw_only=True)
class Task:
    """What a task hands out, and what the course itself answers."""

    name: str
    written: bool
    given: str  # the cell as students get it
    model: str  # the cell with the model answer


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One answer of one student, as written."""

    student: str
    task: str
    text: str


def tasks_of(section: Section) -> dict[str, Task]:
    """Return the tasks of a section by name."""
    return {
        cell.grade_id: Task(
            name=cell.grade_id,
            written=cell.kind is CellKind.WRITTEN,
            given=released_source(cell),
            model="\n".join(line for line in cell.source.splitlines() if line.strip() not in (BEGIN, END)),
        )
        for cell in section.cells
        if cell.kind in STUDENTS
    }


def answers_of(course: Course, section: Section, students: Sequence[str]) -> Iterator[Answer]:
    """Yield the answers of some students, task by task; of a student without a readable autograded notebook none."""
    names = {cell.grade_id for cell in section.cells if cell.kind in STUDENTS}
    for student in students:
        path = course.autograded / student / section.section_id / f"{section.section_id}.ipynb"
        try:
            cells = json.loads(path.read_bytes())["cells"]
        except (OSError, ValueError, KeyError, TypeError):
            continue
        for cell in cells:
            task = _grade_id(cell)
            if task in names:
                yield Answer(student=student, task=task, text=_text(cell["source"]))


def _grade_id(cell: Mapping[str, object]) -> str:
    metadata = cell.get("metadata")
    nbgrader = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    return str(nbgrader.get("grade_id", "")) if isinstance(nbgrader, dict) else ""


def _text(source: object) -> str:
    return "".join(map(str, source)) if isinstance(source, list) else str(source)
