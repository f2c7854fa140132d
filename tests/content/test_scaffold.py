"""What `landscape new` writes is complete and clean, stands in nobody's way, and is not finished."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from grading.classroom.schedule import Settings
from grading.content.check import check_section
from grading.content.gates import GATES
from grading.content.judging import Judges
from grading.content.pair import agrees
from grading.content.scaffold import new_section, new_task
from grading.course import Course
from grading.drafts import is_draft
from grading.errors import UsageError
from grading.release.make import leak_of
from grading.section import Section
from tests.support.tiny_course import SECTION, make_course

ROOT = Path(__file__).resolve().parents[2]
NEW = "3.1_momentum"


@pytest.fixture
def course(tmp_path: Path) -> Course:
    made = make_course(tmp_path)
    (made.root / "solutions" / "__init__.py").write_text("", encoding="utf-8")
    return made


@pytest.fixture
def filled_in(course: Course) -> Course:
    """The tiny course with a new section of two new tasks."""
    new_section(course, NEW)
    for task in ("heavy_ball", "best_momentum"):
        new_task(course, NEW, task, points=3)
    return course


def python_files(course: Course) -> list[str]:
    folders = ("solutions/momentum", "grader_tests/momentum", "tests/mathematics/momentum")
    files = [str(path.relative_to(course.root)) for folder in folders for path in (course.root / folder).glob("*.py")]
    assert len(files) == 7
    return sorted(files)


def run(course: Course, *command: str) -> None:
    environment = {**os.environ, "MYPYPATH": f"{course.root}:{ROOT}"}
    done = subprocess.run(
        [sys.executable, "-m", *command, *python_files(course)],
        cwd=course.root, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_new_section_has_its_tasks_above_its_questions_and_its_pair_in_step(filled_in: Course) -> None:
    section = Section.load(filled_in, NEW)
    assert [(task.name, task.points, task.manual) for task in section.tasks] == [
        ("heavy_ball", 3, False),
        ("best_momentum", 3, False),
        ("fragile_assumption", 2, True),
        ("early_number", 2, True),
    ]
    assert agrees(filled_in.source / NEW)
    assert is_draft(filled_in, NEW)


def test_every_gate_stands_beside_what_is_to_be_filled_in(filled_in: Course) -> None:
    text = (filled_in.source / NEW / f"{NEW}.md").read_text(encoding="utf-8")
    assert [gate.name for gate in GATES if f"# - {gate.name}: {gate.wanted} {gate.counts}\n" not in text] == []
    assert "# - words" not in (filled_in.source / NEW / f"{NEW}.ipynb").read_text(encoding="utf-8")


def test_new_files_pass_ruff_and_mypy(filled_in: Course) -> None:
    settings = ("--config", str(ROOT / "pyproject.toml"))
    run(filled_in, "ruff", "check", *settings, "--config", 'lint.isort.known-first-party = ["grading", "solutions"]')
    run(filled_in, "ruff", "format", "--check", *settings)
    run(filled_in, "mypy", "--config-file", str(ROOT / "pyproject.toml"), "--strict", "--explicit-package-bases")


@pytest.mark.sealed
def test_a_new_task_is_gradable_leaks_nothing_and_is_not_finished(filled_in: Course) -> None:
    with Judges(course=filled_in, settings=Settings(root=filled_in.root), workers=1) as judges:
        rows = check_section(filled_in, NEW, task="heavy_ball", judges=judges, leak_of=leak_of)
    ok = {row.gate.name: row.ok for row in rows}
    assert {name for name in ok if ok[name] == "yes"} >= {"sync", "leaks", "hidden checks fit", "stub"}
    assert {name for name in ok if ok[name] == "no"} == {"model answer", "bank", "left to do"}
    assert ok["right answers"] == ok["wrong answers"] == "no (draft)"
    (left,) = (row.measured.details for row in rows if row.gate.name == "left to do")
    files = {line.split(":")[0].split(",")[0] for line in left}
    assert len(files) == 5
    assert not [line for line in left if "best_momentum" in line]


def test_a_task_goes_into_a_section_that_somebody_wrote(course: Course) -> None:
    before = (course.source / SECTION / f"{SECTION}.md").read_text(encoding="utf-8")
    written = new_task(course, SECTION, "triple")
    after = (course.source / SECTION / f"{SECTION}.md").read_text(encoding="utf-8")
    start = after.index('+++ {"nbgrader": {"locked": true, "grade_id": "about_triple"}}')
    assert before.startswith(after[:start])
    assert before.endswith(after[after.index('+++ {"nbgrader": {"grade_id": "why"') :])
    assert [task.name for task in Section.load(course, SECTION).tasks] == ["double", "answer", "triple", "why"]
    assert all(path.is_file() for path in written)
    assert len(written) == 6


@pytest.mark.parametrize(
    "name", ["test_me", "not a name", "lambda", "match", "sum", "_hidden", "naïve", "2x", "", "double", "np", "why", "setup"]
)
def test_a_name_that_cannot_be_a_task_is_refused_and_nothing_is_written(course: Course, name: str) -> None:
    before = sorted(path for path in course.root.rglob("*"))
    with pytest.raises(UsageError):
        new_task(course, SECTION, name)
    assert sorted(path for path in course.root.rglob("*")) == before


@pytest.mark.parametrize(
    "name", ["momentum", "3.1", "3.1-momentum", "3.1_Momentum", "3.1_class", "3.1_tiny", SECTION, "../3.1_m"]
)
def test_a_section_id_that_cannot_be_one_is_refused(course: Course, name: str) -> None:
    before = sorted(path for path in course.root.rglob("*"))
    with pytest.raises(UsageError):
        new_section(course, name)
    assert sorted(path for path in course.root.rglob("*")) == before


def test_nothing_is_written_over_a_file_that_is_there(course: Course) -> None:
    path = course.root / "tests" / "answers" / SECTION / "triple.py"
    path.parent.mkdir(parents=True)
    path.write_text("mine", encoding="utf-8")
    text = (course.source / SECTION / f"{SECTION}.md").read_text(encoding="utf-8")
    with pytest.raises(UsageError, match=r"triple\.py: this file exists"):
        new_task(course, SECTION, "triple")
    assert path.read_text(encoding="utf-8") == "mine"
    assert (course.source / SECTION / f"{SECTION}.md").read_text(encoding="utf-8") == text
    assert not (course.root / "solutions" / "tiny" / "triple.py").exists()


def test_a_pair_that_differs_is_synced_first(course: Course) -> None:
    text = course.source / SECTION / f"{SECTION}.md"
    text.write_text(text.read_text(encoding="utf-8") + "\nMore.\n", encoding="utf-8")
    with pytest.raises(UsageError, match="landscape sync"):
        new_task(course, SECTION, "triple")
