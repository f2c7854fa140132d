"""The class report: one static HTML page that opens from a file, offline."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from grading.classroom import records
from grading.classroom.failures import Told
from grading.course import Course
from grading.errors import UsageError
from grading.report import discrimination, pictures, terms, words
from grading.report.links import feedback_link
from grading.report.similarity import Similar, similar
from grading.report.standing import Standing, marks_on_record, standing
from grading.report.summary import SectionSummary, summarise
from grading.report.table import rows_of, written_words
from grading.section import Section
from grading.verdict import Outcome

PAGE = "class-report.html"
LIBRARY = "vendor/datatables/dataTables.min.js"


def write_report(
    course: Course, *, sections: Sequence[str] = (), told: Told | None = None, other: terms.Term | None = None
) -> Path:
    """Write report/class-report.html from the records of graded submissions and the gradebook, and return its path.

    Args:
        course: where the records are.
        sections: which; default all.
        told: takes the records that cannot be read, and the page is made from the others; without it the first is raised.
        other: the marks of another term, to be compared.

    Raises:
        UsageError: nothing has been graded yet.
    """
    found = graded(course, sections, told)
    if not found:
        raise UsageError(
            "there is nothing to report",
            where=str(course.classroom / records.VERDICTS),
            expected="graded submissions",
            next_step="run `landscape grade` first",
        )
    standings = {section: standing(course, section, of_section) for section, of_section in found.items()}
    html = render_page(
        [summarise(section, of_section) for section, of_section in found.items()],
        standings=standings,
        alike={section: _alike(course, section, of_section) for section, of_section in found.items()},
        rows=None if other is None else terms.compare(this_term(standings, found), other),
    )
    path = course.report / PAGE
    records.write(path, html.encode("utf-8", errors="replace"))
    return path


def graded(course: Course, sections: Sequence[str], told: Told | None) -> dict[str, list[records.Record]]:
    """Return section -> records, of sections that have any."""
    names = sections or course.section_ids()
    found = {name: list(records.load_all(course, name, told=told)) for name in names}
    return {name: of_section for name, of_section in found.items() if of_section}


def this_term(
    standings: Mapping[str, Standing], found: Mapping[str, Sequence[records.Record]]
) -> dict[str, dict[str, terms.TaskMarks]]:
    """Return the final marks of the class, task by task."""
    return {
        section: {
            task.task: terms.task_marks(
                task.points,
                [mark for one in standings[section].marks.values() if (mark := one.tasks.get(task.task)) is not None],
            )
            for task in of_section[0].verdict.tasks
        }
        for section, of_section in found.items()
    }


def render_page(
    summaries: Sequence[SectionSummary],
    *,
    standings: Mapping[str, Standing] | None = None,
    alike: Mapping[str, Similar] | None = None,
    rows: Sequence[terms.Row] | None = None,
) -> str:
    """Return the page as HTML, with its pictures, styles and script inside.

    Args:
        summaries: one a section.
        standings: by section; default what the records alone say.
        alike: by section, the answers that are equal but for names and layout.
        rows: the comparison with another term; default none is made.
    """
    stand = standings or {s.section: Standing(marks=marks_on_record(s.records)) for s in summaries}
    loader = PackageLoader("grading.report")
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    for name in ("percent", "change", "correlation", "moment", "duration", "breakable"):
        environment.filters[name] = getattr(words, name)
    library = (files("grading.report") / LIBRARY).read_text(encoding="utf-8")
    script = library + "\n" + loader.get_source(environment, "tables.js")[0]
    submissions = sum(len(s.records) for s in summaries)
    return environment.get_template("class_report.html.j2").render(
        summaries=summaries,
        standings=stand,
        similar=alike or {},
        rows=rows,
        rows_of=rows_of,
        written_words=written_words,
        link=feedback_link,
        pictures=pictures,
        outcomes=list(Outcome),
        title="Class report",
        minimum=discrimination.MINIMUM,
        fewest=terms.MINIMUM,
        faults=list(dict.fromkeys(one.fault for one in stand.values() if one.fault)),
        submissions=submissions,
        missing_pages=submissions - sum(len(stand[s.section].pages) for s in summaries),
        style=loader.get_source(environment, "report.css")[0],
        script=script,
        script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
    )


def _alike(course: Course, section: str, of_section: Sequence[records.Record]) -> Similar:
    return similar(course, Section.load(course, section), [record.student for record in of_section])
