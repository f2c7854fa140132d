"""What the notebook's own cells take: every right answer of the bank passes its visible check and draws its pictures."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import pytest

from grading.content.bank import load_bank
from grading.course import Course
from grading.engine.checker.bare import run_notebook
from grading.section import Section

ROOT = Path(__file__).resolve().parents[3]
SECTION = "1.1_plateau"
NOTEBOOK = ROOT / f"source/{SECTION}/{SECTION}.ipynb"
CELLS = {
    cell["metadata"]["nbgrader"]["grade_id"]: "".join(cell["source"])
    for cell in json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    if cell["cell_type"] == "code"
}
COURSE = Course.at(ROOT)
RIGHT = [
    pytest.param(task, answer.code, id=f"{task}: {answer.title}")
    for task in sorted(name.removeprefix("test_") for name in CELLS if name.startswith("test_"))
    for answer in load_bank(COURSE, Section.load(COURSE, SECTION), task)
    if answer.right
]
DEEP = 50_000  # a notebook walks up to 10,000 steps, which recursion takes with a higher limit only


@pytest.fixture(scope="module")
def answered() -> dict[str, Any]:
    """What the notebook's names hold after its model answers."""
    return run_notebook(NOTEBOOK)


@pytest.fixture
def deep() -> Iterator[None]:
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(DEEP)
    yield
    sys.setrecursionlimit(before)
    plt.close("all")


@pytest.mark.parametrize(("task", "code"), RIGHT)
def test_every_right_answer_passes_its_visible_check_and_is_shown(
    task: str, code: str, answered: dict[str, Any], deep: None, capsys: pytest.CaptureFixture[str]
) -> None:
    namespace = dict(answered)
    exec(CELLS["setup_imports"], namespace)  # `visible` watches these names
    exec(code, namespace)
    exec(CELLS[f"test_{task}"], namespace)
    assert capsys.readouterr().out == f"✓ {task}: the visible checks pass.\n"
    for cell in CELLS.values():
        if re.search(rf"^with visible\.after\(.*\"{task}\"", cell, flags=re.MULTILINE):
            exec(cell, namespace)
            plt.close("all")
    assert "This waits for" not in capsys.readouterr().out
