"""How often grading judges wrongly, measured over the bank of right and wrong answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from grading.content.bank import Answer, load_banks
from grading.content.judging import Judged
from grading.course import Course
from grading.section import Section

PAGE = "docs/error-rates.md"


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


def answers_of(course: Course, sections: Sequence[str]) -> list[tuple[Section, Answer]]:
    """Return every answer that the banks of some sections hold; AuthorError names what is wrong in one."""
    loaded = [Section.load(course, name) for name in sections]
    return [(section, answer) for section in loaded for bank in load_banks(course, section).values() for answer in bank]


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
    rows = [as_row(row) for row in found]
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
            "A check draws its instances from a stream; here it follows from the answer alone, so each answer meets others.",
            "`make test-all` judges all of them so under ten, `make test` some under one (`tests/content/test_streams.py`):",
            "each time every right answer gets full marks, no wrong one does, and the checks that its entry names fail.",
            "",
            "| section | task | right answers | falsely rejected | wrong answers | falsely accepted |",
            "|---|---|---|---|---|---|",
            *rows,
            f"| all | | {right} | {rejected} | {wrong} | {accepted} |",
            "",
        ]
    )


def as_row(row: Rates) -> str:
    """Return the line that the page has for one task."""
    return (
        f"| {row.section} | `{row.task}` | {row.right} | {row.false_rejects} ({row.false_reject_rate:.0%}) "
        f"| {row.wrong} | {row.false_accepts} ({row.false_accept_rate:.0%}) |"
    )


def unpublished(course: Course, banks: Mapping[str, Sequence[Answer]]) -> list[str]:
    """Return the tasks for which the published page lacks a row of this bank without a wrong judgement."""
    path = course.root / PAGE
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    missing = []
    for task, answers in banks.items():
        right = sum(answer.right for answer in answers)
        if not answers or _faultless(answers[0].section, task, right, len(answers) - right) not in lines:
            missing.append(task)
    return missing


def _faultless(section: str, task: str, right: int, wrong: int) -> str:
    return as_row(Rates(section=section, task=task, right=right, wrong=wrong, false_rejects=0, false_accepts=0))
