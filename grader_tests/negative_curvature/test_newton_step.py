"""Hidden checks of the task `newton_step`."""

from collections.abc import Callable
from typing import Any

import numpy as np

from grading.checks import Student, after_plain, as_array, check, close, counted, expect, show, symmetric
from solutions.negative_curvature import newton_step as reference


def eigenvalues(count: int, rng: np.random.Generator) -> np.ndarray:
    """So many eigenvalues of both signs, at least two: -0.3, and the others of a modulus between 0.6 and 4."""
    return np.append(np.resize([1.0, -1.0], count - 1) * rng.uniform(0.6, 4, count - 1), -0.3)


def slips(g: np.ndarray, H: np.ndarray, floor: float) -> dict[str, Any]:
    """What typical slips of the saddle-free step give, message -> step."""
    values, Q = np.linalg.eigh(H)
    parts = Q.T @ g
    with np.errstate(all="ignore"):
        return {
            "This is the step turned round: look at the sign.": Q @ (parts / np.maximum(np.abs(values), floor)),
            "This is Newton's own step: the floor and the moduli do nothing.": -Q @ (parts / values),
            "This lifts the negative eigenvalues to the floor and keeps no modulus.": -Q @ (parts / np.maximum(values, floor)),
            "This adds the floor to the moduli; it is their least value.": -Q @ (parts / (np.abs(values) + floor)),
            "These are the moduli of the entries of H, not of its eigenvalues.": -np.linalg.lstsq(np.abs(H), g, rcond=None)[0],
            "This is the damped step.": reference.damped_newton_step(g, H, floor),
            "The components in the eigenvectors are Q.T @ g, and Q brings them back.": -Q.T
            @ ((Q @ g) / np.maximum(np.abs(values), floor)),
        }


def divisor(got: np.ndarray, right: np.ndarray, g: np.ndarray, H: np.ndarray) -> str:
    """By what a wrong step divides the component of g, along the eigenvector in which it is off most; "" of a right one."""
    if np.linalg.norm(got - right) <= 1e-8 * np.linalg.norm(right):
        return ""
    values, Q = np.linalg.eigh(H)
    place = int(np.argmax(np.abs(Q.T @ (got - right))))
    part, own = float(Q[:, place] @ g), float(Q[:, place] @ got)
    value = values[place] if abs(values[place]) > 1e-12 * np.abs(values).max() else 0.0
    where = f"Along the eigenvector with λ = {value:.3g}"
    if abs(own) <= 1e-12 * float(np.linalg.norm(right)):
        return f"{where} your step has no part"
    return f"{where} your step is minus the component of g over {-part / own:.3g}"


def hold_newton(student: Student, g: np.ndarray, H: np.ndarray, what: str) -> None:
    """Hold Newton's step of one instance, to its norm."""
    right = reference.newton_step(g, H)
    named = {"This is the step turned round: look at the sign.": -right, "This multiplies by H; its inverse was asked.": -H @ g}
    got = as_array(student.newton_step(g, H), f"newton_step of {what}", shape=g.shape)
    hint = "Solve H s = -g with H as it is: nothing is added to it, and no small eigenvalue left out."
    hint = f"{hint} {divisor(got, right, g, H)}."
    close(got, right, f"newton_step of {what}", rtol=0, atol=1e-8 * float(np.linalg.norm(right)), hint=hint, slips=named)


def hold_free(student: Student, g: np.ndarray, H: np.ndarray, floor: float, what: str, *, plain: bool = False) -> None:
    """Hold the saddle-free step of one instance, to its norm; the plain case names slips."""
    right = reference.saddle_free_step(g, H, floor)
    call = f"saddle_free_step of {what}, floor = {floor:.3g}"
    got = as_array(student.saddle_free_step(g, H, floor), call, shape=g.shape)
    hint = f"|H| has the eigenvectors of H. {divisor(got, right, g, H)}; floor is {floor:.3g}."
    named = slips(g, H, floor) if plain else {}
    close(got, right, call, rtol=0, atol=1e-8 * float(np.linalg.norm(right)), hint=hint, slips=named)


@check("newton_step")
def test_steps_at_a_saddle(student: Student, rng: np.random.Generator) -> None:
    """The two steps at a saddle"""
    d = int(rng.integers(3, 7))
    g, H, floor = rng.standard_normal(d), symmetric(eigenvalues(d, rng), rng), float(rng.uniform(0.4, 0.55))
    hold_newton(student, g, H, f"a saddle in {d} dimensions")
    hold_free(student, g, H, floor, f"a saddle in {d} dimensions", plain=True)


