"""Grades many submissions on any executor that speaks `concurrent.futures`, and hands out results as they come.

`grade_one` is a module-level function of picklable arguments that keeps a warm grader per thread, so a thread pool, a
process pool and a Dask client all work. The default is a thread pool: the work happens in the grader's own processes.
"""

from __future__ import annotations

import atexit
import os
import threading
from collections import deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from pathlib import Path

from grading.classroom import records
from grading.classroom.current import current
from grading.classroom.failures import Told, tell
from grading.classroom.records import Graded, Opened, digest_of
from grading.course import Course
from grading.engine.grader import Grader, Limits
from grading.engine.seal.levels import Isolation
from grading.engine.versions import Versions
from grading.submission.doubt import doubt_of
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
    limits: Limits | None = None  # default: what course.toml says


_warm = threading.local()
_all_graders: list[Grader] = []
_lock = threading.Lock()


def grade_one(
    notebook: bytes,
    section: str,
    settings: Settings,
    files: Mapping[str, bytes] | None = None,
    tasks: Collection[str] | None = None,
) -> Verdict:
    """Grade one notebook, or some tasks of it, with this thread's warm grader, which is started at the first call."""
    return _grader(settings).grade(notebook, section, render=settings.render, files=files, tasks=tasks)


def grade_all(
    course: Course,
    handed: Sequence[Handed],
    settings: Settings,
    *,
    workers: int | None = None,
    executor: Executor | None = None,
    fresh: bool = False,
    told: Told | None = None,
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
        told: takes what could not be graded, one by one; without it the first such error is raised.
    """
    versions = versions_of(settings)
    todo: list[_Todo] = []
    verdicts = _Verdicts()
    for submission in handed:
        known = None if fresh else _recorded(course, submission, settings)
        stale = _stale(known.verdict, versions.of_section(submission.section)) if known else None
        if known is not None and stale == ():
            verdicts.learn(known.section, known.digest, known.verdict)
            yield known
        elif known is not None and stale:
            todo.append(_Todo(submission=submission, old=known.verdict, stale=stale))
        else:
            todo.append(_Todo(submission=submission))
    if not todo:
        return
    pool = executor or ThreadPoolExecutor(max_workers=min(workers or usable_cores(), len(todo)))
    try:
        yield from _through(pool, course, todo, settings, verdicts, told)
    except BaseException:
        if executor is None:
            abandon_graders()  # what runs now is graded again next time; Ctrl-C ends the command at once
        raise
    finally:
        if executor is None:
            pool.shutdown(wait=True, cancel_futures=True)
            close_graders()


@dataclass(frozen=True, kw_only=True)
class _Todo:
    """A submission to grade: all of it, or those tasks of an older verdict on the same bytes that are stale."""

    submission: Handed
    old: Verdict | None = None
    stale: tuple[str, ...] | None = None  # None: all tasks

    def complete(self, found: Verdict) -> Verdict:
        """Return the whole verdict: what was found, and the tasks of the old one that are still valid."""
        if self.old is None or self.stale is None:
            return found
        new = {task.task: task for task in found.tasks}
        whole = replace(found, tasks=tuple(new.get(task.task, task) for task in self.old.tasks))
        kept = self.old.rendered and not found.rendered  # pictures of the same notebook
        return replace(whole, cells=self.old.cells, rendered=True) if kept else whole


class _Verdicts:
    """Verdicts of this run by content; a verdict on which the grader itself failed is not passed on."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], Verdict] = {}

    def learn(self, section: str, digest: str, verdict: Verdict) -> None:
        if not _infra(verdict):
            self._found[section, digest] = verdict

    def of(self, opened: Opened) -> Verdict | None:
        return self._found.get((opened.section, opened.digest))


def _through(
    pool: Executor, course: Course, todo: Sequence[_Todo], settings: Settings, verdicts: _Verdicts, told: Told | None
) -> Iterator[Graded]:
    """Pass submissions through the pool, a bounded number at a time, and let equal submissions wait until the first is done."""
    left = deque(todo)
    waiting: dict[Future[Verdict], tuple[Opened, int, _Todo]] = {}
    put_off: dict[tuple[str, str], list[_Todo]] = {}
    try:
        while left or waiting:
            while left and len(waiting) < AT_A_TIME and sum(size for _, size, _ in waiting.values()) < BYTES_AT_A_TIME:
                one = left.popleft()
                try:
                    opened, files = _open(course, one.submission)
                except Exception as error:  # noqa: BLE001 - one student never stops the class
                    tell(told, error, student=one.submission.student, section=one.submission.section)
                    continue
                content = opened.section, opened.digest
                if (found := verdicts.of(opened)) is not None:
                    if (graded := _recorded_or_told(course, opened, found, told)) is not None:
                        yield graded
                elif content in put_off:
                    put_off[content].append(one)
                else:
                    put_off[content] = []
                    size = len(opened.notebook) + sum(map(len, files.values()))
                    future = pool.submit(grade_one, opened.notebook, opened.section, settings, files, one.stale)
                    waiting[future] = opened, size, one
            for future in wait(waiting, return_when=FIRST_COMPLETED).done if waiting else ():
                opened, _, one = waiting.pop(future)
                left.extendleft(put_off.pop((opened.section, opened.digest)))
                try:
                    verdict = one.complete(future.result())
                except Exception as error:  # noqa: BLE001 - one student never stops the class
                    tell(told, error, student=opened.student, section=opened.section)
                    continue
                verdicts.learn(opened.section, opened.digest, verdict)
                if (graded := _recorded_or_told(course, opened, verdict, told)) is not None:
                    yield graded
    except BaseException:
        for future in waiting:
            future.cancel()
        raise


def _open(course: Course, submission: Handed) -> tuple[Opened, dict[str, bytes]]:
    """Read a submission, and the files beside it."""
    files = submission.files()
    notebook = submission.read()
    opened = Opened(
        student=submission.student,
        section=submission.section,
        notebook=notebook,
        submitted_at=submission.submitted_at(),
        files_digest=digest_of(files),
        doubt=doubt_of(course, submission.section, submission.path, notebook),
    )
    return opened, files


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
    """Return the earlier grading of the same bytes, unless the grader failed on them or did less than is asked for now."""
    record = records.load(course, submission.section, submission.student)
    if record is None or _infra(record.verdict):
        return None
    unsealed = Isolation.PROCESS.value
    if record.verdict.isolation == unsealed and settings.isolation != unsealed:
        return None  # a mark that students' code could have reached is not taken for one that it could not
    if settings.render and not record.verdict.rendered:
        return None
    try:
        opened, _ = _open(course, submission)
    except Exception:  # noqa: BLE001 - opened once more, and told, where it would be graded
        return None
    return Graded.of(opened, current(course, record.verdict), old=record) if opened.digest == record.digest else None


def _stale(verdict: Verdict, versions: Mapping[str, str]) -> tuple[str, ...] | None:
    """Return the tasks whose version is not that of their mark; None when all have to be graded."""
    there = {task.task: task for task in verdict.tasks if not task.manual}
    if there.keys() != versions.keys():
        return None
    stale = tuple(name for name, version in versions.items() if there[name].version != version)
    return None if stale and len(stale) == len(versions) else stale


def _infra(verdict: Verdict) -> bool:
    return any(check.outcome is Outcome.INFRA_ERROR for task in verdict.tasks for check in task.checks)


def versions_of(settings: Settings) -> Versions:
    """Return the versions of tasks that `settings` would grade with."""
    course = Course.at(settings.root)
    return Versions(course=course, limits=settings.limits or course.configuration.limits)


def _recorded_or_told(course: Course, opened: Opened, verdict: Verdict, told: Told | None) -> Graded | None:
    try:
        return _record(course, opened, verdict)
    except Exception as error:  # noqa: BLE001 - one student never stops the class
        tell(told, error, student=opened.student, section=opened.section)
        return None


def _record(course: Course, opened: Opened, verdict: Verdict) -> Graded:
    old = records.load(course, opened.section, opened.student)
    graded = replace(Graded.of(opened, current(course, verdict), old=old), stored=False)
    records.save(course, graded)
    return graded


atexit.register(close_graders)
