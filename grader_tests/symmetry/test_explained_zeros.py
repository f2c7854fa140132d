"""Hidden checks of the task `explained_zeros`: its functions `attention_tangents` and `explained_zeros`."""

from typing import Any

import numpy as np

from grading.checks import CheckFailed, Student, after_plain, as_array, as_integer, as_sequence, check, expect, show
from solutions.symmetry import explained_zeros as reference

COUNTS = ("n_minus", "n_tangent", "n_other", "n_plus")


def projector(rows: Any) -> np.ndarray:
    """Projector on the span of tangents, each flattened to a row."""
    flat = np.asarray(rows, dtype=float).reshape(len(rows), -1)
    _, values, basis = np.linalg.svd(flat, full_matrices=False)
    kept = basis[values > 1e-8 * max(values.max(), 1e-300)]
    return np.asarray(kept.T @ kept)


def spans(rows: np.ndarray, wanted: np.ndarray) -> bool:
    """True if both sets of tangents span the same space."""
    return bool(np.abs(projector(rows) - projector(wanted)).max() < 1e-6)


def tangent_slips(W_Q: np.ndarray, W_K: np.ndarray) -> dict[str, np.ndarray]:
    """The spans of typical slips."""
    units = np.eye(W_Q.shape[1] ** 2).reshape(-1, W_Q.shape[1], W_Q.shape[1])
    return {
        "W_K moves with the inverse transposed: where is the transpose of A?": np.array([[W_Q @ A, -W_K @ A] for A in units]),
        "The inverse has a minus sign: both weights move, in opposite senses.": np.array([[W_Q @ A, W_K @ A.T] for A in units]),
        "Only W_Q moves here.": np.array([[W_Q @ A, 0 * W_K] for A in units]),
        "The first entry of a pair is the velocity of W_Q.": np.array([[-W_K @ A.T, W_Q @ A] for A in units]),
        "A symmetric A is not all of them.": np.array([[W_Q @ (A + A.T), -W_K @ (A + A.T)] for A in units]),
        "An antisymmetric A (rotations) is not all of them.": np.array([[W_Q @ (A - A.T), W_K @ (A - A.T)] for A in units]),
    }


def hold_tangents(student: Student, W_Q: np.ndarray, W_K: np.ndarray, what: str, *, named: bool = False) -> None:
    """Hold shape and span of the tangents; the basis is free."""
    d, width = W_Q.shape
    call = f"attention_tangents of {what}"
    got = as_array(student.attention_tangents(W_Q, W_K), call, shape=(width**2, 2, d, width))
    wanted = reference.attention_tangents(W_Q, W_K)
    if spans(got, wanted):
        return
    slips = tangent_slips(W_Q, W_K) if named else {}
    fits = [hint for hint, slip in slips.items() if not spans(slip, wanted) and spans(got, slip)]
    hint = fits[0] if len(fits) == 1 else "Differentiate W_Q exp(τA) and W_K exp(-τAᵀ) at τ = 0, for every A."
    raise CheckFailed(f"{call}: your rows do not span the tangents. {hint}")


@check("explained_zeros", weight=1.5)
def test_tangents_of_random_weights(student: Student, rng: np.random.Generator) -> None:
    """The tangents of one head with random weights"""
    for d, width in ((4, 2), (int(rng.integers(5, 7)), 3)):
        W_Q, W_K = rng.standard_normal((2, d, width))
        hold_tangents(student, W_Q, W_K, f"random weights, d = {d}, d_k = {width}", named=True)


@check("explained_zeros")
@after_plain(test_tangents_of_random_weights)
def test_tangents_of_special_weights(student: Student, rng: np.random.Generator) -> None:
    """One column, more columns than rows, weights of low rank, W_Q = 0"""
    W_Q, W_K = rng.standard_normal((2, 3, 5))
    hold_tangents(student, W_Q, W_K, "random weights, d = 3, d_k = 5")
    hold_tangents(student, W_Q[:, :1], W_K[:, :1], "random weights, d = 3, d_k = 1")
    hold_tangents(student, np.outer(W_Q[:, 0], [1.0, 2.0]), W_K[:, :2], "a W_Q of rank 1, d_k = 2")
    hold_tangents(student, 0 * W_Q[:, :2], W_K[:, :2], "W_Q = 0, d_k = 2")


