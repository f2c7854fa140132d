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
    check,
    counted,
    expect,
    product,
    show,
    symmetric,
)
from solutions.hessian_spectrum import lambda_max as reference

UNIT = "The unit makes every number small here: is anything rounded, or compared with a fixed number?"


def hold_lambda_max(student: Student, H: np.ndarray, what: str, *, budget: int = 30, seed: int = 0) -> None:
    """Hold lambda_max against LAPACK, relative to ‖H‖, within the budget."""
    call = f"lambda_max of {what}, budget {budget}"
    quotients: list[float] = []
    hvp = counted(finite_product(H, call, quotients), limit=budget, name="hvp")
    got = as_number(student.lambda_max(hvp, len(H), budget=budget, seed=seed), call)
    hvp.enforce()
    right, norm = reference.lambda_max(H), float(np.linalg.norm(H, 2))
    if abs(got - right) <= 1e-6 * norm:
        return
    hint = f"Too small (products made: {hvp.calls}). {_too_small(got, quotients, budget, len(H))}"
    if got > right:
        hint = "No quotient v·Hv/v·v is that large: are your vectors orthonormal, and is T as large as their number?"
    early = hvp.calls < min(budget, len(H))
    if norm < 1e-6 and not early and abs(got - right) <= 1e-3 * norm:
        hint = f"Nearly right. {UNIT}"
    elif norm < 1e-6 and not early and got == 0:
        hint = f"Too small (products made: {hvp.calls}). {UNIT}"
    elif norm < 1e-6 and got < right and hvp.calls != budget - 1:
        hint += f" {UNIT}"
    if norm > right + 1e-3 * norm and min(abs(got - norm), abs(got + norm)) <= 1e-3 * norm:
        hint = "This is the eigenvalue of largest modulus (or its modulus). The largest with its sign was asked."
    elif right < 0 <= got and min(got, abs(got + right)) <= 1e-6 * norm:
        hint = "Every quotient v·Hv/v·v is negative here, and a Ritz value is a quotient: where does yours come from?"
    raise CheckFailed(f"{call}: your value, {show(got)}, is off by more than 1e-6 times the norm of H. {hint}")


def _too_small(got: float, quotients: list[float], budget: int, dim: int) -> str:
    """What to look at where a value is too small: the loop, one vector in place of the space, or the basis."""
    made, allowed = len(quotients), min(budget, dim)
    if made > 1 and any(abs(got - one) <= 1e-9 * abs(got) for one in quotients):
        return "It is v·Hv/v·v of a single vector that you passed to hvp; the largest over all their combinations was asked."
    if made < allowed:
        return f"Budget and dimension allow {allowed}: did that space end there, and is yours the best of the whole of it?"
    if allowed == dim:
        return (
            "As many orthonormal vectors as the dimension give every eigenvalue of H: are yours orthonormal to the last digit?"
        )
    return "The best of so many orthonormal vectors is nearer: are yours orthonormal, and is yours the largest of the whole T?"


def finite_product(H: np.ndarray, call: str, quotients: list[float]) -> Callable[[Any], np.ndarray]:
    """The Hessian-vector product, which names the call where a vector is not finite, and keeps every v·Hv/v·v."""

    def hvp(v: Any) -> np.ndarray:
        expect(v is not None, f"{call}: you passed None to hvp. With None next_direction says that the space has ended.")
        vector = as_array(v, f"{call}: the vector that you passed to hvp", shape=(len(H),), finite=False)
        text = f"{call}: the vector that you passed to hvp is not finite. What is left of Hq when the Krylov space has ended?"
        expect(np.all(np.isfinite(vector)), text)
        image = np.asarray(H @ vector)
        quotients.append(float(vector @ image) / max(float(vector @ vector), 1e-300))
        return image

    return hvp


@check("lambda_max")
def test_lambda_max_within_the_budget(student: Student, rng: np.random.Generator) -> None:
    """The algebraically largest eigenvalue, within the budget, however negative the other end is"""
    budget, seed = (int(number) for number in rng.integers((26, 0), (32, 99)))
    bulk = np.concatenate([rng.uniform(-1, 1, int(rng.integers(60, 80))), [1.5, 2.0, rng.uniform(3.5, 5)]])
    hold_lambda_max(student, symmetric(bulk, rng), f"a bulk with three outliers, size {len(bulk)}", budget=25, seed=seed)
    wide = np.concatenate([[-1000.0, rng.uniform(0.9, 1.2)], rng.uniform(-1, 0.5, int(rng.integers(50, 65)))])
    what = f"a matrix of size {len(wide)} with eigenvalues from -1000 to about 1"
    hold_lambda_max(student, symmetric(wide, rng), what, budget=budget, seed=seed)


