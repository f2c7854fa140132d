"""The form of notebook 1.4 that no gate counts: minutes, points and messages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support.slips import slips_that_cannot_be_told

ROOT = Path(__file__).resolve().parents[3]
SECTION = "1.4_degeneracy"
TASKS = (
    "first_nonzero_order",
    "classify_degenerate",
    "numerical_rank",
    "effective_dimension",
    "ray_limit",
    "tail_order",
    "boundary",
)


def test_minutes_of_the_headings_leave_room_for_the_rest() -> None:
    text = (ROOT / f"source/{SECTION}/{SECTION}.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## \d · .*\n\*★+ · (\d+) minutes · (\d) points?", text, flags=re.MULTILINE)
    assert len(headings) == 9
    assert sum(int(points) for _, points in headings) == 20
    assert 70 <= sum(int(minutes) for minutes, _ in headings) <= 80


@pytest.mark.parametrize("task", TASKS)
def test_no_slip_has_the_value_of_another_or_of_the_answer_and_each_can_be_told(
    task: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert slips_that_cannot_be_told(SECTION, "degeneracy", task, monkeypatch) == []


def test_no_slip_of_the_derivation_equals_another_or_the_answer() -> None:
    from grader_tests.degeneracy.test_reduced_function import CURVE, LEAST, REDUCED, SLIPS, A, B, Y

    point = {A: 0.7, B: -1.3, Y: 0.9}
    for name, right in (("curve", CURVE), ("reduced_function", REDUCED), ("least_a", LEAST)):
        values = [
            float(right.subs(point)),
            float(right.subs(B, 1).subs(point)),
            *(float(s.subs(point)) for s in SLIPS[name].values()),
        ]
        assert len({round(value, 9) for value in values}) == len(values)
