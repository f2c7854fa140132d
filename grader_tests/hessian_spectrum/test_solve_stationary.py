"""Hidden checks of the task `solve_stationary`."""

from typing import Any

import numpy as np

from grading.checks import (
    CheckFailed,
    Student,
    after_plain,
    as_array,
    as_sequence,
    check,
    close,
    counted,
    expect,
    show,
    symmetric,
)
from solutions.hessian_spectrum import solve_stationary as reference


def hold_path(student: Student, gradient: Any, theta: np.ndarray, eta: float, steps: int, what: str) -> None:
    """Hold the path of descent against one step after the other, and the number of gradients against the steps."""
    asked = counted(
        lambda x: gradient(as_array(x, "What you passed to gradient", shape=theta.shape)), limit=steps, name="gradient"
    )
    call = f"descend on {what} from {show(theta)}, eta = {eta:.3f}, {steps} steps"
    got = student.descend(asked, theta, eta, steps)
    asked.enforce()
    slips = {
        "This walks up the gradient.": reference.descend(gradient, theta, -eta, steps),
        "Every row is the same: the list holds one array many times.": np.tile(
            reference.descend(gradient, theta, eta, steps)[-1], (steps + 1, 1)
        ),
    }
    right = reference.descend(gradient, theta, eta, steps)
    close(got, right, call, rtol=1e-9, atol=1e-12, hint="Row t + 1 is row t less eta times the gradient there.", slips=slips)
    expect(asked.calls == steps, f"{call}: gradient was called {asked.calls} times; once a step, and no other.")


def hold_stationary(student: Student, A: np.ndarray, b: np.ndarray, what: str) -> None:
    """Hold (theta, N) against the reference for a b inside the range of A; N by its span, not by its columns."""
    theta, N = reference.solve_stationary(A, b) or (b, A)
    d, k = N.shape
    got = student.solve_stationary(A, b)
    expect(got is not None, f"solve_stationary for {what} is None, but there is a stationary point.")
    got_theta, got_N = as_sequence(got, f"solve_stationary for {what}", length=2)
    point = as_array(got_theta, f"theta for {what}", shape=(d,))
    scale = np.linalg.norm(theta)
    if np.linalg.norm(point - theta) > 1e-6 * scale:
        raise CheckFailed(f"theta for {what} is {show(point)}, which is not right. {_hint(A, b, point, theta)}")
    basis = as_array(got_N, f"N for {what}")
    if basis.shape == (k, d) != (d, k):
        raise CheckFailed(f"N for {what} has shape {(k, d)}: the basis vectors should be its columns.")
    basis = as_array(got_N, f"N for {what}", shape=(d, k))
    hint = "Its columns should be orthonormal and span the null space of A."
    close(basis @ basis.T, N @ N.T, f"N Nᵀ for {what}", atol=1e-6, hint=hint)


def _hint(A: np.ndarray, b: np.ndarray, point: np.ndarray, theta: np.ndarray) -> str:
    if np.linalg.norm(point + theta) <= 1e-6 * np.linalg.norm(theta):
        return "Look at its sign: the gradient is A theta - b."
    rounding = 1e-12 * np.linalg.norm(A, 2) * np.linalg.norm(point)
    if np.linalg.norm(A @ point - b) <= 1e-6 * np.linalg.norm(b) + rounding:
        return "The gradient vanishes there, but another stationary point is nearer to the origin."
    return "Is A theta = b?"


def hold_none(student: Student, A: np.ndarray, b: np.ndarray, what: str) -> None:
    """Hold that the answer is None."""
    got = student.solve_stationary(A, b)
    pair = isinstance(got, list | tuple) and len(got) == 2 and got[0] is not None
    shown = "a pair (theta, N)" if pair else show(got)
    expect(got is None, f"solve_stationary should be None for {what}. You returned {shown}.")


def nonzero(count: int, rng: np.random.Generator) -> np.ndarray:
    """So many eigenvalues between 0.2 and 5 in modulus, of both signs where there are two or more."""
    signs = np.resize([-1.0, 1.0], count)
    return np.asarray(rng.permutation(signs) * rng.uniform(0.2, 5, count))


