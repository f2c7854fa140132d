# One module a section (the course's rule): 36 checks of eight tasks, in the order of the notebook.
import math
from collections.abc import Callable
from typing import Any

import numpy as np
import sympy as sp

from grading.checks import (
    CheckFailed,
    Student,
    Undecided,
    as_array,
    as_integer,
    as_mapping,
    as_number,
    as_sequence,
    as_string,
    check,
    close,
    counted,
    equal,
    expect,
    expect_equal,
    show,
)
from landscape import runs
from landscape.transformer import Config, Transformer, markov_task
from solutions import hessian_spectrum as reference

SECTION = "1.2_hessian_spectrum"
RECORDED = runs.load("edge")  # once, and not in every fork
KINDS = ("minimum", "maximum", "saddle", "degenerate")
KEYS = ("lambda_max", "lambda_min", "bulk_edge", "outliers", "edge_ratio", "expanding")
eta, lam, lam_min, lam_max, e0, t = (
    reference.eta,
    reference.lam,
    reference.lam_min,
    reference.lam_max,
    reference.e0,
    reference.t,
)


def symmetric(eigenvalues: Any, rng: np.random.Generator) -> np.ndarray:
    """A symmetric matrix with these eigenvalues and random eigenvectors."""
    values = np.asarray(eigenvalues, dtype=float)
    Q, _ = np.linalg.qr(rng.standard_normal((len(values), len(values))))
    H = (Q * values) @ Q.T
    return (H + H.T) / 2


def product(H: np.ndarray) -> Callable[[Any], np.ndarray]:
    """The Hessian-vector product; what the student passes is data, and is read as such."""
    return lambda v: H @ as_array(v, "The vector that you passed to hvp", shape=(len(H),))


def symbolic(got: Any, expected: Any, name: str, symbols: tuple[sp.Symbol, ...], slips: dict[str, Any]) -> None:
    """Hold an expression against the reference; a wrong one that equals a known slip gets that slip's message."""
    conditions = [lam_min < lam_max] if lam_min in symbols else []
    try:
        expect_equal(got, expected, name, symbols=symbols, conditions=conditions)
    except CheckFailed:
        for message, slip in slips.items():
            try:
                expect_equal(got, slip, name, symbols=symbols, conditions=conditions)
            except (CheckFailed, Undecided):
                continue
            raise CheckFailed(f"{name}: {message}") from None
        raise


# --- 1 gd_error


@check("gd_error")
def test_gd_error_is_the_error_after_t_steps(student: Student) -> None:
    """The error of one mode after t steps"""
    slips = {
        "This is right after one step only. What does the second step multiply with?": (1 - eta * lam) * e0,
        "This adds the same amount in every step; each step multiplies what is left.": (1 - eta * lam * t) * e0,
        "This is gradient flow, the limit of small η. A step of finite length multiplies by something else.": e0
        * sp.exp(-eta * lam * t),
        "Gradient descent goes against the gradient: look at the sign.": (1 + eta * lam) ** t * e0,
        "The gradient of ½λe² has no factor ½ left.": (1 - eta * lam / 2) ** t * e0,
        "The error keeps its sign: for ηλ > 1 it jumps from side to side.": sp.Abs(1 - eta * lam) ** t * e0,
        "Where is the error at the start, e0?": (1 - eta * lam) ** t,
        "Count again: after t = 0 steps the error should be e0.": (1 - eta * lam) ** (t + 1) * e0,
        "This is how fast the objective shrinks, the square; the question is for the error.": (1 - eta * lam) ** (2 * t) * e0,
        "The gradient of ½λe² is λe, not 2λe.": (1 - 2 * eta * lam) ** t * e0,
        "For a small η the error should keep its sign: what is left after one step?": (eta * lam - 1) ** t * e0,
        "Here the gradient is taken at the end of the step; gradient descent takes it at the start.": e0 / (1 + eta * lam) ** t,
    }
    symbolic(student["gd_error"], reference.gd_error(), "gd_error", (eta, lam, t, e0), slips)


