"""Hidden checks of the task `first_nonzero_order`."""

from typing import Any

import sympy as sp
from numpy.random import Generator

from grader_tests.degeneracy.symbols import Y, told_of_symbols
from grading.checks import CheckFailed, Student, after_plain, as_integer, as_sequence, as_string, asked, check, expect, show
from solutions.degeneracy import first_nonzero_order as reference

S, Z = sp.Symbol("s", real=True), sp.Symbol("z")
KINDS = ("minimum", "maximum", "neither", "undecided")
MIRRORED = {"minimum": "maximum", "maximum": "minimum"}
FUNCTION = "Differentiate, then put 0 in; coefficients of powers are not written in the expression."
POWERS = "Of a function, too, all powers up to 10 count: a series that ends before does not show them."
SYMBOL = "Differentiate by the symbol that is handed over."


def hold(student: Student, g: Any, hint: str = "", *, s: Any = S) -> None:
    """Hold order and kind of one expression against the reference."""
    call = f"first_nonzero_order({show(g)}, {s})"
    want = reference.first_nonzero_order(g, s)
    given = as_sequence(asked(call, student.first_nonzero_order, g, s), call, length=2)
    try:
        hold_order(given[0], want[0], call, hint)
        hold_kind(given[1], want, call, hint)
    except CheckFailed:
        told_of_symbols(lambda: student.first_nonzero_order(g.subs(s, Y), Y), want, call, SYMBOL, known="y")
        raise


def hold_order(order: Any, want: int | None, call: str, hint: str) -> None:
    """Hold the order; what is said of another one is true of that order."""
    if want is None:
        expect(order is None, f"{call}: you returned the order {show(order)}. {hint}")
        return
    hint = POWERS if order is None and hint == FUNCTION else hint
    expect(order is not None, f"{call}: you returned no order, and one from 1 to 10 is there. {hint or 'Each of them counts.'}")
    got = as_integer(order, f"The order in {call}")
    if got == want:
        return
    said = "The derivative of that order is 0 at 0." if got < want else "One of a lower order is not 0 at 0, and it decides."
    said = "A constant has no say: orders count from 1." if got == 0 else said
    raise CheckFailed(f"{call}: you returned the order {got}, which is not right. {said} {hint}".rstrip())


def hold_kind(kind: Any, want: tuple[int | None, str], call: str, hint: str) -> None:
    """Hold the kind, for an order that is right."""
    word = as_string(kind, f"The kind in {call}", choices=KINDS)
    if word == want[1]:
        return
    if want[0] is None:
        raise CheckFailed(f"{call}: you returned {word!r} for the order None. {hint}")
    even = "The sign is turned: what counts is the sign of the derivative at 0, and of nothing else."
    said = "An odd power changes its sign at 0." if want[0] % 2 else even if MIRRORED.get(word) == want[1] else "An even order."
    raise CheckFailed(f"{call}: you returned {word!r} for the order {want[0]}. {said}")


def fraction(rng: Generator) -> sp.Rational:
    """A fraction between 1/4 and 5, never 0."""
    return sp.Rational(int(rng.integers(1, 6)), int(rng.integers(1, 5)))


@check("first_nonzero_order", weight=1.5)
def test_order_of_polynomials(student: Student, rng: Generator) -> None:
    """Order and kind of polynomials whose lowest term is even or odd, of either sign."""
    first, second = (int(2 * k) for k in rng.permutation([1, 2, 3])[:2])
    odd = int(2 * rng.integers(1, 4) + 1)
    hold(student, fraction(rng) * S**first + fraction(rng) * S ** (first + 1))
    hold(student, -fraction(rng) * S**second + 7 * fraction(rng) * S ** (second + 2))
    hold(student, -fraction(rng) / 20 * S**2 + S**4)
    hold(student, fraction(rng) / 20 * S**2 - S**4)
    hold(student, fraction(rng) * S**odd + fraction(rng) * S ** (odd + 1))
    hold(student, -fraction(rng) * S**odd - fraction(rng) * S ** (odd + 1))


@check("first_nonzero_order", weight=1)
@after_plain(test_order_of_polynomials)
def test_order_where_terms_cancel(student: Student, rng: Generator) -> None:
    """A constant does not count, powers in brackets that cancel do not either, and small numbers beside large ones do."""
    c, k = fraction(rng), int(rng.integers(2, 5))
    hold(student, 3 * c + c * S**4, "The value at 0 is no derivative.")
    hold(student, -2 * c - c * S**6 + S**7, "The value at 0 is no derivative.")
    hold(student, (1 + c * S**k) ** 2 - 1 - 2 * c * S**k + S ** (2 * k + 1), "Work the brackets out first.")
    hold(student, c * Z + 5 * Z**2, "A slope is of order 1.", s=Z)
    hold(student, 3 - c * S - S**2, "A slope is of order 1.")
    small, hint = sp.Rational(1, 1000), "The numbers are exact: a small one counts, too."
    for g in (small * S + c * S**2, small * S**2 - 1000 * S**3, 1000 * S**4 - small * S**2, 1000 * Z**7 - small * Z**6):
        hold(student, g, hint, s=Z if g.has(Z) else S)


@check("first_nonzero_order", weight=1)
@after_plain(test_order_of_polynomials)
def test_order_of_functions(student: Student, rng: Generator) -> None:
    """Order and kind of expressions with sine, cosine and exponential."""
    c = fraction(rng)
    for g in (c * (sp.cos(S) - 1 + S**2 / 2), c * (S - sp.sin(S)), sp.exp(-c * S**2) - 1 + c * S**2, 1 - sp.cos(c * S**2)):
        hold(student, g, FUNCTION)
    hold(student, c * (sp.sin(S**2) - S**2), FUNCTION)
    hold(student, sp.exp(sp.sin(c * Z)) * sp.cos(Z) - 1 - c * Z + Z**3, FUNCTION, s=Z)


@check("first_nonzero_order", weight=1.5)
@after_plain(test_order_of_polynomials)
def test_order_up_to_ten(student: Student, rng: Generator) -> None:
    """Order 10 is found; what comes later, and a constant, is undecided."""
    c = fraction(rng)
    hold(student, c * S**10 - S**11, "Order 10 still counts.")
    hold(student, -c * S**9 + S**10, "Order 9 counts.")
    hold(student, S**9 - c * S**8, "Order 8 counts.")
    for g in (c * S**11, sp.Integer(0), sp.Integer(int(rng.integers(1, 9)))):
        hold(student, g, "None of the orders 1 to 10: the statement asks for (None, 'undecided').")
    k = int(rng.integers(1, 4))
    hold(student, c * S**8 * (sp.cos(k * S) - 1), POWERS)
