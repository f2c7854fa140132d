"""What is marked on the page stands in nbgrader's gradebook, for formgrader, feedback and export; all else is left alone."""

from __future__ import annotations

import json
import os
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Gradebook

from grading.classroom import records
from grading.classroom.changes import HANDED_IN_ANEW, Review
from grading.classroom.gradebook import store, write_feedback
from grading.classroom.gradebook.final import final_marks
from grading.classroom.log import LOG, Run, write_log
from grading.course import Course
from grading.errors import CourseError, GradebookError, InfrastructureError, UsageError
from grading.marking import book
from grading.marking.answers import UNREADABLE
from grading.marking.book import OvertakenError
from grading.marking.desk import MAX_COMMENT, Desk
from grading.submission.doubt import doubt_of
from tests.support.gradebook_rows import all_rows, change
from tests.support.tiny_class import ANSWERED, SECTION, graded, load, make_course, notebook, small_class

NAMES = re.compile(r"student-00\d")


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """Return the small class of six, graded and stored; some answers say whose they are, for the test alone."""
    made = make_course(tmp_path)
    for one in small_class(made):
        records.save(made, one)
        store(made, SECTION, [one])
    return made


@pytest.fixture
def desk(course: Course) -> Desk:
    return Desk(course, SECTION, "why")


def in_nbgrader(course: Course, student: str, cell: str = "why", answer: str = "why") -> tuple[Any, ...]:
    """Read mark and comment as the formgrader does."""
    with Gradebook(course.database, "tiny") as gradebook:
        grade = gradebook.find_grade(cell, SECTION, SECTION, student)
        comment = gradebook.find_comment(answer, SECTION, SECTION, student)
        return grade.manual_score, grade.needs_manual_grade, grade.extra_credit, comment.manual_comment


def students(desk: Desk, course: Course, task: str = "why") -> dict[str, str]:
    """Return key -> student, for tests alone: by marking an answer and looking whose it was."""
    from grading.marking.answers import in_order

    return in_order(desk.questions[task], [f"student-00{n}" for n in range(1, 7)])


def key_of(desk: Desk, course: Course, student: str, task: str = "why") -> str:
    return next(key for key, one in students(desk, course, task).items() if one == student)


def save(
    desk: Desk, key: str, mark: Any, comment: str = "", *, tab: str = "t", task: str = "why", **more: Any
) -> dict[str, Any]:
    data = {"mark": mark, "comment": comment, "version": desk.answer(task, key)["version"], "typed": str(mark), **more}
    return desk.save(task, key, tab, data)


def test_a_mark_and_a_comment_are_what_nbgrader_reads(course: Course, desk: Desk) -> None:
    key = key_of(desk, course, "student-001")
    change(course.database, "UPDATE grade SET extra_credit = 0.5")
    done = save(desk, key, 2.25, "Say *why*.")
    assert in_nbgrader(course, "student-001") == (2.25, False, 0.5, "Say *why*.")
    assert in_nbgrader(course, "student-002") == (None, True, 0.5, None)
    assert (done["mark"], done["left"], done["undo"], done["warning"]) == (2.25, False, 1, "")


def test_nothing_but_the_answer_that_was_marked_is_changed(course: Course, desk: Desk) -> None:
    before = all_rows(course.database)
    save(desk, key_of(desk, course, "student-001"), 3, "Good.")
    after = all_rows(course.database)
    assert {name for name in before if before[name] != after[name]} == {"grades", "comments"}
    assert len(set(before["grades"]) - set(after["grades"])) == 1
    assert len(set(before["comments"]) - set(after["comments"])) == 1


def test_feedback_and_export_show_the_mark_that_was_given(course: Course, desk: Desk) -> None:
    assert final_marks(course, load(course))["student-001"].total is None
    save(desk, key_of(desk, course, "student-001"), 1.5, "Homogeneity is missing.")
    assert final_marks(course, load(course))["student-001"].total == 8.5
    page = write_feedback(course, SECTION, "student-001").read_text(encoding="utf-8")
    assert "8.5 of 10 points" in page
    assert "Homogeneity is missing." in page