@check("gd_error")
def test_stability_limit_of_the_sharpest_mode(student: Student) -> None:
    """The supremum of the stable learning rates"""
    slips = {
        "Beyond this rate the sharpest mode changes sign at every step. Does it still shrink?": 1 / lam_max,
        "The flattest mode is the last one to diverge. Which is the first?": 2 / lam_min,
        "This rate is stable, but it is not the largest one.": 2 / (lam_min + lam_max),
    }
    symbolic(student["stability_limit"], reference.stability_limit(), "stability_limit", (lam_min, lam_max), slips)


@check("gd_error")
def test_optimal_lr_balances_both_ends(student: Student) -> None:
    """The learning rate with the least worst-case multiplier"""
    slips = {
        "This makes the sharpest mode vanish in one step and leaves the flattest one slow.": 1 / lam_max,
        "At this rate the sharpest mode does not shrink at all.": 2 / lam_max,
        "Right up to a constant factor. Put λ_min = λ_max: one step should then be enough.": 1 / (lam_min + lam_max),
        "Right only where the sharpest mode is not there.": 1 / lam_min,
        "For λ_min = λ_max this is infinite.": 2 / (lam_max - lam_min),
        "Of the two ends, which has the larger modulus there? Take the mean of λ_min and λ_max that makes them equal.": 1
        / sp.sqrt(lam_min * lam_max),
        "This is the mean of the two times; the two moduli are not equal there.": (1 / lam_min + 1 / lam_max) / 2,
        "This is the rate of heavy ball, with the best momentum; here there is none.": 4
        / (sp.sqrt(lam_min) + sp.sqrt(lam_max)) ** 2,
    }
    symbolic(student["optimal_lr"], reference.optimal_lr(), "optimal_lr", (lam_min, lam_max), slips)


@check("gd_error")
def test_best_rate_is_the_multiplier_there(student: Student) -> None:
    """The worst-case multiplier at the best learning rate"""
    kappa = lam_max / lam_min
    slips = {
        "A worst case is an absolute value: it is not negative.": (1 - kappa) / (kappa + 1),
        "This is the worst multiplier at η = 1/λ_max.": 1 - 1 / kappa,
        "This is the rate with the best momentum; here there is none.": (sp.sqrt(kappa) - 1) / (sp.sqrt(kappa) + 1),
        "This is how much the objective shrinks in a step; the question is for the error.": ((kappa - 1) / (kappa + 1)) ** 2,
        "This is the part that is removed in a step; the question is for the part that is left.": 2 / (kappa + 1),
    }
    symbolic(student["best_rate"], reference.best_rate(), "best_rate", (lam_min, lam_max), slips)


# --- 2 solve_stationary


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


# --- 3 inertia


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
    for minus, zero, plus in [(2, 1, 3), (0, 2, 5), (4, 0, 1), (3, 3, 0)]:
        spectrum = np.concatenate([-rng.uniform(0.1, 3, minus), np.zeros(zero), rng.uniform(0.1, 3, plus)])
        hold_inertia(student, symmetric(spectrum, rng), f"a random symmetric matrix of size {len(spectrum)}")


@check("inertia")
def test_zero_is_relative_to_the_norm(student: Student, rng: np.random.Generator) -> None:
    """Zero is measured against the largest modulus"""
    H = symmetric([-1, 1e-10, 1e-6, 2], rng)
    for scale in (1.0, 1e-20, 1e20):
        hint = "The threshold is tol times the largest modulus of an eigenvalue."
        hold_inertia(student, scale * H, f"a matrix with ‖H‖ = {2 * scale:g}", hint)
    for tol in (1e-4, 1e-12):
        hold_inertia(student, H, f"a matrix with ‖H‖ = 2 and tol = {tol:g}", "Is it the tol that was passed?", tol=tol)
    # Other norms differ from the spectral one by a factor here: mean modulus 1/20, trace 1/100, size times norm 40.
    crowd = symmetric(np.concatenate([[1000, -990, 1e-4, 1.5e-6], rng.uniform(-1, 1, 36)]), rng)
    hold_inertia(student, crowd, "a matrix of size 40 with ‖H‖ = 1000", "Neither a mean, nor a sum, nor the size comes in.")
    even = symmetric(np.concatenate([np.resize([1, -1], 60), [6e-8, 1.5e-9]]), rng)  # Frobenius norm 7.7, spectral norm 1
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
    H = symmetric([-2, -1, -0.5, 0, 1, 3], rng)
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
    for spectrum in spectra:
        hold_kind(student, symmetric(spectrum, rng), f"a matrix with eigenvalues {spectrum}", hint)


