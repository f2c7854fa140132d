"""Hidden checks of the task `classify_degenerate`."""

import re
from typing import Any

import numpy as np
import sympy as sp
from numpy.random import Generator

from grader_tests.degeneracy.symbols import X, Y, told_of_symbols
from grading.checks import CheckFailed, Student, after_plain, as_string, asked, check, equal, show
from grading.checks.outcomes import EndOfCheck
from losslandscape.reduction import on_curve
from solutions.degeneracy import classify_degenerate as reference
from solutions.degeneracy import first_nonzero_order as orders

P, Q = sp.symbols("p q", real=True)
U, V = sp.symbols("u v")
KINDS = ("minimum", "maximum", "saddle", "undecided")
EXACT = "The numbers are exact: none is too small to count."
CURVE = "What counts is f on the curve on which its slope across vanishes, all powers of the curve up to that order."
ODD = "g has an odd order: f rises on one side and falls on the other."
TINY = sp.Rational(1, 10**20)  # the least modulus that the statement allows


def hold(student: Student, f: Any, hint: str = "", *, symbols: tuple[Any, Any] = (P, Q)) -> None:
    """Hold the kind of the origin against the reference."""
    p, q = symbols
    polynomial = sp.expand(f.subs({P: p, Q: q}, simultaneous=True))
    call = f"classify_degenerate({readable(polynomial)}, {p}, {q})"
    got = as_string(asked(call, student.classify_degenerate, polynomial, p, q), call, choices=KINDS)
    right = reference.classify_degenerate(polynomial, p, q)
    if got != right:
        in_x_and_y = polynomial.subs({p: X, q: Y}, simultaneous=True)
        told_of_symbols(lambda: student.classify_degenerate(in_x_and_y, X, Y), right, call, "The symbols are arguments.")
        told_of_a_constant(student, polynomial, right, call, symbols)
        hint = beside_a_zero(polynomial, got, right, p, q, hint)
    equal(got, right, call, hint=hint)


def readable(f: Any) -> str:
    """Write a polynomial with the many zeros of a denominator as a power of ten: p/10**20, p/(118*10**20)."""
    text = re.sub(r"/1(0{12,})\b", lambda found: f"/10**{len(found[1])}", show(f))
    return re.sub(r"/(\d+?)(0{12,})\b", lambda found: f"/({found[1]}*10**{len(found[2])})", text)


def beside_a_zero(f: Any, got: str, right: str, p: Any, q: Any, hint: str) -> str:
    """What is true of a wrong kind beside one zero eigenvalue, of that eigenvalue or of g; else the hint of the case."""
    H = sp.hessian(f, (p, q)).subs({p: 0, q: 0})
    if H.det() != 0 or H.is_zero_matrix:
        return hint
    sign, way, across = ("positive", "rises", "minimum") if H.trace() > 0 else ("negative", "falls", "maximum")
    if got in ("minimum", "maximum") and got != across:
        return f"The other eigenvalue is {sign}: across the curve f {way}, so the origin is no {got}."
    p, q = (p, q) if H[0, 0] != 0 else (q, p)
    order, line = orders.first_nonzero_order(on_curve(f, p, q), q)[0], orders.first_nonzero_order(f.subs(p, 0), q)
    if order is None:
        return "On the curve f does not change at all, exactly: the table has a line for it."
    if got == "undecided":
        return without_an_order(order, right, hint, f"{p} = 0" if line[0] is None else "")
    if got == across and line[1] != got:
        exact = EXACT if hint.endswith(EXACT) else ""
        return f"The other eigenvalue alone says so: across the curve f {way}. What does g do along it? {exact}".rstrip()
    return hint


def without_an_order(order: int, right: str, hint: str, line: str) -> str:
    """What is true of a g of this order where "undecided" was returned; `line`: a straight line on which f is constant."""
    if order > 6:
        curve = f" On the straight line {line} f does not change; on the curve it does." if line else ""
        return f"The order of g is above 6 here: powers up to 10 count, whatever the degree of f.{curve}"
    if order % 2 and right == "saddle":
        return ODD
    return f"That is the word for a g without an order from 1 to 10; here its order is {order}. {hint}".rstrip()


