"""Every answer of the bank is judged as it says, by its own task's checks, through the real, sealed engine."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from grading.content.bank import load_bank, load_banks
from grading.content.error_rates import rates
from grading.content.judging import Judges
from grading.section import Section
from tests.support.sections import COURSE, automatic, by_section, by_task

pytestmark = pytest.mark.sealed


@by_task
def test_every_answer_of_the_bank_is_judged_as_it_must_be(
    judges: Judges, section: str, task: str, record_property: Callable[[str, object], None]
) -> None:
    loaded = Section.load(COURSE, section)
    answers = [(loaded, answer) for answer in load_bank(COURSE, loaded, task)]
    judged = list(judges.judge(answers))
    record_property("answers of the bank", len(judged))
    record_property("judged by an earlier run", sum(one.kept for one in judged))
    assert {one.answer.title for one in judged} == {answer.title for _, answer in answers}
    assert [f"{one.answer.where}: {one.answer.title}: {one.fault}" for one in judged if one.fault] == []
    assert all(row.false_accepts == row.false_rejects == 0 for row in rates(judged))


@by_section
def test_every_file_of_the_bank_belongs_to_a_task(section: str) -> None:
    assert list(load_banks(COURSE, Section.load(COURSE, section))) == automatic(section)
