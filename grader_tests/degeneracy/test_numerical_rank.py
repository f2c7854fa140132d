"""Hidden checks of the task `numerical_rank`."""

import numpy as np
import scipy.linalg
from numpy.random import Generator

from grader_tests.degeneracy.apart import told_apart
from grading.checks import Student, after_plain, as_boolean, as_integer, asked_about, check, equal, symmetric
from solutions.degeneracy import numerical_rank as reference

SIZE = 48  # d where the threshold itself is looked at: √d, d and d² are far apart
THRESHOLD = f"Here d is {SIZE}: the threshold is d eps ‖H‖, with the largest modulus of an eigenvalue as ‖H‖."
PARTS = "Eigenvalues are those of the whole matrix: its diagonal, its columns and its pivots have other sizes."


def spectrum(rng: Generator, count: int, zeros: int, *, least: float = -3.0) -> np.ndarray:
    """So many eigenvalues of both signs with moduli from 10^least to 1, the largest 1, and so many zeros."""
    sizes = np.append(10 ** rng.uniform(least, 0, size=count - 1), 1.0)
    return np.concatenate([sizes * np.resize([-1.0, 1.0], count), np.zeros(zeros)])


def hold(
    student: Student, H: np.ndarray, what: str, *, error: float | None = None, hint: str = "", plain: bool = False
) -> None:
    """Hold the rank of one matrix against the reference."""
    arguments = (H,) if error is None else (H, error)
    call = f"numerical_rank of {what}"
    got = as_integer(asked_about(call, no_norm(H), student.numerical_rank, *arguments), call)
    right = reference.numerical_rank(*arguments)
    values = np.linalg.eigvalsh(H)
    if hint == THRESHOLD:
        hint = f"That is {'more' if got > right else 'fewer'} than lie above the threshold. {THRESHOLD}"
    hint = hint or "Compare the modulus of each eigenvalue of H itself with the threshold of the statement."
    slips = {
        "Negative eigenvalues are not zero either: their moduli count.": int(np.sum(values > 1e-10 * np.abs(values).max())),
        "This counts the zeros.": len(H) - right,
        "Rounding leaves tiny numbers in place of zeros, and larger ones where H was squared: compare with the threshold.": len(
            H
        ),
    }
    equal(got, right, call, hint=hint, slips=told_apart(slips, right) if plain else None)


def no_norm(H: np.ndarray) -> str:
    """What is true of an answer that raises an error on a zero matrix."""
    return "" if np.any(H) else "Here ‖H‖ is 0: is anything divided by it?"


def near_rounding(rng: Generator, low: float, high: float, *, spread: bool) -> np.ndarray:
    """A d x d matrix of norm 1 with eigenvalues low d eps and high d eps of random sign; `spread`: the others are 1 or -1.

    Then row sums, Frobenius norm and trace norm are far above the spectral norm; otherwise one eigenvalue is 1, the others are
    0, and the largest entry is far below it. The small eigenvalues have rows of their own, so that rounding leaves them alone.
    """
    eps, d = float(np.finfo(float).eps), SIZE
    rest = symmetric(np.resize([1.0, -1.0], d - 2), rng) if spread else np.full((d - 2, d - 2), 1.0 / (d - 2))
    H, order = np.zeros((d, d)), rng.permutation(d)
    H[: d - 2, : d - 2] = rest
    H[d - 2, d - 2], H[d - 1, d - 1] = rng.choice([-1.0, 1.0], size=2) * d * eps * np.array([low, high])
    return H[np.ix_(order, order)]


def hidden_null_direction(rng: Generator) -> np.ndarray:
    """T^t D T, T triangular with 1 on the diagonal and -1 above, D of random signs: whole numbers, determinant ±1.

    Its least eigenvalue is far below rounding, of the order of 4^-d; the pivots of LU, LDL and unpivoted QR are above it.
    """
    d = int(rng.integers(30, 37))
    T = np.eye(d) - np.triu(np.ones((d, d)), 1)
    return np.asarray(T.T @ (rng.permutation(np.resize([-1.0, 1.0], d))[:, None] * T))


def without_diagonal(rng: Generator) -> np.ndarray:
    """Eigenvalues ±b in pairs, b from 3.1 to 9, and a zero diagonal: entries of the diagonal and circles about them say 0."""
    half = int(rng.integers(2, 5))
    H = np.zeros((2 * half, 2 * half))
    H[np.arange(half), np.arange(half) + half] = rng.uniform(3.1, 9.0, size=half)
    order = rng.permutation(2 * half)
    return (H + H.T)[np.ix_(order, order)]


