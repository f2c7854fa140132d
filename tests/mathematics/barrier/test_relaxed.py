"""The lines and strings of section 2.5."""

from __future__ import annotations

import numpy as np
import pytest

from losslandscape.paths import position, straight
from solutions.barrier.barrier_height import barrier_height
from solutions.barrier.relaxed import relaxed
from tests.mathematics.walls import said

Array = np.ndarray


def hyperbola(p: Array) -> float:
    return float((p[0] * p[1] - 1) ** 2 / 2)


def slope(p: Array) -> Array:
    return np.asarray((p[0] * p[1] - 1) * p[::-1])


def wells(p: Array) -> float:
    return float(((p[0] ** 2 - 1) ** 2 + (p[1] ** 2 - 1) ** 2) / 4)


def height(f: object, path: Array) -> float:
    return barrier_height(position(path), np.array([f(p) for p in path]))[0]  # type: ignore[operator]


def test_heights_of_lines_and_strings() -> None:
    same, other = straight([0.5, 2], [3, 1 / 3], 25), straight([0.5, 2], [-2, -0.5], 25)
    assert height(hyperbola, other) == pytest.approx(1.22, abs=0.005)
    assert height(hyperbola, relaxed(slope, same, 0.1, 200)) < 1e-12
    assert height(hyperbola, relaxed(slope, other, 0.1, 200)) == pytest.approx(0.5, abs=1e-6)
    line = straight([-1, -1], [1, 1], 25)
    bent = line + 0.01 * np.outer(np.r_[0, np.ones(23), 0], [1, -1])
    stiff, fallen = (relaxed(lambda p: p**3 - p, path, 0.1, 200) for path in (line, bent))
    assert height(wells, stiff) == pytest.approx(0.5)
    assert height(wells, fallen) == pytest.approx(0.25)
    said("sank from 1.22 to ½", "keeps the height ½", "Bent by a hundredth it falls to ¼")
