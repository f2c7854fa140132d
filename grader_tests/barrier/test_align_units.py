"""Hidden checks of the task `align_units`."""

from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

from grading.checks import Student, after_plain, as_array, check, close
from solutions.barrier import align_units as reference

Array = np.ndarray


def slips_of(A: Array, B: Array, signs: bool) -> dict[str, Any]:
    """The rows that typical slips return."""
    M = A @ B.T
    _, cols = linear_sum_assignment(-np.abs(M) if signs else -M)
    _, worst = linear_sum_assignment(np.abs(M) if signs else M)
    _, unsigned = linear_sum_assignment(-M)
    found = {
        "These are rows of A; the rows of B are asked, in the order of A.": A,
        "These are the rows of A in the order of B; it goes the other way round.": A[np.argsort(cols)],
        "This is the inverse permutation: row i is to be the partner of A's row i.": B[np.argsort(cols)],
        "This assignment is the worst, not the best.": B[worst],
        "This is B, row by row as it was given.": B,
    }
    if signs:
        found = {
            "The signs are missing.": B[cols],
            "The signs come with the assignment, not after it: a partner of the wrong sign is near as well.": np.where(
                (A * B[unsigned]).sum(axis=1) < 0, -1.0, 1.0
            )[:, None]
            * B[unsigned],
            "The signs are turned where they should stay.": -reference.align_units(A, B, signs),
        }
    return found


def noticed(A: Array, B: Array, signs: bool, right: Array, rows: Array) -> str:
    """What is true of these rows, whatever the slip: are they rows of B, each once, and how far is their sum from the least?"""
    same = (np.abs(rows[:, None] - B) <= 1e-9 * np.abs(B).max()).all(axis=2)
    turned = (np.abs(rows[:, None] + B) <= 1e-9 * np.abs(B).max()).all(axis=2)
    if not (same | turned).any(axis=1).all():
        return "Not every row here is a row of B, as it is or times -1."
    if not (same | turned).any(axis=0).all():
        return "A row of B stands here twice, and another one is missing."
    if not signs and not same.any(axis=1).all():
        return "A row of B has changed its sign here, and signs = False."
    if np.array_equal(np.abs(rows), np.abs(right)):
        return "The order is right; a sign is not. Which of the two signs is nearer to the row of A?"
    mine, least = (float(((A - some) ** 2).sum()) for some in (rows, right))
    return f"The sum of squared distances of these rows is {mine:.4g}, and another order has a smaller one ({least:.4g})."


def hold(student: Student, A: Array, B: Array, signs: bool, what: str, *, named: bool = False) -> None:
    """Hold the rows; the hint says what is true of those that came."""
    right = reference.align_units(A, B, signs)
    call = f"align_units of {what}, shape {A.shape}, signs = {signs}"
    slips = slips_of(A, B, signs) if named else None
    got = student.align_units(A, B, signs)
    hint = noticed(A, B, signs, right, as_array(got, call, shape=B.shape))
    close(got, right, call, rtol=1e-12, atol=0.0, hint=hint, slips=slips)


def units(rng: np.random.Generator, h: int, m: int) -> Array:
    """Rows in general position, of lengths between 1 and 3."""
    rows = rng.standard_normal((h, m))
    return np.asarray(rows / np.linalg.norm(rows, axis=1)[:, None] * rng.uniform(1, 3, (h, 1)))


def shuffled(rng: np.random.Generator, A: Array, *, signs: bool) -> Array:
    """The rows of A in another order that is not its own inverse, nearly the same; with signs, some times -1."""
    order = np.roll(rng.permutation(len(A)), 1)
    while len(A) > 2 and np.array_equal(np.argsort(order), order):
        order = rng.permutation(len(A))
    B = A[order] + 0.01 * rng.standard_normal(A.shape)
    if signs:
        B *= np.where(np.arange(len(A)) % 2, -1.0, 1.0)[rng.permutation(len(A))][:, None]
    return np.asarray(B)


def turning(rng: np.random.Generator, h: int) -> tuple[Array, Array]:
    """Units and a shuffled, partly turned copy of which the partners are others where no sign may be changed."""
    while True:
        A = units(rng, h, 5)
        B = shuffled(rng, A, signs=True)
        M = A @ B.T
        if not np.array_equal(linear_sum_assignment(-M)[1], linear_sum_assignment(-np.abs(M))[1]):
            return A, B


