"""Reference of the task `step_curvature`."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from losslandscape.runs.fields import TrainingRun
from solutions import Array

STRETCHES = {"A": (40, 100), "B": (165, 200), "C": (600, 899)}  # first step, step after the last


@dataclass(frozen=True)
class Stretch:
    """What is read off one stretch of the recorded run."""

    edge: float
    met: float
    decision: str


def stretches(run: TrainingRun) -> dict[str, Stretch]:
    """Medians of ηλmax and of ηc in each stretch, and what they say: see `decide`."""
    met = step_curvature(run.loss, run.gradient_norm, run.learning_rate)
    found = {}
    for name, (start, stop) in STRETCHES.items():
        edge = statistics.median(measured(run, start, stop))
        felt = statistics.median(float(run.learning_rate[t] * met[t]) for t in range(start, stop))
        found[name] = Stretch(edge, felt, decide(edge, felt))
    return found


def measured(run: TrainingRun, start: int, stop: int) -> list[float]:
    """The ηλmax that were measured from step `start` to the step before `stop`."""
    pairs = zip(run.hessian_step, run.lambda_max, strict=True)
    return [float(run.learning_rate[step] * value) for step, value in pairs if start <= step < stop]


def decide(edge: float, met: float) -> str:
    """Below 2 nothing is shown; above it, steps that meet next to nothing will feel it, and those that meet less still gain."""
    if edge <= 2:
        return "nothing shown"
    return "lower eta" if met < 1 else "hold"


def step_curvature(loss: Array, gradient_norm: Array, eta: Array) -> Array:
    """Curvature κ that each step but the last met, f_(t+1) - f_t = -η‖g‖² + ½η²‖g‖²κ; shape (T-1,).

    The logged floats are taken as exact, and so is the arithmetic; the only rounding is that of the result.
    """
    exact = [[Fraction(float(value)) for value in column] for column in (loss, gradient_norm, eta)]
    rows = zip(exact[0][:-1], exact[0][1:], exact[1], exact[2], strict=False)
    return np.array([float(2 * (after - before + h * g**2) / (h * g) ** 2) for before, after, g, h in rows])