def test_a_mark_given_by_hand_obeys_the_late_rule_at_once(course: Course, desk: Desk) -> None:
    rule = 'c = get_config()\nc.LateSubmissionPlugin.penalty_method = "zero"\n'
    (course.root / "nbgrader_config.py").write_text(rule, encoding="utf-8")
    change(course.database, "UPDATE assignment SET duedate = :due", due=datetime(2026, 3, 1, 12, 0).isoformat(" "))
    save(desk, key_of(desk, course, "student-001"), 3)  # handed in at 12:30
    with Gradebook(course.database, "tiny") as gradebook:
        submission = gradebook.find_submission_notebook(SECTION, SECTION, "student-001")
        assert (submission.score, submission.late_submission_penalty) == (10.0, 10.0)
    assert final_marks(course, load(course))["student-001"].total == 0


def test_nothing_on_the_page_says_whose_an_answer_is(course: Course, desk: Desk) -> None:
    sent = json.dumps([desk.overview(), desk.question("why"), [desk.answer("why", key) for key in students(desk, course)]])
    assert not NAMES.search(sent)
    assert str(course.classroom) not in sent


def test_the_order_tells_nothing_and_is_the_same_on_each_opening(course: Course, desk: Desk) -> None:
    order = [one["key"] for one in desk.question("why")["answers"]]
    assert order == [one["key"] for one in Desk(course, SECTION, "why").question("why")["answers"]]
    named = [students(desk, course)[key] for key in order]
    assert sorted(named) != named
    assert [students(desk, course, "double")[key] for key in students(desk, course, "double")] != named
    store(course, SECTION, [graded(course, "student-099")])
    more = [one["key"] for one in desk.question("why")["answers"]]
    assert [key for key in more if key in order] == order


def test_what_is_left_is_counted(course: Course, desk: Desk) -> None:
    left = {row["task"]: (row["answers"], row["left"]) for row in desk.overview()}
    assert left == {"double": (1, 1), "answer": (1, 1), "why": (6, 4)}
    save(desk, key_of(desk, course, "student-001"), 0)
    assert desk.left() == 5


def test_an_untouched_answer_is_there_and_has_its_0(course: Course, desk: Desk) -> None:
    seat = {one["key"]: one for one in desk.question("why")["answers"]}[key_of(desk, course, "student-004")]
    assert (seat["left"], seat["mark"]) == (False, 0.0)


def test_an_automatic_task_that_waits_is_marked_by_its_checks(course: Course) -> None:
    desk = Desk(course, SECTION, "double")
    answers = desk.question("double")["answers"]
    key = key_of(desk, course, "student-003", "double")
    assert [one["key"] for one in answers] == [key]
    found = desk.answer("double", key)
    assert "return x" in re.sub("<[^>]+>", "", found["html"])
    assert "undecided" in found["checks"]
    assert "instructors only" in found["checks"]
    assert [item["points"] for item in found["items"]] == [3.0, 1.0]
    assert found["picked"] == {found["items"][0]["key"]: 1.0}  # the check that passed
    assert found["mark"] is None
    save(desk, key, 3.5, "Nearly.", task="double")
    assert in_nbgrader(course, "student-003", "test_double", "double") == (3.5, False, None, "Nearly.")
    assert [one["left"] for one in desk.question("double")["answers"]] == [False]
    desk.undo("t")
    assert in_nbgrader(course, "student-003", "test_double", "double") == (None, True, None, None)


def test_a_doubt_about_files_is_told_without_their_names(course: Course) -> None:
    one = replace(small_class(course)[1], student="student-009", notebook=notebook(course, ANSWERED))
    doubted = one.verdict.doubted("there is also 9.1_tiny/anna_berg.ipynb", always=True)
    records.save(course, replace(one, verdict=doubted))
    store(course, SECTION, [replace(one, verdict=doubted)])
    desk = Desk(course, SECTION, "double")
    told = [desk.answer("double", seat["key"])["remarks"] for seat in desk.question("double")["answers"]]
    assert any("doubts that this is the student's work" in line for lines in told for line in lines)
    assert "anna_berg" not in json.dumps(told)


def test_undo_takes_back_the_last_marks_one_by_one(course: Course, desk: Desk) -> None:
    before = all_rows(course.database)
    one, other = (key_of(desk, course, name) for name in ("student-001", "student-002"))
    save(desk, one, 1, "First.")
    save(desk, one, 2, "Second.", picked={"a": 1})
    save(desk, other, 3)
    assert desk.undo("t") | {"warning": ""} == {"task": "why", "key": other, "undo": 2, "warning": ""}
    assert in_nbgrader(course, "student-002")[:2] == (None, True)
    desk.undo("t")
    assert in_nbgrader(course, "student-001") == (1.0, False, None, "First.")
    desk.undo("t")
    assert all_rows(course.database) == before
    with pytest.raises(UsageError, match="nothing to undo"):
        desk.undo("t")


