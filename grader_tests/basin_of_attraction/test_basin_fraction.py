"""Hidden checks of the task `basin_fraction`."""

import math
from typing import Any

import numpy as np

from grading.checks import Student, after_plain, as_number, as_sequence, check, close
from grading.checks.asked import asked
from solutions.basin_of_attraction import basin_fraction as reference

ENDS = ("share", "low", "high")


def drawn(rng: np.random.Generator, hits: int, n: int, target: int, others: list[int]) -> np.ndarray:
    """Labels of which so many equal the target, in random order; the others in turn."""
    rest = [others[place % len(others)] for place in range(n - hits)]
    return rng.permutation(np.array([*[target] * hits, *rest], dtype=int))


def end_slips(p: float, n: int, q: float) -> dict[str, tuple[float, float]]:
    """The ends of other intervals, low and high."""
    wald = q * math.sqrt(p * (1 - p) / n)
    middle = (p + q**2 / (2 * n)) / (1 + q**2 / n)
    coull = q * math.sqrt(middle * (1 - middle) / (n + q**2))
    right = reference.basin_fraction([1] * round(p * n) + [0] * (n - round(p * n)), 1, q)
    half, grown = (right[2] - right[1]) / 2, 1 + q**2 / n
    fewer = q * math.sqrt(p * (1 - p) / (n - 1) + q**2 / (4 * n**2)) / grown
    wide = q * math.sqrt(p * (1 - p) / n + q**2 / (4 * n)) / grown
    return {
        "This is Wald's interval: its standard error is that of p, not of r.": (p - wald, p + wald),
        "The middle is Wilson's, the width is another one.": (middle - wald, middle + wald),
        "The middle is Wilson's, the width is Agresti and Coull's.": (middle - coull, middle + coull),
        "The divisor 1 + q²/n is missing.": (right[1] * grown, right[2] * grown),
        "The divisor 1 + q²/n is missing in the middle.": (middle * grown - half, middle * grown + half),
        "The divisor 1 + q²/n is missing in the width.": (middle - half * grown, middle + half * grown),
        "The width is Wilson's, but the interval lies about p: the middle is another one.": (p - half, p + half),
        "The standard error has n, not n - 1.": (middle - fewer, middle + fewer),
        "The term under the root that stays where p is 0 or 1 is not right.": (
            middle - wide,
            middle + wide,
        ),
        "The ends have changed places: low comes first.": (right[2], right[1]),
    }


def of_another_q(p: float, n: int, q: float) -> dict[str, tuple[float, float]]:
    """The ends with the default q, where another one is given and 0 < p < 1; with p = 0 or 1 an end is told of that."""
    if q == 1.96 or p in (0, 1):
        return {}
    ends = reference.basin_fraction([1] * round(p * n) + [0] * (n - round(p * n)), 1)
    return {"This is the end for q = 1.96; the width goes with this q, the argument.": ends[1:]}


def both_sides(r: float, p: float, n: int, q: float) -> str:
    """What the inequality says of an end r that came; the share is right."""
    if p in (0, 1):
        return f"p is {p:g} here, and the interval is not empty: solve the inequality for r there, too."
    told = "The share is right; with this q, the argument, both ends satisfy the inequality with equality."
    if not 0 <= r <= 1:
        return f"{told} All shares are between 0 and 1."
    return f"{told} At your r the left side is {abs(p - r):.6g}, the right side {q * math.sqrt(r * (1 - r) / n):.6g}."


def hold(
    student: Student, labels: Any, target: int, q: float | None, what: str, *, named: bool = False, hint: str = ""
) -> None:
    """Hold share, low and high; the hint is about the share, and an end is told what is true of this p and q."""
    call = f"basin_fraction of {what}" + (f", q = {q:g}" if q else "")
    got = as_sequence(asked(call, student.basin_fraction, labels, target, **({"q": q} if q else {})), call, length=3)
    right = reference.basin_fraction(list(labels), target, q or 1.96)
    n, p = len(labels), right[0]
    middle = (right[1] + right[2]) / 2
    shares = {
        "This is the count.": p * n,
        "This is the share of the others.": 1 - p,
        "This is a percentage.": 100 * p,
        "This is the middle of the interval, not the share.": middle,
        "This is the low end of the interval; the share comes first.": right[1],
    }
    counted = hint or f"{round(p * n)} of the {n} labels equal the target."
    close(got[0], p, f"share in {call}", rtol=0, atol=1e-9, hint=counted, slips=shares if named else None)
    slips = end_slips(p, n, q or 1.96) if named else of_another_q(p, n, q or 1.96)
    for place in (1, 2):
        one = {message: ends[place - 1] for message, ends in slips.items()}
        told = both_sides(as_number(got[place], f"{ENDS[place]} in {call}"), p, n, q or 1.96)
        close(got[place], right[place], f"{ENDS[place]} in {call}", rtol=0, atol=1e-9, hint=told, slips=one)


