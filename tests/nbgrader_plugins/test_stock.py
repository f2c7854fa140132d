"""Stock nbgrader, which knows nothing of ours: `autograde` gives the model notebook of each section the same marks, and
`validate` tells a student what is open.

The hidden checks stand in the check cells, between nbgrader's markers, and run in the student's own kernel, on the instances
that our grader draws too. One task is answered wrongly, so that a grader that gives full marks to everything is found. It costs
a dozen seconds a section: `make test` does two of them, `make test-all` all.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from benchmarks.peer_checks import STREAM
from benchmarks.peers import Peers, prepare_nbgrader, run
from grading.content.filled import filled, model_answers
from grading.engine.grader import Grader
from grading.section import Section
from tests.support.extent import sample
from tests.support.sections import COURSE, SECTIONS

pytestmark = pytest.mark.sealed
STUDENT = "student-001"
WRONG = "boundary"  # answered by nothing: 0 points, also from stock, where a visible check that fails costs the whole cell


@pytest.mark.slow
@pytest.mark.parametrize("name", [pytest.param(one, marks=pytest.mark.xdist_group(one)) for one in sample(SECTIONS, 2)])
def test_stock_autograde_gives_the_same_marks(name: str, tmp_path: Path) -> None:
    section = Section.load(COURSE, name)
    notebook = filled(COURSE, section, {**model_answers(section), WRONG: f"{WRONG} = {{}}"})
    peers = Peers(python=Path(sys.executable), course=COURSE)
    prepare_nbgrader(peers, tmp_path, section, {STUDENT: notebook})
    run(peers, ["-m", "nbgrader", "autograde", name], tmp_path)
    with Grader(COURSE.root) as grader:
        verdict = grader.grade(notebook, name, stream=STREAM)
    ours = {f"test_{task.task}": task.score for task in verdict.tasks if not task.manual}
    assert ours == {
        f"test_{task.name}": 0.0 if task.name == WRONG else task.points for task in section.tasks if not task.manual
    }
    with Gradebook(f"sqlite:///{tmp_path / 'gradebook.db'}") as book:
        grades = book.find_submission_notebook(name, name, STUDENT).grades
        assert {grade.name: grade.auto_score for grade in grades if grade.name in ours} == pytest.approx(ours)


def validated(notebook: Path) -> str:
    """What `nbgrader validate` says of a notebook, as the *Validate* button of JupyterLab does."""
    command = [sys.executable, "-m", "nbgrader", "validate", notebook.name]
    return subprocess.run(command, cwd=notebook.parent, capture_output=True, text=True, check=True, env=dict(os.environ)).stdout


@pytest.mark.slow
@pytest.mark.parametrize("name", [pytest.param(one, marks=pytest.mark.xdist_group(one)) for one in sample(SECTIONS, 2)])
def test_validate_names_every_open_task_of_an_untouched_notebook_and_none_of_the_model(name: str, tmp_path: Path) -> None:
    section = Section.load(COURSE, name)
    untouched, model = tmp_path / "untouched.ipynb", tmp_path / "model.ipynb"
    untouched.write_bytes((COURSE.release / name / f"{name}.ipynb").read_bytes())
    model.write_bytes(filled(COURSE, section, model_answers(section)))
    said = validated(untouched)
    assert f"VALIDATION FAILED ON {len(section.tasks)} CELL(S)" in said
    assert re.findall(r"○ (\w+): open", said) == [task.name for task in section.tasks if not task.manual]
    assert "Success!" in validated(model)
