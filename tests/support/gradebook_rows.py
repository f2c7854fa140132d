"""Everything in a gradebook, with names in the place of ids, so that two gradebooks can be held against one another."""

from __future__ import annotations

from typing import Any

from sqlalchemy import create_engine, text

QUERIES = {
    "student": "SELECT * FROM student",
    "assignment": "SELECT name, duedate, course_id FROM assignment",
    "notebook": "SELECT n.name, a.name, n.kernelspec FROM notebook n JOIN assignment a ON a.id = n.assignment_id",
    "graded cells": "SELECT b.name, b.type, g.max_score, g.cell_type FROM base_cell b JOIN grade_cells g ON g.id = b.id",
    "solution cells": "SELECT b.name, b.type FROM base_cell b JOIN solution_cells s ON s.id = b.id",
    "all cells": "SELECT b.name, b.type, n.name FROM base_cell b JOIN notebook n ON n.id = b.notebook_id",
    "source cells": "SELECT name, cell_type, locked, source, checksum FROM source_cell",
    "submissions": "SELECT a.name, s.student_id, s.timestamp, s.extension FROM submitted_assignment s"
    " JOIN assignment a ON a.id = s.assignment_id",
    "submitted notebooks": "SELECT n.name, s.student_id, b.flagged, b.late_submission_penalty FROM submitted_notebook b"
    " JOIN submitted_assignment s ON s.id = b.assignment_id JOIN notebook n ON n.id = b.notebook_id",
    "grades": "SELECT s.student_id, c.name, g.auto_score, g.manual_score, g.extra_credit, g.needs_manual_grade FROM grade g"
    " JOIN base_cell c ON c.id = g.cell_id JOIN submitted_notebook b ON b.id = g.notebook_id"
    " JOIN submitted_assignment s ON s.id = b.assignment_id",
    "comments": "SELECT s.student_id, c.name, m.auto_comment, m.manual_comment FROM comment m"
    " JOIN base_cell c ON c.id = m.cell_id JOIN submitted_notebook b ON b.id = m.notebook_id"
    " JOIN submitted_assignment s ON s.id = b.assignment_id",
    "versions": "SELECT version_num FROM alembic_version",
}


def all_rows(url: str) -> dict[str, list[tuple[Any, ...]]]:
    """Return the rows of every table, sorted."""
    engine = create_engine(url)
    with engine.connect() as connection:
        found = {name: sorted(map(tuple, connection.execute(text(query))), key=repr) for name, query in QUERIES.items()}
    engine.dispose()
    return found


def change(url: str, statement: str, **values: Any) -> None:
    """Change a gradebook by hand, as a person in the formgrader would."""
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text(statement), values)
    engine.dispose()
