"""The set for after the deadline: both ways to each task, nothing of nbgrader's, never where students or the grader look."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook

from grading.classroom.gradebook.schema import make_gradebook
from grading.content.model_answers import make_model_answers
from grading.content.second_ways import NOT_DERIVED, second_ways, table_of
from grading.course import Course
from grading.errors import ReleaseError, UsageError
from grading.section import Section
from tests.support.sections import COURSE, by_section
from tests.support.tiny_course import SECTION, make_course

TABLE = '''"""References.

| name | notebook | here |
|---|---|---|
| double | twice | a sum |
| answer | six times seven | the sum of 1 to 8, plus 6 |
"""
'''
REFERENCE = '''"""Reference of the task `double`."""

from __future__ import annotations


def double(x):
    """x + x, <b>."""
    return x + x
'''


def course_with_ways(root: Path) -> Course:
    course = make_course(root)
    module = root / "solutions" / SECTION.split("_", 1)[1]
    module.mkdir(parents=True, exist_ok=True)
    (module / "__init__.py").write_text(TABLE, encoding="utf-8")
    (module / "double.py").write_text(REFERENCE, encoding="utf-8")
    (module / "answer.py").write_text("answer = sum(range(1, 9)) + 6\n", encoding="utf-8")
    return course


@by_section
def test_every_task_of_the_course_has_its_second_way_and_a_word_on_how_it_differs(section: str) -> None:
    loaded = Section.load(COURSE, section)
    ways = second_ways(COURSE, loaded)
    assert [way.task for way in ways] == [task.name for task in loaded.tasks if not task.manual]
    assert all((way.reference and way.rows) or way.task == NOT_DERIVED for way in ways)
    known = {name for way in ways for row in way.rows for name in row.names}
    assert {name for row in table_of(COURSE, loaded) for name in row.names} <= known | everything_bound(loaded)


def everything_bound(section: Section) -> set[str]:
    """Names that a row may be about though no answer cell asks for them: what a model answer or a reference defines."""
    module = COURSE.root / "solutions" / section.module
    text = "".join(path.read_text(encoding="utf-8") for path in module.glob("*.py"))
    return {name for name in _words(text) if f"def {name}(" in text or f"\n{name}" in text}


def _words(text: str) -> set[str]:
    return set("".join(letter if letter.isalnum() or letter == "_" else " " for letter in text).split())


def test_a_notebook_holds_the_answers_and_under_each_the_second_way(tmp_path: Path) -> None:
    course = course_with_ways(tmp_path)
    written = make_model_answers(course)
    assert [path.relative_to(tmp_path).as_posix() for path in written] == [
        f"model-answers/{SECTION}/{SECTION}.html",
        f"model-answers/{SECTION}/{SECTION}.ipynb",
    ]
    notebook = nbformat.read(written[1], as_version=4)
    nbformat.validate(notebook)
    cells = {cell.id: cell for cell in notebook.cells}
    assert "secret_factor" in cells["double"].source
    assert "6 * 7" in cells["answer"].source
    assert "Rubric" in cells["why"].source
    order = [cell.id for cell in notebook.cells]
    assert order[0] == "with-answers"
    assert order[order.index("double") + 1] == "second-way-double"
    second = cells["second-way-double"].source
    assert "| `double` | twice | a sum |" in second
    assert "def double(x):" in second
    assert "return x + x" in second
    assert "annotations" not in second
    text = written[1].read_text(encoding="utf-8")
    assert "nbgrader" not in text
    assert "BEGIN SOLUTION" not in text
    assert "END SOLUTION" not in text


def test_the_page_shows_both_side_by_side_and_code_as_text(tmp_path: Path) -> None:
    page = make_model_answers(course_with_ways(tmp_path))[0].read_text(encoding="utf-8")
    left, right = page.index("secret_factor"), page.index("return x + x")
    assert page.index('<div class="beside">') < left < right
    assert "&lt;b&gt;" in page
    assert "<b>" not in page
    assert "default-src &#39;none&#39;" in page or "default-src 'none'" in page


def test_code_of_a_model_answer_runs(tmp_path: Path) -> None:
    notebook = nbformat.read(make_model_answers(course_with_ways(tmp_path))[1], as_version=4)
    names: dict[str, object] = {}
    exec(next(cell.source for cell in notebook.cells if cell.id == "double"), names)
    assert names["double"](3) == 6  # type: ignore[operator]


def test_release_is_left_alone(tmp_path: Path) -> None:
    course = course_with_ways(tmp_path)
    before = sorted(course.release.rglob("*"))
    make_model_answers(course)
    assert sorted(course.release.rglob("*")) == before


@pytest.mark.parametrize("name", ["release", "release/1.1_tiny", "source/x", "solutions", "submitted/all", "."])
def test_a_folder_that_is_handed_out_or_read_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="not written there"):
        make_model_answers(course_with_ways(tmp_path), folder=tmp_path / name)
    assert not list(tmp_path.rglob("*.html"))


def test_a_link_into_release_is_refused(tmp_path: Path) -> None:
    course = course_with_ways(tmp_path)
    course.release.mkdir(exist_ok=True)
    (tmp_path / "elsewhere").symlink_to(course.release, target_is_directory=True)
    with pytest.raises(UsageError, match="not written there"):
        make_model_answers(course, folder=tmp_path / "elsewhere" / "set")


@pytest.mark.parametrize(
    ("hours", "extension", "refused"), [(1, 0, True), (-1, 2, True), (-3, 2, False)], ids=["due", "extended", "over"]
)
def test_while_students_can_hand_in_nothing_is_written(tmp_path: Path, hours: int, extension: int, refused: bool) -> None:
    course = course_with_ways(tmp_path)
    now = datetime.now(tz=UTC).replace(tzinfo=None)
    make_gradebook(course.database)
    with Gradebook(course.database) as book:
        book.add_assignment(SECTION, duedate=now + timedelta(hours=hours))
        book.add_student("student-001")
        with book.db.no_autoflush:
            book.add_submission(SECTION, "student-001", extension=timedelta(hours=extension))
    if refused:
        with pytest.raises(UsageError, match="still hand"):
            make_model_answers(course)
        assert not (tmp_path / "model-answers").exists()
        assert make_model_answers(course, early=True)
    else:
        assert make_model_answers(course)


def test_without_a_gradebook_none_is_made(tmp_path: Path) -> None:
    make_model_answers(course_with_ways(tmp_path))
    assert not (tmp_path / "gradebook.db").exists()


def test_a_task_without_a_reference_or_a_row_is_named(tmp_path: Path) -> None:
    course = course_with_ways(tmp_path)
    module = tmp_path / "solutions" / SECTION.split("_", 1)[1]
    (module / "__init__.py").write_text(TABLE.replace("| double | twice | a sum |\n", ""), encoding="utf-8")
    with pytest.raises(ReleaseError, match="double") as caught:
        make_model_answers(course)
    assert "__init__.py" in caught.value.where
    (module / "double.py").unlink()
    with pytest.raises(ReleaseError, match="no such file"):
        make_model_answers(course)


def test_the_command_says_what_it_wrote_and_refuses_what_makes_no_sense(tmp_path: Path) -> None:
    course_with_ways(tmp_path)
    command = [sys.executable, "-m", "grading.cli.main", "--course", str(tmp_path), "release"]
    done = subprocess.run(
        [*command, "--solutions", SECTION, "--to", str(tmp_path / "set")], capture_output=True, text=True, check=True
    )
    page = tmp_path / "set" / SECTION / f"{SECTION}.html"
    assert page.is_file()
    assert str(page) in done.stdout.replace("\n", "")
    for words in (["--solutions", "--check"], ["--early"], ["--to", "x"]):
        refused = subprocess.run([*command, *words], capture_output=True, text=True, check=False)
        assert (refused.returncode, "model answers" in refused.stderr or "--check" in refused.stderr) == (2, True)
