"""Reference of the task `stationarity_ztest`: the function and the decisions `ends`."""

from __future__ import annotations

import math
import statistics

import numpy as np
from scipy.special import ndtri

from losslandscape import runs
from solutions import Array

DECISIONS = ("not critical", "undecided")
LEVEL = 0.05


def stationarity_ztest(projection: Array, level: float) -> tuple[Array | None, float, str]:
    """(z, needed, decision), a column at a time."""
    N, D = projection.shape
    if N == 1:
        return None, math.inf, "undecided"
    columns = [[float(value) for value in column] for column in projection.T]
    z = np.array([statistics.fmean(column) * math.sqrt(N) / statistics.stdev(column) for column in columns])
    bound, largest = -float(ndtri(level / (2 * D))), max(abs(value) for value in z)
    needed = math.inf if largest == 0 else N * bound * bound / (largest * largest)
    return z, needed, DECISIONS[0] if needed < N else DECISIONS[1]


def ends() -> dict[str, tuple[float, str]]:
    """What the four rows of the table say, from the recording by name."""
    run = runs.load("noise")
    place = {name: k for k, name in enumerate(run.direction_names)}
    at = {int(size): k for k, size in enumerate(run.batch_size)}
    unplanned = [k for name, k in place.items() if name.startswith("random")]
    rows = {
        "A": run.projection[at[1]][:50][:, [place["top_eigenvector"]]],
        "B": run.projection[at[1]][:, unplanned],
        "C": run.projection[at[4]][:, unplanned],
        "D": run.projection[at[64]][:1],
    }
    return {name: stationarity_ztest(chosen, LEVEL)[1:] for name, chosen in rows.items()}