# --- 4 lambda_max


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
        v0, norm = 7 * rng.standard_normal(20), np.linalg.norm(H, 2)
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


# --- 5 hutchinson_trace
#
# No check here rests on chance: the probes are passed, the reference uses the same ones, and the generator of a check is
# seeded by its name. A right answer differs by rounding, below 1e-14 Σ|H_ij|, where 1e-11 Σ|H_ij| is allowed: it is never
# rejected. An estimator with probes of its own agrees that closely with probability zero. Over all sign vectors the exact
# moments are known: the trace, and the variance 2(‖H‖² - Σ H_ii²), which tells k from k - 1 in the denominator.


def hold_trace(student: Student, H: np.ndarray, probes: np.ndarray, what: str, hint: str = "") -> None:
    """Hold mean and standard error against the reference, with one product a probe."""
    k, d = probes.shape
    hvp = counted(product(H), limit=k, name="hvp")
    call = f"hutchinson_trace with {what}"
    got_mean, got_error = as_sequence(student.hutchinson_trace(hvp, probes), call, length=2)
    hvp.enforce()
    mean, error = reference.hutchinson_trace(H, probes)
    scale = float(np.abs(H).sum())
    slips = {"This is the sum over the probes.": mean * k, "It is divided by the dimension as well.": mean / d}
    close(got_mean, mean, f"mean of {call}", atol=1e-11 * scale, hint=hint, slips=slips if k > 1 and d > 1 else {})
    slips = {}
    if k > 1 and not hint:
        slips = {
            "This is the spread of one probe; the mean of k probes is known better.": error * math.sqrt(k),
            "Denominator k instead of k - 1 in the sample variance.": error * math.sqrt((k - 1) / k),
            "This is the sample variance.": error**2 * k,
            "This is the square of the standard error.": error**2,
            "The standard deviation is divided by the square root of k, not by k.": error / math.sqrt(k),
        }
    hint = "One probe says nothing about its own spread." if k == 1 else hint
    close(got_error, error, f"standard error of {call}", atol=1e-11 * scale, hint=hint, slips=slips)


@check("hutchinson_trace")
def test_trace_is_exact_over_all_probes(student: Student, rng: np.random.Generator) -> None:
    """Over all sign vectors the mean is the trace and the spread is the known variance"""
    H, probes = symmetric(rng.uniform(-2, 4, 4), rng), reference.all_sign_vectors(4)
    what = "all 16 sign vectors of length 4"
    got_mean, got_error = as_sequence(student.hutchinson_trace(product(H), probes), what, length=2)
    close(got_mean, np.trace(H), f"mean over {what}", rtol=1e-9, atol=1e-12, hint="It should be the trace.")
    variance = 2 * (np.sum(H**2) - np.sum(np.diag(H) ** 2))
    hint = "The variance of one probe is 2(‖H‖² - Σ H_ii²) in Frobenius's norm; mind the denominators k - 1 and √k."
    close(got_error, math.sqrt(variance / 15), f"standard error over {what}", rtol=1e-9, hint=hint)


@check("hutchinson_trace")
def test_trace_from_random_probes(student: Student, rng: np.random.Generator) -> None:
    """Mean and standard error from a few random probes, at any scale"""
    for scale, k in [(1.0, 7), (1e-9, 3), (1e9, 2)]:
        H = scale * symmetric(rng.standard_normal(10), rng)
        hold_trace(student, H, rng.choice([-1.0, 1.0], size=(k, 10)), f"{k} probes of length 10, ‖H‖ about {scale:g}")
    probes = rng.choice([-1.0, 1.0], size=(4, 10))
    hint = "Every row counts, also one that comes twice."
    H = symmetric(rng.standard_normal(10), rng)
    hold_trace(student, H, probes[[0, 1, 2, 3, 1]], "5 probes, two of them the same", hint)
    # A spread of 1e-8 beside a mean of 15: the mean of the squares less the square of the mean has no digit left.
    nearly = np.diag(rng.uniform(1, 2, 10)) + 1e-8 * symmetric(rng.standard_normal(10), rng)
    hint = "Subtract the mean before you square: the spread is a small part of the mean."
    hold_trace(student, nearly, rng.choice([-1.0, 1.0], size=(6, 10)), "a nearly diagonal matrix, 6 probes", hint)


