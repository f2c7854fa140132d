"""A verdict as the section stands now: points that were changed and tasks that were declared void, without running anything."""

from __future__ import annotations

from dataclasses import replace

from grading.course import Course
from grading.errors import UsageError
from grading.section import Section
from grading.verdict import TaskResult, Verdict


def current(course: Course, verdict: Verdict) -> Verdict:
    """Return the verdict with the section's own points, its written tasks, and the tasks that course.toml declares void.

    Raises:
        SectionError: the section's notebook cannot be read.
        UsageError: course.toml declares a task void that the section does not have.
    """
    section = Section.load(course, verdict.section)
    void = _void(course, section)
    there = {task.task: task for task in verdict.tasks}
    tasks = []
    for task in section.tasks:
        known = there.get(task.name) or TaskResult(task=task.name, points=task.points, manual=task.manual)
        if known.checks or task.manual:  # a task that was never checked stays out until it is graded
            tasks.append(replace(known, points=task.points, manual=task.manual, void=task.name in void))
    return replace(verdict, tasks=tuple(tasks))


def _void(course: Course, section: Section) -> frozenset[str]:
    declared = course.configuration.void.get(section.section_id, ())
    known = [task.name for task in section.tasks]
    for name in declared:
        if name not in known:
            raise UsageError(
                "course.toml declares a task void that is not there",
                where=f"course.toml, [void], {section.section_id}",
                got=name,
                expected=f"one of {', '.join(known)}",
                next_step="correct the name",
            )
    return frozenset(declared)
