"""Penalties for late submissions, by the plugin that nbgrader_config.py names, as `nbgrader autograde` applies them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from grading.classroom.gradebook.tables import assignment, grade, submitted_assignment, submitted_notebook
from grading.course import Course


def write_penalties(connection: Connection, course: Course, name: str, students: Sequence[str]) -> None:
    """Set the late penalty of each submission; none where it was in time or no penalty is configured."""
    row = connection.execute(select(assignment.c.id, assignment.c.duedate).where(assignment.c.name == name)).one()
    joined = submitted_assignment.join(submitted_notebook, submitted_notebook.c.assignment_id == submitted_assignment.c.id)
    columns = (
        submitted_assignment.c.student_id,
        submitted_assignment.c.timestamp,
        submitted_assignment.c.extension,
        submitted_notebook.c.id,
    )
    wanted = set(students)
    changed = []
    handed_in = select(*columns).select_from(joined).where(submitted_assignment.c.assignment_id == row.id)
    for one in connection.execute(handed_in).all():
        if one.student_id in wanted:
            late = 0.0 if row.duedate is None else seconds_late(one.timestamp, row.duedate, one.extension)
            penalty = _penalty(connection, course, one, late) if late > 0 else None
            changed.append({"the_id": one.id, "penalty": penalty})
    if changed:
        statement = update(submitted_notebook).where(submitted_notebook.c.id == bindparam("the_id"))
        connection.execute(statement.values(late_submission_penalty=bindparam("penalty")), changed)


def refresh_penalties(connection: Connection, course: Course, name: str, students: Sequence[str]) -> None:
    """Set the penalties anew where there is a due date: a person may have marked, or granted more time, since the grading."""
    due = connection.execute(select(assignment.c.duedate).where(assignment.c.name == name)).scalar()
    if due is not None:
        write_penalties(connection, course, name, students)


def seconds_late(timestamp: Any, due: Any, extension: Any) -> float:
    """Return how long after the due date, and the student's extension, a submission came; 0 without a time."""
    if timestamp is None:
        return 0.0
    return max(0.0, float((timestamp - due - (extension or timedelta())).total_seconds()))


def _penalty(connection: Connection, course: Course, submission: Any, late: float) -> float | None:
    """Ask the plugin, and keep its answer inside [0, score]."""
    score = _score(connection, submission.id)
    penalty = _plugin(course).late_submission_penalty(submission.student_id, score, late)
    return None if penalty is None else min(max(float(penalty), 0.0), score)


def _score(connection: Connection, notebook_id: str) -> float:
    rows = connection.execute(
        select(grade.c.auto_score, grade.c.manual_score, grade.c.extra_credit).where(grade.c.notebook_id == notebook_id)
    )
    return sum(_total(row) for row in rows.all())


def _total(row: Any) -> float:
    base = row.manual_score if row.manual_score is not None else row.auto_score
    return 0.0 if base is None else float(base) + float(row.extra_credit or 0.0)


def _plugin(course: Course) -> Any:
    """Return the configured plugin; nbgrader is imported for late submissions only."""
    from nbgrader.preprocessors import AssignLatePenalties
    from traitlets.config import Config, PyFileConfigLoader

    path: Path = course.root / "nbgrader_config.py"
    config = PyFileConfigLoader(path.name, path=str(path.parent)).load_config() if path.is_file() else Config()
    assign = AssignLatePenalties(config=config)
    assign.init_plugin()
    return assign.plugin_inst
