"""The sample class: who is in it, and that each submission gets its mark, cell by cell.

`make test` grades a third of the students in each section, another third in the next one; `make test-all` all of them.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from grading.cli.demo import class_table
from grading.content.companions import model_of, names_read
from grading.content.judging import Judges
from grading.content.sample_class import Sample, load_samples
from grading.content.sample_marks import expected_marks, mismatches
from grading.errors import AuthorError
from grading.release.make import make_release
from grading.section import Section
from tests.support.extent import WHOLE
from tests.support.sections import COURSE, SECTIONS, by_section
from tests.support.tiny_course import make_course

KINDS = {"right", "partly right", "wrong", "empty", "broken", "hostile"}

pytestmark = pytest.mark.sealed


THIRDS = 3


@cache
def samples() -> tuple[Sample, ...]:
    return tuple(load_samples(COURSE))


def test_the_sample_class_has_24_students_of_every_kind() -> None:
    assert sorted({sample.student for sample in samples()}) == [f"student-{number:03d}" for number in range(1, 25)]
    assert {sample.kind for sample in samples()} == KINDS


def graded_here(section: str) -> list[Sample]:
    """Return the students of a section whose marks are tested in this run; those with marks pinned by hand always are."""
    third = SECTIONS.index(section) % THIRDS
    of_section = [sample for sample in samples() if sample.section == section]
    return [one for number, one in enumerate(of_section) if WHOLE or one.pinned or number % THIRDS == third]


def test_every_student_is_graded_in_some_section() -> None:
    assert {one.student for section in SECTIONS for one in graded_here(section)} == {one.student for one in samples()}


@by_section
def test_the_sample_class_gets_its_marks_cell_by_cell(judges: Judges, section: str) -> None:
    of_section = graded_here(section)
    assert len(of_section) >= 24 // THIRDS
    expected = expected_marks(COURSE, of_section, judges)
    got = {}
    for sample in of_section:
        verdict = judges.grade(sample.notebook or b"", section)
        got[sample.student, section] = {
            task.task: task.earned if task.unsure else task.score for task in verdict.tasks if not task.manual
        }
    assert mismatches(expected, got) == []


def test_two_submissions_are_anchored_by_hand() -> None:
    pinned = [sample for sample in samples() if sample.pinned]
    assert len(pinned) >= 2
    assert all(
        0 < mark < Section.load(COURSE, one.section).task(task).points for one in pinned for task, mark in one.pinned.items()
    )


def test_every_section_has_every_student() -> None:
    assert len(samples()) == 24 * len({sample.section for sample in samples()})


def test_a_mark_that_is_not_the_expected_one_is_told() -> None:
    said = mismatches({("student-001", "1.1_x"): {"a": 1.0, "b": None}}, {("student-001", "1.1_x"): {"a": 0.5, "b": 0.0}})
    assert said == [
        "student-001 1.1_x a: got 0.5, must get 1.0",
        "student-001 1.1_x b: got 0.0, must get None",
    ]


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        ("base = 'rigth 2'", "base 'rigth 2'"),
        ("marks = 'all'", "marks 'all'"),
        ("slip = { 1 = 1 }", "unknown key 'slip'"),
        ("extra = [{ before = 'third', code = 'flood.py' }]", "before = 'third'"),
        ("extra = [{ before = 'first', code = 'nothing.py' }]", "code 'nothing.py'"),
        ("[student.sections.'7.7_none']", "section '7.7_none'"),
    ],
)
def test_an_entry_that_does_not_fit_is_named(tmp_path: Path, entry: str, says: str) -> None:
    course = make_course(tmp_path)
    make_release(course)
    (tmp_path / "tests" / "sample_class").mkdir(parents=True)
    head = "[[student]]\nname = 'student-001'\nkind = 'right'\nabout = 'x'\n"
    (tmp_path / "tests" / "sample_class" / "class.toml").write_text(head + entry + "\n")
    with pytest.raises(AuthorError, match=says) as caught:
        load_samples(course)
    assert "student-001" in caught.value.where


def test_a_table_of_ten_sections_fits_into_a_line() -> None:
    sections = [f"{part}.{number}_some_long_name_of_a_section" for part in (1, 2) for number in range(1, 6)]
    ten = [replace(one, section=section) for one in samples() for section in sections]
    console = Console(width=140, file=StringIO())
    console.print(class_table(ten, {(one.student, one.section): 13.333 for one in ten}))
    rows = [line for line in console.file.getvalue().splitlines() if "student-" in line]
    assert len(rows) == 24
    assert all(row.count("13.3") == 10 and "…" not in row for row in rows)


def test_no_answer_of_the_class_calls_that_of_another_task() -> None:
    """A slip costs its own task: beside a wrong answer that it calls, an answer would get another mark than alone."""
    for name in SECTIONS:
        section = Section.load(COURSE, name)
        asked = {task.name: set(model_of(section, task.name).asked) for task in section.tasks if not task.manual}
        for one in (sample for sample in samples() if sample.section == name):
            for task, answer in one.wrong.items():
                others = set().union(*(names for other, names in asked.items() if other != task))
                assert names_read(answer.code) & others == set(), f"{one.student} {name} {task}: {answer.title}"
