"""The autograded notebook: the repaired submission with a verdict under every check cell, for the formgrader and feedback."""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import Any

from grading.classroom.gradebook.cells import CourseCell, course_cells
from grading.classroom.gradebook.clean import clean_html, clean_markdown, clean_outputs
from grading.classroom.gradebook.rows import clamped
from grading.section import CHECK_PREFIX, CellKind, Section
from grading.submission.notebook import Submission, SubmittedCell
from grading.submission.raw import clean_text
from grading.submission.regions import solution_regions
from grading.submission.serialise import KERNELSPEC, RECORD, dump
from grading.verdict import CheckResult, Outcome, TaskResult, Verdict

VERDICT_TYPE = "application/vnd.landscape.task+json"
RUBRIC_TAG = "rubric"  # cells for instructors; feedback leaves them out
VOID = "This task was declared void: everybody gets its points."
SIGNS = {Outcome.PASSED: "✓", Outcome.FAILED: "✗"}


def autograded_notebook(section: Section, submission: Submission, verdict: Verdict) -> bytes:
    """Return the notebook that nbgrader keeps under autograded/, valid in nbformat 4.5 and free of scripts."""
    known = {cell.name: cell for cell in course_cells(section)}
    outputs = {cell.cell_id: clean_outputs(cell.outputs) for cell in verdict.cells}
    rubrics = _rubrics(section)
    cells: list[dict[str, Any]] = []
    for cell in submission.cells:
        shown = outputs.get(cell.cell_id, [])
        if cell.kind is CellKind.CHECK:
            shown = [_verdict_output(verdict.task(cell.grade_id.removeprefix(CHECK_PREFIX))), *shown]
        cells.append(_cell(cell, known.get(cell.grade_id), shown))
        if cell.grade_id in rubrics:
            cells.append(_rubric_cell(cell.grade_id, rubrics[cell.grade_id]))
    return _notebook(cells, {RECORD: _about(verdict)})


def repaired_notebook(section: Section, submission: Submission) -> bytes:
    """Return the repaired submission as a notebook, without outputs and before it is graded."""
    known = {cell.name: cell for cell in course_cells(section)}
    return _notebook([_cell(cell, known.get(cell.grade_id), []) for cell in submission.cells], {})


def _notebook(cells: list[dict[str, Any]], about: dict[str, Any]) -> bytes:
    metadata = {"kernelspec": KERNELSPEC, "language_info": {"name": "python"}, **about}
    return dump({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5})


def task_data(task: TaskResult) -> dict[str, Any]:
    """Return what students may know of a task's verdict, as plain data; details for instructors are left out."""
    return {
        "task": task.task,
        "points": task.points,
        "score": clamped(task.score, task.points),
        "earned": clamped(task.earned, task.points),
        "note": clean_text(_note(task)),
        "checks": [
            {"title": clean_text(c.title), "outcome": c.outcome.value, "message": clean_text(c.message), "weight": c.weight}
            for c in task.checks
        ],
    }


def task_html(task: TaskResult) -> str:
    """Return the verdict of a task as a small table, harmless whatever the messages hold."""
    score = clamped(task.score, task.points)
    head = "A person marks this task." if score is None else f"{score:g} of {task.points:g} points"
    rows = "".join(_row(check) for check in task.checks)
    note = f"<p>{_escaped(_note(task))}</p>" if _note(task) else ""
    return clean_html(f"<p><strong>{head}</strong></p>{note}<table>{rows}</table>")


def _note(task: TaskResult) -> str:
    return " ".join(part for part in (VOID if task.void else "", task.note) if part)


def _row(check: CheckResult) -> str:
    sign, message = SIGNS.get(check.outcome, "!"), check.message
    if not message and check.outcome is not Outcome.PASSED:
        message = check.outcome.explanation
    return f"<tr><td>{sign}</td><td>{_escaped(check.title)}</td><td>{_escaped(message)}</td></tr>"


def _escaped(text: str) -> str:
    return html.escape(text).replace("\n", "<br>")


def _about(verdict: Verdict) -> dict[str, Any]:
    return {
        "problems": [clean_text(one) for one in verdict.problems],
        "readable": verdict.readable,
        "checker_version": verdict.checker_version,
    }


def _cell(cell: SubmittedCell, known: CourseCell | None, outputs: list[dict[str, Any]]) -> dict[str, Any]:
    metadata: dict[str, Any] = {"nbgrader": known.metadata()} if known else {}
    if cell.kind is CellKind.SHOW:
        metadata["tags"] = ["show"]
    own = cell.cell_type != "code" and cell.kind in (None, CellKind.WRITTEN)  # all else is the course's, restored
    source = clean_markdown(cell.source) if own else cell.source
    made: dict[str, Any] = {"cell_type": cell.cell_type, "id": cell.cell_id, "metadata": metadata, "source": source}
    if cell.cell_type == "code":
        made |= {"execution_count": None, "outputs": outputs}
    elif cell.pictures:
        made["attachments"] = {name: dict(kinds) for name, kinds in cell.pictures.items()}
    return made


def _verdict_output(task: TaskResult) -> dict[str, Any]:
    """Return the verdict as a result whose plain text is the mark, so that nbgrader's own reading of it agrees."""
    earned = clamped(task.earned, task.points) or 0.0
    data = {"text/plain": repr(earned), "text/html": task_html(task), VERDICT_TYPE: task_data(task)}
    return {"output_type": "execute_result", "execution_count": None, "data": data, "metadata": {}}


def _rubrics(section: Section) -> Mapping[str, str]:
    """Return the solution regions of written answers: model answer and rubric, for the person who marks them."""
    written = (cell for cell in section.cells if cell.kind is CellKind.WRITTEN)
    found = {cell.grade_id: "\n".join(line for region in solution_regions(cell.source) for line in region) for cell in written}
    return {name: text.strip() for name, text in found.items() if text.strip()}


def _rubric_cell(task: str, text: str) -> dict[str, Any]:
    return {
        "cell_type": "markdown",
        "id": f"rubric-{task}"[:64],
        "metadata": {"tags": [RUBRIC_TAG], "editable": False, "deletable": False},
        "source": f"**For the person who marks `{task}`: the rubric. Feedback leaves this cell out.**\n\n{text}",
    }