def test_undo_of_one_tab_leaves_the_other_tabs_marks(course: Course, desk: Desk) -> None:
    save(desk, key_of(desk, course, "student-001"), 1, tab="mine")
    with pytest.raises(UsageError, match="nothing to undo"):
        desk.undo("yours")


def test_what_somebody_else_saved_meanwhile_is_never_overwritten(course: Course, desk: Desk) -> None:
    key = key_of(desk, course, "student-001")
    seen = desk.answer("why", key)["version"]
    save(Desk(course, SECTION, "why"), key, 1, "Theirs.", tab="other")
    with pytest.raises(OvertakenError) as caught:
        desk.save("why", key, "t", {"mark": 3, "comment": "Mine.", "version": seen})
    assert (caught.value.held.mark, caught.value.held.comment) == (1.0, "Theirs.")
    assert in_nbgrader(course, "student-001") == (1.0, False, None, "Theirs.")


def test_a_mark_of_the_formgrader_counts_as_somebody_elses(course: Course, desk: Desk) -> None:
    key = key_of(desk, course, "student-001")
    seen = desk.answer("why", key)["version"]
    with Gradebook(course.database, "tiny") as gradebook:
        gradebook.find_grade("why", SECTION, SECTION, "student-001").manual_score = 0.5
        gradebook.db.commit()
    with pytest.raises(OvertakenError):
        desk.save("why", key, "t", {"mark": 3, "version": seen})
    assert desk.answer("why", key)["typed"] == "0.5"


def test_an_answer_that_was_handed_in_anew_is_not_marked_unseen(course: Course, desk: Desk) -> None:
    key = key_of(desk, course, "student-001")
    seen = desk.answer("why", key)["version"]
    store(course, SECTION, [graded(course, "student-001", answers={**ANSWERED, "why": "Another answer."})])
    with pytest.raises(OvertakenError):
        desk.save("why", key, "t", {"mark": 3, "version": seen})
    assert "Another answer" in desk.answer("why", key)["html"]


def test_undo_leaves_alone_what_somebody_else_changed_since(course: Course, desk: Desk) -> None:
    one, other = (key_of(desk, course, name) for name in ("student-001", "student-002"))
    save(desk, one, 1)
    save(desk, other, 2)
    save(Desk(course, SECTION, "why"), other, 3, tab="else")
    with pytest.raises(OvertakenError):
        desk.undo("t")
    assert in_nbgrader(course, "student-002")[0] == 3.0
    assert desk.undo("t")["key"] == one


@pytest.mark.parametrize("mark", [None, "2", True, -0.5, 3.5, float("nan"), float("inf"), [1]])
def test_what_is_no_mark_in_range_is_refused_and_nothing_is_written(course: Course, desk: Desk, mark: Any) -> None:
    before = all_rows(course.database)
    with pytest.raises(UsageError, match="mark is") as caught:
        save(desk, key_of(desk, course, "student-001"), mark)
    assert "from 0 to 3" in caught.value.expected
    assert all_rows(course.database) == before


@pytest.mark.parametrize("more", [{"comment": "x" * (MAX_COMMENT + 1)}, {"comment": 3}, {"picked": {"a": 7}}, {"picked": [1]}])
def test_what_the_page_never_sends_is_refused(course: Course, desk: Desk, more: dict[str, Any]) -> None:
    key = key_of(desk, course, "student-001")
    with pytest.raises(UsageError, match="cannot be kept"):
        desk.save("why", key, "t", {"mark": 1, "version": desk.answer("why", key)["version"], **more})
    assert in_nbgrader(course, "student-001")[0] is None


def test_a_draft_is_there_again_and_never_counts(course: Course, desk: Desk) -> None:
    key = key_of(desk, course, "student-001")
    before = all_rows(course.database)
    desk.draft("why", key, {"picked": {"a": 0.5}, "typed": "1,2", "comment": "Begun."})
    assert all_rows(course.database) == before
    again = Desk(course, SECTION, "why")
    found = again.answer("why", key)
    assert (found["draft"], found["typed"], found["said"], found["picked"]) == (True, "1,2", "Begun.", {"a": 0.5})
    assert found["left"]
    assert {one["key"] for one in again.question("why")["answers"] if one["draft"]} == {key}
    again.draft("why", key, {"drop": True})
    assert (again.answer("why", key)["draft"], again.answer("why", key)["said"]) == (False, "")


