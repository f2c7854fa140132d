"""Hidden checks of the task `min_eigpair`."""

import math
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
    counted,
    expect,
    show,
    symmetric,
)
from solutions.negative_curvature import min_eigpair as reference

FORGIVEN = 2  # calls more than the budget, everywhere but in the check of few products


def hold(student: Student, H: np.ndarray, bound: float, what: str, *, budget: int = 120, seed: int = 0) -> None:
    """Hold lam and v against the matrix, and the residual against the pair."""
    call = f"min_eigpair of {what}, bound {bound:.3g}, budget {budget}"
    hvp = counted(named_product(H, call), limit=10 * budget, name="hvp")
    lam, v, residual = pair(student, hvp, len(H), bound, budget, seed, call)
    expect(hvp.calls <= budget + FORGIVEN, f"{call}: hvp was called {hvp.calls} times.")
    right, _ = reference.min_eigpair(H)
    if not -1e-9 * bound <= lam - right <= 1e-6 * bound:
        raise CheckFailed(
            f"lam of {call}: your value, {show(lam)}, is not right. {_hint(H, lam, v, bound, made(hvp.calls, budget))}"
        )
    off = float(np.linalg.norm(H @ v - right * v))
    text = f"v of {call} is not close to an eigenvector of λmin: ‖Hv - λmin v‖ is {off:.2g}, and {1e-4 * bound:.2g} is allowed."
    expect(off <= 1e-4 * bound, f"{text} {_of_vector(H, lam, v, bound, f'{hvp.calls} of {budget} products')}")
    hold_residual(H, lam, v, residual, bound, call)


def named_product(H: np.ndarray, call: str) -> Callable[[Any], np.ndarray]:
    """The function v -> H v; a vector that is no vector, or not finite, is told in which call it came."""
    return lambda v: np.asarray(H @ as_array(v, f"The vector that you passed to hvp in {call}", shape=(len(H),)))


def made(calls: int, budget: int) -> str:
    """What is true of so many products where lam is too large still."""
    if calls < budget - FORGIVEN:
        return f"Only {calls} of {budget} products {'was' if calls == 1 else 'were'} made: what ended the turns?"
    return f"{calls} products were made, and so many suffice: one a turn, of bI - H with b = bound."


def pair(
    student: Student, hvp: Any, d: int, bound: float, budget: int, seed: int, call: str
) -> tuple[float, np.ndarray, float]:
    """Ask for (lam, v, residual); v of length 1, as a vector."""
    lam, v, residual = as_sequence(student.min_eigpair(hvp, d, bound, budget, seed), call, length=3)
    hvp.enforce()
    lam = as_number(lam, f"lam of {call}")
    v = as_array(np.ravel(v) if isinstance(v, np.ndarray) and v.shape == (d, 1) else v, f"v of {call}", shape=(d,))
    residual = as_number(residual, f"residual of {call}")
    expect(abs(np.linalg.norm(v) - 1) <= 1e-8, f"v of {call} should have length 1; yours has {np.linalg.norm(v):.6g}.")
    return lam, v, residual


def hold_residual(H: np.ndarray, lam: float, v: np.ndarray, residual: float, bound: float, call: str) -> None:
    """Hold the residual against the pair that came with it."""
    own = float(np.linalg.norm(H @ v - lam * v))
    text = f"residual of {call}: your value, {show(residual)}, is not ‖Hv - lam v‖ of the pair that you returned."
    if math.isclose(residual, own**2, rel_tol=1e-6):
        text = f"{text} It is the square of it."
    expect(abs(residual - own) <= 1e-7 * bound, text)


def _of_vector(H: np.ndarray, lam: float, v: np.ndarray, bound: float, products: str) -> str:
    """Say whether v belongs to lam, and else how many products were made."""
    own = float(v @ H @ v)
    if abs(own - lam) > 1e-6 * bound:
        return f"Its vᵀHv is {show(own)}, and your lam {show(lam)}: is it the vector of lam?"
    return f"It is on its way there after {products}."


def _hint(H: np.ndarray, lam: float, v: np.ndarray, bound: float, products: str) -> str:
    values = np.linalg.eigvalsh(H)
    right = float(values[0])
    modulus = values[np.argmax(np.abs(values))]
    near = 1e-3 * bound
    if abs(lam + right) <= near < abs(right):
        return "Its sign is turned."
    if abs(lam - (bound - right)) <= near:
        return "This is the eigenvalue of the shifted matrix: shift back."
    if abs(lam - modulus) <= near:
        return "This is the eigenvalue of largest modulus. The smallest with its sign was asked."
    if lam == 0 or abs(lam - values[-1]) <= near:
        return "This is another eigenvalue, or 0. The smallest with its sign was asked."
    if abs(lam - v @ H @ v) > 1e-7 * bound:
        return "It is not vᵀHv of the v that you returned."
    return f"It lies {lam - right:.2g} above λmin, and {1e-6 * bound:.2g} is allowed. {products}"


