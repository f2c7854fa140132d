"""`landscape release`: what students get, made from source/ and held against it."""

from __future__ import annotations

from pathlib import Path

import click

from grading.cli.context import Options, results
from grading.content.model_answers import FOLDER, make_model_answers
from grading.errors import UsageError
from grading.release.make import make_release


@click.command("release")
@click.argument("sections", nargs=-1)
@click.option("--check", is_flag=True, help="Change nothing; exit with 1 when release/ is stale.")
@click.option(
    "--solutions", is_flag=True, help="After the deadline: build the set with model answers instead, apart from release/."
)
@click.option("--to", type=click.Path(path_type=Path), help=f"With --solutions: where to. Default: {FOLDER}/ in the course.")
@click.option("--early", is_flag=True, help="With --solutions: also while the gradebook says that students can still hand in.")
@click.pass_obj
def command(options: Options, sections: tuple[str, ...], check: bool, solutions: bool, to: Path | None, early: bool) -> int:
    """Make release/ from source/: no solution, no hidden check, no rubric, and the same bytes every time."""
    course = options.open()
    for section in sections:
        course.notebook(section)
    if solutions:
        if check:
            raise UsageError("--check is about release/", got="--check with --solutions", next_step="leave one of them out")
        for written in make_model_answers(course, sections=sections, folder=to, early=early):
            results().print(f"written: {written}")
        return 0
    if to or early:
        raise UsageError("--to and --early are about model answers", next_step="add --solutions, or leave them out")
    changed = make_release(course, sections=sections, check=check)
    for path in changed:
        results().print(f"{'stale' if check else 'written'}: {path}")
    if not changed:
        results().print("release/ is up to date")
    return 1 if check and changed else 0