@check("solve_stationary")
def test_descent_walks_against_the_gradient(student: Student, rng: np.random.Generator) -> None:
    """The path of gradient descent, with one gradient a step"""
    d, steps = int(rng.integers(2, 6)), int(rng.integers(3, 9))
    A, b = symmetric(nonzero(d, rng), rng), rng.standard_normal(d)
    hold_path(student, lambda x: A @ x - b, rng.standard_normal(d), float(rng.uniform(0.1, 0.5)), steps, "a quadratic")
    start, steps = rng.uniform(0.2, 1, d + 1), int(rng.integers(3, 9))
    hold_path(student, lambda x: x**3, start, float(rng.uniform(0.1, 0.5)), steps, "a quartic")


@check("solve_stationary")
def test_single_stationary_point(student: Student, rng: np.random.Generator) -> None:
    """A nonsingular matrix, definite or not, has one stationary point"""
    for sign in (np.abs, np.asarray):
        A = symmetric(sign(nonzero(int(rng.integers(3, 8)), rng)), rng)
        hold_stationary(student, A, rng.standard_normal(len(A)), f"a nonsingular A of size {len(A)}")


@check("solve_stationary")
@after_plain(test_single_stationary_point)
def test_valley_of_stationary_points(student: Student, rng: np.random.Generator) -> None:
    """A singular matrix with b in its range has a valley: least norm and null space"""
    rank, flat = int(rng.integers(2, 5)), int(rng.integers(2, 5))
    A = symmetric(np.append(nonzero(rank, rng), np.zeros(flat)), rng)
    what = f"a singular A of size {len(A)} and rank {rank}, b in its range"
    hold_stationary(student, A, A @ rng.standard_normal(len(A)), what)
    A = symmetric(
        np.append(-np.abs(nonzero(rank, rng)), np.zeros(2)), rng
    )  # the largest eigenvalue is zero, the modulus is not
    hold_stationary(student, A, A @ rng.standard_normal(len(A)), "a singular A without positive eigenvalues, b in its range")


@check("solve_stationary")
@after_plain(test_single_stationary_point)
def test_no_stationary_point(student: Student, rng: np.random.Generator) -> None:
    """There is no stationary point when b leaves the range"""
    A = symmetric(np.append(nonzero(int(rng.integers(2, 5)), rng), [0, 0]), rng)
    _, N = reference.solve_stationary(A, np.zeros(len(A))) or (None, A)
    inside = A @ rng.standard_normal(len(A))
    outside = np.linalg.norm(inside) * N[:, 0]
    for part in (1.0, 2e-4):
        hold_none(student, A, inside + part * outside, f"a singular A when a part {part:g} of b lies outside its range")
    hold_stationary(student, A, inside, "the same A with b in its range")


@check("solve_stationary")
@after_plain(test_single_stationary_point)
def test_stationary_points_at_every_scale(student: Student, rng: np.random.Generator) -> None:
    """Tiny, huge and zero matrices are treated alike"""
    A = symmetric([-2, 1e-3, 3, 0], rng)
    _, N = reference.solve_stationary(A, np.zeros(4)) or (None, A)
    for scale_A, scale_b in [(1e-9, 1.0), (1e9, 1e-9), (1e-9, 1e-9), (1e9, 1e9)]:
        b = scale_b * (A @ rng.standard_normal(4))
        hold_stationary(student, scale_A * A, b, f"A scaled by {scale_A:g} and b by {scale_b:g}")
    part = 1e-9 * (inside := A @ rng.standard_normal(4)) + 1e-12 * np.linalg.norm(inside) * N[:, 0]
    hold_none(student, A, part, "a singular A and a b scaled by 1e-9, of which a part 0.001 lies outside its range")
    size = int(rng.integers(2, 6))
    hold_stationary(student, np.zeros((size, size)), np.zeros(size), f"A = 0 and b = 0 of size {size}")
    hold_none(student, np.zeros((size, size)), 1e-9 * np.eye(size)[-1], f"A = 0 and b ≠ 0 of size {size}")
