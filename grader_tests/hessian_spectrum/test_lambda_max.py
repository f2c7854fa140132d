"""Hidden checks of the task `lambda_max`."""

from collections.abc import Callable
from typing import Any

import numpy as np

from grading.checks import (
    CheckFailed,
    Student,
    after_plain,
    as_array,
    as_number,
    as_sequence,
    check,
    close,
    counted,
    expect,
    product,
    show,
    symmetric,
)
from solutions.hessian_spectrum import lambda_max as reference


def coefficients(value: Any, what: str) -> tuple[np.ndarray, np.ndarray]:
    """(alpha, beta) of fitting shapes."""
    first, second = as_sequence(value, what, length=2)
    alpha = as_array(first, f"alpha of {what}", shape=(None,))
    expect(len(alpha) >= 1, f"alpha of {what} is empty.")
    return alpha, as_array(second, f"beta of {what}", shape=(len(alpha) - 1,))


def ritz_values(alpha: np.ndarray, beta: np.ndarray) -> np.ndarray:
    """Eigenvalues of the tridiagonal matrix, ascending."""
    return np.linalg.eigvalsh(np.diag(alpha) + np.diag(beta, 1) + np.diag(beta, -1))


@check("lambda_max")
def test_lanczos_coefficients(student: Student, rng: np.random.Generator) -> None:
    """The first Lanczos coefficients are right, with one product a step"""
    for scale, steps in [(1.0, int(rng.integers(5, 9))), (1e-6, int(rng.integers(4, 8))), (1.0, 1)]:
        size = int(rng.integers(16, 24))
        H = scale * symmetric(rng.uniform(-3, 5, size), rng)
        v0, norm = 7 * rng.standard_normal(size), float(np.linalg.norm(H, 2))
        hvp = counted(product(H), limit=steps, name="hvp")
        what = f"lanczos with {steps} step{'s'[: steps - 1]} on a matrix of size {size}, ‖H‖ ≈ {norm:.0e}"
        alpha, beta = coefficients(student.lanczos(hvp, v0, steps), what)
        hvp.enforce()
        right_alpha, right_beta = reference.lanczos(H, v0, steps)
        hint = "alpha_j = q_j · H q_j with ‖q_j‖ = 1."
        unnormalised = np.concatenate([[v0 @ H @ v0], right_alpha[1:]])
        slips = {"These are the coefficients of a start that was not normalised.": unnormalised}
        close(alpha, right_alpha, f"alpha of {what}", rtol=1e-6, atol=1e-6 * norm, hint=hint, slips=slips)
        close(beta, right_beta, f"beta of {what}", rtol=1e-6, atol=1e-6 * norm, hint="beta_j is the norm of w_j.")


@check("lambda_max", weight=1.5)
@after_plain(test_lanczos_coefficients)
def test_lanczos_has_no_ghosts(student: Student, rng: np.random.Generator) -> None:
    """Reorthogonalisation keeps every eigenvalue single in a long run"""
    top = float(rng.uniform(95, 105))
    spectrum = np.concatenate([[top, 60.0, -40.0], np.linspace(-1, 1, int(rng.integers(31, 37)))])
    size = len(spectrum)
    H, what = symmetric(spectrum, rng), f"lanczos with {size} steps on a matrix of size {size}"
    alpha, beta = coefficients(student.lanczos(product(H), rng.standard_normal(size), size), what)
    expect(len(alpha) == size, f"{what} should take {size} steps; yours took {len(alpha)}.")
    found = ritz_values(alpha, beta)
    copies = int(np.sum(np.abs(found - top) < 1e-3))
    text = f"{what}: the eigenvalue of largest modulus appears {copies} times. Its copies are ghosts; reorthogonalise."
    expect(copies <= 1, text)
    hint = "After as many steps as there are dimensions the Ritz values are the eigenvalues."
    close(found, np.sort(spectrum), f"Ritz values of {what}", rtol=1e-6, atol=1e-4, hint=hint)
    # Betas near 1e-4, one after the other: each step leaves 1e-4 of Hq, in which the rounding errors of one subtraction are 1e4
    # times larger than they were. After four steps they are all of q. A second subtraction removes them at every step.
    T = np.diag([-1.0, 0.3, 1.6, -0.2, 2.0, 0.7, -0.6, 1.2]) + 1e-4 * (np.eye(8, k=1) + np.eye(8, k=-1))
    Q, _ = np.linalg.qr(rng.standard_normal((8, 8)))
    H, what = Q @ T @ Q.T, "lanczos with 8 steps on a matrix of size 8 with betas near 1e-4"
    alpha, beta = coefficients(student.lanczos(product((H + H.T) / 2), 3 * Q[:, 0], 8), what)
    expect(len(alpha) == 8, f"{what} should take 8 steps; yours took {len(alpha)}.")
    hint = "Where little of Hq is left, one subtraction leaves too much of the earlier q in it: subtract twice."
    close(ritz_values(alpha, beta), np.linalg.eigvalsh(T), f"Ritz values of {what}", rtol=1e-6, atol=2e-6, hint=hint)


