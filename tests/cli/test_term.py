"""A term with marks in the gradebook: mistakes are mended, one student's work is odd, and the others go on."""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from grading.classroom import records
from grading.classroom.gradebook.students import StudentRow, write_students
from grading.classroom.log import LOG, Run, RunLog
from grading.classroom.run import grade_class
from grading.classroom.schedule import Settings, grade_all
from grading.content.pair import sync
from grading.course import Course
from grading.release.make import make_release
from grading.submission.find import find
from tests.cli.test_cli import hand_in, landscape, scores
from tests.support.tiny_course import SECTION, checks_file, make_course

pytestmark = pytest.mark.sealed
RIGHT = {"double": "def double(x):\n    return x + x", "answer": "answer = 42", "why": "Say why.\n\nIt is additive."}
HALF = {**RIGHT, "double": "def double(x):\n    return abs(x) + abs(x)"}


@pytest.fixture
def course(tmp_path: Path) -> Course:
    made = make_course(tmp_path)
    make_release(made)
    hand_in(made, "student-001", RIGHT)
    return made


def edit(course: Course, *changes: tuple[str, str]) -> None:
    text = course.source / SECTION / f"{SECTION}.md"
    written = text.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in written
        written = written.replace(old, new)
    text.write_text(written, encoding="utf-8")
    sync(text.parent)


def by_hand(course: Course) -> list[tuple[str, str, float, int]]:
    query = """
        select submitted_assignment.student_id, base_cell.name, manual_score, needs_manual_grade from grade
        join base_cell on base_cell.id = grade.cell_id
        join submitted_notebook on grade.notebook_id = submitted_notebook.id
        join submitted_assignment on submitted_notebook.assignment_id = submitted_assignment.id
        where manual_score is not null order by 1, 2
    """
    with closing(sqlite3.connect(course.classroom / "gradebook.db")) as connection:
        return connection.execute(query).fetchall()


def mark_by_hand(course: Course) -> None:
    with closing(sqlite3.connect(course.classroom / "gradebook.db")) as connection, connection:
        connection.execute(
            "update grade set manual_score = 2, needs_manual_grade = 0 where cell_id in"
            " (select id from base_cell where name = 'why')"
        )
        connection.execute("update comment set manual_comment = 'Nice.'")


def comments(course: Course) -> set[str]:
    with closing(sqlite3.connect(course.classroom / "gradebook.db")) as connection:
        return {text for (text,) in connection.execute("select manual_comment from comment")}


def said(stderr: str) -> str:
    return " ".join(stderr.split())


def reworded(course: Course) -> None:
    path = checks_file(course.root, "double")
    path.write_text(
        path.read_text(encoding="utf-8").replace("has the wrong value", "is not what it should be"), encoding="utf-8"
    )


LOOK = "the mark given by hand stays, but look again: the points went from 3 to 4, and it says 2"
ABOUT = '+++ {"nbgrader": {"grade_id": "about_answer", "locked": true}}'
ADDED = f'+++ {{"nbgrader": {{"grade_id": "more", "locked": true}}}}\n\nA word that was missing.\n\n{ABOUT}'


@pytest.mark.parametrize(
    ("repair", "graded_again"),
    [
        (lambda course: edit(course, ("Set the number.", "Give the number.")), 0),
        (lambda course: edit(course, (ABOUT, ADDED)), 0),
        (reworded, 1),
    ],
    ids=["a typo mended in a statement", "a locked text cell added", "a check reworded"],
)
def test_a_repair_that_changes_no_mark_leaves_every_mark_and_comment(
    course: Course, repair: Callable[[Course], None], graded_again: int
) -> None:
    hand_in(course, "student-002", HALF)
    landscape(course, "grade")
    mark_by_hand(course)
    before = scores(course), by_hand(course)
    versions = _versions(course)
    repair(course)
    done = landscape(course, "grade")
    assert done.returncode == 0, done.stderr
    assert (scores(course), by_hand(course)) == before
    assert comments(course) == {"Nice."}
    assert "changed:" not in done.stderr
    assert "2 submissions: 0 for the first time; of the other 2 the marks of none changed" in said(done.stderr)
    assert len({task for task, version in _versions(course).items() if versions[task] != version}) == graded_again
    if graded_again:
        landscape(course, "feedback")
        page = (course.feedback / "student-002" / SECTION / f"{SECTION}.html").read_text(encoding="utf-8")
        assert "is not what it should be" in page