def test_what_was_clicked_is_shown_again_unless_the_mark_was_given_elsewhere(course: Course, desk: Desk) -> None:
    key = key_of(desk, course, "student-001")
    save(desk, key, 2, picked={"a": 1, "b": 0})
    assert Desk(course, SECTION, "why").answer("why", key)["picked"] == {"a": 1.0, "b": 0.0}
    change(course.database, "UPDATE grade SET manual_score = 1 WHERE manual_score = 2")
    assert Desk(course, SECTION, "why").answer("why", key)["picked"] == {}


def test_comments_on_this_question_can_be_used_again_the_most_used_first(course: Course, desk: Desk) -> None:
    save(desk, key_of(desk, course, "student-001"), 1, "Say the unit.")
    save(desk, key_of(desk, course, "student-002"), 1, "A number is missing.\nSay the unit.\n")
    assert desk.question("why")["again"] == ["Say the unit.", "A number is missing."]
    assert desk.question("double")["again"] == []


def test_hostile_answers_are_harmless_html(tmp_path: Path) -> None:
    course = make_course(tmp_path)
    hostile = (
        "<script>alert(1)</script> <img src=x onerror=alert(2)> [x](javascript:alert(3)) ![y](https://elsewhere.example/y)"
    )
    store(course, SECTION, [graded(course, "student-001", answers={**ANSWERED, "why": hostile})])
    desk = Desk(course, SECTION, "why")
    html = desk.answer("why", desk.question("why")["answers"][0]["key"])["html"]
    assert not re.search(r"<script|<img|<[^>]*\son\w+=|href=\"javascript|<[^>]*src=", html)
    assert "alert(1)" in html


def test_a_pasted_picture_is_shown(tmp_path: Path) -> None:
    course = make_course(tmp_path)
    png = "iVBORw0KGgo="
    data = json.loads(notebook(course, {**ANSWERED, "why": "![here](attachment:a.png)"}))
    next(cell for cell in data["cells"] if cell["id"] == "why")["attachments"] = {"a.png": {"image/png": png}}
    store(course, SECTION, [graded(course, "student-001", data=json.dumps(data).encode())])
    desk = Desk(course, SECTION, "why")
    assert f"data:image/png;base64,{png}" in desk.answer("why", desk.question("why")["answers"][0]["key"])["html"]


def test_what_the_student_wrote_in_cells_of_their_own_is_shown(tmp_path: Path) -> None:
    course = make_course(tmp_path)
    own = {"cell_type": "markdown", "id": "x", "metadata": {}, "source": "My answer is here."}
    store(course, SECTION, [graded(course, "student-001", data=notebook(course, {}, (own,)))])
    desk = Desk(course, SECTION, "why")
    assert "My answer is here." in desk.answer("why", desk.question("why")["answers"][0]["key"])["own"]


def test_a_missing_autograded_notebook_is_said_and_the_others_go_on(course: Course, desk: Desk) -> None:
    (course.autograded / "student-001" / SECTION / f"{SECTION}.ipynb").write_text("{", encoding="utf-8")
    gone = desk.answer("why", key_of(desk, course, "student-001"))
    assert "cannot be read" in gone["remarks"][0]
    assert desk.answer("why", key_of(desk, course, "student-002"))["remarks"] == []


def test_a_hand_in_that_is_newer_than_the_mark_is_said(course: Course, desk: Desk) -> None:
    place = course.submitted / "student-001" / SECTION / f"{SECTION}.ipynb"
    place.parent.mkdir(parents=True)
    place.write_bytes(notebook(course, ANSWERED))
    assert desk.answer("why", key_of(desk, course, "student-001"))["remarks"] == []
    place.write_bytes(notebook(course, {}))
    assert "handed in anew" in desk.answer("why", key_of(desk, course, "student-001"))["remarks"][0]


def test_a_mark_that_wants_another_look_says_so(course: Course, desk: Desk) -> None:
    key = key_of(desk, course, "student-001")
    save(desk, key, 2)
    change(course.database, "UPDATE grade SET needs_manual_grade = 1 WHERE manual_score = 2")
    found = desk.answer("why", key)
    assert "look again" in found["remarks"][0]
    assert (found["left"], found["typed"]) == (True, "2")
    save(desk, key, 2)
    assert in_nbgrader(course, "student-001")[:2] == (2.0, False)


