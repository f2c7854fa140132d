"""The text of section 1.5, its two recordings, and the words that its tests look for."""

from __future__ import annotations

from pathlib import Path

from losslandscape import runs

ROOT = Path(__file__).resolve().parents[2]
TEXT = " ".join((ROOT / "source/1.5_symmetry/1.5_symmetry.md").read_text(encoding="utf-8").split())
FUSE, EDGE = runs.load("slow_fuse"), runs.load("edge")
ETA, DECAY = 0.0025, 0.46


def said(*words: str) -> None:
    """Fail unless the text has each of these words."""
    assert all(word in TEXT for word in words), [word for word in words if word not in TEXT]
