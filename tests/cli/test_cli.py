"""The command line as people use it: results on stdout, progress on stderr, exit codes, errors that say what to do next."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from grading.classroom import records
from grading.course import Course
from grading.release.make import make_release
from tests.support.tiny_course import SECTION, checks_file, make_course

pytestmark = pytest.mark.sealed


def landscape(course: Course, *words: str, timeout: float = 240) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "grading.cli.main", "--course", str(course.root), *words]
    return subprocess.run(
        command, capture_output=True, text=True, timeout=timeout, check=False, cwd=Path(__file__).resolve().parents[2]
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


def scores(course: Course) -> dict[str, float | None]:
    """Marks as nbgrader's own tables have them."""
    query = """
        select submitted_assignment.student_id, sum(grade.auto_score) from grade
        join submitted_notebook on grade.notebook_id = submitted_notebook.id
        join submitted_assignment on submitted_notebook.assignment_id = submitted_assignment.id group by 1
    """
    with closing(sqlite3.connect(course.classroom / "gradebook.db")) as connection, connection:
        return dict(connection.execute(query).fetchall())


def test_a_class_is_graded_into_gradebook_feedback_and_report(course: Course) -> None:
    graded = landscape(course, "grade")
    assert graded.returncode == 1, graded.stderr  # of a file that cannot be read, nobody knows that it is worth nothing
    assert "look at: student-003, 9.1_tiny: The file is not a notebook" in " ".join(graded.stderr.split())
    assert "student-002" in graded.stdout
    assert "grading" in graded.stderr
    assert "grading" not in graded.stdout.split("gradebook")[0]
    assert scores(course) == {"student-001": 7.0, "student-002": 3.0, "student-003": None}
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
    assert {task["task"]: task["score"] for task in rows["student-002"]["tasks"]} == {"double": 0, "answer": 3, "why": None}
    assert [rows[f"student-00{n}"]["score"] for n in (1, 2, 3)] == [7, 3, 0]
    assert rows["student-002"]["automatic_points"] == 7
    assert not rows["student-002"]["needs_person"]


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
    module = checks_file(own.root, "answer")
    text = module.read_text(encoding="utf-8")
    text = text.replace("import Student,", "import Student, Undecided,").replace(
        'expect(as_number(student["answer"], "answer") == 42, "This is not the number.")', 'raise Undecided("hard to tell")'
    )
    assert "raise Undecided" in text
    module.write_text(text, encoding="utf-8")
    done = landscape(own, "grade")
    assert done.returncode == 1, done.stderr
    with closing(sqlite3.connect(own.classroom / "gradebook.db")) as connection, connection:
        waiting = connection.execute("select auto_score from grade where needs_manual_grade = 1").fetchall()
    assert (None,) in waiting


def test_a_check_that_raises_is_named_and_goes_to_a_person(own: Course) -> None:
    module = checks_file(own.root, "double")
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
    module = checks_file(own.root, "answer")
    module.write_text(module.read_text(encoding="utf-8").replace('@check("answer")', '@check("anwser")'), encoding="utf-8")
    done = landscape(own, "grade")
    assert done.returncode == 3
    assert "tiny/test_answer.py:4: test_answer_is_the_number checks 'anwser'; automatic tasks of the notebook" in done.stderr
    assert "tiny/test_answer.py:1: the task 'answer' has no hidden check" in done.stderr


def test_a_module_of_checks_that_cannot_be_imported_is_named(own: Course) -> None:
    checks_file(own.root, "double").write_text("import no_such_module\n", encoding="utf-8")
    done = landscape(own, "grade")
    assert done.returncode == 3
    assert "tiny/test_double.py:1 cannot be collected" in done.stderr
    assert "no_such_module" in done.stderr


def test_a_gradebook_that_is_no_gradebook_ends_with_3_before_anything_is_graded_and_keeps_the_verdicts(own: Course) -> None:
    landscape(own, "grade")
    hand_in(own, "student-002", {"double": "def double(x):\n    return x + x"})
    (own.classroom / "gradebook.db").write_bytes(b"this is not a database, it is a text of some length" * 20)
    done = landscape(own, "grade")
    assert done.returncode == 3
    assert "gradebook" in done.stderr
    assert "next: " in done.stderr
    assert records.load(own, SECTION, "student-001") is not None
    assert records.load(own, SECTION, "student-002") is None


