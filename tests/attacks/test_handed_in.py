"""Folders of submissions as they come out of an archive that a student packed: links, pipes, odd names, odd times, giants.

A class with one honest student in it is graded through the real pipeline. Whatever lies beside that student's folder gains
no point, shows nothing of anybody else and stops nothing.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from grading.classroom.gradebook import write_feedback
from grading.classroom.run import grade_class
from grading.classroom.schedule import Settings, close_graders
from grading.course import Course
from grading.report.page import write_report
from grading.submission.attachments import copy_changed
from grading.submission.find import MAX_NOTEBOOK, Handed, find
from grading.submission.warnings import strays
from tests.nbgrader_plugins.test_commands import nbgrader
from tests.support.sealed import LEVELS, ROOT, require
from tests.support.synthetic import TOY, make_course, toy
from tests.support.tiny_class import ANSWERED, SECTION
from tests.support.tiny_class import notebook as tiny_notebook
from tests.support.tiny_course import make_course as tiny_course

NOTEBOOK = f"{TOY}.ipynb"
HONEST = "student-001"


@pytest.fixture
def course(tmp_path: Path) -> Course:
    made = Course.at(make_course(tmp_path / "course"))
    folder(made, HONEST)
    return made


def folder(course: Course, student: str, notebook: bytes | None = None) -> Path:
    place = course.submitted / student / TOY
    place.mkdir(parents=True)
    (place / NOTEBOOK).write_bytes(toy() if notebook is None else notebook)
    return place


def linked_notebook(course: Course, target: Path) -> None:
    place = course.submitted / "student-002" / TOY
    place.mkdir(parents=True)
    (place / NOTEBOOK).symlink_to(target)


def linked_folder(course: Course) -> None:
    (course.submitted / "student-002").mkdir()
    (course.submitted / "student-002" / TOY).symlink_to(course.submitted / HONEST / TOY)


def linked_student(course: Course) -> None:
    (course.submitted / "student-002").symlink_to(HONEST)


LINKS: dict[str, Callable[[Course], None]] = {
    "another submission": lambda course: linked_notebook(course, Path("..", "..", HONEST, TOY, NOTEBOOK)),
    "the source": lambda course: linked_notebook(course, course.source / TOY / NOTEBOOK),
    "another's folder of the section": linked_folder,
    "another's whole folder": linked_student,
}


@pytest.mark.parametrize("name", LINKS)
def test_a_link_is_no_submission(course: Course, name: str) -> None:
    LINKS[name](course)
    assert [one.student for one in find(course)] == [HONEST]
    (stray,) = strays(course)
    assert stray.what.startswith("it is a link")
    assert not stray.loose


@pytest.mark.parametrize("name", LINKS)
def test_nothing_is_read_through_a_link(course: Course, name: str) -> None:
    """Reading by the path itself, as nbgrader's steps do, gives nothing."""
    LINKS[name](course)
    path = course.submitted / "student-002" / TOY / NOTEBOOK
    assert json.loads(path.read_bytes())["cells"], "the link leads to a notebook"
    (path.parent / "notes.txt").write_text("of somebody else", encoding="utf-8")
    handed = Handed(student="student-002", section=TOY, path=path)
    assert handed.read() == b""
    assert handed.files() == ({} if "folder" in name else {"notes.txt": b"of somebody else"})


def test_a_time_behind_a_link_is_not_read(course: Course) -> None:
    secret = course.root / "solutions" / "toy" / "reference.py"
    (course.submitted / HONEST / TOY / "timestamp.txt").symlink_to(secret)
    (handed,) = find(course)
    assert handed.timestamp() == b""
    assert handed.submitted_at() is None


def test_the_folder_of_all_submissions_may_be_a_link(course: Course, tmp_path: Path) -> None:
    course.submitted.rename(tmp_path / "elsewhere")
    course.submitted.symlink_to(tmp_path / "elsewhere")
    assert [one.read() for one in find(course)] == [toy()]


def test_a_folder_in_the_place_of_a_file_holds_nothing_and_stops_nobody(course: Course) -> None:
    place = folder(course, "student-002")
    (place / NOTEBOOK).unlink()
    for name in (NOTEBOOK, "timestamp.txt"):
        (place / name / "in").mkdir(parents=True)
    before = len(os.listdir("/proc/self/fd"))
    honest, other = find(course)
    assert (other.read(), other.files(), other.submitted_at()) == (b"", {}, None)
    copy_changed(place, course.autograded / "student-002" / TOY)
    assert len(os.listdir("/proc/self/fd")) == before
    assert honest.read() == toy()


def test_a_file_in_the_place_of_a_folder_is_named(course: Course) -> None:
    (course.submitted / "student-002").mkdir()
    (course.submitted / "student-002" / TOY).write_bytes(toy())
    assert [one.student for one in find(course)] == [HONEST]
    assert [stray.what for stray in strays(course)] == ["this is not a folder"]


