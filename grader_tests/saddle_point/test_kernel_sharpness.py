"""Hidden checks of the task `kernel_sharpness`."""

import numpy as np

from grader_tests.saddle_point.slips import distinct, more_or_less
from grading.checks import Student, StudentMemory, after_plain, as_integer, as_number, as_sequence, asked, check, close, equal
from solutions.saddle_point import kernel_sharpness as reference

SAME = "It is the largest eigenvalue of the kernel matrix J Jᵀ/n, which has a row for each output of each example."
NEAR = 1e-3  # relative error up to which digits are missing, and no idea


def sharpness_slips(J: np.ndarray, right: float) -> dict[str, float]:
    """Largest eigenvalues of typical slips."""
    n, m, p = J.shape
    rows = J.reshape(n * m, p)
    return {
        "H is JᵀJ/n: divide by the number of examples.": n * right,
        "Divide by n, the examples, not by n m.": right / m,
        "Divide by n, not by p.": right * n / p,
        "This is the largest singular value of J/√n; its square belongs to JᵀJ/n.": float(np.sqrt(right)),
        "This is the largest singular value of J; its square belongs to JᵀJ.": float(np.sqrt(n * right)),
        "Here each example is taken alone; the kernel matrix has entries between two examples, too.": float(
            np.linalg.eigvalsh(J @ J.swapaxes(1, 2) / n).max()
        ),
        "This is the largest singular value of J, over n; its square belongs to JᵀJ/n.": float(np.sqrt(right / n)),
        "This is the trace; the largest eigenvalue is asked.": float(np.sum(J**2) / n),
        "This is the longest row alone; rows that are not orthogonal have a larger eigenvalue.": float(
            np.max(np.sum(rows**2, axis=1)) / n
        ),
        "This is the smallest eigenvalue of the kernel matrix.": float(np.linalg.svd(rows, compute_uv=False)[-1] ** 2 / n),
        "This is one output alone.": float(np.linalg.svd(J[:, 0], compute_uv=False)[0] ** 2 / n),
        "Here equal rows count once; each of them is a row of J, and of the kernel matrix.": float(
            np.linalg.svd(np.unique(rows, axis=0), compute_uv=False)[0] ** 2 / n
        ),
        "This adds the outputs of an example up first.": float(np.linalg.svd(J.sum(axis=1), compute_uv=False)[0] ** 2 / n),
    }


def count_slips(shape: tuple[int, int, int], count: int, *, plain: bool) -> dict[str, int]:
    """Numbers of zeros of typical slips; of rows that are independent, where `plain`, more of them can be told."""
    n, m, p = shape
    whole = {
        "This is p - n m: it counts every eigenvalue of the kernel matrix as not 0. One up to 1e-10 λmax counts as 0, and so "
        "does a singular value of J up to 1e-5 of the largest.": p - n * m
    }
    if not plain:
        return whole
    return {
        "These are the eigenvalues that are not 0.": p - count,
        "H has p eigenvalues, the kernel matrix n m.": n * m - (p - count),
        "J has n m rows, not n.": p - n,
    }


def bounds(J: np.ndarray, value: float, right: float) -> str:
    """Between what the eigenvalue of independent rows lies; of a value that lacks digits alone, nothing more is said."""
    if abs(value - right) <= NEAR * right:
        return SAME
    longest, trace = float(np.max(np.sum(J**2, axis=2))) / len(J), float(np.sum(J**2)) / len(J)
    return f"{SAME} So it lies between the largest entry on the diagonal, here {longest:.4g}, and the trace, {trace:.4g}."