@check("hutchinson_trace")
def test_trace_of_one_probe_and_of_a_diagonal(student: Student, rng: np.random.Generator) -> None:
    """One probe has an infinite error, a diagonal matrix none"""
    hold_trace(student, symmetric(rng.standard_normal(6), rng), rng.choice([-1.0, 1.0], size=(1, 6)), "a single probe")
    hold_trace(student, np.diag([1.0, -2.0, 5.0]), rng.choice([-1.0, 1.0], size=(4, 3)), "a diagonal matrix, 4 probes")


@check("hutchinson_trace", weight=2)
def test_density_of_a_tridiagonal_matrix(student: Student, rng: np.random.Generator) -> None:
    """The density has the Ritz values as nodes and the right weights"""
    for m, width in [(5, 0.4), (9, 0.05), (1, 1.0)]:
        alpha, beta, grid = rng.uniform(-2, 2, m), rng.uniform(0.2, 1.5, m - 1), rng.uniform(-4, 4, 21)
        what = f"density for {m} coefficients alpha and width {width}"
        got = as_array(student.density(alpha, beta, grid, width), what, shape=grid.shape)
        slips = _density_slips(alpha, beta, grid, width) if m > 1 else {}
        right = reference.density(alpha, beta, grid, width)
        hint = "Nodes: eigenvalues of T. Weights: squares of first components. Divide by σ√(2π)."
        close(got, right, what, rtol=1e-8, atol=1e-10 / width, hint=hint, slips=slips)
    # A weak coupling: the second Ritz value has the weight 5e-9, twenty times what the absolute tolerance forgives.
    alpha, beta, width = np.array([0.0, 3.0, 6.0]), np.array([2e-4, 0.5]), 0.05
    nodes, vectors = np.linalg.eigh(np.diag(alpha) + np.diag(beta, 1) + np.diag(beta, -1))
    grid = np.add.outer(nodes, [-width, 0.0, width]).ravel()
    right = np.exp(-(((grid[:, None] - nodes) / width) ** 2) / 2) @ vectors[0] ** 2 / (width * math.sqrt(2 * math.pi))
    what = "density for alpha = (0, 3, 6), beta = (2e-4, 0.5), width 0.05"
    got = as_array(student.density(alpha, beta, grid, width), what, shape=grid.shape)
    close(got, right, what, rtol=1e-8, atol=1e-10 / width, hint="A small weight counts as well.")


def _density_slips(alpha: np.ndarray, beta: np.ndarray, grid: np.ndarray, width: float) -> dict[str, np.ndarray]:
    nodes, vectors = np.linalg.eigh(np.diag(alpha) + np.diag(beta, 1) + np.diag(beta, -1))
    bumps = np.exp(-((grid[:, None] - nodes) ** 2) / (2 * width**2)) / (width * math.sqrt(2 * math.pi))
    return {
        "Every node has the same weight here; the start vector sees some more than others.": bumps.mean(axis=1),
        "The weights come from the first eigenvector, not from the first component of each.": bumps @ vectors[:, 0] ** 2,
        "The weights come from the last components.": bumps @ vectors[-1] ** 2,
        "The weights are the squares of the first components.": bumps @ np.abs(vectors[0]),
        "It integrates to σ√(2π).": (bumps @ vectors[0] ** 2) * width * math.sqrt(2 * math.pi),
        "It integrates to the number of nodes.": bumps.sum(axis=1),
    }


# --- 6 softmax_hessian


def hold_softmax(student: Student, W: np.ndarray, X: np.ndarray, what: str, hint: str = "") -> np.ndarray:
    """Hold the Hessian against the complex step, relative to the largest entry of XᵀX/n; return the student's."""
    (k, d), n = W.shape, len(X)
    got = as_array(student.softmax_hessian(W, X), f"softmax_hessian for {what}", shape=(k * d, k * d))
    right = reference.softmax_hessian(W, X)
    feature_major = right.reshape(k, d, k, d).transpose(1, 0, 3, 2).reshape(k * d, k * d)
    slips = {
        "The features are the slow index; the statement asks for class-major.": feature_major,
        "This is the sum over the inputs; f is the mean.": n * right,
    }
    if n > 1 and k > 1 and d > 1:
        slips["The outer product p pᵀ is missing."] = _without_outer(W, X)
        slips["The mean over n inputs has n in its denominator."] = n / (n - 1) * right
    scale = float(np.abs(X.T @ X).max()) / n
    close(got, right, f"softmax_hessian for {what}", atol=1e-9 * scale, hint=hint, slips=slips)
    return got


