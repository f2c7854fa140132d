"""`landscape list`: sections, and who handed in what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import click
from rich.table import Table

from grading.classroom import records
from grading.cli.context import Options, print_json, results
from grading.course import Course
from grading.section import Section
from grading.submission.find import Handed, find


@click.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@click.pass_obj
def command(options: Options, as_json: bool) -> int:
    """List the sections with their tasks and points, and what was handed in and graded."""
    course = options.open()
    handed = find(course) if course.submitted.is_dir() and any(course.submitted.iterdir()) else []
    rows = [_row(course, Section.load(course, name), handed) for name in course.section_ids()]
    if as_json:
        print_json([asdict(row) for row in rows])
        return 0
    table = Table("section", "tasks", "points", "handed in", "graded")
    for row in rows:
        numbers = (len(row.tasks), f"{row.points:g}", len(row.handed_in), len(row.graded))
        table.add_row(row.section, *map(str, numbers))
    results().print(table)
    return 0


@dataclass(frozen=True, kw_only=True)
class Row:
    """A section, and what is there of it."""

    section: str
    tasks: dict[str, float]  # name -> points
    points: float
    handed_in: list[str]
    graded: list[str]


def _row(course: Course, section: Section, handed: Sequence[Handed]) -> Row:
    students = [one.student for one in handed if one.section == section.section_id]
    return Row(
        section=section.section_id,
        tasks={task.name: task.points for task in section.tasks},
        points=section.points,
        handed_in=students,
        graded=sorted(student for student in students if records.load(course, section.section_id, student) is not None),
    )
