"""What students get: everything they need, nothing they must not see, the same bytes every time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from tests.support.tiny_course import CHECKS, SECTION, TEXT, make_course

from grading.content.pair import sync
from grading.errors import ReleaseError
from grading.release.make import make_release, release_notebook


def sources(course) -> dict[str, str]:
    notebook = json.loads((course.release / SECTION / f"{SECTION}.ipynb").read_bytes())
    return {cell["id"]: "".join(cell["source"]) for cell in notebook["cells"]}


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_release_holds_notebook_requirements_toolkit_and_nothing_else(tmp_path: Path):
    course = make_course(tmp_path)
    (course.source / SECTION / "picture.png").write_bytes(b"png")
    (course.source / "glossary.md").write_text("# The words\n\nOne meaning each.\n", encoding="utf-8")
    (course.source / "README.md").write_text("for instructors", encoding="utf-8")
    make_release(course)
    assert sorted(everything(course.release)) == [
        f"{SECTION}/{SECTION}.ipynb",
        f"{SECTION}/picture.png",
        "README.md",
        "glossary.md",
        "requirements.txt",
        "toolkit/build_in_a_copy.py",
        "toolkit/losslandscape/__init__.py",
        "toolkit/pyproject.toml",
    ]
    assert not list(tmp_path.glob(".release-*"))
    assert not (tmp_path / "gradebook.db").exists()


def test_pages_of_the_course_are_handed_out_and_linked(tmp_path: Path):
    course = make_course(tmp_path)
    make_release(course)
    assert "Beside this page" not in (course.release / "README.md").read_text(encoding="utf-8")
    (course.source / "words.md").write_text("# The words\n", encoding="utf-8")
    assert make_release(course, check=True) == ["README.md", "words.md"]
    make_release(course)
    assert "- [The words](words.md)" in (course.release / "README.md").read_text(encoding="utf-8")
    (course.source / "words.md").unlink()
    assert "words.md" in make_release(course, check=True)


def test_stubs_follow_the_rule_and_nothing_of_the_solution_stays(tmp_path: Path):
    course = make_course(tmp_path)
    make_release(course)
    cells = sources(course)
    assert cells["double"].endswith('    # your answer here\n    raise NotImplementedError("double")')
    assert cells["answer"] == "answer = None  # replace None by the number\n# your answer here"
    assert cells["why"] == "Say why doubling is linear.\n\n*Write your answer here.*"
    text = (course.release / SECTION / f"{SECTION}.ipynb").read_text(encoding="utf-8")
    for secret in ("secret_factor", "6 * 7", "Rubric", "BEGIN", "SOLUTION", "landscape"):
        assert secret not in text


SECOND = """

def triple(
    x,
):
    \"\"\"Return three times x.\"\"\"
    ### BEGIN SOLUTION
    return double(x) + x
    ### END SOLUTION


if True:
    ### BEGIN SOLUTION
    two = double(1)
    ### END SOLUTION
