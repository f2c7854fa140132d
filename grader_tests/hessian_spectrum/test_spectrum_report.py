"""Hidden checks of the task `spectrum_report`."""

import math

import numpy as np

from grading.checks import (
    CheckFailed,
    Student,
    as_array,
    as_integer,
    as_mapping,
    as_number,
    check,
    close,
    equal,
    expect,
    show,
    symmetric,
)
from losslandscape import runs
from losslandscape.transformer import Config, Transformer, markov_task
from solutions.hessian_spectrum import spectrum_report as reference

RECORDED = runs.load("edge")  # once, and not in every fork
KEYS = ("lambda_max", "lambda_min", "bulk_edge", "outliers", "edge_ratio", "expanding")


def hold_report(student: Student, eigenvalues: np.ndarray, rate: float, what: str) -> dict[str, float]:
    """Hold all six entries against the reference; return the student's numbers."""
    call = f"spectrum_report of {what}"
    got = as_mapping(student.spectrum_report(eigenvalues, rate), call, keys=KEYS)
    right = reference.spectrum_report(eigenvalues, rate)
    for key in ("lambda_max", "lambda_min", "bulk_edge", "edge_ratio"):
        slips = _report_slips(eigenvalues, rate).get(key, {})
        close(got[key], getattr(right, key), f'"{key}" in the {call}', rtol=1e-9, atol=1e-300, slips=slips)
    hints = {
        "outliers": "Strictly greater than the bulk edge, with the sign of the eigenvalue.",
        "expanding": "ηλ > 2, or λ below -1e-8 times the largest modulus. Equality does not grow.",
    }
    for key, hint in hints.items():
        value = as_integer(got[key], f'"{key}" in the {call}')
        equal(value, getattr(right, key), f'"{key}" in the {call}', hint=hint)
    return {key: as_number(got[key], key) for key in KEYS}


def _report_slips(eigenvalues: np.ndarray, rate: float) -> dict[str, dict[str, float]]:
    d, top, mean_square = len(eigenvalues), float(eigenvalues.max()), float(np.mean(eigenvalues**2))
    return {
        "lambda_max": {
            "This is the largest modulus; the largest with its sign was asked.": float(np.abs(eigenvalues).max()),
            "This is the last entry; the array may be in any order.": float(eigenvalues[-1]),
        },
        "lambda_min": {"This is the first entry; the array may be in any order.": float(eigenvalues[0])},
        "bulk_edge": {
            "Half of it: the semicircle ends at twice its standard deviation.": math.sqrt(mean_square),
            "This is twice the standard deviation about the mean; the formula has no mean in it.": 2 * float(eigenvalues.std()),
            "The square root is missing.": 2 * mean_square,
            "The mean of d squares has d in its denominator.": 2 * math.sqrt(mean_square * d / max(d - 1, 1)),
        },
        "edge_ratio": {
            "This is ηλmax; the ratio is to the threshold 2.": rate * top,
            "It has the sign of lambda_max.": 0.0 if top < 0 else math.inf,
        },
    }


@check("spectrum_report")
def test_report_of_random_spectra(student: Student, rng: np.random.Generator) -> None:
    """The six quantities of random spectra, in any order"""
    for d in (7, 50):
        values = rng.permutation(np.concatenate([rng.standard_normal(d), [8.0, 14.0], [-0.5]]))
        hold_report(student, values, float(rng.uniform(0.1, 0.4)), f"{d + 3} random eigenvalues")


@check("spectrum_report")
def test_report_of_a_transformer(student: Student, rng: np.random.Generator) -> None:
    """The report of a small transformer's Hessian"""
    model = Transformer(Config(vocabulary=3, context=4, width=4, heads=1, key_width=2, value_width=2, hidden=3))
    batch = markov_task(rng, sequences=6, context=4, vocabulary=3)
    eigenvalues = np.linalg.eigvalsh(model.hessian(model.init(rng), batch))
    hold_report(student, rng.permutation(eigenvalues), 0.7, f"a transformer with {model.size} parameters")
    hold_report(student, rng.permutation(-eigenvalues), 0.7, "the same with its loss turned upside down")


@check("spectrum_report")
def test_report_in_other_units(student: Student, rng: np.random.Generator) -> None:
    """In other units of f the counts and the ratio stay, the curvatures scale"""
    values = rng.permutation(np.concatenate([rng.standard_normal(30), [12.0, 20.0]]))
    before = hold_report(student, values, 0.15, "32 eigenvalues")
    for scale in (1e-9, 1e9):
        after = hold_report(
            student, scale * values, 0.15 / scale, f"the same, with f in units that make it {scale:g} times larger"
        )
        close(after["edge_ratio"], before["edge_ratio"], "edge_ratio in other units", rtol=1e-9)


@check("spectrum_report")
def test_report_of_degenerate_spectra(student: Student) -> None:
    """Zero, negative and borderline spectra"""
    hold_report(student, np.zeros(5), 0.5, "five zeros")
    hold_report(student, np.array([-3.0, -1.0, -2.0]), 0.5, "-3, -1 and -2")
    hold_report(student, np.array([-9.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0]), 0.5, "-9, two ones and six zeros")
    hold_report(student, np.array([4.0, 0.0, 1.0, 0.0]), 0.5, "4, 0, 1, 0 at eta = 0.5 (ηλ = 2 does not grow)")
    hold_report(student, np.array([4 * (1 + 1e-7), 4 * (1 - 1e-7), 1.0]), 0.5, "ηλ just above 2, just below 2, and 0.5")
    for side in (1e-6, -1e-6):  # one eigenvalue beside the bulk edge: a² = 4 (1 + side)² (a² + 11)/12
        top = math.sqrt(11 / (3 / (1 + side) ** 2 - 1))
        hold_report(
            student, np.array([top] + [1.0, -1.0] * 5 + [1.0]), 0.5, f"one eigenvalue a relative {side:g} off the bulk edge"
        )
    noisy = np.array([5.0, -1e-15, 1e-15, -4e-16, 2.0, -1e-3])
    hold_report(student, noisy, 0.3, "a spectrum with rounding noise around zero")
    hold_report(student, np.array([-50.0, -1e-7, 1e-3]), 0.3, "-50, -1e-7 and 1e-3 (the largest modulus is 50)")
    hold_report(student, np.array([-50.0, -2.5e-6, 1e-3]), 0.3, "-50, -2.5e-6 and 1e-3 (the largest modulus is 50)")


