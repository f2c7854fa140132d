"""Hidden checks of the task `basin_fraction`."""

import math
from typing import Any

import numpy as np

from grading.checks import Student, after_plain, as_sequence, check, close
from solutions.basin_of_attraction import basin_fraction as reference

ENDS = ("share", "low", "high")


def drawn(rng: np.random.Generator, hits: int, n: int, target: int, others: list[int]) -> np.ndarray:
    """Labels of which so many equal the target, in random order; the others in turn."""
    rest = [others[place % len(others)] for place in range(n - hits)]
    return rng.permutation(np.array([*[target] * hits, *rest], dtype=int))


def end_slips(p: float, n: int, z: float) -> dict[str, tuple[float, float]]:
    """The ends of other intervals, low and high."""
    wald = z * math.sqrt(p * (1 - p) / n)
    middle = (p + z**2 / (2 * n)) / (1 + z**2 / n)
    coull = z * math.sqrt(middle * (1 - middle) / (n + z**2))
    right = reference.basin_fraction([1] * round(p * n) + [0] * (n - round(p * n)), 1, z)
    return {
        "This is Wald's interval: its standard error is that of p, not of q.": (p - wald, p + wald),
        "The middle is Wilson's, the width is another one.": (middle - wald, middle + wald),
        "The middle is Wilson's, the width is Agresti and Coull's.": (middle - coull, middle + coull),
        "The divisor 1 + z²/n is missing.": (right[1] * (1 + z**2 / n), right[2] * (1 + z**2 / n)),
        "The ends have changed places: low comes first.": (right[2], right[1]),
    }


def hold(
    student: Student, labels: Any, target: int, z: float | None, what: str, *, named: bool = False, hint: str = ""
) -> None:
    """Hold share, low and high."""
    call = f"basin_fraction of {what}" + (f", z = {z:g}" if z else "")
    got = as_sequence(student.basin_fraction(labels, target, **({"z": z} if z else {})), call, length=3)
    right = reference.basin_fraction(list(labels), target, z or 1.96)
    n, p = len(labels), right[0]
    shares = {"This is the count.": p * n, "This is the share of the others.": 1 - p, "This is a percentage.": 100 * p}
    close(got[0], p, f"share in {call}", rtol=0, atol=1e-9, hint=hint, slips=shares if named else None)
    slips = end_slips(p, n, z or 1.96) if named else {}
    for place in (1, 2):
        one = {message: ends[place - 1] for message, ends in slips.items()}
        close(got[place], right[place], f"{ENDS[place]} in {call}", rtol=0, atol=1e-9, hint=hint, slips=one)


@check("basin_fraction", weight=1.5)
def test_two_basins(student: Student, rng: np.random.Generator) -> None:
    """Labels 0 and 1, some of each, z = 1.96"""
    for _ in range(2):
        n = int(rng.integers(30, 90))
        labels = drawn(rng, int(n * rng.uniform(0.2, 0.4)), n, 1, [0])
        hold(student, labels, 1, None, f"{n} labels", named=True)


@check("basin_fraction", weight=1.5)
@after_plain(test_two_basins)
def test_none_and_all(student: Student, rng: np.random.Generator) -> None:
    """No hit, only hits, one start"""
    n = int(rng.integers(10, 60))
    hint = "Where no start or every start is a hit, the interval is not empty: solve the inequality for q there, too."
    hold(student, drawn(rng, 0, n, 1, [0]), 1, None, f"{n} labels without a hit", hint=hint)
    hold(student, drawn(rng, n, n, 1, [0]), 1, None, f"{n} hits", hint=hint)
    for label in (0, 1):
        hold(student, np.array([label]), 1, None, f"one label, {label}", hint=hint)
    hold(student, drawn(rng, 1, n, 1, [0]), 1, None, f"{n} labels with one hit", hint=hint)


@check("basin_fraction", weight=1.5)
@after_plain(test_two_basins)
def test_starts_that_end_nowhere_count(student: Student, rng: np.random.Generator) -> None:
    """Labels of -1 stay in the count, and may be asked for; several minima; a target that is not there"""
    n = int(rng.integers(40, 80))
    hint = "A start with the label -1 is a start: it counts in n."
    hold(student, drawn(rng, n // 4, n, 1, [0, -1, -1]), 1, None, f"{n} labels with many -1, target 1", hint=hint)
    hold(student, drawn(rng, n // 4, n, 0, [-1]), 0, None, f"{n} labels 0 and -1, target 0", hint=hint)
    hint = "The target may be any label, -1 as well."
    hold(student, drawn(rng, n // 3, n, -1, [0, 1]), -1, None, f"{n} labels, target -1", hint=hint)
    hold(student, drawn(rng, n // 5, n, 7, [0, 1, 3, -1]), 7, None, f"{n} labels, target 7", hint=hint)
    hold(student, drawn(rng, 0, n, 5, [0, 2]), 4, None, f"{n} labels, target 4, which is not there", hint=hint)


@check("basin_fraction", weight=1.5)
@after_plain(test_two_basins)
def test_other_widths_and_counts(student: Student, rng: np.random.Generator) -> None:
    """z from 0.1 to 10, many starts, a list of labels"""
    n = int(rng.integers(20, 60))
    hint = "z is an argument."
    for z in (0.1, 1.0, 2.576, 10.0):
        hits = int(n * rng.uniform(0.3, 0.7))
        hold(student, drawn(rng, hits, n, 1, [0]), 1, z, f"{n} labels", hint=hint)
        hold(student, drawn(rng, 0, n, 1, [0]), 1, z, f"{n} labels without a hit", hint=hint)
    many = 30_000
    for hits in (3, many // 3, many - 2):
        hold(student, drawn(rng, hits, many, 2, [0, -1]), 2, None, f"{many} labels, {hits} hits")
    hold(student, [int(label) for label in drawn(rng, 5, 12, 1, [0])], 1, None, "a list of 12 labels")