def test_the_password_of_a_gradebook_is_never_printed(own: Course) -> None:
    done = landscape(own, "--db", "postgresql+none://teacher:secret@127.0.0.1/book", "grade")
    assert done.returncode == 2
    assert "teacher:***@127.0.0.1" in done.stderr
    assert "secret" not in done.stderr + done.stdout


def test_what_cannot_be_graded_is_named_with_what_to_do_and_the_rest_is_graded(own: Course) -> None:
    good = (own.submitted / "student-001" / SECTION / f"{SECTION}.ipynb").read_bytes()
    hand_in(own, "student-002", {}, data=good).rename(own.submitted / "student-002" / SECTION / f"{SECTION} (1).ipynb")
    hand_in(own, "student-003", {}, data=good).parent.rename(own.submitted / "student-003" / "9.1_tinny")
    (own.submitted / "student-004" / SECTION).mkdir(parents=True)
    (own.submitted / "student-004" / SECTION / f"{SECTION}.ipynb").symlink_to("../../student-001/9.1_tiny/9.1_tiny.ipynb")
    hand_in(own, "student-\udcff", {}, data=good)
    done = landscape(own, "grade")
    assert done.returncode == 1, done.stderr
    said = " ".join(done.stderr.split())
    there = f"there is no {SECTION}.ipynb that holds anything, but {SECTION}/{SECTION} (1).ipynb"
    assert f"student-002, {SECTION}: {there}; if that is the work, put it at {SECTION}/{SECTION}.ipynb" in said
    assert f"9.1_tinny: this names no section; rename it to one of {SECTION}" in said
    assert "it is a link, or its notebook is one; put the file itself there" in said
    assert "student-\\udcff: its name is not readable text; rename it" in said
    assert scores(own) == {"student-001": 7.0, "student-002": None}


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_notebook_that_may_not_be_read_is_passed_over(own: Course) -> None:
    hand_in(own, "student-002", {}).chmod(0)
    closed = hand_in(own, "student-003", {}).parent
    closed.chmod(0)
    try:
        done = landscape(own, "grade")
    finally:
        closed.chmod(0o755)
    assert done.returncode == 1, done.stderr
    assert done.stderr.count("it may not be read; correct its permissions") == 2
    assert scores(own) == {"student-001": 7.0}


def test_a_time_that_is_none_is_named(own: Course) -> None:
    stamp = own.submitted / "student-001" / SECTION / "timestamp.txt"
    stamp.write_text("last night", encoding="utf-8")
    done = landscape(own, "grade")
    assert done.returncode == 1
    assert "this is not a time" in " ".join(done.stderr.split())
    stamp.write_text("January 31, 2026 12:00:00 +01:00", encoding="utf-8")
    assert landscape(own, "grade").returncode == 0
    with closing(sqlite3.connect(own.classroom / "gradebook.db")) as connection, connection:
        assert connection.execute("select timestamp from submitted_assignment").fetchall() == [("2026-01-31 11:00:00.000000",)]


def test_more_than_is_taken_beside_a_notebook_is_named(own: Course) -> None:
    folder = hand_in(own, "student-001", {"double": "def double(x):\n    return 2 * x"}).parent
    with (folder / "film.mp4").open("wb") as file:
        file.truncate(17 << 20)
    done = landscape(own, "grade")
    assert done.returncode == 1
    assert f"student-001/{SECTION}: of what lies beside the notebook at most 100 files and 16 MiB are taken" in done.stderr
    assert not (own.autograded / "student-001" / SECTION / "film.mp4").exists()
    (folder / "film.mp4").unlink()
    assert landscape(own, "grade").returncode == 0


def test_a_person_who_marked_is_not_asked_again_unless_the_student_handed_in_anew(own: Course) -> None:
    book = own.classroom / "gradebook.db"
    handed = {"double": "def double(x):\n    return x + x", "why": "Say why.\n\nIt is additive."}
    hand_in(own, "student-001", handed)
    landscape(own, "grade")
    with closing(sqlite3.connect(book)) as connection, connection:
        connection.execute("update grade set manual_score = 2, needs_manual_grade = 0 where auto_score is null")
    landscape(own, "grade")
    assert _marked_by_hand(book) == [(2.0, 0)]
    hand_in(own, "student-001", {**handed, "why": "Say why.\n\nIt is additive and homogeneous."})
    landscape(own, "grade")
    assert _marked_by_hand(book) == [(2.0, 1)]


