"""Hidden checks of the task `lambda_max`."""

from collections.abc import Callable
from typing import Any

import numpy as np

from grading.checks import (
    CheckFailed,
    Student,
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
    for scale, steps in [(1.0, 6), (1e-6, 6), (1.0, 1)]:
        H = scale * symmetric(rng.uniform(-3, 5, 20), rng)
        v0, norm = 7 * rng.standard_normal(20), float(np.linalg.norm(H, 2))
        hvp = counted(product(H), limit=steps, name="hvp")
        what = f"lanczos with {steps} step{'s'[: steps - 1]} on a matrix of size 20, ‖H‖ ≈ {norm:.0e}"
        alpha, beta = coefficients(student.lanczos(hvp, v0, steps), what)
        hvp.enforce()
        right_alpha, right_beta = reference.lanczos(H, v0, steps)
        hint = "alpha_j = q_j · H q_j with ‖q_j‖ = 1. Is v0 normalised first?"
        unnormalised = np.concatenate([[v0 @ H @ v0], right_alpha[1:]])
        slips = {"These are the coefficients of a start that was not normalised.": unnormalised}
        close(alpha, right_alpha, f"alpha of {what}", atol=1e-6 * norm, hint=hint, slips=slips)
        expect(np.all(beta > 0), f"beta of {what} should be positive: they are norms.")
        close(beta, right_beta, f"beta of {what}", atol=1e-6 * norm, hint="beta_j is the norm of w_j.")


@check("lambda_max")
def test_lanczos_has_no_ghosts(student: Student, rng: np.random.Generator) -> None:
    """Reorthogonalisation keeps every eigenvalue single in a long run"""
    spectrum = np.concatenate([[100.0, 60.0, -40.0], np.linspace(-1, 1, 33)])
    H, what = symmetric(spectrum, rng), "lanczos with 36 steps on a matrix of size 36"
    alpha, beta = coefficients(student.lanczos(product(H), rng.standard_normal(36), 36), what)
    expect(len(alpha) == 36, f"{what} should take 36 steps; yours took {len(alpha)}.")
    found = ritz_values(alpha, beta)
    ghosts = int(np.sum(np.abs(found - 100.0) < 1e-3)) - 1
    text = f"{what}: the eigenvalue of largest modulus appears {ghosts + 1} times. Its copies are ghosts; reorthogonalise."
    expect(ghosts <= 0, text)
    hint = "After as many steps as there are dimensions the Ritz values are the eigenvalues."
    close(found, np.sort(spectrum), f"Ritz values of {what}", atol=1e-4, hint=hint)
    # Betas near 1e-4, one after the other: each step leaves 1e-4 of Hq, in which the rounding errors of one subtraction are 1e4
    # times larger than they were. After four steps they are all of q. A second subtraction removes them at every step.
    T = np.diag([-1.0, 0.3, 1.6, -0.2, 2.0, 0.7, -0.6, 1.2]) + 1e-4 * (np.eye(8, k=1) + np.eye(8, k=-1))
    Q, _ = np.linalg.qr(rng.standard_normal((8, 8)))
    H, what = Q @ T @ Q.T, "lanczos with 8 steps on a matrix of size 8 with betas near 1e-4"
    alpha, beta = coefficients(student.lanczos(product((H + H.T) / 2), 3 * Q[:, 0], 8), what)
    expect(len(alpha) == 8, f"{what} should take 8 steps; yours took {len(alpha)}.")
    hint = "Where little of Hq is left, one subtraction leaves too much of the earlier q in it: subtract twice."
    close(ritz_values(alpha, beta), np.linalg.eigvalsh(T), f"Ritz values of {what}", atol=2e-6, hint=hint)


@check("lambda_max")
def test_lanczos_stops_when_exhausted(student: Student, rng: np.random.Generator) -> None:
    """The recurrence stops when the Krylov space is exhausted"""
    for scale in (1.0, 1e-9, 1e9):
        H = scale * symmetric([-1, -1, -1, 2, 2, 2, 2, 5, 5], rng)
        what = f"a matrix of size 9 with three different eigenvalues, ‖H‖ = {5 * scale:g}"
        hold_stop(student, H, rng.standard_normal(9), what, [-scale, 2 * scale, 5 * scale])
    values, vectors = np.linalg.eigh(symmetric([-3, -1, 1, 2, 2.5], rng))
    H = (vectors * values) @ vectors.T
    hold_stop(student, H, 2 * vectors[:, 0], "a matrix of size 5 from an eigenvector, eigenvalue -3", [-3])
    # A bipartite H from a start on one side: every alpha is zero, and the betas alone know the size of H.
    B = symmetric([3, 3, 1, 1], rng)
    H = np.block([[np.zeros((4, 4)), B], [B, np.zeros((4, 4))]])
    v0 = np.concatenate([rng.standard_normal(4), np.zeros(4)])
    hold_stop(student, H, v0, "a matrix of size 8 with eigenvalues ±3 and ±1, every alpha 0 from this start", [-3, -1, 1, 3])
    # Couplings of 1, 1e-6 and 1e-12: each is small beside the one before, only the last is small beside H.
    chain = np.diag([2.0, 1.0, 3.0, 1.0]) + np.diag([1.0, 1e-6, 1e-12], 1) + np.diag([1.0, 1e-6, 1e-12], -1)
    for scale, size, tolerance in [(1.0, 3, {}), (1e-9, 3, {}), (1e9, 3, {}), (1.0, 2, {"tol": 0.01})]:
        what = f"{scale:g} times a tridiagonal matrix with couplings 1, 1e-6, 1e-12"
        what += f"{', tol = 0.01,' if tolerance else ''} from its first axis"
        hold_stop(student, scale * chain, np.eye(4)[0], what, scale * np.linalg.eigvalsh(chain[:size, :size]), **tolerance)
    # Without tol, a coupling of 1e-9 is large enough and one of 1e-11 is not: that is the tol of the signature.
    chain = np.diag([2.0, 1.0, 3.0, 1.0]) + np.diag([1.0, 1e-9, 1e-11], 1) + np.diag([1.0, 1e-9, 1e-11], -1)
    what = "a tridiagonal matrix with couplings 1, 1e-9, 1e-11 from its first axis"
    hold_stop(student, chain, np.eye(4)[0], what, np.linalg.eigvalsh(chain[:3, :3]))
    hold_stop(student, np.zeros((4, 4)), np.ones(4), "the zero matrix", [0])


def hold_stop(student: Student, H: np.ndarray, v0: np.ndarray, what: str, ritz: Any, **tolerance: float) -> None:
    """Hold the number of steps, the calls and the Ritz values where the Krylov space ends before 30 steps."""
    call, hvp, norm = f"lanczos with 30 steps on {what}", counted(product(H), limit=30, name="hvp"), float(np.abs(ritz).max())
    alpha, beta = coefficients(student.lanczos(hvp, v0, 30, **tolerance), call)
    hint = "Compare beta with tol times the largest |alpha| or earlier beta."
    text = f"{call} should stop after {len(ritz)} step{'' if len(ritz) == 1 else 's'}; yours took {len(alpha)}. {hint}"
    expect(len(alpha) == len(ritz), text)
    close(ritz_values(alpha, beta), ritz, f"Ritz values of {call}", atol=1e-6 * norm)
    expect(hvp.calls == len(alpha), f"{call}: {len(alpha)} steps took {hvp.calls} calls of hvp; one a step, and no other.")


def hold_lambda_max(student: Student, H: np.ndarray, what: str, *, budget: int = 30, seed: int = 0) -> None:
    """Hold lambda_max against LAPACK, relative to ‖H‖, within the budget."""
    hvp = counted(product(H), limit=budget, name="hvp")
    call = f"lambda_max of {what}, budget {budget}"
    got = as_number(student.lambda_max(hvp, len(H), budget=budget, seed=seed), call)
    hvp.enforce()
    values, norm = np.linalg.eigvalsh(H), float(np.linalg.norm(H, 2))
    if abs(got - values[-1]) <= 1e-6 * norm:
        return
    hint = "No Rayleigh quotient is that large." if got > values[-1] else "The same products allow a better lower bound."
    if abs(values[0]) > values[-1] and abs(abs(got) - abs(values[0])) <= 1e-3 * norm:
        hint = "This is the eigenvalue of largest modulus (or its modulus). The largest with its sign was asked."
    raise CheckFailed(f"{call}: your value, {show(got)}, is off by more than 1e-6 times the norm of H. {hint}")


@check("lambda_max", weight=2)
def test_lambda_max_within_the_budget(student: Student, rng: np.random.Generator) -> None:
    """The algebraically largest eigenvalue, within the budget, however negative the other end is"""
    wide = np.concatenate([[-1000.0, 1.0], rng.uniform(-1, 0.5, 58)])
    hold_lambda_max(student, symmetric(wide, rng), "a matrix of size 60 with eigenvalues from -1000 to 1")
    bulk = np.concatenate([rng.uniform(-1, 1, 75), [1.5, 2.0, 4.0]])
    hold_lambda_max(student, symmetric(bulk, rng), "a bulk with three outliers, size 78", budget=25, seed=3)


@check("lambda_max")
def test_lambda_max_in_the_edge_cases(student: Student, rng: np.random.Generator) -> None:
    """Negative definite, zero, of size 1, of any scale"""
    negative = symmetric(-np.concatenate([[0.1], rng.uniform(0.5, 3, 39)]), rng)
    hold_lambda_max(student, negative, "a negative definite matrix of size 40")
    hold_lambda_max(student, np.zeros((5, 5)), "the zero matrix of size 5", budget=5)
    hold_lambda_max(student, np.array([[-2.5]]), "[[-2.5]]", budget=1)
    for scale in (1e-9, 1e9):
        H = scale * symmetric([-3, -1, 0.5, 2], rng)
        hold_lambda_max(student, H, f"a matrix of size 4, ‖H‖ = {3 * scale:g}", budget=4)


@check("lambda_max")
def test_lambda_max_from_a_start_that_sees_it(student: Student, rng: np.random.Generator) -> None:
    """Convenient starts are blind to some eigenvalues"""
    classes = 12
    uniform = np.eye(classes) / classes - np.ones((classes, classes)) / classes**2
    hold_lambda_max(student, uniform, "diag(p) - p pᵀ at uniform p (all ones is a null vector)")
    hold_lambda_max(student, np.diag([1.0, 2.0, 3.0, 7.0]), "diag(1, 2, 3, 7) (blind from the first coordinate)")
    pair = np.eye(40)
    pair[:2, :2] = [[3.0, -2.0], [-2.0, 3.0]]
    hold_lambda_max(student, pair, "a matrix whose top eigenvector is (1, -1, 0, …) (blind from all ones)")
    # Three products cannot be exact here, so that two starts give two numbers; the values themselves are not held.
    H, what = symmetric(rng.uniform(-1, 1, 30), rng), "lambda_max of a matrix of size 30, budget 3"
    asked: list[list[np.ndarray]] = [[], []]
    first, second = (as_number(student.lambda_max(heard(H, asked[seed]), 30, budget=3, seed=seed), what) for seed in (0, 1))
    expect(first != second, f"{what}, is the same number for seed 0 and for seed 1. The start should depend on seed.")
    named, what = symmetric(rng.uniform(-1, 1, 80), rng), "lambda_max of a matrix of size 80"
    alone = as_number(student.lambda_max(product(named), 80), f"{what} without budget and seed")
    both = as_number(student.lambda_max(product(named), 80, budget=30, seed=0), what)
    expect(
        abs(alone - both) <= 1e-9, f"{what} without budget and seed is not that with budget 30 and seed 0. See the signature."
    )
    what = "lambda_max of a matrix of size 30, budget 3"
    for seed, vectors in enumerate(asked):
        start, basis = np.random.default_rng(seed).standard_normal(30), np.linalg.qr(np.array(vectors).T)[0]
        held = np.linalg.norm(start - basis @ (basis.T @ start)) <= 1e-6 * np.linalg.norm(start)
        expect(
            bool(held), f"{what}, seed {seed}: the vectors passed to hvp do not hold the start. Which one does the task name?"
        )


def heard(H: np.ndarray, asked: list[np.ndarray]) -> Callable[[Any], np.ndarray]:
    """The Hessian-vector product, which keeps the direction of every vector that it is given."""

    def hvp(v: Any) -> np.ndarray:
        vector = as_array(v, "The vector that you passed to hvp", shape=(len(H),))
        asked.append(vector / max(float(np.linalg.norm(vector)), 1e-300))
        return H @ vector

    return hvp
