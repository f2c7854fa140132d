"""A task's version changes with what its mark depends on, and with nothing else."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from grading.course import Course
from grading.engine import versions
from grading.engine.versions import DECIDES, Versions
from grading.limits import Limits
from tests.support.synthetic import TOY_MODEL, notebook

ROOT = Path(__file__).resolve().parents[2]
TASKS = ("double", "area")
SECTIONS = ("1.1_toy", "1.2_other")


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """Two sections of two tasks each, whose checks import a reference each and a module that they share."""
    for section in SECTIONS:
        module = section.split("_")[1]
        checks, references = tmp_path / "grader_tests" / module, tmp_path / "solutions" / module
        for folder in (checks, references, tmp_path / "source" / section):
            folder.mkdir(parents=True)
        (tmp_path / "source" / section / f"{section}.ipynb").write_bytes(notebook({task: TOY_MODEL[task] for task in TASKS}))
        for task in TASKS:
            imports = f"from grader_tests.{module} import instances\nfrom solutions.{module}.{task} import {task}\n"
            (checks / f"test_{task}.py").write_text(imports)
            (references / f"{task}.py").write_text("import solutions.spectra\n")
        (checks / "instances.py").write_text("SIZES = (2, 3)\n")
    (tmp_path / "solutions" / "spectra.py").write_text("")
    (tmp_path / "solutions" / "unused.py").write_text("")
    (tmp_path / "tools_of_the_course").mkdir()
    (tmp_path / "tools_of_the_course" / "__init__.py").write_text("")
    (tmp_path / "course.toml").write_text('toolkit = "tools_of_the_course"\n[limits]\nrestarts = 3\n')
    return Course.at(tmp_path)


def now(course: Course, limits: Limits | None = None) -> dict[str, str]:
    """Return the version of every task, `section/task` to version."""
    read = Course.at(course.root)
    made = Versions(course=read, limits=limits or read.configuration.limits)
    return {f"{section}/{task}": version for section in SECTIONS for task, version in made.of_section(section).items()}


def changed(course: Course, file: str, text: str = "# another line\n") -> set[str]:
    """Return the tasks that become stale when a line is added to a file."""
    before, path = now(course), course.root / file
    path.write_text((path.read_text() if path.exists() else "") + text)
    after = now(course)
    return {task for task in before if before[task] != after[task]}


ALL = {f"{section}/{task}" for section in SECTIONS for task in TASKS}


@pytest.mark.parametrize(
    ("file", "stale"),
    [
        ("grader_tests/toy/test_double.py", {"1.1_toy/double"}),
        ("solutions/toy/double.py", {"1.1_toy/double"}),
        ("grader_tests/toy/instances.py", {"1.1_toy/double", "1.1_toy/area"}),
        ("source/1.2_other/1.2_other.ipynb", set()),
        ("solutions/spectra.py", ALL),
        ("tools_of_the_course/__init__.py", ALL),
        ("solutions/unused.py", set()),
        ("autograded_mark", set()),
        ("tests", set()),
    ],
)
def test_a_change_makes_stale_what_depends_on_it(course: Course, file: str, stale: set[str]) -> None:
    assert changed(course, file, " " if file.endswith(".ipynb") else "# another line\n") == stale


@pytest.mark.parametrize(
    ("kind", "stale"),
    [
        ("answer", {"1.2_other/double", "1.2_other/area"}),
        ("setup", {"1.2_other/double", "1.2_other/area"}),
        ("check", set()),
        ("text", set()),
        ("points", set()),
        ("a text more", set()),
    ],
)
def test_of_the_notebook_only_what_runs_makes_marks_stale(course: Course, kind: str, stale: set[str]) -> None:
    path = course.notebook("1.2_other")
    content = json.loads(path.read_text())
    locked = {"locked": True, "solution": False, "grade": False, "schema_version": 3, "task": False}
    setup = {
        "cell_type": "code",
        "id": "setup",
        "metadata": {"nbgrader": {**locked, "grade_id": "setup"}},
        "source": "import math",
    }
    text = {"cell_type": "markdown", "id": "about", "metadata": {"nbgrader": {**locked, "grade_id": "about"}}, "source": "Say."}
    content["cells"] = [setup, text, *content["cells"]]
    path.write_text(json.dumps(content))
    before = now(course)
    for cell in content["cells"]:
        own = cell["metadata"].get("nbgrader", {})
        if {"answer": own.get("solution"), "check": own.get("grade"), "setup": own["grade_id"] == "setup"}.get(kind):
            cell["source"] = f"another_line = 1\n{cell['source']}"
        elif kind == "text" and own["grade_id"] == "about":
            cell["source"] = "Say it."
        elif kind == "points" and own.get("grade"):
            own["points"] += 1
    if kind == "a text more":
        content["cells"].append({**text, "id": "more", "metadata": {"nbgrader": {**locked, "grade_id": "more"}}})
    path.write_text(json.dumps(content))
    after = now(course)
    assert {task for task in before if before[task] != after[task]} == stale


def test_another_python_makes_all_tasks_stale(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    before = now(course)
    monkeypatch.setattr(versions, "PYTHON", "python 3.99")
    assert all(now(course)[task] != before[task] for task in ALL)


def test_a_data_file_of_a_section_makes_its_tasks_stale(course: Course) -> None:
    assert changed(course, "solutions/toy/table.csv", "1,2") == {"1.1_toy/double", "1.1_toy/area"}


def test_limits_and_libraries_that_count_make_all_tasks_stale(course: Course) -> None:
    before = now(course)
    other = now(course, replace(Limits(), restarts=1))
    assert all(before[task] != other[task] for task in ALL)
    assert changed(course, "course.toml", "overruns = 1\n") == ALL
    text = (course.root / "course.toml").read_text()
    (course.root / "course.toml").write_text('libraries = ["rich"]\n' + text)
    assert all(now(course)[task] != before[task] for task in ALL)


def test_the_title_of_the_course_makes_nothing_stale(course: Course) -> None:
    before = now(course)
    (course.root / "course.toml").write_text('title = "Another"\n' + (course.root / "course.toml").read_text())
    assert now(course) == before


def test_a_file_with_a_syntax_error_still_has_a_version(course: Course) -> None:
    assert changed(course, "grader_tests/toy/test_double.py", "def (") == {"1.1_toy/double"}


def test_the_grader_imports_nothing_that_a_version_does_not_cover() -> None:
    """Follow the imports of both processes and of the grader itself, by another way than the version does."""
    seen: set[str] = set()
    waiting = ["grading.engine.grader", "grading.engine.checker.main", "grading.engine.student.main"]
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting += _imports_of(name)
    rooms = {name.split(".")[1] for name in seen if len(name.split(".")) > 2}
    assert rooms == set(DECIDES)
    assert len(seen) > 60


def _imports_of(name: str) -> Iterator[str]:
    place = ROOT.joinpath(*name.split("."))
    path = place.with_suffix(".py") if place.with_suffix(".py").is_file() else place / "__init__.py"
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        for found in names:
            there = ROOT.joinpath(*found.split("."))
            if found.startswith("grading.") and (there.with_suffix(".py").is_file() or (there / "__init__.py").is_file()):
                yield found


def test_a_grader_of_another_release_gives_other_versions(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    before = now(course)
    monkeypatch.setattr(versions.metadata, "version", lambda name: "0.0.0")
    assert all(now(course)[task] != before[task] for task in ALL)
