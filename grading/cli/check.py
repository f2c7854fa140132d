"""`landscape check`: every gate of a section, or of one task, in seconds."""

from __future__ import annotations

from collections.abc import Iterator

import click
from rich.markup import escape
from rich.table import Table

from grading.classroom.schedule import Settings, usable_cores
from grading.cli.context import ISOLATION, Options, log, print_json, results, warn_without_walls
from grading.content.check import Row, check_section
from grading.content.judging import Judges
from grading.content.verdict_cache import VerdictCache
from grading.content.watch import Seen, wait_for_change
from grading.course import Course
from grading.errors import CourseError
from grading.release.make import leak_of

NOT_MET = 1


@click.command("check")
@click.argument("section")
@click.option("--task", help="Measure what concerns this task alone.")
@click.option("--watch", is_flag=True, help="Measure again whenever a file of the section changes, until Ctrl-C.")
@click.option("--rounds", type=click.IntRange(min=1), help="With --watch: end after so many rounds.")
@click.option(
    "--isolation", type=click.Choice(ISOLATION), default="auto", show_default=True, help="How the student's process is sealed."
)
@click.option("--json", "as_json", is_flag=True, help="Print as JSON, one document a round.")
@click.pass_obj
def command(
    options: Options, section: str, task: str | None, watch: bool, rounds: int | None, isolation: str, as_json: bool
) -> int:
    """Measure every gate of a section: sync, leaks, model answer and stub, hidden checks, bank, and the form of the notebook.

    Exit code 1 when a gate is not met, be it a known miss (tests/known-misses.toml); a draft is let off the gates of size.
    """
    course = options.open()
    course.notebook(section)
    warn_without_walls(isolation)
    settings = Settings(root=course.root, isolation=isolation)
    code = 0
    workers = 1 if task else usable_cores()  # for some thirty answers a second grader does not pay for its start
    with Judges(course=course, settings=settings, workers=workers, cache=VerdictCache.of(course)) as judges:
        for measure in _rounds(course, section, judges, most=(rounds if watch else 1)):
            try:
                rows = check_section(course, section, task=task, judges=judges, leak_of=leak_of)
            except CourseError as error:
                if not watch:
                    raise
                log().print(f"[red]error:[/] {escape(str(error))}")
                code = NOT_MET
                continue
            code = 0 if all(row.met or row.waived for row in rows) else NOT_MET
            print_json(
                {"section": section, "task": task, "round": measure, "rows": [_plain(row) for row in rows]}
            ) if as_json else _show(rows)
    return code


def _rounds(course: Course, section: str, judges: Judges, *, most: int | None) -> Iterator[int]:
    """Yield the number of each round; between two, wait for a change, and stop the graders that have read what changed."""
    seen, number = Seen.now(course, section), 1
    yield number
    while most is None or number < most:
        now = wait_for_change(course, section, seen)
        if now.graded != seen.graded:
            judges.close()
        seen, number = now, number + 1
        yield number


def _plain(row: Row) -> dict[str, object]:
    return {
        "gate": row.gate.name,
        "counts": row.gate.counts,
        "got": row.measured.got,
        "wanted": row.gate.wanted,
        "ok": row.met,
        "known": row.known_miss,
        "waived": row.waived,
        "details": list(row.measured.details),
    }


def _show(rows: list[Row]) -> None:
    table = Table("gate", "got", "wanted", "ok")
    for row in rows:
        got = "?" if row.measured.got is None else f"{row.measured.got:g}"
        colour = "green" if row.met else "yellow" if row.waived or row.known_miss else "red"
        table.add_row(row.gate.name, got, row.gate.wanted, f"[{colour}]{row.ok}[/]")
    results().print(table)
    for row in rows:
        if not row.met:
            results().print(f"[bold]{row.gate.name}[/]: {escape(row.gate.counts)}; {escape(row.gate.why)}")
            for line in row.measured.details:
                results().print(f"  {escape(line)}")
    missed, waived = sum(not (row.met or row.waived) for row in rows), sum(row.waived and not row.met for row in rows)
    let_off = f", {waived} waived for a draft" if waived else ""
    results().print(f"{len(rows)} gates: {missed} not met{let_off}")