def hold_curvature(student: Student, loss: np.ndarray, norm: np.ndarray, rate: np.ndarray, what: str) -> None:
    """Hold the curvatures of all steps against the reference, as ηκ, to 1e-9 of the 2 that leaves the loss where it was."""
    call = f"step_curvature of {what}"
    got = as_array(student.step_curvature(loss, norm, rate), call, shape=(len(loss) - 1,), finite=False)
    still = norm[:-1] == 0
    expect(bool(np.all(np.isnan(got[still]))), f"{call}: where the gradient norm is zero the entry should be NaN.")
    with np.errstate(all="ignore"):  # a student's number may be infinite
        scaled, right = rate[:-1] * got, rate[:-1] * reference.step_curvature(loss, norm, rate)
        for t in np.flatnonzero(~still & ~(np.abs(scaled - right) <= 2e-9)):
            hint = _curvature_slip(float(scaled[t]), loss, norm, rate, int(t))
            raise CheckFailed(f"{call}: the entry of step {t}, {show(got[t])}, is not right. {hint}".rstrip())


def _curvature_slip(scaled: float, loss: np.ndarray, norm: np.ndarray, rate: np.ndarray, t: int) -> str:
    """The sentence for the first slip that explains ηκ of step t."""
    eta, change = rate[t], loss[t + 1] - loss[t]
    part = change / (eta * norm[t] ** 2)
    slips = {
        "Solve the equation again: where did the ½ go?": 1 + part,
        "This is ηκ, without unit; κ was asked.": eta * (2 + 2 * part),
        "The loss change has the wrong sign: f_(t+1) - f_t is negative where the loss falls.": 2 - 2 * part,
        "Is the gradient norm squared?": 2 + 2 * change / (eta * norm[t]),
        "Which gradient does the step from t to t + 1 use?": 2 + 2 * change / (eta * norm[t + 1] ** 2),
        "Each step has its own eta.": eta * (2 / rate[0] + 2 * change / (rate[0] * norm[t]) ** 2),
        "Which eta does the step from t to t + 1 use?": eta * (2 / rate[t + 1] + 2 * change / (rate[t + 1] * norm[t]) ** 2),
        "A step can meet negative curvature.": 0.0,
    }
    if math.isnan(scaled):
        return "NaN stands only where the gradient norm is exactly zero; another unit makes every norm small."
    return next((hint for hint, slip in slips.items() if abs(scaled - slip) <= 2e-9), "")


@check("spectrum_report")
def test_curvature_met_on_a_quadratic(student: Student, rng: np.random.Generator) -> None:
    """On a quadratic the curvature that a step met is that of the gradient's direction"""
    for spectrum in ([0.2, 1.0, 3.0], [-0.5, 0.0, 1.0, 4.0]):
        H, theta = symmetric(spectrum, rng), rng.standard_normal(len(spectrum))
        eta, loss, norm = rng.uniform(0.1, 0.6, 12), [], []
        for rate in eta:
            loss.append(float(theta @ H @ theta / 2))
            norm.append(float(np.linalg.norm(H @ theta)))
            theta = theta - rate * (H @ theta)
        hold_curvature(student, np.array(loss), np.array(norm), eta, f"12 steps on a quadratic with eigenvalues {spectrum}")


@check("spectrum_report")
def test_curvature_met_by_the_recorded_transformer(student: Student, rng: np.random.Generator) -> None:
    """The recorded run: nearly every step, before and at the edge of stability, in units of its own"""
    count, unit = len(RECORDED.loss), 2.0 ** int(rng.integers(-3, 4))
    kept = slice(int(rng.integers(0, count // 20)), count - int(rng.integers(0, count // 20)))
    loss, norm, rate = (log[kept] for log in (RECORDED.loss, RECORDED.gradient_norm, RECORDED.learning_rate))
    hold_curvature(student, unit * loss, unit * norm, rate / unit, f"steps {kept.start} to {kept.stop} of the recorded run")


@check("spectrum_report")
def test_curvature_met_in_special_cases(student: Student, rng: np.random.Generator) -> None:
    """A gradient of zero, one step alone, other units of f"""
    loss, norm, eta = np.array([3.0, 2.0, 2.5, 5.0]), np.array([2.0, 0.0, 1.0, 0.0]), np.array([0.5, 0.5, 0.25, 0.25])
    eta = eta * 2.0 ** int(rng.integers(-4, 2))
    hold_curvature(student, loss, norm, eta, "four steps, two of them with gradient norm 0")
    hold_curvature(student, np.array([2.0]), np.array([1.0]), np.array([0.1]), "a log of one step (shape (0,))")
    norm_small = np.array([1.0, 1e-7, 0.0, 1.0])
    hold_curvature(student, np.array([1.0, 1e-14, 0.0, 0.0]), norm_small, eta, "gradient norms 1, 1e-7, 0 and 1")
    for scale in (1e-20, 1e-9, 1e9, 1e20):
        hold_curvature(student, scale * loss, scale * norm, eta / scale, f"the same four, with f {scale:g} times larger")
