"""The numbers behind the class report: what each task earned, which checks failed most, what students were told."""

from __future__ import annotations

import math
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from grading.classroom.records import Record
from grading.report.attempts import tried
from grading.report.discrimination import discrimination
from grading.report.messages import Slip, grouped
from grading.verdict import CheckResult, Outcome, TaskResult, Verdict

SHOWN_MESSAGES = 5


@dataclass(frozen=True, kw_only=True)
class TaskSummary:
    """One task over the whole class; shares are in [0, 1]. Written tasks have no automatic marks: their shares are None."""

    task: str
    points: float
    manual: bool
    void: bool  # everybody gets its points
    tried: int  # submissions with something to mark, whether it is right or wrong
    tried_share: float | None  # of all submissions
    share: float | None  # of the marks that were to be had, over those who tried it and whose mark is known
    marked: int  # those
    full: int
    zero: int
    waiting: int  # left to a person
    discrimination: float | None  # see `grading.report.discrimination`; over those who tried it


@dataclass(frozen=True, kw_only=True)
class CheckSummary:
    """One check that failed for somebody who tried its task."""

    task: str
    check: str
    title: str
    students: tuple[str, ...]
    tried: int  # submissions that tried the task
    share: float  # that failed, of those
    discrimination: float | None
    outcomes: tuple[tuple[str, int], ...]
    messages: tuple[Slip, ...]  # most frequent first


@dataclass(frozen=True, kw_only=True)
class SectionSummary:
    """One section over the whole class."""

    section: str
    records: tuple[Record, ...]
    auto_points: float  # what checks can give
    manual_points: float  # what a person gives
    tasks: tuple[TaskSummary, ...]
    failed: tuple[CheckSummary, ...]
    scores: tuple[float, ...]
    median: float
    waiting: int  # submissions with an automatic task left to a person
    unreadable: int
    open: int  # submissions that were read and try no automatic task
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
        open=sum(
            verdict.readable and not any(tried(verdict, t) for t in verdict.tasks if not t.manual) for verdict in verdicts
        ),
        seconds=tuple(wall_seconds(verdict) for verdict in verdicts),
        peak_memory_mb=tuple(verdict.cost.peak_memory_bytes / 1e6 for verdict in verdicts),
        stages=tuple(_stages(verdicts)),
    )


def wall_seconds(verdict: Verdict) -> float:
    """Wall seconds from submission to verdict: as measured, else the sum of the stages."""
    seconds = verdict.cost.seconds
    return seconds["total"] if "total" in seconds else math.fsum(seconds.values())


def _task(name: str, verdicts: Sequence[Verdict]) -> TaskSummary:
    results = [(verdict, verdict.task(name)) for verdict in verdicts]
    attempts = [(verdict, result) for verdict, result in results if not result.manual and tried(verdict, result)]
    marked = [(verdict, result, result.score) for verdict, result in attempts if result.score is not None]
    scores = [score for _, _, score in marked]
    points, manual = results[0][1].points, results[0][1].manual
    known = [(score, whole) for verdict, result, score in marked if (whole := _known_total(verdict, result)) is not None]
    return TaskSummary(
        task=name,
        points=points,
        manual=manual,
        void=results[0][1].void,
        tried=len(attempts),
        tried_share=None if manual else len(attempts) / len(verdicts),
        share=math.fsum(scores) / (points * len(scores)) if scores else None,
        marked=len(scores),
        full=sum(score >= points for score in scores),
        zero=sum(score <= 0 for score in scores),
        waiting=sum(result.needs_person for _, result in results),
        discrimination=discrimination([score for score, _ in known], [whole for _, whole in known]),
    )


def _known_total(verdict: Verdict, task: TaskResult) -> float | None:
    """Return the automatic marks of a submission, None where a person still has to give one of them, or `task` is void."""
    scores = [one.score for one in verdict.tasks if not one.manual]
    return None if task.void or None in scores else math.fsum(score for score in scores if score is not None)


@dataclass(frozen=True, kw_only=True)
class _Hit:
    """One check on one submission that tried its task."""

    student: str
    verdict: Verdict
    task: TaskResult
    result: CheckResult

    @property
    def worth(self) -> float:
        """What the check gave of the task's points."""
        weight = math.fsum(check.weight for check in self.task.checks)
        passed = self.result.outcome is Outcome.PASSED
        return self.task.points * self.result.weight / weight if passed and weight > 0 else 0.0


def _failed(records: Sequence[Record]) -> list[CheckSummary]:
    hits: dict[tuple[str, str], list[_Hit]] = {}
    for record in records:
        for task in record.verdict.tasks:
            if tried(record.verdict, task) and not task.unsure:  # of a mark in doubt nobody knows what it says
                for check in task.checks:
                    hit = _Hit(student=record.student, verdict=record.verdict, task=task, result=check)
                    hits.setdefault((task.task, check.check), []).append(hit)
    rows = [row for (task, check), of_check in hits.items() if (row := _check(task, check, of_check)).students]
    return sorted(rows, key=lambda row: (-row.share, row.task, row.check))


def _check(task: str, check: str, hits: Sequence[_Hit]) -> CheckSummary:
    failed = [hit for hit in hits if hit.result.outcome is not Outcome.PASSED]
    known = [(hit.worth, whole) for hit in hits if (whole := _known_total(hit.verdict, hit.task)) is not None]
    return CheckSummary(
        task=task,
        check=check,
        title=hits[0].result.title,
        students=tuple(hit.student for hit in failed),
        tried=len(hits),
        share=len(failed) / len(hits),
        discrimination=discrimination([worth for worth, _ in known], [whole for _, whole in known]),
        outcomes=tuple(Counter(hit.result.outcome.value for hit in failed).most_common()),
        messages=grouped(hit.result.message for hit in failed)[:SHOWN_MESSAGES],
    )


def _stages(verdicts: Sequence[Verdict]) -> list[tuple[str, float]]:
    names = dict.fromkeys(name for verdict in verdicts for name in verdict.cost.seconds)
    return [(name, statistics.median(verdict.cost.seconds.get(name, 0.0) for verdict in verdicts)) for name in names]
