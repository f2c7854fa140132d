"""The checker template: collects the hidden checks once, then forks for every submission. Trusted.

Started by `grading.engine.process` as `python -I -c ... <descriptors> <options>`. The descriptors: the control socket, one
that takes a frame when the template is ready, and one that leads to the student template.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import signal
import socket
import sys
import traceback
from collections import Counter
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pytest

from grading.checks.student import Opaque, Student
from grading.course import Course
from grading.engine.checker import plugin
from grading.engine.checker.collection import Collected, collect
from grading.engine.checker.misfits import uncollected
from grading.engine.checker.run_checks import run_checks
from grading.engine.checker.student_process import StudentProcess
from grading.engine.checker.submission import Job, grade_submission
from grading.engine.wire.forks import Child, ForkServer, fork_plain
from grading.engine.wire.frames import receive, send
from grading.engine.wire.one_of_each import warm_wire
from grading.errors import CourseError, SealError
from grading.limits import Limits
from grading.section import Section, module_name
from grading.submission.read import read_submission
from grading.symbolic.first_use import warm_comparison
from grading.verdict import CheckResult, Verdict

RECURSION = 5000  # expressions of a student are read and printed recursively; their depth is bounded by the wire
WARM_UP = Limits(checks_seconds=3600.0, check_cpu_seconds=60.0, value_seconds=60.0)  # no student waits for it
TOLD = 3000  # characters of what pytest says about a file that it cannot collect
NO_PLUGINS = ("cacheprovider", "capture", "terminal", "logging", "junitxml", "pastebin", "stepwise", "faulthandler", "doctest",
              "unittest", "nose", "recwarn", "warnings", "debugging", "setuponly", "setupplan", "tmpdir",
              "monkeypatch", "threadexception", "unraisableexception", "legacypath", "skipping")  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Options:
    """What the grader tells the template."""

    root: str
    cpu: int | None
    limits: dict[str, Any]


def main() -> None:
    """Run the template until its control socket closes."""
    options = Options(**json.loads(sys.argv.pop()))
    control, hello, students = (socket.socket(fileno=number) for number in json.loads(sys.argv.pop()))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.path.insert(0, options.root)
    sys.dont_write_bytecode = True
    template = _Template(options, control, hello, students)
    arguments = [str(Path(options.root) / "grader_tests"), f"--rootdir={options.root}", "-c", os.devnull, "--noconftest"]
    arguments += ["--assert=plain", "--import-mode=importlib"]
    arguments += [part for name in NO_PLUGINS for part in ("-p", f"no:{name}")]
    pytest.main(arguments, plugins=[plugin, template])


class _Template:
    """A pytest plugin whose run of the tests is: wait for submissions, and run them in forks."""

    def __init__(self, options: Options, control: socket.socket, hello: socket.socket, students: socket.socket) -> None:
        self._options, self._control, self._hello, self._students = options, control, hello, students
        self._limits = Limits(**options.limits)
        self._course_id = Course.at(Path(options.root)).configuration.course_id
        self._broken: dict[Path, str] = {}
        self._collected: dict[str, Collected] = {}
        self._config: pytest.Config | None = None
        self._server: ForkServer | None = None

    @pytest.hookimpl
    def pytest_exception_interact(self, node: pytest.Collector, call: pytest.CallInfo[Any], report: object) -> None:
        """Keep why a file cannot be collected; the other sections can be graded all the same."""
        if isinstance(report, pytest.CollectReport) and call.excinfo is not None:
            self._broken[node.path] = uncollected(node.path, call.excinfo.value, str(report.longrepr)[-TOLD:])

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Serve submissions."""
        self._config = session.config
        root = Path(self._options.root)
        self._collected = collect(session.items, _sections(root), self._broken, root / "grader_tests")
        self._serve(_Nobody(), "")
        for collected in self._collected.values():
            for _ in run_checks(collected.pairs(), WARM_UP):
                pass  # the first run of a check is slow: do it once here, so that no fork pays for it
        warm_wire()
        warm_comparison()
        catalogue = {name: collected.to_json() for name, collected in self._collected.items()}
        if self._options.cpu is not None:
            os.sched_setaffinity(0, {self._options.cpu})
        gc.collect()
        gc.freeze()
        with self._hello:
            send(self._hello, {"ready": os.getpid(), "catalogue": catalogue})
        self._server = ForkServer(self._control, self._spawn)
        self._server.run()
        return True

    def _spawn(self, body: dict[str, Any], descriptors: list[int]) -> Child:
        return fork_plain(lambda: self._grade(body, descriptors[0]))

    def _grade(self, body: dict[str, Any], descriptor: int) -> None:
        sys.setrecursionlimit(RECURSION)
        for held in self._server.descriptors() if self._server else ():
            os.close(held)
        wire = socket.socket(fileno=os.dup(descriptor))
        os.close(descriptor)
        _cap_memory(self._limits.check_memory_bytes)
        try:
            verdict = self._answer(body, wire)
            send(wire, {"verdict": True}, [json.dumps(verdict.to_json()).encode()])
        except SealError as error:
            send(wire, {"seal": _parts(error)})
        except CourseError as error:
            send(wire, {"fault": str(error)})
        except BaseException:  # noqa: BLE001 - told to the grader, which makes an infra_error of it
            send(wire, {"fault": traceback.format_exc()[-4000:]})

    def _answer(self, body: dict[str, Any], wire: socket.socket) -> Verdict:
        frame = receive(wire)
        notebook, *contents = frame.attachments
        files = dict(zip(frame.body["files"], contents, strict=True))

        def start(*, rendered: bool = False) -> StudentProcess:
            return StudentProcess(self._students, limits=self._limits, files=files, rendered=rendered)

        def found(result: CheckResult) -> None:
            send(wire, {"check": {**asdict(result), "outcome": result.outcome.value}})

        job = Job(
            notebook=notebook,
            collected=self._collected[body["section"]],
            limits=self._limits,
            render=bool(body["render"]),
            tasks=None if body["tasks"] is None else frozenset(body["tasks"]),
            start=start,
            serve=self._serve,
            course_id=self._course_id,
            files=files,
            found=found,
            stream=body["stream"],
        )
        return grade_submission(job)

    def _serve(self, student: Student, stream: str) -> None:
        if self._config is not None:
            self._config.stash[plugin.STREAM] = stream
            self._config.stash[plugin.OPEN_STUDENT] = lambda _request: student


