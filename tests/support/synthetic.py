"""A course of two small sections, made in a folder of the test, and submissions to it: what the engine's tests grade."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from grading.section import module_name

TOY, ODD = "1.1_toy", "1.2_odd"

TOY_MODEL = {
    "double": "def double(x):\n    return 2 * x",
    "area": "r = sp.Symbol('r', positive=True)\narea = sp.pi * r**2",
    "top": (
        "def top(hvp, dim):\n    v = np.ones(dim) / np.sqrt(dim)\n    for _ in range(30):\n        w = hvp(v)\n"
        "        v = w / np.linalg.norm(w)\n    return v @ hvp(v)"
    ),
    "table": "table = {'rows': [1, 2, 3], 'name': 'steps'}",
}
ODD_MODEL = {
    "unclear": "unclear = 1",
    "broken": "broken = 1",
    "asserted": "asserted = 1",
    "endless": "endless = 1",
}
POINTS = {"double": 4, "area": 2, "top": 5, "table": 3, "unclear": 2, "broken": 3, "asserted": 1, "endless": 1}

TOY_CHECKS = {
    "double": '''import numpy as np

from grading.checks import Student, check, close


@check("double")
def test_one_number(student: Student, rng: np.random.Generator) -> None:
    """A number is doubled."""
    x = float(rng.normal())
    close(student.double(x), 2 * x, "double(x)")


@check("double", weight=3)
def test_arrays(student: Student) -> None:
    """An array is doubled."""
    close(student.double(np.arange(3.0)), np.array([0.0, 2.0, 4.0]), "double(array)")
''',
    "area": '''import sympy as sp

from grading.checks import Student, check, expect

WANTED = 4 * sp.pi


@check("area")
def test_area_of_radius_two(student: Student) -> None:
    """The area at r = 2 is right."""
    got = student["area"]
    expect(isinstance(got, sp.Expr), "area should be an expression.")
    expect(got.subs({symbol: 2 for symbol in got.free_symbols}) == WANTED, "area has the wrong value at r = 2.")
''',
    "top": '''import numpy as np

from grading.checks import Student, check, close, counted


@check("top")
def test_largest_eigenvalue(student: Student) -> None:
    """The largest eigenvalue is found."""
    hvp = counted(lambda v: np.diag([1.0, 2.0, 3.0]) @ v, limit=60, name="hvp")
    close(student.top(hvp, dim=3), 3.0, "top(hvp, 3)", rtol=1e-3)
    hvp.enforce()


@check("top")
def test_matrix_that_is_small(student: Student) -> None:
    """A small matrix works."""
    hvp = counted(lambda v: 0.5 * v, limit=60, name="hvp")
    close(student.top(hvp, dim=2), 0.5, "top(hvp, 2)")
    hvp.enforce()
''',
    "table": '''from grading.checks import Student, as_mapping, check, equal


@check("table")
def test_rows_and_name(student: Student) -> None:
    """Rows and name are there."""
    got = as_mapping(student["table"], "table", keys=("rows", "name"))
    equal(got["rows"], [1, 2, 3], "table['rows']")
    equal(got["name"], "steps", "table['name']")
''',
}
ODD_CHECKS = {
    "unclear": '''from grading.checks import Student, Undecided, check, close


@check("unclear")
def test_undecided(student: Student) -> None:
    """Nobody can tell."""
    close(student["unclear"], 1, "unclear")
    raise Undecided("probing found nothing")
''',
    "broken": '''from grading.checks import Student, check, close

SECRET = 424242


@check("broken")
def test_fine(student: Student) -> None:
    """One half is fine."""
    close(student["broken"], 1, "broken")


@check("broken", weight=2)
def test_broken(student: Student) -> None:
    """The other half is broken."""
    student["broken"]
    raise ZeroDivisionError(f"secret {SECRET}")
''',
    "asserted": '''from grading.checks import Student, check

SECRET = 424242


@check("asserted")
def test_plain_assert(student: Student) -> None:
    """A plain assertion."""
    assert student["asserted"] == 1, f"expected {SECRET}"
''',
    "endless": '''import numpy as np

from grading.checks import Student, check


@check("endless")
def test_endless(student: Student) -> None:
    """A check that one value sends round for ever, and another makes huge."""
    if student["endless"] == "huge":
        kept = [np.empty(1 << 30, np.uint8) for _ in range(6)]
    while student["endless"] == "for ever":
        for _ in range(100000):
            pass
''',
}


def make_course(root: Path) -> Path:
    """Write both sections under `root`."""
    for section, model, checks in ((TOY, TOY_MODEL, TOY_CHECKS), (ODD, ODD_MODEL, ODD_CHECKS)):
        for task, text in checks.items():
            path = checks_file(root, section, task)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        reference = root / "solutions" / module_name(section) / "reference.py"
        reference.parent.mkdir(parents=True)
        reference.write_text("SECRET = 424242\n", encoding="utf-8")
        folder = root / "source" / section
        folder.mkdir(parents=True)
        marked = {task: f"### BEGIN SOLUTION\n{code}\n### END SOLUTION" for task, code in model.items()}
        (folder / f"{section}.ipynb").write_bytes(notebook(marked))
    return root


def checks_file(root: Path, section: str, task: str) -> Path:
    """Return the file of a task's hidden checks."""
    return root / "grader_tests" / module_name(section) / f"test_{task}.py"


def toy(**answers: str) -> bytes:
    """Return a submission to the toy section: the model answers, some replaced, and an `own` cell at the end."""
    own = answers.pop("own", None)
    return notebook(TOY_MODEL | answers, own=own)


def odd(**answers: str) -> bytes:
    """Return a submission to the odd section."""
    return notebook(ODD_MODEL | answers)


def notebook(answers: Mapping[str, str], *, own: str | None = None) -> bytes:
    """Return the bytes of a notebook in which every task has its answer cell and its check cell."""
    cells = [_cell("import numpy as np\nimport sympy as sp", "setup_imports", locked=True)]
    for task, code in answers.items():
        cells.append(_cell(code, task, solution=True))
        cells.append(_cell(f"assert {task} is not None", f"test_{task}", grade=True, locked=True, points=POINTS[task]))
    cells.append(_cell("print('shown')\n1 + 1", "show_end", locked=True, tags=["show"]))
    if own is not None:
        cells.append({**_cell(own, ""), "metadata": {}})
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()


def _cell(source: str, grade_id: str, *, tags: list[str] | None = None, **marks: Any) -> dict[str, Any]:
    nbgrader = {"grade": False, "locked": False, "solution": False, "task": False, "schema_version": 3, "grade_id": grade_id}
    metadata: dict[str, Any] = {"nbgrader": nbgrader | marks}
    if tags:
        metadata["tags"] = tags
    identity = grade_id.replace("_", "-") or "own-cell"
    return {
        "cell_type": "code", "id": identity, "metadata": metadata, "source": source, "outputs": [], "execution_count": None,
    }  # fmt: skip
