"""Hidden checks of the task `first_nonzero_order`."""

from typing import Any

import sympy as sp
from numpy.random import Generator

from grading.checks import CheckFailed, Student, after_plain, as_integer, as_sequence, as_string, check, expect, show
from solutions.degeneracy import first_nonzero_order as reference

S = sp.Symbol("s", real=True)
KINDS = ("minimum", "maximum", "neither", "undecided")
MIRRORED = {"minimum": "maximum", "maximum": "minimum"}


def hold(student: Student, g: Any, hint: str = "") -> None:
    """Hold order and kind of one expression against the reference."""
    call = f"first_nonzero_order({show(g)}, s)"
    order, kind = as_sequence(student.first_nonzero_order(g, S), call, length=2)
    want_order, want_kind = reference.first_nonzero_order(g, S)
    if want_order is None:
        expect(order is None, f"{call}: you returned the order {show(order)}. {hint}")
    else:
        expect(order is not None, f"{call}: you returned no order, and one from 1 to 10 is there. {hint}")
        got = as_integer(order, f"The order in {call}")
        if got != want_order:
            said = "A constant has no say: orders count from 1." if got == 0 else hint
            raise CheckFailed(f"{call}: you returned the order {got}, which is not right. {said}".rstrip())
    word = as_string(kind, f"The kind in {call}", choices=KINDS)
    if word != want_kind:
        said = "The sign is turned." if MIRRORED.get(word) == want_kind else hint or "Even or odd, and with which sign?"
        raise CheckFailed(f"{call}: you returned {word!r} for the order {want_order}. {said}")


def fraction(rng: Generator) -> sp.Rational:
    """A fraction between 1/4 and 5, never 0."""
    return sp.Rational(int(rng.integers(1, 6)), int(rng.integers(1, 5)))


@check("first_nonzero_order", weight=1.5)
def test_order_of_polynomials(student: Student, rng: Generator) -> None:
    """Order and kind of polynomials whose lowest term is even or odd, of either sign."""
    even, odd = (int(2 * k) for k in rng.permutation([1, 2, 3])[:2]), int(2 * rng.integers(1, 4) + 1)
    first, second = even
    hold(student, fraction(rng) * S**first + fraction(rng) * S ** (first + 1))
    hold(student, -fraction(rng) * S**second + 7 * fraction(rng) * S ** (second + 2))
    hold(student, -fraction(rng) / 20 * S**2 + S**4)
    hold(student, fraction(rng) / 20 * S**2 - S**4)
    hold(student, fraction(rng) * S**odd + fraction(rng) * S ** (odd + 1), "An odd power changes its sign at 0.")
    hold(student, -fraction(rng) * S**odd - fraction(rng) * S ** (odd + 1), "An odd power changes its sign at 0.")


@check("first_nonzero_order", weight=1)
@after_plain(test_order_of_polynomials)
def test_order_where_terms_cancel(student: Student, rng: Generator) -> None:
    """A constant does not count, powers in brackets that cancel do not either, and a slope is order 1."""
    c, k = fraction(rng), int(rng.integers(2, 5))
    hold(student, 3 * c + c * S**4, "The value at 0 is no derivative.")
    hold(student, -2 * c - c * S**6 + S**7, "The value at 0 is no derivative.")
    hold(student, (1 + c * S**k) ** 2 - 1 - 2 * c * S**k + S ** (2 * k + 1), "Work the brackets out first.")
    hold(student, c * S + 5 * S**2, "A slope is of order 1.")


@check("first_nonzero_order", weight=1)
@after_plain(test_order_of_polynomials)
def test_order_of_functions(student: Student, rng: Generator) -> None:
    """Order and kind of expressions with sine, cosine and exponential."""
    c = fraction(rng)
    hint = "Differentiate, then put 0 in; coefficients of powers are not written in the expression."
    for g in (c * (sp.cos(S) - 1 + S**2 / 2), c * (S - sp.sin(S)), sp.exp(-c * S**2) - 1 + c * S**2, 1 - sp.cos(c * S**2)):
        hold(student, g, hint)


@check("first_nonzero_order", weight=1.5)
@after_plain(test_order_of_polynomials)
def test_order_up_to_ten(student: Student, rng: Generator) -> None:
    """Order 10 is found; what comes later, and a constant, is undecided."""
    c = fraction(rng)
    hold(student, c * S**10 - S**11, "Order 10 still counts.")
    hold(student, -c * S**9 + S**10, "Order 9 counts.")
    for g in (c * S**11, -c * S**12, sp.Integer(0), sp.Integer(int(rng.integers(1, 9)))):
        hold(student, g, "None of the orders 1 to 10: the statement asks for (None, 'undecided').")
