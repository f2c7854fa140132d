"""The numbers behind the class report: what each task earned, which checks failed most, what students were told."""

from __future__ import annotations

import math
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from grading.classroom.records import Record
from grading.verdict import Outcome, TaskResult, Verdict


@dataclass(frozen=True, kw_only=True)
class TaskSummary:
    """One task over the whole class; shares are in [0, 1]."""

    task: str
    points: float
    manual: bool
    share: float | None  # of the marks that were to be had, over submissions whose mark is known; None when none is
    marked: int  # submissions with an automatic mark
    full: int
    zero: int
    waiting: int  # left to a person


@dataclass(frozen=True, kw_only=True)
class FailedCheck:
    """One check that failed for somebody."""

    task: str
    check: str
    title: str
    students: tuple[str, ...]
    share: float  # of all submissions
    outcomes: tuple[tuple[str, int], ...]
    messages: tuple[tuple[str, int], ...]  # most frequent first


@dataclass(frozen=True, kw_only=True)
class SectionSummary:
    """One section over the whole class."""

    section: str
    records: tuple[Record, ...]
    auto_points: float  # what checks can give
    manual_points: float  # what a person gives
    tasks: tuple[TaskSummary, ...]
    failed: tuple[FailedCheck, ...]
    scores: tuple[float, ...]
    median: float
    waiting: int  # submissions with an automatic task left to a person
    unreadable: int
    seconds: tuple[float, ...]  # wall time of each submission
    peak_memory_mb: tuple[float, ...]
    stages: tuple[tuple[str, float], ...]  # stage -> median seconds


def summarise(section: str, records: Sequence[Record]) -> SectionSummary:
    """Summarise the records of one section; ValueError when there are none."""
    if not records:
        raise ValueError(f"{section}: nothing to summarise")
    verdicts = [record.verdict for record in records]
    tasks = verdicts[0].tasks
    scores = tuple(verdict.score for verdict in verdicts)
    return SectionSummary(
        section=section,
        records=tuple(records),
        auto_points=math.fsum(task.points for task in tasks if not task.manual),
        manual_points=math.fsum(task.points for task in tasks if task.manual),
        tasks=tuple(_task(task.task, verdicts) for task in tasks),
        failed=tuple(_failed(records)),
        scores=scores,
        median=statistics.median(scores),
        waiting=sum(verdict.needs_person for verdict in verdicts),
        unreadable=sum(not verdict.readable for verdict in verdicts),
        seconds=tuple(_total(verdict) for verdict in verdicts),
        peak_memory_mb=tuple(verdict.cost.peak_memory_bytes / 1e6 for verdict in verdicts),
        stages=tuple(_stages(verdicts)),
    )


def _total(verdict: Verdict) -> float:
    """Wall seconds from submission to verdict: as measured, else the sum of the stages."""
    seconds = verdict.cost.seconds
    return seconds["total"] if "total" in seconds else math.fsum(seconds.values())


def _task(name: str, verdicts: Sequence[Verdict]) -> TaskSummary:
    results: list[TaskResult] = [verdict.task(name) for verdict in verdicts]
    scores = [result.score for result in results if result.score is not None]
    points = results[0].points
    return TaskSummary(
        task=name,
        points=points,
        manual=results[0].manual,
        share=math.fsum(scores) / (points * len(scores)) if scores else None,
        marked=len(scores),
        full=sum(score >= points for score in scores),
        zero=sum(score <= 0 for score in scores),
        waiting=sum(result.needs_person for result in results),
    )


def _failed(records: Sequence[Record]) -> list[FailedCheck]:
    hits: dict[tuple[str, str, str], list[tuple[str, Outcome, str]]] = {}
    for record in records:
        for task in record.verdict.tasks:
            for check in task.checks:
                if check.outcome is not Outcome.PASSED:
                    hit = (record.student, check.outcome, check.message)
                    hits.setdefault((task.task, check.check, check.title), []).append(hit)
    rows = [
        FailedCheck(
            task=task,
            check=check,
            title=title,
            students=tuple(student for student, _, _ in found),
            share=len(found) / len(records),
            outcomes=tuple(Counter(outcome.value for _, outcome, _ in found).most_common()),
            messages=tuple(Counter(message for _, _, message in found if message).most_common(5)),
        )
        for (task, check, title), found in hits.items()
    ]
    return sorted(rows, key=lambda row: (-row.share, row.task, row.check))


def _stages(verdicts: Sequence[Verdict]) -> list[tuple[str, float]]:
    names = dict.fromkeys(name for verdict in verdicts for name in verdict.cost.seconds)
    return [(name, statistics.median(verdict.cost.seconds.get(name, 0.0) for verdict in verdicts)) for name in names]
