"""Hidden checks of the task `curvature_step`."""

from typing import Any

import numpy as np
import sympy as sp

from grading.checks import CheckFailed, Student, Undecided, after_plain, as_array, check, close, expect, expect_equal
from solutions.negative_curvature import curvature_step as reference
from solutions.negative_curvature.curvature_step import lip, mu


def symbolic(got: Any, expected: Any, name: str, symbols: tuple[sp.Symbol, ...], slips: dict[str, Any], hint: str = "") -> None:
    """Hold an expression against the reference; a known slip gets its own message, and the others the hint."""
    try:
        expect_equal(got, expected, name, symbols=symbols)
    except CheckFailed as failure:
        for message, slip in slips.items():
            try:
                expect_equal(got, slip, name, symbols=symbols)
            except (CheckFailed, Undecided):
                continue
            raise CheckFailed(f"{name}: {message}") from None
        raise CheckFailed(f"{failure} {hint}".rstrip()) from None


@check("curvature_step")
def test_best_length(student: Student) -> None:
    """The length at which the bound is least"""
    slips = {
        "Half of it: differentiate L_H t³/6.": mu / lip,
        "Here the bound is 0 again: it is least somewhere before.": 3 * mu / lip,
        "The derivative vanishes at t = 0 too, and elsewhere: solve -μ + ½L_H t = 0.": sp.sqrt(2 * mu / lip),
        "This is the length at which the two terms' coefficients meet; differentiate.": mu / (3 * lip),
    }
    hint = "Where does the derivative of the bound by t vanish?"
    symbolic(student["best_length"], reference.best_length(), "best_length", (mu, lip), slips, hint)


def hold(student: Student, g: np.ndarray, v: np.ndarray, lam: float, rate: float, what: str) -> None:
    """Hold the step; where g·v is zero, either sign."""
    call = f"curvature_step for {what}, lam = {lam:.3g}, lip = {rate:.3g}"
    got = as_array(student.curvature_step(g, v, lam, rate), call, shape=v.shape)
    right = reference.curvature_step(g, v, lam, rate)
    if g @ v == 0 and got @ v * (right @ v) < 0:
        right = -right
    slips = {
        "It goes up the gradient.": -right,
        "Its length is half of the best one.": right / 2,
        "The step is for lam < 0 only; here it should be zero.": reference.curvature_step(g, v, -abs(lam) or -1.0, rate),
        "Its length goes with the square root here.": np.sqrt(np.linalg.norm(right)) * v * (-1.0 if g @ v > 0 else 1.0),
    }
    if lam >= 0:
        expect(not np.any(got), f"{call} should be the zero step: there is no negative curvature. You returned {got.round(6)}.")
        return
    named = {text: slip for text, slip in slips.items() if not np.allclose(slip, right, rtol=1e-6)}
    close(got, right, call, rtol=1e-9, atol=1e-10 * float(np.linalg.norm(right)), hint=facts(got, g, v), slips=named)


def facts(got: np.ndarray, g: np.ndarray, v: np.ndarray) -> str:
    """What is true of a wrong step: its length, its part across v, and whether it goes up the gradient."""
    length, across = float(np.linalg.norm(got)), float(np.linalg.norm(got - (got @ v) * v))
    if length == 0:
        return "This is the zero step: where lam < 0 there is always one, and where g·v = 0 either sign will do."
    if across > 1e-6 * length:
        return f"Of its length, {length:.4g}, a part of {across:.4g} lies across v: the step is a multiple of v."
    way = "goes up the gradient" if g @ got > 0 else "does not go up the gradient"
    return f"It lies along v and {way}, and its length is {length:.4g}. Is that the right best_length at μ = -lam?"


def draw(d: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """A gradient and a unit vector, with a plain angle between them."""
    v = rng.standard_normal(d)
    v /= np.linalg.norm(v)
    return rng.standard_normal(d) + v, v


@check("curvature_step")
def test_step_down_the_gradient(student: Student, rng: np.random.Generator) -> None:
    """The step along a unit vector, for both signs of it"""
    g, v = draw(int(rng.integers(3, 8)), rng)
    for sign in (1.0, -1.0):
        hold(student, g, sign * v, -float(rng.uniform(0.5, 3)), float(rng.uniform(0.5, 3)), "a unit v of either sign")


def tilted(d: int, size: float, share: float, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """A gradient of this norm and a unit vector v, with g·v this share of the norm."""
    _, v = draw(d, rng)
    across = rng.standard_normal(d)
    across -= (across @ v) * v
    across /= np.linalg.norm(across)
    return size * ((1 - share**2) ** 0.5 * across + share * v), v


@check("curvature_step")
@after_plain(test_step_down_the_gradient)
def test_step_where_the_gradient_hardly_points_along_v(student: Student, rng: np.random.Generator) -> None:
    """A gradient that is almost orthogonal to v, small or large"""
    for size in (1e-8, 1.0, 1e8):
        for share in (2e-6, 0.01):
            g, v = tilted(int(rng.integers(2, 8)), size, float(rng.uniform(1, 2)) * share, rng)
            for sign in (1.0, -1.0):
                what = f"‖g‖ = {size:g}, g·v = {g @ (sign * v):.1e}"
                hold(student, g, sign * v, -float(rng.uniform(0.5, 3)), float(rng.uniform(0.5, 3)), what)


@check("curvature_step")
@after_plain(test_step_down_the_gradient)
def test_step_where_nothing_is_negative(student: Student, rng: np.random.Generator) -> None:
    """No step where lam is zero or positive"""
    for lam in (0.0, float(rng.uniform(0.5, 2)), 1e-8):
        g, v = draw(int(rng.integers(2, 8)), rng)
        hold(student, g, v, lam, float(rng.uniform(0.5, 3)), "a unit v")


@check("curvature_step")
@after_plain(test_step_down_the_gradient)
def test_step_where_the_gradient_is_silent(student: Student, rng: np.random.Generator) -> None:
    """A gradient that is zero or orthogonal to v: a full step of either sign"""
    d = int(rng.integers(2, 8))
    _, v = draw(d, rng)
    hold(student, np.zeros(d), v, -float(rng.uniform(0.5, 3)), float(rng.uniform(0.5, 3)), "g = 0")
    first, second = np.eye(d)[0], np.eye(d)[1]
    hold(student, first, second, -float(rng.uniform(0.5, 3)), float(rng.uniform(0.5, 3)), "g orthogonal to v")
    hold(student, first, -second, -float(rng.uniform(0.5, 3)), float(rng.uniform(0.5, 3)), "g orthogonal to v")


@check("curvature_step")
@after_plain(test_step_down_the_gradient)
def test_step_in_any_unit(student: Student, rng: np.random.Generator) -> None:
    """Gradient, curvature and lip in any unit"""
    for scale_g, lam, rate in [(1e-8, -1e8, 1.0), (1e8, -1e-8, 1.0), (1.0, -1.0, 1e8), (1.0, -1e-8, 1e-8), (1e-8, -2e-8, 3.0)]:
        g, v = draw(int(rng.integers(2, 8)), rng)
        number = lam * float(rng.uniform(0.5, 2))
        hold(student, scale_g * g, -v, number, rate, f"‖g‖ near {scale_g:g}")
        hold(student, scale_g * g, v, number, rate, f"‖g‖ near {scale_g:g}")
