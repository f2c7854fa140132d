"""Hidden checks of the task `inertia`."""

from typing import Any

import numpy as np

from grading.checks import Student, as_integer, as_sequence, as_string, check, equal, expect, symmetric
from solutions.hessian_spectrum import inertia as reference

KINDS = ("minimum", "maximum", "saddle", "degenerate")


def counts(value: Any, what: str) -> tuple[int, ...]:
    """Three integers."""
    return tuple(as_integer(n, f"An entry of {what}") for n in as_sequence(value, what, length=3))


def hold_inertia(student: Student, H: np.ndarray, what: str, hint: str = "", **tolerance: float) -> None:
    """Hold the three counts against the reference."""
    minus, zero, plus = reference.inertia(H, **tolerance)
    slips = {"The order is (n_minus, n_zero, n_plus).": (plus, zero, minus)}
    got = counts(student.inertia(H, **tolerance), f"inertia of {what}")
    equal(got, (minus, zero, plus), f"inertia of {what}", hint=hint, slips=slips)


def hold_kind(student: Student, H: np.ndarray, what: str, hint: str, **tolerance: float) -> None:
    """Hold the name of the point against the reference."""
    got = as_string(student.classify(H, **tolerance), f"classify of {what}", choices=KINDS)
    equal(got, reference.classify(H, **tolerance), f"classify of {what}", hint=hint)


@check("inertia")
def test_inertia_counts_signs(student: Student, rng: np.random.Generator) -> None:
    """Negative, zero and positive eigenvalues are counted"""
    for missing in rng.permutation(4):  # one of the three kinds is missing, or none
        minus, zero, plus = (
            int(n) * (kind != missing) for kind, n in enumerate(rng.permutation([1, 2, 4]) + rng.integers(0, 2, 3))
        )
        spectrum = np.concatenate([-rng.uniform(0.1, 3, minus), np.zeros(zero), rng.uniform(0.1, 3, plus)])
        hold_inertia(student, symmetric(spectrum, rng), f"a random symmetric matrix of size {len(spectrum)}")


@check("inertia")
def test_zero_is_relative_to_the_norm(student: Student, rng: np.random.Generator) -> None:
    """Zero is measured against the largest modulus"""
    values = [*[-1.0] * int(rng.integers(1, 4)), *[1e-10] * int(rng.integers(1, 4)), *[1e-6] * int(rng.integers(1, 4)), 2.0]
    H = symmetric(values, rng)
    for scale in (1.0, 1e-20, 1e20):
        hint = "The threshold is tol times the largest modulus of an eigenvalue."
        hold_inertia(student, scale * H, f"a matrix with ‖H‖ = {2 * scale:g}", hint)
    for tol in (1e-4, 1e-12):
        hold_inertia(student, H, f"a matrix with ‖H‖ = 2 and tol = {tol:g}", "Is it the tol that was passed?", tol=tol)
    # Other norms differ from the spectral one by a factor here: mean modulus 1/20, trace 1/100, size times norm 40.
    crowd = symmetric(np.concatenate([[1000, -990, 1e-4, 1.5e-6], rng.uniform(-1, 1, int(rng.integers(34, 39)))]), rng)
    hold_inertia(
        student, crowd, f"a matrix of size {len(crowd)} with ‖H‖ = 1000", "Neither a mean, nor a sum, nor the size comes in."
    )
    signs = np.where(np.arange(60) < rng.integers(20, 41), 1.0, -1.0)
    even = symmetric(np.concatenate([signs, [6e-8, 1.5e-9]]), rng)  # Frobenius norm 7.7, spectral norm 1
    hold_inertia(
        student, even, "a matrix of size 62 with ‖H‖ = 1 and its moduli mostly 1", "The Frobenius norm is another one."
    )
    lopsided = symmetric([-1000, 1e-6, 1], rng)
    hint = "The largest modulus belongs to a negative eigenvalue here."
    hold_inertia(student, lopsided, "a matrix with eigenvalues -1000, 1e-6 and 1", hint)
    hold_inertia(student, np.zeros((4, 4)), "the zero matrix of size 4")
    hold_inertia(student, np.array([[-1e-20]]), "[[-1e-20]]", "The only eigenvalue is also the largest.")
    for spectrum in [(1, 2, 3), (-1, -2), (-1e-3, 1, 1)]:
        hint = "Another unit of f changes no sign: is zero relative to the norm?"
        hold_kind(student, 1e-12 * symmetric(spectrum, rng), f"1e-12 times a matrix with eigenvalues {spectrum}", hint)
    hint = "Without tol the threshold is 1e-8 times the largest modulus."
    for spectrum in [(1.5e-9, 1, 2), (1.2e-7, 1, 2)]:
        hold_kind(student, symmetric(spectrum, rng), f"a matrix with eigenvalues {spectrum}", hint)
    hint = "Is it the tol that was passed?"
    hold_kind(student, symmetric([-1e-3, 1, 1], rng), "a matrix with eigenvalues -0.001, 1, 1 and tol = 0.01", hint, tol=0.01)


@check("inertia")
def test_inertia_obeys_sylvester(student: Student, rng: np.random.Generator) -> None:
    """A change of coordinates leaves the inertia alone"""
    minus, zero, plus = (int(n) for n in rng.permutation([1, 2, 3]))
    H = symmetric(np.concatenate([-rng.uniform(0.5, 2, minus), np.zeros(zero), rng.uniform(1, 3, plus)]), rng)
    before = counts(student.inertia(H), "inertia of H")
    expect(sum(before) == 6, f"The three counts of a matrix of size 6 should add up to 6; yours are {before}.")
    for _ in range(3):
        S = symmetric(rng.uniform(0.5, 2, 6), rng) @ np.triu(np.ones((6, 6)))
        hold_inertia(student, S.T @ H @ S, "Sᵀ H S for an invertible S")


@check("inertia")
def test_classify_names_the_point(student: Student, rng: np.random.Generator) -> None:
    """Minimum, maximum, saddle or degenerate"""
    spectra = [(1, 2, 3), (-1, -2), (-1, 0, 2), (-1, 5, 2), (0, 1, 2), (0, -3), (0, 0, 0), (4,), (-1e-3, 1, 1)]
    hint = "Both signs come first, then zeros, then the one sign that is left."
    for number in rng.permutation(len(spectra)):
        spectrum = spectra[number]
        hold_kind(student, symmetric(spectrum, rng), f"a matrix with eigenvalues {spectrum}", hint)
