"""Where the files of a section and of a task lie, and what in them is still to be done."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from grading.content.bank import FOLDER as ANSWERS
from grading.content.bank import bank_file
from grading.content.hidden_names import checks_file
from grading.course import Course
from grading.section import CHECK_PREFIX, Section

MATHEMATICS = "tests/mathematics"
TODO = "TODO"


def task_files(course: Course, section: Section, task: str) -> dict[str, Path]:
    """Return the files of one task by what they hold; the notebook holds the rest."""
    module = section.module
    return {
        "reference": course.root / "solutions" / module / f"{task}.py",
        "hidden checks": checks_file(course, section, task),
        "bank": bank_file(course, section.section_id, task),
        "mathematics": course.root / MATHEMATICS / module / f"test_{task}.py",
    }


def left_to_do(course: Course, section: Section, task: str | None = None) -> list[str]:
    """Return the places, file and line, where TODO stands: in the cells and files of the section, or of one task alone."""
    cells = {f"about_{task}", task, f"{CHECK_PREFIX}{task}"}
    place = f"source/{section.section_id}/{section.section_id}.md"
    found = [
        f"{place}, cell {cell.grade_id or cell.cell_id}: {line.strip()}"
        for cell in section.cells
        if task is None or cell.grade_id in cells
        for line in cell.source.split("\n")
        if TODO in line
    ]
    files = task_files(course, section, task).values() if task is not None else _all_files(course, section)
    for path in files:
        if path.is_file():
            lines = path.read_text(encoding="utf-8").split("\n")
            name = path.relative_to(course.root).as_posix()
            found += [f"{name}:{number}: {line.strip()}" for number, line in enumerate(lines, start=1) if TODO in line]
    return found


def _all_files(course: Course, section: Section) -> Iterator[Path]:
    for folder in (f"solutions/{section.module}", f"grader_tests/{section.module}", f"{MATHEMATICS}/{section.module}"):
        yield from sorted((course.root / folder).glob("*.py"))
    yield from sorted((course.root / ANSWERS / section.section_id).glob("*.py"))
