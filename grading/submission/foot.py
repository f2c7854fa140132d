"""The foot of a released notebook: one line that says how it may be used. It is no work of the student's, and is not kept."""

from __future__ import annotations

FOOT_ID = "licence"
START, END = "<sub>", "</sub>"


def foot(licence: str) -> str:
    """Return the source of the cell."""
    return f"{START}{licence}{END}"


def is_foot(cell_id: str, source: str) -> bool:
    """Say whether a cell is the foot as it was handed out: one line, with nothing of the student's in it."""
    text = source.strip()
    return cell_id == FOOT_ID and text.startswith(START) and text.endswith(END) and "\n" not in text
