"""What every command shares: the course it works on, where it prints, and how it shows progress."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
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

from grading.cli.options import Options
from grading.engine.seal.levels import NO_WALLS, Isolation

__all__ = ["ISOLATION", "Options", "log", "log_failures", "print_json", "progress", "results", "warn_without_walls"]
Item = TypeVar("Item")
PIPED_WIDTH = 140  # characters a line when stdout is not a terminal
ISOLATION = ("auto", *(level.value for level in Isolation))


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
