"""`landscape mutants`: which small changes of the model answers the hidden checks do not notice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click
from rich.markup import escape
from rich.table import Table

from grading.cli.context import Options, print_json, progress, results
from grading.content.mutants.equivalent import as_entry
from grading.content.mutants.judge import TaskReport, Tried, first_line, how_many, tasks_of, try_mutants
from grading.course import Course


@click.command("mutants")
@click.argument("section")
@click.argument("task", default="")
@click.option("--entries", is_flag=True, help="Print the survivors as entries for the task's list of equivalent mutants.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON, every mutant with the check that killed it.")
@click.pass_obj
def command(options: Options, section: str, task: str, entries: bool, as_json: bool) -> int:
    """Make slips in the model answers of a section, or of one TASK, one at a time, and run the hidden checks on each.

    A mutant that passes all of them shows a hole in the checks, or is equivalent: then it is listed with the reason in
    tests/answers/SECTION/TASK.equivalent.toml. No seal: only the course's own code runs. Exit code 1 when a survivor is not
    listed, or an entry of a list is wrong.
    """
    course = options.open()
    course.notebook(section)
    tasks = tasks_of(course, section, task)
    total = how_many(course, section, tasks) + len(tasks)  # each task's report comes in the same stream
    stream = progress(try_mutants(course, section, tasks), total=total, what="mutants")
    reports = [one for one in stream if isinstance(one, TaskReport)]
    if as_json:
        print_json([_as_json(report) for report in reports])
    elif entries:
        for one in (one for report in reports for one in report.survivors):
            click.echo(f"# {one.task}\n{as_entry(one.mutant)}")
    else:
        _print(course, reports)
    return 1 if any(report.survivors or report.faults() for report in reports) else 0


def _print(course: Course, reports: Sequence[TaskReport]) -> None:
    table = Table("section", "task", "mutants", "killed", "equivalent", "survivors", "seconds")
    for report in reports:
        listed = report.counted - len(report.killed) - len(report.survivors)
        numbers = (report.counted, len(report.killed), listed, len(report.survivors))
        table.add_row(report.section, report.task, *map(str, numbers), f"{report.seconds:.1f}")
    results().print(table)
    for report in reports:
        for one in report.survivors:
            place = _place(course, report, one)
            results().print(
                f"[red]{report.task}[/] {escape(place)}\n    {escape(one.mutant.before)}\n -> {escape(one.mutant.after)}"
            )
        for fault in report.faults():
            results().print(f"[red]{escape(fault)}[/]")


def _place(course: Course, report: TaskReport, one: Tried) -> str:
    first = first_line(course, report.section, report.task)
    source = course.notebook(report.section).with_suffix(".md").relative_to(course.root)
    place = f"{source}:{first + one.mutant.line - 1}" if first else f"line {one.mutant.line} of the answer"
    function = f", in {one.mutant.function}" if one.mutant.function else ""
    return f"{place}{function}, {one.mutant.operator}" + (f" ({one.outcome}: {one.check})" if one.check else "")


def _as_json(report: TaskReport) -> dict[str, Any]:
    why = {entry.key: entry.why for entry in report.equivalent}
    return {
        "section": report.section,
        "task": report.task,
        "seconds": round(report.seconds, 3),
        "survivors": len(report.survivors),
        "faults": report.faults(),
        "mutants": [
            {
                **{
                    name: getattr(one.mutant, name)
                    for name in ("operator", "function", "before", "after", "occurrence", "line")
                },
                "outcome": one.outcome,
                "check": one.check,
                "equivalent": why.get(one.mutant.key, ""),
            }
            for one in report.tried
        ],
    }
