"""Notebooks made from a section's source as students hand them in: untouched, or with answers in their cells.

`filled` makes them from source/, so that a section need not be released to be tried; `answered` from release/.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from grading.content.companions import model_of
from grading.course import Course
from grading.errors import UsageError
from grading.section import CellKind, Section
from grading.submission.regions import stub


def model_answers(section: Section) -> dict[str, str]:
    """Return the model answer of every automatic task."""
    return {task.name: model_of(section, task.name).code for task in section.tasks if not task.manual}


def touched_stubs(section: Section) -> dict[str, str]:
    """Return what students get in each answer cell, with a comment: an untouched cell is marked without running its checks."""
    cells = [cell for cell in section.cells if cell.kind is CellKind.ANSWER]
    return {cell.grade_id: f"{stub(cell.source, cell.grade_id, code=True)}\n# later" for cell in cells}


def answered(course: Course, section: Section, answers: Mapping[str, str]) -> dict[str, Any]:
    """Return the release notebook of a section with the code of some answer cells replaced."""
    release = course.release / section.section_id / f"{section.section_id}.ipynb"
    if not release.is_file():
        raise UsageError("this section is not released", where=str(release), next_step="run `landscape release`")
    notebook: dict[str, Any] = json.loads(release.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        grade_id = cell["metadata"].get("nbgrader", {}).get("grade_id")
        if grade_id in answers:
            cell["source"] = answers[grade_id].splitlines(keepends=True)
    return notebook


def filled(course: Course, section: Section, answers: Mapping[str, str]) -> bytes:
    """Return the section's notebook with the code of some answer cells; what is not answered is as students get it."""
    notebook = json.loads(course.notebook(section.section_id).read_text(encoding="utf-8"))
    for raw, cell in zip(notebook["cells"], section.cells, strict=True):
        if cell.kind in (CellKind.ANSWER, CellKind.WRITTEN):
            open_cell = stub(cell.source, cell.grade_id, code=cell.kind is CellKind.ANSWER)
            raw["source"] = answers.get(cell.grade_id, open_cell)
    return json.dumps(notebook).encode()
