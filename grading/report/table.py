"""The rows of the class map: what stands in each cell, and what it is sorted by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from grading.classroom.gradebook.final import NEW_HAND_IN, TASK_WAITS, WRITTEN_WAITS
from grading.classroom.records import Record
from grading.report.attempts import tried
from grading.report.pictures import best_first
from grading.report.standing import Standing
from grading.report.summary import SectionSummary, TaskSummary, wall_seconds
from grading.verdict import TaskResult

MISSING = {WRITTEN_WAITS: "by hand", TASK_WAITS: "person", NEW_HAND_IN: "anew"}  # what a cell without a mark says
BELOW_ALL = -1.0  # sorted by: what has no mark yet, and who has no time


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A mark of one student for one task."""

    task: str
    text: str
    tone: str  # its CSS class
    order: float


@dataclass(frozen=True, kw_only=True)
class Row:
    """One student in one section."""

    student: str
    name: str  # "" where it is not known
    page: bool  # there is a feedback page
    cells: tuple[Cell, ...]
    automatic: float
    total: float  # of the marks that are final, less the penalty
    final: bool  # all of them are
    penalty: float
    at: datetime | None
    late: float  # seconds
    seconds: float
    megabytes: float
    problems: tuple[str, ...]

    @property
    def order(self) -> float:
        """What the time of hand-in is sorted by."""
        return BELOW_ALL if self.at is None else (self.at - datetime(1970, 1, 1)).total_seconds()


def rows_of(summary: SectionSummary, standing: Standing) -> Iterator[Row]:
    """Yield the rows, best first by automatic marks."""
    for record in best_first(summary):
        marks, time = standing.marks[record.student], standing.times.of.get(record.student)
        yield Row(
            student=record.student,
            name=standing.names.get(record.student, ""),
            page=record.student in standing.pages,
            cells=tuple(_cell(record, task, standing) for task in record.verdict.tasks),
            automatic=record.verdict.score,
            total=marks.so_far,
            final=marks.total is not None,
            penalty=marks.penalty,
            at=time.at if time else None,
            late=time.late_seconds if time else 0.0,
            seconds=wall_seconds(record.verdict),
            megabytes=record.verdict.cost.peak_memory_bytes / 1e6,
            problems=record.verdict.problems,
        )


def written_words(task: TaskSummary, standing: Standing) -> str:
    """Say how a written task stands: how many a person has marked, what these earned, and how many were left open."""
    final = {name: mark for name, one in standing.marks.items() if (mark := one.tasks.get(task.task)) is not None}
    given = [mark for name, mark in final.items() if (name, task.task) in standing.by_hand]
    words = [f"marked by a person: {len(given) or 'none'} of {len(standing.marks)}"]
    if given and task.points:
        words.append(f"{100 * sum(given) / (task.points * len(given)):.0f} % of the points")
    if not task.void and len(final) > len(given):
        words.append(f"left open: {len(final) - len(given)}")
    return ", ".join(words)


def _cell(record: Record, task: TaskResult, standing: Standing) -> Cell:
    mark = standing.marks[record.student].tasks.get(task.task)
    hand = standing.by_hand.get((record.student, task.task))
    if hand is not None and mark is not None:
        return Cell(task=task.task, text=f"({hand:.3g})", tone=_tone(hand, task), order=hand)
    if hand is not None:
        return Cell(task=task.task, text=f"({hand:.3g}) again", tone="waiting", order=BELOW_ALL)
    if mark is None:
        why = standing.marks[record.student].why.get(task.task, "")
        return Cell(task=task.task, text=MISSING.get(why, "–"), tone="waiting", order=BELOW_ALL)
    opened = not task.manual and not task.void and not tried(record.verdict, task)
    return Cell(task=task.task, text=f"{mark:.3g}", tone="open" if opened else _tone(mark, task), order=mark)


def _tone(mark: float, task: TaskResult) -> str:
    if mark >= task.points:
        return "full"
    if mark <= 0:
        return "none"
    return "most" if mark >= task.points / 2 else "some"
