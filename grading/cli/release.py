"""`landscape release`: what students get, made from source/ and held against it."""

from __future__ import annotations

import click

from grading.cli.context import Options, results
from grading.release.make import make_release


@click.command("release")
@click.argument("sections", nargs=-1)
@click.option("--check", is_flag=True, help="Change nothing; exit with 1 when release/ is stale.")
@click.pass_obj
def command(options: Options, sections: tuple[str, ...], check: bool) -> int:
    """Make release/ from source/: no solution, no hidden check, no rubric, and the same bytes every time."""
    course = options.open()
    for section in sections:
        course.notebook(section)
    changed = make_release(course, sections=sections, check=check)
    for path in changed:
        results().print(f"{'stale' if check else 'written'}: {path}")
    if not changed:
        results().print("release/ is up to date")
    return 1 if check and changed else 0