@check("lambda_max")
@after_plain(test_lanczos_coefficients)
def test_lanczos_stops_when_exhausted(student: Student, rng: np.random.Generator) -> None:
    """The recurrence stops when the Krylov space is exhausted"""
    values = np.array([-1.0, 2.0, 5.0]) * rng.uniform(0.8, 1.2)
    for scale in (1.0, 1e-9, 1e9):
        H = scale * symmetric(np.repeat(values, rng.integers(2, 5, 3)), rng)
        what = f"a matrix of size {len(H)} with three different eigenvalues, ‖H‖ = {scale * values[-1]:.3g}"
        hold_stop(student, H, rng.standard_normal(len(H)), what, scale * values)
    H = symmetric([-3, *rng.uniform(-2, 2.5, int(rng.integers(3, 6)))], rng)
    eigenvector = np.linalg.eigh(H)[1][:, 0]
    hold_stop(student, H, 2 * eigenvector, f"a matrix of size {len(H)} from an eigenvector, eigenvalue -3", [-3])
    # A bipartite H from a start on one side: every alpha is zero, and the betas alone know the size of H.
    B = symmetric([3, 3, 1, 1], rng)
    H = np.block([[np.zeros((4, 4)), B], [B, np.zeros((4, 4))]])
    v0 = np.concatenate([rng.standard_normal(4), np.zeros(4)])
    hold_stop(student, H, v0, "a matrix of size 8 with eigenvalues ±3 and ±1, every alpha 0 from this start", [-3, -1, 1, 3])
    # Couplings of 1, 2e-9 and 5e-12: each is small beside the one before, only the last is small beside H.
    chain = np.diag([2.0, 1.0, 3.0, 1.0]) + np.diag([1.0, 2e-9, 5e-12], 1) + np.diag([1.0, 2e-9, 5e-12], -1)
    for scale in (1e-9, 1.0, 1e9):
        what = f"{scale:g} times a tridiagonal matrix with couplings 1, 2e-9, 5e-12 from its first axis"
        hold_stop(student, scale * chain, np.eye(4)[0], what, scale * np.linalg.eigvalsh(chain[:3, :3]))
    size = int(rng.integers(2, 7))
    hold_stop(student, np.zeros((size, size)), rng.standard_normal(size), f"the zero matrix of size {size}", [0])


def hold_stop(student: Student, H: np.ndarray, v0: np.ndarray, what: str, ritz: Any) -> None:
    """Hold the number of steps, the calls and the Ritz values where the Krylov space ends before 30 steps."""
    call, hvp, norm = f"lanczos with 30 steps on {what}", counted(product(H), limit=30, name="hvp"), float(np.abs(ritz).max())
    alpha, beta = coefficients(student.lanczos(hvp, v0, 30), call)
    hint = "Compare beta with 1e-10 times the largest |alpha| or earlier beta."
    text = f"{call} should stop after {len(ritz)} step{'' if len(ritz) == 1 else 's'}; yours took {len(alpha)}. {hint}"
    expect(len(alpha) == len(ritz), text)
    close(ritz_values(alpha, beta), ritz, f"Ritz values of {call}", rtol=1e-6, atol=1e-6 * norm)
    expect(hvp.calls == len(alpha), f"{call}: {len(alpha)} steps took {hvp.calls} calls of hvp; one a step, and no other.")


def hold_lambda_max(student: Student, H: np.ndarray, what: str, *, budget: int = 30, seed: int = 0) -> None:
    """Hold lambda_max against LAPACK, relative to ‖H‖, within the budget."""
    hvp = counted(product(H), limit=budget, name="hvp")
    call = f"lambda_max of {what}, budget {budget}"
    got = as_number(student.lambda_max(hvp, len(H), budget=budget, seed=seed), call)
    hvp.enforce()
    right, norm = reference.lambda_max(H), float(np.linalg.norm(H, 2))
    if abs(got - right) <= 1e-6 * norm:
        return
    hint = "No quotient v·Hv/v·v is that large." if got > right else "The same products allow a better lower bound."
    if norm > right + 1e-3 * norm and min(abs(got - norm), abs(got + norm)) <= 1e-3 * norm:
        hint = "This is the eigenvalue of largest modulus (or its modulus). The largest with its sign was asked."
    raise CheckFailed(f"{call}: your value, {show(got)}, is off by more than 1e-6 times the norm of H. {hint}")


