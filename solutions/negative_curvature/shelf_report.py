"""References of the task `shelf_report`."""

from __future__ import annotations

import math

import numpy as np

from losslandscape import runs
from solutions import Array

GAIN = 1e7
STRETCHES = {  # name -> run, learning rate, first step, step after the last, what follows for the mean training loss
    "A": ("plateau", 0.15, 300, 780, "open"),
    "B": ("plateau", 0.15, 885, 1185, "open"),
    "C": ("edge", 0.1, 231, 572, "refuted"),
}
DECISIONS = {name: follows for name, (*_, follows) in STRETCHES.items()}


def shelf_report(lambda_min: Array, eta: float, steps: int, gain: float) -> tuple[float, str]:
    """(predicted steps, verdict): the slowest of the escapes that the measurements allow, each on its own."""
    times = [math.log(gain) / math.log1p(-eta * lam) if lam < 0 else math.inf for lam in np.asarray(lambda_min).tolist()]
    predicted = max(times)
    return predicted, "open" if predicted >= steps else "too long"


def stretches() -> dict[str, tuple[float, str]]:
    """The reports of the three stretches, from the recorded runs."""
    found = {}
    for name, (of, eta, start, stop, _) in STRETCHES.items():
        run = runs.load(of)
        if not isinstance(run, runs.TrainingRun):
            raise TypeError(f"{of} is no training run")
        values = [float(lam) for at, lam in zip(run.hessian_step, run.lambda_min, strict=True) if start <= at < stop]
        found[name] = shelf_report(np.array(values), eta, stop - start, GAIN)
    return found
