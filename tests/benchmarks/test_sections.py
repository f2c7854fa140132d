"""docs/sections.md: what it counts of the ten notebooks is what is there, and it is what was measured.

After a change of a bank or a check `make figures COUNTS=--counts` counts anew; `make figures` measures the seconds, too.
"""

from __future__ import annotations

import json
from collections import Counter

import pytest

from benchmarks.peer_checks import checks_of
from benchmarks.sections import PAGE, RESULTS, _cost, as_page
from grading.content.bank import load_banks
from grading.content.mutants.equivalent import load_equivalents
from grading.section import Section
from tests.support.sections import COURSE, SECTIONS

FOUND = json.loads(RESULTS.read_text(encoding="utf-8"))
ROWS = {row["section"]: row for row in FOUND["sections"]}


def test_the_page_is_written_from_the_measurement() -> None:
    assert PAGE.read_text(encoding="utf-8") == as_page(FOUND)


def test_every_finished_section_has_its_row() -> None:
    assert list(ROWS) == list(SECTIONS)


@pytest.mark.parametrize("name", SECTIONS)
def test_what_is_counted_is_what_is_there(name: str) -> None:
    section, row = Section.load(COURSE, name), ROWS[name]
    kinds = Counter(answer.right for bank in load_banks(COURSE, section).values() for answer in bank)
    automatic = [task.name for task in section.tasks if not task.manual]
    assert (row["automatic"], row["written"]) == (len(automatic), len(section.tasks) - len(automatic))
    assert (row["right"], row["wrong"]) == (kinds[True], kinds[False])
    assert row["checks"] == sum(len(checks_of(name, task)) for task in automatic)
    listed = sum(len(load_equivalents(COURSE.root, name, task)) for task in automatic)
    assert (row["equivalent"], row["killed"]) == (listed, row["mutants"] - listed)


@pytest.mark.parametrize("name", SECTIONS)
def test_what_was_measured_keeps_what_the_syllabus_allows(name: str) -> None:
    row = ROWS[name]
    assert 0 < row["whole"] < 20
    assert 0 < row["cells"] + row["checking"] < row["model"] < 1.5


@pytest.mark.sealed
def test_a_section_is_measured() -> None:
    cost = _cost(COURSE, Section.load(COURSE, SECTIONS[0]), 1)
    assert cost.whole > cost.model > cost.checking > 0
