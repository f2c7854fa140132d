"""Level process has no walls, but limits, a scratch folder, nothing open but the wire, the same marks, and a warning."""

from __future__ import annotations

import errno
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from grading.classroom.run import grade_class
from grading.classroom.schedule import Settings, close_graders
from grading.course import Course
from grading.engine.grader import Grader
from grading.engine.seal.levels import NO_WALLS
from grading.submission.find import find
from tests.support.sealed import MIB, ROOT, Template, template
from tests.support.synthetic import TOY, make_course, toy

pytestmark = pytest.mark.sealed


@pytest.fixture(scope="module")
def unsealed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Template]:
    with template("process", tmp_path_factory.mktemp("process")) as running:
        yield running


def test_scratch_is_the_working_directory_and_is_removed(unsealed: Template) -> None:
    result = unsealed.run("import os; open('x', 'w').close(); result = os.getcwd()")
    assert Path(result.value).parent == unsealed.scratch_root.resolve()
    assert list(unsealed.scratch_root.glob("scratch-*")) == []


def test_limits_hold(unsealed: Template) -> None:
    assert unsealed.run("bytearray(1 << 30)", memory_bytes=256 * MIB).error == "MemoryError"
    assert unsealed.run("open('x', 'wb').write(bytes(3 << 20))", file_bytes=2 * MIB).errno == errno.EFBIG
    assert unsealed.run("import os; kept = [os.dup(0) for _ in range(99)]", open_files=50).errno == errno.EMFILE


def test_nothing_but_the_wire_is_open(unsealed: Template) -> None:
    code = """
import os
result = []
for number in range(1024):
    try:
        os.fstat(number)
    except OSError:
        continue
    result.append(number)
"""
    assert unsealed.run(code).value == [0, 1, 2, 3]


def test_files_of_the_machine_stay_readable_which_is_why_it_is_never_chosen(unsealed: Template, tmp_path: Path) -> None:
    """The level's promise is small, and this is what it does not promise."""
    secret = tmp_path / "gradebook"
    secret.write_text("marks")
    assert unsealed.run(f"result = open({str(secret)!r}).read()").value == "marks"


def test_model_notebooks_get_the_marks_that_they_get_sealed() -> None:
    course = Course.at(ROOT)
    found = {}
    for level in ("process", "auto"):
        with Grader(ROOT, isolation=level) as grader:
            for section in ("1.1_plateau", "1.2_hessian_spectrum"):
                verdict = grader.grade(course.notebook(section).read_bytes(), section)
                assert (verdict.isolation == "process") == (level == "process")
                found[section, level] = [
                    (task.task, task.score, task.points, [check.outcome.value for check in task.checks])
                    for task in verdict.tasks
                ]
    for section in ("1.1_plateau", "1.2_hessian_spectrum"):
        assert found[section, "process"] == found[section, "auto"]
        assert all(score in (None, points) for _, score, points, _ in found[section, "process"])
        assert any(score for _, score, _, _ in found[section, "process"])


def test_a_mark_made_without_walls_is_made_anew_when_walls_are_asked_for(tmp_path: Path) -> None:
    course = Course.at(make_course(tmp_path))
    place = course.submitted / "student-001" / TOY
    place.mkdir(parents=True)
    (place / f"{TOY}.ipynb").write_bytes(toy())

    def isolation(level: str) -> str:
        (graded,) = grade_class(course, find(course, sections=[TOY]), Settings(root=course.root, isolation=level))
        assert graded.verdict.score == 14
        return graded.verdict.isolation

    try:
        assert isolation("process") == "process"
        sealed = isolation("auto")
        assert sealed != "process"
        assert isolation("process") == sealed
    finally:
        close_graders()


def test_the_command_line_says_that_there_are_no_walls(tmp_path: Path) -> None:
    course = make_course(tmp_path)
    notebook = tmp_path / f"{TOY}.ipynb"
    notebook.write_bytes(toy())

    def landscape(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "grading.cli.main", "--course", str(course), *words]
        return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, timeout=240)

    open_, sealed = (landscape("grade", str(notebook), "--json", "--isolation", level) for level in ("process", "auto"))
    assert NO_WALLS in " ".join(open_.stderr.split())
    assert NO_WALLS not in " ".join(sealed.stderr.split())
    assert json.loads(open_.stdout)["isolation"] == "process"
    doctor = json.loads(landscape("doctor", "--json").stdout)
    assert doctor["without_walls"] == NO_WALLS
    assert doctor["chosen"] != "process"
