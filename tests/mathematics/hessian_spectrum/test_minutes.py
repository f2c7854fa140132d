"""The minutes and points of the headings are those of the table of tasks."""

from __future__ import annotations

import re
from pathlib import Path


# --- the table of tasks
def test_minutes_and_points_of_the_headings_are_those_of_the_table_and_the_minutes_stay_within_ninety() -> None:
    text = (Path(__file__).resolve().parents[3] / "source/1.2_hessian_spectrum/1.2_hessian_spectrum.md").read_text(
        encoding="utf-8"
    )
    headings = re.findall(r"^## \d · .*\n\*(★+) · ([\d and]+) minutes · (\d) points?", text, flags=re.MULTILINE)
    table = re.findall(r"^\| \d \| .* \| (★+) \| ([\d +]+) \| (\d) \|$", text, flags=re.MULTILINE)
    assert [(stars, minutes.replace("and", "+"), points) for stars, minutes, points in headings] == table
    assert len(table) == 9
    assert sum(int(points) for _, _, points in table) == 20
    total = sum(int(minutes) for _, cell, _ in table for minutes in cell.split("+"))
    assert 60 <= total <= 90
    assert f"The minutes add up to {total}." in text
