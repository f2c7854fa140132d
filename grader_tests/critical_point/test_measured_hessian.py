"""Hidden checks of the task `measured_hessian`: the expression `best_step` and the function."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import numpy as np
import sympy as sp

from grading.checks import (
    CheckFailed,
    Student,
    Undecided,
    after_plain,
    as_array,
    as_sequence,
    check,
    close,
    expect_equal,
    own_copies,
)
from solutions.critical_point import measured_hessian as reference
from solutions.critical_point.measured_hessian import M, rounding


class Quartic:
    """Gradient of f = ½ θᵀAθ + ¼ unit Σ s (B θ/scale)⁴, s = ±1: its differences are exact but for h²."""

    def __init__(
        self, A: np.ndarray, B: np.ndarray, *, scale: float = 1.0, unit: float = 1.0, signs: Sequence[float] = (1.0,)
    ) -> None:
        """Take f in `unit`, θ in `scale`, and the quartic terms with these signs, one for each row of B or one for all."""
        self.A, self.B, self.scale, self.unit, self.signs = A, B, scale, unit, np.asarray(signs)

    def __call__(self, theta: Any) -> np.ndarray:
        """The gradient at a point that comes from the student's code."""
        z = as_array(theta, "The point that you passed to gradient", shape=(len(self.A),)) / self.scale
        return np.asarray(self.unit / self.scale * (self.A @ z + self.B.T @ (self.signs * (self.B @ z) ** 3)))


def quartic(rng: np.random.Generator, d: int, *, shift: float = 0.0, **more: Any) -> Quartic:
    """A random one; all eigenvalues of A lie around `shift`."""
    A = rng.standard_normal((d, d))
    return Quartic((A + A.T) / 2 + shift * np.eye(d), 0.6 * rng.standard_normal((d, d)), **more)


STEPS = {
    "Here the two errors are equal; where their sum is least, one of them is larger.": sp.cbrt(6 * rounding / M),
    "This balances a first-order error: it is the step of a forward difference.": 2 * sp.sqrt(rounding / M),
    "The derivative of ε_g/h is -ε_g/h²: three powers of h, and a cube root.": sp.sqrt(3 * rounding / M),
    "A factor is missing under the root: differentiate both errors once more.": sp.cbrt(rounding / M),
    "The truncation is Mh²/6, with h squared, so that the root is not a square root.": sp.sqrt(rounding / M),
    "h is where the sum is least; this is h³ without its factor 3.": rounding / M,
    "Solve for h: the cube root is missing.": 3 * rounding / M,
    "More rounding asks for a larger step, not for a smaller one.": sp.cbrt(3 * M / rounding),
}


@check("measured_hessian")
def test_best_step(student: Student) -> None:
    """The step that balances truncation and rounding"""
    try:
        expect_equal(student["best_step"], reference.best_step(), "best_step", symbols=[rounding, M])
    except CheckFailed:
        for message, slip in STEPS.items():
            try:
                expect_equal(student["best_step"], slip, "best_step", symbols=[rounding, M], slips=False)
            except (CheckFailed, Undecided):
                continue
            raise CheckFailed(f"best_step: {message}") from None
        told = "best_step: at this h the derivative of Mh²/6 + ε_g/h is not 0, or h is not written in rounding and M alone."
        raise CheckFailed(told) from None


def hessian_slips(gradient: Quartic, theta: np.ndarray, h: float) -> dict[str, np.ndarray]:
    """The matrices of typical slips."""
    d = len(theta)
    ahead, behind = (np.array([gradient(theta + step * e) for e in np.eye(d)]) for step in (h, -h))
    forward = (ahead - gradient(theta)) / h
    central = (ahead - behind) / (2 * h)
    two = reference.measured_hessian(gradient, theta, 2 * h)[0]
    return {
        "This is a forward difference: central ones are asked.": (forward + forward.T) / 2,
        "H should be symmetric: take the mean of it and its transpose.": central,
        "H should be symmetric: average it with its transpose.": central.T,
        "Each entry is the mean of two differences; you took one of them for both.": np.tril(central) + np.tril(central, -1).T,
        "Each entry is the mean of two differences; you took the other one for both.": np.triu(central) + np.triu(central, 1).T,
        "This is twice the matrix: the two points are 2h apart, and a mean of two is half of their sum.": central + central.T,
        "This is the matrix with step 2h.": two,
        "This is extrapolated from both steps; H is the matrix with step h itself.": (2 * (central + central.T) - two) / 3,
        "This is the matrix with step h/2.": reference.measured_hessian(gradient, theta, h / 2)[0],
        "Look at the sign: ahead less behind.": -(central + central.T) / 2,
    }


