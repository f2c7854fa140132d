"""Makes the set that students may see after the deadline: each notebook with its model answers, and beside them the second way.

It is built in a folder of its own, never in release/, and a section whose students can still hand in is refused.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from grading.classroom.gradebook.hand_ins import hand_ins
from grading.content.second_ways import SecondWay, second_ways
from grading.course import Course
from grading.drafts import finished
from grading.errors import UsageError
from grading.release.make import require_finished
from grading.section import CellKind, Section
from grading.submission.files import write_atomically
from grading.submission.regions import without_markers

FOLDER = "model-answers"
_MARKED = (CellKind.ANSWER, CellKind.WRITTEN)
_ABOUT = (
    "> **With answers.** Below each answer stands a second way to it, from the reference that the hidden checks are held"
    " against. The same side by side: `{section}.html`."
)


def make_model_answers(
    course: Course, *, sections: Sequence[str] = (), folder: Path | None = None, early: bool = False
) -> list[Path]:
    """Write notebook and page of each section into `folder`, and return their paths.

    Args:
        course: where source/ and solutions/ are.
        sections: which; default all but drafts.
        folder: where to; default model-answers/ in the course.
        early: also while the gradebook says that a student can still hand in.

    Raises:
        UsageError: a section is a draft or not due yet, or `folder` is one that students or the grader read.
        ReleaseError: a task has no second way.
    """
    ids = tuple(sections) or finished(course)
    where = folder or course.root / FOLDER
    _require_apart(course, where)
    require_finished(course, ids)
    for name in () if early else ids:
        _require_over(course, name)
    made: dict[Path, bytes] = {}
    for name in ids:
        section = Section.load(course, name)
        ways = second_ways(course, section)
        place = where / section.section_id
        made[place / f"{section.section_id}.ipynb"] = _notebook(course, section, ways)
        made[place / f"{section.section_id}.html"] = _page(section, ways).encode()
    write_atomically(made)
    return sorted(made)


def _require_apart(course: Course, folder: Path) -> None:
    """Refuse a folder that is handed out, edited or graded, and any folder inside one or around one."""
    taken = (course.release, course.source, course.root / "solutions", course.grader_tests, course.submitted)
    own = folder.resolve()
    for other in (path.resolve() for path in taken):
        if own.is_relative_to(other) or other.is_relative_to(own):
            raise UsageError(
                "model answers are not written there",
                where=str(folder),
                expected=f"a folder apart from {other.name}/",
                next_step=f"leave --to out, which means {FOLDER}/, or name another folder",
            )


def _require_over(course: Course, section: str) -> None:
    until = hand_ins(course, section).until if course.has_gradebook else None
    if until is not None and until > datetime.now(tz=UTC).replace(tzinfo=None):
        raise UsageError(
            "students can still hand this section in",
            where=section,
            got=f"handed in until {until:%Y-%m-%d %H:%M} UTC, the last extension counted",
            expected="a deadline that is over",
            next_step="wait, or add --early if you mean it",
        )


def _notebook(course: Course, section: Section, ways: Sequence[SecondWay]) -> bytes:
    notebook: dict[str, Any] = json.loads(course.notebook(section.section_id).read_text(encoding="utf-8"))
    of_task = {way.task: way for way in ways}
    cells: list[dict[str, Any]] = [_text("with-answers", _ABOUT.format(section=section.section_id))]
    for raw, cell in zip(notebook["cells"], section.cells, strict=True):
        raw["metadata"].pop("nbgrader", None)  # it is not to be handed in
        if cell.kind in _MARKED:
            raw["source"] = without_markers(cell.source)
        cells.append(raw)
        if (way := of_task.get(cell.grade_id)) and way.reference and cell.kind is CellKind.ANSWER:
            cells.append(_text(f"second-way-{cell.grade_id}"[:64], _second_way(way)))
    notebook["cells"] = cells
    return (json.dumps(notebook, indent=1, ensure_ascii=False) + "\n").encode()


def _second_way(way: SecondWay) -> str:
    rows = "\n".join(f"| {', '.join(f'`{name}`' for name in row.names)} | {row.notebook} | {row.here} |" for row in way.rows)
    table = f"| what | above | here |\n|---|---|---|\n{rows}"
    return f"**A second way: `{way.task}`**\n\n{table}\n\n```python\n{way.reference}\n```"


def _text(cell_id: str, source: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "id": cell_id, "metadata": {}, "source": source}


def _page(section: Section, ways: Sequence[SecondWay]) -> str:
    environment = Environment(loader=PackageLoader("grading.content"), autoescape=True, undefined=StrictUndefined)
    style = (files("grading.content") / "templates" / "model_answers.css").read_text(encoding="utf-8")
    return environment.get_template("model_answers.html.j2").render(section=section, ways=ways, style=style) + "\n"
