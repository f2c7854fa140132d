"""Hidden checks of the task `solve_stationary`."""

from typing import Any

import numpy as np

from grading.checks import (
    CheckFailed,
    Student,
    after_plain,
    as_array,
    check,
    close,
    counted,
    expect,
    show,
    symmetric,
)
from solutions.hessian_spectrum import solve_stationary as reference


def hold_path(
    student: Student, gradient: Any, theta: np.ndarray, eta: float, steps: int, what: str, *, plain: bool = False
) -> None:
    """Hold the path of descent step by step, and the number of gradients; the plain case names slips."""
    asked = counted(
        lambda x: gradient(as_array(x, "What you passed to gradient", shape=theta.shape)),
        limit=steps,
        name="gradient",
        allowance="one for each of the steps",
    )
    start = ", ".join(f"{value:.3g}" for value in theta)
    call = f"descend on {what} from ({start}), eta = {eta:.3g}, {steps} steps"
    got = as_array(student.descend(asked, theta, eta, steps), call, shape=(None, len(theta)), finite=False)
    asked.enforce()
    rows = f"{call}: {len(got)} rows; there should be one more than steps, also where the gradient has become zero."
    expect(len(got) == steps + 1, rows)
    slips = {
        "This walks up the gradient.": reference.descend(gradient, theta, -eta, steps),
        "Every row is the same: the list holds one array many times.": np.tile(
            reference.descend(gradient, theta, eta, steps)[-1], (steps + 1, 1)
        ),
    }
    right = reference.descend(gradient, theta, eta, steps)
    row = int(np.argmax(~np.isclose(got, right, rtol=1e-9, atol=1e-11).all(axis=1)))
    hint = f"Row {row} is the first that is off. Is it row {row - 1}, less eta times the gradient there?"
    hint = hint if row else "Row 0 should be the start."
    close(got, right, call, rtol=1e-9, atol=1e-11, hint=hint, slips=slips if plain else {})
    expect(asked.calls == steps, f"{call}: gradient was called {asked.calls} times; once a step, and no other.")


def hold_stationary(student: Student, A: np.ndarray, b: np.ndarray, what: str, hint: str = "") -> None:
    """Hold the stationary point of least norm against the reference, for a b inside the range of A."""
    theta = reference.solve_stationary(A, b)
    if theta is None:
        raise ValueError(f"{what}: the check has drawn a b outside the range of A")
    got = student.solve_stationary(A, b)
    expect(got is not None, f"solve_stationary for {what} is None, but there is a stationary point. {hint}".rstrip())
    point = as_array(got, f"solve_stationary for {what}", shape=(len(b),))
    if np.linalg.norm(point - theta) > 1e-6 * np.linalg.norm(theta):
        text = _hint(A, b, point, theta, hint)
        raise CheckFailed(f"solve_stationary for {what} is {show(point)}, which is not right. {text}")


def _hint(A: np.ndarray, b: np.ndarray, point: np.ndarray, theta: np.ndarray, hint: str) -> str:
    if np.linalg.norm(point + theta) <= 1e-6 * np.linalg.norm(theta):
        return "Look at its sign: the gradient is A theta - b."
    N = reference.null_basis(A)
    if np.linalg.norm(point - N @ (N.T @ point) - theta) <= 1e-6 * np.linalg.norm(
        theta
    ):  # it differs along the null space alone
        return f"The gradient vanishes there, but another stationary point is nearer to the origin. {hint}".rstrip()
    return f"Is A theta = b? {hint}".rstrip()


def hold_none(student: Student, A: np.ndarray, b: np.ndarray, what: str) -> None:
    """Hold that the answer is None."""
    got = student.solve_stationary(A, b)
    ask = "How long is the part of b that no A theta reaches, beside b itself?"
    expect(got is None, f"solve_stationary should be None for {what}. You returned {show(got)}. {ask}")


def nonzero(count: int, rng: np.random.Generator) -> np.ndarray:
    """So many eigenvalues between 0.2 and 5 in modulus, of both signs where there are two or more."""
    signs = np.resize([-1.0, 1.0], count)
    return np.asarray(rng.permutation(signs) * rng.uniform(0.2, 5, count))


@check("solve_stationary")
def test_descent_walks_against_the_gradient(student: Student, rng: np.random.Generator) -> None:
    """The path of gradient descent, with one gradient a step"""
    d, steps = int(rng.integers(2, 6)), int(rng.integers(3, 9))
    A, b = symmetric(nonzero(d, rng), rng), rng.standard_normal(d)
    hold_path(
        student, lambda x: A @ x - b, rng.standard_normal(d), float(rng.uniform(0.1, 0.5)), steps, "a quadratic", plain=True
    )
    start, steps = rng.uniform(0.2, 1, d + 1), int(rng.integers(3, 9))
    hold_path(student, lambda x: x**3, start, float(rng.uniform(0.1, 0.5)), steps, "a quartic", plain=True)