def _without_outer(W: np.ndarray, X: np.ndarray) -> np.ndarray:
    logits = X @ W.T
    P = np.exp(logits - logits.max(axis=1, keepdims=True))
    P /= P.sum(axis=1, keepdims=True)
    return sum(np.kron(np.diag(p), np.outer(x, x)) for p, x in zip(P, X, strict=True)) / len(X)


@check("softmax_hessian")
def test_softmax_hessian_of_a_sample(student: Student, rng: np.random.Generator) -> None:
    """The Hessian of a random problem, class-major, mean over the inputs"""
    for k, d, n in [(3, 4, 5), (2, 3, 1), (5, 1, 4)]:
        W, X = rng.standard_normal((k, d)), rng.standard_normal((n, d))
        hold_softmax(student, W, X, f"{k} classes, {d} features, {n} inputs")


@check("softmax_hessian")
def test_softmax_hessian_with_large_logits(student: Student, rng: np.random.Generator) -> None:
    """Logits of size 1000 give a finite and exact Hessian"""
    X = np.array([[1.0, -0.5], [0.4, 1.0], [-1.0, 1.0]])
    hold_softmax(student, np.array([[1000.0, 0.0], [999.0, 1.0], [998.0, -1.0]]), X, "logits up to 1000 in size")
    hold_softmax(student, np.array([[-900.0, 0.0], [-900.0, 0.0]]), X, "two equal logits around -900")
    W = np.array([[1000.0, 0.0], [-1000.0, 0.0], [-999.0, 1.0]])
    hint = "Where one class has all the probability there is no curvature left."
    hold_softmax(student, W, X, "logits from -1000 to 1000 for one input", hint)
    W = 1e6 * np.array([[1.0, 0.0], [0.999, 0.001], [0.998, -0.001]])
    hint = "The logits are as before. Differences have a step size, the formula has none."
    hold_softmax(student, W, 1e-3 * X, "weights around 1e6 and inputs around 1e-3", hint)
    rare = np.array([[0.0], [-13.0], [-15.5], [-17.0], [-19.0]])  # probabilities from 2e-6 to 6e-9
    hold_softmax(student, rare[[0, 2, 3]], np.ones((1, 1)), "a probability of 1 - 2e-7", "Nearly certain is not certain.")
    hold_softmax(student, rare, np.ones((2, 1)), "probabilities between 1e-9 and 1e-5", "A small probability counts as well.")


@check("softmax_hessian")
def test_softmax_hessian_null_space_and_bound(student: Student, rng: np.random.Generator) -> None:
    """Adding one vector to all classes is flat, no curvature is negative, none exceeds ½ λmax(XᵀX/n)"""
    k, d, n = 4, 3, 6
    W, X = rng.standard_normal((k, d)), rng.standard_normal((n, d))
    H = as_array(student.softmax_hessian(W, X), "softmax_hessian", shape=(k * d, k * d))
    top = float(np.linalg.eigvalsh(X.T @ X / n)[-1])
    expect(np.abs(H - H.T).max() <= 1e-9 * top, "softmax_hessian should be symmetric.")
    expect(np.abs(H).max() > 1e-6 * top, "softmax_hessian is zero at a point where it should not be.")
    shift = np.tile(rng.standard_normal(d), k)
    text = "H times 'the same vector for every class' should be 0: adding it changes no probability."
    expect(np.abs(H @ shift).max() <= 1e-8 * top, text)
    values = np.linalg.eigvalsh((H + H.T) / 2)
    expect(values[0] >= -1e-8 * top, "softmax_hessian has a negative eigenvalue; the objective is convex.")
    expect(values[-1] <= (0.5 + 1e-8) * top, "The largest eigenvalue of softmax_hessian exceeds ½ λmax(XᵀX/n).")
    rank = int(np.sum(values > 1e-9 * top))
    expect(rank == (k - 1) * d, f"softmax_hessian has rank {rank} at a generic point; count the flat directions again.")


