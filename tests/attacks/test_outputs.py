"""What students write and show is read by parsers in the instructor's own process: none of it is a bomb there."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from grading.classroom.gradebook import store
from grading.classroom.gradebook.clean import clean_html
from grading.classroom.gradebook.page import Header, feedback_page
from grading.classroom.records import Graded
from grading.course import Course
from grading.engine.checker.outputs import bounded
from grading.engine.grader import Grader
from grading.engine.wire.sizes import MAX_FRAME_BYTES
from grading.section import Section
from grading.submission.read import read_submission
from grading.verdict import CellOutput
from tests.support.sealed import LEVELS, require
from tests.support.synthetic import TOY, make_course, toy

OPENED_AGAIN = "<p>" + "".join(f"<b class={n}>" for n in range(2000)) + "<p>x" * 40_000  # 80 million elements, for a browser
SECONDS = 10.0  # far above what each takes, and far below what it took


@pytest.mark.parametrize(
    "html",
    [OPENED_AGAIN, OPENED_AGAIN.upper(), OPENED_AGAIN.replace("<b ", "<font "), "<div>" * 40_000, "<table><td>" * 15_000],
    ids=["bold", "in capitals", "font", "deep", "tables in tables"],
)
def test_html_that_grows_when_it_is_parsed_becomes_text(html: str) -> None:
    started = time.monotonic()
    clean = clean_html(html)
    assert time.monotonic() - started < SECONDS
    assert len(clean) < 10 * len(html)
    assert clean.startswith("<pre>&lt;")
    assert clean.count("<") == 2


def test_html_that_people_make_stays_html() -> None:
    table = "<table>" + "<tr>" + "<td>1.0</td>" * 12 + "</tr>"
    rows = "<table>" + ("<tr>" + "<td>1.0</td>" * 12 + "</tr>") * 300 + "</table>"
    assert table in clean_html(rows).replace("<tbody>", "")
    assert clean_html("<b>bold</b> and <i>slanted</i> " * 100).count("<b>") == 100


@pytest.mark.parametrize(
    ("kind", "source"),
    [
        ("code", "x =" + " \n" * 20_000 + "1"),
        ("code", "x =" + " \n" * 2_900 + "1"),
        ("code", "a." * 20_000),
        ("markdown", r"\begin{a}" * 40_000),
        ("markdown", "[" * 200_000),
    ],
)
def test_a_page_of_feedback_takes_no_time_that_a_student_chooses(kind: str, source: str) -> None:
    cell: dict[str, Any] = {"cell_type": kind, "metadata": {}, "source": source}
    cells = [{**cell, "id": f"own-{n}"} for n in range(100)]
    started = time.monotonic()
    page = feedback_page({"cells": cells, "metadata": {}}, Header(section=TOY, student="student-001", score=0.0), {})
    assert time.monotonic() - started < SECONDS
    assert "and 60 more cells" in page


def test_text_of_ordinary_length_keeps_its_colours_and_its_markdown() -> None:
    cells = [
        {"cell_type": "code", "metadata": {}, "source": "def f(x):  \n    return x\n" * 50, "id": "own-1"},
        {"cell_type": "markdown", "metadata": {}, "source": "It is **flat** there. " * 100, "id": "own-2"},
    ]
    page = feedback_page({"cells": cells, "metadata": {}}, Header(section=TOY, student="student-001", score=0.0), {})
    assert '<span class="k">def</span>' in page
    assert "<strong>flat</strong>" in page


def test_a_notebook_of_millions_of_different_lines_is_read_in_seconds(tmp_path: Path) -> None:
    section = Section.load(Course.at(make_course(tmp_path)), TOY)
    lines = "\n".join(f"{n:x}" for n in range(60_000))
    cells = [{"cell_type": "code", "metadata": {}, "source": f"{lines}\n{n}"} for n in range(50)]
    started = time.monotonic()
    submission = read_submission(json.dumps({"cells": cells, "nbformat": 4}).encode(), section)
    assert time.monotonic() - started < 6 * SECONDS
    assert submission.readable


def test_outputs_are_measured_by_what_they_weigh_in_a_frame() -> None:
    text = {"output_type": "stream", "name": "stdout", "text": "\N{PILE OF POO}" * 240_000}
    cells = [CellOutput(cell_id=f"cell-{n}", outputs=(text, text)) for n in range(40)]
    assert len(json.dumps([cell.outputs for cell in bounded(cells)])) < MAX_FRAME_BYTES / 2
    html = {"output_type": "display_data", "data": {"text/html": OPENED_AGAIN}, "metadata": {}}
    assert bounded([CellOutput(cell_id="cell", outputs=(html,))])[0].outputs != (html,)


FORGED = """
shell = get_ipython()
def take(*args):
    html = "<p>" + "".join(f"<b class={{n}}>" for n in range(2000)) + "<p>x" * 40_000
    bomb = {{"output_type": "display_data", "data": {{"text/html": html}}, "metadata": {{}}}}
    flood = {{"output_type": "stream", "name": "stdout", "text": "\\N{{PILE OF POO}}" * 200_000}}
    return [{what}] * {times}
type(shell.outputs).take = take
"""


@pytest.fixture(scope="module", params=LEVELS)
def graders(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Course, Grader]]:
    require(request.param)
    course = Course.at(make_course(tmp_path_factory.mktemp("course")))
    with Grader(course.root, isolation=request.param) as grader:
        yield course, grader


@pytest.mark.sealed
@pytest.mark.parametrize(("what", "times"), [("bomb", 30), ("flood", 3)])
def test_forged_outputs_cost_no_mark_and_are_stored_in_seconds(graders: tuple[Course, Grader], what: str, times: int) -> None:
    course, grader = graders
    notebook = json.loads(toy(own="1"))
    first = notebook["cells"][0]
    forging = {**notebook["cells"][-1], "source": FORGED.format(what=what, times=times)}
    notebook["cells"] = [first, forging, *[notebook["cells"][-1]] * 20, *notebook["cells"][1:]]
    data = json.dumps(notebook).encode()
    verdict = grader.grade(data, TOY)
    assert verdict.score == 14
    assert verdict.problems == ()
    started = time.monotonic()
    store(course, TOY, [Graded(student="student-001", section=TOY, notebook=data, verdict=verdict)])
    assert time.monotonic() - started < 3 * SECONDS
    assert (course.autograded / "student-001" / TOY / f"{TOY}.ipynb").stat().st_size < 3 * MAX_FRAME_BYTES
