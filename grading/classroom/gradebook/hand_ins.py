"""When students handed in, as the gradebook has it, and how late that was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import select

from grading.classroom.gradebook.penalty import seconds_late
from grading.classroom.gradebook.schema import transaction
from grading.classroom.gradebook.tables import assignment, submitted_assignment
from grading.course import Course


@dataclass(frozen=True, kw_only=True)
class HandIn:
    """When one student handed in; times are in UTC."""

    at: datetime | None  # None: no time is known
    late_seconds: float = 0.0  # after the due date and what more time the student has; 0 where no due date is set


@dataclass(frozen=True, kw_only=True)
class HandIns:
    """The due date of a section, and who handed in when."""

    due: datetime | None = None
    until: datetime | None = None  # the due date and the longest extension
    of: Mapping[str, HandIn] = field(default_factory=dict)


def hand_ins(course: Course, section: str) -> HandIns:
    """Return the times of a section; GradebookError when the gradebook cannot be read."""
    columns = (submitted_assignment.c.student_id, submitted_assignment.c.timestamp, submitted_assignment.c.extension)
    with transaction(course.database) as connection:
        row = connection.execute(select(assignment.c.id, assignment.c.duedate).where(assignment.c.name == section)).first()
        if row is None:
            return HandIns()
        found = connection.execute(select(*columns).where(submitted_assignment.c.assignment_id == row.id)).all()
    due = row.duedate
    return HandIns(
        due=due,
        until=None if due is None else due + max((one.extension or timedelta() for one in found), default=timedelta()),
        of={
            one.student_id: HandIn(
                at=one.timestamp,
                late_seconds=0.0 if due is None else seconds_late(one.timestamp, due, one.extension),
            )
            for one in found
        },
    )
