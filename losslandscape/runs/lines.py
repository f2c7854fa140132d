"""Five measured lines for the decisions of 2.4: losses between two points, and where descent from the two ends goes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from losslandscape.objectives import DoubleWell, Factorisation, Objective
from losslandscape.runs.load import load

POINTS = 25
ERROR = 0.005  # [f]
WELLS, VALLEY = DoubleWell(), Factorisation(decay=0.01)
SIDE = float(np.sqrt(0.99))  # the minima of VALLEY are ±(SIDE, SIDE)
MADE: dict[str, tuple[Objective, tuple[float, ...], tuple[float, ...], tuple[int, int]]] = {
    "B": (WELLS, (1.70,), (1.76,), (0, 1)),
    "D": (VALLEY, (SIDE, SIDE), (6.0, 1 / 6), (0, 0)),
    "E": (WELLS, (0.8,), (-0.9,), (0, 1)),
}  # name -> objective, one end, the other, the labels of the ends; GD with η = 0.5 (B, E) and 0.05 (D)
RECORDED = {"A": "seeds", "C": "fine_tunes"}


@dataclass(frozen=True, kw_only=True)
class Line:
    """A straight line between two points of a loss landscape."""

    losses: NDArray[np.float64]
    """(25,) float64, [f]. Losses at evenly spaced points, the two ends first and last."""

    labels: tuple[int, int] | None
    """The index of the minimum in which descent from each end stays, -1 for neither; None where it was not measured."""

    error: float
    """[f]. What counts as no difference."""


def lines() -> dict[str, Line]:
    """Return the five lines by their letters: A and C are of the recorded run `connectivity`, on text not trained on."""
    run = load("connectivity")
    found = {
        name: Line(losses=run.validation_loss[run.pairs.index(pair)], labels=None, error=ERROR)
        for name, pair in RECORDED.items()
    }
    for name, (f, one, other, labels) in MADE.items():
        points = np.linspace(one, other, POINTS)
        found[name] = Line(losses=np.array([f.value(point) for point in points]), labels=labels, error=ERROR)
    return dict(sorted(found.items()))