def against_greed(rng: np.random.Generator) -> tuple[Array, Array]:
    """Two rows of B that both are best for the same row of A: who takes the best pair first gets less in all."""
    Q = np.linalg.qr(rng.standard_normal((4, 4)))[0]
    A = np.eye(4)
    B = np.array([[10.0, 9, 0, 0], [9, 1, 0, 0], [0, 0, 2, 0], [0, 0, 0, 3]])
    order = rng.permutation(4)
    return A @ Q, (B @ Q)[order]


def against_angles(rng: np.random.Generator) -> tuple[Array, Array]:
    """A long and a short row of B: by angles alone they are assigned the other way round."""
    Q = np.linalg.qr(rng.standard_normal((3, 3)))[0]
    B = np.array([[10.0, 8, 0], [1, 0.2, 0], [0, 0, 2]])
    return np.eye(3) @ Q, (B @ Q)[rng.permutation(3)]


def against_swaps(rng: np.random.Generator) -> tuple[Array, Array]:
    """Three rows that change places in a circle: as B stands, no exchange of two alone makes the sum smaller."""
    Q = np.linalg.qr(rng.standard_normal((3, 3)))[0]
    return np.eye(3) @ Q, np.array([[2.0, 0, 3], [3, 2, 0], [0, 3, 2]]) @ Q


def long_and_short(rng: np.random.Generator, turn: int) -> tuple[Array, Array]:
    """Rows of lengths 900, 30 and 1, of which the copy of the long one has one sign and those of the short ones the other."""
    A = np.array([[900.0], [30.0], [1.0]]) * np.linalg.qr(rng.standard_normal((3, 3)))[0]
    return A, (turn * np.array([[1.0], [-1.0], [-1.0]]) * rng.uniform(0.95, 1.0, (3, 1)) * A)[rng.permutation(3)]


@check("align_units", weight=1.5)
def test_permuted_units(student: Student, rng: np.random.Generator) -> None:
    """Units in another order, without signs"""
    for _ in range(2):
        A = units(rng, int(rng.integers(4, 7)), int(rng.integers(5, 8)))
        hold(student, A, shuffled(rng, A, signs=False), False, "permuted units", named=True)


@check("align_units", weight=1.5)
@after_plain(test_permuted_units)
def test_permuted_units_with_signs(student: Student, rng: np.random.Generator) -> None:
    """Units in another order, some of them times -1"""
    A, B = turning(rng, int(rng.integers(5, 8)))
    hold(student, A, B, True, "permuted units with signs", named=True)
    hold(student, A, B, False, "the same units")


@check("align_units", weight=1.5)
@after_plain(test_permuted_units)
def test_units_that_compete(student: Student, rng: np.random.Generator) -> None:
    """Rows that want the same partner, and rows of very different length"""
    for make in (against_greed, against_angles, against_swaps):
        A, B = make(rng)
        turned = B * rng.choice([-1.0, 1.0], (len(B), 1))
        hold(student, A, B, False, "rows that compete")
        hold(student, A, turned, True, "rows that compete, with signs")
    for turn in (1, -1):
        hold(student, *long_and_short(rng, turn), True, "long and short rows")
    apart = units(rng, 7, 3)
    hold(student, apart, units(rng, 7, 3), False, "two nets that have nothing in common")
    hold(student, apart, units(rng, 7, 3), True, "two nets that have nothing in common")


@check("align_units", weight=1.5)
@after_plain(test_permuted_units)
def test_few_and_many_units(student: Student, rng: np.random.Generator) -> None:
    """One unit, one weight a unit, forty units, other units of the weights"""
    one = units(rng, 1, 4)
    for signs in (False, True):
        hold(student, one, -one, signs, "one unit and its opposite")
        steps = np.cumsum(rng.uniform(0.5, 1, 5))
        column = (steps * np.array([1, -1, 1, 1, -1]))[:, None]
        hold(student, column, column[rng.permutation(5)] * 1.1, signs, "units of one weight")
        many = units(rng, 40, 6)
        hold(student, many, shuffled(rng, many, signs=signs), signs, "forty units")
        hold(student, units(rng, 4, 3), units(rng, 4, 3), signs, "four units that are far apart")
    for scale in (1e-8, 1e8):
        A = scale * units(rng, 5, 4)
        hold(student, A, scale * units(rng, 5, 4), True, f"weights in units of {scale:g}")
