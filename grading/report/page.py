"""The class report: one static HTML page that opens from a file, offline."""

from __future__ import annotations

import base64
import hashlib
import math
from collections.abc import Mapping, Sequence
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from grading.classroom import records
from grading.classroom.failures import Told
from grading.classroom.gradebook.feedback import manual_marks
from grading.course import Course
from grading.errors import CourseError, UsageError
from grading.report import pictures
from grading.report.summary import SectionSummary, summarise
from grading.section import CHECK_PREFIX
from grading.verdict import Outcome, TaskResult

PAGE = "class-report.html"
SCRIPT = "sort_and_search.js"


def write_report(course: Course, *, sections: Sequence[str] = (), told: Told | None = None) -> Path:
    """Write report/class-report.html from the records of graded submissions, and return its path.

    Args:
        course: where the records are.
        sections: which; default all.
        told: takes the records that cannot be read, and the page is made from the others; without it the first is raised.

    Raises:
        UsageError: nothing has been graded yet.
    """
    found = [(section, list(records.load_all(course, section, told=told))) for section in sections or course.section_ids()]
    summaries = [summarise(section, of_section) for section, of_section in found if of_section]
    if not summaries:
        raise UsageError(
            "there is nothing to report",
            where=str(course.classroom / records.VERDICTS),
            expected="graded submissions",
            next_step="run `landscape grade` first",
        )
    path = course.report / PAGE
    by_hand, fault = _by_hand(course)
    records.write(path, render_page(summaries, by_hand=by_hand, fault=fault).encode("utf-8", errors="replace"))
    return path


def render_page(
    summaries: Sequence[SectionSummary], *, by_hand: Mapping[tuple[str, str, str], float] | None = None, fault: str = ""
) -> str:
    """Return the page as HTML, with its pictures, styles and script inside.

    Args:
        summaries: one a section.
        by_hand: section, student, task -> mark that a person gave.
        fault: why those could not be read.
    """
    given = by_hand or {}

    def total(section: str, record: records.Record) -> float:
        marks = ((given.get((section, record.student, task.task)), task.score) for task in record.verdict.tasks)
        return math.fsum((hand if hand is not None else score) or 0.0 for hand, score in marks)

    loader = PackageLoader("grading.report")
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters["mark"] = mark
    environment.filters["tone"] = tone
    script = loader.get_source(environment, SCRIPT)[0]
    return environment.get_template("class_report.html.j2").render(
        summaries=summaries,
        pictures=pictures,
        outcomes=list(Outcome),
        title="Class report",
        by_hand=given,
        no_gradebook=fault,
        total=total,
        script=script,
        script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
    )


def _by_hand(course: Course) -> tuple[dict[tuple[str, str, str], float], str]:
    """Return the marks that people gave; the page is made without them when the gradebook cannot be read."""
    if not course.database_url and not (course.classroom / "gradebook.db").is_file():
        return {}, ""
    try:
        rows = manual_marks(course)
    except CourseError as error:
        return {}, error.what
    return {(section, student, name.removeprefix(CHECK_PREFIX)): mark for section, student, name, mark in rows}, ""


def mark(result: TaskResult) -> str:
    """What a cell of the table shows: a number, or a word for what a person still has to do."""
    if result.manual:
        return "by hand"
    return "person" if result.score is None else f"{result.score:.3g}"


def tone(result: TaskResult) -> str:
    """CSS class of a cell of the table."""
    if result.manual or result.score is None:
        return "waiting"
    return "full" if result.score >= result.points else ("none" if result.score <= 0 else "part")
