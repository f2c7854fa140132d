"""`pytest grader_tests`: on the model answers, and with --submission on any notebook, as an instructor who asks why runs it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from grading.content.scaffold import new_section, new_task
from grading.course import Course
from grading.release.make import make_release
from tests.cli.test_cli import hand_in
from tests.support.tiny_course import SECTION, make_course

ROOT = Path(__file__).resolve().parent.parent
pytestmark = pytest.mark.sealed


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    made = make_course(tmp_path_factory.mktemp("course"))
    make_release(made)
    shutil.copy(ROOT / "grader_tests" / "conftest.py", made.grader_tests)
    return made


def checks(course: Course, *words: str, files: tuple[str, ...] = ("grader_tests",)) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--strict-markers", *files, *words]
    return subprocess.run(
        command,
        cwd=course.root,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )


def test_without_a_submission_the_model_answers_are_checked(course: Course) -> None:
    assert "3 passed" in checks(course).stdout


def test_a_submission_says_which_checks_fail_and_why_whatever_its_file_is_called(course: Course, tmp_path: Path) -> None:
    reads = "answer = int(open('n.txt').read())"
    path = hand_in(course, "student-001", {"double": "def double(x):\n    return abs(x) * 2", "answer": reads})
    (path.parent / "n.txt").write_text("42", encoding="utf-8")
    said = checks(course, "--submission", str(path)).stdout
    assert "1 failed, 2 passed" in said
    assert "double(-5) has the wrong value." in said
    renamed = tmp_path / "download (1).ipynb"
    renamed.write_bytes(path.read_bytes())
    assert "2 failed, 1 passed" in checks(course, "--submission", str(renamed)).stdout  # here nothing lies beside it


def test_what_cannot_be_read_is_said(course: Course, tmp_path: Path) -> None:
    missing = checks(course, "--submission", str(tmp_path / "none.ipynb"))
    assert missing.returncode == 4
    assert "the notebook cannot be read" in missing.stdout + missing.stderr
    broken = tmp_path / f"{SECTION}.ipynb"
    broken.write_bytes(b"{ no notebook")
    assert "The file is not a notebook" in checks(course, "--submission", str(broken)).stdout


def test_one_check_of_one_file_can_be_asked_for(course: Course, tmp_path: Path) -> None:
    double = ("grader_tests/tiny/test_double.py",)
    wrong = hand_in(course, "student-002", {"double": "def double(x):\n    return abs(x) * 2"}).rename(
        tmp_path / f"{SECTION}.ipynb"
    )
    said = checks(course, "-k", "negative", "--submission", str(wrong), files=double).stdout
    assert "1 failed, 1 deselected" in said
    assert 'expect(as_number(student.double(-5), "double(-5)") == -10, "double(-5) has the wrong value.")' in said


def test_cells_run_once_for_all_files_of_a_section(course: Course) -> None:
    remembers = "def double(x):\n    global answer\n    answer = 42\n    return 2 * x"
    path = hand_in(course, "student-003", {"double": remembers, "answer": "answer = 0"})
    files = tuple(f"grader_tests/tiny/test_{task}.py" for task in ("double", "answer"))
    assert "3 passed" in checks(course, "--submission", str(path), files=files).stdout


def test_a_file_of_checks_that_belongs_to_no_section_is_named(tmp_path: Path) -> None:
    course = make_course(tmp_path)
    shutil.copy(ROOT / "grader_tests" / "conftest.py", course.grader_tests)
    shutil.copytree(course.grader_tests / "tiny", course.grader_tests / "tyni")
    said = checks(course)
    assert said.returncode == 4
    assert "grader_tests/tyni/test_answer.py::test_answer_is_the_number: this file belongs to no section" in said.stderr
    assert "in one of grader_tests/tiny/" in said.stderr


def test_a_draft_is_checked_when_its_folder_is_named_and_is_no_failure_otherwise(tmp_path: Path) -> None:
    course = make_course(tmp_path / "course")
    (course.root / "solutions" / "__init__.py").write_text("", encoding="utf-8")  # else the package of this project is found
    new_section(course, "3.1_momentum")
    new_task(course, "3.1_momentum", "heavy_ball")
    shutil.copy(ROOT / "grader_tests" / "conftest.py", course.grader_tests)
    assert "3 passed, 1 deselected" in checks(course).stdout
    for asked in ("grader_tests/momentum", "grader_tests/momentum/test_heavy_ball.py"):
        said = checks(course, files=(asked,)).stdout
        assert "1 failed" in said
        assert "you returned None" in said
