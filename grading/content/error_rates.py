"""How often grading judges wrongly, measured over the bank of right and wrong answers."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass

from grading.classroom.schedule import Settings, close_graders, grade_one, usable_cores
from grading.content.bank import Answer, load_banks
from grading.content.sample_class import answered, model_code
from grading.course import Course
from grading.section import Section
from grading.verdict import Outcome, TaskResult


@dataclass(frozen=True, kw_only=True)
class Judged:
    """An answer of the bank after grading; `fault` says what grading got wrong, and is empty when all is as declared."""

    answer: Answer
    full_marks: bool
    fault: str


@dataclass(frozen=True, kw_only=True)
class Rates:
    """How often one task is judged wrongly over the bank. A wrong answer is accepted when it gets full marks."""

    section: str
    task: str
    right: int
    wrong: int
    false_rejects: int
    false_accepts: int

    @property
    def false_reject_rate(self) -> float:
        """Share of the right answers that did not get full marks."""
        return self.false_rejects / self.right if self.right else 0.0

    @property
    def false_accept_rate(self) -> float:
        """Share of the wrong answers that got full marks."""
        return self.false_accepts / self.wrong if self.wrong else 0.0


def judge(course: Course, settings: Settings, *, sections: Sequence[str]) -> tuple[int, Iterator[Judged]]:
    """Grade every answer of the bank in an otherwise right notebook; return their number, and the results as they come."""
    answers = [
        (section, answer)
        for section in (Section.load(course, name) for name in sections)
        for bank in load_banks(course, section).values()
        for answer in bank
    ]
    return len(answers), _judge(course, settings, answers)


def rates(judged: Iterable[Judged]) -> list[Rates]:
    """Count the wrongly judged answers of each task."""
    by_task: dict[tuple[str, str], list[Judged]] = {}
    for one in judged:
        by_task.setdefault((one.answer.section, one.answer.task), []).append(one)
    return [
        Rates(
            section=section,
            task=task,
            right=sum(one.answer.right for one in found),
            wrong=sum(not one.answer.right for one in found),
            false_rejects=sum(one.answer.right and not one.full_marks for one in found),
            false_accepts=sum(not one.answer.right and one.full_marks for one in found),
        )
        for (section, task), found in sorted(by_task.items())
    ]


def as_page(found: Sequence[Rates]) -> str:
    """Return the rates as a Markdown page."""
    rows = [
        f"| {row.section} | `{row.task}` | {row.right} | {row.false_rejects} ({row.false_reject_rate:.0%}) "
        f"| {row.wrong} | {row.false_accepts} ({row.false_accept_rate:.0%}) |"
        for row in found
    ]
    right, wrong = sum(row.right for row in found), sum(row.wrong for row in found)
    rejected, accepted = sum(row.false_rejects for row in found), sum(row.false_accepts for row in found)
    return "\n".join(
        [
            "# Error rates",
            "",
            "Written by `landscape bank --page docs/error-rates.md`, which grades every answer of the bank in",
            "`tests/answers/`, each in an otherwise right notebook, through the sealed engine. A right answer is *falsely",
            "rejected* when it does not get full marks, a wrong one *falsely accepted* when it does. A rate over a bank is a",
            "statement about the bank: see [how a mark comes about](how-a-mark-comes-about.md#how-often-it-is-wrong).",
            "",
            "| section | task | right answers | falsely rejected | wrong answers | falsely accepted |",
            "|---|---|---|---|---|---|",
            *rows,
            f"| all | | {right} | {rejected} | {wrong} | {accepted} |",
            "",
        ]
    )


def fault_of(answer: Answer, result: TaskResult) -> str:
    """Say what differs between a task's result and what the bank declares; nothing when they agree."""
    failed = {check.check: check for check in result.checks if check.outcome is not Outcome.PASSED}
    if answer.right:
        told = "; ".join(f"{check.check} {check.outcome.value}: {check.message}{check.detail}" for check in failed.values())
        return f"a right answer was rejected ({told})" if failed or result.score != result.points else ""
    if not failed:
        return "a wrong answer got full marks"
    missing = [name for name in answer.checks if name not in failed]
    if missing:
        return f"{', '.join(missing)} did not fail; {', '.join(failed)} did"
    first = failed[answer.checks[0]]
    if first.outcome.value != answer.outcome:
        return f"{first.check} ended {first.outcome.value} ({first.message}{first.detail}), expected {answer.outcome}"
    unsaid = [text for text in answer.says if text not in first.message]
    if unsaid:
        return f"{first.check} says {first.message!r}, which lacks {unsaid}"
    share = (result.score or 0.0) / result.points
    broken = [str(bound) for bound in answer.marks if not bound.holds(share)]
    return f"it got {share:.0%} of the points, expected {', '.join(broken)}" if broken else ""


def _judge(course: Course, settings: Settings, answers: Sequence[tuple[Section, Answer]]) -> Iterator[Judged]:
    with ThreadPoolExecutor(max_workers=usable_cores()) as pool:
        waiting = {}
        for section, answer in answers:
            code = {task.name: model_code(section, task.name) for task in section.tasks if not task.manual}
            notebook = answered(course, section, {**code, answer.task: answer.code})
            waiting[pool.submit(grade_one, json.dumps(notebook).encode(), section.section_id, settings)] = answer
        for future in as_completed(waiting):
            answer, result = waiting[future], future.result().task(waiting[future].task)
            yield Judged(
                answer=answer,
                full_marks=result.score == result.points,
                fault=fault_of(answer, result),
            )
    close_graders()
