"""Which section and task a hidden check belongs to, and what is said of checks that do not fit."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from grading.engine.grader import Grader
from grading.errors import SectionError
from tests.support.synthetic import ODD, TOY, checks_file, make_course, odd, toy

pytestmark = pytest.mark.sealed


def change(root: Path, task: str, old: str, new: str) -> None:
    path = checks_file(root, TOY, task)
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def refusal(grader: Grader, section: str = TOY) -> str:
    with pytest.raises(SectionError) as refused:
        grader.grade(toy(), section)
    return str(refused.value)


def test_every_misfit_is_named_with_file_and_line_and_stops_its_section_alone(tmp_path: Path) -> None:
    root = make_course(tmp_path / "course")
    change(root, "double", '@check("double")\n', '@check("volume")\n')
    change(root, "double", '@check("double", weight=3)\n', "")
    change(root, "area", '@check("area")', '@check("top")')
    change(root, "area", "test_area_of_radius_two", "test_matrix_that_is_small")
    checks_file(root, TOY, "table").rename(checks_file(root, TOY, "tabel"))
    checks_file(root, TOY, "empty").write_text("", encoding="utf-8")
    lost = root / "grader_tests" / "topy" / "test_double.py"
    lost.parent.mkdir()
    shutil.copy(checks_file(root, ODD, "broken"), lost)
    shutil.copy(checks_file(root, ODD, "broken"), root / "grader_tests" / "test_toy.py")
    deep = root / "grader_tests" / "odd" / "toy" / "test_deep.py"
    deep.parent.mkdir()
    shutil.copy(checks_file(root, ODD, "broken"), deep)
    with Grader(root) as grader:
        said = refusal(grader)
        assert grader.grade(odd(), ODD).task("asserted").score == 1
    toy_folder = "grader_tests/toy"
    assert said.split("\n")[1:-1] == [
        f"  {toy_folder}/test_double.py:6: test_one_number checks 'volume'; "
        "automatic tasks of the notebook: double, area, top, table",
        f'  {toy_folder}/test_double.py:13: test_arrays is not marked with its task; write @check("<task>") above it',
        f"  {toy_folder}/test_area.py:8: test_matrix_that_is_small checks 'top'; its place is {toy_folder}/test_top.py",
        f"  {toy_folder}/test_tabel.py:4: test_rows_and_name checks 'table'; its place is {toy_folder}/test_table.py",
        f"  {toy_folder}/test_empty.py:1: the notebook has no automatic task of that name",
        f"  {toy_folder}/test_top.py:14: test_matrix_that_is_small is also the name of a check at {toy_folder}/test_area.py:8; "
        "a section has each name once",
        f"  {toy_folder}/test_double.py:1: the task 'double' has no hidden check: the file holds no check marked with it",
        f"  {toy_folder}/test_area.py:1: the task 'area' has no hidden check: the file holds no check marked with it",
        "  grader_tests/odd/toy/test_deep.py:1: this file belongs to no section",
        "  grader_tests/test_toy.py:1: this file belongs to no section",
        "  grader_tests/topy/test_double.py:1: this file belongs to no section",
    ]


def test_files_that_cannot_be_collected_are_named_with_the_line_that_failed(tmp_path: Path) -> None:
    root = make_course(tmp_path / "course")
    (root / "grader_tests" / "toy" / "radius.py").write_text("RADIUS = 1 / 0\n", encoding="utf-8")
    change(root, "double", "import numpy as np", "import nompy as np")
    change(root, "area", "WANTED = 4", "from grader_tests.toy.radius import RADIUS\n\nWANTED = 4")
    change(root, "top", "hvp.enforce()\n", "hvp.enforce(\n")
    checks_file(root, TOY, "table").write_text("\n\nraise RuntimeError('at import')\n", encoding="utf-8")
    with Grader(root) as grader:
        said = refusal(grader)
        assert grader.grade(odd(), ODD).task("asserted").score == 1
    named = re.findall(r"^(?:1\.1_toy: )?grader_tests/toy/(\w+)\.py:(\d+) cannot be collected:$", said, flags=re.MULTILINE)
    assert named == [("test_area", "5"), ("test_double", "1"), ("test_table", "3"), ("test_top", "14")]
    for told in ("ZeroDivisionError", "nompy", "at import", "SyntaxError"):
        assert told in said


def test_sections_that_would_share_a_folder_of_checks_are_refused(tmp_path: Path) -> None:
    root = make_course(tmp_path / "course")
    shutil.copytree(root / "source" / TOY, root / "source" / "2.3_toy")
    (root / "source" / "2.3_toy" / f"{TOY}.ipynb").rename(root / "source" / "2.3_toy" / "2.3_toy.ipynb")
    with Grader(root) as grader:
        for section in (TOY, "2.3_toy"):
            assert f"source/{section}: two sections have their checks in grader_tests/toy/" in refusal(grader, section)
        assert grader.grade(odd(), ODD).task("asserted").score == 1


def test_checks_run_in_the_order_of_the_notebook_with_numbers_of_their_own(tmp_path: Path) -> None:
    root = make_course(tmp_path / "course")
    drawn = "import numpy as np\n\nfrom grading.checks import CheckFailed, Student, check\n"
    for task, names in (("double", ("second", "first")), ("area", ("third",))):
        for name in names:
            drawn_check = f'def test_{name}(student: Student, rng: np.random.Generator) -> None:\n    """Draws."""\n'
            drawn += f'\n\n@check("{task}")\n{drawn_check}    raise CheckFailed(str(rng.integers(10**9)))\n'
        checks_file(root, TOY, task).write_text(drawn, encoding="utf-8")
        drawn = drawn.split("\n\n\n")[0] + "\n"
    with Grader(root) as grader:
        found, again, other = (
            [(check.check, check.message) for task in grader.grade(notebook, TOY).tasks for check in task.checks]
            for notebook in (toy(), toy(), toy(own="1 + 1"))
        )
        catalogue = [info["check"] for info in grader._catalogue[TOY]["infos"]]
    assert catalogue == [name for name, _ in found]
    assert [name for name, _ in found[:3]] == ["test_second", "test_first", "test_third"]
    assert again == found
    numbers = {message for _, message in (*found[:3], *other[:3])}
    assert len(numbers) == 6, "each check of each submission draws numbers of its own"
    assert all(number.isdecimal() for number in numbers)
