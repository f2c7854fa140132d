"""Hidden checks of the task `kramers_times`: its function and the dict `factors`."""

from typing import Any

import numpy as np

from grader_tests.barrier import expressions
from grading.checks import Student, after_plain, as_array, as_mapping, check, close
from grading.checks.asked import asked_about
from solutions.barrier import kramers_times as reference
from solutions.barrier.kramers_times import c, s

Three = tuple[float, float, float]


def plain_slips(values: Three, curvatures: Three, T: float) -> dict[str, Any]:
    """The pairs of times that typical slips give."""
    right = np.array(reference.kramers_times(values, curvatures, T))
    left, top, far = values
    kl, kt, kr = curvatures
    roots = np.sqrt(np.array([kl, kr]) * -kt)
    lift = np.exp((top - np.array([left, far])) / T)
    return {
        "This is the time to the top; the other minimum is the goal.": right / 2,
        "The two times have changed places.": right[::-1],
        "Look at the unit of the factor before the exponential: it is a time.": 2 * np.pi / roots**2 * lift,
        "This takes the curvature of the start twice, and that of the top not at all.": 2 * np.pi / np.array([kl, kr]) * lift,
        "This takes the curvature of the top alone.": 2 * np.pi / abs(kt) * lift,
        "This takes the curvature of the other minimum.": 2 * np.pi / roots[::-1] * lift,
        "Look at the sign of the exponent.": 2 * np.pi / roots / lift,
        "Both rises are taken from the left minimum.": 2 * np.pi / roots * lift[0],
        "Both rises are taken from the lower minimum.": 2 * np.pi / roots * lift.max(),
        "Both rises are taken from the mean of the minima.": 2 * np.pi / roots * np.sqrt(lift[0] * lift[1]),
        "The factor before the exponential is missing.": lift,
        "The rise is divided by 2T; T stands alone.": 2 * np.pi / roots * np.sqrt(lift),
        "Both times have the curvature of the left minimum.": 2 * np.pi / roots[0] * lift,
        "These are rates; a time is 1 over a rate.": 1 / right,
    }


def taken_apart(times: np.ndarray, right: np.ndarray, values: Three, T: float) -> str:
    """Of the first time that is not right, the exponential and what stands before it."""
    for side, place in (("left", 0), ("right", 1)):
        if abs(times[place] - right[place]) > 1e-9 * right[place]:
            lift = float(np.exp((values[1] - values[2 * place]) / T))
            return f"From the {side} exp(rise/T) is {lift:.6g}; your time is {times[place] / lift:.6g} times that."
    return ""


def hold(student: Student, values: Three, curvatures: Three, T: float, *, hint: str = "", named: bool = False) -> None:
    """Hold both times."""
    call = (
        "kramers_times("
        + ", ".join(f"({', '.join(f'{one:.4g}' for one in three)})" for three in (values, curvatures))
        + f", {T:.4g})"
    )
    right = reference.kramers_times(values, curvatures, T)
    hint = hint or "Curvature of the start and modulus of that at the top, under one root; the rise from the start, over T."
    slips = plain_slips(values, curvatures, T) if named else None
    got = asked_about(call, hint, student.kramers_times, values, curvatures, T)
    apart = taken_apart(as_array(got, call, shape=(2,), finite=False), np.array(right), values, T)
    close(got, np.array(right), call, rtol=1e-9, hint=f"{hint} {apart}", slips=slips)


def drawn(rng: np.random.Generator) -> tuple[Three, Three]:
    """Values and curvatures of two wells; the left one is the higher one here."""
    left, far = float(rng.uniform(0.4, 0.8)), float(rng.uniform(-0.8, -0.4))
    return (left, float(rng.uniform(1.5, 2.5)), far), (
        float(rng.uniform(2, 3)),
        -float(rng.uniform(0.5, 0.9)),
        float(rng.uniform(4, 6)),
    )