def hidden_in_the_mean(rng: Generator) -> np.ndarray:
    """Eigenvalues 3.2 and -3.3 with vectors of equal entries in modulus, the others 0.2 or -0.2: no column is as long as 1."""
    u, w = np.ones(SIZE) / np.sqrt(SIZE), rng.permutation(np.resize([1.0, -1.0], SIZE)) / np.sqrt(SIZE)
    rest = float(rng.choice([-0.2, 0.2])) * (np.eye(SIZE) - np.outer(u, u) - np.outer(w, w))
    return np.asarray(3.2 * np.outer(u, u) - 3.3 * np.outer(w, w) + rest)


def turned_pivots(rng: Generator) -> np.ndarray:
    """Eigenvalues of both signs, four above 1 and two below, turned until pivots of LU and QR say another count."""
    while True:
        sizes = np.append(rng.uniform(3.1, 3.4, 4), rng.uniform(0.2, 0.3, 2))
        H = symmetric(sizes * rng.permutation(np.resize([1.0, -1.0], 6)), rng)
        pivots = np.diag(scipy.linalg.lu(H)[2]), np.diag(np.linalg.qr(H)[1])
        if all(np.sum(np.abs(one) > 1) != 4 for one in pivots):
            return H


@check("numerical_rank", weight=1.5)
def test_rank_of_random_matrices(student: Student, rng: Generator) -> None:
    """The rank of matrices with known eigenvalues of both signs, some of them zero."""
    for zeros in rng.integers(1, 3, size=4):  # fewer than eigenvalues of either sign: a count tells what was counted
        H = symmetric(spectrum(rng, int(rng.integers(6, 9)), int(zeros)), rng)
        hold(student, H, f"a random {len(H)} x {len(H)} matrix", plain=True)


@check("numerical_rank", weight=1.5)
@after_plain(test_rank_of_random_matrices)
def test_rank_in_every_unit(student: Student, rng: Generator) -> None:
    """The threshold is relative: units do not matter, small eigenvalues far above rounding count, and zero has rank 0."""
    for scale in (1e-150, 1e-9, 1e9, 1e150):
        values = spectrum(rng, int(rng.integers(4, 7)), int(rng.integers(1, 4)))
        hint = "Is your threshold relative to ‖H‖, the largest modulus of an eigenvalue?"
        hold(
            student,
            scale * symmetric(values, rng),
            f"a matrix times {scale:g}, as in another unit of f",
            hint=hint,
        )
    hint = "An eigenvalue of 1e-11 beside 1 is far above rounding, d eps ‖H‖."
    hold(
        student,
        symmetric([1.0, -0.5, 1e-11, -3e-12], rng),
        "a matrix with the eigenvalues 1, -0.5, 1e-11 and -3e-12",
        hint=hint,
    )
    for spread in (True, False):
        unit = float(10 ** rng.uniform(-6, 6))
        what = f"a {SIZE} x {SIZE} matrix with eigenvalues of 0.3 and of 3.3 times the threshold"
        hold(student, unit * near_rounding(rng, 0.3, 3.3, spread=spread), what, hint=THRESHOLD)
    hold(student, hidden_null_direction(rng), "a matrix of whole numbers with a determinant of 1 or -1", hint=PARTS)
    hold(student, without_diagonal(rng), "a matrix whose diagonal is 0", hint=PARTS)
    for d in (1, int(rng.integers(2, 6))):
        hold(student, np.zeros((d, d)), f"the {d} x {d} zero matrix", hint="No modulus is above the threshold 0.")
    few = np.diag([1.0, -0.5, 4e-15])
    hold(student, few, "diag(1, -0.5, 4e-15)", hint="Here d is 3: 4e-15 is six times the threshold.")
    hold(student, np.array([[-2.0]]), "[[-2.0]]")


