"""`grade(notebook, section) -> Verdict`: a function of the bytes, the files beside them, the section and the checker's version.

A `Grader` holds two warm templates: the student's, sealed, and the checker's, which has collected the hidden checks. Each
submission is one fork of the checker, which asks for its own forks of the student's. What happens in either cannot stop the
grader: an end that is not a verdict becomes one that says so, and templates that died are started again.
"""

# Longer than the house measure: the one public entry, with all ends that a checker's fork can come to.

from __future__ import annotations

import json
import os
import socket
import threading
import time
from collections.abc import Collection, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from types import TracebackType
from typing import Any

from grading.course import Course
from grading.engine.checker.collection import CheckInfo, Collected
from grading.engine.checker.submission import task_results
from grading.engine.interpreter import require_named_python
from grading.engine.process import Template
from grading.engine.seal.choose import choose
from grading.engine.seal.levels import Isolation
from grading.engine.student_template import pick_core, scratch_root, start_students
from grading.engine.versions import Versions
from grading.engine.wire.errors import WireError
from grading.engine.wire.forks import Fork
from grading.engine.wire.frames import Frame, receive, send
from grading.errors import CourseError, InfrastructureError, SealError, SectionError, UsageError
from grading.limits import Limits
from grading.section import Section
from grading.submission.find import MAX_NOTEBOOK
from grading.verdict import CheckResult, Cost, Outcome, Verdict

__all__ = ["Grader", "Limits", "grade"]

SLOWED_DOWN = 6.0  # by which a busy machine may slow down a submission before it is taken for one that never ends
MARGIN_SECONDS = 60.0
FORK_SECONDS = 10.0


