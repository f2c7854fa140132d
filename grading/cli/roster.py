"""`landscape roster`: names and ids of the class, from the platform's own export."""

from __future__ import annotations

from pathlib import Path

import click
from rich.markup import escape
from rich.table import Table

from grading.classroom.gradebook.students import StudentRow, write_students
from grading.cli.context import Options, print_json, results
from grading.course import Course
from grading.platforms.kept import said_of_unmatched
from grading.platforms.roster import Roster, Student, load_roster, merge, require_one_id_each, save_roster
from grading.platforms.roster_files import read_class_list


@click.command("roster")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--id", "id_column", default="", help="The column that names the student here. Default: the platform's own id.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@click.pass_obj
def command(options: Options, file: Path | None, id_column: str, as_json: bool) -> int:
    """Read who is in the class from a CSV file of Canvas, Moodle, Gradescope or Google Classroom; without FILE, show who is.

    Names and addresses go into nbgrader's table of students. Says who did not hand in.
    """
    course = options.open()
    roster = load_roster(course)
    said = ""
    if file is not None:
        new = read_class_list(file, id_column=id_column)
        merged = merge(roster, new.students)
        require_one_id_each(merged.students, str(file))
        changed = write_students(course.database, [_row(one) for one in merged.students])
        if merged != roster:
            save_roster(course, merged)
        gone = len(roster.without(one.student for one in new.students))
        stay = f"; {gone} on the earlier roster and not in this file stay" if gone else ""
        said = f"{len(new.students)} students of {new.platform.value}, {changed} rows of the gradebook changed{stay}"
        roster = merged
    handed = {section: _handed_in(course, section) for section in course.section_ids()}
    if as_json:
        print_json(
            [
                {**_plain(one), "handed_in": [s for s, there in handed.items() if one.student in there]}
                for one in roster.students
            ]
        )
        return 0
    _show(roster, {section: there for section, there in handed.items() if there})
    for line in filter(None, (said_of_unmatched(course), said)):
        results().print(line)
    return 0


def _show(roster: Roster, handed: dict[str, set[str]]) -> None:
    table = Table("student", "name", "email", *handed)
    for one in roster.students:
        cells = ("yes" if one.student in there else "[yellow]no[/]" for there in handed.values())
        table.add_row(escape(one.student), escape(one.sorting_name), escape(one.email), *cells)
    results().print(table)
    for section, there in handed.items():
        missing = roster.without(there)
        names = ", ".join(f"{one.name} ({one.student})" for one in missing)
        results().print(f"{section}: {len(missing)} did not hand in" + (f": {escape(names)}" if names else ""))
        strangers = sorted(there - {one.student for one in roster.students})
        if strangers:
            results().print(f"{section}: handed in, and not on the roster: {escape(', '.join(strangers))}")
    if not roster:
        results().print("there is no roster yet: `landscape roster FILE.csv` reads one")


def _handed_in(course: Course, section: str) -> set[str]:
    return {path.parent.parent.name for path in course.submitted.glob(f"*/{section}/{section}.ipynb")}


def _row(one: Student) -> StudentRow:
    key = next((key for key in one.keys if key != one.student), one.student)
    return StudentRow(student=one.student, first_name=one.first_name, last_name=one.last_name, email=one.email, lms_user_id=key)


def _plain(one: Student) -> dict[str, object]:
    return {
        "student": one.student,
        "first_name": one.first_name,
        "last_name": one.last_name,
        "email": one.email,
        "ids": one.keys,
    }
