"""Grades one submission, from bytes to verdict, in a fork of the checker template."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from grading.checks.student import Student
from grading.engine.checker.collection import CheckInfo, Collected
from grading.engine.checker.newer_python import unsure_of_newer_python
from grading.engine.checker.outputs import bounded
from grading.engine.checker.plugin import stream_of
from grading.engine.checker.proxy import RemoteStudent
from grading.engine.checker.run_checks import run_checks
from grading.engine.checker.session import Session
from grading.engine.checker.student_process import StudentProcess
from grading.engine.checker.untouched import holds_own_code, unanswered, unchanged_answers
from grading.limits import Limits
from grading.section import Section
from grading.submission.notebook import Submission
from grading.submission.read import read_submission
from grading.verdict import CellOutput, CheckResult, Cost, Outcome, TaskResult, Verdict

UNREADABLE = "Your notebook could not be read, so this could not be checked."
UNANSWERED = "{task} is not answered yet."

Start = Callable[..., StudentProcess]


@dataclass
class Clock:
    """Wall seconds by stage."""

    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Any:
        """Add the time of the block to a stage."""
        started = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = round(self.seconds.get(name, 0.0) + time.perf_counter() - started, 6)


@dataclass(frozen=True, kw_only=True)
class Job:
    """What one fork of the checker has to do, and where it tells what it found."""

    notebook: bytes
    collected: Collected
    limits: Limits
    render: bool
    tasks: frozenset[str] | None  # the automatic tasks to check; None for all, and the written ones too
    start: Start
    serve: Callable[[Student, str], None]  # makes a student, and the stream of random instances, what the fixtures give
    course_id: str = ""
    files: Mapping[str, bytes] = field(default_factory=dict)  # beside the notebook
    found: Callable[[CheckResult], None]
    stream: str = ""  # of random instances; empty for the one that follows from the submission


def grade_submission(job: Job) -> Verdict:
    """Run the cells, then the checks, then, if asked, the cells once more for a reader."""
    clock = Clock()
    section = job.collected.section
    if section is None:
        raise ValueError("a section that cannot be graded")
    with clock.stage("read"):
        submission = read_submission(job.notebook, section)
    if not submission.readable:
        unsure = submission.problems[0] if job.notebook.strip() else ""  # an empty file is no work, and 0 is right
        return _without_process(job, submission, clock, UNREADABLE, unsure=unsure)
    unchanged = unchanged_answers(submission, section)
    tasks = {task.name for task in section.tasks if not task.manual}
    if tasks <= unchanged and not holds_own_code(submission):
        return _without_process(job, submission, clock, UNANSWERED)
    with clock.stage("start"):
        process = job.start()
    cells = [cell for cell in submission.cells if cell.runs]
    session = Session(job.start, cells, job.limits, seconds=job.limits.total_seconds, process=process)
    try:
        with clock.stage("cells"):
            session.run_cells()
        with clock.stage("checks"):
            stream = job.stream or stream_of(job.course_id, (cell.source for cell in cells), job.files)
            results = _check(job, session, unanswered(session, unchanged), stream)
    finally:
        session.close()
    with clock.stage("render"):
        outputs = _render(job, submission) if job.render else session.outputs.values()
    verdict = Verdict(
        section=section.section_id,
        tasks=task_results(section, job.collected, results, _notes(session), job.tasks),
        problems=submission.problems,
        rendered=job.render,
        cost=Cost(seconds=clock.seconds, peak_memory_bytes=session.peak_bytes, restarts=session.restarts),
        cells=bounded(outputs),
    )
    return unsure_of_newer_python(verdict, submission.python, session)


def stream_of_submission(course_id: str, section: Section, notebook: bytes) -> str:
    """Return the stream of random instances that a notebook meets which is handed in alone; nothing if it is unreadable."""
    submission = read_submission(notebook, section)
    return stream_of(course_id, (cell.source for cell in submission.cells if cell.runs), {}) if submission.readable else ""


def task_results(
    section: Section,
    collected: Collected,
    results: Sequence[CheckResult],
    notes: Mapping[str, str],
    tasks: Collection[str] | None,
) -> tuple[TaskResult, ...]:
    """Gather the results of checks by task, in the order of the notebook; of some tasks, or of all."""
    task_of = {info.check: info.task for info in collected.infos}
    return tuple(
        TaskResult(
            task=task.name,
            points=task.points,
            manual=task.manual,
            checks=tuple(result for result in results if task_of[result.check] == task.name),
            note=notes.get(task.name, ""),
        )
        for task in section.tasks
        if tasks is None or task.name in tasks
    )


def _check(job: Job, session: Session, skipped: frozenset[str], stream: str) -> list[CheckResult]:
    job.serve(RemoteStudent(session, call_seconds=job.limits.call_seconds, overruns=job.limits.overruns), stream)
    pairs = [(item, info) for item, info in job.collected.pairs() if _asked(job, info)]
    chosen = [(item, info) for item, info in pairs if info.task not in skipped]
    by_check = {info.check: _not_run(info, UNANSWERED) for _, info in pairs if info.task in skipped}
    for result in run_checks(chosen, job.limits):
        job.found(result)
        by_check[result.check] = result
    return [by_check[info.check] for _, info in pairs]


def _asked(job: Job, info: CheckInfo) -> bool:
    return job.tasks is None or info.task in job.tasks


def _not_run(info: CheckInfo, message: str) -> CheckResult:
    return CheckResult(
        check=info.check,
        title=info.title,
        weight=info.weight,
        outcome=Outcome.STUDENT_ERROR,
        message=message.format(task=info.task),
    )


def _render(job: Job, submission: Submission) -> tuple[CellOutput, ...]:
    """Run everything, pictures and visible checks too, in a process of its own that no check ever asks."""
    cells = [cell for cell in submission.cells if cell.runs or cell.shows]
    session = Session(lambda: job.start(rendered=True), cells, job.limits, seconds=job.limits.render_seconds)
    try:
        session.run_cells()
    finally:
        session.close()
    return tuple(session.outputs.values())


def _notes(session: Session) -> dict[str, str]:
    notes: dict[str, str] = {}
    for number, fault in session.faults.items():
        notes.setdefault(session.cells[number].grade_id, fault.message)
    return notes


def _without_process(job: Job, submission: Submission, clock: Clock, message: str, *, unsure: str = "") -> Verdict:
    """The verdict on a notebook in which there is nothing to run."""
    section = job.collected.section
    if section is None:
        raise ValueError("a section that cannot be graded")
    results = [_not_run(info, message) for info in job.collected.infos if _asked(job, info)]
    with clock.stage("render"):
        outputs = _render(job, submission) if job.render and submission.readable else ()
    verdict = Verdict(
        section=section.section_id,
        tasks=task_results(section, job.collected, results, {}, job.tasks),
        problems=submission.problems,
        readable=submission.readable,
        rendered=job.render,
        cost=Cost(seconds=clock.seconds),
        cells=bounded(outputs),
    )
    return verdict.doubted(unsure)