@check("newton_step")
@after_plain(test_steps_at_a_saddle)
def test_steps_where_the_hessian_is_definite(student: Student, rng: np.random.Generator) -> None:
    """Definite of either sign, above the floor and below it"""
    d = int(rng.integers(3, 6))
    g, floor = rng.standard_normal(d), float(rng.uniform(0.2, 0.4))
    low = np.append(rng.uniform(1, 4, d - 1), floor / 3)
    for values, what in (
        (rng.uniform(1, 4, d), "a positive definite H above the floor"),
        (-rng.uniform(1, 4, d), "a negative definite H"),
        (low, "a positive definite H with an eigenvalue below the floor"),
        (-low, "a negative definite H with an eigenvalue within the floor"),
        (np.repeat(rng.uniform(1, 4, 2), (2, d - 2)), "a positive definite H with multiple eigenvalues"),
        (np.repeat(rng.uniform(1, 4, 2), 2) * [1, 1, -1, -1], "an indefinite H in 4 dimensions with two double eigenvalues"),
    ):
        g = np.resize(g, len(values))
        H = symmetric(values, rng)
        hold_free(student, g, H, floor, what)
        hold_newton(student, g, H, what)


@check("newton_step")
@after_plain(test_steps_at_a_saddle)
def test_steps_where_the_hessian_is_singular(student: Student, rng: np.random.Generator) -> None:
    """Singular, zero, and of size 1"""
    d, floor = int(rng.integers(3, 6)), float(rng.uniform(0.2, 0.6))
    g = rng.standard_normal(d)
    hold_free(student, g, symmetric([0.0, *eigenvalues(d - 1, rng)], rng), floor, "a singular H with both signs")
    hold_free(student, g, symmetric([0.0, *rng.uniform(1, 3, d - 1)], rng), floor, "a singular H without a negative eigenvalue")
    hold_free(student, g, np.zeros((d, d)), floor, "the zero matrix")
    for value in (-2.0, 0.0, 3.0):
        H = np.array([[value * rng.uniform(0.8, 1.2)]])
        hold_free(student, g[:1], H, floor, f"H of size 1, near {value:g}")
        if value:
            hold_newton(student, g[:1], H, f"H of size 1, near {value:g}")


@check("newton_step")
@after_plain(test_steps_at_a_saddle)
def test_steps_in_any_unit(student: Student, rng: np.random.Generator) -> None:
    """Gradient, Hessian and floor in any unit, and far apart as far as announced"""
    d = int(rng.integers(3, 6))
    for scale_g, scale_h in [(1e-8, 1e8), (1e8, 1e-8), (1e-8, 1e-8), (1.0, 1e8)]:
        g, H = scale_g * rng.standard_normal(d), scale_h * symmetric(eigenvalues(d, rng), rng)
        what = f"g of size {scale_g:g} and H of size {scale_h:g}"
        hold_free(student, g, H, 0.5 * scale_h, what)
        hold_newton(student, g, H, what)
        wide = scale_h * symmetric([3.0, -0.004, *rng.uniform(0.5, 2, d - 2)], rng)
        hold_newton(student, g, wide, f"{what}, its eigenvalues a factor of 750 apart")
        hold_free(student, g, wide, 0.0035 * scale_h, f"{what}, its eigenvalues a factor of 750 apart")
        hold_free(student, g, wide, 0.0045 * scale_h, f"{what}, its eigenvalues a factor of 750 apart")


def quartic(d: int, bend: float) -> tuple[Callable[[Any], np.ndarray], Callable[[Any], np.ndarray]]:
    """Gradient and Hessian of the sum of a x²/2 + bend x⁴/4 over d coordinates, with a from 0.6 to 1.4."""
    a = np.linspace(0.6, 1.4, d)
    return lambda x: a * x + bend * x**3, lambda x: np.diag(a + 3 * bend * x**2)