@check("softmax_hessian")
def test_softmax_hessian_invariances(student: Student, rng: np.random.Generator) -> None:
    """Shifted logits, doubled data and renamed classes change it as they must"""
    W, X = rng.standard_normal((3, 2)), rng.standard_normal((4, 2))
    H = hold_softmax(student, W, X, "3 classes, 2 features, 4 inputs")
    name, tolerance = "softmax_hessian", 1e-9 * float(np.abs(X.T @ X).max())
    shifted = student.softmax_hessian(W + rng.standard_normal(2), X)
    close(shifted, H, f"{name} after adding one vector to every row of W", atol=tolerance)
    close(student.softmax_hessian(W, np.vstack([X, X])), H, f"{name} with every input twice", atol=tolerance)
    order = np.array([2, 0, 1])
    renamed = H.reshape(3, 2, 3, 2)[order][:, :, order].reshape(6, 6)
    close(student.softmax_hessian(W[order], X), renamed, f"{name} with the classes in another order", atol=tolerance)


# --- 7 spectrum_report


def hold_report(student: Student, eigenvalues: np.ndarray, rate: float, what: str) -> dict[str, float]:
    """Hold all six entries against the reference; return the student's numbers."""
    call = f"spectrum_report of {what}"
    got = as_mapping(student.spectrum_report(eigenvalues, rate), call, keys=KEYS)
    right = reference.spectrum_report(eigenvalues, rate)
    for key in ("lambda_max", "lambda_min", "bulk_edge", "edge_ratio"):
        slips = _report_slips(eigenvalues, rate).get(key, {})
        close(got[key], getattr(right, key), f'"{key}" in the {call}', rtol=1e-9, atol=1e-300, slips=slips)
    hints = {
        "outliers": "Strictly greater than the bulk edge, with the sign of the eigenvalue.",
        "expanding": "ηλ > 2, or λ below -1e-8 times the largest modulus. Equality does not grow.",
    }
    for key, hint in hints.items():
        value = as_integer(got[key], f'"{key}" in the {call}')
        equal(value, getattr(right, key), f'"{key}" in the {call}', hint=hint)
    return {key: as_number(got[key], key) for key in KEYS}


def _report_slips(eigenvalues: np.ndarray, rate: float) -> dict[str, dict[str, float]]:
    d, top, mean_square = len(eigenvalues), float(eigenvalues.max()), float(np.mean(eigenvalues**2))
    return {
        "lambda_max": {
            "This is the largest modulus; the largest with its sign was asked.": float(np.abs(eigenvalues).max()),
            "This is the last entry; the array may be in any order.": float(eigenvalues[-1]),
        },
        "lambda_min": {"This is the first entry; the array may be in any order.": float(eigenvalues[0])},
        "bulk_edge": {
            "Half of it: the semicircle ends at twice its standard deviation.": math.sqrt(mean_square),
            "This is twice the standard deviation about the mean; the formula has no mean in it.": 2 * float(eigenvalues.std()),
            "The square root is missing.": 2 * mean_square,
            "The mean of d squares has d in its denominator.": 2 * math.sqrt(mean_square * d / max(d - 1, 1)),
        },
        "edge_ratio": {
            "This is ηλmax; the ratio is to the threshold 2.": rate * top,
            "It has the sign of lambda_max.": 0.0 if top < 0 else math.inf,
        },
    }


@check("spectrum_report")
def test_report_of_random_spectra(student: Student, rng: np.random.Generator) -> None:
    """The six quantities of random spectra, in any order"""
    for d in (7, 50):
        values = rng.permutation(np.concatenate([rng.standard_normal(d), [8.0, 14.0], [-0.5]]))
        hold_report(student, values, float(rng.uniform(0.1, 0.4)), f"{d + 3} random eigenvalues")


