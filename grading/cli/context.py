"""What every command shares: the course it works on, where it prints, and how it shows progress."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import click
from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from grading.course import Course
from grading.engine.seal.levels import NO_WALLS, Isolation

Item = TypeVar("Item")
PIPED_WIDTH = 140  # characters a line when stdout is not a terminal
ISOLATION = ("auto", *(level.value for level in Isolation))


@dataclass(frozen=True, kw_only=True)
class Options:
    """The options before the command's name."""

    course: Path | None
    classroom: Path | None
    database_url: str

    def open(self, *, classroom: Path | None = None) -> Course:
        """Return the course that the options name; UsageError when there is none."""
        room = classroom or self.classroom
        if self.course is not None:
            return Course.at(self.course, classroom=room, database_url=self.database_url)
        return Course.find(classroom=room, database_url=self.database_url)


def results() -> Console:
    """Console for results, on stdout."""
    return Console(highlight=False, soft_wrap=True, width=None if sys.stdout.isatty() else PIPED_WIDTH)


def log() -> Console:
    """Console for progress and remarks, on stderr."""
    return Console(stderr=True, highlight=False, soft_wrap=True)


def log_failures(failures: Iterable[object]) -> None:
    """Say whose work a step could not take."""
    for failure in failures:
        log().print(f"[red]failed:[/] {escape(str(failure))}")


def warn_without_walls(isolation: str) -> None:
    """Say what the level that was asked for does not hold."""
    if isolation == Isolation.PROCESS.value:
        log().print(f"[bold yellow]no seal:[/] {NO_WALLS}")


def print_json(data: Any) -> None:
    """Print data for a machine, on stdout."""
    click.echo(json.dumps(data, indent=1, sort_keys=True))


def progress(items: Iterable[Item], *, total: int, what: str) -> Iterator[Item]:
    """Pass items on and show a bar on stderr: how many, how long, how long still."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=log()) as bar:
        task = bar.add_task(what, total=total)
        for item in items:
            yield item
            bar.advance(task)
