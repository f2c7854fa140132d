"""Hidden checks of the task `effective_dimension`."""

import math

import numpy as np
from numpy.random import Generator

from grader_tests.degeneracy.apart import told_apart
from grading.checks import Student, after_plain, as_number, asked, check, close
from solutions.degeneracy import effective_dimension as reference

LARGE = "Large beside small: does the formula subtract two numbers of the same size, or add a fixed one?"
CUT = "λ/(λ + ω) is small here, and not 0: is it rounded or cut off, or the difference of two numbers of the same size?"


def hold(student: Student, values: np.ndarray, omega: float, what: str, hint: str = "") -> None:
    """Hold the effective dimension of one spectrum against the reference."""
    right = reference.effective_dimension(values, omega)
    call = f"effective_dimension of {what}"
    got = as_number(asked(call, student.effective_dimension, values, omega), call)
    hint = CUT if hint == LARGE and got == 0 else hint
    close(
        got,
        right,
        call,
        hint=hint or "Each eigenvalue adds its own λ/(λ + ω), nothing else.",
        slips={} if hint and values.min() >= 0 else slips(values, omega, right),
    )


def slips(values: np.ndarray, omega: float, right: float) -> dict[str, float]:
    """Wrong values of typical slips, those that coincide left out; some can show with negative eigenvalues alone."""
    kept = np.maximum(values, 0.0)
    known = {
        "This is the share of all d; the sum was asked.": right / len(values),
        "Numerator and ω are exchanged.": float(np.sum(omega / (kept + omega))),
        "This counts the eigenvalues above ω; each is to count softly.": float(np.sum(values > omega)),
        "The quotients are squared.": float(np.sum((kept / (kept + omega)) ** 2)),
        "λ and ω are squared in it, as in λ²/(λ² + ω²).": float(np.sum(kept**2 / (kept**2 + omega**2))),
    }
    if values.min() < 0 and not np.any(values == -omega):
        first = int(np.argmax(values < 0))
        known |= {
            "The negative eigenvalues are in it, with their sign.": float(np.sum(values / (values + omega))),
            "The negative eigenvalues are in it, with their moduli.": float(np.sum(np.abs(values) / (np.abs(values) + omega))),
            "Nothing behind the first negative eigenvalue is in it.": float(np.sum(kept[:first] / (kept[:first] + omega))),
        }
    return told_apart(known, right)


def hold_exponent(student: Student, orders: list[float], hint: str = "", slips: dict[str, float] | None = None) -> None:
    """Hold the exponent of one list of orders against the reference; slips of a case replace the known ones."""
    right, call = reference.sublevel_exponent(orders), f"sublevel_exponent([{', '.join(f'{p:.6g}' for p in orders)}])"
    known = slips or {
        "This is the sum of the orders. How long is {|z|^p ≤ ε_f}?": math.fsum(orders),
        "Volumes multiply, so exponents add.": math.prod(1 / p for p in orders),
        "This is one over the sum; add the exponents of the single lengths.": 1 / math.fsum(orders),
        "This is the number of directions over the sum; add the exponents of the single lengths.": len(orders)
        / math.fsum(orders),
        "This is the mean of the exponents; lengths multiply.": right / len(orders),
        "Only the flattest direction is in it; all lengths are factors.": 1 / max(orders),
        "This is right if every order is 2.": len(orders) / 2,
    }
    got = as_number(asked(call, student.sublevel_exponent, orders), call)
    said = hint or "How long is {|z|^p ≤ ε_f}? The volume is the product of such lengths."
    close(got, right, call, hint=said, slips=None if hint and not slips else told_apart(known, right))


@check("effective_dimension", weight=1.5)
def test_dimension_of_random_spectra(student: Student, rng: Generator) -> None:
    """The effective dimension of positive spectra in any order."""
    for _ in range(3):
        values = rng.permutation(10 ** rng.uniform(-3, 1, size=int(rng.integers(4, 12))))
        omega = float(10 ** rng.uniform(-2, 0))
        hold(student, values, omega, f"{', '.join(f'{value:.4g}' for value in values)} for omega = {omega:.4g}")


