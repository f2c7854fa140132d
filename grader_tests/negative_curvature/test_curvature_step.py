"""Hidden checks of the task `curvature_step`."""

from typing import Any

import numpy as np
import sympy as sp

from grading.checks import CheckFailed, Student, Undecided, after_plain, as_array, check, close, expect, expect_equal
from solutions.negative_curvature import curvature_step as reference
from solutions.negative_curvature.curvature_step import mu, rho


def symbolic(got: Any, expected: Any, name: str, symbols: tuple[sp.Symbol, ...], slips: dict[str, Any]) -> None:
    """Hold an expression against the reference; a wrong one that equals a known slip gets that slip's message."""
    try:
        expect_equal(got, expected, name, symbols=symbols)
    except CheckFailed:
        for message, slip in slips.items():
            try:
                expect_equal(got, slip, name, symbols=symbols)
            except (CheckFailed, Undecided):
                continue
            raise CheckFailed(f"{name}: {message}") from None
        raise


@check("curvature_step")
def test_best_length_and_sure_drop(student: Student) -> None:
    """The length at which the bound is least, and how much it promises"""
    slips = {
        "Half of it: differentiate ρt³/6.": mu / rho,
        "Here the bound is 0 again: it is least somewhere before.": 3 * mu / rho,
        "The derivative vanishes at t = 0 too, and elsewhere: solve -μ + ½ρt = 0.": sp.sqrt(2 * mu / rho),
        "This is the length at which the two terms' coefficients meet; differentiate.": mu / (3 * rho),
    }
    symbolic(student["best_length"], reference.best_length(), "best_length", (mu, rho), slips)
    slips = {
        "A fall is a positive number here: turn the sign.": -2 * mu**3 / (3 * rho**2),
        "This is the quadratic term alone; the cubic one takes part of it back.": 2 * mu**3 / rho**2,
        "This is the cubic term alone.": 4 * mu**3 / (3 * rho**2),
        "Put t = 2μ/ρ into both terms: ρ cancels once, not twice.": 2 * mu**3 / (3 * rho),
        "The two terms have different signs.": 10 * mu**3 / (3 * rho**2),
        "This is the drop of half the length.": mu**3 / (3 * rho**2),
    }
    symbolic(student["sure_drop"], reference.sure_drop(), "sure_drop", (mu, rho), slips)


def hold(student: Student, g: np.ndarray, v: np.ndarray, lam: float, rate: float, what: str) -> None:
    """Hold the step; where g·v is zero, either sign."""
    call = f"curvature_step for {what}, lam = {lam:.3g}, rho = {rate:.3g}"
    got = as_array(student.curvature_step(g, v, lam, rate), call, shape=v.shape)
    right = reference.curvature_step(g, v, lam, rate)
    if g @ v == 0 and got @ v * (right @ v) < 0:
        right = -right
    unit = v / np.linalg.norm(v)
    slips = {
        "It goes up the gradient.": -right,
        "Its length is half of the best one.": right / 2,
        "Its length depends on that of v.": right * np.linalg.norm(v),
        "The step is for lam < 0 only; here it should be zero.": reference.curvature_step(g, v, -abs(lam) or -1.0, rate),
        "Its length goes with the square root here.": np.sqrt(np.linalg.norm(right)) * unit * (-1.0 if g @ v > 0 else 1.0),
    }
    if lam >= 0:
        expect(not np.any(got), f"{call} should be the zero step: there is no negative curvature. You returned {got.round(6)}.")
        return
    named = {text: slip for text, slip in slips.items() if not np.allclose(slip, right, rtol=1e-6)}
    close(got, right, call, rtol=1e-9, atol=1e-10 * float(np.linalg.norm(right)), hint="Length 2|λ|/ρ, along ±v.", slips=named)


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


@check("curvature_step")
@after_plain(test_step_down_the_gradient)
def test_step_for_v_of_any_length(student: Student, rng: np.random.Generator) -> None:
    """The length of v does not matter"""
    for length in (0.1, 7.0, 1e-8, 1e8):
        g, v = draw(int(rng.integers(2, 8)), rng)
        for sign in (1.0, -1.0):
            hold(student, g, sign * length * v, -float(rng.uniform(0.5, 3)), float(rng.uniform(0.5, 3)), f"‖v‖ = {length:g}")


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
    first, second = np.eye(d)[0], 3 * np.eye(d)[1]
    hold(student, first, second, -float(rng.uniform(0.5, 3)), float(rng.uniform(0.5, 3)), "g orthogonal to v")
    hold(student, first, -second, -float(rng.uniform(0.5, 3)), float(rng.uniform(0.5, 3)), "g orthogonal to v")


@check("curvature_step")
@after_plain(test_step_down_the_gradient)
def test_step_in_any_unit(student: Student, rng: np.random.Generator) -> None:
    """Gradient, curvature and rho in any unit"""
    for scale_g, lam, rate in [(1e-8, -1e8, 1.0), (1e8, -1e-8, 1.0), (1.0, -1.0, 1e8), (1.0, -1e-8, 1e-8), (1e-8, -2e-8, 3.0)]:
        g, v = draw(int(rng.integers(2, 8)), rng)
        number = lam * float(rng.uniform(0.5, 2))
        hold(student, scale_g * g, -v, number, rate, f"‖g‖ near {scale_g:g}")
        hold(student, scale_g * g, v, number, rate, f"‖g‖ near {scale_g:g}")
