"""The minutes and points of the headings add up to what a notebook may take."""

from __future__ import annotations

import re
from pathlib import Path

TEXT = Path(__file__).resolve().parents[3] / "source/1.2_hessian_spectrum/1.2_hessian_spectrum.md"


BESIDE = 16  # opening, predictions, pictures and close, as a solver counted them


def test_the_headings_say_twenty_points_and_with_the_rest_at_most_a_hundred_minutes() -> None:
    headings = re.findall(
        r"^## \d · .*\n\*★+ · (\d+) minutes · (\d) points?", TEXT.read_text(encoding="utf-8"), flags=re.MULTILINE
    )
    assert len(headings) == 8
    assert sum(int(points) for _, points in headings) == 20
    assert 80 <= sum(int(minutes) for minutes, _ in headings) + BESIDE <= 100
