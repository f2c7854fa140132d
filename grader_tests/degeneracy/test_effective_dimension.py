"""Hidden checks of the task `effective_dimension`."""

import math

import numpy as np
from numpy.random import Generator

from grader_tests.degeneracy.apart import told_apart
from grading.checks import Student, after_plain, as_number, call_text, check, close
from solutions.degeneracy import effective_dimension as reference


def hold(student: Student, values: np.ndarray, alpha: float, what: str, hint: str = "") -> None:
    """Hold the effective dimension of one spectrum against the reference."""
    right = reference.effective_dimension(values, alpha)
    kept = np.maximum(values, 0.0)
    slips = {
        "This is the share of all d; the sum was asked.": right / len(values),
        "Numerator and α are exchanged.": float(np.sum(alpha / (kept + alpha))),
        "This counts the eigenvalues above α; each is to count softly.": float(np.sum(values > alpha)),
    }
    got = as_number(student.effective_dimension(values, alpha), f"effective_dimension of {what}")
    close(got, right, f"effective_dimension of {what}", hint=hint, slips=None if hint else told_apart(slips, right))


def hold_exponent(student: Student, orders: list[float], hint: str = "") -> None:
    """Hold the exponent of one list of orders against the reference."""
    right, call = reference.sublevel_exponent(orders), call_text("sublevel_exponent", orders)
    slips = {
        "This is the sum of the orders. How long is {|z|^p ≤ ε}?": math.fsum(orders),
        "Volumes multiply, so exponents add.": math.prod(1 / p for p in orders),
        "This is one over the sum; add the exponents of the single lengths.": 1 / math.fsum(orders),
        "This is the mean of the exponents; lengths multiply.": right / len(orders),
        "Only the flattest direction is in it; all lengths are factors.": 1 / max(orders),
    }
    got = as_number(student.sublevel_exponent(orders), call)
    close(got, right, call, hint=hint, slips=None if hint else told_apart(slips, right))


@check("effective_dimension", weight=1.5)
def test_dimension_of_random_spectra(student: Student, rng: Generator) -> None:
    """The effective dimension of positive spectra in any order."""
    for _ in range(3):
        values = rng.permutation(10 ** rng.uniform(-3, 1, size=int(rng.integers(4, 12))))
        alpha = float(10 ** rng.uniform(-2, 0))
        hold(student, values, alpha, f"{len(values)} random eigenvalues for alpha = {alpha:.3g}")


@check("effective_dimension", weight=2)
@after_plain(test_dimension_of_random_spectra)
def test_dimension_of_special_spectra(student: Student, rng: Generator) -> None:
    """Negative eigenvalues count as 0, zeros too, and the unit does not matter."""
    hint = "A negative eigenvalue counts as 0, not with its sign and not with its modulus."
    top = float(rng.uniform(1, 3))
    hold(student, np.array([-1.1e-3, top]), 1e-3, f"-0.0011 and {top:.3f} for alpha = 0.001", hint)
    hold(
        student, rng.permutation([-2.0, -0.5, 0.0, top, 0.1]), 0.3, "a spectrum with negative eigenvalues for alpha = 0.3", hint
    )
    hold(student, -rng.uniform(1, 2, size=4), 0.5, "four negative eigenvalues for alpha = 0.5", hint)
    hold(student, np.zeros(int(rng.integers(1, 6))), 1e-8, "zeros", "A zero adds 0.")
    hold(student, np.array([-0.5, 0.5]), 0.5, "-0.5 and 0.5 for alpha = 0.5", "Mind λ = -α.")
    values = 10 ** rng.uniform(-3, 1, size=6)
    for scale in (1e-150, 1e-12, 1e150):
        hint = "Only quotients λ/α count: has a fixed number crept in?"
        hold(student, scale * values, 0.1 * scale, f"six eigenvalues of about {scale:g} and an alpha of that size", hint)


@check("effective_dimension", weight=1)
@after_plain(test_dimension_of_random_spectra)
def test_exponent_of_even_orders(student: Student, rng: Generator) -> None:
    """The exponent of a volume for even orders."""
    for d in (1, 3, 4):
        hold_exponent(student, [float(2 * k) for k in rng.choice([1, 2, 3, 4, 5], size=d, replace=False)])


@check("effective_dimension", weight=1.5)
@after_plain(test_exponent_of_even_orders)
def test_exponent_of_any_orders(student: Student, rng: Generator) -> None:
    """Orders need not be even or whole, and a direction in which f does not change adds nothing."""
    hint = "A length of ε^(1/p) for every p, and of ε^0 where f does not change."
    hold_exponent(student, [float(p) for p in rng.uniform(0.5, 9, size=int(rng.integers(2, 5)))], hint)
    hold_exponent(student, [2.0, math.inf, float(2 * rng.integers(1, 5)), math.inf], hint)
    hold_exponent(student, [math.inf] * int(rng.integers(1, 4)), hint)
