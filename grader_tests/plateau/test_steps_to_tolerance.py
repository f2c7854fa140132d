"""Hidden checks of the task `steps_to_tolerance`."""

import math

from numpy.random import Generator

from grading.checks import CheckFailed, Student, as_integer, as_number, check, equal, expect, show
from solutions.plateau import steps_to_tolerance as reference


def _check_steps(student: Student, eta: float, lam: float, x0: float, eps: float) -> int:
    """Hold one call to minimality: |x_t| <= eps and |x_(t-1)| > eps, up to a relative 1e-12."""
    call = f"steps_to_tolerance(eta={eta:.6g}, lam={lam:.6g}, x0={x0:.6g}, eps={eps:.6g})"
    steps = as_integer(student.steps_to_tolerance(eta, lam, x0, eps), call)
    expect(steps >= 0, f"{call}: your value is {steps}. A number of steps is not negative. Is it too large for its type?")
    if not reference.reaches(eta, lam, x0, eps, steps, slack=1e-12):
        off_by_one = reference.reaches(eta, lam, x0, eps, steps + 1, slack=1e-12)
        hint = (
            "One step more does it: round to the side that keeps the tolerance."
            if off_by_one
            else _base_hint(steps, eta, lam, x0, eps)
        )
        raise CheckFailed(f"{call}: after your {steps} steps |x| is still above eps. {hint}".rstrip())
    if steps and reference.reaches(eta, lam, x0, eps, steps - 1, slack=-1e-12):
        raise CheckFailed(f"{call}: your value is {steps}, and fewer steps do. {_base_hint(steps, eta, lam, x0, eps)}".rstrip())
    return steps


def _base_hint(steps: int, eta: float, lam: float, x0: float, eps: float) -> str:
    """Name slips that the value shows: logarithms of two bases, the flow in place of the iteration, and lost digits."""
    q = eta * lam
    if q == 1 or steps == 0:
        return ""
    natural, factor = math.log(abs(x0) / eps), -math.log(abs(1 - q)) if abs(1 - q) not in (0, 1) else math.inf
    for ratio, hint in (
        (1 / math.log(10), "Two logarithms of different base?"),
        (math.log(10), "Two logarithms of different base?"),
    ):
        if abs(steps - natural / factor * ratio) <= 1:
            return hint
    if abs(steps - natural / abs(q)) <= 1:
        return "That is the time of the gradient flow divided by eta; GD takes finite steps."
    if 0 < q < 1e-4 and abs(steps * factor / natural - 1) < 0.1:
        return "Does your factor keep its digits when eta lam is tiny?"
    return ""


@check("steps_to_tolerance", weight=2)
def test_steps_below_the_critical_rate(student: Student, rng: Generator) -> None:
    """The step count is the smallest that reaches the tolerance, for eta lam < 1."""
    for _ in range(12):
        q, lam = rng.uniform(0.02, 0.95), 10 ** rng.uniform(-3, 3)
        _check_steps(student, q / lam, lam, rng.choice([-1.0, 1.0]) * rng.uniform(0.5, 50), 10 ** rng.uniform(-8, -2))


@check("steps_to_tolerance", weight=2)
def test_steps_when_the_iterate_changes_sign(student: Student, rng: Generator) -> None:
    """For 1 < eta lam < 2 and for negative x0 it is the modulus that counts."""
    for _ in range(8):
        q, lam = rng.uniform(1.05, 1.98), 10 ** rng.uniform(-3, 3)
        _check_steps(student, q / lam, lam, rng.choice([-1.0, 1.0]) * rng.uniform(0.5, 50), 10 ** rng.uniform(-8, -2))


@check("steps_to_tolerance", weight=2)
def test_steps_of_zero_one_and_never(student: Student, rng: Generator) -> None:
    """Already there is 0, a jump onto the minimum is 1, never is infinity."""
    lam = 2.0 ** int(rng.integers(-3, 4))
    equal(
        student.steps_to_tolerance(1 / lam, lam, 3.0, 1e-3),
        1,
        "steps_to_tolerance with eta lam = 1",
        hint="What is the factor?",
    )
    for eta, curvature in ((0.1, 1.0), (0.1, 0.0), (0.1, -1.0), (3.0, 1.0), (1.0, 1.0)):
        for x0 in (-0.01, 0.5, -0.5, 0.0):  # inside, on the tolerance itself, and at the minimum
            call = f"steps_to_tolerance({eta}, {curvature}, {x0}, 0.5)"
            equal(student.steps_to_tolerance(eta, curvature, x0, 0.5), 0, call, hint="|x0| is within eps already.")
    for eta, curvature in ((2 / lam, lam), (2.5 / lam, lam), (7.0 / lam, lam), (0.3, 0.0), (0.3, -lam)):
        call = f"steps_to_tolerance({eta}, {curvature}, 1.0, 0.01)"
        got = as_number(student.steps_to_tolerance(eta, curvature, 1.0, 0.01), call)
        expect(
            got == math.inf, f"{call}: your value is {show(got)}. |x| never gets smaller here: what does the statement ask for?"
        )
    _check_steps(student, 0.3 / lam, lam, 3.0, 1e-3)
    _check_steps(student, 0.3 / lam, lam, 0.5 * (1 + 1e-10), 0.5)


@check("steps_to_tolerance", weight=1)
def test_steps_at_a_tiny_rate(student: Student, rng: Generator) -> None:
    """The count is right where 1 - eta lam rounds to 1, without walking the steps."""
    for exponent in (-6, -9, -12, -15, -18):
        q, lam = rng.uniform(1, 9) * 10.0**exponent, 10 ** rng.uniform(-2, 2)
        _check_steps(student, q / lam, lam, rng.uniform(1, 5), 10 ** rng.uniform(-4, -1))
    _check_steps(student, rng.uniform(1.01, 1.1) * 1e-18, 1.0, rng.uniform(1, 5), 10 ** rng.uniform(-9, -6))  # beyond 2^63


@check("steps_to_tolerance", weight=1)
def test_steps_next_to_one_and_two(student: Student, rng: Generator) -> None:
    """Next to eta lam = 1 it takes a few steps, next to 2 up to millions."""
    for distance in 10 ** rng.uniform((-5.9, -5, -3.5), (-5.4, -4, -2)):
        for q in (1 - distance, 1 + distance):
            _check_steps(student, float(q), 1.0, rng.uniform(1, 5), float(distance**2.5))
    for exponent in (-6, -5, -4):
        _check_steps(student, 2 - rng.uniform(1.5, 9) * 10.0**exponent, 1.0, rng.uniform(1, 5), 10 ** rng.uniform(-4, -1))


@check("steps_to_tolerance", weight=1)
def test_steps_know_no_unit_of_length(student: Student, rng: Generator) -> None:
    """Another unit of length, or of loss, leaves the count alone."""
    for q in rng.uniform((0.05, 0.05, 1.05, 1.05), (0.95, 0.95, 1.9, 1.9)).tolist():
        x0, eps = rng.uniform(1, 9), rng.uniform(1e-4, 1e-2)
        first = _check_steps(student, q, 1.0, x0, eps)
        scale, unit = 2.0 ** int(rng.integers(-300, 300)), 2.0 ** int(rng.integers(-60, 60))
        call = f"steps_to_tolerance({q * unit:.6g}, {1 / unit:.6g}, {x0 * scale:.6g}, {eps * scale:.6g})"
        second = as_integer(student.steps_to_tolerance(q * unit, 1 / unit, x0 * scale, eps * scale), call)
        expect(abs(first - second) <= 1e-12 * first, f"{call}: your value is {second}, and {first} in other units of x and f.")
