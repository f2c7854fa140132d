"""The second way to each task, as a section's package in solutions/ describes it.

Its docstring holds a table `| name | notebook | here |`: how the model answer finds what is named, and how the reference does.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass

from grading.content.companions import model_of
from grading.course import Course
from grading.errors import ReleaseError
from grading.section import Section

NOT_DERIVED = "boundary"  # statements and their answers: the reasons stand beside the model answer
COLUMNS = 3


@dataclass(frozen=True, kw_only=True)
class Row:
    """A row of the table: the names that it is about, and the two ways in a few words."""

    names: tuple[str, ...]
    notebook: str
    here: str


@dataclass(frozen=True, kw_only=True)
class SecondWay:
    """One task, answered twice."""

    task: str
    model: str
    reference: str  # empty for statements
    rows: tuple[Row, ...]


def second_ways(course: Course, section: Section) -> list[SecondWay]:
    """Return both ways to every automatic task, in the order of the notebook.

    Raises:
        ReleaseError: a task has no reference, or no row of the table is about one of its names.
    """
    rows = table_of(course, section)
    return [_second_way(course, section, task.name, rows) for task in section.tasks if not task.manual]


def table_of(course: Course, section: Section) -> list[Row]:
    """Read the table in solutions/<module>/__init__.py; nothing when there is none."""
    path = course.root / "solutions" / section.module / "__init__.py"
    text = (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "") if path.is_file() else ""
    lines = [line.strip() for line in text.splitlines() if line.strip().startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]  # below the head and its rule
    return [
        Row(names=tuple(name.strip() for name in names.split(",")), notebook=notebook, here=here)
        for names, notebook, here in (row for row in cells if len(row) == COLUMNS)
    ]


def _second_way(course: Course, section: Section, task: str, rows: list[Row]) -> SecondWay:
    model = model_of(section, task)
    of_task = tuple(row for row in rows if {task, *model.asked} & set(row.names))
    path = course.root / "solutions" / section.module / f"{task}.py"
    if task == NOT_DERIVED:
        return SecondWay(task=task, model=model.code.strip(), reference="", rows=of_task)
    if not path.is_file():
        raise _lacks(course, section, task, f"{path.relative_to(course.root)}", "no such file", "the reference of the task")
    if not of_task:
        where = f"solutions/{section.module}/__init__.py"
        raise _lacks(course, section, task, where, "no row about it", "a row `| name | notebook | here |` in the docstring")
    return SecondWay(task=task, model=model.code.strip(), reference=_shown(path.read_text(encoding="utf-8")), rows=of_task)


def _shown(code: str) -> str:
    """Return a reference without what only the repository needs: its first docstring and the import of annotations."""
    module = ast.parse(code)
    first = module.body[0].end_lineno if ast.get_docstring(module) is not None else 0
    lines = code.splitlines()[first or 0 :]
    return "\n".join(line for line in lines if line != "from __future__ import annotations").strip()


def _lacks(course: Course, section: Section, task: str, where: str, got: str, expected: str) -> ReleaseError:
    return ReleaseError(
        f"the second way to {task} of {section.section_id} cannot be shown",
        where=where,
        got=got,
        expected=expected,
        next_step="write it, then build the set again",
    )