def hold_walk(
    student: Student, factor: float, start: np.ndarray, tol: float, steps: int, what: str, *, bend: float = 0.5
) -> None:
    """Hold a walk by `factor` Newton steps on a quartic, so that each row needs the gradient and the Hessian of the last."""
    slope, curvature = quartic(len(start), bend)

    def move(g: Any, hessian: Any) -> np.ndarray:
        matrix = as_array(hessian, "The second argument of step", shape=(len(start), len(start)))
        return -factor * as_array(g, "The first argument of step", shape=start.shape) / np.diag(matrix)

    right = reference.walk(move, slope, curvature, start, tol, steps)
    limit = 50 * steps + 50
    gradient = counted(lambda x: slope(as_array(x, "What you passed to gradient", shape=start.shape)), limit=limit)
    hessian = counted(lambda x: curvature(as_array(x, "What you passed to hessian", shape=start.shape)), limit=limit)
    call = f"walk from {show(start)}, {what}"
    rows = as_array(student.walk(move, gradient, hessian, start, tol, steps), call, shape=(None, len(start)))
    expect(len(rows) > 0, f"{call}: your path has no row. Row 0 is the start.")
    both = min(len(rows), len(right))
    wrong = next((t for t in range(both) if not np.allclose(rows[t], right[t], rtol=1e-9, atol=1e-12)), None)
    if wrong is not None:
        frozen = (move(slope(start), curvature(right[wrong - 1])), move(slope(right[wrong - 1]), curvature(start)))
        moved = rows[wrong] - right[wrong - 1]
        close(rows[wrong], right[wrong], f"Row {wrong} of {call}", rtol=1e-9, atol=1e-12, hint=_row(wrong, moved, *frozen))
    text = f"{call}: your path has {len(rows)} row{'s' * (len(rows) != 1)}."
    expect(len(rows) == len(right), f"{text} {_ending(rows, right, slope, tol, steps)}")


def _row(t: int, moved: np.ndarray, of_gradient: np.ndarray, of_hessian: np.ndarray) -> str:
    """What is true of the first wrong row: `moved` is its step, the others take gradient or Hessian of the start."""
    if t == 0:
        return "Row 0 is the start."
    rule = f"Row {t} is the first that is wrong: row {t - 1} plus step(g, H), with gradient and Hessian at row {t - 1}."
    for name, step in (("gradient", of_gradient), ("Hessian", of_hessian)):
        if t > 1 and np.allclose(moved, step, rtol=1e-6):
            return f"{rule} Yours has the {name} of the start."
    return rule


def _ending(rows: np.ndarray, right: np.ndarray, slope: Callable[[Any], np.ndarray], tol: float, steps: int) -> str:
    """Say what is true of the last row of a path whose rows are right, but too few or too many."""
    if len(rows) > steps + 1:
        return f"More rows than steps + 1 = {steps + 1} are never needed."
    norm = f"The gradient at its last row has the norm {np.linalg.norm(slope(rows[-1])):.3g}, tol is {tol:.3g}"
    if len(rows) < len(right):
        return f"{norm}, and of {steps} step{'s' * (steps != 1)} it has done {len(rows) - 1}: it stops too early."
    return f"{norm}. It should stop at the first row where the norm is at most tol."


@check("newton_step")
def test_walk_until_the_gradient_is_small(student: Student, rng: np.random.Generator) -> None:
    """The walk ends where the gradient norm is within the tolerance"""
    start, factor = rng.uniform(2, 4, int(rng.integers(2, 5))), float(rng.uniform(0.4, 0.6))
    slope, curvature = quartic(len(start), 0.5)
    path = reference.walk(lambda g, H: -factor * g / np.diag(H), slope, curvature, start, float(rng.uniform(0.01, 0.05)), 200)
    tol = 0.985 * float(np.linalg.norm(slope(path[-2])))  # hardly reached at the last row but one: other norms stop there
    hold_walk(student, factor, start, tol, 200, "tolerance reached")


@check("newton_step")
@after_plain(test_walk_until_the_gradient_is_small)
def test_walk_at_its_ends(student: Student, rng: np.random.Generator) -> None:
    """A start within the tolerance, no step at all, and steps that run out"""
    start = rng.uniform(2, 4, int(rng.integers(2, 5)))
    hold_walk(student, 0.3, 1e-3 * start, 1.0, 50, "a start within the tolerance")
    hold_walk(student, 0.3, start, 1e-9, 0, "steps = 0")
    hold_walk(student, 0.3, start, 1e-9, 1, "steps = 1")
    hold_walk(student, 0.3, start, 1e-9, int(rng.integers(4, 9)), "steps run out")
    hold_walk(student, 0.3, np.zeros(2), 0.0, 9, "a gradient of exactly 0 and tol = 0")
    even = np.ones(4) / np.linspace(0.6, 1.4, 4)  # every entry of the gradient is 1, its norm 2
    hold_walk(student, 0.5, even, float(rng.uniform(1.3, 1.7)), 9, "a gradient of four entries 1", bend=0.0)
