"""Hidden checks of the task `newton_step`."""

from typing import Any

import numpy as np

from grading.checks import Student, after_plain, as_array, check, close, counted, expect, show, symmetric
from solutions.negative_curvature import newton_step as reference


def eigenvalues(count: int, rng: np.random.Generator) -> np.ndarray:
    """So many eigenvalues of both signs, one of modulus 0.3 and the others between 0.6 and 4."""
    return np.asarray(np.resize([-1.0, 1.0], count) * np.append(rng.uniform(0.6, 4, count - 1), 0.3))


def slips(g: np.ndarray, H: np.ndarray, floor: float) -> dict[str, Any]:
    """What typical slips give, message -> step."""
    values, Q = np.linalg.eigh(H)
    parts = Q.T @ g
    with np.errstate(all="ignore"):
        return {
            "This goes up the gradient: look at the sign.": reference.saddle_free_step(-g, H, floor),
            "This is Newton's own step: the floor does nothing.": -Q @ (parts / values),
            "This adds the floor to H, whatever its eigenvalues are.": -Q @ (parts / (values + floor)),
            "This lifts the negative eigenvalues to the floor and keeps no modulus.": -Q @ (parts / np.maximum(values, floor)),
            "This adds the floor to the moduli; it is their least value.": -Q @ (parts / (np.abs(values) + floor)),
            "These are the moduli of the entries of H, not of its eigenvalues.": -np.linalg.lstsq(np.abs(H), g, rcond=None)[0],
            "The components in the eigenvectors are Q.T @ g, and Q brings them back.": -Q.T
            @ ((Q @ g) / np.maximum(np.abs(values), floor)),
        }


@check("newton_step")
def test_steps_at_a_saddle(student: Student, rng: np.random.Generator) -> None:
    """The three steps at a saddle"""
    d = int(rng.integers(3, 7))
    g, H, floor = rng.standard_normal(d), symmetric(eigenvalues(d, rng), rng), float(rng.uniform(0.5, 1.0))
    what = f"of a saddle in {d} dimensions"
    right = reference.newton_step(g, H)
    named = {"This goes up the gradient: look at the sign.": -right, "This multiplies by H; its inverse was asked.": -H @ g}
    close(student.newton_step(g, H), right, f"newton_step {what}", rtol=1e-8, atol=1e-9, hint="Solve H s = -g.", slips=named)
    offered = slips(g, H, floor)
    damped, free = reference.damped_newton_step(g, H, floor), reference.saddle_free_step(g, H, floor)
    call = f"damped_newton_step {what}, floor = {floor:.3f}"
    own = {key: offered[key] for key in list(offered)[1:3]} | {"This is the saddle-free step.": free}
    close(student.damped_newton_step(g, H, floor), damped, call, rtol=1e-8, atol=1e-9, hint="Look at τ.", slips=own)
    call = f"saddle_free_step {what}, floor = {floor:.3f}"
    own = {key: offered[key] for key in [list(offered)[k] for k in (0, 1, 3, 4, 5, 6)]} | {"This is the damped step.": damped}
    hint = "Divide each component by its own max(|λ|, floor)."
    close(student.saddle_free_step(g, H, floor), free, call, rtol=1e-8, atol=1e-9, hint=hint, slips=own)


def hold_both(student: Student, g: np.ndarray, H: np.ndarray, floor: float, what: str) -> None:
    """Hold the damped and the saddle-free step of one instance."""
    offered = slips(g, H, floor)
    scale = float(np.linalg.norm(g)) / floor
    right = reference.damped_newton_step(g, H, floor)
    call, hint = f"damped_newton_step of {what}, floor = {floor:.3g}", "τ is the larger of 0 and floor - λmin."
    got = as_array(student.damped_newton_step(g, H, floor), call, shape=g.shape)
    close(got, right, call, rtol=1e-8, atol=1e-12 * scale, hint=hint)
    right = reference.saddle_free_step(g, H, floor)
    call, hint = f"saddle_free_step of {what}, floor = {floor:.3g}", "Each component is divided by max(|λ|, floor)."
    keys = [list(offered)[3], list(offered)[4]]
    got = as_array(student.saddle_free_step(g, H, floor), call, shape=g.shape)
    distinct = {key: offered[key] for key in keys if not np.allclose(offered[key], right, rtol=1e-6)}
    close(got, right, call, rtol=1e-8, atol=1e-12 * scale, hint=hint, slips=distinct)


@check("newton_step")
@after_plain(test_steps_at_a_saddle)
def test_steps_where_the_hessian_is_definite(student: Student, rng: np.random.Generator) -> None:
    """Damping is off where it is not needed, and full where every curvature is negative"""
    d = int(rng.integers(3, 6))
    g, floor = rng.standard_normal(d), float(rng.uniform(0.2, 0.4))
    hold_both(student, g, symmetric(rng.uniform(1, 4, d), rng), floor, "a positive definite H above the floor")
    hold_both(student, g, symmetric(-rng.uniform(1, 4, d), rng), floor, "a negative definite H")
    low = symmetric(np.append(rng.uniform(1, 4, d - 1), floor / 3), rng)
    hold_both(student, g, low, floor, "a positive definite H with an eigenvalue below the floor")


