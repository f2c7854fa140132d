"""Hidden checks of the task `classify_degenerate`."""

from typing import Any

import sympy as sp
from numpy.random import Generator

from grader_tests.degeneracy.symbols import X, Y, told_of_symbols
from grading.checks import Student, after_plain, as_string, check, equal, show
from solutions.degeneracy import classify_degenerate as reference

P, Q = sp.symbols("p q", real=True)
U, V = sp.symbols("u v")
KINDS = ("minimum", "maximum", "saddle", "undecided")
EXACT = "The numbers are exact: none is too small to count."


def hold(student: Student, f: Any, hint: str = "", *, symbols: tuple[Any, Any] = (P, Q)) -> None:
    """Hold the kind of the origin against the reference."""
    p, q = symbols
    polynomial = sp.expand(f.subs({P: p, Q: q}, simultaneous=True))
    call = f"classify_degenerate({show(polynomial)}, {p}, {q})"
    got = as_string(student.classify_degenerate(polynomial, p, q), call, choices=KINDS)
    right = reference.classify_degenerate(polynomial, p, q)
    if got != right:
        in_x_and_y = polynomial.subs({p: X, q: Y}, simultaneous=True)
        told_of_symbols(lambda: student.classify_degenerate(in_x_and_y, X, Y), right, call, "The symbols are arguments.")
    equal(got, right, call, hint=hint)


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
    plus, minus = "Both eigenvalues of H are positive.", "Both eigenvalues of H are negative."
    odd = "g has an odd order: f rises on one side and falls on the other."
    tiny = sp.Rational(1, 10**12)
    cases = [
        (c * P**2 + k * Q**2 + P * Q**2, plus),
        (P**2 + P * Q + Q**2 - c * P**4, plus),
        (tiny * (c * P**2 + k * Q**2) - P**4, f"{plus} {EXACT}"),
        (c * P**2 + tiny * Q**2 - k * Q**4, f"{plus} {EXACT}"),
        (-(c * P**2 + k * Q**2) / 20 + P**3, minus),
        (P**2 + 3 * P * Q + Q**2 - c * Q**4, both),
        (c * P * Q / 20 + P**4 + Q**4, both),
        (tiny * c * P * Q + P**4 + Q**4, f"{both} {EXACT}"),
        (k * P**2 - tiny * Q**2 + c * Q**4, f"{both} {EXACT}"),
        (c * P**2 / 20 + k * Q**4, one),
        (c * Q**2 + k * P**6, f"{one} Here ∂²f/∂p² = 0: q answers, and the curvature that is not 0 is the one in q."),
        (c * P**2 - k * Q**4, one),
        (c * P**2 - tiny * Q**4 + Q**6, f"{one} {EXACT}"),
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
        P**2 + b * P * Q**2 + 3 * b**2 / 8 * Q**4 - 7,
        Q**2 - b * Q * P**2 + b**2 / 8 * P**4 + P**5,
        (P**2 + b * P * Q**5) / 40,
        (P - b * Q**2 - P * Q) ** 2 + b**2 / 2 * Q**6,
        (P - b * Q**2 - P * Q) ** 2 - b**2 / 2 * Q**6,
        (P + Q**2) ** 2 + b * P * Q**3,
        (P - b * Q**2) ** 2 + P**4,  # g is of order 8
        (P + b * Q**3) ** 2 + P**3,  # of order 9
        (P - b * Q**2) ** 2 + P**5,  # of order 10
    ]
    for f in shuffled(cases, rng):
        hold(student, f, hint)


@check("classify_degenerate", weight=1)
@after_plain(test_kinds_without_a_bend)
def test_kinds_of_a_turned_null_direction(student: Student, rng: Generator) -> None:
    """The null direction need not be an axis."""
    m, n = (int(k) for k in rng.choice([1, 2, 3], size=2, replace=False))
    hint = "The null vector of H is not an axis here: the curve has a slope at 0."
    line, other, c = m * P - n * Q, m * P + n * Q, fraction(rng)
    cases = [line**2 + c * P**4, line**2 - c * Q**4, other**2 + c * P**3, -(other**2) - c * P**4]
    cases += [(line - P**2) ** 2 + c * Q**6, line**2 * c + other**2 / 10**12 - P**4, line**2 * c - other**2 / 10**12 + P**4]
    for f in shuffled(cases, rng):
        said = f"No eigenvalue of H is 0 here. {EXACT}" if f.coeff(P, 4) in (1, -1) else hint
        hold(student, f, said, symbols=(U, V))


@check("classify_degenerate", weight=1)
@after_plain(test_kinds_without_a_bend)
def test_kinds_beside_a_negative_curvature(student: Student, rng: Generator) -> None:
    """With a negative eigenvalue beside the zero, the origin is a maximum or a saddle."""
    c, k = fraction(rng), fraction(rng)
    hint = "The other eigenvalue is negative: across the curve f falls."
    cases = [-c * P**2 - k * Q**4, (-c * P**2 + k * Q**4) / 20, -c * Q**2 - k * P**5, -c / 20 * Q**2 - k * P**6]
    cases += [-(P**2 + k * P * Q**2 + k**2 / 8 * Q**4), -(P**2 + k * P * Q**2 + 3 * k**2 / 8 * Q**4)]
    for f in shuffled(cases, rng):
        hold(student, f, hint)


@check("classify_degenerate", weight=1.5)
@after_plain(test_kinds_without_a_bend)
def test_kinds_that_stay_undecided(student: Student, rng: Generator) -> None:
    """A zero Hessian, and a floor on which f does not change, are left undecided."""
    c, m = fraction(rng), int(rng.integers(1, 4))
    for f in shuffled([c * P**4 + Q**4, -c * P**4 - Q**4, P**3 - 3 * P * Q**2, sp.Integer(0) * P, c + 0 * P], rng):
        hold(student, f, "H = 0: the table has a line for it.")
    hint = "On the curve f does not change at all: the table has a line for it."
    floors = [c * (P + m * Q**2) ** 2, -c * (Q - m * P) ** 2, c * (P - m * Q**2 - P * Q) ** 2 + 1, -c * Q**2]
    for f in shuffled(floors, rng):
        hold(student, f, hint)