@check("spectrum_report")
def test_report_of_a_transformer(student: Student, rng: np.random.Generator) -> None:
    """The report of a small transformer's Hessian"""
    model = Transformer(Config(vocabulary=3, context=4, width=4, heads=1, key_width=2, value_width=2, hidden=3))
    batch = markov_task(rng, sequences=6, context=4, vocabulary=3)
    eigenvalues = np.linalg.eigvalsh(model.hessian(model.init(rng), batch))
    hold_report(student, rng.permutation(eigenvalues), 0.7, f"a transformer with {model.size} parameters")


@check("spectrum_report")
def test_report_in_other_units(student: Student, rng: np.random.Generator) -> None:
    """In other units of f the counts and the ratio stay, the curvatures scale"""
    values = rng.permutation(np.concatenate([rng.standard_normal(30), [12.0, 20.0]]))
    before = hold_report(student, values, 0.15, "32 eigenvalues")
    for scale in (1e-9, 1e9):
        after = hold_report(
            student, scale * values, 0.15 / scale, f"the same, with f in units that make it {scale:g} times larger"
        )
        close(after["edge_ratio"], before["edge_ratio"], "edge_ratio in other units", rtol=1e-9)


@check("spectrum_report")
def test_report_of_degenerate_spectra(student: Student) -> None:
    """Zero, negative and borderline spectra"""
    hold_report(student, np.zeros(5), 0.5, "five zeros")
    hold_report(student, np.array([-3.0, -1.0, -2.0]), 0.5, "-3, -1 and -2")
    hold_report(student, np.array([-9.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0]), 0.5, "-9, two ones and six zeros")
    hold_report(student, np.array([4.0, 0.0, 1.0, 0.0]), 0.5, "4, 0, 1, 0 at eta = 0.5 (ηλ = 2 does not grow)")
    hold_report(student, np.array([4 * (1 + 1e-7), 4 * (1 - 1e-7), 1.0]), 0.5, "ηλ just above 2, just below 2, and 0.5")
    for side in (1e-6, -1e-6):  # one eigenvalue beside the bulk edge: a² = 4 (1 + side)² (a² + 11)/12
        top = math.sqrt(11 / (3 / (1 + side) ** 2 - 1))
        hold_report(
            student, np.array([top] + [1.0, -1.0] * 5 + [1.0]), 0.5, f"one eigenvalue a relative {side:g} off the bulk edge"
        )
    noisy = np.array([5.0, -1e-15, 1e-15, -4e-16, 2.0, -1e-3])
    hold_report(student, noisy, 0.3, "a spectrum with rounding noise around zero")
    hold_report(student, np.array([-50.0, -1e-7, 1e-3]), 0.3, "-50, -1e-7 and 1e-3 (the largest modulus is 50)")
    hold_report(student, np.array([-50.0, -2.5e-6, 1e-3]), 0.3, "-50, -2.5e-6 and 1e-3 (the largest modulus is 50)")


def hold_curvature(student: Student, loss: np.ndarray, norm: np.ndarray, rate: np.ndarray, what: str) -> None:
    """Hold the curvatures of all steps against the reference, as ηκ, to 1e-9 of the 2 that leaves the loss where it was."""
    call = f"step_curvature of {what}"
    got = as_array(student.step_curvature(loss, norm, rate), call, shape=(len(loss) - 1,), finite=False)
    still = norm[:-1] == 0
    expect(bool(np.all(np.isnan(got[still]))), f"{call}: where the gradient norm is zero the entry should be NaN.")
    with np.errstate(all="ignore"):  # a student's number may be infinite
        scaled, right = rate[:-1] * got, rate[:-1] * reference.step_curvature(loss, norm, rate)
        for t in np.flatnonzero(~still & ~(np.abs(scaled - right) <= 2e-9)):
            hint = _curvature_slip(float(scaled[t]), loss, norm, rate, int(t))
            raise CheckFailed(f"{call}: the entry of step {t}, {show(got[t])}, is not right. {hint}".rstrip())