def test_every_saved_mark_is_logged_for_an_appeal(course: Course, desk: Desk) -> None:
    save(desk, key_of(desk, course, "student-001"), 2, "Good.")
    desk.undo("t")
    lines = [json.loads(line) for line in (course.classroom / "marking" / "log.jsonl").read_text().splitlines()]
    assert [(one["student"], one["before"], one["after"], one["undone"]) for one in lines] == [
        ("student-001", None, 2.0, False),
        ("student-001", 2.0, None, True),
    ]


def no_gradebook(course: Course) -> None:
    (course.classroom / "gradebook.db").unlink()


def nobody(course: Course) -> None:
    change(course.database, "DELETE FROM grade")


def certain(course: Course) -> None:
    change(course.database, "UPDATE grade SET needs_manual_grade = 0, auto_score = 1")


@pytest.mark.parametrize(
    ("spoil", "task", "says"),
    [
        (no_gradebook, "", "there is no gradebook yet.*landscape grade"),
        (nobody, "", "no answer waits for a person here.*landscape grade"),
        (nobody, "why", "there are no answers to why yet.*landscape grade"),
        (certain, "double", "no answer to double waits for a person"),
    ],
)
def test_where_there_is_nothing_to_mark_it_says_so(
    course: Course, spoil: Callable[[Course], None], task: str, says: str
) -> None:
    spoil(course)
    with pytest.raises(UsageError, match=f"(?s){says}"):
        Desk(course, SECTION, task)
    assert not (course.classroom / "marking").exists()


def test_no_gradebook_is_made_by_looking_for_one(course: Course) -> None:
    no_gradebook(course)
    with pytest.raises(UsageError):
        Desk(course, SECTION, "why")
    assert not (course.classroom / "gradebook.db").exists()


def test_a_question_that_is_all_marked_opens_and_has_nothing_left(course: Course) -> None:
    certain(course)
    desk = Desk(course, SECTION, "why")
    assert [(row["task"], row["left"]) for row in desk.overview()] == [("why", 0)]


