"""Hidden checks of the task `moment_gap`."""

from typing import Any

import numpy as np

from grading.checks import CheckFailed, Student, after_plain, as_sequence, check, close, own_copies
from solutions.critical_point import moment_gap as reference

Case = tuple[np.ndarray, np.ndarray, np.ndarray]


def examples(rng: np.random.Generator, n: int, d: int) -> Case:
    """Parameters, inputs of different lengths and labels of both kinds."""
    y = rng.permutation(np.arange(n) % 2)
    X = rng.standard_normal((n, d)) * rng.uniform(0.5, 2, (n, 1))
    theta = rng.standard_normal(d)
    return theta * rng.uniform(2, 4) / np.abs(X @ theta).max(), X, y


def slips(theta: np.ndarray, X: np.ndarray, y: np.ndarray) -> tuple[dict[str, Any], dict[str, float]]:
    """What typical slips give, for the gap and for the imbalance."""
    p = 1 / (1 + np.exp(-X @ theta))
    rest, signs, lengths = p - y, 2 * y - 1, np.linalg.norm(X, axis=1)
    total = float(np.linalg.norm(X.T @ rest))
    gaps = {
        "This is the sum; the mean over the examples is asked.": X.T @ rest,
        "This divides by d; the mean is over the n examples.": X.T @ rest / len(theta),
        "Look at the sign: predicted less observed.": -X.T @ rest / len(y),
        "The labels are 0 and 1, not -1 and 1.": X.T @ (p - signs) / len(y),
        "σ(z) is 1/(1 + exp(-z)): look at the sign in the exponent.": X.T @ (1 - p - y) / len(y),
        "These are the predicted moments alone; take the observed ones away.": X.T @ p / len(y),
        "p is σ(z), a probability; you took z itself.": X.T @ (X @ theta - y) / len(y),
    }
    shares = {
        "The moduli of p - y belong below the line: without them the terms cancel there too.": total
        / abs(float(rest @ lengths)),
        "Below the line each term has its own ‖x‖.": total / float(np.abs(rest).sum()),
        "Above the line stands the sum, as below it: one is divided by n, the other is not.": total
        / len(y)
        / float(np.abs(rest) @ lengths),
        "Above the line stands a length, the root of the sum of squares.": float(np.abs(X.T @ rest).sum())
        / float(np.abs(rest) @ lengths),
        "Below the line the lengths of the terms add up, not their squares.": total
        / float(np.sqrt(np.sum((rest * lengths) ** 2))),
        "Below the line each length has its weight |p - y|.": total / float(lengths.sum()),
        "Below the line stand lengths of x, not sums of the moduli of its entries.": total
        / float(np.abs(rest) @ np.abs(X).sum(axis=1)),
        "Below the line all terms add up; this takes the largest alone.": total / float((np.abs(rest) * lengths).max()),
        "Below the line stands a sum of products, not a product of two roots.": total
        / float(np.linalg.norm(rest) * np.linalg.norm(lengths)),
        "The weight is |p - y|; p (1 - p) is that of the Hessian.": total / float((p * (1 - p)) @ lengths),
        "Below the line each term has its own ‖x‖, not the largest one.": total / float(np.abs(rest).sum() * lengths.max()),
        "Below the line each term has its own |p - y|, not the largest one.": total / float(np.abs(rest).max() * lengths.sum()),
        "This is its inverse.": float(np.abs(rest) @ lengths) / total,
        "This is the share that cancels; what does not cancel is asked.": 1 - total / float(np.abs(rest) @ lengths),
    }
    return gaps, shares


def hold(student: Student, case: Case, what: str, part: int, *, hint: str = "", named: bool = False) -> None:
    """Hold the gap (0) or the imbalance (1)."""
    call = f"moment_gap of {what}"
    got = as_sequence(student.moment_gap(*case), call, length=2)[part]
    right = reference.moment_gap(*case)[part]
    known: dict[str, Any] = dict(slips(*case)[part]) if named else {}
    if part == 0:
        size = float(np.linalg.norm(case[1].astype(float), axis=1).max())
        options: dict[str, Any] = {"atol": 1e-9 * size, "slips": known, "hint": hint or "Xᵀ(p - y)/n."}
        try:
            close(got, right, f"gap in {call}", rtol=1e-8, **options)
        except CheckFailed:  # a message names the accuracy of the statement
            close(got, right, f"gap in {call}", rtol=0.0, **options)
            raise
    else:
        told = hint or "The formula of the statement: length of the sum over sum of the lengths."
        close(got, right, f"imbalance in {call}", rtol=1e-6, atol=1e-6, slips=known, hint=told)