def _curvature_slip(scaled: float, loss: np.ndarray, norm: np.ndarray, rate: np.ndarray, t: int) -> str:
    """The sentence for the first slip that explains ηκ of step t."""
    eta, change = rate[t], loss[t + 1] - loss[t]
    part = change / (eta * norm[t] ** 2)
    slips = {
        "Solve the equation again: where did the ½ go?": 1 + part,
        "This is ηκ, without unit; κ was asked.": eta * (2 + 2 * part),
        "The loss change has the wrong sign: f_(t+1) - f_t is negative where the loss falls.": 2 - 2 * part,
        "Is the gradient norm squared?": 2 + 2 * change / (eta * norm[t]),
        "Which gradient does the step from t to t + 1 use?": 2 + 2 * change / (eta * norm[t + 1] ** 2),
        "Each step has its own eta.": eta * (2 / rate[0] + 2 * change / (rate[0] * norm[t]) ** 2),
        "Which eta does the step from t to t + 1 use?": eta * (2 / rate[t + 1] + 2 * change / (rate[t + 1] * norm[t]) ** 2),
        "A step can meet negative curvature.": 0.0,
    }
    if math.isnan(scaled):
        return "NaN stands only where the gradient norm is exactly zero; another unit makes every norm small."
    return next((hint for hint, slip in slips.items() if abs(scaled - slip) <= 2e-9), "")


@check("spectrum_report")
def test_curvature_met_on_a_quadratic(student: Student, rng: np.random.Generator) -> None:
    """On a quadratic the curvature that a step met is that of the gradient's direction"""
    for spectrum in ([0.2, 1.0, 3.0], [-0.5, 0.0, 1.0, 4.0]):
        H, theta = symmetric(spectrum, rng), rng.standard_normal(len(spectrum))
        eta, loss, norm = rng.uniform(0.1, 0.6, 12), [], []
        for rate in eta:
            loss.append(float(theta @ H @ theta / 2))
            norm.append(float(np.linalg.norm(H @ theta)))
            theta = theta - rate * (H @ theta)
        hold_curvature(student, np.array(loss), np.array(norm), eta, f"12 steps on a quadratic with eigenvalues {spectrum}")


@check("spectrum_report")
def test_curvature_met_by_the_recorded_transformer(student: Student) -> None:
    """The recorded run: every step, before and at the edge of stability"""
    hold_curvature(student, RECORDED.loss, RECORDED.gradient_norm, RECORDED.learning_rate, "the recorded run")


@check("spectrum_report")
def test_curvature_met_in_special_cases(student: Student) -> None:
    """A gradient of zero, one step alone, other units of f"""
    loss, norm, eta = np.array([3.0, 2.0, 2.5, 5.0]), np.array([2.0, 0.0, 1.0, 0.0]), np.array([0.5, 0.5, 0.25, 0.25])
    hold_curvature(student, loss, norm, eta, "four steps, two of them with gradient norm 0")
    hold_curvature(student, np.array([2.0]), np.array([1.0]), np.array([0.1]), "a log of one step (shape (0,))")
    norm_small = np.array([1.0, 1e-7, 0.0, 1.0])
    hold_curvature(student, np.array([1.0, 1e-14, 0.0, 0.0]), norm_small, eta, "gradient norms 1, 1e-7, 0 and 1")
    for scale in (1e-20, 1e-9, 1e9, 1e20):
        hold_curvature(student, scale * loss, scale * norm, eta / scale, f"the same four, with f {scale:g} times larger")


# --- 8 boundary


def hold_group(student: Student, letter: str, hint: str) -> None:
    """Four answers, all or nothing; which one is wrong is not said."""
    wanted = {key: value for key, value in reference.BOUNDARY.items() if key.startswith(letter)}
    got = as_mapping(student["boundary"], "boundary", keys=tuple(wanted))
    choices = ("true", "false", "cannot tell")
    answers = {key: as_string(got[key], f'boundary["{key}"]', choices=choices) for key in wanted}
    expect(answers == wanted, f"Not all four answers of the group {letter}1 to {letter}4 are right. {hint}")


@check("boundary")
def test_boundary_assumptions(student: Student) -> None:
    """Which algorithm, which Hessian, which spectrum a statement is about"""
    hold_group(student, "a", "For each: what is its multiplier, and is the threshold that of this algorithm?")


@check("boundary")
def test_boundary_measurements(student: Student) -> None:
    """What a measured number proves, and what it does not"""
    hold_group(student, "m", "For each: is the number a bound, from which side, and how large is its error?")


@check("boundary")
def test_boundary_objects(student: Student) -> None:
    """What determinant, trace, signs and null vectors say"""
    hold_group(student, "o", "For each: look for a diagonal matrix that fits what is written and breaks the statement.")