@check("lambda_max")
def test_lambda_max_within_the_budget(student: Student, rng: np.random.Generator) -> None:
    """The algebraically largest eigenvalue, within the budget, however negative the other end is"""
    wide = np.concatenate([[-1000.0, rng.uniform(0.9, 1.2)], rng.uniform(-1, 0.5, int(rng.integers(50, 65)))])
    budget, seed = (int(number) for number in rng.integers((26, 0), (32, 99)))
    what = f"a matrix of size {len(wide)} with eigenvalues from -1000 to about 1"
    hold_lambda_max(student, symmetric(wide, rng), what, budget=budget, seed=seed)
    bulk = np.concatenate([rng.uniform(-1, 1, int(rng.integers(60, 80))), [1.5, 2.0, rng.uniform(3.5, 5)]])
    hold_lambda_max(student, symmetric(bulk, rng), f"a bulk with three outliers, size {len(bulk)}", budget=25, seed=seed)


@check("lambda_max")
@after_plain(test_lambda_max_within_the_budget)
def test_lambda_max_in_the_edge_cases(student: Student, rng: np.random.Generator) -> None:
    """Negative definite, zero, of size 1, of any unit, with a budget beyond the dimension"""
    negative = symmetric(-np.concatenate([[0.1], rng.uniform(0.5, 3, int(rng.integers(34, 44)))]), rng)
    hold_lambda_max(student, negative, f"a negative definite matrix of size {len(negative)}")
    size = int(rng.integers(3, 8))
    hold_lambda_max(student, np.zeros((size, size)), f"the zero matrix of size {size}", budget=size)
    value = float(rng.uniform(-3, -1))
    hold_lambda_max(student, np.array([[value]]), f"[[{value:.4g}]]", budget=1)
    for scale in (1e-9, 1e9):
        H = scale * symmetric([-3, -1, 0.5, rng.uniform(1.5, 2.5)][: int(rng.integers(3, 5))], rng)
        hold_lambda_max(student, H, f"a matrix of size {len(H)}, ‖H‖ = {3 * scale:g}", budget=len(H))
        hold_lambda_max(student, H, f"a matrix of size {len(H)}, ‖H‖ = {3 * scale:g}", budget=len(H) + int(rng.integers(9, 30)))


@check("lambda_max")
@after_plain(test_lambda_max_within_the_budget)
def test_lambda_max_from_a_start_that_sees_it(student: Student, rng: np.random.Generator) -> None:
    """The start is the random one that seed names; convenient starts are blind"""
    classes = int(rng.integers(9, 14))
    uniform = np.eye(classes) / classes - np.ones((classes, classes)) / classes**2
    hold_lambda_max(student, uniform, "diag(p) - p pᵀ at uniform p (all ones is a null vector)")
    hold_lambda_max(student, np.diag([1.0, 2.0, 3.0, 7.0]), "diag(1, 2, 3, 7) (blind from the first coordinate)", budget=4)
    # Three products cannot be exact here, so that two starts give two numbers; the values themselves are not held.
    size, seeds = int(rng.integers(26, 36)), [int(seed) for seed in rng.choice(1000, 2, replace=False)]
    H, what = symmetric(rng.uniform(-1, 1, size), rng), f"lambda_max of a matrix of size {size}, budget 3"
    asked: list[list[np.ndarray]] = [[], []]
    found = [student.lambda_max(heard(H, asked[place]), size, budget=3, seed=seed) for place, seed in enumerate(seeds)]
    numbers = [as_number(value, what) for value in found]
    expect(numbers[0] != numbers[1], f"{what}, is the same for two seeds. The start should depend on seed.")
    for seed, vectors in zip(seeds, asked, strict=True):
        start, basis = np.random.default_rng(seed).standard_normal(size), np.linalg.qr(np.array(vectors).T)[0]
        held = np.linalg.norm(start - basis @ (basis.T @ start)) <= 1e-6 * np.linalg.norm(start)
        expect(bool(held), f"{what}, seed {seed}: the vectors passed to hvp do not hold the start that the task names.")
    size = int(rng.integers(80, 95))
    H, what = symmetric(rng.uniform(-1, 1, size), rng), f"lambda_max of a matrix of size {size}"
    alone = as_number(student.lambda_max(product(H), size), f"{what} without budget and seed")
    both = as_number(student.lambda_max(product(H), size, budget=30, seed=0), what)
    text = f"{what} without budget and seed is not that with budget 30 and seed 0."
    expect(abs(alone - both) <= 1e-9, f"{text} See the signature.")


def heard(H: np.ndarray, asked: list[np.ndarray]) -> Callable[[Any], np.ndarray]:
    """The Hessian-vector product, which keeps the direction of every vector that it is given."""

    def hvp(v: Any) -> np.ndarray:
        vector = as_array(v, "The vector that you passed to hvp", shape=(len(H),))
        asked.append(vector / max(float(np.linalg.norm(vector)), 1e-300))
        return H @ vector

    return hvp