def _versions(course: Course) -> dict[str, str]:
    record = records.load(course, SECTION, "student-001")
    assert record is not None
    return {task.task: task.version for task in record.verdict.tasks if not task.manual}


def test_new_points_change_marks_without_a_new_grading_and_the_command_says_whose(course: Course) -> None:
    hand_in(course, "student-002", HALF)
    landscape(course, "grade")
    mark_by_hand(course)
    cost = records.load(course, SECTION, "student-002")
    edit(course, ("points: 4}", "points: 2}"), ('"points": 3', '"points": 4'))
    done = landscape(course, "grade")
    assert scores(course) == {"student-001": 5.0, "student-002": 4.5}
    assert "changed: student-001, 9.1_tiny: double 4 -> 2 (-2)" in said(done.stderr)
    assert "changed: student-002, 9.1_tiny: double 3 -> 1.5 (-1.5)" in said(done.stderr)
    again = records.load(course, SECTION, "student-002")
    assert cost is not None
    assert again is not None
    assert again.verdict.cost == cost.verdict.cost  # to the microsecond: nothing ran again
    assert by_hand(course) == [("student-001", "why", 2.0, 1), ("student-002", "why", 2.0, 1)]
    assert done.returncode == 1
    assert f"student-001, 9.1_tiny, why: {LOOK}" in said(done.stderr)
    assert landscape(course, "grade").returncode == 0, "said once"


def test_a_task_declared_void_gives_everybody_its_points_and_back(course: Course) -> None:
    hand_in(course, "student-002", HALF)
    landscape(course, "grade")
    write_students(course.database, [StudentRow(student="student-002", first_name="Zoë", last_name="Ng")])
    settings = course.root / "course.toml"
    written = settings.read_text(encoding="utf-8")
    settings.write_text(f'{written}\n[void]\n"{SECTION}" = ["double"]\n', encoding="utf-8")
    done = landscape(course, "grade")
    assert done.returncode == 0, done.stderr
    assert scores(course) == {"student-001": 7.0, "student-002": 7.0}
    assert "changed: Zoë Ng (student-002), 9.1_tiny: double 3 -> 4 (+1)" in said(done.stderr)
    assert "of the other 2 the marks of 1 changed" in said(done.stderr)
    landscape(course, "feedback")
    page = (course.feedback / "student-002" / SECTION / f"{SECTION}.html").read_text(encoding="utf-8")
    assert "declared void" in page
    settings.write_text(written, encoding="utf-8")
    landscape(course, "grade")
    assert scores(course) == {"student-001": 7.0, "student-002": 6.0}
    settings.write_text(f'{written}\n[void]\n"{SECTION}" = ["duoble"]\n', encoding="utf-8")
    wrong = landscape(course, "grade")
    assert wrong.returncode == 2
    assert "expected: one of double, answer, why" in wrong.stderr


def test_each_run_is_logged_with_who_when_versions_and_the_marks_that_changed(course: Course) -> None:
    landscape(course, "grade")
    hand_in(course, "student-001", {**RIGHT, "answer": "answer = 41"})
    landscape(course, "grade")
    landscape(course, "grade")
    first, second, third = map(json.loads, (course.classroom / LOG).read_text(encoding="utf-8").splitlines())
    assert first["who"]
    assert first["time"].endswith("+00:00")
    assert first["versions"]["python"] == ".".join(map(str, sys.version_info[:3]))
    assert {"numpy", "sympy"} <= first["versions"].keys()
    assert first["marks"][0]["tasks"]["answer"]["before"] is None
    (moved,) = second["marks"]
    assert {task: (mark["before"], mark["after"]) for task, mark in moved["tasks"].items()} == {"answer": (3.0, 0.0)}
    assert moved["handed_in_anew"]
    assert third["marks"] == []


