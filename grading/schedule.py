"""Grades many submissions on any executor that speaks `concurrent.futures`, and hands out results as they come.

`grade_one` is a module-level function of picklable arguments that keeps a warm grader per thread, so a thread pool, a
process pool and a Dask client all work. The default is a thread pool: the work happens in the grader's own processes.
"""

from __future__ import annotations

import atexit
import os
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from pathlib import Path

from grading import records
from grading.course import Course
from grading.grade import Grader, Limits
from grading.records import Graded
from grading.seal.levels import Isolation
from grading.submissions import Handed
from grading.verdict import Outcome, Verdict


@dataclass(frozen=True, kw_only=True)
class Settings:
    """How to grade; everything here is part of a grader's identity."""

    root: Path
    isolation: str = "auto"
    render: bool = False
    limits: Limits = field(default_factory=Limits)


_warm = threading.local()
_all_graders: list[Grader] = []
_lock = threading.Lock()


def grade_one(notebook: bytes, section: str, settings: Settings) -> Verdict:
    """Grade one notebook with this thread's warm grader, which is started at the first call."""
    return _grader(settings).grade(notebook, section, render=settings.render)


def grade_all(
    course: Course,
    handed: Sequence[Handed],
    settings: Settings,
    *,
    workers: int | None = None,
    executor: Executor | None = None,
    fresh: bool = False,
) -> Iterator[Graded]:
    """Yield a `Graded` for each submission, in the order in which they finish, each already recorded on disk.

    Args:
        course: where records are kept.
        handed: the submissions.
        settings: how to grade.
        workers: number of graders at work; default one a core. Ignored when an executor is given.
        executor: any `concurrent.futures` executor, for example Dask's client.
        fresh: grade also what was graded before from the same bytes with the same checker.
    """
    todo = []
    for submission in handed:
        known = None if fresh else _recorded(course, submission, settings)
        if known is None:
            todo.append(submission)
        else:
            yield known
    if not todo:
        return
    pool = executor or ThreadPoolExecutor(max_workers=min(workers or usable_cores(), len(todo)))
    try:
        waiting = {}
        for one in todo:
            notebook = one.read()
            waiting[pool.submit(grade_one, notebook, one.section, settings)] = (one, notebook)
        try:
            for future in as_completed(waiting):
                yield _record(course, *waiting[future], future)
        except BaseException:
            for future in waiting:
                future.cancel()
            raise
    finally:
        if executor is None:
            pool.shutdown(wait=True, cancel_futures=True)
            close_graders()


def usable_cores() -> int:
    """Cores that this process may run on."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def close_graders() -> None:
    """Stop every warm grader of this process."""
    with _lock:
        while _all_graders:
            _all_graders.pop().close()
    _warm.__dict__.clear()


def _grader(settings: Settings) -> Grader:
    held: tuple[Settings, Grader] | None = getattr(_warm, "held", None)
    if held is not None and held[0] == settings and held[1] in _all_graders:
        return held[1]
    with _lock:
        grader = Grader(settings.root, isolation=settings.isolation, limits=settings.limits)
        _all_graders.append(grader)
    _warm.held = (settings, grader)
    return grader


def _recorded(course: Course, submission: Handed, settings: Settings) -> Graded | None:
    record = records.load(course, submission.section, submission.student)
    if record is None or record.verdict.checker_version != current_version(settings):
        return None
    unsealed = Isolation.PROCESS.value
    if record.verdict.isolation == unsealed and settings.isolation != unsealed:
        return None  # a mark that students' code could have reached is not taken for one that it could not
    if settings.render and not record.verdict.cells:
        return None
    if any(check.outcome is Outcome.INFRA_ERROR for task in record.verdict.tasks for check in task.checks):
        return None
    notebook = submission.read()
    graded = Graded(
        student=submission.student,
        section=submission.section,
        notebook=notebook,
        verdict=record.verdict,
        submitted_at=submission.submitted_at(),
    )
    return graded if graded.digest == record.digest else None


def current_version(settings: Settings) -> str:
    """Version of the checker that `settings` would grade with."""
    from grading.grade import checker_version  # the engine's own definition, one place

    return checker_version(settings.root, settings.limits)


def _record(course: Course, submission: Handed, notebook: bytes, future: Future[Verdict]) -> Graded:
    graded = Graded(
        student=submission.student,
        section=submission.section,
        notebook=notebook,
        verdict=future.result(),
        submitted_at=submission.submitted_at(),
    )
    records.save(course, graded)
    return graded


atexit.register(close_graders)
