"""The form of notebook 1.1 that no gate counts: minutes, points and messages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support.slips import slips_that_cannot_be_told

ROOT = Path(__file__).resolve().parents[3]
SECTION = "1.1_plateau"
TASKS = ("descend", "plateau_radius", "flat_spectrum", "max_stable_lr", "saturation", "diagnose", "boundary")


def test_minutes_of_the_headings_fit_ninety_with_the_reading() -> None:
    text = (ROOT / f"source/{SECTION}/{SECTION}.md").read_text(encoding="utf-8")
    headings = re.findall(r"^### Task .* · (\d+) min · (\d) points?$", text, flags=re.MULTILINE)
    assert len(headings) == 10
    assert sum(int(points) for _, points in headings) == 20
    assert 64 <= sum(int(minutes) for minutes, _ in headings) <= 84  # and 20 for reading and pictures
    assert "the tasks take about 75 minutes, reading and pictures twenty minutes more" in text


@pytest.mark.parametrize("task", TASKS)
def test_no_slip_has_the_value_of_another_or_of_the_answer_and_each_can_be_told(
    task: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert slips_that_cannot_be_told(SECTION, "plateau", task, monkeypatch) == []
