"""Hidden checks of the task `steps_to_tolerance`: its two functions, `descend` and `steps_to_tolerance`."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.random import Generator

from grading.checks import (
    CheckFailed,
    Student,
    after_plain,
    as_array,
    as_integer,
    as_number,
    check,
    close,
    equal,
    expect,
    product,
    show,
    symmetric,
)
from solutions.plateau import steps_to_tolerance as reference

FORGIVEN = 1e-10  # relative, as the statement says
AWAY = 4e-10  # and every input lies at least so far from where the count changes


def _clear(eta: float, lam: float, x0: float, eps: float) -> bool:
    """Whether the count is the same for a tolerance that is a relative AWAY larger or smaller."""
    steps = reference.steps_to_tolerance(eta, lam, x0, eps)
    if math.isinf(steps) or steps == 0:
        return True
    enough = reference.reaches(eta, lam, x0, eps, int(steps), slack=-AWAY)
    return enough and not reference.reaches(eta, lam, x0, eps, int(steps) - 1, slack=AWAY)


def _tolerance(rng: Generator, eta: float, lam: float, x0: float, low: float, high: float) -> float:
    """A random tolerance between the powers low and high of ten, at which the count is clear."""
    for _ in range(50):
        eps = float(10 ** rng.uniform(low, high))
        if _clear(eta, lam, x0, eps):
            return eps
    raise ValueError(f"no tolerance is clear for {eta}, {lam}, {x0}")


def count_slips(eta: float, lam: float, x0: float, eps: float) -> dict[str, int]:
    """Whole numbers that typical slips give for one call, most telling first; those that coincide tell nothing."""
    q, right = eta * lam, reference.steps_to_tolerance(eta, lam, x0, eps)
    if not 0 < q < 2 or q == 1 or not 0 < right < math.inf:
        return {}
    natural, factor = math.log(abs(x0) / eps), -math.log(abs(1 - q))
    slips = {
        "You rounded to the side on which the tolerance is not kept yet.": math.floor(natural / factor),
        "That is one step too many.": int(right) + 1,
        "The two logarithms have different bases.": math.ceil(natural / math.log(10) / factor),
        "The two logarithms have different bases; the other way round.": math.ceil(natural * math.log(10) / factor),
        "That is the time of the gradient flow over eta. GD takes finite steps.": math.ceil(natural / q),
    }
    values = [*slips.values(), right]
    return {message: value for message, value in slips.items() if values.count(value) == 1}


def _hold_steps(student: Student, eta: float, lam: float, x0: float, eps: float) -> int:
    """Hold one call to minimality: |x_t| <= eps and |x_(t-1)| > eps, up to a relative FORGIVEN."""
    call = f"steps_to_tolerance(eta={eta:.6g}, lam={lam:.6g}, start={x0:.6g}, tol={eps:.6g})"
    got = as_number(student.steps_to_tolerance(eta, lam, x0, eps), call)
    expect(got != math.inf, f"{call}: your value is infinite, and tol is reached. How large is the modulus of the factor?")
    steps = as_integer(got, call)
    expect(steps >= 0, f"{call}: your value is {steps}. A number of steps is not negative.")
    enough = reference.reaches(eta, lam, x0, eps, steps, slack=FORGIVEN)
    if not enough or (steps and reference.reaches(eta, lam, x0, eps, steps - 1, slack=-FORGIVEN)):
        named = [message for message, value in count_slips(eta, lam, x0, eps).items() if value == steps]
        what = "fewer steps do" if enough else "after so many steps |x| is still above tol"
        raise CheckFailed(f"{call}: your value is {steps}, and {what}. {' '.join(named)}".rstrip())
    return steps


def _hold_drawn(student: Student, rng: Generator, q: float, lam: float, x0: float, low: float = -7, high: float = -2) -> None:
    """Hold one call with the product q, up to rounding, and a random tolerance."""
    eta = q / lam
    _hold_steps(student, eta, lam, x0, _tolerance(rng, eta, lam, x0, low, high))


def _start(rng: Generator) -> float:
    return float(rng.choice([-1.0, 1.0]) * rng.uniform(0.5, 50))


@check("steps_to_tolerance", weight=2)
def test_steps_below_the_critical_rate(student: Student, rng: Generator) -> None:
    """The step count is the smallest that reaches the tolerance, for eta lam < 1."""
    for _ in range(10):
        _hold_drawn(student, rng, float(rng.uniform(0.02, 0.95)), float(10 ** rng.uniform(-3, 3)), abs(_start(rng)))


@check("steps_to_tolerance", weight=2)
@after_plain(test_steps_below_the_critical_rate)
def test_steps_when_the_iterate_changes_sign(student: Student, rng: Generator) -> None:
    """For 1 < eta lam < 2, and for a negative start, it is the modulus that counts."""
    for _ in range(8):
        _hold_drawn(student, rng, float(rng.uniform(1.05, 1.98)), float(10 ** rng.uniform(-3, 3)), _start(rng))
    for q in rng.uniform(0.1, 0.9, size=3):
        _hold_drawn(student, rng, float(q), 1.0, -abs(_start(rng)))


@check("steps_to_tolerance", weight=2)
@after_plain(test_steps_below_the_critical_rate)
def test_steps_of_zero_one_and_never(student: Student, rng: Generator) -> None:
    """Already there is 0, a jump onto the minimum is 1, never is infinity."""
    lam = 2.0 ** int(rng.integers(-3, 4))
    x0 = float(rng.uniform(1, 9))
    call = f"steps_to_tolerance({1 / lam:g}, {lam:g}, {x0:.6g}, 0.001)"
    equal(student.steps_to_tolerance(1 / lam, lam, x0, 1e-3), 1, call, hint="With eta lam = 1 the factor is 0.")
    for eta, curvature in ((0.3 / lam, lam), (2 / lam, lam), (2.5 / lam, lam), (0.3, 0.0), (0.3, -lam)):
        inside = float(rng.uniform(-1, 1)) * 0.01
        for start in (inside, 0.0, 0.01):
            call = f"steps_to_tolerance({eta:g}, {curvature:g}, {start:.6g}, 0.01)"
            got = student.steps_to_tolerance(eta, curvature, start, 0.01)
            equal(got, 0, call, hint="start is within tol already, and that comes first in the table.")
    _hold_steps(student, 0.3, 1.0, 0.5 * (1 + 6e-10), 0.5)
    for eta, curvature in ((2 / lam, lam), (2.5 / lam, lam), (7.0 / lam, lam), (0.3, 0.0), (0.3, -lam), (10.0, -lam)):
        call = f"steps_to_tolerance({eta:g}, {curvature:g}, {x0:.6g}, 0.01)"
        got = as_number(student.steps_to_tolerance(eta, curvature, x0, 0.01), call)
        expect(got == math.inf, f"{call}: your value is {show(got)}. |x| never gets smaller here: what does the table say?")


@check("steps_to_tolerance", weight=1)
@after_plain(test_steps_below_the_critical_rate)
def test_steps_at_the_ends_of_what_is_announced(student: Student, rng: Generator) -> None:
    """The count is right next to eta lam = 0, 1 and 2, and in other units of x and f."""
    for q in (
        1e-4 * rng.uniform(1.01, 3),
        1 - 1e-3 * rng.uniform(1.01, 3),
        1 + 1e-3 * rng.uniform(1.01, 3),
        2 - 1e-3 * rng.uniform(1.01, 3),
    ):
        _hold_drawn(student, rng, float(q), 1.0, float(rng.uniform(1, 5)), -8, -6)
    start = float(rng.uniform(0.98, 0.999))  # the most steps that the statement allows: two hundred thousand
    _hold_drawn(student, rng, 1e-4 * float(rng.uniform(1.01, 1.03)), 1.0, start, -9.0, -8.98)
    q, start = float(rng.uniform(0.05, 1.9)), float(rng.uniform(1, 9))
    eps = _tolerance(rng, q, 1.0, start, -4, -2)
    first = _hold_steps(student, q, 1.0, start, eps)
    scale, unit = 2.0 ** int(rng.integers(-200, 200)), 2.0 ** int(rng.integers(-40, 40))
    second = _hold_steps(student, q * unit, 1 / unit, start * scale, eps * scale)
    expect(first == second, f"In other units of x and f the count is {second}, and it was {first} before.")


def _hold_path(
    student: Student, gradient: Callable[[Any], Any], theta: np.ndarray, eta: float, steps: int, right: np.ndarray
) -> None:
    call = f"descend(gradient, theta of {len(theta)}, {eta:.4g}, {steps})"
    path = as_array(student.descend(gradient, theta, eta, steps), call, shape=(steps + 1, len(theta)))
    slips = {
        "You walk uphill: the sign of the step.": reference.descend(gradient, theta, -eta, steps),
        "The first row is the start, before any step.": reference.descend(gradient, right[0], eta, steps + 1)[1:],
        "All rows are the same: one array stands in the list many times. Append a new one.": np.tile(right[-1], (steps + 1, 1)),
        "All rows after the first are the same: one array stands in the list many times. Append a new one.": np.concatenate(
            [right[:1], np.tile(right[-1], (steps, 1))]
        ),
    }
    slips = {message: slip for message, slip in slips.items() if not np.allclose(slip, right)}
    close(path, right, call, rtol=1e-8, atol=1e-10, hint="Which point does each step start from?", slips=slips)


@check("steps_to_tolerance", weight=2)
def test_path_on_quadratics(student: Student, rng: Generator) -> None:
    """The path of GD on a quadratic is right, row by row."""
    for d in (2, int(rng.integers(3, 6))):
        H = symmetric(rng.uniform(0.2, 3.0, size=d), rng)
        theta, eta, steps = rng.normal(size=d), float(rng.uniform(0.1, 0.5)), int(rng.integers(4, 9))
        right = reference.descend_quadratic(H, theta, eta, steps)
        _hold_path(student, product(H), theta, eta, steps, right)


@check("steps_to_tolerance", weight=1)
@after_plain(test_path_on_quadratics)
def test_path_of_no_step_and_of_a_curved_valley(student: Student, rng: Generator) -> None:
    """No step is a path of one point; the gradient is asked once a step, at each point of the path."""
    asked: list[np.ndarray] = []

    def gradient(point: Any) -> np.ndarray:
        place = as_array(point, "what you passed to gradient", shape=(2,))
        asked.append(place)
        return np.array([20 * place[0], place[1] ** 3])

    theta = rng.uniform(0.5, 1.5, size=2)
    _hold_path(student, gradient, theta, 0.1, 0, theta[None, :])
    steps = int(rng.integers(5, 12))
    asked.clear()
    path = as_array(student.descend(gradient, theta, 0.03, steps), "descend(gradient, theta, 0.03, …)", shape=(steps + 1, 2))
    calls = len(asked)
    right = reference.descend(lambda place: np.array([20 * place[0], place[1] ** 3]), theta, 0.03, steps)
    close(path, right, "the path in a curved valley", rtol=1e-8, hint="The gradient is that at the point where you are.")
    expect(calls == steps, f"descend called gradient {calls} times for {steps} steps; once a step is enough.")
    line = as_array(
        student.descend(lambda x: np.asarray(x) * 2, np.array([3.0]), 0.25, 2), "descend of one parameter", shape=(3, 1)
    )
    close(
        line,
        np.array([[3.0], [1.5], [0.75]]),
        "descend of one parameter",
        hint="With d = 1 the path has the shape (steps + 1, 1).",
    )