def test_a_gradebook_that_another_process_holds_is_told_and_nothing_is_lost(
    course: Course, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(book, "WAIT_SECONDS", 0.05)
    monkeypatch.setattr(sqlite3, "connect", _impatient(sqlite3.connect))
    key = key_of(desk, course, "student-001")
    version = desk.answer("why", key)["version"]
    with closing(sqlite3.connect(course.classroom / "gradebook.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(GradebookError, match="locked by another process"):
            desk.save("why", key, "t", {"mark": 1, "version": version})
        other.execute("ROLLBACK")
    desk.save("why", key, "t", {"mark": 1, "version": version})
    assert in_nbgrader(course, "student-001")[0] == 1.0


def _impatient(connect: Callable[..., Any]) -> Callable[..., Any]:
    return lambda *given, **named: connect(*given, **{**named, "timeout": 0.05})


def test_a_gradebook_that_may_not_be_written_is_told(course: Course, desk: Desk) -> None:
    question = desk.questions["why"]
    held = book.read_marks(course, question)["student-001"]
    readonly = replace(course, database_url=f"sqlite:///file:{course.classroom / 'gradebook.db'}?mode=ro&uri=true")
    with pytest.raises(GradebookError, match="may not be written"):
        book.write_mark(readonly, question, "student-001", replace(held, manual=1.0), answer="", seen=held.version(""))
    assert in_nbgrader(course, "student-001")[0] is None


@pytest.mark.parametrize("place", ["gradebook.db", "."])
def test_without_permission_to_write_it_does_not_even_begin(
    course: Course, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    locked = (course.classroom / place).resolve()
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path).resolve() != locked)
    with pytest.raises(GradebookError, match="may not be written"):
        Desk(course, SECTION, "why")


def test_a_mark_is_saved_even_where_the_clicks_cannot_be_kept(course: Course, desk: Desk) -> None:
    (course.classroom / "marking").write_text("in the way", encoding="utf-8")
    done = save(desk, key_of(desk, course, "student-001"), 2)
    assert "The mark is in the gradebook" in done["warning"]
    assert in_nbgrader(course, "student-001")[0] == 2.0
    with pytest.raises(InfrastructureError):
        desk.draft("why", key_of(desk, course, "student-001"), {"comment": "x"})


def test_an_unknown_question_or_answer_is_refused(desk: Desk) -> None:
    with pytest.raises(CourseError, match="no question"):
        desk.question("other")
    with pytest.raises(CourseError, match="not there any more"):
        desk.answer("why", "0" * 16)


def test_checks_of_odd_weights_add_up_to_the_points(tmp_path: Path) -> None:
    course = make_course(tmp_path)
    some = small_class(course)[2].verdict.task("double").checks * 3
    odd = tuple(replace(check, check=f"check_{n}", weight=1 / 7) for n, check in enumerate(some))
    verdict = small_class(course)[2].verdict
    tasks = tuple(replace(task, checks=odd) if task.task == "double" else task for task in verdict.tasks)
    one = replace(small_class(course)[2], verdict=replace(verdict, tasks=tasks))
    records.save(course, one)
    store(course, SECTION, [one])
    desk = Desk(course, SECTION, "double")
    items = desk.answer("double", desk.question("double")["answers"][0]["key"])["items"]
    assert sum(item["points"] for item in items) == pytest.approx(4.0, abs=1e-12)


def test_a_mark_of_a_doubted_hand_in_is_final_once_a_person_gave_it(tmp_path: Path) -> None:
    course = make_course(tmp_path)
    place = course.submitted / "student-001" / SECTION / f"{SECTION}.ipynb"
    place.parent.mkdir(parents=True)
    place.write_bytes(notebook(course, {}))
    (place.parent / "mine.ipynb").write_bytes(notebook(course, ANSWERED))
    doubt = doubt_of(course, SECTION, place, place.read_bytes())
    assert doubt is not None
    failed = small_class(course)[3].verdict.doubted(doubt.why)
    one = graded(course, "student-001", failed, data=place.read_bytes(), doubt=doubt)
    records.save(course, one)
    store(course, SECTION, [one])
    for task in ("double", "answer", "why"):
        desk = Desk(course, SECTION, task)
        save(desk, key_of(desk, course, "student-001", task), 1, task=task)
        assert desk.answer(task, key_of(desk, course, "student-001", task))["left"] is False
    assert final_marks(course, load(course))["student-001"].total == 3.0
    place.write_bytes(notebook(course, ANSWERED))
    assert final_marks(course, load(course))["student-001"].total is None


def test_the_written_answer_of_a_file_that_cannot_be_read_is_not_shown_as_an_empty_one(course: Course) -> None:
    one = small_class(course)[4]
    records.save(course, replace(one, verdict=replace(one.verdict, readable=False)))
    desk = Desk(course, SECTION, "why")
    assert desk.answer("why", key_of(desk, course, one.student))["remarks"] == [UNREADABLE]
    assert desk.answer("why", key_of(desk, course, "student-001"))["remarks"] == []


def test_why_a_mark_wants_another_look_is_said(course: Course, desk: Desk) -> None:
    key = key_of(desk, course, "student-001")
    save(desk, key, 2)
    change(course.database, "update grade set needs_manual_grade = 1 where manual_score = 2")
    review = Review(student="student-001", section=SECTION, cell="why", why="the points went from 2 to 3, and it says 2")
    elsewhere = replace(review, section="9.2_other", why="nothing of this section")
    write_log(course, [], Run(failures=[], reviews=[review, elsewhere]), isolation="auto")
    with (course.classroom / LOG).open("a", encoding="utf-8") as log:
        log.write("half a li")
    (remark,) = Desk(course, SECTION, "why").answer("why", key)["remarks"]
    assert remark == "This answer was marked with 2 before. Look again: the points went from 2 to 3, and it says 2."


def test_marks_stand_at_once_where_nobody_handed_in_anew(course: Course, desk: Desk) -> None:
    for student in ("student-001", "student-002", "student-003"):
        save(desk, key_of(desk, course, student), 2, "Well said.")
    change(course.database, "update grade set needs_manual_grade = 1 where manual_score = 2")
    review = Review(student="student-001", section=SECTION, cell="why", why="the points went from 2 to 3, and it says 2")
    anew = replace(review, student="student-002", why=f"{HANDED_IN_ANEW}, and it says 2")
    for reviews in ([anew], [review, replace(review, student="student-002")]):
        write_log(course, [], Run(failures=[], reviews=reviews), isolation="auto")
    assert Desk(course, SECTION, "why").keep_marks("why") == 1
    assert in_nbgrader(course, "student-001") == (2.0, False, None, "Well said.")
    assert in_nbgrader(course, "student-002")[:2] == (2.0, True), "a new hand-in is looked at, whatever came after it"
    assert in_nbgrader(course, "student-003")[:2] == (2.0, True), "nobody knows why"
    assert Desk(course, SECTION, "why").keep_marks("why") == 0