def killed(course: Course) -> None:
    """Leave what a run leaves that was killed before its batch was stored: records, and nothing in gradebook and log."""
    list(grade_all(course, find(course), Settings(root=course.root)))


def test_marks_of_a_run_that_was_killed_are_told_and_logged_by_the_next_one(course: Course) -> None:
    killed(course)
    landscape(course, "grade")
    hand_in(course, "student-001", {**RIGHT, "answer": "answer = 41"})
    killed(course)
    killed(course)
    done = landscape(course, "grade")
    assert "changed: student-001, 9.1_tiny: answer 3 -> 0 (-3)" in said(done.stderr)
    assert "changed:" not in landscape(course, "grade").stderr
    first, second, third = map(json.loads, (course.classroom / LOG).read_text(encoding="utf-8").splitlines())
    assert first["marks"][0]["tasks"]["answer"] == second["marks"][0]["tasks"]["answer"] | {"before": None, "after": 3.0}
    (moved,) = second["marks"]
    assert {task: (mark["before"], mark["after"]) for task, mark in moved["tasks"].items()} == {"answer": (3.0, 0.0)}
    assert moved["handed_in_anew"]
    assert third["marks"] == []


def test_each_batch_is_in_the_log_before_its_records_say_that_it_is_stored(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So a run that is killed at any moment leaves no mark that no line tells of."""
    monkeypatch.setattr("grading.classroom.run.BATCH", 1)
    hand_in(course, "student-002", HALF)
    run = Run(failures=[], reviews=[])
    lines = RunLog(course, run, isolation="auto")
    grading = grade_class(course, find(course), Settings(root=course.root), workers=1, stored=lines.stored)
    one = next(grading)
    logged = [json.loads(line) for line in (course.classroom / LOG).read_text(encoding="utf-8").splitlines()]
    assert [mark["student"] for line in logged for mark in line["marks"]] == [one.student]
    assert sum(1 for _ in grading) == 1
    lines.close()
    logged = [json.loads(line) for line in (course.classroom / LOG).read_text(encoding="utf-8").splitlines()]
    assert [line["submissions"] for line in logged] == [1, 1]


def untouched_beside_a_complete_one(course: Course) -> None:
    hand_in(course, "student-002", RIGHT).rename(course.submitted / "student-002" / SECTION / "final version.ipynb")
    hand_in(course, "student-002", {})


def too_deep(course: Course) -> None:
    path = hand_in(course, "student-002", RIGHT)
    (path.parent / SECTION).mkdir()
    path.rename(path.parent / SECTION / path.name)


def beside_the_folder(course: Course) -> None:
    path = hand_in(course, "student-002", RIGHT)
    path.rename(course.submitted / "student-002" / "tiny final.ipynb")


def another_format(course: Course) -> None:
    path = hand_in(course, "student-002", RIGHT)
    path.rename(path.with_suffix(".ipynb.txt"))


def truncated(course: Course) -> None:
    whole = hand_in(course, "student-002", RIGHT).read_bytes()
    hand_in(course, "student-002", {}, data=whole[: len(whole) // 2])


def newer_python(course: Course) -> None:
    hand_in(course, "student-002", {**RIGHT, "answer": 'd = {"a": 42}\nanswer = int(f"{d["a"]}")'})


UNSURE = {
    untouched_beside_a_complete_one: "there is also 9.1_tiny/final version.ipynb",
    too_deep: "but 9.1_tiny/9.1_tiny/9.1_tiny.ipynb",
    beside_the_folder: "but tiny final.ipynb",
    another_format: "but 9.1_tiny/9.1_tiny.ipynb.txt",
    truncated: "The file is not a notebook",
}
if sys.version_info < (3, 12):
    UNSURE[newer_python] = "the cell answer cannot be read by Python 3.11, which grades"


@pytest.mark.parametrize("odd", UNSURE, ids=lambda odd: odd.__name__)
def test_an_unsure_0_needs_a_person_is_named_and_ends_with_1(course: Course, odd: Callable[[Course], None]) -> None:
    odd(course)
    done = landscape(course, "grade")
    assert done.returncode == 1, done.stderr
    assert "look at: student-002, 9.1_tiny" in said(done.stderr)
    assert UNSURE[odd] in said(done.stderr)
    assert scores(course)["student-001"] == 7.0
    with closing(sqlite3.connect(course.classroom / "gradebook.db")) as connection:
        query = "select count(*) from grade where needs_manual_grade = 0 and auto_score = 0"
        assert connection.execute(query).fetchone() == (0,)


def test_a_certain_0_stays_one(course: Course) -> None:
    (course.submitted / "student-001" / SECTION / f"{SECTION}.ipynb").unlink()
    hand_in(course, "student-002", {})
    done = landscape(course, "grade")
    assert done.returncode == 0, done.stderr
    assert scores(course) == {"student-001": 0.0, "student-002": 0.0}


def test_24_mb_of_outputs_are_read_without_them(course: Course) -> None:
    path = hand_in(course, "student-002", RIGHT)
    notebook = json.loads(path.read_bytes())
    code = next(cell for cell in notebook["cells"] if cell["cell_type"] == "code")
    code["outputs"] = [{"output_type": "stream", "name": "stdout", "text": 'a "quoted" ] line\n' * (1 << 20)}]
    path.write_text(json.dumps(notebook), encoding="utf-8")
    assert path.stat().st_size > 20 << 20
    done = landscape(course, "grade")
    assert done.returncode == 0, done.stderr
    assert scores(course) == {"student-001": 7.0, "student-002": 7.0}


def test_one_student_whose_work_cannot_be_stored_or_shown_is_named_and_the_others_go_on(course: Course) -> None:
    hand_in(course, "student-002", RIGHT)
    hand_in(course, "student-003", RIGHT)
    (course.autograded / "student-002").parent.mkdir(parents=True, exist_ok=True)
    (course.autograded / "student-002").write_text("a file where a folder belongs", encoding="utf-8")
    done = landscape(course, "grade")
    assert done.returncode == 1
    assert "failed: student-002, 9.1_tiny: " in said(done.stderr)
    assert scores(course) == {"student-001": 7.0, "student-003": 7.0}
    pages = landscape(course, "feedback")
    assert pages.returncode == 1
    assert "failed: student-002, 9.1_tiny: " in said(pages.stderr)
    assert (course.feedback / "student-003" / SECTION / f"{SECTION}.html").is_file()
    records.record_path(course, SECTION, "student-001").write_text("{", encoding="utf-8")
    report = landscape(course, "report")
    assert report.returncode == 1
    assert "failed: student-001, 9.1_tiny: " in said(report.stderr)
    assert "student-003" in (course.classroom / "report" / "class-report.html").read_text(encoding="utf-8")


def test_pictures_can_be_asked_for_after_a_plain_grading_and_stay(course: Course) -> None:
    landscape(course, "grade")
    path = course.autograded / "student-001" / SECTION / f"{SECTION}.ipynb"
    assert "[0, 2, 4]" not in path.read_text(encoding="utf-8")
    landscape(course, "grade", "--render")
    assert "[0, 2, 4]" in path.read_text(encoding="utf-8")
    reworded(course)
    landscape(course, "grade")
    assert "[0, 2, 4]" in path.read_text(encoding="utf-8")
