"""Says where a section's hidden checks do not fit its notebook: each fault with its file and line."""

from __future__ import annotations

import traceback
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from grading.section import CHECK_PREFIX, Section

Marked = tuple[pytest.Function, str]  # a check, and the task that it is marked with


def misfits(section: Section, checks: Sequence[Marked], home: Path) -> str:
    """Say what does not fit, one line a fault; nothing when all of it fits.

    Args:
        section: its automatic tasks are what checks may be marked with.
        checks: the section's checks with their tasks.
        home: the section's folder in grader_tests/.
    """
    tasks = [task.name for task in section.tasks if not task.manual]
    faults = [*_marks(checks, tasks), *_files(checks, tasks, home), *_names(checks), *_missing(checks, tasks, home)]
    return "\n  ".join([f"the hidden checks and the notebook do not fit in {len(faults)} places", *faults]) if faults else ""


def uncollected(path: Path, error: BaseException, told: str) -> str:
    """Say that pytest cannot collect a file: the line of it that failed, and what pytest tells."""
    return f"{_name(path.parent)}/{path.name}:{_failing_line(path, error)} cannot be collected:\n{told}"


def _failing_line(path: Path, error: BaseException) -> int:
    """The last line of the file that the error passed through; 1 where it passed through none."""
    cause = error.__cause__ if isinstance(error, pytest.Collector.CollectError) and error.__cause__ else error
    if isinstance(cause, SyntaxError) and cause.filename == str(path):
        return cause.lineno or 1
    lines = [frame.lineno for frame in traceback.extract_tb(cause.__traceback__) if frame.filename == str(path)]
    return (lines[-1] if lines else 1) or 1


def _marks(checks: Sequence[Marked], tasks: Sequence[str]) -> Iterator[str]:
    for item, task in checks:
        if not task:
            yield f'{_where(item)}: {item.name} is not marked with its task; write @check("<task>") above it'
        elif task not in tasks:
            yield f"{_where(item)}: {item.name} checks {task!r}; automatic tasks of the notebook: {', '.join(tasks)}"


def _files(checks: Sequence[Marked], tasks: Sequence[str], home: Path) -> Iterator[str]:
    for item, task in checks:
        if task in tasks and item.path.stem != f"{CHECK_PREFIX}{task}":
            yield f"{_where(item)}: {item.name} checks {task!r}; its place is {_name(home)}/{CHECK_PREFIX}{task}.py"
    held = {item.path.name for item, _ in checks}
    for path in sorted(home.glob(f"{CHECK_PREFIX}*.py")):
        if path.name not in held and path.stem.removeprefix(CHECK_PREFIX) not in tasks:
            yield f"{_name(home)}/{path.name}:1: the notebook has no automatic task of that name"


def _names(checks: Sequence[Marked]) -> Iterator[str]:
    first: dict[str, pytest.Function] = {}
    for item, _ in checks:
        before = first.setdefault(item.name, item)
        if before is not item:
            yield f"{_where(item)}: {item.name} is also the name of a check at {_where(before)}; a section has each name once"


def _missing(checks: Sequence[Marked], tasks: Sequence[str], home: Path) -> Iterator[str]:
    for task in tasks:
        if task not in {marked for _, marked in checks}:
            path = home / f"{CHECK_PREFIX}{task}.py"
            what = "holds no check marked with it" if path.is_file() else "is not there"
            yield f"{_name(home)}/{path.name}:1: the task {task!r} has no hidden check: the file {what}"


def _where(item: pytest.Function) -> str:
    return f"{_name(item.path.parent)}/{item.path.name}:{item.function.__code__.co_firstlineno}"


def _name(folder: Path) -> str:
    return f"{folder.parent.name}/{folder.name}"
