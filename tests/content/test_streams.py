"""Right and wrong answers are told apart whatever the stream, and no table of answers earns what mathematics should.

`make test` judges some tasks of each section under one stream, `make test-all` all of them under ten.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from grading.content.streams import judge_under_streams
from grading.course import Course
from tests.support.extent import WHOLE, sample
from tests.support.sections import COURSE, SECTIONS, automatic, by_section
from tests.support.synthetic import TOY, checks_file, make_course

ROOT = COURSE.root
STREAMS = 10 if WHOLE else 1
MOST = 0.2  # of a task's points, for a table of answers: what announced edge cases may be worth
GAINS = """
import sys
from pathlib import Path
from grading.content.streams import with_checks
from grading.content.tables import gains
root = Path(sys.argv[1])
sys.path.insert(0, str(root))
def run(checks):
    for task in checks.section.tasks:
        for gain in gains(checks, task.name) if not task.manual else ():
            print(gain.task, gain.key, f"{gain.share:.3f}", *gain.checks)
with_checks(root, sys.argv[2], run)
"""


def gained(root: Path, section: str) -> dict[tuple[str, str], float]:
    command = [sys.executable, "-W", "ignore", "-c", GAINS, str(root), section]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "OPENBLAS_NUM_THREADS": "1", "PYTEST_ADDOPTS": ""}
    told = subprocess.run(command, capture_output=True, text=True, check=True, env=environment).stdout
    rows = [line.split() for line in told.splitlines()]
    return {(row[0], row[1]): float(row[2]) for row in rows}


@pytest.mark.parametrize(
    ("section", "task"),
    [
        pytest.param(section, task, marks=pytest.mark.xdist_group(section), id=f"{section}-{task}")
        for section in SECTIONS
        for task in sample(automatic(section), 3)
    ],
)
def test_the_bank_is_judged_alike_under_every_stream(section: str, task: str) -> None:
    found = list(judge_under_streams(COURSE, section, [task], streams=STREAMS))
    assert {one.right for one in found} == {True, False}
    assert [f"{one.title}: {fault}" for one in found for fault in one.faults] == []
    assert [f"{one.title}: {one.how}" for one in found if one.how] == []


@by_section
def test_a_table_of_answers_earns_little(section: str) -> None:
    found = gained(ROOT, section)
    assert {task for task, _ in found} == set(automatic(section))
    assert {key: share for key, share in found.items() if share > MOST} == {}


def test_a_check_with_constants_is_found_by_its_table(tmp_path: Path) -> None:
    """`top` of the toy course asks for the same two matrices every time; `double` for a number of the stream, too."""
    found = gained(make_course(tmp_path / "course"), TOY)
    assert found[("top", "shape")] == 1.0
    assert found[("double", "arguments")] == 0.75


def test_a_check_that_depends_on_the_stream_is_found(tmp_path: Path) -> None:
    root = make_course(tmp_path / "course")
    bank = root / "tests" / "answers" / TOY
    bank.mkdir(parents=True)
    (bank / "double.py").write_text("# %% right: the model\ndef double(x):\n    return 2 * x\n", encoding="utf-8")
    text = checks_file(root, TOY, "double").read_text(encoding="utf-8")
    right, lucky = 'close(student.double(x), 2 * x, "double(x)")', 'close(student.double(x), 2 * abs(x), "double(x)")'
    assert text.count(right) == 1
    checks_file(root, TOY, "double").write_text(text.replace(right, lucky), encoding="utf-8")
    (found,) = judge_under_streams(Course.at(root), TOY, ["double"], streams=12)
    assert 0 < len(found.faults) < 12
