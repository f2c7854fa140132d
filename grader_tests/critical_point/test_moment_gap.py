"""Hidden checks of the task `moment_gap`."""

from typing import Any

import numpy as np

from grading.checks import Student, after_plain, as_sequence, check, close
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
        "This is its inverse.": float(np.abs(rest) @ lengths) / total,
        "This is the share that cancels; what does not cancel is asked.": 1 - total / float(np.abs(rest) @ lengths),
    }
    return gaps, shares


def hold(student: Student, case: Case, what: str, *, hint: str = "", named: bool = False) -> None:
    """Hold gap and imbalance."""
    call = f"moment_gap of {what}"
    got = as_sequence(student.moment_gap(*case), call, length=2)
    gap, imbalance = reference.moment_gap(*case)
    size = float(np.linalg.norm(case[1].astype(float), axis=1).max())
    known = slips(*case) if named else ({}, {})
    close(got[0], gap, f"gap in {call}", rtol=1e-8, atol=1e-9 * size, slips=known[0], hint=hint or "Xᵀ(p - y)/n.")
    last = hint or "The formula of the statement: length of the sum over sum of the lengths."
    close(got[1], imbalance, f"imbalance in {call}", rtol=1e-6, atol=1e-6, slips=known[1], hint=last)


@check("moment_gap", weight=2)
def test_random_examples(student: Student, rng: np.random.Generator) -> None:
    """Gap and imbalance of random examples"""
    for _ in range(3):
        n, d = int(rng.integers(5, 12)), int(rng.integers(3, 6))
        hold(student, examples(rng, n, d), f"{n} examples in {d} dimensions", named=True)


@check("moment_gap", weight=1.5)
@after_plain(test_random_examples)
def test_examples_that_cancel_or_cannot(student: Student, rng: np.random.Generator) -> None:
    """Terms that cancel, a single example, θ = 0, large logits"""
    d = int(rng.integers(2, 5))
    _, X, _ = examples(rng, 3, d)
    twice, y = np.vstack([X, X]), np.repeat([0, 1], 3)
    hold(student, (np.zeros(d), twice, y), "each input once with either label, θ = 0", hint="A critical point: both are 0.")
    hold(student, examples(rng, 1, d), "a single example", hint="One term cannot cancel.")
    theta, X, y = examples(rng, 6, d)
    hold(student, (0 * theta, X, y), "six examples, θ = 0", hint="p = ½ everywhere.")
    hint = "The imbalance is relative to the |p - y| that are left, however small they all are."
    for size in (8.0, 14.0):
        moved = theta / np.linalg.norm(theta) * size
        along = rng.uniform(0.85, 1, 6) * rng.permutation([1, 1, 1, -1, -1, -1])
        X = X - np.outer((X @ moved) / size - along, moved / size)
        sure = (along > 0).astype(int)
        hold(student, (moved, X, sure), f"separated examples with logits near {size:g}", hint=hint)
        hold(student, (moved, X, 1 - sure), f"examples, all on the wrong side, with logits near {size:g}", hint=hint)


@check("moment_gap", weight=1.5)
@after_plain(test_random_examples)
def test_units_and_integers(student: Student, rng: np.random.Generator) -> None:
    """Inputs in any unit, arrays of integers, repeated features, one dimension"""
    theta, X, y = examples(rng, 7, 3)
    for unit in (1e-8, 1e8):
        hold(student, (theta / unit, X * unit, y), f"inputs in a unit of {1 / unit:g}", hint="The imbalance has no unit.")
    whole = rng.integers(1, 4, (6, 2)) * rng.choice([-1, 1], (6, 2))
    hold(student, (rng.uniform(-0.6, 0.6, 2), whole, rng.permutation([0, 0, 0, 1, 1, 1])), "an array of whole numbers")
    hold(student, (0.4 * theta[[0, 1, 0]], X[:, [0, 1, 0]], y), "a feature that is there twice")
    hold(student, examples(rng, 6, 1), "six examples in one dimension")
    hold(student, (theta, X, np.ones(7, dtype=int)), "examples of one class only", hint="All labels may be the same.")
