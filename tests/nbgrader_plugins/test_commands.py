"""Stock nbgrader commands on this course: they run, and they give the marks, rows and pages of the fast way."""

from __future__ import annotations

import base64
import csv
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from grading.classroom import records
from grading.classroom.gradebook import write_feedback
from grading.classroom.run import grade_class
from grading.classroom.schedule import Settings
from grading.course import Course
from grading.release.make import make_release
from grading.report.page import write_report
from grading.submission.find import find
from tests.support.gradebook_rows import all_rows
from tests.support.tiny_class import ANSWERED, SECTION, make_course, notebook

ROOT = Path(__file__).resolve().parents[2]
PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n and so on").decode()
HOSTILE = "Say why doubling is linear.\n\n<script>alert('xss')</script> It is, since $a < b$."


def submissions(course: Course) -> dict[str, bytes]:
    """Return a class: right, partly right, stub, unreadable, stripped, schema 99, own notebook, hostile."""
    stripped = json.loads(notebook(course, ANSWERED))
    schema = json.loads(notebook(course, ANSWERED))
    for cell in stripped["cells"]:
        cell["metadata"] = {}
    for cell in schema["cells"]:
        if cell["metadata"]:
            cell["metadata"]["nbgrader"]["schema_version"] = 99
    schema["cells"] = [cell for cell in schema["cells"] if cell["id"] not in ("setup", "test_double")]
    pasted = json.loads(notebook(course, {**ANSWERED, "why": "![here](attachment:a.png) and ![gone](attachment:b.png)"}))
    for cell in pasted["cells"]:
        if cell["id"] == "why":
            cell["attachments"] = {"a.png": {"image/png": PNG}}
    partly = {**ANSWERED, "double": "def double(x):\n    return abs(x) + abs(x)", "answer": "import os\nos._exit(0)"}
    return {
        "student-001": notebook(course, {**ANSWERED, "answer": "answer = int(open('n.txt').read())"}),
        "student-002": notebook(course, partly),
        "student-003": notebook(course, {}),
        "student-004": b"{ this is no notebook",
        "student-005": json.dumps(stripped).encode(),
        "student-006": json.dumps(schema).encode(),
        "student-007": notebook(course, {**ANSWERED, "why": HOSTILE, "answer": "answer = '\\ud800'\nanswer"}),
        "student-008": json.dumps(pasted).encode(),
    }


UNCLEAR = {"student-002": b"03/04/2026 10:00", "student-003": b"soon", "student-005": b"\xff", "student-006": b""}


@dataclass(frozen=True, kw_only=True)
class Classroom:
    """One class, marked by nbgrader's commands and by ours."""

    course: Course
    outputs: dict[str, str]
    fast: Course


