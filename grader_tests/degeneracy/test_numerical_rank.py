"""Hidden checks of the task `numerical_rank`."""

import numpy as np
from numpy.random import Generator

from grader_tests.degeneracy.apart import told_apart
from grading.checks import Student, after_plain, as_boolean, as_integer, check, equal, symmetric
from solutions.degeneracy import numerical_rank as reference


def spectrum(rng: Generator, count: int, zeros: int, *, least: float = -3.0) -> np.ndarray:
    """So many eigenvalues of both signs with moduli from 10^least to 1, the largest 1, and so many zeros."""
    sizes = np.append(10 ** rng.uniform(least, 0, size=count - 1), 1.0)
    return np.concatenate([sizes * np.resize([-1.0, 1.0], count), np.zeros(zeros)])


def hold(student: Student, H: np.ndarray, what: str, *, error: float | None = None, hint: str = "") -> None:
    """Hold the rank of one matrix against the reference."""
    arguments = (H,) if error is None else (H, error)
    got = as_integer(student.numerical_rank(*arguments), f"numerical_rank of {what}")
    right = reference.numerical_rank(*arguments)
    values = np.linalg.eigvalsh(H)
    slips = {
        "Negative eigenvalues are not zero either: their moduli count.": int(np.sum(values > 1e-10 * np.abs(values).max())),
        "This counts the zeros.": len(H) - right,
        "Rounding leaves tiny numbers in place of zeros: compare with the threshold.": len(H),
    }
    equal(got, right, f"numerical_rank of {what}", hint=hint, slips=None if hint else told_apart(slips, right))


@check("numerical_rank", weight=1.5)
def test_rank_of_random_matrices(student: Student, rng: Generator) -> None:
    """The rank of matrices with known eigenvalues of both signs, some of them zero."""
    for zeros in rng.integers(1, 5, size=4):
        H = symmetric(spectrum(rng, int(rng.integers(4, 8)), int(zeros)), rng)
        hold(student, H, f"a random {len(H)} x {len(H)} matrix")


@check("numerical_rank", weight=1.5)
@after_plain(test_rank_of_random_matrices)
def test_rank_in_every_unit(student: Student, rng: Generator) -> None:
    """The threshold is relative: units do not matter, small eigenvalues far above rounding count, and zero has rank 0."""
    for scale in (1e-150, 1e-9, 1e9, 1e150):
        values = spectrum(rng, int(rng.integers(4, 7)), int(rng.integers(1, 4)))
        hint = "Is your threshold relative to ‖H‖?"
        hold(
            student,
            scale * symmetric(values, rng),
            f"a matrix with f in a unit that makes it {scale:g} times larger",
            hint=hint,
        )
    hint = "An eigenvalue of 1e-11 beside 1 is far above rounding, d eps ‖H‖."
    hold(
        student,
        symmetric([1.0, -0.5, 1e-11, -3e-12], rng),
        "a matrix with the eigenvalues 1, -0.5, 1e-11 and -3e-12",
        hint=hint,
    )
    d = int(rng.integers(1, 6))
    hold(student, np.zeros((d, d)), f"the {d} x {d} zero matrix", hint="No modulus is above the threshold 0.")
    hold(student, np.array([[-2.0]]), "[[-2.0]]")


@check("numerical_rank", weight=2)
@after_plain(test_rank_of_random_matrices)
def test_rank_within_an_error(student: Student, rng: Generator) -> None:
    """Eigenvalues within the error of H are not known to differ from zero."""
    hint = "The threshold is the larger of error and d eps ‖H‖; error is in the unit of H."
    for unit in np.array([1.0, 1e6, 1e-6]) * rng.uniform(0.7, 1.4, size=3):
        sizes = np.concatenate([rng.uniform(4, 9, 3), rng.uniform(0.05, 0.3, int(rng.integers(2, 5)))])
        H = unit * symmetric(sizes * np.resize([1.0, -1.0], len(sizes)), rng)
        for error, what in ((unit, "between the two groups"), (30 * unit, "above all"), (1e-3 * unit, "below all")):
            hold(student, H, f"a matrix with an error {what} of its eigenvalues", error=error, hint=hint)
    H = symmetric(spectrum(rng, 4, 2), rng)
    hold(student, H, "a matrix with two zeros and an error of 1e-30", error=1e-30, hint=hint)


@check("numerical_rank", weight=1)
@after_plain(test_rank_of_random_matrices)
def test_degenerate_or_not(student: Student, rng: Generator) -> None:
    """A small determinant is no zero eigenvalue, and a large one hides a zero."""
    d = int(rng.integers(18, 25))
    tiny = float(rng.uniform(0.05, 0.15)) * np.eye(d)
    wide = [symmetric([sign * 1e12, sign * 1e12, sign * 1e12, 1e-9], rng) for sign in (1, -1, 1, -1)]  # rounding of either sign
    for H, error, what in (
        (tiny, 0.0, f"{tiny[0, 0]:.3f} times the identity in {d} dimensions"),
        *((one, 0.0, "a matrix with three eigenvalues 1e12 or -1e12, and 1e-9") for one in wide),
        (symmetric([1.0, -0.3, 0.02], rng), 0.1, "a matrix with an eigenvalue 0.02 and an error of 0.1"),
        (symmetric([1.0, -0.3, 0.02], rng), 0.0, "a matrix with the eigenvalues 1, -0.3 and 0.02"),
        (1e-150 * symmetric([1.0, -0.3, 0.02], rng), 0.0, "a matrix with the eigenvalues 1, -0.3 and 0.02, times 1e-150"),
        (np.zeros((2, 2)), 0.0, "the 2 x 2 zero matrix"),
    ):
        answer = student.is_degenerate(H, error) if error else student.is_degenerate(H)
        got = as_boolean(answer, f"is_degenerate of {what}")
        equal(got, reference.is_degenerate(H, error), f"is_degenerate of {what}", hint="Is the rank, within error, below d?")
