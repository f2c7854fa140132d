"""The tables of nbgrader's gradebook, column by column; a test holds them against the installed nbgrader.

They are written down here because importing nbgrader takes longer than marking a notebook.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    Enum,
    Float,
    ForeignKey,
    Interval,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

SCHEMA = "e43177bfe90b"  # revision of nbgrader 0.9's schema
TABLES = MetaData()


def _key(target: str = "", *, length: int = 32) -> Column[str]:
    """Make the primary key of a table, which may also refer to another one."""
    return Column("id", String(length), *([ForeignKey(target)] if target else []), primary_key=True)


def _to(name: str, target: str, *, length: int = 32, nullable: bool = True) -> Column[str]:
    return Column(name, String(length), ForeignKey(target), nullable=nullable)


def _cell_type(name: str) -> Column[str]:
    return Column("cell_type", Enum("code", "markdown", name=name, validate_strings=True), nullable=False)


course = Table("course", TABLES, Column("id", String(128), unique=True, primary_key=True, nullable=False))
student = Table(
    "student",
    TABLES,
    _key(length=128),
    *(Column(name, String(128)) for name in ("first_name", "last_name", "email", "lms_user_id")),
)
assignment = Table(
    "assignment",
    TABLES,
    _key(),
    Column("name", String(128), unique=True, nullable=False),
    Column("duedate", DateTime()),
    _to("course_id", "course.id", length=128, nullable=False),
)
notebook = Table(
    "notebook",
    TABLES,
    _key(),
    Column("name", String(128), nullable=False),
    _to("assignment_id", "assignment.id"),
    Column("kernelspec", String(1024)),
    UniqueConstraint("name", "assignment_id"),
)
base_cell = Table(
    "base_cell",
    TABLES,
    _key(),
    Column("name", String(128), nullable=False),
    _to("notebook_id", "notebook.id", nullable=False),
    Column("type", String(50)),
    UniqueConstraint("name", "notebook_id", "type"),
)
grade_cells = Table(
    "grade_cells", TABLES, _key("base_cell.id"), Column("max_score", Float(), nullable=False), _cell_type("grade_cell_type")
)
solution_cells = Table("solution_cells", TABLES, _key("base_cell.id"))
task_cells = Table(
    "task_cells", TABLES, _key("base_cell.id"), Column("max_score", Float(), nullable=False), _cell_type("grade_cell_type")
)
source_cell = Table(
    "source_cell",
    TABLES,
    _key(),
    Column("name", String(128), nullable=False),
    _cell_type("source_cell_type"),
    Column("locked", Boolean, nullable=False),
    Column("source", Text()),
    Column("checksum", String(128)),
    _to("notebook_id", "notebook.id"),
    UniqueConstraint("name", "notebook_id"),
)
submitted_assignment = Table(
    "submitted_assignment",
    TABLES,
    _key(),
    _to("assignment_id", "assignment.id"),
    _to("student_id", "student.id", length=128),
    Column("timestamp", DateTime()),
    Column("extension", Interval()),
    UniqueConstraint("assignment_id", "student_id"),
)
submitted_notebook = Table(
    "submitted_notebook",
    TABLES,
    _key(),
    _to("assignment_id", "submitted_assignment.id"),
    _to("notebook_id", "notebook.id"),
    Column("flagged", Boolean),
    Column("late_submission_penalty", Float(0)),
    UniqueConstraint("notebook_id", "assignment_id"),
)
grade = Table(
    "grade",
    TABLES,
    _key(),
    _to("notebook_id", "submitted_notebook.id"),
    _to("cell_id", "base_cell.id"),
    *(Column(name, Float()) for name in ("auto_score", "manual_score", "extra_credit")),
    Column("needs_manual_grade", Boolean, nullable=False),
    UniqueConstraint("cell_id", "notebook_id"),
)
comment = Table(
    "comment",
    TABLES,
    _key(),
    _to("notebook_id", "submitted_notebook.id"),
    _to("cell_id", "base_cell.id"),
    Column("auto_comment", Text()),
    Column("manual_comment", Text()),
    UniqueConstraint("cell_id", "notebook_id"),
)
