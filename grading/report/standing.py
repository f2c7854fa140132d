"""What the report says of each student beside the verdict: marks as they stand, what waits for a person, time of hand-in.

The marks are those of `grading.classroom.gradebook.final`, as `landscape export` writes them, late penalties worked out anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from grading.classroom.gradebook.feedback import manual_marks
from grading.classroom.gradebook.final import NEW_HAND_IN, NOT_GRADED, TASK_WAITS, WRITTEN_WAITS, StudentMarks, final_marks
from grading.classroom.gradebook.hand_ins import HandIns, hand_ins
from grading.classroom.gradebook.students import called, names_of, read_students
from grading.classroom.records import Record
from grading.course import Course
from grading.errors import CourseError
from grading.section import CHECK_PREFIX, Section
from grading.verdict import Verdict

FOR_A_PERSON = (WRITTEN_WAITS, TASK_WAITS)
FOR_THE_GRADER = (NEW_HAND_IN, NOT_GRADED)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """One section: the marks of each student, which of them a person gave, and when the work was handed in."""

    marks: Mapping[str, StudentMarks]
    by_hand: Mapping[tuple[str, str], float] = field(default_factory=dict)  # student, task -> mark
    times: HandIns = field(default_factory=HandIns)
    pages: frozenset[str] = frozenset()  # students with a feedback page
    names: Mapping[str, str] = field(default_factory=dict)  # student -> first and last name, where it is known
    missing: tuple[str, ...] = ()  # those of nbgrader's table of students who handed nothing in
    fault: str = ""  # why the gradebook could not be read

    def called(self, student: str) -> str:
        """Return name and id of a student, or the id alone."""
        return called(student, self.names)

    @property
    def waiting(self) -> tuple[tuple[str, str], ...]:
        """Student and task of all that a person still has to mark."""
        return tuple((name, task) for name, one in self.marks.items() for task, why in one.why.items() if why in FOR_A_PERSON)

    @property
    def to_grade(self) -> tuple[str, ...]:
        """Students whose work lies in submitted/ and was not graded yet, or was handed in anew since."""
        return tuple(name for name, one in self.marks.items() if any(why in FOR_THE_GRADER for why in one.why.values()))

    @property
    def waiting_by_task(self) -> dict[str, list[str]]:
        """Task -> students of all that a person still has to mark."""
        found: dict[str, list[str]] = {}
        for student, task in self.waiting:
            found.setdefault(task, []).append(student)
        return found

    @property
    def timed(self) -> bool:
        """Say whether the time of any hand-in is known."""
        return any(one.at for one in self.times.of.values())

    @property
    def late(self) -> int:
        """How many came after the due date and what more time they had."""
        return sum(one.late_seconds > 0 for one in self.times.of.values())

    @property
    def waiting_written(self) -> int:
        """How many of these are written answers."""
        return sum(why == WRITTEN_WAITS for one in self.marks.values() for why in one.why.values())


def standing(course: Course, section: str, records: Sequence[Record]) -> Standing:
    """Return how a section stands: by the gradebook, else by the records alone, with the reason."""
    pages = frozenset(
        record.student for record in records if (course.feedback / record.student / section / f"{section}.html").is_file()
    )
    if not course.has_gradebook:
        return Standing(marks=marks_on_record(records), pages=pages)
    try:
        rows = manual_marks(course)
        marks = final_marks(course, Section.load(course, section))
        times = hand_ins(course, section)
        students = read_students(course.database)
    except CourseError as error:
        return Standing(marks=marks_on_record(records), pages=pages, fault=error.what)
    given = {(student, name.removeprefix(CHECK_PREFIX)): mark for one, student, name, mark in rows if one == section}
    only_on_record = marks_on_record([record for record in records if record.student not in marks])
    there = {**marks, **only_on_record}
    return Standing(
        marks=there,
        by_hand=given,
        times=times,
        pages=pages,
        names=names_of(students.values()),
        missing=tuple(sorted(students.keys() - there.keys())),
    )


def marks_on_record(records: Sequence[Record]) -> dict[str, StudentMarks]:
    """Return the marks that the verdicts alone give."""
    return {record.student: _marks(record.student, record.verdict) for record in records}


def _marks(student: str, verdict: Verdict) -> StudentMarks:
    return StudentMarks(
        student=student,
        tasks={task.task: task.score for task in verdict.tasks},
        why={task.task: WRITTEN_WAITS if task.manual else TASK_WAITS for task in verdict.tasks if task.score is None},
    )
