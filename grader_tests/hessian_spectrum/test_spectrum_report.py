"""Hidden checks of the task `spectrum_report`."""

import math

import numpy as np

from grading.checks import (
    CheckFailed,
    Student,
    after_plain,
    as_array,
    as_integer,
    as_mapping,
    as_string,
    check,
    close,
    equal,
    expect,
    show,
    symmetric,
)
from losslandscape import runs
from solutions.hessian_spectrum import spectrum_report as reference

RECORDED = runs.load("edge")  # once, and not in every fork
KEYS = ("bulk_edge", "outliers", "edge_ratio", "expanding")


def hold_report(student: Student, eigenvalues: np.ndarray, rate: float, what: str, *, plain: bool = False) -> None:
    """Hold all four entries against the reference; the plain case names slips."""
    call = f"spectrum_report of {what}, eta = {rate:.3g}"
    got = as_mapping(student.spectrum_report(eigenvalues, rate), call, keys=KEYS)
    right = reference.spectrum_report(eigenvalues, rate)
    hints = {
        "bulk_edge": "Twice the root of the mean of the squares.",
        "edge_ratio": "It has the sign of the largest eigenvalue.",
        "outliers": "Strictly greater than the bulk edge, with the sign of the eigenvalue.",
        "expanding": "ηλ > 2, or λ below -1e-8 times the largest modulus. Equality does not grow.",
    }
    slips = _report_slips(eigenvalues, rate) if plain else {}
    for key in ("bulk_edge", "edge_ratio"):
        close(
            got[key],
            getattr(right, key),
            f'"{key}" in the {call}',
            rtol=1e-8,
            atol=1e-300,
            hint=hints[key],
            slips=slips.get(key),
        )
    for key in ("outliers", "expanding"):
        value = as_integer(got[key], f'"{key}" in the {call}')
        equal(value, getattr(right, key), f'"{key}" in the {call}', hint=hints[key], slips=slips.get(key))


def _report_slips(eigenvalues: np.ndarray, rate: float) -> dict[str, dict[str, float]]:
    d, mean_square = len(eigenvalues), float(np.mean(eigenvalues**2))
    return {
        "bulk_edge": {
            "Half of it: the semicircle ends at twice its standard deviation.": math.sqrt(mean_square),
            "This is twice the standard deviation about the mean; the formula has no mean in it.": 2 * float(eigenvalues.std()),
            "The square root is missing.": 2 * mean_square,
            "The mean of d squares has d in its denominator.": 2 * math.sqrt(mean_square * d / (d - 1)),
        },
        "edge_ratio": {
            "This is ηλmax; the ratio is to the threshold 2.": rate * float(eigenvalues.max()),
            "This is the last entry; the array may be in any order.": rate * float(eigenvalues[-1]) / 2,
        },
        "expanding": {"The modes with negative eigenvalues grow too.": int(np.sum(rate * eigenvalues > 2))},
    }


@check("spectrum_report")
def test_report_of_random_spectra(student: Student, rng: np.random.Generator) -> None:
    """The four quantities of random spectra, in any order"""
    for d in (int(rng.integers(6, 12)), int(rng.integers(40, 60))):
        values = np.append(rng.permutation(np.concatenate([rng.standard_normal(d), [8.0, 14.0]])), -0.5)
        hold_report(student, values, float(rng.uniform(0.15, 0.24)), f"{d + 3} random eigenvalues", plain=True)