@check("newton_step")
@after_plain(test_steps_at_a_saddle)
def test_steps_where_the_hessian_is_singular(student: Student, rng: np.random.Generator) -> None:
    """Singular, zero, and of size 1"""
    d, floor = int(rng.integers(3, 6)), float(rng.uniform(0.2, 0.6))
    g = rng.standard_normal(d)
    hold_both(student, g, symmetric([0.0, *eigenvalues(d - 1, rng)], rng), floor, "a singular H with both signs")
    hold_both(student, g, symmetric([0.0, *rng.uniform(1, 3, d - 1)], rng), floor, "a singular H without a negative eigenvalue")
    hold_both(student, g, np.zeros((d, d)), floor, "the zero matrix")
    for value in (-2.0, 0.0, 3.0):
        hold_both(student, g[:1], np.array([[value * rng.uniform(0.8, 1.2)]]), floor, f"H of size 1, near {value:g}")


@check("newton_step")
@after_plain(test_steps_at_a_saddle)
def test_steps_in_any_unit(student: Student, rng: np.random.Generator) -> None:
    """Gradient, Hessian and floor in any unit"""
    d = int(rng.integers(3, 6))
    for scale_g, scale_h in [(1e-8, 1e8), (1e8, 1e-8), (1e-8, 1e-8), (1.0, 1e8)]:
        g, H = scale_g * rng.standard_normal(d), scale_h * symmetric(eigenvalues(d, rng), rng)
        hold_both(student, g, H, 0.5 * scale_h, f"g of size {scale_g:g} and H of size {scale_h:g}")
        right = reference.newton_step(g, H)
        what = f"newton_step of g of size {scale_g:g} and H of size {scale_h:g}"
        close(student.newton_step(g, H), right, what, rtol=1e-7, atol=1e-9 * float(np.linalg.norm(right)))


def hold_walk(student: Student, factor: float, start: np.ndarray, tol: float, steps: int, what: str) -> None:
    """Hold a walk on a quadratic by -factor g, and the calls of gradient and Hessian."""
    H = np.diag(np.linspace(0.6, 1.4, len(start)))

    def move(g: Any, hessian: Any) -> np.ndarray:
        matrix = as_array(hessian, "The second argument of step", shape=H.shape)
        expect(np.allclose(matrix, H), "The second argument that you passed to step is not the Hessian.")
        return -factor * as_array(g, "The first argument of step", shape=start.shape)

    right = reference.walk(lambda g, _: -factor * g, lambda x: H @ x, lambda _: H, start, tol, steps)
    turns = len(right) - 1
    looks = min(turns + 1, max(steps, 0) + 1)
    gradient = counted(
        lambda x: H @ as_array(x, "What you passed to gradient", shape=start.shape), limit=3 * steps + 9, name="gradient"
    )
    points: list[np.ndarray] = []

    def seen(x: Any) -> np.ndarray:
        points.append(as_array(x, "What you passed to hessian", shape=start.shape))
        return H

    hessian = counted(seen, limit=3 * steps + 9, name="hessian")
    call = f"walk from {show(start)}, {what}"
    got = student.walk(move, gradient, hessian, start, tol, steps)
    rows = as_array(got, call, shape=(None, len(start)))
    text = f"{call}: your path has {len(rows)} rows. Row 0 is the start, and there is no step once the gradient is within tol."
    expect(len(rows) == turns + 1, text)
    close(rows, right, call, rtol=1e-9, atol=1e-12, hint="Row t + 1 is row t plus the step there.")
    asked = f"{call}: hessian was called {hessian.calls} times for {turns} steps; once a point that is left."
    expect(hessian.calls == turns, asked)
    text = f"{call}: the Hessian was not asked for at the points of the path."
    expect(np.allclose(np.array(points).reshape(-1, len(start)), right[:-1], rtol=1e-9, atol=1e-12), text)
    expect(gradient.calls <= looks, f"{call}: gradient was called {gradient.calls} times for {turns + 1} points; once a point.")


@check("newton_step")
def test_walk_until_the_gradient_is_small(student: Student, rng: np.random.Generator) -> None:
    """The walk ends where the gradient norm is within the tolerance"""
    start = rng.uniform(2, 4, int(rng.integers(2, 5)))
    hold_walk(student, float(rng.uniform(0.4, 0.6)), start, float(rng.uniform(0.01, 0.05)), 200, "tolerance reached")


@check("newton_step")
@after_plain(test_walk_until_the_gradient_is_small)
def test_walk_at_its_ends(student: Student, rng: np.random.Generator) -> None:
    """A start within the tolerance, no step at all, and steps that run out"""
    start = rng.uniform(2, 4, int(rng.integers(2, 5)))
    hold_walk(student, 0.3, 1e-3 * start, 1.0, 50, "a start within the tolerance")
    hold_walk(student, 0.3, start, 1e-9, 0, "steps = 0")
    hold_walk(student, 0.3, start, 1e-9, int(rng.integers(4, 9)), "steps run out")
    hold_walk(student, 0.3, np.zeros(2), 0.0, 9, "a gradient of exactly 0 and tol = 0")
    even = np.ones(4) / np.linspace(0.6, 1.4, 4)  # every entry of the gradient is 1, its norm 2
    hold_walk(student, 0.5, even, float(rng.uniform(1.3, 1.7)), 9, "a gradient of four entries 1")
