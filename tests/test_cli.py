"""The command line as people use it: results on stdout, progress on stderr, exit codes, errors that say what to do next."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from grading import records
from grading.course import Course
from grading.notebook.release import make_release
from tests.tiny_course import SECTION, make_course

pytestmark = pytest.mark.sealed


def landscape(course: Course, *words: str, timeout: float = 240) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "grading.cli.main", "--course", str(course.root), *words]
    return subprocess.run(
        command, capture_output=True, text=True, timeout=timeout, check=False, cwd=Path(__file__).parent.parent
    )


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A small course with three submissions: right, wrong, unreadable."""
    made = make_course(tmp_path_factory.mktemp("course"))
    make_release(made)
    hand_in(made, "student-001", {"double": "def double(x):\n    return x + x", "answer": "answer = 42"})
    hand_in(made, "student-002", {"double": "def double(x):\n    return x * x", "answer": "answer = 42"})
    hand_in(made, "student-003", {}, data=b"{ no notebook")
    return made


def hand_in(course: Course, student: str, answers: dict[str, str], data: bytes | None = None) -> Path:
    path = course.submitted / student / SECTION / f"{SECTION}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    notebook = json.loads((course.release / SECTION / f"{SECTION}.ipynb").read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        grade_id = cell["metadata"].get("nbgrader", {}).get("grade_id")
        cell["source"] = answers.get(grade_id, cell["source"])
    path.write_bytes(json.dumps(notebook).encode() if data is None else data)
    return path


def scores(course: Course) -> dict[str, float]:
    """Marks as nbgrader's own tables have them."""
    query = """
        select submitted_assignment.student_id, sum(grade.auto_score) from grade
        join submitted_notebook on grade.notebook_id = submitted_notebook.id
        join submitted_assignment on submitted_notebook.assignment_id = submitted_assignment.id group by 1
    """
    with sqlite3.connect(course.classroom / "gradebook.db") as connection:
        return dict(connection.execute(query).fetchall())


def test_a_class_is_graded_into_gradebook_feedback_and_report(course: Course) -> None:
    graded = landscape(course, "grade")
    assert graded.returncode == 0, graded.stderr
    assert "student-002" in graded.stdout
    assert "grading" in graded.stderr
    assert "grading" not in graded.stdout.split("gradebook")[0]
    assert scores(course) == {"student-001": 7.0, "student-002": 3.0, "student-003": 0.0}
    feedback = landscape(course, "feedback")
    assert feedback.returncode == 0, feedback.stderr
    page = (course.feedback / "student-002" / SECTION / f"{SECTION}.html").read_text(encoding="utf-8")
    assert "double(3) is not twice three." in page
    assert "secret_factor" not in page
    report = landscape(course, "report")
    assert Path(report.stdout.strip()).is_file()
    assert "Twice three is right." in Path(report.stdout.strip()).read_text(encoding="utf-8")


def test_what_has_not_changed_is_not_graded_again_unless_asked(course: Course) -> None:
    landscape(course, "grade")
    path = records.record_path(course, SECTION, "student-001")
    first = path.stat().st_mtime_ns
    landscape(course, "grade")
    assert path.stat().st_mtime_ns == first
    landscape(course, "grade", "--fresh", "--student", "student-001")
    assert path.stat().st_mtime_ns > first


def test_verdicts_come_as_json_on_stdout_alone(course: Course) -> None:
    done = landscape(course, "grade", SECTION, "--json")
    rows = {row["student"]: row for row in json.loads(done.stdout)}
    assert rows["student-001"]["section"] == SECTION
    assert {task["task"] for task in rows["student-001"]["tasks"]} == {"double", "answer", "why"}


def test_one_file_is_graded_without_any_gradebook(course: Course, tmp_path: Path) -> None:
    source = hand_in(course, "student-001", {"double": "def double(x):\n    return x + x", "answer": "answer = 41"})
    elsewhere = tmp_path / "renamed by a browser (1).ipynb"
    elsewhere.write_bytes(source.read_bytes())
    done = landscape(course, "--classroom", str(tmp_path), "grade", str(elsewhere))
    assert done.returncode == 0, done.stderr
    assert f"{SECTION}: 4 of 7 automatic points" in done.stdout
    assert "This is not the number." in done.stdout
    assert not (tmp_path / "gradebook.db").exists()
    hand_in(course, "student-001", {"double": "def double(x):\n    return x + x", "answer": "answer = 42"})


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["grade", "7.7_none"], "there is no section '7.7_none'"),
        (["grade", "--student", "student-099"], "nothing handed in by student-099"),
        (["grade", "missing.ipynb"], "the notebook cannot be read"),
        (["grade", "--isolation", "paper"], "'paper' is not one of"),
        (["report", "7.7_none"], "there is no section"),
        (["release", "7.7_none"], "there is no section"),
        (["sync", "7.7_none"], "there is no section"),
        (["forget"], "No such command"),
    ],
)
def test_a_wrong_command_ends_with_2_and_says_what_is_wrong(course: Course, words: list[str], says: str) -> None:
    done = landscape(course, *words)
    assert done.returncode == 2
    assert says in done.stderr
    assert done.stdout == ""


def test_errors_come_as_json_too(course: Course) -> None:
    done = landscape(course, "grade", "7.7_none", "--json")
    error = json.loads(done.stdout)["error"]
    assert error["kind"] == "UsageError"
    assert error["next_step"]