"""


def test_a_stub_names_the_function_that_it_stands_in(tmp_path: Path):
    end = "    ### END SOLUTION\n"
    assert TEXT.count(end) == 1
    course = make_course(tmp_path, text=TEXT.replace(end, end + SECOND))
    make_release(course)
    raised = [line for line in sources(course)["double"].split("\n") if "raise" in line]
    names = ("double", "triple", "double")  # the last one stands in no function: the task's name
    assert raised == [f'    raise NotImplementedError("{name}")' for name in names]


def test_released_notebook_is_valid_locked_and_without_outputs(tmp_path: Path):
    notebook = nbformat.reads(release_notebook(make_course(tmp_path), SECTION).decode(), as_version=4)
    nbformat.validate(notebook)
    for cell in notebook.cells:
        meta = cell.metadata.get("nbgrader", {})
        assert not cell.get("outputs")
        if meta.get("locked"):
            assert cell.metadata.editable is False
            assert meta.checksum


def test_building_twice_gives_identical_bytes_and_is_not_stale(tmp_path: Path):
    course = make_course(tmp_path)
    make_release(course)
    first = everything(course.release)
    make_release(course)
    assert everything(course.release) == first
    assert make_release(course, check=True) == []
    assert make_release(course) == []


def test_a_changed_source_or_a_hand_edited_release_is_stale(tmp_path: Path):
    course = make_course(tmp_path)
    make_release(course)
    (course.release / "requirements.txt").write_text("numpy\n", encoding="utf-8")
    (course.release / "extra.txt").write_text("", encoding="utf-8")
    (course.source / SECTION / f"{SECTION}.md").write_text(TEXT.replace("Set the number", "Give the number"), encoding="utf-8")
    sync(course.source / SECTION)
    assert make_release(course, check=True) == [f"{SECTION}/{SECTION}.ipynb", "extra.txt", "requirements.txt"]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("Set the number.", "Set it, say `answer = 6 * 7`.", "about_answer"),
        ("assert double(1) == 2", "secret_factor = 2", "test_double"),
        ("Set the number.", "Marked so: **Rubric.** 2 points for additivity, 1 point for homogeneity.", "about_answer"),
        ("    ### END SOLUTION", "", "double"),
        ("    ### BEGIN SOLUTION\n", "", "double"),
        ("Set the number.", "It goes between BEGIN SOLUTION and the end.", "about_answer"),
        ("Set the number.", "def test_double_of_three(student): ...", "hidden check"),
        ("Set the number.", "### BEGIN SOLUTION\nx\n### END SOLUTION", "not an answer cell"),
        ("Set the number.", "```\n### BEGIN HIDDEN TESTS\n```", "hidden tests"),
    ],
)
def test_a_leak_or_a_broken_region_stops_the_release_and_names_the_cell(tmp_path: Path, old: str, new: str, says: str):
    course = make_course(tmp_path)
    course.release.mkdir()
    (course.release / "README.md").write_text("as it was", encoding="utf-8")
    before = everything(course.release)
    assert old in TEXT
    (course.source / SECTION / f"{SECTION}.md").write_text(TEXT.replace(old, new), encoding="utf-8")
    sync(course.source / SECTION)
    with pytest.raises(ReleaseError, match=says):
        make_release(course)
    assert everything(course.release) == before


def test_a_line_of_a_hidden_check_in_a_text_stops_the_release(tmp_path: Path):
    line = next(line.strip() for line in CHECKS["double"].splitlines() if "student.double(-5)" in line)
    course = make_course(tmp_path, text=TEXT.replace("Set the number.", f"    {line}"))
    with pytest.raises(ReleaseError, match="a hidden check of grader_tests/tiny/test_double"):
        make_release(course)


def test_a_line_that_the_checks_of_a_section_share_stops_the_release_as_well(tmp_path: Path):
    line = "expect(student.double(7) == 14, what)"
    course = make_course(tmp_path, text=TEXT.replace("Set the number.", f"    {line}"))
    shared = "from grading.checks import Student, expect\n\n\ndef hold(student: Student, what: str) -> None:\n"
    (course.grader_tests / "tiny" / "doubling.py").write_text(f"{shared}    {line}\n", encoding="utf-8")
    with pytest.raises(ReleaseError, match="a hidden check of grader_tests/tiny/doubling"):
        make_release(course)


def test_python_files_beside_the_notebook_are_not_released(tmp_path: Path):
    course = make_course(tmp_path)
    (course.source / SECTION / "model.py").write_text("x = 1\n", encoding="utf-8")
    with pytest.raises(ReleaseError, match=r"model\.py"):
        make_release(course)


def test_requirements_close_the_ranges_of_the_course(tmp_path: Path):
    course = make_course(tmp_path)
    make_release(course)
    lines = (course.release / "requirements.txt").read_text(encoding="utf-8").splitlines()
    assert "numpy>=2.2,<3" in lines
    assert "ipython>=8.30,<10" in lines
    assert lines[-1] == "./toolkit"


def test_the_toolkit_installs_and_leaves_its_folder_as_it_was(tmp_path: Path):
    course = make_course(tmp_path)
    (course.root / "losslandscape" / "runs").mkdir()
    (course.root / "losslandscape" / "runs" / "run.npz").write_bytes(b"data")
    make_release(course)
    toolkit = course.release / "toolkit"
    before = everything(toolkit)
    installed = tmp_path / "installed"
    options = ["--no-build-isolation", "--no-deps", "--no-index", "--target", str(installed)]
    done = subprocess.run(
        [sys.executable, "-m", "pip", "install", *options, "./toolkit"],
        cwd=course.release,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert {"losslandscape/__init__.py", "losslandscape/runs/run.npz"} <= set(everything(installed))
    assert everything(toolkit) == before


def test_a_release_needs_no_activated_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PATH", os.defpath)
    assert release_notebook(make_course(tmp_path), SECTION)


def test_code_that_students_are_given_anyway_may_stand_in_a_solution(tmp_path: Path):
    course = make_course(
        tmp_path, text=TEXT.replace("    secret_factor = 2\n", "    import numpy as np\n    secret_factor = 2\n")
    )
    assert b"import numpy as np" in release_notebook(course, SECTION)
    make_release(course)


def test_one_section_can_be_released_alone_and_leaves_the_others(tmp_path: Path):
    course = make_course(tmp_path)
    (course.release / "9.2_other").mkdir(parents=True)
    (course.release / "9.2_other" / "9.2_other.ipynb").write_bytes(b"{}")
    assert f"{SECTION}/{SECTION}.ipynb" in make_release(course, sections=(SECTION,))
    assert make_release(course, sections=(SECTION,), check=True) == []
    assert make_release(course, check=True) == ["9.2_other/9.2_other.ipynb"]
    assert (course.release / "9.2_other" / "9.2_other.ipynb").read_bytes() == b"{}"


def test_a_cell_that_the_author_folded_stays_folded_and_nothing_else_of_an_editor_stays(tmp_path: Path):
    course = make_course(tmp_path)
    text = course.source / SECTION / f"{SECTION}.md"
    shown = ":tags: [show]\n"
    assert shown in text.read_text(encoding="utf-8")
    folded = text.read_text(encoding="utf-8").replace(shown, f"{shown}:jupyter: {{source_hidden: true}}\n")
    text.write_text(folded, encoding="utf-8")
    sync(course.source / SECTION)
    notebook = course.notebook(SECTION)
    with_editor = json.loads(notebook.read_bytes())
    with_editor["cells"][0]["metadata"]["jupyter"] = {"outputs_hidden": True}
    notebook.write_text(json.dumps(with_editor), encoding="utf-8")
    released = json.loads(release_notebook(course, SECTION))
    told = {cell["id"]: cell["metadata"].get("jupyter") for cell in released["cells"]}
    assert told.pop("show_double") == {"source_hidden": True}
    assert set(told.values()) == {None}
