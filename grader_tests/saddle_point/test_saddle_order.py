"""Hidden checks of the task `saddle_order`: its function, and the dict `decisions`."""

import math
from typing import Any

import numpy as np

from grader_tests.saddle_point.slips import distinct
from grading.checks import (
    CheckFailed,
    Student,
    after_plain,
    as_mapping,
    as_number,
    as_sequence,
    as_string,
    asked_about,
    call_text,
    check,
    close,
    equal,
)
from solutions.saddle_point import saddle_order as reference

Lengths = tuple[float, float, float]
NAMES = tuple(reference.MEASURED)


def order_slips(lengths: Lengths, factor: float) -> dict[str, float]:
    """Orders of typical slips, where both differences are positive and not the same."""
    a, b, c = lengths
    if not a < b < c or c - b == b - a:
        return {}
    quotient = (c - b) / (b - a)
    exponent = math.log(quotient) / math.log(factor)
    return {
        "The exponent of the law is 2 - q: add 2.": exponent,
        "Take the differences of the lengths, not the lengths themselves.": 2 + math.log(c / b) / math.log(factor),
        "This is the quotient the other way round.": 2 - exponent,
        "The logarithm of the factor is missing.": 2 + math.log(quotient),
        "This takes logarithms to base 10, whatever c is.": 2 + math.log10(quotient),
        "This takes logarithms to base 2, whatever c is.": 2 + math.log2(quotient),
        "Q is c to the power of q - 2: logarithms, not a quotient.": 2 + quotient / factor,
        "This is 1 more than the exponent; the exponent is 2 - q.": 1 + exponent,
        "From the first start to the third are two factors.": 2 + math.log((c - a) / (b - a)) / math.log(factor),
        "This is a whole number, and q need not be one.": float(round(2 + exponent)),
        "This is Q, not q.": quotient,
        **whole_quotient(quotient, factor),
    }


def whole_quotient(quotient: float, factor: float) -> dict[str, float]:
    """The order of who divides with //; below 2 this is a Q of 1, and the order that of other slips."""
    if quotient < 2:
        return {}
    text = "This takes a whole number for Q; divide with /."
    return {text: 2 + math.log(math.floor(quotient)) / math.log(factor)}


def next_slips(lengths: Lengths) -> dict[str, float]:
    """Forecasts of typical slips, where both differences are positive."""
    a, b, c = lengths
    if not a < b < c:
        return {}
    quotient = (c - b) / (b - a)
    return {
        "The difference grows by Q from each start to the next.": c + (c - b),
        "This is the increase; add it to the last length.": quotient * (c - b),
        "The length itself does not grow by Q; the difference does.": quotient * c,
        "This adds the first difference.": c + (b - a),
        "Q once, not twice: the last difference is known already.": c + quotient**2 * (c - b),
        "This is rounded to whole steps.": float(math.floor(c + quotient * (c - b))),
        "This is rounded up to whole steps.": float(math.ceil(c + quotient * (c - b))),
    }


def facts(lengths: Lengths, factor: float) -> str:
    """What is true of three lengths, whatever the slip."""
    before, after = lengths[1] - lengths[0], lengths[2] - lengths[1]
    if min(before, after) <= 0:
        return f"The differences of these lengths are {before:.6g} and {after:.6g}: see the lines that are given: no landing."
    return f"Here the differences are {before:.6g} and {after:.6g}, so Q = {after / before:.6g}, and c = {factor:.6g}."


def number(value: Any, what: str, hint: str) -> float:
    """The value as a number; where it is none, the message says what is true of the lengths."""
    try:
        return as_number(value, what)
    except CheckFailed as failure:
        raise CheckFailed(f"{failure} {hint}") from None


