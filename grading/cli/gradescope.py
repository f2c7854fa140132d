"""`landscape gradescope`: the autograder of a section, as a zip for Gradescope."""

from __future__ import annotations

from pathlib import Path

import click
from rich.markup import escape

from grading.classroom import records
from grading.cli.context import ISOLATION, Options, results, warn_without_walls
from grading.platforms.columns import EXPORTS
from grading.platforms.gradescope.autograder_zip import autograder_zip
from grading.platforms.gradescope.results import VISIBILITIES
from grading.platforms.gradescope.run import Autograder
from grading.section import Section


@click.command("gradescope")
@click.argument("section")
@click.option(
    "--isolation", type=click.Choice(ISOLATION), default="auto", show_default=True, help="How students' code is sealed there."
)
@click.option(
    "--visibility", type=click.Choice(VISIBILITIES), default="visible", show_default=True, help="When students see the checks."
)
@click.option("--output", "-o", type=click.Path(path_type=Path), help="Where to write. Default: a file in exports/.")
@click.pass_obj
def command(options: Options, section: str, isolation: str, visibility: str, output: Path | None) -> int:
    """Write the zip that Gradescope takes as the autograder of a programming assignment: setup.sh and run_autograder.

    It holds the hidden checks and the model answers of SECTION: give it to nobody else.
    """
    course = options.open()
    course.notebook(section)
    warn_without_walls(isolation)
    data = autograder_zip(course, Autograder(section=section, isolation=isolation, visibility=visibility))
    where = output or course.classroom / EXPORTS / f"{section}-gradescope-autograder.zip"
    records.write(where, data)
    tasks = Section.load(course, section).tasks
    by_hand = sum(task.points for task in tasks if task.manual)
    results().print(f"{escape(str(where))}: {len(data) / 2**20:.1f} MB")
    results().print(f"Autograder points: {sum(task.points for task in tasks) - by_hand:g}. Marked by hand: {by_hand:g}.")
    return 0
