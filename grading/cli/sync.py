"""`landscape sync`: the text and the notebook of each section, brought together."""

from __future__ import annotations

import click

from grading.cli.context import Options, results
from grading.content.pair import Direction, pairs, stale
from grading.content.pair import sync as sync_pair
from grading.errors import UsageError


@click.command("sync")
@click.argument("sections", nargs=-1)
@click.option(
    "--from",
    "source",
    type=click.Choice([d.value for d in Direction]),
    default="auto",
    show_default=True,
    help="Which file wins; auto takes the one that changed.",
)
@click.option("--check", is_flag=True, help="Change nothing; exit with 1 when a pair is stale.")
@click.pass_obj
def command(options: Options, sections: tuple[str, ...], source: str, check: bool) -> int:
    """Bring source/<section>/<section>.md and its .ipynb together; the file that changed wins."""
    course = options.open()
    if check:
        old = stale(course)
        for name in old:
            results().print(f"stale: {name}")
        return 1 if old else 0
    folders = {folder.name: folder for folder in pairs(course)}
    unknown = sorted(set(sections) - set(folders))
    if unknown:
        raise UsageError(
            f"there is no section {', '.join(unknown)}",
            where=str(course.source),
            expected=f"one of {', '.join(folders)}",
            next_step="check the spelling",
        )
    for name in sections or folders:
        results().print(f"{name}: {sync_pair(folders[name], Direction(source)).change.value}")
    return 0