def hold(student: Student, lengths: Lengths, factor: float) -> None:
    """Hold the three entries; a slip is named where its value tells it."""
    call = call_text("saddle_order", lengths, factor)
    right, hint = reference.saddle_order(lengths, factor), facts(lengths, factor)
    kind, order, ahead = as_sequence(asked_about(call, hint, student.saddle_order, lengths, factor), call, length=3)
    slips = distinct(order_slips(lengths, factor), right.order, rtol=1e-9)
    close(number(order, f"order in {call}", hint), right.order, f"order in {call}", rtol=1e-9, hint=hint, slips=slips)
    ahead_slips = distinct(next_slips(lengths), right.next_length, rtol=1e-9)
    ahead = number(ahead, f"next_length in {call}", hint)
    close(ahead, right.next_length, f"next_length in {call}", rtol=1e-9, hint=hint, slips=ahead_slips)
    said = as_string(kind, f"kind in {call}", choices=reference.KINDS)
    equal(said, right.kind, f"kind in {call}", hint=f"{hint} The order is right{side(right)}")


def side(right: reference.Order) -> str:
    """The order that the student has right, with the border of the kinds."""
    return "." if right.kind == reference.KINDS[0] else f", {right.order:.4g}: on which side of 2.5 does it lie?"


def rests(rng: np.random.Generator, order: float, factor: float) -> Lengths:
    """Lengths whose quotient of differences is that of the order, up to rounding to integers."""
    first, step = int(rng.integers(30, 90)), int(rng.integers(40, 90))
    second = first + step
    return first, second, second + round(step * factor ** (order - 2))


@check("saddle_order", weight=1.5)
def test_three_and_four_matrices(student: Student, rng: np.random.Generator) -> None:
    """Rests between order 3 and 5"""
    for order in (3.3, 3.8, float(rng.uniform(4.2, 4.4))):
        factor = int(rng.integers(3, 8))
        hold(student, rests(rng, order, factor), factor)


@check("saddle_order", weight=1.5)
@after_plain(test_three_and_four_matrices)
def test_strict_saddles(student: Student, rng: np.random.Generator) -> None:
    """Differences that are equal or nearly equal, and orders on both sides of the border"""
    factor = int(rng.integers(3, 10))
    first, step = int(rng.integers(20, 60)), int(rng.integers(20, 60))
    for change in (0, 1, -1):
        hold(student, (first, first + step, first + 2 * step + change), factor)
    for order in (2.2, 2.48, 2.52):
        hold(student, rests(rng, order, 1000), 1000)


@check("saddle_order", weight=1.5)
@after_plain(test_three_and_four_matrices)
def test_rests_that_do_not_grow(student: Student, rng: np.random.Generator) -> None:
    """Lengths that are equal or fall, in each place and in all, and one that does grow"""
    a, up, more = (int(value) for value in rng.integers(5, 40, 3))
    cases = [(a, a, a), (a, a, a + up), (a, a + up, a + up), (a + up, a, a + up + more), (a, a + up + more, a + up)]
    for lengths in [(a, a + up, a + 2 * up), *cases, (a + up + more, a + up, a), (0, 0, 0), (0, 0, up)]:
        hold(student, lengths, int(rng.integers(2, 11)))


@check("saddle_order", weight=1.5)
@after_plain(test_three_and_four_matrices)
def test_other_factors_and_sizes(student: Student, rng: np.random.Generator) -> None:
    """A factor between 1 and 2, a large one, lengths that are no integers, long ones, a first rest of 0"""
    factor = float(rng.uniform(1.2, 1.8))
    hold(student, (20, 50, 50 + round(30 * factor**2.2)), factor)
    hold(student, rests(rng, 2.8, 1000), 1000)
    hold(student, (float(rng.uniform(1, 2)), 7.5, 40.25), 3)
    hold(student, (10**6, 3 * 10**6, 10**8), 5)
    hold(student, (0, int(rng.integers(2, 9)), 100), 4)
    hold(student, (first := int(rng.integers(3, 30)), first + 1, first + 3), 2)


@check("saddle_order", weight=2)
def test_decisions_are_taken(student: Student) -> None:
    """What to do about the next smaller start"""
    got = as_mapping(student["decisions"], "decisions", keys=NAMES)
    said = {name: as_string(got[name], f'decisions["{name}"]', choices=reference.ACTIONS) for name in NAMES}
    wanted = {name: action for name, (_, action) in reference.decisions().items()}
    hint = "Compare next_length with the 1,000 steps, for each of the three; the factors are 10, 2 and 2."
    equal(said, wanted, "decisions", hint=hint)
