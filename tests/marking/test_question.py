"""A question is found by its id; what is unknown or not clear is told with what there is."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from grading.course import Course
from grading.errors import UsageError
from grading.marking.question import find_questions, questions_of
from tests.support.tiny_course import SECTION, load, make_course


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return make_course(tmp_path)


def test_a_section_a_question_or_both_name_it(course: Course) -> None:
    assert find_questions(course, ["why"]) == (SECTION, "why")
    assert find_questions(course, [SECTION]) == (SECTION, "")
    assert find_questions(course, [SECTION, "double"]) == (SECTION, "double")


def test_a_question_of_two_sections_is_refused_with_both(course: Course) -> None:
    other = course.source / "9.2_other"
    other.mkdir()
    shutil.copy(course.notebook(SECTION), other / "9.2_other.ipynb")
    with pytest.raises(UsageError) as caught:
        find_questions(course, ["why"])
    assert "`landscape mark 9.1_tiny why`" in str(caught.value)
    assert "`landscape mark 9.2_other why`" in str(caught.value)
    assert find_questions(course, ["9.2_other", "why"]) == ("9.2_other", "why")
    record = course.classroom / "verdicts" / "9.2_other" / "student-001.json"
    record.parent.mkdir(parents=True)
    record.write_text("{}", encoding="utf-8")
    assert find_questions(course, ["why"]) == ("9.2_other", "why")  # the one alone that was graded


@pytest.mark.parametrize(
    ("words", "near"),
    [(["wy"], "why"), (["9.1_tinny"], SECTION), ([SECTION, "dubble"], "double"), (["9.9_none", "why"], SECTION)],
)
def test_what_is_unknown_is_refused_with_the_nearest_names(course: Course, words: list[str], near: str) -> None:
    with pytest.raises(UsageError) as caught:
        find_questions(course, words)
    assert near in caught.value.expected


def test_a_question_has_its_statement_and_rubric_apart(course: Course) -> None:
    by_task = {question.task: question for question in questions_of(load(course))}
    assert by_task["why"].statement == "Say why doubling is linear."
    assert by_task["why"].rubric == "**Rubric.** 2 points for additivity, 1 point for homogeneity."
    assert [item.points for item in by_task["why"].items] == [2.0, 1.0]
    assert "Return twice the number." in by_task["double"].statement
    assert (by_task["double"].rubric, by_task["double"].items, by_task["double"].cell) == ("", (), "test_double")
