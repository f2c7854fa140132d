"""Hidden checks of the task `measured_hessian`: the expression `best_step` and the function."""

from typing import Any

import numpy as np
import sympy as sp

from grading.checks import (
    CallBudget,
    CheckFailed,
    Student,
    Undecided,
    after_plain,
    as_array,
    as_sequence,
    check,
    close,
    counted,
    expect_equal,
)
from solutions.critical_point import measured_hessian as reference
from solutions.critical_point.measured_hessian import M, r


class Quartic:
    """Gradient of f = ½ θᵀAθ + ¼ unit Σ (B θ/scale)⁴: its differences are exact but for h²."""

    def __init__(self, A: np.ndarray, B: np.ndarray, *, scale: float = 1.0, unit: float = 1.0) -> None:
        """Take f in `unit` and θ in `scale`."""
        self.A, self.B, self.scale, self.unit = A, B, scale, unit

    def __call__(self, theta: Any) -> np.ndarray:
        """The gradient at a point that comes from the student's code."""
        z = as_array(theta, "The point that you passed to gradient", shape=(len(self.A),)) / self.scale
        return np.asarray(self.unit / self.scale * (self.A @ z + self.B.T @ (self.B @ z) ** 3))

    def budget(self) -> CallBudget:
        """The gradient with the calls that are allowed."""
        return counted(self, limit=4 * len(self.A), name="gradient")


def quartic(rng: np.random.Generator, d: int, *, shift: float = 0.0, **units: float) -> Quartic:
    """A random one; all eigenvalues of A lie around `shift`."""
    A = rng.standard_normal((d, d))
    return Quartic((A + A.T) / 2 + shift * np.eye(d), 0.6 * rng.standard_normal((d, d)), **units)


STEPS = {
    "The sum is least where its derivative is 0: that of Mh²/6 is Mh/3, and the two errors are not equal there.": sp.cbrt(
        6 * r / M
    ),
    "This balances a first-order error: it is the step of a forward difference.": 2 * sp.sqrt(r / M),
    "The derivative of r/h is -r/h²: three powers of h, and a cube root.": sp.sqrt(3 * r / M),
    "The derivative of Mh²/6 is Mh/3.": sp.cbrt(r / M),
    "Solve for h: the cube root is missing.": 3 * r / M,
    "More rounding asks for a larger step, not for a smaller one.": sp.cbrt(3 * M / r),
}


@check("measured_hessian")
def test_best_step(student: Student) -> None:
    """The step that balances truncation and rounding"""
    try:
        expect_equal(student["best_step"], reference.best_step(), "best_step", symbols=[r, M])
    except CheckFailed:
        for message, slip in STEPS.items():
            try:
                expect_equal(student["best_step"], slip, "best_step", symbols=[r, M], slips=False)
            except (CheckFailed, Undecided):
                continue
            raise CheckFailed(f"best_step: {message}") from None
        raise


def hessian_slips(gradient: Quartic, theta: np.ndarray, h: float) -> dict[str, np.ndarray]:
    """The matrices of typical slips."""
    d = len(theta)
    ahead, behind = (np.array([gradient(theta + step * e) for e in np.eye(d)]) for step in (h, -h))
    forward = (ahead - gradient(theta)) / h
    central = (ahead - behind) / (2 * h)
    return {
        "This is a forward difference: central ones are asked.": (forward + forward.T) / 2,
        "H should be symmetric: take the mean of it and its transpose.": central,
        "H should be symmetric: average it with its transpose.": central.T,
        "This is twice the matrix: the two points are 2h apart, and a mean of two is half of their sum.": central + central.T,
        "This is the matrix with step 2h.": reference.measured_hessian(gradient, theta, 2 * h)[0],
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
        "This is relative to ‖H‖; the error has the unit of H.": float(np.linalg.norm(H - two, 2) / np.linalg.norm(H, 2)),
    }


def hold(
    student: Student, gradient: Quartic, theta: np.ndarray, h: float, what: str, *, hint: str = "", named: bool = False
) -> None:
    """Hold the three results of one measurement."""
    call, calls = f"measured_hessian of {what}", gradient.budget()
    got = as_sequence(student.measured_hessian(calls, theta, h), call, length=3)
    calls.enforce()
    H, error, top = reference.measured_hessian(gradient, theta, h)
    size = float(np.linalg.norm(H, 2))
    slips: Any = (hessian_slips(gradient, theta, h), error_slips(gradient, theta, h)) if named else ({}, {})
    close(got[0], H, f"H in {call}", rtol=1e-8, atol=2e-9 * size, slips=slips[0], hint=hint)
    close(got[1], error, f"error in {call}", rtol=1e-6, atol=2e-9 * size, slips=slips[1], hint=hint or "‖H - H₂‖, spectral.")
    modulus = {"The largest eigenvalue is meant, with its sign.": size} if size > 1.001 * abs(top) else {}
    close(got[2], top, f"lambda_max in {call}", rtol=1e-8, atol=2e-9 * size, slips=modulus, hint=hint)


@check("measured_hessian", weight=2)
def test_measurement_with_a_large_step(student: Student, rng: np.random.Generator) -> None:
    """Hessian, error bar and largest eigenvalue where the truncation can be seen"""
    for d in (3, 4):
        gradient, theta = quartic(rng, d, shift=8.0), rng.uniform(-1, 1, d)
        hold(student, gradient, theta, float(rng.uniform(0.2, 0.4)), f"a quartic in {d} dimensions", named=True)


@check("measured_hessian", weight=1.5)
@after_plain(test_measurement_with_a_large_step)
def test_signs_and_dimensions(student: Student, rng: np.random.Generator) -> None:
    """Negative curvature, one dimension, integers, a quadratic"""
    d = int(rng.integers(2, 5))
    far = "The largest eigenvalue, with its sign: it may be negative."
    hold(student, quartic(rng, d, shift=-30.0), rng.uniform(-1, 1, d), 0.1, "a quartic near a maximum", hint=far)
    hold(student, quartic(rng, 1), rng.uniform(-1, 1, 1), 0.3, "a quartic in one dimension")
    whole = "θ may be an array of integers: θ + h e is not."
    hold(student, quartic(rng, 3), rng.integers(-2, 3, 3), 0.2, "a quartic at whole numbers", hint=whole)
    flat = quartic(rng, d)
    flat.B[:] = 0.0
    hold(student, flat, rng.uniform(-1, 1, d), 0.5, "a quadratic", hint="Its central differences are exact: the error is 0.")


@check("measured_hessian", weight=1.5)
@after_plain(test_measurement_with_a_large_step)
def test_units(student: Student, rng: np.random.Generator) -> None:
    """Small and large units, and a step near the best one"""
    for scale, unit in ((1e-8, 1.0), (1e8, 1e-3), (1.0, 1e9), (10 ** rng.uniform(-4, 4), 10 ** rng.uniform(-4, 4))):
        gradient, theta = quartic(rng, 3, shift=8.0, scale=scale, unit=unit), scale * rng.uniform(-1, 1, 3)
        what = f"a quartic with θ near {scale:.1g} and f near {unit:.1g}"
        hold(student, gradient, theta, 0.2 * scale, what, hint="h comes in the unit of θ: use it as it is.")
    gradient, theta = quartic(rng, 3, shift=8.0), rng.uniform(-1, 1, 3)
    hold(student, gradient, theta, 1e-5, "a quartic with h = 1e-5")
