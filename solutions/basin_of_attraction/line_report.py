"""Reference of the task `line_report`: its function, and the dict `decisions`."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from losslandscape.runs.lines import lines
from solutions import Array

LINES = ("wall", "connected")
CLAIMS = ("open", "holds", "fails")


def line_report(losses: Sequence[float] | Array, labels: Sequence[int] | None, error: float) -> tuple[float, str, str]:
    """The colleague's sentence holds where (no wall, same label) or (wall, other label)."""
    values = np.asarray(losses, dtype=float)
    rise = float(np.minimum(values.max() - values[0], values.max() - values[-1]))
    wall = rise > error
    if labels is None or -1 in tuple(int(label) for label in labels):
        claim = "open"
    else:
        apart = int(labels[0]) != int(labels[1])
        claim = "holds" if wall is apart else "fails"
    return rise, LINES[0] if wall else LINES[1], claim


def decisions() -> dict[str, tuple[str, str]]:
    """The two words for each of the five lines."""
    return {name: line_report(one.losses, one.labels, one.error)[1:] for name, one in lines().items()}
