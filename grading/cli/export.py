"""`landscape export`: marks as the platforms import them."""

from __future__ import annotations

import math
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click
from rich.markup import escape

from grading.classroom import records
from grading.cli.context import Options, log, print_json, results
from grading.course import Course
from grading.errors import UsageError
from grading.platforms import canvas_gradebook, gradescope_grades, moodle_worksheet, plain_table
from grading.platforms.columns import EXPORTS, Column, Written, columns_of
from grading.platforms.kept import load_receipts
from grading.platforms.roster import Roster, load_roster
from grading.platforms.sheets import Sheet, as_csv, read_sheet

TARGETS = ("canvas", "moodle", "gradescope", "csv")
NEEDS_A_PERSON = 1
COUNTED = ("marks", "empty", "missing", "absent", "warnings", "late")


@click.command("export")
@click.argument("sections", nargs=-1)
@click.option("--to", "target", type=click.Choice(TARGETS), required=True, help="Who reads the file.")
@click.option(
    "--gradebook", type=click.Path(path_type=Path), help="The gradebook or grading worksheet downloaded there, to be filled."
)
@click.option("--column", default="", help="The column of the gradebook to fill, where its title does not name the section.")
@click.option(
    "--by", type=click.Choice(["total", "task"]), default="total", show_default=True, help="A mark a section, or a task."
)
@click.option("--bom", is_flag=True, help="Begin with a byte order mark: Excel then shows umlauts as they are.")
@click.option(
    "--output", "-o", type=click.Path(path_type=Path), help="Where to write. Default: a file in exports/; - for stdout."
)
@click.option("--json", "as_json", is_flag=True, help="Print what was written and what was left empty as JSON.")
@click.pass_obj
def command(
    options: Options, sections: tuple[str, ...], target: str, gradebook: Path | None, column: str, by: str, bom: bool,
    output: Path | None, as_json: bool,
) -> int:  # fmt: skip
    """Write the marks of some sections (default: all that were graded) for Canvas, Moodle, Gradescope or a spreadsheet.

    A mark that is not final is left empty and counted. Exit code 1 says that there are such marks, or students without a row.
    """
    course = options.open()
    names = sections or tuple(
        name for name in course.section_ids() if any((course.classroom / records.VERDICTS / name).glob("*.json"))
    )
    for name in names:
        course.notebook(name)
    if not names:
        raise UsageError("nothing was graded yet", where=str(course.classroom), next_step="run `landscape grade` first")
    table = _table(course, names, target, read_sheet(gradebook) if gradebook else None, column, by_task=by == "task")
    data = as_csv(table.rows, bom=bom)
    where = output or course.classroom / EXPORTS / f"{'-'.join(names)}-{target}.csv"
    if str(where) == "-":
        sys.stdout.buffer.write(data)
    else:
        records.write(where, data)
    if as_json:
        print_json({"file": str(where), **{name: getattr(table, name) for name in COUNTED}})
    else:
        _say(table, where, by_task=by == "task")
    return NEEDS_A_PERSON if table.empty or table.missing or table.warnings else 0


def _table(course: Course, names: Sequence[str], target: str, sheet: Sheet | None, column: str, *, by_task: bool) -> Written:
    roster = load_roster(course)
    columns = columns_of(course, names, by_task=by_task)
    if target == "csv":
        return plain_table.from_marks(roster, columns)
    if sheet is None and not roster and target != "moodle":
        raise UsageError(
            f"{target} finds students by its own ids, and there is no roster that has them",
            next_step="run `landscape roster FILE.csv`, or give the file downloaded there with --gradebook",
        )
    if target == "canvas":
        if sheet is None:
            return canvas_gradebook.from_roster(roster, columns)
        return canvas_gradebook.into_gradebook(sheet, roster, columns, column)
    one = _only(names, target) if not (target == "moodle" and by_task) else names[0]
    if target == "moodle":
        return _for_moodle(course, roster, columns, sheet, column, by_task=by_task)
    total = columns_of(course, [one], by_task=False)[0]
    if sheet is not None:
        return gradescope_grades.into_grades(sheet, roster, total)
    return gradescope_grades.from_roster(roster, total, columns if by_task else ())


def _for_moodle(
    course: Course, roster: Roster, columns: Sequence[Column], sheet: Sheet | None, column: str, *, by_task: bool
) -> Written:
    if by_task:
        return moodle_worksheet.for_grade_import(roster, columns)
    receipts = load_receipts(course)
    if sheet is not None:
        return moodle_worksheet.into_worksheet(sheet, roster, receipts, columns[0], column)
    return moodle_worksheet.from_roster(roster, receipts, columns[0])


def _only(names: Sequence[str], target: str) -> str:
    if len(names) != 1:
        raise UsageError(
            f"{target} reads the marks of one assignment at a time", got=", ".join(names), next_step="name one section"
        )
    return names[0]


def _say(table: Written, where: Path, *, by_task: bool) -> None:
    out = log() if str(where) == "-" else results()
    out.print(f"{table.marks} marks in {escape(str(where))}")
    if table.empty:
        students = len({student for student, _, _ in table.empty})
        out.print(f"[bold]{len(table.empty)} cells left empty[/], as the marks of {students} students are not final:")
        for why, count in Counter(why for _, _, why in table.empty).most_common(10):
            out.print(f"  {count} x {escape(why)}")
    if table.late:
        place = "; it is in totals, and in no column of a task" if by_task else ""
        out.print(f"late penalty: {len(table.late)} hand-ins, {math.fsum(table.late):.4g} points in all{place}")
    if table.absent:
        out.print(f"{len(table.absent)} did not hand in: {escape(', '.join(table.absent))}")
    if table.missing:
        out.print(f"[bold]{len(table.missing)} have marks and no row[/]: {escape(', '.join(table.missing))}; "
                  "load their class list with `landscape roster`")  # fmt: skip
    for warning in table.warnings:
        out.print(f"[yellow]look at:[/] {escape(warning)}")