@check("solve_stationary")
@after_plain(test_descent_walks_against_the_gradient)
def test_descent_goes_on_where_the_gradient_is_zero(student: Student, rng: np.random.Generator) -> None:
    """The path has a row for every step, also at a stationary point, near one, and in any unit"""
    d, steps = int(rng.integers(2, 5)), int(rng.integers(4, 9))
    what = "½θ·θ (one step ends at the minimum)"
    hold_path(student, lambda x: x, rng.integers(1, 9, d).astype(float), 1.0, steps, what)
    still = rng.integers(1, 9, d).astype(float)
    hold_path(student, lambda x: x - still, still.copy(), float(rng.uniform(0.1, 0.9)), steps, "a start that is stationary")
    hold_path(
        student, lambda x: 1e-9 * x, rng.standard_normal(d), 3e8, steps, "½θ·θ in a unit that makes it 1e-9 times smaller"
    )
    for unit in rng.permutation([1e9, 1e5]):
        what = f"a quadratic in a unit that makes it {unit:g} times larger"
        hold_path(
            student, lambda x, unit=unit: unit * x, rng.uniform(1, 2, d), float(rng.uniform(0.1, 0.5)) / unit, steps, what
        )
    hold_path(student, lambda x: np.zeros(d), rng.standard_normal(d), 0.5, steps, "a constant (gradient zero)")
    for few in (0, 1):
        hold_path(student, lambda x: 2 * x, rng.uniform(1, 2, d), float(rng.uniform(0.1, 0.4)), few, "θ·θ")
    what = "½θ·θ in a unit that makes it 1e-9 times smaller"
    hold_path(student, lambda x: 1e-9 * x, rng.uniform(1, 2, d), float(rng.uniform(4e8, 6e8)), 40, what)
    what = "½θ·θ (each step moves by a millionth of θ)"
    hold_path(student, lambda x: x, rng.uniform(1, 2, d), float(rng.uniform(1e-6, 2e-6)), 100, what)


@check("solve_stationary")
def test_single_stationary_point(student: Student, rng: np.random.Generator) -> None:
    """A nonsingular matrix, definite or not, has one stationary point"""
    for sign, kind in ((np.abs, "positive definite"), (np.asarray, "indefinite, nonsingular")):
        A = symmetric(sign(nonzero(int(rng.integers(3, 8)), rng)), rng)
        hint = "Stationary is more than minimal: a saddle counts." if kind != "positive definite" else ""
        hold_stationary(student, A, rng.standard_normal(len(A)), f"an A of size {len(A)}, {kind}", hint)


@check("solve_stationary")
@after_plain(test_single_stationary_point)
def test_valley_of_stationary_points(student: Student, rng: np.random.Generator) -> None:
    """A singular matrix with b in its range has a valley: the point of least norm"""
    rank, flat = int(rng.integers(2, 5)), int(rng.integers(2, 5))
    A = symmetric(np.append(nonzero(rank, rng), np.zeros(flat)), rng)
    what = f"a singular A of size {len(A)} and rank {rank}, b in its range"
    hold_stationary(student, A, A @ rng.standard_normal(len(A)), what)
    A = symmetric(
        np.append(-np.abs(nonzero(rank, rng)), np.zeros(2)), rng
    )  # the largest eigenvalue is zero, the modulus is not
    hold_stationary(student, A, A @ rng.standard_normal(len(A)), "a singular A without positive eigenvalues, b in its range")
    hint = "An entry of b that is 0 has no digits to compare: the statement measures against ‖b‖."
    block = int(rng.integers(8, 12))  # some of the entries that should be 0 are rounding
    A, b = np.zeros((block + flat, block + flat)), np.zeros(block + flat)
    A[:block, :block] = symmetric(nonzero(block, rng), rng)
    b[int(rng.integers(block))] = float(rng.uniform(1, 2))
    what = f"an A of rank {block} whose last {flat} rows and columns are zero, and a b with one entry that is not 0"
    hold_stationary(student, A, b, what, hint)


