"""The text of section 2.4, the words that its tests look for, and where starts of the double well end."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parents[2]
SOURCE = (ROOT / "source/2.4_basin_of_attraction/2.4_basin_of_attraction.md").read_text(encoding="utf-8")
TEXT = " ".join(SOURCE.split())


def said(*words: str) -> None:
    """Fail unless the text has each of these words."""
    assert all(word in TEXT for word in words), [word for word in words if word not in TEXT]


def ends(x: NDArray[np.float64], rate: float, steps: int) -> NDArray[np.float64]:
    """The starts of an array after so many steps."""
    with np.errstate(all="ignore"):
        for _ in range(steps):
            x = x - rate * (x**3 - x)
    return x