class Grader:
    """Grades submissions of one course, one at a time. A context manager; safe to share between threads, which then wait."""

    def __init__(
        self, course_root: Path | str, *, isolation: str = "auto", limits: Limits | None = None, cpu: int | None = None
    ) -> None:
        """Start nothing yet but decide how.

        Args:
            course_root: folder with source/, grader_tests/ and solutions/.
            isolation: `auto`, `namespaces`, `landlock` or `process`; see `grading.engine.seal`.
            limits: of each submission; default what course.toml says.
            cpu: core that both processes of a submission share (calls between them are several times faster than across
                cores); None picks one, another for each grader.

        Raises:
            SealError: a wall that the level asks for does not go up on this machine.
            UsageError: no course there, no such level, or the course names another Python.
        """
        self.course = Course.at(Path(course_root))
        require_named_python(self.course.configuration)
        self.isolation: Isolation = choose(isolation)
        self.limits = limits or self.course.configuration.limits
        self._cpu = cpu if cpu is not None else pick_core()
        self._lock = threading.Lock()
        self._students: Template | None = None
        self._checkers: Template | None = None
        self._catalogue: dict[str, Any] = {}
        self._killed = False
        self._versions = Versions(course=self.course, limits=self.limits)

    def __enter__(self) -> Grader:
        """Start both templates."""
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Stop both templates."""
        self.close()

    def start(self) -> None:
        """Start both templates, if they do not run already; SealError and InfrastructureError say what stops them."""
        with self._lock:
            self._start()

    def close(self) -> None:
        """Stop both templates and whatever they forked."""
        with self._lock:
            self._stop()

    def kill(self) -> None:
        """End both processes at once, also while a submission is graded; that grading then ends without a verdict."""
        self._killed = True
        for template in (self._checkers, self._students):
            if template is not None:
                template.kill()

    def grade(
        self,
        notebook: bytes,
        section: str,
        *,
        render: bool = False,
        files: Mapping[str, bytes] | None = None,
        tasks: Collection[str] | None = None,
        stream: str = "",
    ) -> Verdict:
        """Grade one submission.

        Args:
            notebook: the bytes of an .ipynb; anything else is graded too, as unreadable.
            section: its id, 1.1_plateau.
            render: also run everything again for a reader, pictures too, into `Verdict.cells`. Marks are the same.
            files: what was handed in beside the notebook, by path; it lies in the working folder when the cells run.
            tasks: names of the automatic tasks to check; the verdict holds these alone. Default: all tasks.
            stream: what the checks draw their random instances from, so that two notebooks meet the same ones. Default: what
                follows from the submission, as it must be for a student's (`grading.engine.checker.plugin.stream_of`).

        Raises:
            UsageError: there is no such section, or no such task in it.
            SectionError: its notebook, points and hidden checks do not fit together.
            SealError: a wall did not go up; nothing of the student was run.
        """
        started = time.perf_counter()
        too_large = len(notebook) > MAX_NOTEBOOK
        with self._lock:
            verdict = self._grade(b"" if too_large else notebook, section, render, files or {}, tasks, stream)
        if too_large:
            problem = f"The file has more than {MAX_NOTEBOOK >> 20} MiB, and nothing of it is read."
            verdict = replace(verdict, problems=(problem,)).doubted(problem)
        versions = self._versions.of_section(section)
        seconds = {**verdict.cost.seconds, "total": round(time.perf_counter() - started, 6)}
        return replace(
            verdict,
            tasks=tuple(replace(task, version=versions.get(task.task, "")) for task in verdict.tasks),
            checker_version=self._versions.section(section),
            isolation=self.isolation.value,
            cost=replace(verdict.cost, seconds=seconds),
        )

    def _grade(
        self,
        notebook: bytes,
        section: str,
        render: bool,
        files: Mapping[str, bytes],
        tasks: Collection[str] | None,
        stream: str,
    ) -> Verdict:
        self.course.notebook(section)  # UsageError names the sections that there are
        body: dict[str, Any] = {
            "section": section,
            "render": render,
            "tasks": None if tasks is None else self._known(section, tasks),
            "stream": stream,
        }
        last = ""
        found: list[CheckResult] = []
        for _ in range(2):  # once more with fresh templates, should one have died
            self._start()
            if fault := self._catalogue[section]["fault"]:
                raise SectionError(fault, where=section, next_step="repair the section, then grade again")
            found = []
            try:
                return self._ask(notebook, body, files, found)
            except (SealError, SectionError):
                raise
            except _Overrun as error:
                last = str(error)
                break
            except (CourseError, WireError, ValueError, KeyError, TypeError) as error:
                last = f"{error}\n{self._checkers.errors() if self._checkers else ''}".strip()
                if self._alive() or self._killed:
                    break
                self._stop()
        return self._infra_verdict(section, found, last, body["tasks"])

    def _ask(self, notebook: bytes, body: dict[str, Any], files: Mapping[str, bytes], found: list[CheckResult]) -> Verdict:
        """Fork a checker and listen; when it ends without a verdict, the checks that it had finished are in `found`."""
        if self._checkers is None or self._killed:  # `kill` may have come while they started
            raise InfrastructureError("the checker's template does not run")
        limits = self.limits
        student = limits.asleep_factor * (limits.total_seconds + (limits.render_seconds if body["render"] else 0.0))
        seconds = SLOWED_DOWN * (student + limits.checks_seconds) + MARGIN_SECONDS
        deadline = time.monotonic() + seconds
        ours, theirs = socket.socketpair()
        with ours:
            with theirs:
                fork = Fork(self._checkers.control, body, [theirs.fileno()], seconds=FORK_SECONDS)
            try:
                send(ours, {"files": list(files)}, [notebook, *files.values()], deadline=deadline)
                while True:
                    frame = receive(ours, deadline=deadline)
                    if "check" in frame.body:
                        found.append(_result(frame.body["check"]))
                    else:
                        return _verdict(frame)
            except WireError as error:
                if time.monotonic() >= deadline:
                    raise _Overrun(f"the checker did not end within {seconds:g} s") from error
                raise
            finally:
                fork.close()

    def _infra_verdict(self, section: str, found: list[CheckResult], why: str, tasks: Collection[str] | None) -> Verdict:
        """Keep the checks that had ended; the rest says nothing about the student and goes to a person."""
        everything = tuple(CheckInfo(**info) for info in self._catalogue.get(section, {"infos": ()})["infos"])
        infos = tuple(info for info in everything if tasks is None or info.task in tasks)
        done = {result.check for result in found}
        rest = [
            CheckResult(check=info.check, title=info.title, outcome=Outcome.INFRA_ERROR, weight=info.weight, detail=why[-4000:])
            for info in infos
            if info.check not in done
        ]
        order = {info.check: place for place, info in enumerate(infos)}
        results = sorted([*found, *rest], key=lambda result: order[result.check])
        loaded = Section.load(self.course, section)
        return Verdict(
            section=section,
            tasks=task_results(loaded, Collected(section=loaded, infos=infos), results, {}, tasks),
            problems=("The grader itself failed on this notebook; grade it again, or mark it by hand.",),
            cost=Cost(),
        )

    def _known(self, section: str, tasks: Collection[str]) -> list[str]:
        """Return the names in the order of the notebook; UsageError for a name that is not an automatic task."""
        there = list(self._versions.of_section(section))
        if unknown := sorted(set(tasks) - set(there)):
            raise UsageError(
                f"there is no automatic task {', '.join(unknown)}", where=section, expected=f"one of {', '.join(there)}"
            )
        return [name for name in there if name in tasks]

    def _alive(self) -> bool:
        return all(template is not None and template.alive for template in (self._students, self._checkers))

    def _start(self) -> None:
        if self._killed:
            raise InfrastructureError("the grader was stopped")
        if self._alive():
            return
        self._stop()
        try:
            self._students = start_students(self.course, self.isolation, self.limits, cpu=self._cpu)
            self._checkers = Template(
                "grading.engine.checker.main",
                {"root": str(self.course.root), "cpu": self._cpu, "limits": asdict(self.limits)},
                environment=_checker_environment(),
                pass_on=[self._students.control],
            )
            self._students.ready()
            self._catalogue = self._checkers.ready()["catalogue"]
        except BaseException:
            self._stop()
            raise

    def _stop(self) -> None:
        for template in (self._checkers, self._students):
            if template is not None:
                template.close()
        self._checkers = self._students = None


class _Overrun(Exception):  # noqa: N818 - an event
    """A checker did not end in time."""


def grade(
    notebook: bytes,
    section: str,
    *,
    course_root: Path | str = ".",
    isolation: str = "auto",
    limits: Limits | None = None,
    render: bool = False,
    files: Mapping[str, bytes] | None = None,
) -> Verdict:
    """Grade one notebook with templates of its own; see `Grader.grade`. For more than one, keep a `Grader`."""
    with Grader(course_root, isolation=isolation, limits=limits) as grader:
        return grader.grade(notebook, section, render=render, files=files)


def _result(data: dict[str, Any]) -> CheckResult:
    return CheckResult(**{**data, "outcome": Outcome(data["outcome"])})


def _verdict(frame: Frame) -> Verdict:
    if "seal" in frame.body:
        raise SealError(**frame.body["seal"])
    if "fault" in frame.body:
        raise InfrastructureError("the checker failed", got=str(frame.body["fault"]))
    return Verdict.from_json(json.loads(frame.attachments[0]))


def _checker_environment() -> Mapping[str, str]:
    threads = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
    return {
        "PATH": os.defpath,
        "LANG": "C.UTF-8",
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        "MPLBACKEND": "agg",
        "MPLCONFIGDIR": str(scratch_root()),
        **dict.fromkeys(threads, "1"),
    }