@check("basin_fraction", weight=1.5)
def test_two_basins(student: Student, rng: np.random.Generator) -> None:
    """Labels 0 and 1, or 0 and 2, some of each, q = 1.96"""
    for target in (1, 2):
        n = int(rng.integers(30, 90))
        labels = drawn(rng, int(n * rng.uniform(0.2, 0.4)), n, target, [0])
        hold(student, labels, target, None, f"{n} labels, target {target}", named=True)


@check("basin_fraction", weight=1.5)
@after_plain(test_two_basins)
def test_none_and_all(student: Student, rng: np.random.Generator) -> None:
    """No hit, only hits, one start"""
    n = int(rng.integers(10, 60))
    hold(student, drawn(rng, 0, n, 1, [0]), 1, None, f"{n} labels without a hit")
    hold(student, drawn(rng, n, n, 1, [0]), 1, None, f"{n} hits")
    for label in (0, 1):
        hold(student, np.array([label]), 1, None, f"one label, {label}")
    hold(student, drawn(rng, 1, n, 1, [0]), 1, None, f"{n} labels with one hit")


@check("basin_fraction", weight=1.5)
@after_plain(test_two_basins)
def test_starts_that_end_nowhere_count(student: Student, rng: np.random.Generator) -> None:
    """Labels of -1 stay in the count, and may be asked for; several minima; a target that is not there"""
    n = int(rng.integers(40, 80))
    hint = "A start with the label -1 is a start: it counts in n."
    hold(student, drawn(rng, n // 4, n, 1, [0, -1, -1]), 1, None, f"{n} labels with many -1, target 1", hint=hint)
    hold(student, drawn(rng, n // 4, n, 0, [-1]), 0, None, f"{n} labels 0 and -1, target 0", hint=hint)
    hint = "The target may be any label, -1 as well."
    # no other label, and no set of other labels, is there as often as -1
    hold(student, drawn(rng, 3 * n // 5, n, -1, [0, 1, 1]), -1, None, f"{n} labels, target -1", hint=hint)
    hold(student, drawn(rng, n // 4, n, -1, [0]), -1, None, f"{n} labels 0 and -1, target -1", hint=hint)
    hold(student, drawn(rng, n // 5, n, 7, [0, 1, 3, -1]), 7, None, f"{n} labels, target 7", hint=hint)
    hold(student, drawn(rng, 0, n, 5, [0, 2]), 4, None, f"{n} labels, target 4, which is not there")


@check("basin_fraction", weight=1.5)
@after_plain(test_two_basins)
def test_other_widths_and_counts(student: Student, rng: np.random.Generator) -> None:
    """q from 1 to 10, many starts, a list of labels"""
    n = int(rng.integers(20, 60))
    for q in (1.0, 2.576, 10.0):
        hits = int(n * rng.uniform(0.3, 0.7))
        hold(student, drawn(rng, hits, n, 1, [0]), 1, q, f"{n} labels")
        hold(student, drawn(rng, 0, n, 1, [0]), 1, q, f"{n} labels without a hit")
    many = 30_000
    for hits in (3, many // 3, many - 2):
        hold(student, drawn(rng, hits, many, 2, [0, -1]), 2, None, f"{many} labels, {hits} hits")
    hold(student, np.ones(100_000, dtype=int), 1, 1.0, "100,000 labels, all hits")
    hint = "If a list as a whole is compared with a number, that is one False; the target may be any label."
    hold(student, [int(label) for label in drawn(rng, 5, 12, 1, [0])], 1, None, "a list of 12 labels", hint=hint)
    hold(student, [int(label) for label in drawn(rng, 9, 14, -1, [0, 3])], -1, 2.5, "a list of 14 labels, target -1", hint=hint)
