"""The class report: one static HTML page that opens from a file, offline."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from grading import records
from grading.course import Course
from grading.errors import UsageError
from grading.report import pictures
from grading.report.summary import SectionSummary, summarise
from grading.verdict import Outcome, TaskResult

PAGE = "class-report.html"


def write_report(course: Course, *, sections: Sequence[str] = ()) -> Path:
    """Write report/class-report.html from the records of graded submissions, and return its path.

    Raises:
        UsageError: nothing has been graded yet.
    """
    found = [(section, list(records.load_all(course, section))) for section in sections or course.section_ids()]
    summaries = [summarise(section, of_section) for section, of_section in found if of_section]
    if not summaries:
        raise UsageError(
            "there is nothing to report",
            where=str(course.classroom / records.VERDICTS),
            expected="graded submissions",
            next_step="run `landscape grade` first",
        )
    path = course.report / PAGE
    records.write(path, render_page(summaries).encode("utf-8", errors="replace"))
    return path


def render_page(summaries: Sequence[SectionSummary]) -> str:
    """Return the page as HTML, with its pictures and styles inside."""
    environment = Environment(
        loader=PackageLoader("grading.report"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["mark"] = mark
    environment.filters["tone"] = tone
    return environment.get_template("class_report.html.j2").render(
        summaries=summaries, pictures=pictures, outcomes=list(Outcome), title="Class report"
    )


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
