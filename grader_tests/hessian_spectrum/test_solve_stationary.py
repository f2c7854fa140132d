"""Hidden checks of the task `solve_stationary`."""

import numpy as np

from grading.checks import CheckFailed, Student, as_array, as_sequence, check, close, expect, show, symmetric
from solutions.hessian_spectrum import solve_stationary as reference


def hold_stationary(student: Student, A: np.ndarray, b: np.ndarray, what: str, **tolerance: float) -> None:
    """Hold (theta, N) against the reference for a b inside the range of A; N by its span, not by its columns."""
    theta, N = reference.solve_stationary(A, b, **tolerance) or (b, A)
    d, k = N.shape
    got = student.solve_stationary(A, b, **tolerance)
    expect(got is not None, f"solve_stationary for {what} is None, but there is a stationary point.")
    got_theta, got_N = as_sequence(got, f"solve_stationary for {what}", length=2)
    point = as_array(got_theta, f"theta for {what}", shape=(d,))
    scale = np.linalg.norm(theta)
    if np.linalg.norm(point - theta) > 1e-6 * scale:
        hint = "Is A theta = b?"
        if np.linalg.norm(point + theta) <= 1e-6 * scale:
            hint = "Look at its sign: the gradient is A theta - b."
        elif np.linalg.norm(A @ point - b) <= 1e-6 * np.linalg.norm(b):
            hint = "The gradient vanishes there, but another stationary point is nearer to the origin."
        if tolerance:
            hint = "Is it the tol that was passed?"
        raise CheckFailed(f"theta for {what} is {show(point)}, which is not right. {hint}")
    basis = as_array(got_N, f"N for {what}")
    if basis.shape == (k, d) != (d, k):
        raise CheckFailed(f"N for {what} has shape {(k, d)}: the basis vectors should be its columns.")
    basis = as_array(got_N, f"N for {what}", shape=(d, k))
    hint = "Its columns should be orthonormal and span the null space of A."
    close(basis @ basis.T, N @ N.T, f"N Nᵀ for {what}", atol=1e-6, hint=hint)


def hold_none(student: Student, A: np.ndarray, b: np.ndarray, what: str) -> None:
    """Hold that the answer is None."""
    got = student.solve_stationary(A, b)
    pair = isinstance(got, list | tuple) and len(got) == 2 and got[0] is not None
    shown = "a pair (theta, N)" if pair else show(got)
    expect(got is None, f"solve_stationary should be None for {what}. You returned {shown}.")


@check("solve_stationary")
def test_single_stationary_point(student: Student, rng: np.random.Generator) -> None:
    """A nonsingular matrix, definite or not, has one stationary point"""
    for name, spectrum in {"positive definite": [0.1, 1, 2, 3, 8], "indefinite": [-3, -0.2, 0.5, 2, 7, 9]}.items():
        A = symmetric(spectrum, rng)
        hold_stationary(student, A, rng.standard_normal(len(A)), f"a nonsingular {name} A of size {len(A)}")


@check("solve_stationary")
def test_valley_of_stationary_points(student: Student, rng: np.random.Generator) -> None:
    """A singular matrix with b in its range has a valley: least norm and null space"""
    A = symmetric([-2, 1, 3, 5, 0, 0, 0], rng)
    hold_stationary(student, A, A @ rng.standard_normal(7), "a singular A of size 7 and rank 4, b in its range")
    A = symmetric([-5, -1, -0.3, 0, 0], rng)  # the largest eigenvalue is zero, the largest modulus is not
    hold_stationary(student, A, A @ rng.standard_normal(5), "a singular A without positive eigenvalues, b in its range")


@check("solve_stationary")
def test_no_stationary_point(student: Student, rng: np.random.Generator) -> None:
    """There is no stationary point when b leaves the range"""
    A = symmetric([1, 2, 4, 0, 0], rng)
    _, N = reference.solve_stationary(A, np.zeros(5)) or (None, A)
    inside = A @ rng.standard_normal(5)
    outside = np.linalg.norm(inside) * N[:, 0]
    for part in (1.0, 1e-4, 1e-7, 1e-9):
        hold_none(student, A, inside + part * outside, f"a singular A when a part {part:g} of b lies outside its range")
    hold_stationary(student, A, inside, "the same A with b in its range")
    hold_stationary(student, A, inside + 1e-12 * outside, "the same A when a part 1e-12 of b lies outside its range")


@check("solve_stationary")
def test_stationary_points_at_every_scale(student: Student, rng: np.random.Generator) -> None:
    """Tiny, huge and zero matrices are treated alike, and tol is what is passed"""
    A = symmetric([-2, 1e-3, 3, 0], rng)
    for scale_A, scale_b in [(1e-9, 1.0), (1e9, 1e-9), (1e-9, 1e-9), (1e9, 1e9)]:
        b = scale_b * (A @ rng.standard_normal(4))
        hold_stationary(student, scale_A * A, b, f"A scaled by {scale_A:g} and b by {scale_b:g}")
    hold_stationary(student, np.zeros((3, 3)), np.zeros(3), "A = 0 and b = 0 of size 3")
    hold_none(student, np.zeros((3, 3)), np.array([0.0, 1e-9, 0.0]), "A = 0 and b ≠ 0")
    _, N = reference.solve_stationary(A, np.zeros(4)) or (None, A)
    inside = A @ rng.standard_normal(4)
    part = inside + 1e-4 * np.linalg.norm(inside) * N[:, 0]
    hold_none(student, A, 1e-9 * part, "a singular A and a b scaled by 1e-09, of which a part 1e-4 lies outside its range")
    hold_stationary(student, A, part, "the same A, the same part of b outside its range, and tol = 0.01", tol=0.01)
    nearly = symmetric([4, -2, 1, 1e-3], rng)
    hold_stationary(student, nearly, nearly @ rng.standard_normal(4), "eigenvalues 4, -2, 1, 0.001 and tol = 0.01", tol=0.01)
