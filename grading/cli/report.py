"""`landscape report`: the class report, from what was graded."""

from __future__ import annotations

from dataclasses import asdict

import click

from grading.classroom.failures import Failure
from grading.classroom.records import Record
from grading.cli.context import Options, log_failures, print_json, results
from grading.course import Course
from grading.report.other_term import read_term
from grading.report.page import graded, this_term, write_report
from grading.report.standing import Standing, standing
from grading.report.summary import CheckSummary, SectionSummary, TaskSummary, summarise
from grading.report.terms import Term, compare


@click.command("report")
@click.argument("sections", nargs=-1)
@click.option(
    "--compare",
    "other",
    metavar="OTHER",
    help="Also compare the tasks with another term: its gradebook.db, its URL, or what `landscape report --json` printed then.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the numbers behind the page as JSON.")
@click.pass_obj
def command(options: Options, sections: tuple[str, ...], other: str | None, as_json: bool) -> int:
    """Write one HTML page about the class: marks, tasks, checks that failed, messages, equal answers, times.

    Exit code 1 says that some records could not be read; they are named.
    """
    course = options.open()
    for section in sections:
        course.notebook(section)
    term = None if other is None else read_term(other)
    failures: list[Failure] = []
    path = write_report(course, sections=sections, told=failures.append, other=term)
    log_failures(failures)
    if as_json:
        print_json(_all_numbers(course, sections, term))
    else:
        results().print(str(path))
    return 1 if failures else 0


def _all_numbers(course: Course, sections: tuple[str, ...], term: Term | None) -> dict[str, object]:
    found = graded(course, sections, _told_already)
    standings = {name: standing(course, name, of_section) for name, of_section in found.items()}
    now = this_term(standings, found)
    numbers: dict[str, object] = {
        name: _numbers(name, of_section, standings[name]) | {"marks": {task: asdict(one) for task, one in now[name].items()}}
        for name, of_section in found.items()
    }
    if term is not None:
        numbers["terms"] = [{**asdict(row), "difference": row.difference, "differs": row.differs} for row in compare(now, term)]
    return numbers


def _told_already(_failure: Failure) -> None:
    """Leave out a record that `write_report` has told of."""


def _numbers(name: str, found: list[Record], stand: Standing) -> dict[str, object]:
    summary: SectionSummary = summarise(name, found)
    return {
        "submissions": len(found),
        "automatic_points": summary.auto_points,
        "median": summary.median,
        "waiting": len(stand.waiting),
        "waiting_written": stand.waiting_written,
        "unreadable": summary.unreadable,
        "late": stand.late,
        "tasks": {task.task: _task(task) for task in summary.tasks},
        "failed_checks": [_check(row) for row in summary.failed],
    }


def _task(task: TaskSummary) -> dict[str, object]:
    names = ("points", "tried", "tried_share", "share", "full", "zero", "discrimination")
    return {name: getattr(task, name) for name in names}


def _check(row: CheckSummary) -> dict[str, object]:
    names = ("task", "check", "students", "tried", "share", "discrimination")
    return {**{name: getattr(row, name) for name in names}, "messages": [asdict(slip) for slip in row.messages]}