def instance(rng: np.random.Generator, spectrum: list[float], rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A Hessian with this spectrum, its zeros last, and tangents that are these combinations of its null vectors."""
    size = len(spectrum)
    Q, _ = np.linalg.qr(rng.standard_normal((size, size)))
    H = (Q * np.array(spectrum)) @ Q.T
    return (H + H.T) / 2, rows @ Q[:, size - rows.shape[1] :].T


def hold_counts(student: Student, H: np.ndarray, T: np.ndarray, what: str, hint: str = "") -> None:
    """Hold the four counts, or None, against the reference."""
    call = f"explained_zeros of {what}"
    got, right = student.explained_zeros(H, T), reference.explained_zeros(H, T)
    if right is None:
        expect(got is None, f"{call}: a tangent is no null vector here, so None was expected; you returned {show(got)}. {hint}")
        return
    expect(got is not None, f"{call}: you returned None, and every tangent is a null vector up to rounding. {hint}")
    counts = [
        as_integer(value, f"{call}: {name}") for value, name in zip(as_sequence(got, call, length=4), COUNTS, strict=True)
    ]
    wrong = [name for name, value, wanted in zip(COUNTS, counts, right, strict=True) if value != wanted]
    expect(not wrong, f"{call}: you returned {show(tuple(counts))}; {', '.join(wrong)} is not right. {hint}".rstrip())


@check("explained_zeros")
def test_counts_with_independent_tangents(student: Student, rng: np.random.Generator) -> None:
    """Spectra with zeros, of which independent tangents explain some"""
    for minus, zeros, plus in ((1, 3, 4), (2, 4, 3), (0, 3, 5)):
        spectrum = [*(-rng.uniform(0.5, 2, minus)), *rng.uniform(0.5, 2, plus), *np.zeros(zeros)]
        known = int(rng.integers(1, zeros))
        H, T = instance(rng, spectrum, np.eye(zeros)[:known])
        what = f"{minus} negative, {zeros} zero and {plus} positive eigenvalues, {known} tangents"
        hold_counts(student, H, T, what, "Count the tangents first; the other zeros are what remains.")


@check("explained_zeros", weight=1.5)
@after_plain(test_counts_with_independent_tangents)
def test_a_tangent_that_is_no_null_vector(student: Student, rng: np.random.Generator) -> None:
    """Away from a critical point a tangent is no null vector"""
    spectrum = [*rng.uniform(0.5, 2, 4), -1.0, 0.0, 0.0, 0.0]
    H, T = instance(rng, spectrum, np.eye(3))
    for share in (1.0, 3e-5, 3e-8):
        bent = T.copy()
        place = int(rng.integers(0, 3))
        bent[place] = T[place] + share * np.linalg.eigh(H)[1][:, -1]
        hold_counts(student, H, bent, f"three tangents, one with a part of {share:g} outside the null space")
    u, v = rng.uniform(1.5, 3, 2)
    for product, what in ((u * v, "½(uv - 1)² away from its minima"), (1.0, "½(uv - 1)² at a minimum")):
        v = product / u
        H = np.array([[v * v, 2 * u * v - 1], [2 * u * v - 1, u * u]])
        hold_counts(student, H, np.array([[u, -v]]), f"{what}, with the tangent of rescaling")
    null = np.eye(5)[3:] + 9e-8 * np.eye(5)[0]
    many = rng.standard_normal((200, 2)) @ null  # each is a null vector up to 9e-8; all of them together would not be
    hold_counts(student, np.diag([1.0, 0.5, -0.5, 0.0, 0.0]), many, "200 tangents in a plane, each with a part of 9e-8 outside")
    hint = "Compare ‖Ht‖ with 1e-6 ‖H‖ ‖t‖."
    for scale in (1e-6, 1e6):
        H, T = instance(rng, [scale, 2 * scale, 0.0, 0.0], np.eye(2))
        crooked = np.vstack([T, 1e-6 * (T[0] + 0.5 * np.linalg.eigh(H)[1][:, -1])])
        hold_counts(student, H, crooked, f"a Hessian of size {2 * scale:g} and a short tangent that is no null vector", hint)


@check("explained_zeros", weight=2)
@after_plain(test_counts_with_independent_tangents)
def test_dependent_zero_and_badly_scaled_tangents(student: Student, rng: np.random.Generator) -> None:
    """Dependent tangents, zero ones, none at all, lengths and units of any size"""
    spectrum = [*rng.uniform(0.5, 2, 3), -6.0, *np.zeros(4)]
    count = "The dimension of their span is asked, not their number."
    H, T = instance(rng, spectrum, np.array([[1.0, 0, 0, 0], [0, 1, 0, 0], [1, 1, 0, 0], [2, -1, 0, 0]]))
    hold_counts(student, H, T, "four tangents in a plane", count)
    H, T = instance(rng, spectrum, np.array([[1.0, 0, 0, 0], [0, 0, 0, 0], [0, 1, 0, 0]]))
    hold_counts(student, H, T, "three tangents, one of them 0", "A fixed point has no orbit: its tangent is 0.")
    hold_counts(student, H, 0 * T, "three tangents that are all 0", "A fixed point has no orbit: its tangent is 0.")
    hold_counts(student, H, T[:0], "no tangents: an array of shape (0, 8)", "Then every zero is unexplained.")
    short = "Bring each tangent to length 1 before you count."
    H, T = instance(rng, spectrum, np.diag([1e6, 1e-6, 1.0, 0.0])[:3])
    hold_counts(student, H, T, "tangents of lengths 1e6, 1e-6 and 1", short)
    H, T = instance(rng, spectrum, np.array([[1.0, 0, 0, 0], [1.0, 1e-3, 0, 0]]))
    hold_counts(student, H, T, "two tangents at an angle of 0.001", short)
    unit = "Zero is relative to the largest modulus, whatever its sign."
    for scale in (1e-12, 1e12):
        H, T = instance(rng, [scale * value for value in spectrum], np.eye(4)[:2])
        hold_counts(student, H, T, f"a Hessian of size {6 * scale:g}", unit)
    H, T = instance(rng, [-1.0, 2e-7, 1e-5, -2e-7, 0.0, 0.0], np.eye(2)[:1])
    hold_counts(student, H, T, "eigenvalues -1, 1e-5, 2e-7, -2e-7 and zeros", unit)
    H, T = instance(rng, [-1.0, -2.0, 1e-9, -1e-9, 0.0, 0.0], np.eye(2)[:1])
    hold_counts(student, H, T, "eigenvalues -1, -2, 1e-9, -1e-9 and zeros", unit)
