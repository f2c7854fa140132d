"""The warm process of the mutants: collects a section's hidden checks once, then forks for every mutant.

No seal: what runs here is the course's own model answers, with one change. Started by `grading.content.mutants.judge` with the
course's folder, the section, the tasks and the number of forks at a time as JSON; writes one line of JSON a result to stdout.
"""

from __future__ import annotations

import gc
import json
import math
import os
import resource
import signal
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from grading.content.mutants.forks import Ended, Fork, in_forks
from grading.content.mutants.mutate import Mutant, mutants_of
from grading.course import Course
from grading.engine.checker import plugin
from grading.engine.checker.bare import BareStudent
from grading.engine.checker.collection import CheckInfo, Collected, collect
from grading.engine.checker.main import NO_PLUGINS, RECURSION, TOLD
from grading.engine.checker.misfits import uncollected
from grading.engine.checker.run_checks import run_checks
from grading.limits import Limits
from grading.section import CellKind, Section, SourceCell
from grading.verdict import Outcome

NO_LIMIT = Limits(checks_seconds=3600.0, check_cpu_seconds=3600.0, value_seconds=3600.0)  # the fork's own limit comes first
TIMES_MODEL = 10.0  # a mutant may use so many times the processor time of the model answer
MEMORY_BYTES = 2 * 1024**3
CERTAIN = (Outcome.FAILED, Outcome.STUDENT_ERROR, Outcome.TIMEOUT, Outcome.MEMORY)  # the ends of a check that cost the mark
Check = tuple[pytest.Function, CheckInfo]


@dataclass(frozen=True, kw_only=True)
class Order:
    """What the process is to do."""

    root: str
    section: str
    tasks: tuple[str, ...]
    jobs: int
    least_seconds: float


