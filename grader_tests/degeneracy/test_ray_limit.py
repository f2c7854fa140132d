"""Hidden checks of the task `ray_limit`."""

import math
from collections.abc import Callable

import numpy as np
from numpy.random import Generator

from grader_tests.degeneracy.apart import told_apart
from grading.checks import Student, after_plain, as_array, as_number, asked, check, close, expect
from solutions.degeneracy import ray_limit as reference

FAR, DIGITS = 40, 15  # a margin from which on σ(-m) is 0 or 1 to so many decimals
ROW = "Row t + 1 is row t less eta times the gradient there."


def hold_path(
    student: Student,
    X: np.ndarray,
    signs: np.ndarray,
    eta: float,
    steps: int,
    what: str,
    *,
    plain: bool = False,
    hint: str = ROW,
) -> None:
    """Hold the path of descent against the reference; the plain case names slips."""
    call = f"train_logistic on {what}, {steps} steps"
    got = as_array(asked(call, student.train_logistic, X, signs, eta, steps), call, finite=False)
    expect(
        got.shape == (steps + 1, X.shape[1]),
        f"{call}: the path should have shape {(steps + 1, X.shape[1])}; yours has {got.shape}.",
    )
    expect(bool(np.all(np.isfinite(got))), f"{call}: the path holds NaN or infinity. Does your exponential overflow?")
    right = reference.train_logistic(X, signs, eta, steps)
    slips = {
        "This walks up the gradient.": reference.train_logistic(X, signs, -eta, steps),
        "This is the path on the sum; f is the mean over the inputs.": reference.train_logistic(X, signs, eta * len(X), steps),
        "The signs are left out.": reference.train_logistic(X, np.ones(len(X)), eta, steps),
        f"The sum is divided by {X.shape[1]} here; the mean divides by n, the number of inputs.": reference.train_logistic(
            X, signs, eta * len(X) / X.shape[1], steps
        ),
        "In the gradient stands σ of minus the margin: inputs on the right side are to push little.": descent(
            lambda w: (0.5 + 0.5 * np.tanh(signs * (X @ w) / 2)) * signs @ X, right, eta / len(X)
        ),
        "The sign stands in the gradient twice: in the margin, and before x.": descent(
            lambda w: (0.5 - 0.5 * np.tanh(signs * (X @ w) / 2)) @ X, right, eta / len(X)
        ),
        "Every row is the last one: a row is to keep what w was then (a copy).": np.tile(right[-1], (steps + 1, 1)),
    }
    scale = float(np.abs(right).max())
    close(
        got,
        right,
        call,
        rtol=1e-8,
        atol=1e-10 * scale,
        hint=where(got, right, X, signs) if hint == ROW else hint,
        slips=told_apart(slips, right) if plain else None,
    )


def where(got: np.ndarray, right: np.ndarray, X: np.ndarray, signs: np.ndarray) -> str:
    """Which row of a path is the first wrong one, the margins at the row before, and whether one input alone moved it."""
    wrong = np.any(~np.isclose(got, right, rtol=1e-8, atol=1e-10 * float(np.abs(right).max())), axis=1)
    t = int(np.argmax(wrong))
    if t == 0:
        return "Row 0 is w = 0." if wrong[0] else ROW
    margins = ", ".join(f"{m:.4g}" for m in signs * (X @ right[t - 1]))
    said = f"Row {t} is the first wrong one; the margins at row {t - 1} are {margins}."
    step = got[t] - got[t - 1]
    along = np.abs(X @ step) > (1 - 1e-9) * np.linalg.norm(X, axis=1) * np.linalg.norm(step)
    one = min(X.shape) > 1 and np.any(along) and np.any(step)
    if min(abs(signs * (X @ right[t - 1]))) > FAR:
        return f"{said} σ(-m) is 0 or 1 there, to {DIGITS} decimals: is yours?"
    return f"{said} {'That step goes along one input alone; f is the mean over all.' if one else ROW}"


def descent(push: Callable[[np.ndarray], np.ndarray], right: np.ndarray, eta: float) -> np.ndarray:
    """The path of the steps w + eta push(w) from 0, as long as the right one."""
    path = np.zeros_like(right)
    for t in range(len(path) - 1):
        path[t + 1] = path[t] + eta * push(path[t])
    return path


def hold_limit(student: Student, X: np.ndarray, signs: np.ndarray, w: np.ndarray, what: str) -> None:
    """Hold the limit along one ray against the reference."""
    call = f"ray_limit for {what}"
    got, want = as_number(asked(call, student.ray_limit, X, signs, w), call), reference.ray_limit(X, signs, w)
    if math.isinf(want):
        expect(
            got == math.inf,
            f"{call}: you have {got:.6g}. One negative margin is enough: its term grows like r |m|, without bound.",
        )
        return
    zeros = float(np.sum(X @ w == 0))
    said = "No margin is negative (the signs belong to a margin): no term grows."
    said += " Is a margin of 0 still exactly 0 in your formula?" if zeros else ""
    expect(got != math.inf, f"{call}: you have infinity. {said}")
    slips = {
        "The limit is that of a sum; f is the mean over the inputs.": zeros * math.log(2),
        "ln(1 + e^0) is not 1.": zeros / len(X),
        "Inputs with margin 0 keep their loss at every r.": 0.0,
        "Only the inputs with margin 0 keep a loss.": math.log(2),
    }
    hint = "Take one term at a time: where its margin is positive, where it is 0."
    hint = "Further out on this ray f is below that: the limit is asked, and not f at one r." if got > 0 == want else hint
    close(got, want, call, rtol=1e-8, atol=1e-12, hint=hint, slips=told_apart(slips, want))