def test_a_folder_that_is_no_course_ends_with_2(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "grading.cli.main", "--course", str(tmp_path), "list"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "this is not a course" in done.stderr


@pytest.fixture
def own(tmp_path: Path) -> Course:
    """A small course of the test's own, with one right submission."""
    made = make_course(tmp_path)
    make_release(made)
    hand_in(made, "student-001", {"double": "def double(x):\n    return x + x", "answer": "answer = 42"})
    return made


def test_an_undecided_check_ends_with_1_and_costs_nothing(own: Course) -> None:
    module = own.grader_tests / "test_tiny.py"
    text = module.read_text(encoding="utf-8")
    text = text.replace("import Student,", "import Student, Undecided,").replace(
        'expect(as_number(student["answer"], "answer") == 42, "This is not the number.")', 'raise Undecided("hard to tell")'
    )
    assert "raise Undecided" in text
    module.write_text(text, encoding="utf-8")
    done = landscape(own, "grade")
    assert done.returncode == 1, done.stderr
    with sqlite3.connect(own.classroom / "gradebook.db") as connection:
        waiting = connection.execute("select auto_score from grade where needs_manual_grade = 1").fetchall()
    assert (None,) in waiting


def test_a_check_that_raises_is_named_and_goes_to_a_person(own: Course) -> None:
    module = own.grader_tests / "test_tiny.py"
    module.write_text(
        module.read_text(encoding="utf-8").replace('as_number(student.double(-5), "double(-5)") == -10', "1 / 0"),
        encoding="utf-8",
    )
    done = landscape(own, "grade", "--json")
    assert done.returncode == 1
    checks = [check for task in json.loads(done.stdout)[0]["tasks"] for check in task["checks"]]
    broken = next(check for check in checks if check["outcome"] == "author_error")
    assert broken["check"] == "test_double_of_a_negative"
    assert "ZeroDivisionError" in broken["detail"]
    assert broken["message"] == ""


def test_points_and_checks_that_disagree_stop_the_run_with_3(own: Course) -> None:
    module = own.grader_tests / "test_tiny.py"
    module.write_text(module.read_text(encoding="utf-8").replace('@check("answer")', '@check("anwser")'), encoding="utf-8")
    done = landscape(own, "grade")
    assert done.returncode == 3
    assert "checks of tasks that the notebook does not have" in done.stderr
    assert "tasks without a hidden check: answer" in done.stderr


def test_a_module_of_checks_that_cannot_be_imported_is_named(own: Course) -> None:
    (own.grader_tests / "test_tiny.py").write_text("import no_such_module\n", encoding="utf-8")
    done = landscape(own, "grade")
    assert done.returncode == 3
    assert "no_such_module" in done.stderr


def test_a_gradebook_that_is_no_gradebook_ends_with_3_and_keeps_the_verdicts(own: Course) -> None:
    (own.classroom / "gradebook.db").write_bytes(b"this is not a database, it is a text of some length" * 20)
    done = landscape(own, "grade")
    assert done.returncode == 3
    assert "gradebook" in done.stderr
    assert "next: " in done.stderr
    assert records.load(own, SECTION, "student-001") is not None


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_ctrl_c_ends_with_130_keeps_what_was_graded_and_leaves_no_process(own: Course) -> None:
    hand_in(own, "student-002", {"double": "def double(x):\n    while True:\n        pass"})
    command = [sys.executable, "-m", "grading.cli.main", "--course", str(own.root), "grade", "--workers", "1"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)
    first = records.record_path(own, SECTION, "student-001")
    deadline = time.monotonic() + 120
    while not first.is_file() and time.monotonic() < deadline:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130, errors
    assert "interrupted" in errors
    assert records.load(own, SECTION, "student-001") is not None
    assert scores(own) == {"student-001": 7.0}
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)


def test_the_list_says_who_handed_in_what(course: Course) -> None:
    landscape(course, "grade")
    rows = json.loads(landscape(course, "list", "--json").stdout)
    assert rows[0]["section"] == SECTION
    assert rows[0]["handed_in"] == ["student-001", "student-002", "student-003"]
    assert rows[0]["graded"] == rows[0]["handed_in"]


def test_the_doctor_probes_every_level_and_names_the_one_it_takes(course: Course) -> None:
    done = landscape(course, "doctor", "--json")
    found = json.loads(done.stdout)
    assert set(found["levels"]) == {"namespaces", "landlock"}
    assert all(len(walls) >= 15 for walls in found["levels"].values())
    assert (done.returncode == 0) == bool(found["chosen"])
    for level, walls in found["levels"].items():
        if level == found["chosen"]:
            assert all(wall["up"] for wall in walls)


def test_a_stale_release_is_named_and_ends_with_1(own: Course) -> None:
    assert landscape(own, "release", "--check").returncode == 0
    text = own.source / SECTION / f"{SECTION}.md"
    text.write_text(
        text.read_text(encoding="utf-8").replace("Return twice the number.", "Return the number twice."), encoding="utf-8"
    )
    assert landscape(own, "sync", "--check").returncode == 1
    assert landscape(own, "sync").returncode == 0
    checked = landscape(own, "release", "--check")
    assert checked.returncode == 1
    assert f"stale: {SECTION}/{SECTION}.ipynb" in checked.stdout


def test_the_demo_never_empties_a_folder_that_it_did_not_make(tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("years of work", encoding="utf-8")
    root = Path(__file__).resolve().parent.parent
    done = subprocess.run(
        [sys.executable, "-m", "grading.cli.main", "--course", str(root), "demo", "--folder", str(tmp_path)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert "was not made by the demo" in done.stderr
    assert (tmp_path / "thesis.tex").is_file()
