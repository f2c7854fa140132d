"""The function ½(uv - 1)² of section 2.2, and the words that its tests look for in the text."""

from __future__ import annotations

from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
TEXT = " ".join((ROOT / "source/2.2_local_minimum/2.2_local_minimum.md").read_text(encoding="utf-8").split())


def value(p: np.ndarray) -> float:
    """½(uv - 1)²."""
    return float((p[0] * p[1] - 1) ** 2 / 2)


def slope(p: np.ndarray) -> np.ndarray:
    """Its gradient, shape (2,)."""
    return np.asarray((p[0] * p[1] - 1) * p[::-1])


def bowl(p: np.ndarray) -> np.ndarray:
    """Its Hessian, shape (2, 2)."""
    return np.asarray(np.outer(p[::-1], p[::-1]) + (p[0] * p[1] - 1) * np.eye(2)[::-1])


def said(*words: str) -> None:
    """Fail unless the text has each of these words."""
    assert all(word in TEXT for word in words), [word for word in words if word not in TEXT]
