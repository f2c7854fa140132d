"""`landscape bank`: false-accept and false-reject rates of every task, measured over the committed bank of answers."""

from __future__ import annotations

from pathlib import Path

import click
from rich.markup import escape
from rich.table import Table

from grading.classroom.records import write
from grading.classroom.schedule import Settings
from grading.cli.context import ISOLATION, Options, print_json, progress, results, warn_without_walls
from grading.content.error_rates import answers_of, as_page, rates
from grading.content.judging import Judged, Judges
from grading.content.verdict_cache import VerdictCache
from grading.drafts import finished


@click.command("bank")
@click.argument("sections", nargs=-1)
@click.option(
    "--isolation", type=click.Choice(ISOLATION), default="auto", show_default=True, help="How the student's process is sealed."
)
@click.option("--page", type=click.Path(path_type=Path), help="Also write the rates as a Markdown page (docs/error-rates.md).")
@click.option("--fresh", is_flag=True, help="Judge every answer, also those that this checkout has judged before.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@click.pass_obj
def command(options: Options, sections: tuple[str, ...], isolation: str, page: Path | None, fresh: bool, as_json: bool) -> int:
    """Grade every right and wrong answer of tests/answers/ and print, task by task, what was accepted and rejected wrongly.

    What was judged before from the same bytes, by the same grader and checks, is not judged again; --fresh judges all.

    Exit code 3 when an answer was judged wrongly, or without the check or the message that it must get; 2 when a bank cannot be
    read.
    """
    course = options.open()
    for section in sections:
        course.notebook(section)
    settings = Settings(root=course.root, isolation=isolation)
    warn_without_walls(isolation)
    answers = answers_of(course, sections or finished(course))
    with Judges(course=course, settings=settings, cache=VerdictCache.of(course), fresh=fresh) as judges:
        judged: list[Judged] = list(progress(judges.judge(answers), total=len(answers), what="bank"))
    kept = sum(one.kept for one in judged)
    rows = rates(judged)
    faults = [one for one in judged if one.fault]
    if page is not None:
        write(page, as_page(rows).encode())
    if as_json:
        print_json(
            {
                "rates": [row.__dict__ for row in rows],
                "answers": len(judged),
                "kept": kept,
                "faults": [f"{one.answer.task}: {one.answer.title}: {one.fault}" for one in faults],
            }
        )
    else:
        table = Table("section", "task", "right", "falsely rejected", "wrong", "falsely accepted")
        for row in rows:
            table.add_row(
                row.section, row.task, str(row.right), f"{row.false_rejects} ({row.false_reject_rate:.0%})", str(row.wrong),
                f"{row.false_accepts} ({row.false_accept_rate:.0%})",
            )  # fmt: skip
        results().print(table)
        results().print(f"{len(judged)} answers, {kept} of them judged by an earlier run of this checkout")
        for one in faults:
            results().print(f"[red]{one.answer.section} {one.answer.task}[/] {escape(one.answer.title)}: {escape(one.fault)}")
    return 3 if faults else 0
