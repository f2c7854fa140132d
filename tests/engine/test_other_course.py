"""The grader knows no course: another one, with another toolkit, limits and warm-up of its own, is graded all the same."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from grading.course import Course
from grading.engine.grader import Grader
from grading.nbgrader_plugins.config import course_config
from grading.verdict import Outcome
from tests.support.sealed import LEVELS, require
from tests.support.synthetic import notebook

ROOT = Path(__file__).resolve().parents[2]
SECTION = "1_bread"
COURSE = """
course_id = "baking"
title = "Baking"
toolkit = "bakery"
student_packages = ["numpy"]
warm_up = ["warmed = 'by the course'"]

[limits]
cell_seconds = 3
call_seconds = 0.5
"""
TOOLKIT = "from bakery.flour import weigh\n\n__all__ = ['weigh']\n"
CHECKS = """
from grading.checks import Student, as_number, check, expect
from solutions.bread.weight import weight


@check("weight")
def test_weight_of_three(student: Student) -> None:
    \"\"\"Three loaves are weighed.\"\"\"
    expect(as_number(student.weight(3), "weight(3)") == weight(3), "weight(3) is not right.")
"""
ANSWER = "import bakery\n\n\ndef weight(loaves):\n    return bakery.weigh(loaves)"
MARKED = f"### BEGIN SOLUTION\n{ANSWER}\n### END SOLUTION"


@pytest.fixture(scope="module")
def baking(tmp_path_factory: pytest.TempPathFactory) -> Course:
    root = tmp_path_factory.mktemp("baking")
    for folder in ("bakery", "grader_tests/bread", "solutions/bread", f"source/{SECTION}"):
        (root / folder).mkdir(parents=True)
    (root / "course.toml").write_text(COURSE)
    (root / "bakery" / "__init__.py").write_text(TOOLKIT)
    (root / "bakery" / "flour.py").write_text("def weigh(loaves):\n    return 750 * loaves\n")
    (root / "solutions" / "bread" / "weight.py").write_text("def weight(loaves):\n    return 0.75e3 * loaves\n")
    (root / "grader_tests" / "bread" / "test_weight.py").write_text(CHECKS)
    (root / "source" / SECTION / f"{SECTION}.ipynb").write_bytes(handed_in(MARKED))
    return Course.at(root)


@pytest.fixture(scope="module", params=LEVELS)
def grader(request: pytest.FixtureRequest, baking: Course) -> Iterator[Grader]:
    require(request.param)
    with Grader(baking.root, isolation=request.param) as running:
        yield running


def handed_in(code: str) -> bytes:
    return json.dumps(json.loads(notebook({"double": code}).replace(b"double", b"weight"))).encode()


@pytest.mark.sealed
def test_an_answer_that_uses_the_other_toolkit_is_graded(grader: Grader) -> None:
    assert grader.grade(handed_in(ANSWER), SECTION).task("weight").score == 4


@pytest.mark.sealed
def test_the_toolkit_of_this_course_is_not_there(grader: Grader) -> None:
    (check,) = (
        grader.grade(handed_in("import losslandscape\n\n\ndef weight(n):\n    return 750 * n"), SECTION).task("weight").checks
    )
    assert check.outcome is Outcome.STUDENT_ERROR
    assert "ModuleNotFoundError" in check.message or "PermissionError" in check.message  # a wall may stand before it


@pytest.mark.sealed
def test_its_limits_hold(grader: Grader) -> None:
    (check,) = grader.grade(handed_in("def weight(n):\n    while True:\n        pass"), SECTION).task("weight").checks
    assert check.outcome is Outcome.TIMEOUT
    assert "0.5 s" in check.message


@pytest.mark.sealed
def test_nothing_of_its_warm_up_is_left(grader: Grader) -> None:
    answer = "def weight(n):\n    return 750 * n if 'warmed' not in globals() else 0"
    assert grader.grade(handed_in(answer), SECTION).task("weight").score == 4


def test_nbgrader_is_told_its_id(baking: Course) -> None:
    assert course_config(baking.configuration).CourseDirectory.course_id == "baking"


def test_no_part_of_the_grader_names_this_courses_toolkit() -> None:
    """Neither an import nor a word of the code; comments and docstrings are left out by the parser."""
    wrong = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in (ROOT / "grading").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if "losslandscape" in _words(node)
    ]
    assert wrong == []


def _words(node: ast.AST) -> str:
    if isinstance(node, ast.Import | ast.ImportFrom):
        return ast.unparse(node)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
