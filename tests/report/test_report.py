"""The class report: its numbers against a count by hand, and a page that opens offline and escapes what students wrote."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest

from grading.classroom import records
from grading.classroom.gradebook import store
from grading.classroom.records import Graded, Record
from grading.engine.checker import proxy
from grading.engine.checker import submission as engine
from grading.errors import UsageError
from grading.report.attempts import tried
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
    assert [(slip.example, slip.count) for slip in worst.messages] == [("Look at the sign.", 2), ("Other.", 1)]
    assert summary.failed[1].share == pytest.approx(1 / 3)


class Page(HTMLParser):
    """Collects what a page would fetch, and the elements it has."""

    def __init__(self) -> None:
        super().__init__()
        self.fetched: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        links = ("src",) if tag == "a" else ("src", "href", "xlink:href")  # a link waits until it is pressed
        self.fetched += [value for name, value in attrs if name in links and value and not value.startswith("#")]


def test_the_page_fetches_nothing_and_has_its_pictures_inside() -> None:
    html = render_page([summarise(SECTION, [record("student-001", PASSED, FAILED)])])
    page = Page()
    page.feed(html)
    assert page.fetched == []
    assert page.tags.count("script") == 1  # our own: no other has the hash that the page allows
    assert page.tags.count("svg") == 3
    styled = html.split("<script>")[0]
    assert "@import" not in styled
    assert not re.search(r"url\((?!#)", styled)


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


def cells(page: str, student: str) -> list[str]:
    """Return the texts of a student's row."""
    row = next(part for part in page.split("<tr>") if f'html">{student}</a>' in part)
    return [" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in re.findall(r"<t[hd]\b.*?</t[hd]>", row, re.DOTALL)]


def test_marks_that_a_person_gave_stand_in_the_table(tmp_path: Path) -> None:
    course = make_course(tmp_path)
    one = graded(course, "student-007")
    records.save(course, one)
    store(course, SECTION, [one])
    assert cells(write_report(course).read_text(encoding="utf-8"), "student-007")[1:6] == ["4", "3", "by hand", "7", "7 so far"]
    change(course.database, "UPDATE grade SET manual_score = 2.5, needs_manual_grade = 0 WHERE auto_score IS NULL")
    page = write_report(course).read_text(encoding="utf-8")
    assert cells(page, "student-007")[1:6] == ["4", "3", "(2.5)", "7", "9.5"]  # 7 automatic points and 2.5 by hand
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


def test_work_that_was_not_tried_is_in_no_share_and_no_count_of_what_was_not_understood() -> None:
    open_task = "double is not answered yet."
    unreadable = Record(student="student-004", digest="", verdict=verdict(FAILED, FAILED, readable=False))
    summary = summarise(
        SECTION,
        [
            record("student-001", PASSED, FAILED),
            record("student-002", PASSED, PASSED),
            record("student-003", Outcome.STUDENT_ERROR, Outcome.STUDENT_ERROR, message=open_task),
            unreadable,
        ],
    )
    double = summary.tasks[0]
    assert (double.tried, double.tried_share, double.marked, double.zero) == (2, 0.5, 2, 0)
    assert double.share == pytest.approx((2 + 4) / 8)
    (negative,) = summary.failed
    assert (negative.students, negative.tried, negative.share) == (("student-001",), 2, 0.5)
    assert (summary.open, summary.unreadable) == (1, 1)


def test_a_mark_that_the_grader_doubts_says_nothing_of_what_was_understood() -> None:
    doubted = verdict(FAILED, FAILED).doubted("This is the notebook of another section.")
    of_another = Record(student="student-002", digest="", verdict=doubted)
    summary = summarise(SECTION, [record("student-001", PASSED, FAILED), of_another])
    assert [(row.check, row.students, row.tried) for row in summary.failed] == [
        ("test_double_of_a_negative", ("student-001",), 1)
    ]


@pytest.mark.parametrize("message", ["double is not answered yet.", "double is not defined in your notebook."])
def test_what_the_engine_says_of_open_work_is_what_the_report_knows(message: str) -> None:
    """The sentences stand in two rooms; here they meet."""
    sources = [Path(engine.__file__), Path(proxy.__file__)]
    said = message.removeprefix("double")
    assert any(said in source.read_text(encoding="utf-8") for source in sources)
    (attempt,) = record("student-001", Outcome.STUDENT_ERROR, Outcome.STUDENT_ERROR, message=message).verdict.tasks[:1]
    assert not tried(record("student-001", PASSED, PASSED).verdict, attempt)
    one_case = record("student-001", Outcome.STUDENT_ERROR, PASSED, message=message).verdict
    assert tried(one_case, one_case.tasks[0])


def test_discrimination_is_that_of_the_task_and_of_the_check_against_the_rest() -> None:
    """Whoever passes the first check passes the other task too; the second check goes its own way."""
    made = []
    for n in range(12):
        base = verdict(PASSED if n % 2 else FAILED, PASSED if n % 3 else FAILED)
        other = CheckResult(check="test_other", title="Other.", outcome=PASSED if n % 2 else FAILED)
        tasks = (base.tasks[0], TaskResult(task="other", points=2.0, checks=(other,)), base.tasks[1])
        made.append(Record(student=f"student-{n:03}", digest="", verdict=replace(base, tasks=tasks)))
    summary = summarise(SECTION, made)
    first, second = (np.array([n % 2 for n in range(12)]), np.array([int(n % 3 > 0) for n in range(12)]))
    found = {row.check: row.discrimination for row in summary.failed}
    assert found["test_double_of_three"] == pytest.approx(np.corrcoef(2 * first, 2 * second + 2 * first)[0, 1])
    assert found["test_double_of_a_negative"] == pytest.approx(np.corrcoef(2 * second, 4 * first)[0, 1])
    assert summary.tasks[0].discrimination == pytest.approx(np.corrcoef(2 * first + 2 * second, 2 * first)[0, 1])
    assert "discrimination" in render_page([summary])


def test_the_same_slip_with_other_numbers_is_one_line_of_the_page() -> None:
    told = [f"double({n}) came back as {n / 7:.3g}: look at the sign." for n in range(1, 9)]
    page = render_page([summarise(SECTION, [record(f"s{n}", PASSED, FAILED, message=said) for n, said in enumerate(told)])])
    assert page.count("look at the sign.") == 1
    assert "look at the sign. (8)" in page
    assert "8 texts that differ in numbers alone" in page
