"""Marks, penalties and waits are those of `landscape export`; times of hand-in are those of the gradebook."""

from __future__ import annotations

import csv
import html
import json
import re
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from grading.classroom import records
from grading.classroom.gradebook import store
from grading.classroom.gradebook.feedback import write_feedback
from grading.classroom.gradebook.students import StudentRow, write_students
from grading.cli.main import cli
from grading.course import Course
from grading.report import pictures
from grading.report.links import feedback_link
from grading.report.page import write_report
from grading.report.standing import standing
from grading.report.summary import summarise
from grading.report.table import rows_of
from tests.support.gradebook_rows import change
from tests.support.tiny_class import SECTION, make_course, small_class

HALF_OFF = """
from nbgrader.plugins import BasePlugin


class HalfOff(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return score / 2


c = get_config()
c.AssignLatePenalties.plugin_class = HalfOff
"""
DUE = datetime(2026, 3, 1, 12, 0)


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """The small class, in which 001 came half an hour late; all its written answers are marked after the grading."""
    made = make_course(tmp_path)
    (tmp_path / "nbgrader_config.py").write_text(HALF_OFF, encoding="utf-8")
    for one in small_class(made):
        records.save(made, one)
    store(made, SECTION, small_class(made))
    change(made.database, f"update assignment set duedate = '{DUE:%Y-%m-%d %H:%M:%S.%f}'")
    return made


def mark_written(course: Course) -> None:
    written = "cell_id in (select id from base_cell where name = 'why')"
    change(course.database, f"update grade set manual_score = 2, needs_manual_grade = 0 where {written}")


def command(course: Course, *words: str) -> str:
    done = CliRunner().invoke(cli, ["--course", str(course.root), *words])
    assert done.exit_code in (0, 1), done.output
    return done.stdout


def exported(course: Course) -> dict[str, str]:
    rows = list(csv.DictReader(command(course, "export", "--to", "csv", "-o", "-").splitlines()))
    return {next(value for value in row.values() if value.startswith("student-")): row[SECTION] for row in rows}


def reported(course: Course) -> dict[str, str]:
    found = list(records.load_all(course, SECTION))
    rows = rows_of(summarise(SECTION, found), standing(course, SECTION, found))
    return {row.student: f"{row.total:.5f}".rstrip("0").rstrip(".") if row.final else "" for row in rows}


def test_totals_and_late_penalties_are_those_of_the_export_in_either_order(course: Course) -> None:
    """A person marks after the grading, so the penalty on record is stale: both work it out anew."""
    mark_written(course)
    first = reported(course)
    assert first["student-001"] == "4.5"  # (4 + 3 + 2) / 2
    assert first["student-003"] == ""  # a person has to mark double and answer
    assert first == exported(course)
    change(course.database, "update submitted_assignment set extension = '1970-01-02 00:00:00.000000'")
    assert exported(course) == reported(course)
    assert reported(course)["student-001"] == "9"
    text = write_report(course).read_text(encoding="utf-8")
    assert "late: −" not in text


def test_the_page_says_what_was_taken_off_and_how_late_it_was(course: Course) -> None:
    mark_written(course)
    text = write_report(course).read_text(encoding="utf-8")
    assert "(late: −4.5)" in text
    assert "late by 30 min" in text
    assert "<b>1</b> came late" in text
    assert re.search(r">2026-03-01</span>\s+<span[^>]*>12:30<", text)


def test_what_waits_for_a_person_counts_written_answers_too(course: Course) -> None:
    found = list(records.load_all(course, SECTION))
    stand = standing(course, SECTION, found)
    undecided = {("student-003", "double"), ("student-003", "answer")}
    assert undecided <= set(stand.waiting)
    written = {student for student, task in stand.waiting if task == "why"}
    assert "student-004" not in written  # it is untouched, and worth 0
    assert len(stand.waiting) == len(undecided) + len(written)
    assert stand.waiting_written == len(written) >= 3
    numbers = json.loads(command(course, "report", "--json"))[SECTION]
    assert (numbers["waiting"], numbers["waiting_written"]) == (len(stand.waiting), stand.waiting_written)
    page = (course.report / "class-report.html").read_text(encoding="utf-8")
    assert re.search(rf"<b>{len(stand.waiting)}</b>\s+answers wait for a person, {stand.waiting_written} of them written", page)
    mark_written(course)
    assert set(standing(course, SECTION, found).waiting) == undecided


