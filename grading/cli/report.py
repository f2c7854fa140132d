"""`landscape report`: the class report, from what was graded."""

from __future__ import annotations

import click

from grading.classroom import records
from grading.classroom.failures import Failure
from grading.cli.context import Options, log_failures, print_json, results
from grading.report.page import write_report
from grading.report.summary import summarise


@click.command("report")
@click.argument("sections", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Print the numbers behind the page as JSON.")
@click.pass_obj
def command(options: Options, sections: tuple[str, ...], as_json: bool) -> int:
    """Write one HTML page about the class: marks, tasks, checks that failed, messages, time and memory.

    Exit code 1 says that some records could not be read; they are named.
    """
    course = options.open()
    for section in sections:
        course.notebook(section)
    failures: list[Failure] = []
    path = write_report(course, sections=sections, told=failures.append)
    log_failures(failures)
    if not as_json:
        results().print(str(path))
        return 1 if failures else 0
    found = {name: list(records.load_all(course, name, told=_told_already)) for name in sections or course.section_ids()}
    print_json({name: _numbers(name, of_section) for name, of_section in found.items() if of_section})
    return 1 if failures else 0


def _told_already(_failure: Failure) -> None:
    """Leave out a record that `write_report` has told of."""


def _numbers(name: str, found: list[records.Record]) -> dict[str, object]:
    summary = summarise(name, found)
    return {
        "submissions": len(found),
        "automatic_points": summary.auto_points,
        "median": summary.median,
        "waiting": summary.waiting,
        "unreadable": summary.unreadable,
        "tasks": {
            task.task: {"points": task.points, "share": task.share, "full": task.full, "zero": task.zero}
            for task in summary.tasks
        },
        "failed_checks": [
            {"task": row.task, "check": row.check, "students": row.students, "messages": row.messages} for row in summary.failed
        ],
    }
