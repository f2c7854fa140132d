"""The minutes and points of the headings are those of the table of tasks."""

from __future__ import annotations

import re
from pathlib import Path


def test_times_of_the_headings_add_up_to_what_the_table_and_the_text_say():
    text = (Path(__file__).resolve().parents[3] / "source/1.1_plateau/1.1_plateau.md").read_text(encoding="utf-8")
    headings = [int(minutes) for minutes in re.findall(r"^### Task .* · (\d+) min · ", text, flags=re.MULTILINE)]
    table = [int(minutes) for minutes in re.findall(r"^\| [A-Z].*★.*\| (\d+) \|$", text, flags=re.MULTILINE)]
    assert len(headings) == 10
    assert sum(headings) == sum(table) == 91
    assert "about 90 minutes" in text
