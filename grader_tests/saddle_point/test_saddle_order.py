"""Hidden checks of the task `saddle_order`: its function, and the dict `decisions`."""

import math

import numpy as np

from grading.checks import Student, after_plain, as_mapping, as_sequence, as_string, call_text, check, close, equal
from solutions.saddle_point import saddle_order as reference

Lengths = tuple[float, float, float]
NAMES = tuple(reference.MEASURED)


def order_slips(lengths: Lengths, factor: float) -> dict[str, float]:
    """Orders of typical slips."""
    a, b, c = lengths
    quotient = (c - b) / (b - a)
    return {
        "The exponent of the law is 2 - q: add 2.": math.log(quotient) / math.log(factor),
        "The constant a of the law is not 0: take the differences of the lengths.": 2 + math.log(c / b) / math.log(factor),
        "This is the quotient the other way round.": 2 - math.log(quotient) / math.log(factor),
        "The logarithm of the factor is missing.": 2 + math.log(quotient),
        "Q is c to the power of q - 2: logarithms, not a quotient.": 2 + quotient / factor,
        "This is 1 more than the exponent; the exponent is 2 - q.": 1 + math.log(quotient) / math.log(factor),
        "From the first start to the third are two factors.": 2 + math.log((c - a) / (b - a)) / math.log(factor),
    }


def next_slips(lengths: Lengths) -> dict[str, float]:
    """Forecasts of typical slips."""
    a, b, c = lengths
    quotient = (c - b) / (b - a)
    return {
        "The difference grows by Q from each start to the next.": c + (c - b),
        "This is the increase; add it to the last length.": quotient * (c - b),
        "The length itself does not grow by Q; the difference does.": quotient * c,
        "This is the next difference from the first two.": c + (b - a),
        "Q once, not twice: the last difference is known already.": c + quotient**2 * (c - b),
    }


def hold(student: Student, lengths: Lengths, factor: float, *, hint: str = "", named: bool = False) -> None:
    """Hold the three entries; the plain case names slips."""
    call = call_text("saddle_order", lengths, factor)
    kind, order, ahead = as_sequence(student.saddle_order(lengths, factor), call, length=3)
    right = reference.saddle_order(lengths, factor)
    close(
        order,
        right.order,
        f"order in {call}",
        rtol=1e-9,
        hint=hint or "Solve Q = c^(q - 2) for q.",
        slips=order_slips(lengths, factor) if named else None,
    )
    close(
        ahead,
        right.next_length,
        f"next_length in {call}",
        rtol=1e-9,
        hint=hint or "The differences grow by Q from pair to pair.",
        slips=next_slips(lengths) if named else None,
    )
    said = as_string(kind, f"kind in {call}", choices=reference.KINDS)
    equal(said, right.kind, f"kind in {call}", hint=hint or "The first line of the table that holds.")


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
        hold(student, rests(rng, order, factor), factor, named=True)


@check("saddle_order", weight=1.5)
@after_plain(test_three_and_four_matrices)
def test_strict_saddles(student: Student, rng: np.random.Generator) -> None:
    """Differences that are equal, nearly equal, or become smaller"""
    factor = int(rng.integers(3, 10))
    first, step = int(rng.integers(20, 60)), int(rng.integers(20, 60))
    equal_steps = "Equal differences: ln 1 = 0, order 2, and the next rest is one difference longer."
    hold(student, (first, first + step, first + 2 * step), factor, hint=equal_steps)
    for change in (1, -1, -step // 2):
        hold(student, (first, first + step, first + 2 * step + change), factor, hint="Below 2.5 it is strict, also below 2.")
    for order in (2.4, 2.6):
        hold(student, rests(rng, order, 10), 10, hint="The border is 2.5.")


@check("saddle_order", weight=1.5)
@after_plain(test_three_and_four_matrices)
def test_rests_that_do_not_grow(student: Student, rng: np.random.Generator) -> None:
    """Lengths that are equal or fall, in each place and in all"""
    a, up, more = (int(value) for value in rng.integers(5, 40, 3))
    hint = 'Where one of the two differences is not positive: "no landing", 0.0 and the third length.'
    cases = [(a, a, a), (a, a, a + up), (a, a + up, a + up), (a + up, a, a + up + more), (a, a + up + more, a + up)]
    for lengths in [*cases, (a + up + more, a + up, a), (0, 0, 0), (0, 0, up)]:
        hold(student, lengths, int(rng.integers(2, 11)), hint=hint)


@check("saddle_order", weight=1.5)
@after_plain(test_three_and_four_matrices)
def test_other_factors_and_sizes(student: Student, rng: np.random.Generator) -> None:
    """A factor between 1 and 2, a large one, lengths that are no integers, long ones, a first rest of 0"""
    factor = float(rng.uniform(1.2, 1.8))
    hold(student, (20, 50, 50 + round(30 * factor**2.2)), factor, hint="c is any number above 1.")
    hold(student, rests(rng, 2.8, 1000), 1000)
    hold(student, (float(rng.uniform(1, 2)), 7.5, 40.25), 3)
    hold(student, (10**6, 3 * 10**6, 10**8), 5)
    hold(student, (0, int(rng.integers(2, 9)), 100), 4)


@check("saddle_order")
def test_decisions_have_the_numbers(student: Student) -> None:
    """Kind, order and next length of the three trainings"""
    got = as_mapping(student["decisions"], "decisions", keys=NAMES)
    for name, (right, _) in reference.decisions().items():
        what = f'decisions["{name}"]'
        kind, order, ahead, _ = as_sequence(got[name], what, length=4)
        close(
            order, right.order, f"order in {what}", rtol=1e-4, atol=1e-9, hint="c is the quotient of two neighbouring starts."
        )
        close(ahead, right.next_length, f"next_length in {what}", rtol=1e-4, hint="Of the start after the three.")
        equal(as_string(kind, f"kind in {what}", choices=reference.KINDS), right.kind, f"kind in {what}")


@check("saddle_order")
def test_decisions_are_taken(student: Student) -> None:
    """What to do about the next smaller start"""
    got = as_mapping(student["decisions"], "decisions", keys=NAMES)
    said = {}
    for name in NAMES:
        entries = as_sequence(got[name], f'decisions["{name}"]', length=4)
        said[name] = as_string(entries[3], f'the last entry of decisions["{name}"]', choices=reference.ACTIONS)
    wanted = {name: action for name, (_, action) in reference.decisions().items()}
    hint = "Compare the forecast for the next smaller start with the 1,000 steps, for each of the three."
    equal(said, wanted, "the last entries of decisions", hint=hint)