class _Nobody:
    """A student whose every answer is opaque."""

    def __getitem__(self, name: str) -> Any:
        return Opaque(name)

    def __getattr__(self, name: str) -> Any:
        return lambda *_args, **_kwargs: Opaque(name)


def _cap_memory(beyond: int) -> None:
    """Let this fork have so many bytes of address space more than it has now, where the system says how many that are."""
    with suppress(OSError):
        in_use = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        cap = in_use + beyond if hard == resource.RLIM_INFINITY else min(in_use + beyond, hard)
        resource.setrlimit(resource.RLIMIT_AS, (cap, cap))


def _sections(root: Path) -> dict[str, Section | str]:
    course = Course.at(root)
    found: dict[str, Section | str] = {}
    sharing = Counter(module_name(name) for name in course.section_ids())
    for name in course.section_ids():
        if sharing[module_name(name)] > 1:
            found[name] = f"source/{name}: two sections have their checks in grader_tests/{module_name(name)}/; rename one"
            continue
        try:
            section = Section.load(course, name)
            read_submission(b"{}", section)  # makes every stub of the release once
            found[name] = section
        except (CourseError, ValueError) as error:
            found[name] = f"source/{name}: {error}"
    return found


def _parts(error: SealError) -> dict[str, str]:
    return {key: getattr(error, key) for key in ("what", "where", "got", "expected", "next_step")}
