"""The text of section 2.4, and the words that its tests look for."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = (ROOT / "source/2.4_basin_of_attraction/2.4_basin_of_attraction.md").read_text(encoding="utf-8")
TEXT = " ".join(SOURCE.split())


def said(*words: str) -> None:
    """Fail unless the text has each of these words."""
    assert all(word in TEXT for word in words), [word for word in words if word not in TEXT]
