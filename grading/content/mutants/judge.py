"""Which mutants of a section's model answers the hidden checks let through."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from grading.classroom.schedule import usable_cores
from grading.content.mutants.equivalent import Equivalent, load_equivalents, require_known_lists
from grading.content.mutants.mutate import Mutant, mutants_of
from grading.course import Course
from grading.errors import InfrastructureError, SectionError, UsageError
from grading.section import CellKind, Section

CODE_ROOT = Path(__file__).resolve().parents[3]
ONE_THREAD = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")  # as in the grader: forks share the cores
KILLED, SURVIVED, BROKEN = "killed", "survived", "broken"
FIELDS = ("operator", "function", "before", "after", "occurrence", "line", "code")


@dataclass(frozen=True, kw_only=True)
class Tried:
    """A mutant after the checks: killed (by which check), survived, broken (no Python), or the unclear end of a check."""

    task: str
    mutant: Mutant
    outcome: str
    check: str
    message: str
    seconds: float  # of processor time


@dataclass(frozen=True, kw_only=True)
class TaskReport:
    """All mutants of a task. A mutant that a check could not decide counts as a survivor: nothing proves it wrong."""

    section: str
    task: str
    tried: tuple[Tried, ...]
    equivalent: tuple[Equivalent, ...] = field(default=())
    model_seconds: float = 0.0

    @property
    def killed(self) -> tuple[Tried, ...]:
        """Those that a check told from the model answer."""
        return tuple(one for one in self.tried if one.outcome == KILLED)

    @property
    def survivors(self) -> tuple[Tried, ...]:
        """Those that no check noticed, and that are not listed as equivalent."""
        listed = {entry.key for entry in self.equivalent}
        return tuple(one for one in self.tried if one.outcome not in (KILLED, BROKEN) and one.mutant.key not in listed)

    @property
    def counted(self) -> int:
        """How many mutants there are; what is no Python is none."""
        return sum(one.outcome != BROKEN for one in self.tried)

    @property
    def seconds(self) -> float:
        """Processor time of the model answer and all its mutants."""
        return self.model_seconds + sum(one.seconds for one in self.tried)

    def faults(self) -> list[str]:
        """Say which entries of the list of equivalent mutants are wrong: that name no mutant, or one that a check kills."""
        by_key = {one.mutant.key: one for one in self.tried}
        found = []
        for entry in self.equivalent:
            one = by_key.get(entry.key)
            if one is None:
                found.append(
                    f"{entry.where}: no mutant of {self.task} is named by this entry; delete it, or name the one meant"
                )
            elif one.outcome == KILLED:
                found.append(
                    f"{entry.where}: {one.check or 'a limit'} kills this mutant: it is not equivalent; delete the entry"
                )
        return found


def tasks_of(course: Course, section: str, task: str = "") -> tuple[str, ...]:
    """Return the automatic tasks of a section, or the one that is asked for; UsageError when there is none of that name."""
    names = tuple(one.name for one in Section.load(course, section).tasks if not one.manual)
    if not task:
        return names
    if task not in names:
        raise UsageError(
            f"there is no task {task!r} with hidden checks",
            where=section,
            expected=f"one of {', '.join(names)}",
            next_step="check the spelling; written answers have no checks",
        )
    return (task,)


def how_many(course: Course, section: str, tasks: Sequence[str]) -> int:
    """Return how many mutants these tasks have."""
    cells = Section.load(course, section).cells
    return sum(len(mutants_of(cell.source)) for cell in cells if cell.kind is CellKind.ANSWER and cell.grade_id in tasks)


def first_line(course: Course, section: str, task: str) -> int:
    """Return the line of the section's text on which a task's answer begins; 0 when text and notebook differ in it."""
    cell = next(cell for cell in Section.load(course, section).cells if cell.grade_id == task and cell.kind is CellKind.ANSWER)
    text = course.notebook(section).with_suffix(".md").read_text(encoding="utf-8")
    before, found, _ = text.partition(f"\n{cell.source}\n")
    return before.count("\n") + 2 if found else 0


def try_mutants(
    course: Course, section: str, tasks: Sequence[str], *, jobs: int = 0, least_seconds: float = 2.0
) -> Iterator[Tried | TaskReport]:
    """Run the mutants of these tasks against their hidden checks; yield each as it ends, and a task's report after its last.

    Args:
        course: where the section is.
        section: its id.
        tasks: names of automatic tasks, in any order.
        jobs: forks at a time; 0 means one for each core that may be used.
        least_seconds: processor time that a mutant may use at least; it may use ten times what the model answer does.

    Raises:
        SectionError: the section's checks cannot be collected, the model answer does not pass, or a list is malformed.
        InfrastructureError: the process that runs the mutants died.
    """
    require_known_lists(course.root, section, tasks_of(course, section))
    listed = {task: tuple(load_equivalents(course.root, section, task)) for task in tasks}
    tried: dict[str, list[Tried]] = {task: [] for task in tasks}
    total, seconds = {}, {}
    order = {"root": str(course.root), "section": section, "tasks": list(tasks), "jobs": jobs or usable_cores()}
    for line in _lines({**order, "least_seconds": least_seconds}):
        task = line.get("task", "")
        if "model" in line:
            _passes(section, task, line["model"])
            seconds[task] = line["seconds"]
        elif "mutants" in line:
            total[task] = line["mutants"]
        else:
            tried[task].append(_tried(line))
            yield tried[task][-1]
        if len(tried[task]) == total.get(task):
            yield _report(section, task, tried[task], listed[task], seconds[task])
    if cut_off := [task for task in tasks if len(tried[task]) != total.get(task)]:
        raise InfrastructureError("the process that runs the mutants stopped early", where=section, got=", ".join(cut_off))


def _report(section: str, task: str, tried: list[Tried], listed: tuple[Equivalent, ...], seconds: float) -> TaskReport:
    order = sorted(tried, key=lambda one: (one.mutant.line, one.mutant.key))
    return TaskReport(section=section, task=task, tried=tuple(order), equivalent=listed, model_seconds=seconds)


def _lines(order: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Start the warm process and read what it tells, line by line."""
    section = order["section"]
    path = os.pathsep.join([str(CODE_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    environment = {
        **os.environ,
        **dict.fromkeys(ONE_THREAD, "1"),
        "PYTHONHASHSEED": "0",
        "MPLBACKEND": "Agg",
        "PYTEST_ADDOPTS": "",  # meant for the caller's own pytest, and unknown to the one that collects the checks
        "PYTHONPATH": path,
    }
    with tempfile.TemporaryFile() as errors:
        command = [sys.executable, "-m", "grading.content.mutants.process", json.dumps(order)]
        with subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors, text=True, env=environment
        ) as process:
            try:
                for text in process.stdout or ():
                    line = json.loads(text)
                    if "fault" in line:
                        raise SectionError("the hidden checks cannot be run", where=section, got=line["fault"])
                    yield line
                if process.wait():
                    errors.seek(0)
                    got = errors.read().decode(errors="replace")[-3000:]
                    raise InfrastructureError("the process that runs the mutants died", where=section, got=got)
            finally:
                process.kill()


def _passes(section: str, task: str, result: Mapping[str, Any]) -> None:
    if result["outcome"] != SURVIVED:
        raise SectionError(
            "the model answer itself does not pass its hidden checks, so nothing can be said about its mutants",
            where=f"{section}, {task}",
            got=f"{result['check']}: {result['message']}",
            next_step="mend the model answer or the check first",
        )


def _tried(line: Mapping[str, Any]) -> Tried:
    result = line["result"]
    return Tried(
        task=line["task"],
        mutant=Mutant(**{name: line[name] for name in FIELDS}),
        outcome=result["outcome"],
        check=result["check"],
        message=result["message"],
        seconds=line["seconds"],
    )
