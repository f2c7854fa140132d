"""Reference of the task `checkpoint_report`: the function, and the decisions on the four checkpoints."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from losslandscape.transformer import checkpoints
from solutions import Array

WORDS = ("go on", "undecided", "lower eta", "done")
SMALL = 1e-9


@dataclass(frozen=True)
class Report:
    """What a checkpoint's measurements say."""

    lowest: float
    ratio: float
    decision: str


def checkpoint_report(g: Array, H: Array, tangents: Array, eta: float, eps: float, error: float) -> Report:
    """Eigenvalues of PHP, P the projection off the tangents, with the tangents lifted above all others."""
    P = np.eye(len(H)) - tangents @ tangents.T
    scale = float(np.abs(H).sum()) or 1.0
    lowest = float(np.linalg.eigvalsh(P @ H @ P + 2 * scale * (tangents @ tangents.T))[0])
    ratio = -eta * float(np.linalg.eigvalsh(-H)[0]) / 2
    holds = (math.hypot(*g) > eps or lowest < -error, lowest <= error, ratio >= 1, True)
    return Report(lowest, ratio, WORDS[holds.index(True)])


def decisions() -> dict[str, str]:
    """The decision on each checkpoint of the toolkit."""
    found = checkpoints.checkpoints()
    return {name: checkpoint_report(c.g, c.H, c.tangents, c.eta, SMALL, SMALL).decision for name, c in found.items()}