def test_a_mark_that_wants_another_look_is_final_nowhere(course: Course) -> None:
    """The export leaves its cell empty; report and feedback must not show the old mark as if it stood."""
    mark_written(course)
    where = "cell_id in (select id from base_cell where name = 'why')"
    change(course.database, f"update grade set needs_manual_grade = 1 where {where}")  # as after a new hand-in
    assert exported(course)["student-001"] == reported(course)["student-001"] == ""
    found = list(records.load_all(course, SECTION))
    row = next(
        row for row in rows_of(summarise(SECTION, found), standing(course, SECTION, found)) if row.student == "student-001"
    )
    assert [(cell.text, cell.tone) for cell in row.cells if cell.task == "why"] == [("(2) again", "waiting")]
    page = write_feedback(course, SECTION, "student-001").read_text(encoding="utf-8")
    assert "Not marked yet: why." in page
    assert f"{row.total:g} of 10 points</strong>" in page


def test_a_written_answer_that_was_left_open_is_not_marked_by_a_person(course: Course) -> None:
    n = len(list(records.load_all(course, SECTION)))
    text = write_report(course).read_text(encoding="utf-8")
    assert f"marked by a person: none of {n}, left open: 2" in text  # 004 and 006 left it untouched, and have 0
    left_open = "cell_id in (select id from base_cell where name = 'why') and auto_score = 0"
    mark_written(course)
    change(course.database, f"update grade set manual_score = null where {left_open}")
    text = write_report(course).read_text(encoding="utf-8")
    assert f"marked by a person: {n - 2} of {n}, 67 % of the points, left open: 2" in text


def test_names_of_the_roster_stand_beside_ids_and_who_handed_nothing_in_is_named(course: Course) -> None:
    rows = [
        StudentRow(student="student-001", first_name="Zoë", last_name="O'Neil & Co"),
        StudentRow(student="student-009", first_name="Ida", last_name="Away"),
    ]
    write_students(course.database, rows)
    text = html.unescape(write_report(course).read_text(encoding="utf-8"))
    assert re.search(r'<a href="[^"]*student-001[^"]*">Zoë O\'Neil & Co</a>\s*<span class="soft">student-001</span>', text)
    assert ">student-002</a>" in text  # no name is known, so there is no empty one
    assert "<b>1</b> of the class without a notebook here" in text
    assert "<p>Ida Away (student-009)</p>" in text


def test_a_task_that_was_declared_void_is_marked_so(course: Course) -> None:
    assert "void</span>" not in write_report(course).read_text(encoding="utf-8")
    for one in records.load_all(course, SECTION):
        tasks = tuple(replace(task, void=task.task == "double") for task in one.verdict.tasks)
        path = records.record_path(course, SECTION, one.student)
        data = json.loads(path.read_bytes())
        path.write_text(json.dumps(data | {"verdict": replace(one.verdict, tasks=tasks).to_json()}), encoding="utf-8")
    text = write_report(course).read_text(encoding="utf-8")
    assert re.findall(r"<code>(\w+)</code> <span class=.soft.>void</span>", text) == ["double"]


def test_what_was_handed_in_anew_waits_for_the_grader_and_not_for_a_person(course: Course) -> None:
    folder = course.submitted / "student-001" / SECTION
    folder.mkdir(parents=True)
    (folder / f"{SECTION}.ipynb").write_bytes(b"{}")
    found = list(records.load_all(course, SECTION))
    stand = standing(course, SECTION, found)
    assert stand.to_grade == ("student-001",)
    assert "student-001" not in {student for student, _ in stand.waiting}
    row = next(row for row in rows_of(summarise(SECTION, found), stand) if row.student == "student-001")
    assert [cell.text for cell in row.cells] == ["anew", "anew", "anew"]
    assert not row.final
    page = write_report(course).read_text(encoding="utf-8")
    assert "Not graded yet, or handed in anew since: student-001." in page


def test_without_a_gradebook_the_verdicts_say_what_waits(course: Course) -> None:
    (course.classroom / "gradebook.db").unlink()
    found = list(records.load_all(course, SECTION))
    stand = standing(course, SECTION, found)
    assert stand.waiting_written == 6
    assert len(stand.waiting) == 8
    assert not (course.classroom / "gradebook.db").exists()


def test_the_histogram_has_every_hand_in_and_parts_the_late_ones(course: Course) -> None:
    found = list(records.load_all(course, SECTION))
    times = standing(course, SECTION, found).times
    assert times.due == DUE
    assert times.of["student-001"].late_seconds == timedelta(minutes=30).total_seconds()
    assert times.of["student-002"].at is None
    assert "days before the due date" in pictures.hand_in_histogram(times)
    with pytest.raises(ValueError, match="due date"):
        pictures.hand_in_histogram(type(times)())


def test_links_lead_to_the_pages_that_feedback_writes_whatever_a_name_holds(course: Course) -> None:
    page = write_report(course).read_text(encoding="utf-8")
    assert "6 of 6 feedback pages were not made yet" in page
    assert (
        feedback_link("o'neil & <sons> 5%", "1.1_a", "x") == "../feedback/o%27neil%20%26%20%3Csons%3E%205%25/1.1_a/1.1_a.html#x"
    )
