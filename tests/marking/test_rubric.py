"""Rubrics become items to click: in every form that authors write, and only where they add up."""

from __future__ import annotations

import math
import re
from pathlib import Path

import pytest

from grading.course import Course
from grading.marking.question import questions_of
from grading.marking.rubric import rubric_items
from grading.section import Section

COURSE = Course.at(Path(__file__).resolve().parents[2])


def read(text: str, points: float = 2.0) -> list[tuple[float, str]]:
    return [(item.points, item.text) for item in rubric_items(text, points)]


def test_a_list_has_an_item_a_bullet() -> None:
    text = "**Rubric (2 points).** Read all of it.\n\n- **1½ the number**, with\n  its unit.\n- ½: the limit; one is enough.\n"
    assert read(text) == [(1.5, "**the number**, with its unit."), (0.5, "the limit; one is enough.")]


def test_prose_has_an_item_wherever_a_sentence_begins_with_points() -> None:
    text = "**Model answer.** It is 3.\n\n**Rubric (2 points).** ½: the name. Not 3, and ½ is nothing.\n1 point: why. ½: when."
    assert read(text) == [(0.5, "the name. Not 3, and ½ is nothing."), (1.0, "why."), (0.5, "when.")]


def test_each_of_several_is_as_many_items() -> None:
    text = "**Rubric.** 1 point: the name. Half a point for each of two numbers with a unit."
    assert read(text) == [
        (1.0, "the name."),
        (0.5, "one of two numbers with a unit. (1 of 2)"),
        (0.5, "as item 2, once more (2 of 2)"),
    ]


def test_half_a_point_each_is_split_at_semicolons_outside_brackets() -> None:
    text = "**Rubric.** Half a point each: the number (a; b); its unit; an act; a limit. What else is said costs nothing."
    assert [words for _, words in read(text)] == ["the number (a; b)", "its unit", "an act", "a limit."]


def test_a_smaller_share_after_a_semicolon_belongs_to_the_item_before_it() -> None:
    text = "**Rubric.** 1 point: the name; half a point for it without numbers. 1 point: why."
    assert read(text) == [(1.0, "the name; half a point for it without numbers."), (1.0, "why.")]


def test_a_numbered_point_is_an_item_where_nothing_in_it_adds_up() -> None:
    text = (
        "**Rubric.** *First point.* ½: the name. ½: why. *Second point*, one limit, argued: false alarms. Without a number: ½."
    )
    assert read(text) == [
        (0.5, "the name."),
        (0.5, "why."),
        (1.0, "*Second point*, one limit, argued: false alarms. Without a number: ½."),
    ]


def test_points_for_something_in_one_sentence_are_items() -> None:
    assert read("**Rubric.** 2 points for additivity, 1 point for homogeneity.", 3.0) == [
        (2.0, "additivity"),
        (1.0, "homogeneity."),
    ]


def test_what_costs_something_is_an_item_below_0() -> None:
    text = "**Rubric.** 2 points: all of it. A missing unit costs ¼ once. What it already cost a quarter above costs nothing."
    assert read(text)[1:] == [(-0.25, "A missing unit costs ¼ once")]


@pytest.mark.parametrize(
    "text", ["", "**Rubric (2 points).** Use your judgement.", "**Rubric.** 1 point: one half of it.", "TODO: the rubric."]
)
def test_what_does_not_add_up_has_no_items(text: str) -> None:
    assert read(text) == []


def test_items_keep_their_keys_and_no_two_share_one() -> None:
    text = "**Rubric.** ½ for each of four numbers."
    keys = [item.key for item in rubric_items(text, 2.0)]
    assert len(set(keys)) == 4
    assert keys == [item.key for item in rubric_items(f"**Model answer.** None.\n\n{text}", 2.0)]


@pytest.mark.parametrize("section", COURSE.section_ids())
def test_every_written_task_of_the_course_has_items_that_add_up(section: str) -> None:
    written = [question for question in questions_of(Section.load(COURSE, section)) if question.written]
    assert written
    for question in written:
        earned = [item.points for item in question.items if item.points > 0]
        assert math.isclose(math.fsum(earned), question.points), question.task
        assert len(earned) >= 2
        assert question.statement
        assert "ubric" not in question.statement


@pytest.mark.parametrize("section", COURSE.section_ids())
def test_no_rubric_of_the_course_works_in_quarters(section: str) -> None:
    for question in (one for one in questions_of(Section.load(COURSE, section)) if one.written):
        assert [item for item in question.items if item.points % 0.5 or re.search("[¼¾]|quarter", item.text)] == [], (
            question.task
        )


@pytest.mark.parametrize("section", COURSE.section_ids())
def test_a_unit_that_a_question_asks_for_is_worth_half_a_point_in_every_section(section: str) -> None:
    """Either it costs ½ once, or one item of ½ is for it."""
    for question in (one for one in questions_of(Section.load(COURSE, section)) if one.written):
        lost = {item.points for item in question.items if item.points < 0 and "unit" in item.text}
        gained = {item.points for item in question.items if "formula and unit" in item.text}
        asked = re.search(r"\bunits?\b", question.statement.split("\n\n")[-1])
        assert lost | gained in ([{-0.5}, {0.5}] if asked else [set()]), question.task