def nbgrader(course: Course, *arguments: str) -> str:
    """Run a command without the virtual environment on the path, as someone does who did not activate it."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PATH": os.defpath}
    command = [sys.executable, "-m", "nbgrader", *arguments]
    done = subprocess.run(command, cwd=course.root, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def classroom(tmp_path_factory: pytest.TempPathFactory) -> Classroom:
    course = make_course(tmp_path_factory.mktemp("stock"))
    shutil.copy(ROOT / "nbgrader_config.py", course.root)
    for student, data in submissions(course).items():
        folder = course.submitted / student / SECTION
        folder.mkdir(parents=True)
        (folder / f"{SECTION}.ipynb").write_bytes(data)
    stamp = course.submitted / "student-001" / SECTION / "timestamp.txt"
    stamp.write_text("2026-03-01 12:30:00 UTC", encoding="utf-8")
    (stamp.parent / "n.txt").write_text("42", encoding="utf-8")
    for student, time in UNCLEAR.items():
        (course.submitted / student / SECTION / "timestamp.txt").write_bytes(time)
    outputs = {name: nbgrader(course, name, SECTION) for name in ("generate_assignment", "autograde", "generate_feedback")}
    outputs["export"] = nbgrader(course, "export")
    fast = Course.at(course.root, classroom=tmp_path_factory.mktemp("fast"))
    shutil.copytree(course.submitted, fast.submitted)
    list(grade_class(fast, find(fast), Settings(root=fast.root)))
    return Classroom(course=course, outputs=outputs, fast=fast)


def test_both_ways_write_the_same_rows(classroom: Classroom):
    stock, fast = all_rows(classroom.course.database), all_rows(classroom.fast.database)
    for table, rows in stock.items():
        assert fast[table] == rows, table


def test_marks_are_those_that_each_submission_earns(classroom: Classroom):
    marks = {(student, cell): auto for student, cell, auto, *_ in all_rows(classroom.course.database)["grades"]}
    earned = {
        "student-001": (4.0, 3.0),
        "student-002": (3.0, 0.0),
        "student-003": (0.0, 0.0),
        "student-005": (4.0, 3.0),
        "student-006": (4.0, 3.0),
        "student-004": (None, None),  # it cannot be read, which is no proof that nothing is right in it
        "student-007": (4.0, 0.0),
        "student-008": (4.0, 3.0),
    }
    assert {s: (marks[s, "test_double"], marks[s, "test_answer"]) for s in earned} == earned


def test_written_answers_wait_for_a_person_unless_untouched(classroom: Classroom):
    waiting = {s: needs for s, cell, *_, needs in all_rows(classroom.course.database)["grades"] if cell == "why"}
    assert {student for student, needs in waiting.items() if not needs} == {"student-003"}


def test_both_ways_write_the_same_notebooks(classroom: Classroom):
    for student in submissions(classroom.course):
        stock, fast = (
            json.loads((course.autograded / student / SECTION / f"{SECTION}.ipynb").read_bytes())
            for course in (classroom.course, classroom.fast)
        )
        for made in (stock, fast):
            made["metadata"].pop("landscape")
            for cell in made["cells"]:
                cell["source"] = "".join(cell["source"])
        assert [cell["source"] for cell in stock["cells"]] == [cell["source"] for cell in fast["cells"]]
        assert [cell["metadata"] for cell in stock["cells"]] == [cell["metadata"] for cell in fast["cells"]]
        assert _verdicts(stock) == _verdicts(fast)


def _verdicts(made: dict) -> list:
    kind = "application/vnd.landscape.task+json"
    found = [
        output["data"][kind] for cell in made["cells"] for output in cell.get("outputs", []) if kind in output.get("data", {})
    ]
    assert len(found) == 2
    return found


def test_both_ways_write_the_same_feedback(classroom: Classroom):
    for student in submissions(classroom.course):
        stock = (classroom.course.feedback / student / SECTION / f"{SECTION}.html").read_text(encoding="utf-8")
        fast = write_feedback(classroom.fast, SECTION, student).read_text(encoding="utf-8")
        assert stock == fast
        for secret in ("secret_factor", "6 * 7", "additivity", "<script", "as_number"):
            assert secret not in stock


def test_generate_assignment_and_landscape_release_write_the_same_bytes(classroom: Classroom, tmp_path: Path):
    stock = (classroom.course.release / SECTION / f"{SECTION}.ipynb").read_bytes()
    other = make_course(tmp_path)
    make_release(other)
    assert (other.release / SECTION / f"{SECTION}.ipynb").read_bytes() == stock
    assert not list(classroom.course.release.rglob("*.md"))


def test_no_text_with_solutions_is_copied_beside_submissions(classroom: Classroom):
    for folder in (classroom.course.autograded, classroom.course.feedback, classroom.course.release):
        assert not list(folder.rglob("*.md"))


def test_export_lists_every_student_with_the_sum_of_the_marks(classroom: Classroom):
    with (classroom.course.root / "grades.csv").open(encoding="utf-8") as file:
        scores = {row["student_id"]: float(row["raw_score"]) for row in csv.DictReader(file)}
    assert scores["student-001"] == 7.0
    assert scores["student-002"] == 3.0
    assert len(scores) == 8


def test_our_commands_know_what_nbgrader_autograde_graded(classroom: Classroom):
    for one in find(classroom.course):
        record = records.load(classroom.course, SECTION, one.student)
        assert record is not None
        assert record.stored
        fast = records.load(classroom.fast, SECTION, one.student)
        assert fast is not None
        assert [task.score for task in record.verdict.tasks] == [task.score for task in fast.verdict.tasks]
    assert "student-002" in write_report(classroom.course).read_text(encoding="utf-8")


def test_files_of_a_student_are_read_by_the_cells_and_copied(classroom: Classroom):
    folder = classroom.course.autograded / "student-001" / SECTION
    assert sorted(path.name for path in folder.iterdir()) == [f"{SECTION}.ipynb", "n.txt", "timestamp.txt"]


def test_a_broken_notebook_does_not_stop_the_class(classroom: Classroom):
    assert "There was an error processing" not in classroom.outputs["autograde"]
    assert len(list(classroom.course.autograded.glob("*"))) == 8


def test_autograde_works_at_once_in_a_fresh_clone(tmp_path: Path) -> None:
    course = make_course(tmp_path)
    shutil.copy(ROOT / "nbgrader_config.py", course.root)
    folder = course.submitted / "student-001" / SECTION
    folder.mkdir(parents=True)
    (folder / f"{SECTION}.ipynb").write_bytes(notebook(course, ANSWERED))
    nbgrader(course, "autograde", SECTION)
    marks = {cell: auto for _, cell, auto, *_ in all_rows(course.database)["grades"]}
    assert (marks["test_double"], marks["test_answer"]) == (4.0, 3.0)


def test_a_time_that_could_be_two_days_is_refused_with_a_message_and_never_guessed(classroom: Classroom) -> None:
    times = {student: time for _, student, time, _ in all_rows(classroom.course.database)["submissions"]}
    assert times == {**dict.fromkeys(submissions(classroom.course)), "student-001": "2026-03-01 12:30:00.000000"}
    said = [line for line in classroom.outputs["autograde"].splitlines() if "so lateness is unknown" in line]
    for student, why in {"002": "either way round", "003": "not a time", "005": "not a time", "006": "is empty"}.items():
        assert any(f"student-{student}" in line and why in line and "2026-01-31 12:00:00 UTC" in line for line in said)


def test_validate_accepts_the_model_notebook_and_names_what_a_stub_fails(classroom: Classroom):
    assert "Success!" in nbgrader(classroom.course, "validate", f"source/{SECTION}/{SECTION}.ipynb")
    assert "The following" in nbgrader(classroom.course, "validate", f"release/{SECTION}/{SECTION}.ipynb")


def formgraders_page(classroom: Classroom, student: str) -> str:
    """Make the page as `nbgrader.server_extensions.formgrader` makes it: its template, our configuration."""
    from nbconvert.exporters import HTMLExporter
    from nbgrader.server_extensions.formgrader import handlers

    from grading.nbgrader_plugins.config import course_config

    config = course_config(classroom.course.configuration)
    config.HTMLExporter.template_name = "formgrade"
    config.HTMLExporter.extra_template_basedirs = [handlers.template_path]
    resources = {
        "assignment_id": SECTION, "notebook_id": SECTION, "submission_id": "1", "index": 0, "total": 1, "base_url": "",
        "student": student, "last_name": None, "first_name": None, "notebook_path": "",
    }  # fmt: skip
    path = classroom.course.autograded / student / SECTION / f"{SECTION}.ipynb"
    return str(HTMLExporter(config=config).from_filename(str(path), resources=resources)[0])


@pytest.mark.filterwarnings("ignore")
def test_the_formgraders_page_shows_the_rubric_and_runs_nothing_of_the_student(classroom: Classroom):
    html = formgraders_page(classroom, "student-007")
    assert "2 points for additivity" in html
    assert "Title" not in html
    assert "Twice three is right." in html
    assert "<script>alert" not in html  # it stands there as text
    assert 'id="why-comment"' in html


@pytest.mark.filterwarnings("ignore")
def test_the_formgraders_page_shows_a_pasted_picture_and_says_which_one_is_gone(classroom: Classroom):
    html = formgraders_page(classroom, "student-008")
    assert f'src="data:image/png;base64,{PNG}"' in html
    assert "the picture b.png is not in the notebook" in html