@check("spectrum_report", weight=1.5)
@after_plain(test_report_of_random_spectra)
def test_report_of_degenerate_spectra(student: Student, rng: np.random.Generator) -> None:
    """Zero, negative and borderline spectra, in any unit"""
    size = int(rng.integers(3, 9))
    hold_report(student, np.zeros(size), 0.5, f"{size} zeros")
    hold_report(student, -rng.permutation([3.0, 1.0, 2.0]), 0.5, "-3, -1 and -2")
    hold_report(student, rng.permutation([-9.0, 1.0, 0, 0, 0, 0, 0, 0, 1.0]), 0.5, "-9, two ones and six zeros")
    hold_report(student, rng.permutation([4.0, 0.0, 1.0, 0.0]), 0.5, "4, 0, 1, 0 (ηλ = 2 does not grow)")
    hold_report(student, np.array([4 * (1 + 1e-7), 4 * (1 - 1e-7), 1.0]), 0.5, "ηλ just above 2, just below 2, and 0.5")
    hold_report(student, np.array([1.0, -1.0, 1.0, 1.0]) * 2, 0.1, "moduli that are all 2")
    for side in (1e-6, -1e-6):  # one eigenvalue beside the bulk edge: a² = 4 (1 + side)² (a² + 11)/12
        top = math.sqrt(11 / (3 / (1 + side) ** 2 - 1))
        values = rng.permutation([top, 1.0, *[1.0, -1.0] * 5])
        hold_report(student, values, 0.5, f"one eigenvalue a relative {side:g} off the bulk edge")
    hold_report(
        student, rng.permutation([5.0, -1e-15, 1e-15, -4e-16, 2.0, -1e-3]), 0.3, "a spectrum with rounding noise around 0"
    )
    for rate in rng.permutation([1e-3, 1e-11]):  # the multiplier is 1 + 1e-10, or 1 to all digits
        hold_report(student, rng.permutation([1.0, -1e-7, 0.3]), rate, "1, 0.3 and -1e-7, which grows at any eta")
    for small in (-1e-8, -2.5e-6):
        hold_report(student, rng.permutation([-50.0, small, 1e-3]), 0.3, f"-50, {small:g} and 1e-3 (the largest modulus is 50)")
    values = rng.permutation(np.concatenate([rng.standard_normal(30), [12.0, 20.0]]))
    for scale in (1e-9, 1e9):
        hold_report(
            student, scale * values, 0.15 / scale, f"32 eigenvalues, with f in a unit that makes it {scale:g} times larger"
        )


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
                hint = f"The log there: {logged}. Is anything added, cut off or rounded that the equation does not hold?"
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
    return fits[0] if len(fits) == 1 else "Solve the equation of the statement for c, step by step."


def quadratic_log(spectrum: list[float], steps: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Losses, gradient norms and rates of so many steps on a quadratic."""
    H, theta = symmetric(spectrum, rng), rng.standard_normal(len(spectrum))
    eta, loss, norm = rng.uniform(0.1, 0.6, steps), [], []
    for rate in eta:
        loss.append(float(theta @ H @ theta / 2))
        norm.append(float(np.linalg.norm(H @ theta)))
        theta = theta - rate * (H @ theta)
    return np.array(loss), np.array(norm), eta


@check("spectrum_report")
def test_curvature_met_on_a_quadratic(student: Student, rng: np.random.Generator) -> None:
    """On a quadratic the curvature that a step met is that of the gradient's direction"""
    for spectrum in ([0.2, 1.0, 3.0], [-0.5, 0.3, 1.0, 4.0], [-1.0, -0.5, 0.1]):
        steps = int(rng.integers(8, 14))
        log = quadratic_log(spectrum, steps, rng)
        hold_curvature(student, *log, f"{steps} steps on a quadratic with eigenvalues {spectrum}", plain=True)


@check("spectrum_report", weight=1.5)
@after_plain(test_curvature_met_on_a_quadratic)
def test_curvature_met_in_special_cases(student: Student, rng: np.random.Generator) -> None:
    """Tiny gradients, one step alone, other units of f, negative curvature"""
    loss, norm, eta = np.array([3.0, 2.0, 2.5, 5.0]), np.array([2.0, 0.25, 1.0, 4.0]), np.array([0.5, 0.5, 0.25, 0.25])
    loss = loss * float(rng.uniform(0.5, 2))
    hold_curvature(student, loss[:1], norm[:1], eta[:1], "a log of one step (shape (0,))")
    hold_curvature(student, *quadratic_log([-2.0, -1.0, -0.5], 6, rng), "six steps where every curvature is negative")
    tiny = np.append(10.0 ** rng.permutation([-7, -9, -11, -13, -15]), 1.0)  # the last one belongs to no step
    for t in range(5):  # step by step: a loss of 1e-14 would swallow a change of 1e-30
        log = (np.array([0.0, -0.5 * tiny[t] ** 2 * rng.uniform(0.5, 0.9)]), tiny[[t, 5]], np.full(2, 0.5))
        hold_curvature(student, *log, f"two steps, gradient norms {tiny[t]:.0e} and 1")
    flat = np.full(2, 1e-9)
    hold_curvature(student, flat, np.full(2, 1e-13), np.full(2, 0.1), "a loss that stays at 1e-9, gradient norm 1e-13")
    for power in rng.permutation([-30, -60, -99]):
        norm_there = np.array([10.0 ** float(power), 1.0])
        hold_curvature(
            student, np.full(2, loss[0]), norm_there, np.full(2, 0.1), f"a loss that stays, gradient norm 1e{power}, then 1"
        )
    for scale in (1e-9, 1e9):
        hold_curvature(
            student,
            scale * loss,
            scale * norm,
            eta / scale,
            f"four steps, with f in a unit that makes it {scale:g} times larger",
        )


@check("spectrum_report")
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
