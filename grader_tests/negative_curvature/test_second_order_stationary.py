"""Hidden checks of the task `second_order_stationary`."""

from collections.abc import Callable
from typing import Any

import numpy as np

from grading.checks import Student, after_plain, as_string, check, equal, symmetric
from solutions.negative_curvature import second_order_stationary as reference

CHOICES = ("descend", "escape", "stationary")


def judge(student: Student, g: np.ndarray, H: np.ndarray, eps: float, lip: float, what: str) -> None:
    """Hold one verdict; the message shows the two numbers that decide it."""
    call = f"second_order_stationary {what}, eps = {eps:.3g}, lip = {lip:.3g}"
    got = as_string(student.second_order_stationary(g, H, eps, lip), call, choices=CHOICES)
    right = reference.second_order_stationary(g, H, eps, lip)
    lowest, threshold = float(np.linalg.eigvalsh(H)[0]), (lip * eps) ** 0.5
    if "descend" in (got, right):
        norm = float(np.linalg.norm(g))
        rule = "Equal to eps is not above it." if norm == eps else "The first line of the table that holds decides."
        hint = f"The Euclidean norm of g is {norm:.4g}, and eps is {eps:.4g}. {rule}"
    else:
        hint = f"The smallest eigenvalue, with its sign, is {lowest:.3g}, and -sqrt(lip eps) is {0 - threshold:.3g}."
        hint += " Equal to it is not below it." * (lowest == -threshold)
    equal(got, right, call, hint=hint)


def in_any_order(rng: np.random.Generator) -> tuple[Callable[..., None], Callable[[], None]]:
    """Return what takes cases, and what judges them in an order that is drawn: the third call is not always the same."""
    cases: list[tuple[Any, ...]] = []

    def hold(*case: Any) -> None:
        cases.append(case)

    def judge_all() -> None:
        for place in rng.permutation(len(cases)):
            judge(*cases[place])

    return hold, judge_all


def gradient(norm: float, d: int, rng: np.random.Generator) -> np.ndarray:
    """A gradient of this norm in a random direction."""
    g = rng.standard_normal(d)
    return np.asarray(norm * g / np.linalg.norm(g))


@check("second_order_stationary", weight=2)
def test_three_verdicts(student: Student, rng: np.random.Generator) -> None:
    """Descend, escape, stationary, each where it is plain"""
    hold, judge_all = in_any_order(rng)
    d = int(rng.integers(3, 7))
    eps, lip = float(rng.uniform(0.05, 0.1)), float(rng.uniform(0.5, 2))
    for size, lowest in [(3 * eps, 0.5), (0.3 * eps, 0.5), (0.3 * eps, -3 * (lip * eps) ** 0.5), (3 * eps, -5.0)]:
        rest = float(rng.uniform(4, 7))  # of larger modulus than the lowest one, except for the last case
        H = rest * np.eye(d) - (rest - lowest) / d * np.ones((d, d))
        what = f"for ‖g‖ = {size / eps:.1f} eps, λmin = {lowest:.3f}"
        hold(student, gradient(size, d, rng), H, eps, lip, what)
    judge_all()


@check("second_order_stationary", weight=2)
@after_plain(test_three_verdicts)
def test_threshold_of_the_curvature(student: Student, rng: np.random.Generator) -> None:
    """The threshold is -sqrt(lip eps), on either side, in any unit"""
    hold, judge_all = in_any_order(rng)
    d = int(rng.integers(3, 6))
    for eps, lip in [(0.01, 1.0), (1e-6, 100.0), (4.0, 0.25), (1e-8, 1e-8), (1e8, 1e-6), (0.5, 8.0)]:
        for share in (0.7, 1.4):
            lowest = -share * (lip * eps) ** 0.5
            # of neither the least nor the largest modulus
            H = symmetric([lowest, *(np.abs(lowest) * np.append(rng.uniform(0.1, 0.6), rng.uniform(2, 5, d - 2)))], rng)
            what = f"for λmin = {-share} sqrt(lip eps)"
            hold(student, gradient(eps * float(rng.uniform(0.05, 0.4)), d, rng), H, eps, lip, what)
    judge_all()


@check("second_order_stationary", weight=1)
@after_plain(test_three_verdicts)
def test_norm_of_the_gradient(student: Student, rng: np.random.Generator) -> None:
    """The gradient enters by its Euclidean norm, and before the curvature"""
    hold, judge_all = in_any_order(rng)
    d, eps = int(rng.integers(6, 12)), float(rng.uniform(0.05, 0.2))
    H = symmetric(rng.uniform(1, 4, d), rng)
    even = np.where(rng.random(d) < 0.5, -1.0, 1.0) / d**0.5
    saddle = symmetric([-float(rng.uniform(4, 6)), 0.3, *rng.uniform(1, 3, d - 2)], rng)  # λmin is far below its threshold
    for matrix, kind in ((H, "a positive definite H"), (saddle, "an indefinite H")):
        for share in (0.98 + 0.007 * rng.random(), 1.013 + 0.007 * rng.random()):
            hold(student, share * eps * even, matrix, eps, 1.0, f"for ‖g‖ = {share:.3f} eps over {d} entries, {kind}")
    for share in (1.1, 1.5, 2.2):
        hold(student, share * eps * even, saddle, eps, 1.0, f"for ‖g‖ = {share} eps over {d} entries, an indefinite H")
    hold(student, -3 * eps * np.eye(d)[0], H, eps, 1.0, "for a gradient with one negative entry, -3 eps")
    judge_all()


@check("second_order_stationary", weight=2)
@after_plain(test_three_verdicts)
def test_zero_tolerances(student: Student, rng: np.random.Generator) -> None:
    """eps or lip zero: then any negative curvature counts, and of the gradient anything"""
    hold, judge_all = in_any_order(rng)
    d = int(rng.integers(4, 8))
    zero = np.zeros(d)
    for scale in (1e8, 1.0, 1e-8):
        for share in (2e-6, 1e-3):
            lowest = -share * float(rng.uniform(4, 6))  # of the largest eigenvalue, 4, at most 1.5 times its share
            H = scale * symmetric([lowest, 4.0, *rng.uniform(1, 4, d - 2)], rng)
            what = f"λmin = {lowest * scale:.2g}"
            hold(student, zero, H, 0.0, 1.0, f"for g = 0, {what}")
            hold(student, gradient(0.1, d, rng), H, 0.5, 0.0, f"for ‖g‖ = 0.1, {what}")
            positive = H - 2 * lowest * scale * np.eye(d)
            hold(student, zero, positive, 0.0, 1.0, f"for g = 0, λmin = {-lowest * scale:.2g}")
    outlier = symmetric([-1e3, -1e-7, 1e-8, *rng.uniform(1, 4, d - 3)], rng)
    hold(student, zero, outlier, 0.0, 1.0, "for g = 0, λmin = -1000")
    hold(student, zero, np.zeros((d, d)), 0.0, 0.0, "for g = 0, H = 0")
    negative = symmetric(-rng.uniform(1, 4, d), rng)
    hold(student, zero, negative, 0.0, 0.0, "for g = 0, a negative definite H")
    hold(student, gradient(1e-8, d, rng), negative, 0.0, 0.0, "for ‖g‖ = 1e-8")
    judge_all()