@pytest.mark.parametrize("stamp", ["0001-01-01T00:00:00+23:00", "9999-12-31T23:59:59-23:00", "\N{SNOWMAN}", "9" * 5000])
def test_a_time_that_is_none_is_left_out(course: Course, stamp: str) -> None:
    (course.submitted / HONEST / TOY / "timestamp.txt").write_text(stamp, encoding="utf-8")
    assert find(course)[0].submitted_at() is None


def test_of_a_giant_no_more_is_read_than_could_be_graded(course: Course) -> None:
    with (course.submitted / HONEST / TOY / NOTEBOOK).open("r+b") as file:
        file.truncate(200 << 30)
    assert len(find(course)[0].read()) == MAX_NOTEBOOK + 1


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything; runs again as an ordinary user")
@pytest.mark.sealed
def test_what_may_not_be_read_is_passed_over_and_named(course: Course) -> None:
    closed = [folder(course, "student-002") / NOTEBOOK, folder(course, "student-003"), folder(course, "student-004").parent]
    for path in closed:
        path.chmod(0)
    try:
        assert [one.student for one in find(course)] == [HONEST]
        assert [stray.what for stray in strays(course)] == ["it may not be read"] * 3
    finally:
        for path in closed:
            path.chmod(0o700)


@pytest.mark.sealed
@pytest.mark.parametrize("level", LEVELS)
def test_a_class_with_all_of_it_is_graded_to_the_end(course: Course, level: str) -> None:
    require(level)
    others = {r"a$\frac$b": "math", "[red]b": "markup", "-rf": "option", "Ünïcode d'Ärc": "letters", "x" * 200: "long"}
    for student in others:
        folder(course, student)
    for bad in (b"M\xfcller", b"a\x1b]0;b\x07c", b"a\nb", b"y" * 201):
        place = os.fsencode(course.submitted) + b"/" + bad + b"/" + TOY.encode()
        os.makedirs(place)
        Path(os.fsdecode(place), NOTEBOOK).write_bytes(toy())
    LINKS["the source"](course)
    os.mkfifo(folder(course, "student-003") / "timestamp.txt")
    (folder(course, "student-004") / "timestamp.txt").write_text("0001-01-01T00:00:00+23:00")
    pipe = folder(course, "student-005") / NOTEBOOK
    pipe.unlink()
    os.mkfifo(pipe)
    with (folder(course, "student-006") / NOTEBOOK).open("r+b") as file:
        file.truncate(200 << 30)
    try:
        settings = Settings(root=course.root, isolation=level)
        graded = list(grade_class(course, find(course, sections=[TOY]), settings, workers=1))
    finally:
        close_graders()
    full = {HONEST, "student-003", "student-004", *others}
    assert {one.student: one.verdict.score for one in graded} == {
        **dict.fromkeys(full, 14),
        **dict.fromkeys(("student-005", "student-006"), 0),
    }
    assert sorted(stray.what for stray in strays(course)) == [
        "it is a link, or its notebook is one",
        "its name has more than 200 bytes",
        *["its name is not readable text"] * 3,
    ]
    pages = [write_feedback(course, TOY, one.student) for one in graded]
    assert all("<html" in page.read_text(encoding="utf-8") for page in pages)
    assert "student-006" in write_report(course, sections=[TOY]).read_text(encoding="utf-8")


@pytest.mark.sealed
def test_nbgrader_gives_no_mark_for_a_link_either(tmp_path: Path) -> None:
    course = tiny_course(tmp_path)
    shutil.copy(ROOT / "nbgrader_config.py", course.root)
    name = f"{SECTION}.ipynb"
    for student in (HONEST, "student-002", "student-003"):
        (course.submitted / student / SECTION).mkdir(parents=True)
    (course.submitted / HONEST / SECTION / name).write_bytes(tiny_notebook(course, ANSWERED))
    (course.submitted / "student-002" / SECTION / name).symlink_to(course.submitted / HONEST / SECTION / name)
    (course.submitted / "student-003" / SECTION / name).symlink_to(course.source / SECTION / name)
    nbgrader(course, "generate_assignment", SECTION)
    nbgrader(course, "autograde", SECTION)
    with closing(sqlite3.connect(course.root / "gradebook.db")) as book, book:
        rows = book.execute(
            "select s.student_id, coalesce(sum(g.auto_score), 0) from grade g "
            "join submitted_notebook n on g.notebook_id = n.id "
            "join submitted_assignment s on n.assignment_id = s.id group by s.student_id"
        ).fetchall()
    assert dict(rows) == {HONEST: 7.0, "student-002": 0.0, "student-003": 0.0}
    for student in ("student-002", "student-003"):
        kept = (course.autograded / student / SECTION / name).read_text(encoding="utf-8")
        assert "return x + x" not in kept
        assert "secret_factor" not in kept