@check("effective_dimension", weight=2)
@after_plain(test_dimension_of_random_spectra)
def test_dimension_of_special_spectra(student: Student, rng: Generator) -> None:
    """Negative eigenvalues count as 0, zeros too, small ones for what they are, and the unit does not matter."""
    hint = "A negative eigenvalue adds 0, and every other one what it always adds."
    top = float(rng.uniform(1, 3))
    hold(student, np.array([-1.1e-3, top]), 1e-3, f"-0.0011 and {top:.3f} for omega = 0.001", hint)
    some = rng.permutation([-2.0, -0.5, 0.0, top, 0.1, 0.1])
    hold(student, some, 0.3, "a spectrum with negative eigenvalues, and one that is there twice, for omega = 0.3", hint)
    hold(student, -rng.uniform(1, 2, size=4), 0.5, "four negative eigenvalues for omega = 0.5", hint)
    hold(student, np.zeros(int(rng.integers(1, 6))), 1e-8, "zeros", "A zero adds 0.")
    hold(student, np.array([-0.5, 0.5]), 0.5, "-0.5 and 0.5 for omega = 0.5", "Mind λ = -ω.")
    values = 10 ** rng.uniform(-3, 1, size=6)
    for scale in (1e-95, 1e-12, 1e95):
        said = "Only quotients λ/ω count: has a fixed number crept in?"
        hold(student, scale * values, 0.1 * scale, f"six eigenvalues of about {scale:g} and an omega of that size", said)
    for share in (1e-10, 1e-100):
        hold(student, np.array([share * top]), 1.0, f"{share * top:.3g} alone for omega = 1", LARGE)
    hold(student, np.array([1e95 * top, -1.0]), 1e-95, "a large eigenvalue for a tiny omega", LARGE)


@check("effective_dimension", weight=1)
@after_plain(test_dimension_of_random_spectra)
def test_exponent_of_even_orders(student: Student, rng: Generator) -> None:
    """The exponent of a volume for even orders."""
    for d in (1, 3, 4):
        hold_exponent(student, [float(2 * k) for k in rng.choice([1, 2, 3, 4, 5], size=d, replace=False)])
    first, second = (float(2 * k) for k in rng.choice([2, 3, 4, 5], size=2, replace=False))
    hold_exponent(student, [first, second, first], "An order that is there twice counts twice.")
    whole = "The orders are integers here, and their quotients are not."
    hold_exponent(student, [int(second), int(first)], whole)
    hold_exponent(student, [1, int(first), 1, 3], whole)


@check("effective_dimension", weight=1.5)
@after_plain(test_exponent_of_even_orders)
def test_exponent_of_any_orders(student: Student, rng: Generator) -> None:
    """Orders need not be even or whole, and a direction in which f does not change adds nothing."""
    hint = "How long is {|z|^p ≤ ε_f} for an order that is not whole?"
    orders = [float(p) for p in rng.uniform(2, 9, size=int(rng.integers(2, 5)))]
    whole = {
        "The orders are cut to whole numbers in it.": math.fsum(1 / int(p) for p in orders),
        "The orders are rounded to whole numbers in it.": math.fsum(1 / round(p) for p in orders),
    }
    hold_exponent(student, orders, hint, whole)
    hint = "How long is {|z|^p ≤ ε_f} for an order below 1, and for a high one?"
    orders = [float(rng.uniform(0.1, 0.3)), 3.0, float(rng.uniform(0.8, 1.2)), 3.0, 1000.0]
    ends = {
        "An order below 1 counts as 1 in it.": math.fsum(1 / max(p, 1.0) for p in orders),
        "The order 1000 is left out: in that direction f changes, if slowly.": math.fsum(1 / p for p in orders[:-1]),
        "An order that is there twice counts once in it.": math.fsum(1 / p for p in set(orders)),
    }
    hold_exponent(student, orders, hint, ends)
    hint = "How does the length depend on ε_f in a direction of order inf, where f does not change?"
    hold_exponent(student, [2.0, math.inf, float(2 * rng.integers(1, 5)), math.inf], hint)
    hold_exponent(student, [math.inf] * int(rng.integers(1, 4)), hint)