def hold(student: Student, J: np.ndarray, what: str, *, plain: bool = False) -> None:
    """Hold both entries; a slip is named where its value tells it."""
    call = f"kernel_sharpness of {what}, shape {J.shape}"
    try:
        answer = asked(call, student.kernel_sharpness, J)
    except StudentMemory as error:
        p = J.shape[2]
        raise StudentMemory(f"{call}: {error} A matrix of {p:,} × {p:,} numbers takes {8 * p * p / 2**30:.1f} GiB.") from error
    lam_max, zeros = as_sequence(answer, call, length=2)
    right, count = reference.kernel_sharpness(J)
    hint = bounds(J, as_number(lam_max, f"lam_max in {call}"), right) if plain else SAME
    close(lam_max, right, f"lam_max in {call}", rtol=1e-8, hint=hint, slips=distinct(sharpness_slips(J, right), right))
    said = as_integer(zeros, f"zeros in {call}")
    more = "These are too many: an eigenvalue above 1e-10 λmax is not 0."
    less = "These are too few: H has p eigenvalues, and one up to 1e-10 λmax counts as 0."
    hint = f"{more_or_less(said, count, more, less)} Here λmax is {right:.3g}."
    equal(said, count, f"zeros in {call}", hint=hint, slips=distinct(count_slips(J.shape, count, plain=plain), count))


@check("kernel_sharpness", weight=1.5)
def test_a_few_examples_and_outputs(student: Student, rng: np.random.Generator) -> None:
    """A random Jacobian of a few examples and outputs"""
    for _ in range(4):
        n, m = int(rng.integers(4, 6)), int(rng.integers(2, 4))
        J = rng.standard_normal((n, m, 3 * n * m + int(rng.integers(1, 9))))
        hold(student, J, "a random Jacobian", plain=True)


@check("kernel_sharpness", weight=1.5)
@after_plain(test_a_few_examples_and_outputs)
def test_many_parameters(student: Student, rng: np.random.Generator) -> None:
    """20,000 parameters"""
    n = int(rng.integers(2, 4))
    hold(student, rng.standard_normal((n, 2, 20_000)), "a wide Jacobian")


@check("kernel_sharpness", weight=1.5)
@after_plain(test_a_few_examples_and_outputs)
def test_fewer_parameters_than_rows(student: Student, rng: np.random.Generator) -> None:
    """p below n m, one parameter, one row"""
    n, m = int(rng.integers(4, 7)), int(rng.integers(2, 4))
    for p in (1, 3, n * m):
        hold(student, rng.standard_normal((n, m, p)), "a tall Jacobian")
    hold(student, rng.standard_normal((1, 1, int(rng.integers(4, 9)))), "one row")
    hold(student, rng.standard_normal((1, 1, 1)), "one number")


@check("kernel_sharpness", weight=1.5)
@after_plain(test_a_few_examples_and_outputs)
def test_dependent_rows_and_zeros(student: Student, rng: np.random.Generator) -> None:
    """Examples that are there twice, outputs that depend on each other or on nothing, weak ones"""
    J = rng.standard_normal((4, 2, 25))
    hold(student, J[[0, 1, 2, 3, int(rng.integers(0, 4))]], "four examples, one of them twice")
    hold(student, np.stack([J[:, 0], J[:, 1], J[:, 0] - J[:, 1]], axis=1), "outputs that add up to 0")
    hold(student, J * np.array([1.0, 0.0])[:, None], "an output that depends on nothing")
    rows = np.linalg.qr(rng.standard_normal((25, 8)))[0].T.reshape(4, 2, 25)
    for ratio in (5e-10, 2e-11):
        what = f"orthogonal rows, eigenvalues λmax and {ratio:g} λmax"
        hold(student, rows * np.array([1.0, np.sqrt(ratio)])[:, None], what)


@check("kernel_sharpness")
@after_plain(test_a_few_examples_and_outputs)
def test_any_unit_of_the_jacobian(student: Student, rng: np.random.Generator) -> None:
    """Units from 1e-6 to 1e6"""
    for scale in (1e-6, 1e6):
        J = scale * rng.standard_normal((3, 2, int(rng.integers(9, 20))))
        hold(student, J, f"a Jacobian in units of {scale:g}")
        hold(student, J[[0, 0, 1]], f"repeated rows in units of {scale:g}")
