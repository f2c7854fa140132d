"""Finding courses, sections and submissions; what is missing is named, with what to do."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from grading.classroom import records
from grading.classroom.records import Graded
from grading.course import Course
from grading.errors import InfrastructureError, SectionError, UsageError
from grading.section import CellKind, Section, module_name
from grading.submission.find import find
from grading.submission.warnings import strays
from grading.verdict import TaskResult, Verdict
from tests.support.tiny_course import SECTION, make_course


def hand_in(course: Course, student: str, section: str = SECTION, data: bytes = b"{}") -> None:
    folder = course.submitted / student / section
    folder.mkdir(parents=True)
    (folder / f"{section}.ipynb").write_bytes(data)


def test_a_course_is_found_from_inside_its_folders(tmp_path: Path) -> None:
    course = make_course(tmp_path)
    assert Course.find(course.source / SECTION).root == tmp_path
    assert course.section_ids() == (SECTION,)


def test_a_folder_that_is_no_course_is_refused_by_naming_what_lacks(tmp_path: Path) -> None:
    (tmp_path / "source").mkdir()
    with pytest.raises(UsageError, match=r"(?s)no folder grader_tests/.*next: "):
        Course.at(tmp_path)


def test_an_unknown_section_lists_those_that_exist(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"(?s)no section '7.7_none'.*9.1_tiny"):
        make_course(tmp_path).notebook("7.7_none")


def test_sections_are_ordered_by_number_not_by_letters(tmp_path: Path) -> None:
    course = make_course(tmp_path)
    for name in ("10.1_b", "2.1_a"):
        (course.source / name).mkdir()
        (course.source / name / f"{name}.ipynb").write_text("{}", encoding="utf-8")
    assert course.section_ids() == ("2.1_a", SECTION, "10.1_b")


def test_a_section_knows_its_tasks_points_and_kinds_of_cells(tmp_path: Path) -> None:
    section = Section.load(make_course(tmp_path), SECTION)
    assert [(task.name, task.points, task.manual) for task in section.tasks] == [
        ("double", 4.0, False),
        ("answer", 3.0, False),
        ("why", 3.0, True),
    ]
    assert section.points == 10.0
    kinds = {cell.grade_id: cell.kind for cell in section.cells if cell.grade_id}
    assert kinds["setup"] is CellKind.SETUP
    assert kinds["double"] is CellKind.ANSWER
    assert kinds["test_double"] is CellKind.CHECK
    assert kinds["show_double"] is CellKind.SHOW
    assert kinds["why"] is CellKind.WRITTEN


def test_a_module_is_named_by_what_follows_the_number() -> None:
    assert module_name("1.2_hessian_spectrum") == "hessian_spectrum"


Edit = Callable[[dict[str, Any]], None]


def _cell(notebook: dict[str, Any], grade_id: str) -> dict[str, Any]:
    return next(cell for cell in notebook["cells"] if cell["metadata"].get("nbgrader", {}).get("grade_id") == grade_id)


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        (lambda nb: _cell(nb, "test_double")["metadata"]["nbgrader"].update(points=0), "the points are 0"),
        (lambda nb: _cell(nb, "test_double")["metadata"]["nbgrader"].pop("points"), "the points are None"),
        (lambda nb: _cell(nb, "test_double")["metadata"]["nbgrader"].update(grade_id="test_triple"), "has no answer cell"),
        (lambda nb: nb["cells"].remove(_cell(nb, "test_double")), "has no check cell"),
        (lambda nb: _cell(nb, "setup")["metadata"]["nbgrader"].update(locked=False), "is not locked"),
        (lambda nb: _cell(nb, "answer")["metadata"]["nbgrader"].update(grade_id="double"), "used twice"),
        (lambda nb: nb.pop("cells"), "cannot be read"),
    ],
)
def test_a_section_that_breaks_a_rule_names_the_cell_and_the_rule(tmp_path: Path, edit: Edit, says: str) -> None:
    course = make_course(tmp_path)
    path = course.notebook(SECTION)
    notebook = json.loads(path.read_text(encoding="utf-8"))
    edit(notebook)
    path.write_text(json.dumps(notebook), encoding="utf-8")
    with pytest.raises(SectionError, match=says) as error:
        Section.load(course, SECTION)
    assert SECTION in error.value.where
    assert error.value.next_step


def test_submissions_are_found_by_section_then_student(tmp_path: Path) -> None:
    course = make_course(tmp_path)
    for student in ("student-002", "student-001"):
        hand_in(course, student)
    assert [one.student for one in find(course)] == ["student-001", "student-002"]
    assert [one.student for one in find(course, students=["student-002"])] == ["student-002"]


def test_a_student_who_handed_nothing_in_is_named(tmp_path: Path) -> None:
    course = make_course(tmp_path)
    hand_in(course, "student-001")
    with pytest.raises(UsageError, match="nothing handed in by student-009"):
        find(course, students=["student-009"])


def test_no_folder_of_submissions_says_where_they_belong(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="submitted/<student>"):
        find(make_course(tmp_path))


def test_a_folder_without_its_notebook_is_an_empty_submission(tmp_path: Path) -> None:
    course = make_course(tmp_path)
    (course.submitted / "student-001" / SECTION).mkdir(parents=True)
    assert find(course)[0].read() == b""


def test_what_is_no_submission_is_reported_as_stray(tmp_path: Path) -> None:
    course = make_course(tmp_path)
    hand_in(course, "student-001", "1.1_platau")
    (course.submitted / "marks.xlsx").write_text("", encoding="utf-8")
    assert [stray.where.name for stray in strays(course)] == ["marks.xlsx", "1.1_platau"]


def test_the_time_of_submission_is_read_from_nbgraders_timestamp(tmp_path: Path) -> None:
    course = make_course(tmp_path)
    hand_in(course, "student-001")
    stamp = course.submitted / "student-001" / SECTION / "timestamp.txt"
    stamp.write_text("2026-01-15 22:00:00.000000 UTC\n", encoding="utf-8")
    assert find(course)[0].submitted_at() == datetime(2026, 1, 15, 22)
    stamp.write_text("yesterday", encoding="utf-8")
    assert find(course)[0].submitted_at() is None


def graded(student: str = "student-001", notebook: bytes = b"{}") -> Graded:
    return Graded(
        student=student,
        section=SECTION,
        notebook=notebook,
        verdict=Verdict(section=SECTION, tasks=(TaskResult(task="a", points=1),)),
    )


def test_a_record_is_read_back_as_it_was_saved(tmp_path: Path) -> None:
    course = make_course(tmp_path)
    records.save(course, graded())
    record = records.load(course, SECTION, "student-001")
    assert record is not None
    assert record.verdict == graded().verdict
    assert record.digest == graded().digest != graded(notebook=b"other").digest


def test_a_damaged_record_is_made_again_when_grading_and_named_when_reporting(tmp_path: Path) -> None:
    course = make_course(tmp_path)
    records.save(course, graded())
    path = records.record_path(course, SECTION, "student-001")
    path.write_bytes(path.read_bytes()[:40])
    assert records.load(course, SECTION, "student-001") is None
    with pytest.raises(InfrastructureError, match=r"student-001\.json"):
        list(records.load_all(course, SECTION))


def test_no_space_left_says_what_to_do_and_keeps_the_old_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    course = make_course(tmp_path)
    records.save(course, graded())
    before = records.record_path(course, SECTION, "student-001").read_bytes()

    def full(*_: Any) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(InfrastructureError, match=r"(?s)No space left.*next: free space"):
        records.save(course, graded(notebook=b"new"))
    assert records.record_path(course, SECTION, "student-001").read_bytes() == before


def test_a_submission_without_a_time_does_not_wait_for_nbgrader(tmp_path: Path) -> None:
    """Its import takes seconds, and only times in words need it."""
    code = (
        "import sys; from pathlib import Path; from grading.submission.find import Handed\n"
        f"path = Path({str(tmp_path)!r}, 'submitted', 'student-001', '1.1_plateau', '1.1_plateau.ipynb')\n"
        "assert Handed(student='student-001', section='1.1_plateau', path=path).submitted_at() is None\n"
        "print('nbgrader' in sys.modules)"
    )
    root = str(Path(__file__).parent.parent)
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
