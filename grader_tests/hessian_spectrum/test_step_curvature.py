"""Hidden checks of the task `step_curvature`."""

import math

import numpy as np

from grading.checks import (
    CheckFailed,
    Student,
    after_plain,
    as_array,
    as_mapping,
    as_string,
    check,
    expect,
    show,
    symmetric,
)
from losslandscape import runs
from solutions.hessian_spectrum import step_curvature as reference

RECORDED = runs.load("edge")  # once, and not in every fork


def hold_curvature(
    student: Student, loss: np.ndarray, norm: np.ndarray, rate: np.ndarray, what: str, plain: bool = False
) -> None:
    """Hold the curvatures of all steps against the reference, as ηc, to 1e-8 of the 2 that leaves the loss where it was."""
    call = f"step_curvature of {what}"
    got = as_array(student.step_curvature(loss, norm, rate), call, shape=(len(loss) - 1,), finite=False)
    with np.errstate(all="ignore"):  # a student's number may be infinite
        scaled, right = rate[:-1] * got, rate[:-1] * reference.step_curvature(loss, norm, rate)
        for t in np.flatnonzero(~(np.abs(scaled - right) <= 2e-8)):
            hint = _curvature_slip(float(scaled[t]), loss, norm, rate, int(t)) if plain else ""
            if math.isnan(scaled[t]):
                hint = "No gradient norm is zero here, however small: another unit makes every norm small."
            elif not plain:
                logged = f"loss {loss[t]:g}, then {loss[t + 1]:g}; gradient norm {norm[t]:g}; eta {rate[t]:g}"
                hint = f"The log there: {logged}. Is anything added, cut off or rounded, and in which order do you add?"
            raise CheckFailed(f"{call}: the entry of step {t}, {show(got[t])}, is not right. {hint}".rstrip())


def curvature_slips(loss: np.ndarray, norm: np.ndarray, rate: np.ndarray, t: int) -> dict[str, float]:
    """Return the values of ηc of step t that typical slips give."""
    eta, change = rate[t], loss[t + 1] - loss[t]
    part = change / (eta * norm[t] ** 2)
    right = 2 + 2 * part
    modulus = {"A step can meet negative curvature: its sign is part of the answer.": -right} if right < 0 else {}
    return modulus | {
        "Solve the equation again: where did the ½ go?": 1 + part,
        "This is ηc, without unit; c was asked.": eta * (2 + 2 * part),
        "The loss change has the wrong sign: f_(t+1) - f_t is negative where the loss falls.": 2 - 2 * part,
        "Is the gradient norm squared?": 2 + 2 * change / (eta * norm[t]),
        "Which gradient does the step from t to t + 1 use?": 2 + 2 * change / (eta * norm[t + 1] ** 2),
        "Each step has its own eta.": eta * (2 / rate[0] + 2 * change / (rate[0] * norm[t]) ** 2),
        "Which eta does the step from t to t + 1 use?": eta * (2 / rate[t + 1] + 2 * change / (rate[t + 1] * norm[t]) ** 2),
        "A step can meet negative curvature.": 0.0,
    }


def _curvature_slip(scaled: float, loss: np.ndarray, norm: np.ndarray, rate: np.ndarray, t: int) -> str:
    """The sentence of the one slip that explains ηc of step t; none where two do."""
    fits = [hint for hint, slip in curvature_slips(loss, norm, rate, t).items() if abs(scaled - slip) <= 2e-8]
    if len(fits) == 1:
        return fits[0]
    right = float(2 + 2 * (loss[t + 1] - loss[t]) / (rate[t] * norm[t] ** 2))
    if abs(scaled - right) <= 1e-3:
        return "Nearly right: the formula is, and digits are lost. Is anything rounded, or in single precision?"
    return "Solve the equation of the statement for c, step by step."


def quadratic_log(spectrum: list[float], steps: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Losses, gradient norms and rates of so many steps on a quadratic."""
    H, theta = symmetric(spectrum, rng), rng.standard_normal(len(spectrum))
    eta, loss, norm = rng.uniform(0.1, 0.6, steps), [], []
    for rate in eta:
        loss.append(float(theta @ H @ theta / 2))
        norm.append(float(np.linalg.norm(H @ theta)))
        theta = theta - rate * (H @ theta)
    return np.array(loss), np.array(norm), eta


@check("step_curvature")
def test_curvature_met_on_a_quadratic(student: Student, rng: np.random.Generator) -> None:
    """On a quadratic the curvature that a step met is that of the gradient's direction"""
    for spectrum in ([0.2, 1.0, 3.0], [-0.5, 0.3, 1.0, 4.0], [-1.0, -0.5, 0.1]):
        steps = int(rng.integers(8, 14))
        log = quadratic_log(spectrum, steps, rng)
        hold_curvature(student, *log, f"{steps} steps on a quadratic with eigenvalues {spectrum}", plain=True)


@check("step_curvature", weight=1.5)
@after_plain(test_curvature_met_on_a_quadratic)
def test_curvature_met_in_special_cases(student: Student, rng: np.random.Generator) -> None:
    """Tiny gradients, one step alone, other units of f, negative curvature"""
    loss, norm, eta = np.array([3.0, 2.0, 2.5, 5.0]), np.array([2.0, 0.25, 1.0, 4.0]), np.array([0.5, 0.5, 0.25, 0.25])
    loss = loss * float(rng.uniform(0.5, 2))
    hold_curvature(student, loss[:1], norm[:1], eta[:1], "a log with one entry, T = 1 (shape (0,))")
    hold_curvature(student, *quadratic_log([-2.0, -1.0, -0.5], 6, rng), "six steps where every curvature is negative")
    tiny = np.append(10.0 ** rng.permutation([-7, -9, -11, -13, -15]), 1.0)  # the last one belongs to no step
    for t in range(5):  # step by step: a loss of 1e-14 would swallow a change of 1e-30
        log = (np.array([0.0, -0.5 * tiny[t] ** 2 * rng.uniform(0.5, 0.9)]), tiny[[t, 5]], np.full(2, 0.5))
        hold_curvature(student, *log, f"two steps, gradient norms {tiny[t]:.0e} and 1")
    flat = np.full(2, 1e-9)
    hold_curvature(student, flat, np.full(2, 1e-13), np.full(2, 0.1), "a loss that stays at 1e-9, gradient norm 1e-13")
    for scale in (1e-9, 1e9):
        hold_curvature(
            student,
            scale * loss,
            scale * norm,
            eta / scale,
            f"four steps, with f in a unit that makes it {scale:g} times larger",
        )


@check("step_curvature")
@after_plain(test_curvature_met_on_a_quadratic)
def test_stretches_are_decided(student: Student, rng: np.random.Generator) -> None:
    """What the two medians of each stretch say"""
    right = reference.stretches(RECORDED)
    choices = ("nothing shown", "lower eta", "hold")
    given = as_mapping(student["stretches"], "stretches", keys=("A", "B", "C"))
    got = {name: as_string(given[name], f'stretches["{name}"]', choices=choices) for name in "ABC"}
    wrong = [name for name in "ABC" if got[name] != right[name].decision]
    hint = "For each: is η λmax beyond 2, and do the steps meet the curvature that it names?"
    expect(not wrong, f"The decision of {len(wrong)} of the three stretches does not follow from its two numbers. {hint}")
