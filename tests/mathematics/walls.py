"""The text of section 2.5, and the words that its tests look for."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = (ROOT / "source/2.5_barrier/2.5_barrier.md").read_text(encoding="utf-8")
TEXT = " ".join(SOURCE.split())


def said(*words: str) -> None:
    """Fail unless the text has each of these words."""
    assert all(word in TEXT for word in words), [word for word in words if word not in TEXT]