def told_of_a_constant(student: Student, f: Any, right: str, call: str, symbols: tuple[Any, Any]) -> None:
    """Say so where the answer is right without the value of f at the origin.

    Raises:
        CheckFailed: where f has such a value, and the answer to f less that value is right.
    """
    value = f.subs(dict.fromkeys(symbols, 0))
    if value == 0:
        return
    try:
        got = student.classify_degenerate(f - value, *symbols)
    except EndOfCheck:
        return
    if got == right:
        raise CheckFailed(f"{call}: right without the {value}, and wrong with it. The value at the origin is no power of q.")


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
    cases = [
        (c * P**2 + k * Q**2 + P * Q**2, plus),
        (P**2 + P * Q + Q**2 - c * P**4, plus),
        (3 * P**2 - 3 * P * Q + Q**2 - c * Q**4, plus),
        (-(c * P**2 + k * Q**2) / 20 + P**3, minus),
        (P**2 + 3 * P * Q + Q**2 - c * Q**4, both),
        (c * P * Q / 20 + P**4 + Q**4, f"{both} The mixed derivative makes them."),
        (c * P**2 / 20 + k * Q**4, one),
        (c * Q**2 + k * P**6, f"{one} Here ∂²f/∂p² = 0: q answers, and the curvature that is not 0 is the one in q."),
        (c * P**2 - k * Q**4, one),
        (c * Q**2 + k * P**3 + P**4, ODD),
    ]
    small = [
        (TINY * (c * P**2 + k * Q**2) - P**4, plus),
        (c * P**2 + TINY * Q**2 - k * Q**4, plus),
        (TINY * c * P * Q + P**4 + Q**4, both),
        (k * P**2 - TINY * Q**2 + c * Q**4, both),
        (c * P**2 - TINY * Q**4 + Q**6, one),
        (c * P**2 + TINY * Q**6, one),
    ]
    for place in rng.permutation(len(cases)):
        hold(student, *cases[place])
    for place in rng.permutation(len(small)):
        hold(student, small[place][0], f"{small[place][1]} {EXACT}")


@check("classify_degenerate", weight=2)
@after_plain(test_kinds_without_a_bend)
def test_kinds_on_a_curve(student: Student, rng: Generator) -> None:
    """What counts is f on the curve, not on the straight null line."""
    b = fraction(rng)
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
        hold(student, f, CURVE)
    hold(student, P**2 + b * P * Q**2 + (b**2 / 4 - TINY) * Q**4, f"{CURVE} {EXACT}")


def rounded(rng: Generator, low: int) -> Any:
    """r (i U + j V)² whose lesser eigenvalue is not 0 but of the sign `low` when it is found in floating point."""
    while True:
        r, (i, j) = fraction(rng), (int(k) for k in rng.integers(1, 10, size=2))
        a, b, c = (float(2 * r * k) for k in (i * i, i * j, j * j))
        found = np.linalg.eigvalsh([[a, b], [b, c]])[0], np.linalg.det([[a, b], [b, c]]), a * c - b * b
        if all(low * value > 0 for value in found[: 3 if low < 0 else 1]):
            return r * (i * P + j * Q) ** 2


@check("classify_degenerate", weight=1)
@after_plain(test_kinds_without_a_bend)
def test_kinds_of_a_turned_null_direction(student: Student, rng: Generator) -> None:
    """The null direction need not be an axis."""
    m, n = (int(k) for k in rng.choice([1, 2, 3], size=2, replace=False))
    hint = "The null vector of H is not an axis here: the curve has a slope at 0."
    line, other, c = m * P - n * Q, m * P + n * Q, fraction(rng)
    cases = [line**2 + c * P**4, line**2 - c * Q**4, other**2 + c * P**3, -(other**2) - c * P**4]
    cases += [(line - P**2) ** 2 + c * Q**6, line**2 * c + other**2 * TINY - P**4, line**2 * c - other**2 * TINY + P**4]
    for f in shuffled(cases, rng):
        said = f"No eigenvalue of H is 0 here. {EXACT}" if f.coeff(P, 4) in (1, -1) else hint
        hold(student, f, said, symbols=(U, V))
    said = f"{hint} One eigenvalue of H is exactly 0: its sign in floating point says nothing."
    below, above = rounded(rng, -1), rounded(rng, 1)
    for f in shuffled([below + c * P**4, -below - c * P**4, above - c * P**4, below, -above], rng):
        hold(student, f, said, symbols=(U, V))


@check("classify_degenerate", weight=1)
@after_plain(test_kinds_without_a_bend)
def test_kinds_beside_a_negative_curvature(student: Student, rng: Generator) -> None:
    """With a negative eigenvalue beside the zero, the origin is a maximum or a saddle."""
    c, k = fraction(rng), fraction(rng)
    hint = "The other eigenvalue is negative: across the curve f falls."
    cases = [-c * P**2 - k * Q**4, (-c * P**2 + k * Q**4) / 20, -c * Q**2 - k * P**5, -c / 20 * Q**2 - k * P**6]
    bent = [-(P**2 + k * P * Q**2 + k**2 / 8 * Q**4), -(P**2 + k * P * Q**2 + 3 * k**2 / 8 * Q**4)]
    for f in shuffled(cases, rng):
        hold(student, f, hint)
    for f in shuffled(bent, rng):
        hold(student, f, CURVE)


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
