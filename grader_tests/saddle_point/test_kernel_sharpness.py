"""Hidden checks of the task `kernel_sharpness`."""

import numpy as np

from grading.checks import Student, after_plain, as_integer, as_sequence, check, close, equal
from solutions.saddle_point import kernel_sharpness as reference


def hold(student: Student, J: np.ndarray, what: str, *, hint: str = "", named: bool = False) -> None:
    """Hold both entries; the plain case names slips."""
    n, m, p = J.shape
    call = f"kernel_sharpness of {what}, shape {J.shape}"
    lam_max, zeros = as_sequence(student.kernel_sharpness(J), call, length=2)
    right, count = reference.kernel_sharpness(J)
    slips = None
    if named:
        slips = {
            "H is JᵀJ/n: divide by the number of examples.": n * right,
            "Divide by n, the examples, not by n m.": right / m,
            "Divide by n, not by p.": right * n / p,
            "This is a singular value; its square belongs to JᵀJ.": float(np.sqrt(right)),
            "This is the trace; the largest eigenvalue is asked.": float(np.sum(J**2) / n),
            "This is the smallest eigenvalue of the kernel matrix.": float(
                np.linalg.svd(J.reshape(-1, p), compute_uv=False)[-1] ** 2 / n
            ),
            "This is one output alone.": float(np.linalg.svd(J[:, 0], compute_uv=False)[0] ** 2 / n),
        }
    close(lam_max, right, f"lam_max in {call}", rtol=1e-8, hint=hint or "λmax of J Jᵀ/n.", slips=slips)
    counts = {
        "These are the eigenvalues that are not 0.": p - count,
        "H has p eigenvalues, the kernel matrix n m.": n * m - (p - count),
        "J has n m rows, not n.": p - n,
    }
    said = as_integer(zeros, f"zeros in {call}")
    equal(said, count, f"zeros in {call}", hint=hint or "p less the rank of J.", slips=counts if named else None)


@check("kernel_sharpness", weight=1.5)
def test_a_few_examples_and_outputs(student: Student, rng: np.random.Generator) -> None:
    """A random Jacobian of a few examples and outputs"""
    for _ in range(4):
        n, m = int(rng.integers(4, 6)), int(rng.integers(2, 4))
        J = rng.standard_normal((n, m, 3 * n * m + int(rng.integers(1, 9))))
        hold(student, J, "a random Jacobian", named=True)


@check("kernel_sharpness", weight=1.5)
@after_plain(test_a_few_examples_and_outputs)
def test_many_parameters(student: Student, rng: np.random.Generator) -> None:
    """20,000 parameters"""
    n = int(rng.integers(2, 4))
    hold(student, rng.standard_normal((n, 2, 20_000)), "a wide Jacobian", hint="Never form the matrix of size p × p.")


@check("kernel_sharpness", weight=1.5)
@after_plain(test_a_few_examples_and_outputs)
def test_fewer_parameters_than_rows(student: Student, rng: np.random.Generator) -> None:
    """p below n m, one parameter, one row"""
    hint = "The rank is at most p, too."
    n, m = int(rng.integers(4, 7)), int(rng.integers(2, 4))
    for p in (1, 3, n * m):
        hold(student, rng.standard_normal((n, m, p)), "a tall Jacobian", hint=hint)
    hold(student, rng.standard_normal((1, 1, int(rng.integers(4, 9)))), "one row", hint="One row has rank 1.")
    hold(student, rng.standard_normal((1, 1, 1)), "one number")


@check("kernel_sharpness", weight=1.5)
@after_plain(test_a_few_examples_and_outputs)
def test_dependent_rows_and_zeros(student: Student, rng: np.random.Generator) -> None:
    """Examples that are there twice, outputs that depend on each other, J = 0"""
    hint = "Count by the rank of J: dependent rows leave more zeros than p - n m."
    J = rng.standard_normal((4, 2, 25))
    hold(student, J[[0, 1, 2, 3, int(rng.integers(0, 4))]], "four examples, one of them twice", hint=hint)
    hold(student, np.stack([J[:, 0], J[:, 1], J[:, 0] - J[:, 1]], axis=1), "outputs that add up to 0", hint=hint)
    hold(student, J * np.array([1.0, 0.0])[:, None], "an output that depends on nothing", hint=hint)
    hold(student, 0 * J, "J = 0", hint="λmax is 0, and every eigenvalue is.")
    weak = J * np.array([1.0, 1e-4])[:, None]
    hold(student, weak, "an output of size 1e-4", hint="An eigenvalue of 1e-8 λmax is not 0.")
    weaker = J * np.array([1.0, 3e-6])[:, None]
    hold(student, weaker, "an output of size 3e-6", hint="An eigenvalue below 1e-10 λmax counts as 0.")


@check("kernel_sharpness")
@after_plain(test_a_few_examples_and_outputs)
def test_any_unit_of_the_jacobian(student: Student, rng: np.random.Generator) -> None:
    """Units from 1e-6 to 1e6"""
    for scale in (1e-6, 1e6):
        J = scale * rng.standard_normal((3, 2, int(rng.integers(9, 20))))
        hold(student, J, f"a Jacobian in units of {scale:g}", hint="Zero is relative to λmax.")
        hold(student, J[[0, 0, 1]], f"repeated rows in units of {scale:g}", hint="Zero is relative to λmax.")
