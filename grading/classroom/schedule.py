"""Grades many submissions on any executor that speaks `concurrent.futures`, and hands out results as they come.

`grade_one` is a module-level function of picklable arguments that keeps a warm grader per thread, so a thread pool, a
process pool and a Dask client all work. The default is a thread pool: the work happens in the grader's own processes.
"""

from __future__ import annotations

import atexit
import os
import threading
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field, replace
from pathlib import Path

from grading.classroom import records
from grading.classroom.records import Graded, digest_of
from grading.course import Course
from grading.engine.grader import Grader, Limits
from grading.engine.seal.levels import Isolation
from grading.submission.find import Handed
from grading.verdict import Outcome, Verdict

AT_A_TIME = 256  # submissions handed to an executor and not yet graded: bounds memory, and feeds a cluster
BYTES_AT_A_TIME = 512 << 20  # of theirs, beyond which no more are handed over


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


def grade_one(notebook: bytes, section: str, settings: Settings, files: Mapping[str, bytes] | None = None) -> Verdict:
    """Grade one notebook with this thread's warm grader, which is started at the first call."""
    return _grader(settings).grade(notebook, section, render=settings.render, files=files)


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

    Equal submissions are graded once: a verdict depends on the bytes alone.

    Args:
        course: where records are kept.
        handed: the submissions.
        settings: how to grade.
        workers: number of graders at work; default one a core. Ignored when an executor is given.
        executor: any `concurrent.futures` executor, for example Dask's client.
        fresh: grade also what was graded before from the same bytes with the same checker.
    """
    todo, verdicts = [], _Verdicts()
    for submission in handed:
        known = None if fresh else _recorded(course, submission, settings)
        if known is None:
            todo.append(submission)
        else:
            verdicts.learn(known.section, known.digest, known.verdict)
            yield known
    if not todo:
        return
    pool = executor or ThreadPoolExecutor(max_workers=min(workers or usable_cores(), len(todo)))
    try:
        yield from _through(pool, course, todo, settings, verdicts)
    except BaseException:
        if executor is None:
            abandon_graders()  # what runs is graded again next time; a person who pressed Ctrl-C waits for nothing
        raise
    finally:
        if executor is None:
            pool.shutdown(wait=True, cancel_futures=True)
            close_graders()


class _Verdicts:
    """Verdicts of this run by content; one on which the grader itself failed is nobody else's."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], Verdict] = {}

    def learn(self, section: str, digest: str, verdict: Verdict) -> None:
        if not _infra(verdict):
            self._found[section, digest] = verdict

    def of(self, graded: Graded) -> Verdict | None:
        return self._found.get((graded.section, graded.digest))


def _through(
    pool: Executor, course: Course, todo: Sequence[Handed], settings: Settings, verdicts: _Verdicts
) -> Iterator[Graded]:
    """Pass submissions through the pool, a bounded number at a time, and put equal ones off until the first is done."""
    left = deque(todo)
    waiting: dict[Future[Verdict], tuple[Graded, int]] = {}
    put_off: dict[tuple[str, str], list[Handed]] = {}
    try:
        while left or waiting:
            while left and len(waiting) < AT_A_TIME and sum(size for _, size in waiting.values()) < BYTES_AT_A_TIME:
                submission = left.popleft()
                one, files = _open(submission)
                if (found := verdicts.of(one)) is not None:
                    yield _record(course, one, found)
                elif (one.section, one.digest) in put_off:
                    put_off[one.section, one.digest].append(submission)
                else:
                    put_off[one.section, one.digest] = []
                    size = len(one.notebook) + sum(map(len, files.values()))
                    waiting[pool.submit(grade_one, one.notebook, one.section, settings, files)] = one, size
            for future in wait(waiting, return_when=FIRST_COMPLETED).done if waiting else ():
                one, _ = waiting.pop(future)
                verdict = future.result()
                verdicts.learn(one.section, one.digest, verdict)
                left.extendleft(put_off.pop((one.section, one.digest)))
                yield _record(course, one, verdict)
    except BaseException:
        for future in waiting:
            future.cancel()
        raise


def _open(submission: Handed) -> tuple[Graded, dict[str, bytes]]:
    """Read a submission; what it is graded to comes later."""
    files = submission.files()
    one = Graded(
        student=submission.student,
        section=submission.section,
        notebook=submission.read(),
        verdict=Verdict(section=submission.section, tasks=()),
        submitted_at=submission.submitted_at(),
        files_digest=digest_of(files),
    )
    return one, files


def usable_cores() -> int:
    """Cores that this process may run on."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def abandon_graders() -> None:
    """Kill every warm grader of this process, whatever it is doing."""
    with _lock:
        for grader in _all_graders:
            grader.kill()


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
    if record is None or record.verdict.checker_version != current_version(settings) or _infra(record.verdict):
        return None
    unsealed = Isolation.PROCESS.value
    if record.verdict.isolation == unsealed and settings.isolation != unsealed:
        return None  # a mark that students' code could have reached is not taken for one that it could not
    if settings.render and not record.verdict.cells:
        return None
    graded = replace(_open(submission)[0], verdict=record.verdict, stored=record.stored)
    return graded if graded.digest == record.digest else None


def _infra(verdict: Verdict) -> bool:
    return any(check.outcome is Outcome.INFRA_ERROR for task in verdict.tasks for check in task.checks)


def current_version(settings: Settings) -> str:
    """Version of the checker that `settings` would grade with."""
    from grading.engine.grader import checker_version  # the engine's own definition, one place

    return checker_version(settings.root, settings.limits)


def _record(course: Course, one: Graded, verdict: Verdict) -> Graded:
    graded = replace(one, verdict=verdict)
    records.save(course, graded)
    return graded


atexit.register(close_graders)
