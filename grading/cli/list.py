"""`landscape list`: sections, and who handed in what."""

from __future__ import annotations

import click
from rich.table import Table

from grading.classroom import records
from grading.cli.context import Options, print_json, results
from grading.section import Section
from grading.submission.find import find


@click.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@click.pass_obj
def command(options: Options, as_json: bool) -> int:
    """List the sections with their tasks and points, and what was handed in and graded."""
    course = options.open()
    sections = [Section.load(course, name) for name in course.section_ids()]
    handed = find(course) if course.submitted.is_dir() and any(course.submitted.iterdir()) else []
    graded = {(one.section, one.student) for one in handed if records.load(course, one.section, one.student) is not None}
    rows = [
        {
            "section": section.section_id,
            "tasks": {task.name: task.points for task in section.tasks},
            "points": section.points,
            "handed_in": [one.student for one in handed if one.section == section.section_id],
            "graded": sorted(student for name, student in graded if name == section.section_id),
        }
        for section in sections
    ]
    if as_json:
        print_json(rows)
        return 0
    table = Table("section", "tasks", "points", "handed in", "graded")
    for section, row in zip(sections, rows, strict=True):
        handed_in, done = [one.student for one in handed if one.section == section.section_id], row["graded"]
        number = len(done) if isinstance(done, list) else 0
        table.add_row(section.section_id, str(len(section.tasks)), f"{section.points:g}", str(len(handed_in)), str(number))
    results().print(table)
    return 0
