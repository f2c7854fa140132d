"""Files beside the notebook: whatever they are called and hold, they touch nothing but the marks of who handed them in."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from grading.engine.grader import Grader, Limits
from grading.submission.attachments import MAX_BYTES, MAX_FILES
from grading.verdict import Outcome
from tests.support.sealed import LEVELS, require
from tests.support.synthetic import TOY, make_course, toy

pytestmark = pytest.mark.sealed

LIMITS = Limits(cell_seconds=1.5, call_seconds=1.5, total_seconds=8.0, render_seconds=4.0, grace_seconds=0.2)
LIBRARIES = ("numpy", "scipy", "sympy", "mpmath", "matplotlib", "matplotlib_inline", "IPython", "traitlets", "PIL")
GRADERS = ("grading", "losslandscape", "solutions", "grader_tests", "conftest", "pytest", "sitecustomize", "usercustomize")
NAMES = sorted({*sys.stdlib_module_names, *LIBRARIES, *GRADERS} - {"antigravity", "this"})
CODE = {
    "ends the process": "import os\nos._exit(3)",
    "never ends": "while True:\n    pass",
    "writes into the wire": "import os\nos.write(3, b'lw1' + bytes(400))",
    "raises": "raise SystemExit(3)",
}
WAKE = """
import sys
for name in [name for name in sys.modules if name.partition('.')[0] in NAMES and name not in ('sys', 'builtins')]:
    del sys.modules[name]
for name in NAMES:
    try:
        __import__(name)
    except BaseException:
        pass
""".replace("NAMES", repr(["json", "traceback", "struct", "socket", "numpy", "sympy", "IPython", "linecache", "grading"]))


@pytest.fixture(scope="module", params=[*LEVELS, "process"])
def grader(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Grader]:
    if request.param != "process":
        require(request.param)
    root = make_course(tmp_path_factory.mktemp("course"))
    with Grader(root, isolation=request.param, limits=LIMITS) as running:
        yield running


@pytest.mark.parametrize("does", CODE)
def test_a_module_named_like_one_of_ours_takes_the_place_of_none(grader: Grader, does: str) -> None:
    """The student's process has imported what it needs before a file is there, also for figures and error messages."""
    draws = "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()\n1 / 0"
    for start in range(0, len(NAMES), MAX_FILES):
        files = {f"{name}.py": CODE[does].encode() for name in NAMES[start : start + MAX_FILES]}
        verdict = grader.grade(toy(own=draws), TOY, files=files, render=True)
        assert (verdict.score, verdict.cost.restarts) == (14, 0)
        shown = json.dumps(verdict.cells[-1].outputs)
        assert "image/png" in shown
        assert "ZeroDivisionError" in shown


@pytest.mark.parametrize("does", CODE)
def test_one_that_is_imported_on_purpose_costs_its_owner_and_nobody_else(grader: Grader, does: str) -> None:
    files = {f"{name}.py": CODE[does].encode() for name in ("json", "traceback", "struct", "socket", "linecache", "numpy")}
    files["grading/__init__.py"] = files["IPython/__init__.py"] = CODE[does].encode()
    verdict = grader.grade(toy(double=WAKE + "def double(x):\n    return 2 * x"), TOY, files=files, render=True)
    ends = {check.outcome for task in verdict.tasks for check in task.checks}
    assert ends <= {Outcome.PASSED, Outcome.FAILED, Outcome.STUDENT_ERROR, Outcome.TIMEOUT, Outcome.MEMORY}, ends
    assert not verdict.needs_person
    assert grader.grade(toy(), TOY).score == 14


def test_files_stay_in_the_folder_and_are_gone_for_the_next(grader: Grader, tmp_path: Path) -> None:
    files = {"../left.txt": b"1", "a/../../left.txt": b"1", str(tmp_path / "left.txt"): b"1", "kept/left.txt": b"1"}
    sees = "from pathlib import Path\ntable['name'] = str([str(path) for path in Path().rglob('*') if path.is_file()])"
    shown = toy(table="table = {'rows': [1, 2, 3]}\n" + sees)
    told = [grader.grade(shown, TOY, files=given).task("table").checks[0].message for given in (files, {})]
    assert [("kept/left.txt" in text, text.count("left.txt")) for text in told] == [(True, 1), (False, 0)]
    assert not (tmp_path / "left.txt").exists()


def test_as_much_as_may_be_handed_in_fits_again_into_every_new_process(grader: Grader) -> None:
    files = {f"{number:03}.bin": bytes(MAX_BYTES // MAX_FILES) for number in range(MAX_FILES)}
    reads = "import os\nfrom pathlib import Path\nif not Path('099.bin').read_bytes():\n    raise OSError\n"
    dies = reads + "if len(list(Path().iterdir())) == 100:\n    os._exit(3)"
    verdict = grader.grade(
        toy(double=dies, area=dies, table=reads + "table = {'rows': [1, 2, 3], 'name': 'steps'}"), TOY, files=files
    )
    assert {task.task: task.score for task in verdict.tasks} == {"double": 0, "area": 0, "top": 5, "table": 3}
    assert verdict.cost.restarts == 2


def test_a_file_that_cannot_be_written_is_not_the_students_fault(grader: Grader) -> None:
    verdict = grader.grade(toy(), TOY, files={"a": b"a file", "a/b": b"and a folder"})
    assert {check.outcome for task in verdict.tasks for check in task.checks} == {Outcome.INFRA_ERROR}
    assert "could not be written" in verdict.tasks[0].checks[0].detail


def test_a_module_that_a_cell_writes_can_be_imported_as_in_jupyter(grader: Grader) -> None:
    writes = "get_ipython().run_cell_magic('writefile', 'own_helper.py', 'TWO = 2')"
    verdict = grader.grade(toy(double=f"{writes}\nimport own_helper\ndef double(x):\n    return own_helper.TWO * x"), TOY)
    assert verdict.task("double").score == 4
