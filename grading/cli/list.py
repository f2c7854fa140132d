"""`landscape list`: sections, and who handed in what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import click
from rich.markup import escape
from rich.table import Table

from grading.classroom import records
from grading.classroom.gradebook.students import called, names_of, read_students
from grading.classroom.known import known_students
from grading.cli.context import Options, print_json, results
from grading.course import Course
from grading.platforms.kept import said_of_unmatched
from grading.section import Section
from grading.submission.find import Handed, find


@click.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@click.pass_obj
def command(options: Options, as_json: bool) -> int:
    """List the sections with their tasks and points, what was graded, and who handed in what and who did not."""
    course = options.open()
    handed = find(course) if course.submitted.is_dir() and any(course.submitted.iterdir()) else []
    known = known_students(course)
    rows = [_row(course, Section.load(course, name), handed, known) for name in course.section_ids()]
    if as_json:
        print_json([asdict(row) for row in rows])
        return 0
    table = Table("section", "tasks", "points", "handed in", "graded")
    for row in rows:
        numbers = (len(row.tasks), f"{row.points:g}", len(row.handed_in), len(row.graded))
        table.add_row(row.section, *map(str, numbers))
    results().print(table)
    names = names_of(read_students(course.database).values()) if course.has_gradebook else {}
    for row in (row for row in rows if row.handed_in):
        missing = ", ".join(called(student, names) for student in row.missing) or "nobody"
        results().print(f"[bold]{row.section}[/] handed in: {escape(', '.join(row.handed_in))}")
        results().print(f"[bold]{row.section}[/] not handed in: {escape(missing)}")
    if none := [row.section for row in rows if not row.handed_in]:
        results().print(f"handed in by nobody: {', '.join(none)}")
    if said := said_of_unmatched(course):
        results().print(said)
    return 0


@dataclass(frozen=True, kw_only=True)
class Row:
    """A section, and what is there of it."""

    section: str
    tasks: dict[str, float]  # name -> points
    points: float
    handed_in: list[str]
    missing: list[str]  # known students without it
    graded: list[str]


def _row(course: Course, section: Section, handed: Sequence[Handed], known: Sequence[str]) -> Row:
    students = [one.student for one in handed if one.section == section.section_id]
    return Row(
        section=section.section_id,
        tasks={task.name: task.points for task in section.tasks},
        points=section.points,
        handed_in=students,
        missing=[student for student in known if student not in students],
        graded=sorted(student for student in students if records.load(course, section.section_id, student) is not None),
    )
