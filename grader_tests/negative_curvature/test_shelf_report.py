"""Hidden checks of the task `shelf_report`."""

import math

import numpy as np

from grading.checks import Student, after_plain, as_mapping, as_sequence, as_string, check, close, equal
from solutions.negative_curvature import shelf_report as reference

VERDICTS = ("too long", "open")
RECORDED = reference.stretches()


def hold(
    student: Student, lambda_min: np.ndarray, eta: float, steps: int, gain: float, what: str, *, plain: bool = False
) -> None:
    """Hold the three entries; the plain case names slips."""
    call = f"shelf_report of {what}, eta = {eta:.3g}, steps = {steps}, gain = {gain:.4g}"
    predicted, needed, verdict = as_sequence(student.shelf_report(lambda_min, eta, steps, gain), call, length=3)
    right = reference.shelf_report(lambda_min, eta, steps, gain)
    slips = _slips(lambda_min, eta, steps, gain) if plain else ({}, {})
    hint = "ln(gain) over the logarithm of 1 + ημ, μ from the weakest measurement."
    if gain <= 1:
        hint = "With a gain of at most 1 nothing has to grow."
    elif np.max(lambda_min) >= 0:
        hint = "A measurement that is not negative leaves the time without end."
    close(predicted, right[0], f"predicted in the {call}", rtol=1e-8, hint=hint, slips=slips[0])
    close(needed, right[1], f"needed in the {call}", rtol=1e-8, hint="Solve (1 + ημ)^steps = gain for μ.", slips=slips[1])
    said = as_string(verdict, f"verdict in the {call}", choices=VERDICTS)
    equal(said, right[2], f"verdict in the {call}", hint="Compare steps with predicted.")


def _slips(lambda_min: np.ndarray, eta: float, steps: int, gain: float) -> tuple[dict[str, float], dict[str, float]]:
    weakest, log = -float(lambda_min.max()), math.log(gain)
    predicted = {
        "This is gradient flow: a step multiplies by 1 + ημ.": log / (eta * weakest),
        "This is the strongest curvature; the weakest takes longest.": log / math.log1p(-eta * float(lambda_min.min())),
        "This is the median of the measurements; the weakest was asked.": log / math.log1p(-eta * float(np.median(lambda_min))),
        "This is their mean; the weakest was asked.": log / math.log1p(-eta * float(lambda_min.mean())),
        "This is the last measurement; they are in any order.": log / math.log1p(-eta * float(lambda_min[-1])),
        "This is the first measurement; they are in any order.": log / math.log1p(-eta * float(lambda_min[0])),
        "The logarithms are of different bases.": math.log10(gain) / math.log1p(eta * weakest),
        "It is a real number; do not round it up.": float(math.ceil(log / math.log1p(eta * weakest))),
        "It is a real number; do not round it down.": float(math.floor(log / math.log1p(eta * weakest))),
    }
    needed = {
        "This is gradient flow: a step multiplies by 1 + ημ.": log / (eta * steps),
        "The 1 of 1 + ημ is still in it.": gain ** (1 / steps) / eta,
        "This is ημ: divide by η.": gain ** (1 / steps) - 1,
        "This adds the same in each step; each step multiplies.": (gain - 1) / (eta * steps),
    }
    return predicted, needed


@check("shelf_report")
def test_report_of_a_shelf(student: Student, rng: np.random.Generator) -> None:
    """Prediction, need and verdict of a plain shelf"""
    for lasted in (0.5, 2.0):
        values = -rng.uniform(0.5, 3, int(rng.choice([6, 8])))
        values[[0, 1, -1]] = np.array([-1.1, -3.3, -1.5]) * rng.uniform(0.95, 1.05, 3)
        values[2] = -0.37 * rng.uniform(0.9, 1.1)
        eta, gain = float(rng.uniform(0.05, 0.4)), float(10 ** rng.uniform(3, 9))
        steps = max(1, round(lasted * math.log(gain) / math.log1p(-eta * values[2])))
        hold(student, values, eta, steps, gain, f"{len(values)} measurements", plain=True)


@check("shelf_report")
@after_plain(test_report_of_a_shelf)
def test_report_where_a_measurement_is_not_negative(student: Student, rng: np.random.Generator) -> None:
    """One measurement that is zero or positive leaves everything open"""
    for value in (0.0, float(rng.uniform(0.1, 1)), 5.0):
        values = np.append(-rng.uniform(0.5, 3, int(rng.integers(2, 6))), value)
        eta, steps = float(rng.uniform(0.05, 0.4)), int(rng.integers(100, 900))
        hold(student, rng.permutation(values), eta, steps, 1e7, f"measurements with one of {value:.3g}")
    hold(student, np.array([0.0]), 0.1, int(rng.integers(10, 99)), 10.0, "the one measurement 0")


@check("shelf_report")
@after_plain(test_report_of_a_shelf)
def test_report_where_nothing_has_to_grow(student: Student, rng: np.random.Generator) -> None:
    """A gain of at most 1 takes no step, whatever was measured"""
    for gain in (1.0, float(rng.uniform(0.01, 0.9))):
        for values in (-rng.uniform(0.5, 3, 4), np.array([-1.0, 0.5])):
            hold(
                student,
                values,
                float(rng.uniform(0.05, 0.4)),
                int(rng.integers(2, 99)),
                gain,
                f"measurements {values.round(2)}",
            )


@check("shelf_report")
@after_plain(test_report_of_a_shelf)
def test_report_of_any_gain_and_unit(student: Student, rng: np.random.Generator) -> None:
    """Gains from 1.001 to 1e300, one measurement, tiny and large ημ"""
    for gain in (1.001, 1e300):
        for product in (1e-4, 30.0):
            eta = float(10 ** rng.uniform(-3, 1))
            values = -product / eta * np.array([float(rng.uniform(1, 2))])
            hold(student, values, eta, int(rng.integers(3, 2000)), gain, f"one measurement, ημ near {product:g}")


@check("shelf_report", weight=1.5)
@after_plain(test_report_of_a_shelf)
def test_stretches_are_measured(student: Student, rng: np.random.Generator) -> None:
    """The numbers and verdicts of the three recorded stretches"""
    got = as_mapping(student["stretches"], "stretches", keys=("A", "B", "C"))
    for name, right in RECORDED.items():
        predicted, needed, verdict, _ = as_sequence(got[name], f'stretches["{name}"]', length=4)
        what = f'stretches["{name}"]'
        hint = "Measurements at steps with start ≤ step < stop, the learning rate of that run, gain = 1e7."
        close(predicted, right[0], f"predicted in {what}", rtol=1e-6, hint=hint)
        close(needed, right[1], f"needed in {what}", rtol=1e-6, hint="steps = stop - start, gain = 1e7.")
        equal(as_string(verdict, f"verdict in {what}", choices=VERDICTS), right[2], f"verdict in {what}")


@check("shelf_report", weight=1.5)
def test_stretches_are_decided(student: Student) -> None:
    """What follows for the mean training loss"""
    got = as_mapping(student["stretches"], "stretches", keys=("A", "B", "C"))
    choices = ("refuted", "open")
    said = {}
    for name in RECORDED:
        entries = as_sequence(got[name], f'stretches["{name}"]', length=4)
        said[name] = as_string(entries[3], f'the last entry of stretches["{name}"]', choices=choices)
    wanted = {name: right[3] for name, right in RECORDED.items()}
    hint = "On which loss was λmin measured, which loss do the steps descend, and does the one bound the other?"
    equal(said, wanted, "the last entries of stretches", hint=hint)
