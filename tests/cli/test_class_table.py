"""What stands beside a mark in the table of `landscape grade`."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.console import Console

from grading.cli.grade import class_table, shared_problems
from grading.course import Course
from tests.support.tiny_class import SECTION, graded, make_course, verdict

OURS = "These locked cells are not as the course has them now, and have been put back: about_double."
OWN = "These answer cells were missing: answer, and some more words that make the sentence longer than its column is wide."


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return make_course(tmp_path)


def table(course: Course, *problems: tuple[str, ...]) -> str:
    rows = [graded(course, f"student-{n:03d}", verdict(problems=of)) for n, of in enumerate(problems)]
    console = Console(width=240)
    with console.capture() as said:
        console.print(class_table(rows))
    return said.get()


def test_what_most_notebooks_share_is_no_remark_on_one_of_them(course: Course) -> None:
    """A typo mended in the course makes every notebook that was handed out before differ from it."""
    problems = [(OURS,)] * 5 + [(OURS, "A cell of hers."), ()]
    assert OURS[:30] not in table(course, *problems)
    assert "A cell of hers." in table(course, *problems)
    rows = [graded(course, f"student-{n:03d}", verdict(problems=of)) for n, of in enumerate(problems)]
    assert shared_problems(rows) == {(SECTION, OURS): 6}


def test_what_a_few_share_stays_a_remark(course: Course) -> None:
    assert OURS[:30] in table(course, (OURS,), (OURS,))
    assert OURS[:30] in table(course, *[(OURS,)] * 5, *[()] * 5)


def test_a_remark_is_cut_between_words_and_says_so(course: Course) -> None:
    (line,) = [line for line in table(course, (OWN,)).splitlines() if "student-000" in line]
    remark = line.split("│")[-2].strip()
    assert remark.endswith(" …")
    assert OWN.startswith(remark.removesuffix(" …") + " ")
