"""`landscape new`: a section or a task with everything that must be filled in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from grading.cli.context import Options, results
from grading.content.scaffold import new_section, new_task
from grading.course import Course


@click.group("new")
def command() -> None:
    """Write a new section or task: all that must be filled in, with the gates beside it. Nothing is overwritten."""


@command.command("section")
@click.argument("section")
@click.pass_obj
def section_command(options: Options, section: str) -> int:
    """Write the text, the notebook and the folder of references of SECTION (3.1_momentum), as a draft."""
    course = options.open()
    _say(course, new_section(course, section), f"landscape new task {section} NAME")
    return 0


@command.command("task")
@click.argument("section")
@click.argument("name")
@click.option("--points", type=click.FloatRange(min=0, min_open=True), default=2.0, show_default=True, help="Of the task.")
@click.pass_obj
def task_command(options: Options, section: str, name: str, points: float) -> int:
    """Write the cells, the reference, the hidden checks, the bank and the mathematics of the task NAME in SECTION."""
    course = options.open()
    _say(course, new_task(course, section, name, points=points), f"landscape check {section} --task {name} --watch")
    return 0


def _say(course: Course, files: Sequence[Path], then: str) -> None:
    for path in files:
        results().print(f"written: {path.relative_to(course.root)}")
    results().print(f"fill in what says TODO; then: {then}")