def _marked_by_hand(book: Path) -> list[tuple[float, int]]:
    with closing(sqlite3.connect(book)) as connection, connection:
        return connection.execute(
            "select manual_score, needs_manual_grade from grade where manual_score is not null"
        ).fetchall()


def test_equal_submissions_are_graded_once(own: Course) -> None:
    answers = {"double": "def double(x):\n    return x - x"}
    for student in ("student-002", "student-003", "student-004"):
        hand_in(own, student, answers)
    (own.submitted / "student-004" / SECTION / "data.txt").write_text("one file more", encoding="utf-8")
    landscape(own, "grade")
    second, third, fourth = (records.load(own, SECTION, f"student-00{n}") for n in (2, 3, 4))
    assert second is not None
    assert third is not None
    assert fourth is not None
    assert second.verdict == third.verdict  # to the microsecond that it took
    assert second.verdict.score == fourth.verdict.score == 0
    assert second.verdict.cost != fourth.verdict.cost


def test_files_beside_the_notebook_are_there_when_its_cells_run_and_are_copied(own: Course) -> None:
    reads = "import number\nfrom pathlib import Path\nanswer = int(Path('data/n.txt').read_text()) + number.TWO"
    folder = hand_in(own, "student-001", {"answer": reads}).parent
    (folder / "data").mkdir()
    (folder / "data" / "n.txt").write_text("40", encoding="utf-8")
    (folder / "number.py").write_text("TWO = 2", encoding="utf-8")
    (folder / "theirs.txt").symlink_to(checks_file(own.root, "double"))
    (folder / "timestamp.txt").write_text("2026-01-31 12:00:00 UTC", encoding="utf-8")
    (folder / "submission_secret.txt").write_text("of the exchange", encoding="utf-8")
    assert landscape(own, "grade").returncode == 0
    assert scores(own) == {"student-001": 3.0}
    assert "3/3" in landscape(own, "grade", str(folder / f"{SECTION}.ipynb")).stdout
    landscape(own, "feedback")
    autograded, feedback = (where / "student-001" / SECTION for where in (own.autograded, own.feedback))
    assert (autograded / "data" / "n.txt").read_text(encoding="utf-8") == "40"
    assert not (autograded / "theirs.txt").exists()
    assert sorted(path.name for path in feedback.iterdir()) == [f"{SECTION}.html", "submission_secret.txt", "timestamp.txt"]
    (folder / "data" / "n.txt").write_text("41", encoding="utf-8")
    landscape(own, "grade")
    assert scores(own) == {"student-001": 0.0}


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_ctrl_c_ends_with_130_keeps_what_was_graded_and_leaves_no_process(own: Course) -> None:
    hand_in(own, "student-002", {"double": "import time\nwhile True:\n    time.sleep(1)"})
    command = [sys.executable, "-m", "grading.cli.main", "--course", str(own.root), "grade", "--workers", "1"]
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a shell's background job is started deaf to it
    )
    first = records.record_path(own, SECTION, "student-001")
    deadline = time.monotonic() + 120
    while not first.is_file() and time.monotonic() < deadline:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    stopped = time.monotonic()
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130, errors
    assert time.monotonic() - stopped < 15, "a submission that hangs holds nobody up"
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
    assert rows[0]["missing"] == []
    with closing(sqlite3.connect(course.classroom / "gradebook.db")) as connection, connection:
        connection.execute("insert into student (id) values ('student-009')")  # as a roster does
    (course.submitted / "student-010").mkdir()
    shown = landscape(course, "list").stdout
    assert f"{SECTION} handed in: student-001, student-002, student-003\n" in shown
    assert f"{SECTION} not handed in: student-009, student-010\n" in shown


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
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-m", "grading.cli.main", "--course", str(root), "demo", "--folder", str(tmp_path)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert "was not made by the demo" in done.stderr
    assert (tmp_path / "thesis.tex").is_file()
