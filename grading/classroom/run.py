"""Grades a class and stores it in gradebook and autograded notebooks, in batches: a stop loses nothing that was graded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import replace

from grading.classroom import records
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
) -> Iterator[Graded]:
    """Grade submissions and yield them as they finish; every batch is in the gradebook before the next begins.

    A stop (an error, Ctrl-C) stores what was graded until then. A gradebook that cannot be used is told before anything is
    graded. See `grading.classroom.schedule.grade_all` for the arguments.
    """
    make_gradebook(course.database)
    waiting: list[Graded] = []
    try:
        for graded in grade_all(course, handed, settings, workers=workers, executor=executor, fresh=fresh):
            waiting.append(graded)
            if len(waiting) >= BATCH:
                _store(course, waiting)
                waiting = []
            yield graded
    finally:
        _store(course, waiting)


def _store(course: Course, graded: Sequence[Graded]) -> None:
    by_section: dict[str, list[Graded]] = defaultdict(list)
    for one in graded:
        by_section[one.section].append(one)
    for section, of_section in by_section.items():
        store(course, section, of_section)
        for one in of_section:
            if not one.stored:
                records.save(course, replace(one, stored=True))
