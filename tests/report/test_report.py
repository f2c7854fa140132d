"""The class report: its numbers against a count by hand, and a page that opens offline and escapes what students wrote."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path

import pytest

from grading.classroom import records
from grading.classroom.gradebook import store
from grading.classroom.records import Graded, Record
from grading.errors import UsageError
from grading.report.page import render_page, write_report
from grading.report.summary import summarise
from grading.verdict import CheckResult, Cost, Outcome, TaskResult, Verdict
from tests.support.gradebook_rows import change
from tests.support.tiny_class import graded
from tests.support.tiny_course import SECTION, make_course

PASSED, FAILED, UNDECIDED = Outcome.PASSED, Outcome.FAILED, Outcome.UNDECIDED


def verdict(first: Outcome, second: Outcome, message: str = "Look at the sign.", *, readable: bool = True) -> Verdict:
    double = TaskResult(
        task="double",
        points=4.0,
        checks=(
            CheckResult(
                check="test_double_of_three",
                title="Twice three is right.",
                outcome=first,
                message="" if first is PASSED else message,
            ),
            CheckResult(check="test_double_of_a_negative", title="A negative number works.", outcome=second, message=message),
        ),
    )
    cost = Cost(seconds={"cells": 0.25, "checks": 0.5}, peak_memory_bytes=30_000_000)
    return Verdict(
        section=SECTION, tasks=(double, TaskResult(task="why", points=3.0, manual=True)), cost=cost, readable=readable
    )


def record(student: str, *outcomes: Outcome, message: str = "Look at the sign.") -> Record:
    return Record(student=student, digest="", verdict=verdict(*outcomes, message=message))


def test_shares_and_counts_are_those_of_a_count_by_hand() -> None:
    summary = summarise(
        SECTION,
        [
            record("student-001", PASSED, PASSED),
            record("student-002", PASSED, FAILED),
            record("student-003", FAILED, FAILED),
            record("student-004", PASSED, UNDECIDED),
        ],
    )
    double, why = summary.tasks
    assert double.share == pytest.approx((4 + 2 + 0) / 12)  # the undecided one has no mark yet
    assert (double.marked, double.full, double.zero, double.waiting) == (3, 1, 1, 1)
    assert why.manual
    assert why.share is None
    assert (summary.auto_points, summary.manual_points) == (4.0, 3.0)
    assert summary.waiting == 1
    assert summary.seconds == pytest.approx([0.75] * 4)


def test_the_check_that_failed_most_comes_first_with_its_messages_counted() -> None:
    summary = summarise(
        SECTION,
        [
            record("student-001", FAILED, FAILED),
            record("student-002", PASSED, FAILED),
            record("student-003", PASSED, FAILED, message="Other."),
        ],
    )
    worst = summary.failed[0]
    assert worst.check == "test_double_of_a_negative"
    assert worst.students == ("student-001", "student-002", "student-003")
    assert worst.messages == (("Look at the sign.", 2), ("Other.", 1))
    assert summary.failed[1].share == pytest.approx(1 / 3)


class Page(HTMLParser):
    """Collects what a page would fetch, and the elements it has."""

    def __init__(self) -> None:
        super().__init__()
        self.fetched: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.fetched += [value for name, value in attrs if name in ("src", "href") and value and not value.startswith("#")]


def test_the_page_fetches_nothing_and_has_its_pictures_inside() -> None:
    html = render_page([summarise(SECTION, [record("student-001", PASSED, FAILED)])])
    page = Page()
    page.feed(html)
    assert page.fetched == []
    assert page.tags.count("script") == 1  # our own: no other has the hash that the page allows
    assert page.tags.count("svg") == 4
    assert "@import" not in html
    assert not re.search(r"url\((?!#)", html)


def test_what_students_wrote_is_escaped() -> None:
    html = render_page([summarise(SECTION, [record("student-001", FAILED, FAILED, message="<script>alert(1)</script>")])])
    assert "<script>alert" not in html
    assert "&lt;script&gt;" in html


def test_the_report_is_made_from_the_records_of_the_class(tmp_path: Path) -> None:
    course = make_course(tmp_path)
    records.save(course, Graded(student="student-007", section=SECTION, notebook=b"", verdict=verdict(PASSED, FAILED)))
    path = write_report(course)
    assert path == tmp_path / "report" / "class-report.html"
    text = path.read_text(encoding="utf-8")
    assert "student-007" in text
    assert "A negative number works." in text


def test_marks_that_a_person_gave_stand_in_the_table(tmp_path: Path) -> None:
    course = make_course(tmp_path)
    right = record("student-007", PASSED, FAILED).verdict
    records.save(course, Graded(student="student-007", section=SECTION, notebook=b"", verdict=right))
    store(course, SECTION, [graded(course, "student-007")])
    assert "(2.5)" not in write_report(course).read_text(encoding="utf-8")
    change(course.database, "UPDATE grade SET manual_score = 2.5 WHERE auto_score IS NULL")
    page = write_report(course).read_text(encoding="utf-8")
    assert '<td class="waiting">(2.5)</td>' in page
    assert "<td>4.5</td>" in page  # 2 automatic points and 2.5 by hand
    (tmp_path / "gradebook.db").write_bytes(b"no database, but a text that is long enough to be taken for one" * 9)
    assert "the file is not a gradebook" in write_report(course).read_text(encoding="utf-8")


def test_the_page_of_a_large_class_stays_small_and_its_names_may_hold_anything() -> None:
    names = [rf"$\frac{{{n}$" for n in range(300)]
    page = render_page([summarise(SECTION, [record(name, PASSED, FAILED) for name in names])])
    assert len(page) < 600_000
    assert page.count("<image") == 1
    render_page([summarise(SECTION, [record(name, PASSED, FAILED) for name in names[:9]])])


def test_without_graded_submissions_the_report_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="run `landscape grade` first"):
        write_report(make_course(tmp_path))


def test_a_class_without_any_mark_yet_still_makes_a_page() -> None:
    html = render_page([summarise(SECTION, [record("student-001", UNDECIDED, UNDECIDED)])])
    assert "no mark yet" in html


BROWSER = """
const fs = require("fs");
const rows = JSON.parse(process.argv[2]).map((texts) => ({ cells: texts.map((text) => ({ textContent: text })) }));
const press = [];
const head = (cellIndex) => ({
  cellIndex,
  direction: null,
  getAttribute() { return this.direction; },
  setAttribute(_, to) { this.direction = to; },
  removeAttribute() { this.direction = null; },
});
const heads = rows[0].cells.map((_, column) => head(column));
const buttons = heads.map((one) => ({ closest: () => one, addEventListener: (_, call) => press.push(call) }));
const input = { parentElement: {}, addEventListener() {} };
const shown = [];
const table = {
  tBodies: [{ rows, append: (...all) => shown.push(all.map((row) => row.cells[0].textContent)) }],
  querySelectorAll: (what) => (what === "th" ? heads : buttons),
  closest: () => ({ querySelector: () => input }),
};
global.document = { querySelectorAll: () => [table] };
eval(fs.readFileSync(process.argv[3], "utf8"));
press[1]();
press[1]();
console.log(JSON.stringify(shown));
"""


@pytest.mark.skipif(shutil.which("node") is None, reason="needs Node to run the page's script")
def test_marks_by_hand_are_sorted_as_numbers(tmp_path: Path) -> None:
    rows = [["a", "(10)"], ["b", "(9.5)"], ["c", "2"], ["d", "by hand"]]
    driver, script = tmp_path / "browser.js", files("grading.report") / "templates" / "sort_and_search.js"
    driver.write_text(BROWSER, encoding="utf-8")
    done = subprocess.run(["node", str(driver), json.dumps(rows), str(script)], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == [["c", "b", "a", "d"], ["d", "a", "b", "c"]]