@check("solve_stationary")
@after_plain(test_single_stationary_point)
def test_no_stationary_point(student: Student, rng: np.random.Generator) -> None:
    """There is no stationary point when b leaves the range"""
    A = symmetric(np.append(nonzero(int(rng.integers(2, 5)), rng), [0, 0]), rng)
    N, inside = reference.null_basis(A), A @ rng.standard_normal(len(A))
    outside = np.linalg.norm(inside) * N[:, 0]
    for part in (1.0, 2e-4):
        hold_none(student, A, inside + part * outside, f"a singular A when a part {part:g} of b lies outside its range")
    hold_stationary(student, A, inside, "a singular A with b in its range")
    values = rng.permutation([0.0, 0.0, float(rng.uniform(1, 2)), -float(rng.uniform(1, 2))])
    first, last = np.flatnonzero(values == 0)
    for left, right in ((1, 0), (-1, 0), (0, 1), (0, -1), (1, -1), (-1, 1)):  # one direction, or two that add up to zero
        b = np.where(values == 0, 0.0, 1.0)
        b[[first, last]] = left, right
        shown = [", ".join(f"{value:.3g}" for value in row) for row in (values, b)]
        hold_none(student, np.diag(values), b, f"A = diag({shown[0]}) and b = ({shown[1]})")


@check("solve_stationary")
@after_plain(test_single_stationary_point)
def test_stationary_points_at_every_scale(student: Student, rng: np.random.Generator) -> None:
    """Tiny, huge and zero matrices are treated alike"""
    A = symmetric([-2, 1e-3, 3, 0], rng)
    N = reference.null_basis(A)
    for scale_A, scale_b in [(1e-9, 1.0), (1e9, 1e-9), (1e-9, 1e-9), (1e9, 1e9)]:
        b = scale_b * (A @ rng.standard_normal(4))
        what = f"{scale_A:g} times a matrix with the eigenvalues -2, 0.001, 3 and 0, and b around {scale_b:g}"
        hint = "Both thresholds are relative: that of the eigenvalues to ‖A‖, that of b's part to ‖b‖."
        hold_stationary(student, scale_A * A, b, what, hint)
    part = 1e-9 * (inside := A @ rng.standard_normal(4)) + 1e-12 * np.linalg.norm(inside) * N[:, 0]
    hold_none(student, A, part, "a singular A and a b scaled by 1e-9, of which a part 0.001 lies outside its range")
    size = int(rng.integers(2, 6))
    hold_stationary(
        student, np.zeros((size, size)), np.zeros(size), f"A = 0 and b = 0 of size {size}", "Where is the gradient zero here?"
    )
    for unit in (np.eye(size)[-1], -np.eye(size)[0]):
        hold_none(student, np.zeros((size, size)), 1e-9 * unit, f"A = 0 and a b of size {size} with one entry, which is not 0")
    hold_stationary(student, A, np.zeros(4), "a singular A and b = 0", "The origin is stationary.")


@check("solve_stationary")
@after_plain(test_single_stationary_point)
def test_zero_is_what_the_statement_says(student: Student, rng: np.random.Generator) -> None:
    """Eigenvalues and parts of b on either side of 1e-8 of the norms"""
    hint = "N holds the directions that count as zero; the statement says up to which share of ‖b‖ a part of b does."
    for small in rng.permutation([5e-13, -5e-13, 8e-12, -8e-12]):
        A, N = _with_null(small, rng)
        b = A @ rng.standard_normal(4)
        b -= N @ (N.T @ b)
        hold_stationary(
            student, A, b, f"an A with the eigenvalues 1, -0.5, 0.2 and {small:g}, b in the range of the first three", hint
        )
        what = f"an A with the eigenvalues 1, -0.5, 0.2 and {small:g}, a part 1e-4 of b outside the range of the first three"
        hold_none(student, A, b + 1e-4 * np.linalg.norm(b) * N[:, 0], what)
        within = b + 3e-12 * np.linalg.norm(b) * N[:, 0]
        hold_stationary(student, A, within, what.replace("1e-4", "3e-12"), hint)
    for small in rng.permutation([2e-5, -2e-5]):
        A, N = _with_null(small, rng)
        what = f"an A with the eigenvalues 1, -0.5, 0.2 and {small:g} (none counts as zero)"
        hold_stationary(student, A, A @ rng.standard_normal(4), what, hint)
    small, outside = rng.uniform(1.2e-5, 3e-5, 2) * rng.choice([-1, 1], 2)
    Q, _ = np.linalg.qr(rng.standard_normal((4, 4)))
    A = (Q * np.array([1.0, -0.5, small, 0.0])) @ Q.T
    what = f"an A with the eigenvalues 1, -0.5, {small:.2g} and 0, b along the third but for a part of {abs(outside):.2g}"
    hold_none(student, (A + A.T) / 2, Q[:, 2] + outside * Q[:, 3], what)


def _with_null(small: float, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """A matrix with the eigenvalues 1, -0.5, 0.2 and `small`, and the eigenvector of the last, shape (4, 1)."""
    Q, _ = np.linalg.qr(rng.standard_normal((4, 4)))
    A = (Q * np.array([1.0, -0.5, 0.2, small])) @ Q.T
    return np.asarray((A + A.T) / 2), Q[:, 3:]