@check("moment_gap")
@own_copies()
def test_gap_of_random_examples(student: Student, rng: np.random.Generator) -> None:
    """The gap of random examples"""
    for _ in range(3):
        n, d = int(rng.integers(6, 12)), int(rng.integers(3, 6))
        hold(student, examples(rng, n, d), f"{n} examples in {d} dimensions", 0, named=True)


@check("moment_gap")
@after_plain(test_gap_of_random_examples)
@own_copies()
def test_imbalance_of_random_examples(student: Student, rng: np.random.Generator) -> None:
    """The imbalance of random examples"""
    for _ in range(3):
        n, d = int(rng.integers(6, 12)), int(rng.integers(3, 6))
        hold(student, examples(rng, n, d), f"{n} examples in {d} dimensions", 1, named=True)


def special(rng: np.random.Generator) -> list[tuple[Case, str, tuple[str, str]]]:
    """Case, name, and a hint for gap and imbalance: terms that cancel or cannot, large logits, units, integers."""
    d = int(rng.integers(2, 5))
    _, X, _ = examples(rng, 3, d)
    twice, y = np.vstack([X, X]), np.repeat([0, 1], 3)
    found: list[tuple[Case, str, tuple[str, str]]] = [
        ((np.zeros(d), twice, y), "each input once with either label, θ = 0", ("A critical point: 0.", "A critical point: 0.")),
        (examples(rng, 1, d), "a single example", ("", "One term cannot cancel.")),
    ]
    theta, X, y = examples(rng, 6, d)
    found.append(((0 * theta, X, y), "six examples, θ = 0", ("p = ½ everywhere.", "p = ½ everywhere.")))
    left = "p is never exactly 0 or 1 here: what is left is small, and counts."
    share = "The imbalance is relative to the |p - y| that are left, however small they all are."
    for size in (8.0, 14.0):
        moved = theta / np.linalg.norm(theta) * size
        along = np.append(rng.uniform(0.85, 1, 5), 1.0) * rng.permutation([1, 1, 1, -1, -1, -1])
        X = X - np.outer((X @ moved) / size - along, moved / size)
        sure = (along > 0).astype(int)
        found.append(((moved, X, sure), f"separated examples with logits near {size:g}", (left, share)))
        found.append(((moved, X, 1 - sure), f"examples, all on the wrong side, with logits near {size:g}", (left, share)))
    theta, X, y = examples(rng, 7, 3)
    for unit in (1e-8, 1e8):
        unitless = ("The gap has the unit of x.", "The imbalance has no unit.")
        found.append(((theta / unit, X * unit, y), f"inputs in a unit of {1 / unit:g}", unitless))
    X = rng.choice([-1.0, 1.0], 6)[:, None] * np.array([[1.0, 0.5]]) + rng.uniform(-0.01, 0.01, (6, 2))
    sure = (X[:, 0] > 0).astype(int)
    found.append(((np.array([9e8, 8e8]), 1e-8 * X, sure), "separated examples in a unit of 1e+08", (left, share)))
    theta, X, y = examples(rng, 7, 3)
    whole = rng.integers(1, 4, (6, 2)) * rng.choice([-1, 1], (6, 2))
    plain = ("", "")
    found += [
        ((rng.uniform(-0.6, 0.6, 2), whole, rng.permutation([0, 0, 0, 1, 1, 1])), "an array of whole numbers", plain),
        ((0.4 * theta[[0, 1, 0]], X[:, [0, 1, 0]], y), "a feature that is there twice", plain),
        (examples(rng, 6, 1), "six examples in one dimension", plain),
    ]
    same = "All labels may be the same."
    return [*found, *(((theta, X, np.full(7, k)), "examples of one class only", (same, same)) for k in (0, 1))]


@check("moment_gap", weight=1.5)
@after_plain(test_gap_of_random_examples)
def test_gap_in_special_cases(student: Student, rng: np.random.Generator) -> None:
    """The gap where terms cancel or cannot, of large logits, in any unit, of integers"""
    for case, what, hints in special(rng):
        hold(student, case, what, 0, hint=hints[0])


@check("moment_gap", weight=1.5)
@after_plain(test_gap_of_random_examples, test_imbalance_of_random_examples)
@own_copies()
def test_imbalance_in_special_cases(student: Student, rng: np.random.Generator) -> None:
    """The imbalance where terms cancel or cannot, of large logits, in any unit, of integers"""
    for case, what, hints in special(rng):
        hold(student, case, what, 1, hint=hints[1])