@check("numerical_rank", weight=2)
@after_plain(test_rank_of_random_matrices)
def test_rank_within_an_error(student: Student, rng: Generator) -> None:
    """Eigenvalues within the error of H are not known to differ from zero."""
    hint = "The threshold is the larger of error and d eps ‖H‖; error is in the unit of H."
    for unit in np.array([1.0, 1e6, 1e-6]) * rng.uniform(0.7, 1.4, size=3):
        sizes = np.concatenate([rng.uniform(3.1, 3.4, 10), rng.uniform(0.05, 0.3, int(rng.integers(2, 5)))])
        H = unit * symmetric(sizes * np.resize([1.0, -1.0], len(sizes)), rng)
        for error, what in ((unit, "between the two groups"), (30 * unit, "above all"), (1e-3 * unit, "below all")):
            hold(student, H, f"a matrix with an error {what} of its eigenvalues", error=error, hint=hint)
    hold(
        student,
        hidden_in_the_mean(rng),
        f"a {SIZE} x {SIZE} matrix with two eigenvalues above its error of 1",
        error=1.0,
        hint=PARTS,
    )
    hold(student, turned_pivots(rng), "a matrix with four eigenvalues above its error of 1", error=1.0, hint=PARTS)
    hold(student, without_diagonal(rng), "a matrix whose diagonal is 0, with an error of 1", error=1.0, hint=PARTS)
    H = symmetric(spectrum(rng, 4, 2), rng)
    hold(student, H, "a matrix with two zeros and an error of 1e-30", error=1e-30, hint=hint)


@check("numerical_rank", weight=1)
@after_plain(test_rank_of_random_matrices)
def test_degenerate_or_not(student: Student, rng: Generator) -> None:
    """A small determinant is no zero eigenvalue, and a large one hides a zero."""
    d = int(rng.integers(18, 25))
    tiny, three = float(rng.uniform(0.05, 0.15)) * np.eye(d), symmetric([0.3, -1.0, 0.02], rng)
    wide = [(sign, symmetric([sign * 1e12] * 3 + [1e-9], rng)) for sign in (1, -1, 1, -1)]  # rounding of either sign
    product = "A product of eigenvalues says nothing of a single one."
    hold_degenerate(student, tiny, f"{tiny[0, 0]:.3f} times the identity in {d} dimensions", product)
    for sign, one in wide:
        said = "‖H‖ is 1e12, so the threshold is about 1e-3: 1e-9 cannot be told from 0."
        hold_degenerate(student, one, f"a matrix with the eigenvalues {sign * 1e12:g}, three times, and 1e-9", said)
    hold_degenerate(
        student, symmetric([-0.7, 1.0, 0.4], rng), "a matrix with the eigenvalues -0.7, 0.4 and 1", "No modulus is near 0."
    )
    hold_degenerate(student, hidden_null_direction(rng), "a matrix of whole numbers with a determinant of 1 or -1", product)
    hold_degenerate(student, without_diagonal(rng), "a matrix whose diagonal is 0", PARTS)
    for low, said in ((0.3, "One modulus is below d eps ‖H‖."), (3.3, "Every modulus is above d eps ‖H‖, if not by much.")):
        H = near_rounding(rng, low, 3.5, spread=True)
        hold_degenerate(student, H, f"a {SIZE} x {SIZE} matrix whose least modulus is {low} times the threshold", said)
    known = "a matrix with the eigenvalues 0.3, -1 and 0.02"
    for unit in (1.0, 1e-150, 1e150):
        said = "All three are far above the threshold: in this unit as in any other."
        hold_degenerate(student, unit * three, f"{known}, times {unit:g}", said)
        said = "0.02 is within the error: it may be 0."
        hold_degenerate(student, unit * three, f"{known}, and an error of 0.1, all times {unit:g}", said, error=0.1 * unit)
    hold_degenerate(student, three, f"{known}, and an error of 2", "All three are within the error.", error=2.0)
    hold_degenerate(student, three, f"{known}, and an error of 0.001", "None is within the error.", error=1e-3)
    hold_degenerate(student, np.zeros((2, 2)), "the 2 x 2 zero matrix", "Its rank is 0.")
    hold_degenerate(student, np.array([[-2.0]]), "[[-2.0]]", "Its rank is 1, and so is d.")


def hold_degenerate(student: Student, H: np.ndarray, what: str, hint: str, *, error: float | None = None) -> None:
    """Hold the answer for one matrix against the reference."""
    arguments, call = (H,) if error is None else (H, error), f"is_degenerate of {what}"
    got = as_boolean(asked_about(call, no_norm(H), student.is_degenerate, *arguments), call)
    equal(got, reference.is_degenerate(*arguments), call, hint=hint)
