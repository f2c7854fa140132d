"""Hidden checks of the task `shelf_report`."""

import math

import numpy as np

from grading.checks import Student, after_plain, as_mapping, as_sequence, as_string, check, close, equal
from solutions.negative_curvature import shelf_report as reference

VERDICTS = ("too long", "open")


def hold(
    student: Student, lambda_min: np.ndarray, eta: float, steps: int, gain: float, what: str, *, plain: bool = False
) -> None:
    """Hold both entries; the plain case names slips."""
    call = f"shelf_report of {what}, eta = {eta:.3g}, steps = {steps}, gain = {gain:.4g}"
    predicted, verdict = as_sequence(student.shelf_report(lambda_min, eta, steps, gain), call, length=2)
    right = reference.shelf_report(lambda_min, eta, steps, gain)
    slips = _slips(lambda_min, eta, gain) if plain else {}
    weakest = float(np.max(lambda_min))
    hint = f"The weakest is {weakest:.4g}: by which factor does one step multiply? How many such factors make gain?"
    if weakest >= 0:
        hint = "A measurement that is not negative leaves the time without end."
    elif places := [n for n in range(10) if predicted and isinstance(predicted, float) and predicted == round(right[0], n)]:
        hint = f"It is rounded to {places[0]} decimals: return it as it is."
    close(predicted, right[0], f"predicted in the {call}", rtol=1e-8, hint=hint, slips=slips)
    said = as_string(verdict, f"verdict in the {call}", choices=VERDICTS)
    equal(said, right[1], f"verdict in the {call}", hint=f"Compare steps with predicted, here {right[0]:.4g}.")


def _slips(lambda_min: np.ndarray, eta: float, gain: float) -> dict[str, float]:
    weakest, log = -float(lambda_min.max()), math.log(gain)
    second = float(np.sort(lambda_min)[-2])
    left = "This leaves out the weakest measurement; each counts."
    return {
        **({} if second in lambda_min[[0, -1]] else {left: log / math.log1p(-eta * second)}),
        "This is right at ημ = 1 alone, where a step doubles the distance.": log / (math.log(2) * eta * weakest),
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


def lasted(lambda_min: np.ndarray, eta: float, gain: float, share: float) -> int:
    """So many steps that they are this share of the predicted ones, and at least 1."""
    return max(1, round(share * math.log(gain) / math.log1p(-eta * float(lambda_min.max()))))


@check("shelf_report")
def test_report_of_a_shelf(student: Student, rng: np.random.Generator) -> None:
    """Prediction and verdict of a plain shelf"""
    for share in rng.permutation([0.5, 2.0]):
        values = -rng.uniform(0.5, 3, int(rng.choice([6, 8])))
        values[[0, 1, -1]] = np.array([-1.1, -3.3, -1.5]) * rng.uniform(0.95, 1.05, 3)
        values[2] = -0.37 * rng.uniform(0.9, 1.1)
        eta, gain = float(rng.uniform(0.05, 0.4)), float(10 ** rng.uniform(3, 9))
        steps = lasted(values, eta, gain, share)
        hold(student, values, eta, steps, gain, f"{len(values)} measurements", plain=True)


@check("shelf_report", weight=1.5)
@after_plain(test_report_of_a_shelf)
def test_report_where_a_measurement_is_not_negative(student: Student, rng: np.random.Generator) -> None:
    """One measurement that is zero or positive leaves everything open"""
    for place, value in enumerate((0.0, float(rng.uniform(0.1, 1)), 5.0, 1e-7)):
        values = np.append(-rng.uniform(0.5, 3, int(rng.integers(2, 6))), value)
        eta, steps = float(rng.uniform(0.05, 0.4)), int(rng.integers(100, 900))
        ordered = (values, values[::-1], rng.permutation(values), rng.permutation(values))[place]  # last, first, anywhere
        hold(student, ordered, eta, steps, 1e7, f"measurements with one of {value:.3g}")
    hold(student, np.array([0.0]), 0.1, int(rng.integers(10, 99)), 10.0, "the one measurement 0")
    hold(student, rng.uniform(0.5, 3, 1), 0.1, int(rng.integers(200, 900)), 10.0, "one positive measurement")
    values = rng.uniform(0.5, 3, 4)
    hold(student, values, 0.1, int(rng.integers(10, 99)), 10.0, "positive measurements")


@check("shelf_report")
@after_plain(test_report_of_a_shelf)
def test_report_of_any_gain_and_unit(student: Student, rng: np.random.Generator) -> None:
    """Gains from 1.001 to 1e300, one measurement, tiny and large ημ, verdicts within a step of the prediction"""
    for gain in (1.001, 1e300):
        for product in (2e-6, 1e-3, 30.0, 900.0):
            eta = float(10 ** rng.uniform(-3, 1))
            values = -product / eta * np.array([float(rng.uniform(1, 1.1))])
            steps = 1 if product > 100 else int(rng.integers(3, 2000))
            hold(student, values, eta, steps, gain, f"one measurement, ημ near {product:g}")
    hold(student, np.array([-2e-10, -1.0]), 1e4, int(rng.integers(3, 2000)), 1e7, "two measurements, ημ of 2e-6 and 1e4")
    for part in rng.permutation([0.3, 0.7]):
        values, time = -rng.uniform(0.5, 3, 5), int(rng.integers(20, 60)) + float(part)
        eta = math.expm1(math.log(1e7) / time) / -float(values.max())
        for steps in rng.permutation([math.floor(time), math.ceil(time)]):
            hold(student, values, eta, int(steps), 1e7, "five measurements")


@check("shelf_report", weight=1.5)
def test_stretches_are_decided(student: Student) -> None:
    """What follows for the mean training loss"""
    got = as_mapping(student["decisions"], "decisions", keys=("A", "B", "C"))
    choices = ("refuted", "open")
    said = {name: as_string(got[name], f'decisions["{name}"]', choices=choices) for name in reference.DECISIONS}
    hint = "Which verdicts are too long at all? And on which loss was λmin measured there: can that of the claim be weaker?"
    equal(said, reference.DECISIONS, "decisions", hint=hint)
