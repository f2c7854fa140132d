"""Reads the marks of another term: from its gradebook, or from what `landscape report --json` printed then."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import select

from grading.classroom.gradebook.schema import transaction
from grading.classroom.gradebook.tables import assignment, base_cell, grade, grade_cells, notebook
from grading.errors import UsageError
from grading.report.terms import TaskMarks, Term, task_marks
from grading.section import CHECK_PREFIX

SQLITE = b"SQLite format 3\x00"


def read_term(source: str) -> Term:
    """Return the marks of another term.

    Args:
        source: path of a gradebook.db or of a JSON file, or SQLAlchemy URL of a gradebook. Nothing of it is changed: of a
            file a copy is read.

    Raises:
        UsageError: there is no such file, or it is neither.
        GradebookError: the gradebook cannot be read.
    """
    if "://" in source:
        return _from_gradebook(source)
    path = Path(source)
    if not path.is_file():
        raise _unknown(source, "there is no such file")
    with path.open("rb") as file:
        is_gradebook = file.read(len(SQLITE)) == SQLITE
    if not is_gradebook:
        return _from_json(path)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "gradebook.db"
        shutil.copyfile(path, copy)
        return _from_gradebook(f"sqlite:///{copy}")


def _from_gradebook(url: str) -> Term:
    joined = (
        grade.join(base_cell, grade.c.cell_id == base_cell.c.id)
        .join(grade_cells, grade_cells.c.id == base_cell.c.id)
        .join(notebook, notebook.c.id == base_cell.c.notebook_id)
        .join(assignment, assignment.c.id == notebook.c.assignment_id)
    )
    columns = (
        assignment.c.name.label("section"),
        base_cell.c.name.label("cell"),
        grade_cells.c.max_score,
        grade.c.auto_score,
        grade.c.manual_score,
        grade.c.extra_credit,
        grade.c.needs_manual_grade,
    )
    with transaction(url) as connection:
        rows = connection.execute(select(*columns).select_from(joined)).all()
    points: dict[tuple[str, str], float] = {}
    marks: dict[tuple[str, str], list[float]] = defaultdict(list)
    for row in rows:
        key = (row.section, row.cell.removeprefix(CHECK_PREFIX))
        points[key] = row.max_score
        base = row.manual_score if row.manual_score is not None else row.auto_score
        if base is not None and not row.needs_manual_grade:
            marks[key].append(base + (row.extra_credit or 0.0))
    term: dict[str, dict[str, TaskMarks]] = defaultdict(dict)
    for (section, task), most in points.items():
        if most > 0:
            term[section][task] = task_marks(most, marks[section, task])
    return term


def _from_json(path: Path) -> Term:
    try:
        data: Mapping[str, Any] = json.loads(path.read_bytes())
        return {
            section: {task: TaskMarks(**_numbers(numbers)) for task, numbers in of["marks"].items()}
            for section, of in data.items()
            if section != "terms"
        }
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise _unknown(str(path), f"{type(error).__name__}: {error}") from error


def _numbers(numbers: Mapping[str, Any]) -> dict[str, Any]:
    """Return the four numbers of a task, checked: a share is in [0, ...), and what n promises is there."""
    n, points = int(numbers["n"]), float(numbers["points"])
    mean = None if numbers["mean"] is None else float(numbers["mean"])
    sd = None if numbers["sd"] is None else float(numbers["sd"])
    if n < 0 or not points > 0 or (mean is None) != (n == 0) or (sd is None) != (n < 2):
        raise ValueError(f"numbers that do not fit: {dict(numbers)}")
    return {"points": points, "n": n, "mean": mean, "sd": sd}


def _unknown(where: str, got: str) -> UsageError:
    return UsageError(
        "this is not another term",
        where=where,
        got=got,
        expected="a gradebook.db, the URL of a gradebook, or what `landscape report --json` printed",
        next_step="name that file after --compare",
    )