def error_slips(gradient: Quartic, theta: np.ndarray, h: float) -> dict[str, float]:
    """The errors of typical slips."""
    H, two, half = (reference.measured_hessian(gradient, theta, step)[0] for step in (h, 2 * h, h / 2))
    return {
        "This is the Frobenius norm; the spectral one is asked.": float(np.linalg.norm(H - two)),
        "This is the largest entry; the spectral norm is asked.": float(np.abs(H - two).max()),
        "This compares with h/2; 2h is asked.": float(np.linalg.norm(H - half, 2)),
        "This is a third of it: the difference itself is asked.": float(np.linalg.norm(H - two, 2)) / 3,
        "Only the largest eigenvalues are compared; the whole matrices are asked.": float(
            abs(np.linalg.eigvalsh(H)[-1] - np.linalg.eigvalsh(two)[-1])
        ),
        "This is the largest eigenvalue of H - H₂; its norm is the largest modulus.": float(np.linalg.eigvalsh(H - two)[-1]),
        "This is relative to ‖H‖; the error has the unit of H.": float(np.linalg.norm(H - two, 2) / np.linalg.norm(H, 2)),
    }


def wrong_entries(got: Any, H: np.ndarray) -> np.ndarray:
    """Which entries of the student's H are wrong; none, where it is no matrix of this shape."""
    with suppress(CheckFailed):
        return ~np.isclose(as_array(got, "H", shape=H.shape), H, rtol=1e-8, atol=2e-9 * float(np.linalg.norm(H, 2)))
    return np.zeros(H.shape, dtype=bool)


def where_wrong(got: Any, H: np.ndarray) -> str:
    """What the wrong entries have in common: none on the diagonal, or none in its first place."""
    wrong = wrong_entries(got, H)
    if not wrong.any() or wrong[0, 0]:
        return ""
    if not np.diag(wrong).any():
        return "Your diagonal is right: look at the entries beside it."
    return "Your first entry is right and later ones are not: is θ put back before the next column?"


WRONG_H = "Your H is not right here either: mend it first, the error follows from it."
H_AND_TOP, ERROR = ("H", "lambda_max"), ("error",)


def hold(
    student: Student,
    gradient: Quartic,
    theta: np.ndarray,
    h: float,
    what: str,
    *,
    only: tuple[str, ...],
    hint: str = "",
    named: bool = False,
) -> None:
    """Hold some of the three results of one measurement."""
    call = f"measured_hessian of {what}"
    got = as_sequence(student.measured_hessian(gradient, theta, h), call, length=3)
    H, error, top = reference.measured_hessian(gradient, theta, h)
    size = float(np.linalg.norm(H, 2))
    slips: Any = (hessian_slips(gradient, theta, h), error_slips(gradient, theta, h)) if named else ({}, {})
    if "H" in only:
        told = hint or "Column i is a central difference along e_i with step h; H is the mean of it and its transpose."
        options: dict[str, Any] = {"rtol": 1e-8, "atol": 2e-9 * size, "slips": slips[0]}
        try:
            close(got[0], H, f"H in {call}", **options, hint=told)
        except CheckFailed:
            close(got[0], H, f"H in {call}", **options, hint=f"{told} {where_wrong(got[0], H)}".rstrip())
            raise
    if "error" in only:
        told = hint or "‖H - H₂‖, spectral, with H₂ from 2h."
        options = {"rtol": 1e-6, "atol": 2e-9 * size, "slips": slips[1]}
        try:
            close(got[1], error, f"error in {call}", **options, hint=told)
        except CheckFailed:
            if wrong_entries(got[0], H).any():
                close(got[1], error, f"error in {call}", **options, hint=WRONG_H)
            raise
    if "lambda_max" in only:
        modulus = {"The largest eigenvalue is meant, with its sign.": size} if size > 1.001 * abs(top) else {}
        least = float(np.linalg.eigvalsh(H)[0])
        other = {"This is the smallest eigenvalue of H.": least} if len(H) > 1 and least > 0 else {}
        told = hint or "The largest eigenvalue of H, with its sign."
        close(got[2], top, f"lambda_max in {call}", rtol=1e-8, atol=2e-9 * size, slips=modulus | other, hint=told)


@check("measured_hessian", weight=1.5)
@own_copies()
def test_hessian_with_a_large_step(student: Student, rng: np.random.Generator) -> None:
    """Hessian and largest eigenvalue where the truncation can be seen"""
    for d in (3, 4):
        gradient, theta = quartic(rng, d, shift=8.0), rng.uniform(-1, 1, d)
        step = float(rng.uniform(0.2, 0.4))
        hold(student, gradient, theta, step, f"a quartic in {d} dimensions", only=H_AND_TOP, named=True)


