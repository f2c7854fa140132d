"""The answers to one question, without a name: in an order that says nothing and stays, each as harmless HTML."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from grading.classroom import records
from grading.classroom.gradebook.markdown import markdown_html
from grading.classroom.gradebook.page import cell_html, own_html
from grading.classroom.renewed import renewed
from grading.course import Course
from grading.marking.question import Question
from grading.marking.rubric import Item
from grading.verdict import Outcome, TaskResult

GONE = "The autograded notebook is not there or cannot be read. Grade this section again, then reload the page."
ANEW = "This student has handed in anew since the grading. Run `landscape grade`, then mark the new answer."
DOUBT = "The grader doubts that this is the student's work. `landscape grade` says why, under *look at*."
UNREADABLE = (
    "The file that was handed in cannot be read: this is the empty cell, not an answer. Ask the student for another upload."
)
NOTEBOOK = ".ipynb"
SIGNS = {Outcome.PASSED: "✓", Outcome.FAILED: "✗"}


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One answer as the page shows it: HTML and remarks, and items to click where a machine has checked it."""

    html: str
    own: str = ""  # cells that the student added, as HTML
    checks: str = ""  # what the grader found, as HTML
    remarks: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    passed: tuple[str, ...] = ()  # keys of the items of checks that passed
    digest: str = ""


def in_order(question: Question, students: Iterable[str]) -> dict[str, str]:
    """Return key -> student. Key and place follow from question and student alone: neither tells the name, and both stay."""
    return {_key(question, student): student for student in sorted(students, key=lambda s: _digest(question, s, "place"))}


def shown(course: Course, question: Question, student: str) -> Shown:
    """Return one student's answer; where it cannot be read, a remark in its place."""
    section = question.section
    path = course.autograded / student / section / f"{section}.ipynb"
    try:
        notebook: dict[str, Any] = json.loads(path.read_bytes())
        cells = {_name(cell): cell for cell in notebook["cells"]}
        answer = cells.get(question.task)
        html = str(cell_html(answer)) if answer else ""
        own = str(Markup("").join(own_html(notebook, [question.task])))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Shown(html="", remarks=(GONE,), digest="gone")
    record = records.load(course, section, student)
    task = next((one for one in record.verdict.tasks if one.task == question.task), None) if record else None
    remarks: tuple[str, ...] = (ANEW,) if renewed(course, section, student) else ()
    if question.written and record is not None and not record.verdict.readable:
        remarks += (UNREADABLE,)
    if question.written or task is None:
        return Shown(html=html, own=own, remarks=remarks, digest=_sha(html + own))
    items = _items_of(task)
    return Shown(
        html=html,
        own=own,
        checks=_checks(task),
        remarks=remarks + _doubt(task),
        items=tuple(items.values()),
        passed=tuple(items[check.check].key for check in task.checks if check.outcome is Outcome.PASSED),
        digest=_sha(html + own),
    )


def as_html(markdown: str) -> str:
    """Return the course's own Markdown as HTML."""
    return markdown_html(markdown, escape=False)


def _doubt(task: TaskResult) -> tuple[str, ...]:
    """Return why a person has to look; not the names of a student's files, which may hold that of the student."""
    if not task.unsure:
        return ()
    return (DOUBT if NOTEBOOK in task.unsure else task.unsure,)


def _items_of(task: TaskResult) -> dict[str, Item]:
    """Return name of a check -> its share of the points of the task."""
    total = sum(check.weight for check in task.checks)
    return {
        check.check: Item(text=check.title, points=task.points * check.weight / total) for check in task.checks if total > 0
    }


def _checks(task: TaskResult) -> str:
    rows = Markup("")
    for check in task.checks:
        said = check.message or ("" if check.outcome is Outcome.PASSED else check.outcome.explanation)
        detail = Markup("<pre>{}</pre>").format(check.detail) if check.detail else Markup("")
        row = Markup("<li><b>{} {}</b> {} <span>{}</span>{}</li>")
        rows += row.format(SIGNS.get(check.outcome, "!"), check.outcome.value.replace("_", " "), check.title, said, detail)
    note = Markup("<p>{}</p>").format(task.note) if task.note else Markup("")
    return str(note + Markup("<ul>{}</ul>").format(rows))


def _name(cell: Mapping[str, Any]) -> str:
    return str(cell["metadata"].get("nbgrader", {}).get("grade_id", ""))


def _key(question: Question, student: str) -> str:
    return _digest(question, student, "key")[:16]


def _digest(question: Question, student: str, what: str) -> str:
    return _sha("\0".join((what, question.section, question.task, student)))


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode(errors="surrogateescape")).hexdigest()