def hard(share: float, bound: float, d: int, seed: int, rng: np.random.Generator, *, tangent: float = 60.0) -> np.ndarray:
    """A matrix (d, d) with λmin = share · bound and the smallest gap that is announced, most eigenvalues at that gap.

    The start that `seed` names has this tangent to the lowest eigenvector, whatever d: a reflection brings it there.
    """
    lowest, rest = share * bound, max(1, (d - 1) // 3)
    second = lowest + 0.1501 * (bound - lowest)
    values = np.array([lowest, *np.full(d - 1 - rest, second), *np.linspace(second, 0.98 * bound, rest + 1)[1:]])
    start = np.random.default_rng(seed).standard_normal(d)
    parts = np.append(1.0, tangent / (d - 1) ** 0.5 * np.where(rng.random(d - 1) < 0.5, -1.0, 1.0))
    mirror = parts / np.linalg.norm(parts) - start / np.linalg.norm(start)
    mirror /= np.linalg.norm(mirror)
    Q = np.eye(d) - 2 * np.outer(mirror, mirror)
    H = (Q * values) @ Q
    return np.asarray((H + H.T) / 2)


def gapped(
    lowest: float, bound: float, count: int, rng: np.random.Generator, *, top: float | None = None, gap: float = 0.16
) -> np.ndarray:
    """Eigenvalues from lowest to top, else 0.98 bound, the second gap (bound - lowest) above the first."""
    second = lowest + gap * (bound - lowest)
    last = 0.98 * bound if top is None else top
    return np.array([lowest, second, *rng.uniform(second, last, count - 3), last])


@check("min_eigpair")
def test_an_indefinite_hessian(student: Student, rng: np.random.Generator) -> None:
    """The lowest eigenpair of an indefinite matrix"""
    d = int(rng.integers(8, 20))
    H = symmetric(gapped(-float(rng.uniform(1, 2)), 3.0, d, rng, gap=0.35), rng)
    hold(student, H, 3.0, f"an indefinite matrix of size {d}", budget=int(rng.integers(120, 160)), seed=int(rng.integers(99)))


@check("min_eigpair")
@after_plain(test_an_indefinite_hessian)
def test_lowest_is_not_largest_in_modulus(student: Student, rng: np.random.Generator) -> None:
    """Both ends: the largest modulus positive, or the two ends of one modulus, or the lowest itself"""
    d = int(rng.integers(6, 14))
    for lowest, top, bound in ((-0.3, 3.0, 3.2), (-2.0, 2.0, 2.1), (-3.0, 0.5, 3.1)):
        what = f"a matrix of size {d} with eigenvalues from {lowest} to {top}"
        hold(student, symmetric(gapped(lowest, bound, d, rng, top=top), rng), bound, what)


@check("min_eigpair")
@after_plain(test_an_indefinite_hessian)
def test_definite_hessians(student: Student, rng: np.random.Generator) -> None:
    """Positive definite and negative definite"""
    d = int(rng.integers(5, 12))
    lowest = float(rng.uniform(0.5, 1))
    what = f"a positive definite matrix of size {d} with eigenvalues from {lowest:.6g}"
    hold(student, symmetric(gapped(lowest, 4.0, d, rng), rng), 4.0, what)
    for size in (d, 20 + d):
        seed = int(rng.integers(1000))
        what = f"a positive definite matrix of size {size}, λmin = 0.9 bound, many eigenvalues 0.915 bound"
        hold(student, hard(0.9, 4.0, size, seed, rng), 4.0, what, seed=seed)
    hold(student, symmetric(gapped(-4.0, 4.1, d, rng, top=-0.5), rng), 4.1, f"a negative definite matrix of size {d}")


@check("min_eigpair")
@after_plain(test_an_indefinite_hessian)
def test_multiples_of_the_identity(student: Student, rng: np.random.Generator) -> None:
    """Zero, a multiple of the identity, of size 1, a multiple eigenvalue"""
    d = int(rng.integers(2, 7))
    value = float(rng.uniform(1, 3))
    for factor, bound in [(value, 1.01 * value), (-value, 1.5 * value), (0.0, 1.0)]:
        if factor >= 0:
            hold(student, factor * np.eye(d), bound, f"{factor:.3g} times the identity of size {d}")
        if factor <= 0:
            hold(student, np.array([[factor]]), bound, f"[[{factor:.3g}]]")
    hold(student, symmetric([-1.0, -1.0, *rng.uniform(1, 2, d)], rng), 2.1, "a matrix with a double lowest eigenvalue")


@check("min_eigpair")
@after_plain(test_an_indefinite_hessian)
def test_few_products(student: Student, rng: np.random.Generator) -> None:
    """Within the budget exactly; with few products lam and residual are still those of v"""
    d = int(rng.integers(12, 30))
    for scale in (1.0, 1e-3, 1e3):
        H = scale * symmetric(rng.uniform(-1, 1, d), rng)
        bound = scale * float(rng.uniform(1.1, 1.5))
        for budget in (2, int(rng.integers(3, 6)), int(rng.integers(8, 20))):
            call = f"min_eigpair of a matrix of size {d}, bound {bound:.3g}, budget {budget}"
            allowance = f"the budget that it was given, budget = {budget}"
            hvp = counted(named_product(H, call), limit=budget, name="hvp", allowance=allowance)
            lam, v, residual = pair(student, hvp, d, bound, budget, int(rng.integers(99)), call)
            text = f"lam of {call}: your value, {show(lam)}, is not vᵀHv of the v that you returned."
            expect(abs(lam - v @ H @ v) <= 1e-7 * bound, text)
            hold_residual(H, lam, v, residual, bound, call)


@check("min_eigpair")
@after_plain(test_an_indefinite_hessian)
def test_many_parameters(student: Student, rng: np.random.Generator) -> None:
    """The smallest gap that is announced, for few parameters and for the most"""
    for d in (int(rng.integers(4, 8)), int(rng.integers(30, 120)), 300):
        bound, seed = float(rng.uniform(1, 2)), int(rng.integers(1000))
        what = f"a matrix of size {d} with the smallest gap"
        hold(student, hard(-0.95, bound, d, seed, rng), bound, what, seed=seed)


@check("min_eigpair")
@after_plain(test_an_indefinite_hessian)
def test_any_unit(student: Student, rng: np.random.Generator) -> None:
    """From 1e-9 to 1e9"""
    d = int(rng.integers(4, 9))
    for scale in (1e-9, 1e9):
        seed = int(rng.integers(1000))
        hold(
            student, hard(0.9, 2.0 * scale, d, seed, rng), 2.0 * scale, f"a matrix of size {d}, ‖H‖ ≤ {2 * scale:g}", seed=seed
        )
        hold(student, scale * symmetric(gapped(-1.0, 2.0, d, rng), rng), 2.0 * scale, f"an indefinite one, ‖H‖ ≤ {2 * scale:g}")
        hold(student, scale * np.eye(d), 1.1 * scale, f"{scale:g} times the identity of size {d}")


@check("min_eigpair")
@after_plain(test_an_indefinite_hessian)
def test_a_start_that_sees_it(student: Student, rng: np.random.Generator) -> None:
    """The start is the random one that seed names; convenient starts are blind"""
    d = int(rng.integers(5, 10))
    away = np.ones(d)
    away[-1] = 1 - d
    H = 2 * np.eye(d) - 3 * np.outer(away, away) / (away @ away)
    hold(student, H, 2.1, "2 I - 3 times a projector that all ones are orthogonal to")
    hold(student, np.diag([2.0, 1.0, 1.5, -1.0]), 2.1, "diag(2, 1, 1.5, -1) (blind from the first coordinate)")
    for seed in (0, *(int(seed) for seed in rng.choice(1000, 2, replace=False))):
        asked: list[np.ndarray] = []
        arguments = (seed,) if seed else ()  # the default is 0
        student.min_eigpair(_heard(H, asked), d, 2.1, 4 if seed else 120, *arguments)  # the first product is what counts
        start = np.random.default_rng(seed).standard_normal(d)
        expect(len(asked) > 0, f"min_eigpair with seed {seed} never called hvp.")
        along = abs(asked[0] @ start) / np.linalg.norm(start)
        text = (
            f"min_eigpair with seed {seed}: the first vector passed to hvp does not point along the start that the task names."
        )
        expect(along >= 1 - 1e-6, text)


def _heard(H: np.ndarray, asked: list[np.ndarray]) -> Callable[[Any], np.ndarray]:
    """The Hessian-vector product, which keeps the direction of every vector that it is given."""

    def hvp(v: Any) -> np.ndarray:
        vector = as_array(v, "The vector that you passed to hvp", shape=(len(H),))
        asked.append(vector / max(float(np.linalg.norm(vector)), 1e-300))
        return np.asarray(H @ vector)

    return hvp