@check("lambda_max")
@after_plain(test_lambda_max_within_the_budget)
def test_lambda_max_of_any_sign_and_unit(student: Student, rng: np.random.Generator) -> None:
    """Negative definite matrices, and any unit of f"""
    negative = symmetric(-np.concatenate([[0.1], rng.uniform(0.5, 3, int(rng.integers(34, 44)))]), rng)
    hold_lambda_max(student, negative, f"a negative definite matrix of size {len(negative)}")
    for scale in (1e-9, 1e9):
        bulk = np.concatenate([rng.uniform(-1, 0, int(rng.integers(20, 30))), [0.01]])
        H = scale * symmetric(bulk, rng)
        hold_lambda_max(student, H, f"a matrix of size {len(H)}, ‖H‖ ≈ {scale:g}", budget=len(H))
        H = scale * symmetric([-3, -1, 0.5, rng.uniform(1.5, 2.5)][: int(rng.integers(3, 5))], rng)
        hold_lambda_max(student, H, f"a matrix of size {len(H)}, ‖H‖ = {3 * scale:g}", budget=len(H))


@check("lambda_max", weight=1.5)
@after_plain(test_lambda_max_within_the_budget)
def test_lambda_max_where_the_krylov_space_ends(student: Student, rng: np.random.Generator) -> None:
    """Budgets beyond the dimension, equal eigenvalues, the zero matrix, size 1"""
    size, seed = int(rng.integers(3, 8)), int(rng.integers(0, 99))
    for budget in (size, size + int(rng.integers(9, 30))):
        hold_lambda_max(student, np.zeros((size, size)), f"the zero matrix of size {size}", budget=budget, seed=seed)
    value = float(rng.uniform(-3, -1))
    for budget in (1, int(rng.integers(2, 30))):
        hold_lambda_max(student, np.array([[value]]), f"[[{value:.4g}]]", budget=budget, seed=seed)
    hold_lambda_max(student, value * np.eye(size), f"{value:.4g} times the identity of size {size}", seed=seed)
    for scale in (1e-9, 1.0, 1e9):  # all eigenvalues different, all negative, a budget beyond the dimension
        H = scale * symmetric(-np.arange(1, size + 1) * rng.uniform(0.8, 1.2), rng)
        what = f"a negative definite matrix of size {size}, ‖H‖ ≈ {size * scale:.0e}"
        hold_lambda_max(student, H, what, budget=size + int(rng.integers(1, 30)), seed=seed)
        values = np.repeat(np.array([-5.0, -2.0, -1.0]) * rng.uniform(0.8, 1.2), rng.integers(2, 5, 3))
        H = scale * symmetric(values, rng)
        what = f"a matrix of size {len(H)} with three different eigenvalues, all negative, ‖H‖ ≈ {5 * scale:.0e}"
        hold_lambda_max(student, H, what, seed=seed)
        H = scale * symmetric([-3, 0.5, *rng.uniform(-1, 0.4, size), 2.0], rng)
        hold_lambda_max(student, H, f"a matrix of size {len(H)}, ‖H‖ ≈ {3 * scale:.0e}", budget=4 * len(H), seed=seed)


@check("lambda_max")
@after_plain(test_lambda_max_within_the_budget)
def test_lambda_max_with_a_budget_of_the_dimension(student: Student, rng: np.random.Generator) -> None:
    """With a budget of the dimension any spectrum, however crowded, and however little the start holds of the top"""
    seed = int(rng.integers(0, 99))
    for scale in rng.permutation([1e-9, 1.0, 1e9]):
        for spread in (1e-5, 1e-3):
            H = scale * symmetric(1 + spread * np.linspace(0, 1, int(rng.integers(5, 9))), rng)
            what = f"a matrix of size {len(H)} with eigenvalues from 1 to 1 + {spread:g}, times {scale:g}"
            hold_lambda_max(student, H, what, budget=len(H), seed=seed)
    far, near = -rng.uniform(10, 30) * np.linspace(0.1, 1, 4), 1 - np.linspace(0, 1.9, int(rng.integers(28, 33))) ** 2
    H = symmetric(np.concatenate([far, near]), rng)
    hold_lambda_max(student, H, f"a matrix of size {len(H)}, some eigenvalues far below", budget=len(H), seed=seed)
    H = symmetric(np.append(1 - np.linspace(0, 1, int(rng.integers(38, 43))) ** 3, -3), rng)
    hold_lambda_max(student, H, f"a matrix of size {len(H)} whose eigenvalues crowd at the top", budget=len(H), seed=seed)
    H, size = hidden_top(seed, rng), 20
    what = f"a matrix of size {size} whose sharpest direction is nearly absent from the start"
    hold_lambda_max(student, H, what, budget=size, seed=seed)


def hidden_top(seed: int, rng: np.random.Generator) -> np.ndarray:
    """Eigenvalues 1, 0.5 and eighteen below -0.9, size 20; the start of `seed` has a share of 1e-8 along that of 1."""
    start = np.random.default_rng(seed).standard_normal(20)
    frame, _ = np.linalg.qr(np.column_stack([start, rng.standard_normal((20, 19))]))
    tilt = np.eye(20)
    tilt[:2, :2] = [[1.0, 1e-8], [-1e-8, 1.0]]
    Q, _ = np.linalg.qr(rng.standard_normal((19, 19)))
    mixed = np.eye(20)
    mixed[np.ix_([0, *range(2, 20)], [0, *range(2, 20)])] = Q  # all but the second column, which is the top
    basis = frame @ tilt @ mixed
    H = (basis * np.concatenate([[0.5, 1.0], -rng.uniform(0.9, 1, 18)])) @ basis.T
    return np.asarray((H + H.T) / 2)


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
        return np.asarray(H @ vector)

    return hvp
