"""Grades a class and stores it in gradebook and autograded notebooks, in batches: a stop loses nothing that was graded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import replace

from grading.classroom import records
from grading.classroom.changes import Noticed
from grading.classroom.failures import Told
from grading.classroom.gradebook import store
from grading.classroom.gradebook.schema import make_gradebook
from grading.classroom.records import Graded
from grading.classroom.schedule import Settings, grade_all
from grading.course import Course
from grading.submission.find import Handed

BATCH = 50


def grade_class(
    course: Course,
    handed: Sequence[Handed],
    settings: Settings,
    *,
    workers: int | None = None,
    executor: Executor | None = None,
    fresh: bool = False,
    told: Told | None = None,
    noticed: Noticed | None = None,
    stored: Callable[[Sequence[Graded]], None] | None = None,
) -> Iterator[Graded]:
    """Grade submissions and yield them as they finish; every batch is in the gradebook before the next begins.

    A stop (an error, Ctrl-C) stores what was graded until then. A gradebook that cannot be used is told before anything is
    graded. See `grading.classroom.schedule.grade_all` for the arguments. A submission that cannot be taken is `told` and the
    others go on; without `told` it ends the run. Marks given by hand that want another look are `noticed`. Each batch is passed
    to `stored` once its marks are in the gradebook; only then its records say so, and a run that was killed in between does it
    again.
    """
    make_gradebook(course.database)
    waiting: list[Graded] = []
    try:
        for graded in grade_all(course, handed, settings, workers=workers, executor=executor, fresh=fresh, told=told):
            waiting.append(graded)
            if len(waiting) >= BATCH:
                _store(course, waiting, told, noticed, stored)
                waiting = []
            yield graded
    finally:
        _store(course, waiting, told, noticed, stored)


def _store(
    course: Course,
    graded: Sequence[Graded],
    told: Told | None,
    noticed: Noticed | None,
    stored: Callable[[Sequence[Graded]], None] | None,
) -> None:
    done: list[Graded] = []
    by_section: dict[str, list[Graded]] = defaultdict(list)
    for one in graded:
        by_section[one.section].append(one)
    for section, of_section in by_section.items():
        there = store(course, section, of_section, told=told, noticed=noticed)
        done += [one for one in of_section if one.student in there]
    if done and stored is not None:
        stored(done)
    for one in done:
        if not one.stored:
            records.save(course, replace(one, stored=True, anew=False))
