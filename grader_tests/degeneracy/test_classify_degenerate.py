"""Hidden checks of the task `classify_degenerate`."""

from typing import Any

import sympy as sp
from numpy.random import Generator

from grading.checks import Student, after_plain, as_string, check, equal, show
from solutions.degeneracy import classify_degenerate as reference

P, Q = sp.symbols("p q", real=True)
KINDS = ("minimum", "maximum", "saddle", "undecided")


def hold(student: Student, f: Any, hint: str = "") -> None:
    """Hold the kind of the origin against the reference."""
    polynomial = sp.expand(f)
    call = f"classify_degenerate({show(polynomial)}, p, q)"
    got = as_string(student.classify_degenerate(polynomial, P, Q), call, choices=KINDS)
    equal(got, reference.classify_degenerate(polynomial, P, Q), call, hint=hint)


def fraction(rng: Generator) -> sp.Rational:
    """A fraction between 1/4 and 4, rarely the same one twice."""
    return sp.Rational(int(rng.integers(30, 400)), int(rng.integers(100, 120)))


def shuffled(cases: list[Any], rng: Generator) -> list[Any]:
    """The same cases in a random order."""
    return [cases[place] for place in rng.permutation(len(cases))]


@check("classify_degenerate", weight=1.5)
def test_kinds_without_a_bend(student: Student, rng: Generator) -> None:
    """Nonsingular Hessians, and a null direction along an axis in which f has a power of its own."""
    c, k = fraction(rng), fraction(rng)
    both, one = "The eigenvalues of H have both signs.", "A zero eigenvalue: the order of g and its sign decide."
    odd = "g has an odd order: f rises on one side and falls on the other."
    cases = [
        (c * P**2 + k * Q**2 + P * Q**2, "Both eigenvalues of H are positive."),
        (-(c * P**2 + k * Q**2) / 20 + P**3, "Both eigenvalues of H are negative."),
        (P**2 + 3 * P * Q + Q**2 - c * Q**4, both),
        (c * P * Q / 20 + P**4 + Q**4, both),
        (c * P * Q / 10**6 + P**4 + Q**4, both + " They are exact: however small, they count."),
        (c * P**2 / 20 + k * Q**4, one),
        (c * Q**2 + k * P**6, one + " Here it is the other variable that can answer."),
        (c * P**2 - k * Q**4, one),
        (c * Q**2 + k * P**3 + P**4, odd),
    ]
    for place in rng.permutation(len(cases)):
        hold(student, *cases[place])


@check("classify_degenerate", weight=2)
@after_plain(test_kinds_without_a_bend)
def test_kinds_on_a_curve(student: Student, rng: Generator) -> None:
    """What counts is f on the curve, not on the straight null line."""
    b = fraction(rng)
    hint = "What counts is f on the curve on which its slope across vanishes, all powers of the curve up to that order."
    cases = [
        b + P**2 + b * P * Q**2 + b**2 / 8 * Q**4,  # a value at the origin changes nothing
        P**2 + b * P * Q**2 + 3 * b**2 / 8 * Q**4,
        Q**2 - b * Q * P**2 + b**2 / 8 * P**4 + P**5,
        (P**2 + b * P * Q**5) / 40,
        (P - b * Q**2 - P * Q) ** 2 + b**2 / 2 * Q**6,
        (P - b * Q**2 - P * Q) ** 2 - b**2 / 2 * Q**6,
        (P + Q**2) ** 2 + b * P * Q**3,
    ]
    for f in shuffled(cases, rng):
        hold(student, f, hint)


@check("classify_degenerate", weight=1)
@after_plain(test_kinds_without_a_bend)
def test_kinds_of_a_turned_null_direction(student: Student, rng: Generator) -> None:
    """The null direction need not be an axis."""
    m, n = (int(k) for k in rng.choice([1, 2, 3], size=2, replace=False))
    hint = "The null vector of H is not an axis here: the curve has a slope at 0."
    line, c = m * P - n * Q, fraction(rng)
    for f in shuffled([line**2 + c * P**4, line**2 - c * Q**4], rng):
        hold(student, f, hint)


@check("classify_degenerate", weight=1)
@after_plain(test_kinds_without_a_bend)
def test_kinds_beside_a_negative_curvature(student: Student, rng: Generator) -> None:
    """With a negative eigenvalue beside the zero, the origin is a maximum or a saddle."""
    c, k = fraction(rng), fraction(rng)
    hint = "The other eigenvalue is negative: across the curve f falls."
    for f in shuffled(
        [-c * P**2 - k * Q**4, (-c * P**2 + k * Q**4) / 20, -c * Q**2 - k * P**5, -c / 20 * Q**2 - k * P**6], rng
    ):
        hold(student, f, hint)


@check("classify_degenerate", weight=1.5)
@after_plain(test_kinds_without_a_bend)
def test_kinds_that_stay_undecided(student: Student, rng: Generator) -> None:
    """A zero Hessian, and a floor on which f does not change, are left undecided."""
    c, m = fraction(rng), int(rng.integers(1, 4))
    for f in shuffled([c * P**4 + Q**4, P**3 - 3 * P * Q**2, sp.Integer(0) * P], rng):
        hold(student, f, "H = 0: the table has a line for it.")
    hint = "On the curve f does not change at all: the table has a line for it."
    for f in shuffled([c * (P + m * Q**2) ** 2, -c * (Q - m * P) ** 2, c * (P - m * Q**2 - P * Q) ** 2], rng):
        hold(student, f, hint)