@check("kramers_times", weight=1.5)
def test_waits_in_two_wells(student: Student, rng: np.random.Generator) -> None:
    """Two wells of different depth and curvature, either one the deeper"""
    for _ in range(2):
        values, curvatures = drawn(rng)
        T = float(rng.uniform(0.3, 0.5))
        hold(student, values, curvatures, T, named=True)
        hint = "The same with left and right exchanged."
        hold(student, values[::-1], curvatures[::-1], T, hint=hint)


@check("kramers_times")
@after_plain(test_waits_in_two_wells)
def test_low_temperatures_and_shallow_wells(student: Student, rng: np.random.Generator) -> None:
    """A rise of 0, of 1/100 T and of almost 600 T; a level far from 0"""
    (_, top, far), curvatures = drawn(rng)
    hold(student, (top, top, far), curvatures, 1.0, hint="The left rise is 0 here, and the formula holds as it stands.")
    hold(student, (top - 0.01, top, far), curvatures, 1.0, hint="The left rise is T/100 here, and the formula holds.")
    hold(student, (0.0, 599.0, float(rng.integers(100, 400))), curvatures, 1.0, hint="The rise may be up to 600 T.")
    hold(student, (-4096.0, -4095.0, -4097.5), curvatures, 0.25, hint="Take the difference before the exponential.")


@check("kramers_times")
@after_plain(test_waits_in_two_wells)
def test_other_units_of_curvature(student: Student, rng: np.random.Generator) -> None:
    """Curvatures of 1e-8 and 1e8, alike and mixed, and other units of f"""
    values, (kl, kt, kr) = drawn(rng)
    hint = "Each curvature counts as it is, however small or large."
    for left, middle, right in ((3e-8, 3e-8, 3e-8), (1e7, 1e7, 1e7), (3e-8, 1e7, 1.0), (1.0, 3e-8, 1e7)):
        hold(student, values, (left * kl, middle * kt, right * kr), 0.5, hint=hint)
    hint = "f and T are in other units here, which exp(rise/T) does not feel."
    for unit in (1e-9, 1e9):
        hold(student, tuple(unit * one for one in values), (kl, kt, kr), 0.5 * unit, hint=hint)  # type: ignore[arg-type]


SLIPS: dict[str, dict[str, Any]] = {
    "lambda_max": {
        "Two derivatives by θ.": s / c,
        "The unit of θ enters it the other way round.": s * c**2,
        "The unit of θ changes it, too.": s,
        "The unit of f changes it, too.": c**-2,
    },
    "eta": {
        "ηλmax has no unit: this is the factor of λmax itself.": s / c**2,
        "This is Adam's, whose step is η whatever the gradient is.": c,
        "How does the step η g grow, and how does g?": c / s,
        "The unit of θ enters it the other way round.": 1 / (s * c**2),
        "The unit of f changes it, too.": c**2,
        "The unit of θ changes it, too.": 1 / s,
    },
    "adam": {
        "This is gradient descent's. Adam's step does not know how large the gradient is.": c**2 / s,
        "Adam divides by the size of the gradient, but its step is in θ.": c * 0 + 1,
        "The unit of f drops out.": c / s,
        "This grows as 1/θ does; which unit has a step?": 1 / c,
    },
}


TRIALS = {
    "lambda_max": "Try it: F(θ') = s f(θ'/c), differentiated twice.",
    "eta": "Try it: η times λmax has no unit and stays as it is.",
    "adam": "Try it: the step of Adam is η, in the unit of θ.",
}


def hold_factors(student: Student, names: tuple[str, ...]) -> None:
    """Hold some entries of the dict."""
    got = as_mapping(student["factors"], "factors", keys=names)
    for name in names:
        right = reference.factors()[name]
        expressions.symbolic(got[name], right, f'factors["{name}"]', (c, s), SLIPS[name], trial=TRIALS[name])


@check("kramers_times")
def test_factor_of_the_curvature(student: Student) -> None:
    """The curvature in other units"""
    hold_factors(student, ("lambda_max",))


@check("kramers_times")
def test_factors_of_the_rates(student: Student) -> None:
    """Both learning rates in other units"""
    hold_factors(student, ("eta", "adam"))