def rays(rng: Generator, margins: list[int]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Whole-numbered inputs of three features, signs of both kinds, and a w with these margins."""
    w = np.array([1.0, float(rng.integers(-3, 4)), float(rng.integers(-3, 4))])
    signs = rng.permutation(np.resize([1.0, -1.0], len(margins)))
    X = rng.integers(-5, 6, size=(len(margins), 3)).astype(float)
    X[:, 0] = signs * margins - X[:, 1:] @ w[1:]
    return X, signs, w


@check("ray_limit", weight=1.5)
def test_training_on_a_few_points(student: Student, rng: Generator) -> None:
    """The path of gradient descent on the mean logistic loss."""
    for n, d in ((int(rng.integers(4, 8)), 2), (int(rng.integers(3, 6)), int(rng.integers(3, 5)))):
        signs = rng.permutation(np.resize([1.0, -1.0], n))
        hold_path(
            student,
            rng.normal(size=(n, d)),
            signs,
            float(rng.uniform(0.2, 1.0)),
            int(rng.integers(6, 12)),
            f"{n} points with {d} features",
            plain=True,
        )


@check("ray_limit", weight=1.5)
@after_plain(test_training_on_a_few_points)
def test_training_at_large_margins(student: Student, rng: Generator) -> None:
    """Margins of both signs up to ten thousand, no step, and a single point."""
    size = float(rng.uniform(0.8, 1.1))
    X, signs = (
        size * np.array([[90.0], [40.0]]),
        np.array([1.0, -1.0]),
    )  # the first step puts the second point far on the wrong side
    hold_path(student, X, signs, 5.0, int(rng.integers(4, 8)), "two points of opposite signs far out")
    n = int(rng.integers(3, 6))
    X, signs = rng.normal(size=(n, 2)), rng.permutation(np.resize([1.0, -1.0], n))
    hold_path(student, X, signs, 0.5, 0, f"{n} points")
    slow = "a single point whose gradient is about a millionth after the first step"
    hold_path(
        student,
        np.array([[float(rng.uniform(5.6, 5.8))]]),
        np.array([1.0]),
        1.0,
        int(rng.integers(5, 9)),
        slow,
        hint="A step is made, however small the gradient is.",
    )
    hold_path(student, size * np.array([[60.0, -20.0]]), -np.ones(1), 5.0, 2, "a single point with the sign -1")


@check("ray_limit", weight=1)
def test_limits_of_separating_and_failing_rays(student: Student, rng: Generator) -> None:
    """The limit where all margins are positive, and where one is negative."""
    n = int(rng.integers(4, 8))
    positive = [int(m) for m in rng.integers(1, 9, size=n)]
    hold_limit(student, *rays(rng, positive), "a w with positive margins")
    hold_limit(student, *rays(rng, [*positive, -1]), "a w with one negative margin, the last")
    hold_limit(student, *rays(rng, [-1, *positive]), "a w with one negative margin, the first")
    hold_limit(student, *rays(rng, [3]), "a single input with a positive margin")
    hold_limit(student, *rays(rng, [1] * int(rng.integers(1, 4))), "a w with all margins 1")
    large = np.array([[999.0, -998.0]]), np.ones(1), np.array([999.0, 1000.0])
    hold_limit(student, *large, "a single input with the margin 1, from large entries")
    many = [int(m) for m in rng.integers(100, 900, size=40)]
    hold_limit(student, *rays(rng, [*many, 1]), "a w with forty large margins, and the margin 1")
    hold_limit(student, *rays(rng, [-1, *many]), "a w with forty large margins, and the margin -1")


@check("ray_limit", weight=2)
@after_plain(test_limits_of_separating_and_failing_rays)
def test_limits_where_margins_vanish(student: Student, rng: Generator) -> None:
    """The limit where some margins are zero, where all are, and where a zero stands beside a negative one."""
    zeros, others = int(rng.integers(2, 5)), [int(m) for m in rng.integers(1, 9, size=int(rng.integers(1, 4)))]
    hold_limit(
        student,
        *rays(rng, [int(m) for m in rng.permutation([0] * zeros + others)]),
        f"a w with {zeros} zero margins and positive ones",
    )
    hold_limit(student, *rays(rng, [0] * zeros), "a w with zero margins only")
    hold_limit(student, *rays(rng, [1, 0, 1, 0]), "a w with the margins 1, 0, 1 and 0")
    hold_limit(student, *rays(rng, [0] + [1] * 40), "a w with one zero margin, and forty margins of 1")
    X, signs, w = rays(rng, [3, 2, 1])
    hold_limit(student, X, signs, 0 * w, "w = 0")
    hold_limit(student, *rays(rng, [0, 0, -2]), "a w with two zero margins and a negative one")
    hold_limit(student, *rays(rng, [0, 900, -1]), "a w with the margins 0, 900 and -1")
    x, w = np.array([[999.0, -998.0], [1000.0, -999.0]]), np.array([999.0, 1000.0])
    for sign in (1.0, -1.0):  # margins 1 and 0, then -1 and 0, from products near a million
        hold_limit(student, x, np.full(2, sign), w, f"a w with the margins {sign:g} and 0, from large entries")
