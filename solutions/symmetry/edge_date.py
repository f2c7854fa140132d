"""Reference of the task `edge_date`."""

from __future__ import annotations

import math
from dataclasses import dataclass

from solutions import Array

NORM, CURVATURE = 0.01, 0.05
DECISIONS = ("past the edge", "no date: norm", "no date: curvature", "act before the date")


@dataclass(frozen=True)
class Judgement:
    """What a stretch says about the law behind its date."""

    norm_error: float
    curvature_error: float
    decision: str


def edge_date(step: float, ratio: float, eta: float, decay: float) -> float:
    """Step at which a ratio that doubles every -½/log2(1 - ηω) steps is 1."""
    if ratio >= 1:
        return float(step)
    if decay == 0:
        return math.inf
    doubling = -1 / (2 * math.log2(1 - eta * decay))
    return step + doubling * math.log2(1 / ratio)


def judge(step: Array, ratio: Array, norm: Array, eta: float, decay: float) -> Judgement:
    """Hold a stretch against the hypotheses of the law, a measurement at a time."""
    norm_error = curvature_error = 0.0
    for t, r, n in zip(step, ratio, norm, strict=True):
        expected = float(norm[0]) * math.exp(float(t - step[0]) * math.log1p(-eta * decay))
        norm_error = max(norm_error, abs(float(n) / expected - 1))
        curvature_error = max(curvature_error, abs(float(r) * float(n) ** 2 / (float(ratio[0]) * float(norm[0]) ** 2) - 1))
    holds = (max(ratio) >= 1, norm_error > NORM, curvature_error > CURVATURE, True)
    return Judgement(norm_error, curvature_error, DECISIONS[holds.index(True)])
