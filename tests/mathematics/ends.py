"""The text of section 2.1, the recording that it judges, Himmelblau's function, and the words that its tests look for."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from losslandscape import runs

ROOT = Path(__file__).resolve().parents[2]
TEXT = " ".join((ROOT / "source/2.1_critical_point/2.1_critical_point.md").read_text(encoding="utf-8").split())
NOISE = runs.load("noise")


def said(*words: str) -> None:
    """Fail unless the text has each of these words."""
    assert all(word in TEXT for word in words), [word for word in words if word not in TEXT]


def himmelblau(p: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Gradient and Hessian of Himmelblau's function, from the residuals (x² + y - 11, x + y² - 7) and their Jacobian."""
    x, y = p
    rest, J = np.array([x * x + y - 11, x + y * y - 7]), np.array([[2 * x, 1.0], [1.0, 2 * y]])
    return 2 * J.T @ rest, 2 * (J.T @ J + np.diag(2 * rest))
