"""Judges the bank under many streams of random instances, in one process without the seal: does a verdict depend on the stream?

A check draws its instances from a stream that follows from the submission (`grading.engine.checker.plugin.stream_of`), so each
answer of a student meets instances that no answer of the bank has met. Executed as a module with an order as JSON, this is the
warm process: it collects a section's checks once and forks for every answer. What runs here is the course's own bank.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from grading.content.bank import Answer, load_bank
from grading.content.companions import model_of
from grading.content.judging import fault_of
from grading.content.mutants.forks import Fork, in_forks
from grading.course import Course
from grading.engine.checker import plugin
from grading.engine.checker.bare import BareStudent
from grading.engine.checker.collection import Collected, collect
from grading.engine.checker.main import NO_PLUGINS, RECURSION
from grading.engine.checker.run_checks import run_checks
from grading.errors import InfrastructureError
from grading.limits import Limits
from grading.section import CellKind, Section
from grading.verdict import TaskResult

CODE_ROOT = Path(__file__).resolve().parents[2]
ONE_THREAD = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
SECONDS = 60.0  # on the clock, for one answer under all streams
SEALED_ONLY = ("timeout", "memory")  # ends that only the sealed engine brings about
LIMITS = Limits(checks_seconds=3600.0, check_cpu_seconds=3600.0)


@dataclass(frozen=True, kw_only=True)
class Under:
    """An answer under all streams: what was judged wrongly, a line a stream; `how` when the fork ended without telling."""

    task: str
    title: str
    right: bool
    streams: int
    faults: tuple[str, ...]
    how: str = ""


def judge_under_streams(course: Course, section: str, tasks: Sequence[str], *, streams: int, jobs: int = 2) -> Iterator[Under]:
    """Judge every answer of these tasks under the streams 0, 1, ..., and yield each answer as it is done.

    Answers that are declared to run out of time or memory are left out: they need the sealed engine.

    Raises:
        InfrastructureError: the process that does it died.
    """
    order = {"root": str(course.root), "section": section, "tasks": list(tasks), "streams": streams, "jobs": jobs}
    path = os.pathsep.join([str(CODE_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    own = {"PYTHONHASHSEED": "0", "MPLBACKEND": "Agg", "PYTEST_ADDOPTS": "", "PYTHONPATH": path}  # see mutants/judge.py
    own |= dict.fromkeys(ONE_THREAD, "1")
    command = [sys.executable, "-W", "ignore", "-m", "grading.content.streams", json.dumps(order)]
    with tempfile.TemporaryFile() as errors:
        with subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors, text=True, env={**os.environ, **own}
        ) as process:
            try:
                for line in process.stdout or ():
                    data = json.loads(line)
                    yield Under(**{**data, "faults": tuple(data["faults"])})
            finally:
                process.kill()
        if process.returncode not in (0, -9):
            errors.seek(0)
            told = errors.read().decode(errors="replace")[-3000:]
            raise InfrastructureError("the process that judges under many streams died", where=section, got=told)


def main() -> None:
    """Be the warm process; results go to what stdout was, everything else nowhere."""
    order = json.loads(sys.argv[1])
    results = os.fdopen(os.dup(1), "w", encoding="utf-8", buffering=1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    sys.path.insert(0, order["root"])
    sys.dont_write_bytecode = True
    sys.setrecursionlimit(RECURSION)
    with_checks(
        Path(order["root"]), order["section"], lambda checks: _judge(checks, order, lambda line: print(line, file=results))
    )


def with_checks(root: Path, section_id: str, run: Callable[[Checks], None]) -> None:
    """Collect the hidden checks of a section in this process, and hand them to `run`."""
    loop = _Loop(root, section_id, run)
    arguments = [str(loop.folder / loop.section.module), f"--rootdir={root}", "-c", os.devnull, "--noconftest"]
    arguments += ["--assert=plain", "--import-mode=importlib"]
    arguments += [part for name in NO_PLUGINS for part in ("-p", f"no:{name}")]
    if pytest.main(arguments, plugins=[plugin, loop]) not in (0, 5) or not loop.ran:
        raise SystemExit(f"the hidden checks of {section_id} cannot be collected")


@dataclass(frozen=True, kw_only=True)
class Checks:
    """A section's checks, collected in this process."""

    section: Section
    course: Course
    collected: Collected
    config: pytest.Config

    def result(self, task: str, student: Any, stream: str) -> TaskResult:
        """Run the checks of a task on a student under a stream."""
        self.config.stash[plugin.OPEN_STUDENT] = lambda _request: student
        self.config.stash[plugin.STREAM] = stream
        checks = [pair for pair in self.collected.pairs() if pair[1].task == task]
        (points,) = (one.points for one in self.section.tasks if one.name == task)
        return TaskResult(task=task, points=points, checks=tuple(run_checks(checks, LIMITS)))

    def namespace(self, answers: Mapping[str, str]) -> dict[str, Any]:
        """Run the setup and answer cells of the model notebook, some answers replaced; a cell that raises binds what it did."""
        names: dict[str, Any] = {"__name__": "__main__"}
        for cell in self.section.cells:
            if cell.kind in (CellKind.SETUP, CellKind.ANSWER):
                try:
                    exec(compile(answers.get(cell.grade_id, cell.source), f"<{cell.grade_id}>", "exec"), names)
                except Exception as error:  # noqa: BLE001 - an answer of the bank may raise on purpose
                    names["__raised__"] = error
        return names


class _Loop:
    """A pytest plugin whose run of the tests is a function of ours."""

    def __init__(self, root: Path, section_id: str, run: Callable[[Checks], None]) -> None:
        self.course = Course.at(root)
        self.section = Section.load(self.course, section_id)
        self.folder = self.course.grader_tests
        self.ran = False
        self._run = run

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Hand over what was collected."""
        name = self.section.section_id
        collected = collect(session.items, {name: self.section}, {}, self.folder)[name]
        if not collected.fault and not session.testsfailed:
            self._run(Checks(section=self.section, course=self.course, collected=collected, config=session.config))
            self.ran = True
        return True


def _judge(checks: Checks, order: Mapping[str, Any], tell: Callable[[str], None]) -> None:
    answers = [
        answer
        for task in order["tasks"]
        for answer in load_bank(checks.course, checks.section, task)
        if answer.outcome not in SEALED_ONLY
    ]
    for task in order["tasks"]:  # what is slow the first time is done here, and not in every fork
        checks.result(task, BareStudent(checks.namespace({task: model_of(checks.section, task).code})), "warm")
    forks = [
        Fork(number=number, run=partial(_faults, checks, answer, order["streams"])) for number, answer in enumerate(answers)
    ]
    for ended in in_forks(forks, jobs=order["jobs"], seconds=SECONDS):
        answer = answers[ended.number]
        told = {"task": answer.task, "title": answer.title, "right": answer.right, "streams": order["streams"]}
        how = "" if ended.told else ended.how
        tell(json.dumps({**told, "faults": (ended.told or {"faults": []})["faults"], "how": how}))


def _faults(checks: Checks, answer: Answer, streams: int) -> dict[str, Any]:
    found = []
    for number in range(streams):
        student = BareStudent(checks.namespace({answer.task: answer.code}))
        fault = fault_of(replace(answer, says=()), checks.result(answer.task, student, str(number)))  # messages may differ
        if fault:
            found.append(f"stream {number}: {fault}")
    return {"faults": found}


if __name__ == "__main__":
    main()