@check("measured_hessian", weight=1.5)
@after_plain(test_hessian_with_a_large_step)
def test_signs_dimensions_and_units(student: Student, rng: np.random.Generator) -> None:
    """Negative curvature, one dimension, integers, any unit"""
    d = int(rng.integers(2, 5))
    far = "The largest eigenvalue, with its sign: it may be negative."
    top = quartic(rng, d, shift=-30.0)
    hold(student, top, rng.uniform(-1, 1, d), 0.1, "a quartic near a maximum", only=H_AND_TOP, hint=far)
    hold(student, quartic(rng, 1), rng.uniform(-1, 1, 1), 0.3, "a quartic in one dimension", only=H_AND_TOP)
    step = "The step along each coordinate is h itself, whatever θ is."
    away = rng.uniform(2, 3, 3) * rng.choice([-1.0, 1.0], 3)
    hold(student, quartic(rng, 3), away, 0.2, "a quartic away from the origin", only=H_AND_TOP, hint=step)
    whole = "θ may be an array of integers: θ + h e is not."
    hold(student, quartic(rng, 3), rng.integers(-2, 3, 3), 0.2, "a quartic at whole numbers", only=H_AND_TOP, hint=whole)
    for gradient, theta, h, what in in_units(rng):
        hold(student, gradient, theta, h, what, only=H_AND_TOP, hint="h comes in the unit of θ: use it as it is.")
    gradient, theta = quartic(rng, 3, shift=8.0), rng.uniform(-1, 1, 3)
    hold(student, gradient, theta, 1e-5, "a quartic with h = 1e-5", only=H_AND_TOP)


def in_units(rng: np.random.Generator) -> list[tuple[Quartic, np.ndarray, float, str]]:
    """Gradient, θ, h and name in small, large and drawn units."""
    units = ((1e-8, 1.0), (1e8, 1e-8), (1.0, 1e8), (10 ** rng.uniform(-4, 4), 10 ** rng.uniform(-4, 4)))
    found = []
    for scale, unit in units:
        gradient, theta = quartic(rng, 3, shift=8.0, scale=scale, unit=unit), scale * rng.uniform(-1, 1, 3)
        found.append((gradient, theta, 0.2 * scale, f"a quartic with θ near {scale:.1g} and f near {unit:.1g}"))
    return found


@check("measured_hessian", weight=1.5)
@after_plain(test_hessian_with_a_large_step)
@own_copies()
def test_error_bar(student: Student, rng: np.random.Generator) -> None:
    """The error bar where the truncation can be seen, with fourth derivatives of either sign"""
    for d in (3, 4):
        gradient, theta = quartic(rng, d, shift=8.0), rng.uniform(-1, 1, d)
        step = float(rng.uniform(0.2, 0.4))
        hold(student, gradient, theta, step, f"a quartic in {d} dimensions", only=ERROR, named=True)
    norm = "The norm is the largest modulus of an eigenvalue of the difference."
    for signs in ([-1.0, -1.0, -1.0], [1.0, 0.1, -1.5], [-1.0, 0.1, 1.5]):
        quart = Quartic(8 * np.eye(3), np.linalg.qr(rng.standard_normal((3, 3)))[0], signs=signs)
        what = f"a quartic whose fourth derivatives are {'negative' if signs[2] == signs[0] else 'of either sign'}"
        hold(student, quart, rng.uniform(-1, 1, 3), float(rng.uniform(0.2, 0.4)), what, only=ERROR, hint=norm)


@check("measured_hessian")
@after_plain(test_hessian_with_a_large_step, test_error_bar)
def test_error_bar_in_other_cases(student: Student, rng: np.random.Generator) -> None:
    """The error bar in one dimension, of a quadratic, and in any unit"""
    for sign in (-1.0, 1.0):
        line = quartic(rng, 1, signs=[sign])
        hold(student, line, rng.uniform(-1, 1, 1), 0.3, "a quartic in one dimension", only=ERROR)
    flat = quartic(rng, 3)
    flat.B[:] = 0.0
    exact = "Its central differences are exact: the error is 0."
    hold(student, flat, rng.uniform(-1, 1, 3), 0.5, "a quadratic", only=ERROR, hint=exact)
    for gradient, theta, h, what in in_units(rng):
        hold(student, gradient, theta, h, what, only=ERROR, hint="The error has the unit of H.")