def main() -> None:
    """Run the mutants of the order on the command line; results go to what stdout was, everything else nowhere."""
    order = Order(**json.loads(sys.argv[1]))
    results = os.fdopen(os.dup(1), "w", encoding="utf-8", buffering=1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    sys.path.insert(0, order.root)
    sys.dont_write_bytecode = True
    sys.setrecursionlimit(RECURSION)

    def tell(line: Mapping[str, Any]) -> None:
        results.write(json.dumps(line) + "\n")

    mutants = _Mutants(order, tell)
    arguments = [str(mutants.checks), f"--rootdir={order.root}", "-c", os.devnull, "--noconftest"]
    arguments += ["--assert=plain", "--import-mode=importlib"]
    arguments += [part for name in NO_PLUGINS for part in ("-p", f"no:{name}")]
    sys.exit(pytest.main(arguments, plugins=[plugin, mutants]))


class _Mutants:
    """A pytest plugin whose run of the tests is: every mutant, each in a fork."""

    def __init__(self, order: Order, tell: Callable[[Mapping[str, Any]], None]) -> None:
        self._order, self._tell = order, tell
        course = Course.at(Path(order.root))
        self._section = Section.load(course, order.section)
        self._folder = course.grader_tests
        self._broken: dict[Path, str] = {}
        self.checks = self._folder / self._section.module

    @pytest.hookimpl
    def pytest_exception_interact(self, node: pytest.Collector, call: pytest.CallInfo[Any], report: object) -> None:
        """Keep why a file cannot be collected."""
        if isinstance(report, pytest.CollectReport) and call.excinfo is not None:
            self._broken[node.path] = uncollected(node.path, call.excinfo.value, str(report.longrepr)[-TOLD:])

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Take the notebook's cells in order; where an answer stands, run its mutants before the answer itself."""
        name = self._section.section_id
        collected = collect(session.items, {name: self._section}, self._broken, self._folder)[name]
        if collected.fault:
            self._tell({"fault": collected.fault})
            return True
        cells = [cell for cell in self._section.cells if cell.kind in (CellKind.SETUP, CellKind.ANSWER)]
        limits = self._model(session, cells, collected)
        gc.collect()
        gc.freeze()
        namespace: dict[str, Any] = {"__name__": "__main__"}
        cells = without_what_runs_first(cells, namespace)
        for number, cell in enumerate(cells):
            if cell.grade_id in self._order.tasks:
                run = _Run(session, _of_task(collected, cell.grade_id), namespace, cells[number + 1 :])
                self._mutants(cell, run, limits[cell.grade_id])
            _execute(cell.source, cell.grade_id, namespace)
        return True

    def _model(self, session: pytest.Session, cells: Sequence[SourceCell], collected: Collected) -> dict[str, float]:
        """Run the model answers here: they must pass, what is slow the first time is done, and the mutants get their limit."""
        namespace: dict[str, Any] = {"__name__": "__main__"}
        for cell in cells:
            _execute(cell.source, cell.grade_id, namespace)
        limits = {}
        for task in self._order.tasks:
            started = time.process_time()
            result = _Run(session, _of_task(collected, task), namespace, ()).checked()
            used = time.process_time() - started
            limits[task] = max(self._order.least_seconds, TIMES_MODEL * used)
            self._tell({"task": task, "model": result, "seconds": used})
        return limits

    def _mutants(self, cell: SourceCell, run: _Run, seconds: float) -> None:
        found = mutants_of(cell.source)
        self._tell({"task": cell.grade_id, "mutants": len(found)})
        forks = [Fork(number=number, run=partial(run.of, mutant, seconds)) for number, mutant in enumerate(found)]
        for ended in in_forks(forks, jobs=self._order.jobs, seconds=5 * seconds):
            self._tell({"task": cell.grade_id, "number": ended.number, **_result(found[ended.number], ended)})


class _Run:
    """One mutant in this process: its code, the cells that follow, and the task's checks until one fails."""

    def __init__(
        self, session: pytest.Session, checks: Sequence[Check], namespace: dict[str, Any], rest: Sequence[SourceCell]
    ) -> None:
        self._session, self._checks, self._namespace, self._rest = session, checks, namespace, rest

    def of(self, mutant: Mutant, seconds: float) -> dict[str, Any]:
        """Return what `checked` does for a mutant, within limits that end this process."""
        _limit(seconds)
        try:
            _execute(mutant.code, "mutant", self._namespace)
        except SyntaxError as error:
            return {"outcome": "broken", "check": "", "message": str(error)}
        except Exception as error:  # noqa: BLE001 - a cell that raises leaves its names unbound, which the checks notice
            self._namespace["__raised__"] = error
        for cell in self._rest:
            with suppress(Exception):
                _execute(cell.source, cell.grade_id, self._namespace)
        return self.checked()

    def checked(self) -> dict[str, Any]:
        """Run the checks until one fails; a check that cannot tell, or is broken, does not kill."""
        student = BareStudent(self._namespace)
        self._session.config.stash[plugin.OPEN_STUDENT] = lambda _request: student
        unclear: dict[str, Any] = {}
        for result in run_checks(self._checks, NO_LIMIT):
            told = {"check": result.check, "message": result.message or result.detail}
            if result.outcome in CERTAIN:
                return {"outcome": "killed", **told}
            if result.outcome is not Outcome.PASSED:
                unclear = unclear or {"outcome": result.outcome.value, **told}
        return unclear or {"outcome": "survived", "check": "", "message": ""}


def without_what_runs_first(cells: Sequence[SourceCell], namespace: dict[str, Any]) -> list[SourceCell]:
    """Run the set-up cells that need no answer, so that no fork has to, and return the cells that are left."""
    left = []
    for cell in cells:
        if cell.kind is not CellKind.SETUP or not _runs(cell, namespace):
            left.append(cell)
    return left


def _runs(cell: SourceCell, namespace: dict[str, Any]) -> bool:
    try:
        _execute(cell.source, cell.grade_id, namespace)
    except NameError:  # it takes something from an answer
        return False
    return True


def _execute(source: str, name: str, namespace: dict[str, Any]) -> None:
    exec(compile(source, f"<{name}>", "exec"), namespace)


def _of_task(collected: Collected, task: str) -> list[Check]:
    return [pair for pair in zip(collected.items, collected.infos, strict=True) if pair[1].task == task]


def _limit(seconds: float) -> None:
    """End this process after so much processor time, and let it have no more memory than that beyond what it has."""
    whole = math.ceil(seconds)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (whole, whole + 1))
    signal.signal(signal.SIGXCPU, signal.SIG_DFL)
    with suppress(OSError):
        in_use = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (in_use + MEMORY_BYTES, in_use + MEMORY_BYTES))


def _result(mutant: Mutant, ended: Ended) -> dict[str, Any]:
    told = ended.told or {"outcome": "killed", "check": "", "message": ended.how}
    return {**asdict(mutant), "result": told, "seconds": ended.seconds}


if __name__ == "__main__":
    main()
