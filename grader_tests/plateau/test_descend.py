"""Hidden checks of the task `descend`."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.random import Generator

from grading.checks import Student, after_plain, as_array, check, close, expect, symmetric
from solutions.plateau import descend as reference

RTOL = 1e-8  # as the statement asks


def _linear(H: np.ndarray) -> Callable[[Any], np.ndarray]:
    """The gradient of ½ θᵀHθ; what it is given must have the shape of θ."""
    return lambda point: np.asarray(H @ as_array(point, "what you passed to gradient", shape=(len(H),)))


def _hold_path(
    student: Student,
    gradient: Callable[[Any], Any],
    theta: np.ndarray,
    eta: float,
    steps: int,
    right: np.ndarray,
    where: str = "",
) -> None:
    """Hold a path; a special case says `where` it is, the plain one names slips."""
    call = f"descend(gradient, theta of {len(theta)}, {eta:.4g}, {steps})" + (f" ({where})" if where else "")
    path = as_array(student.descend(gradient, theta, eta, steps), call, shape=(steps + 1, len(theta)))
    slips = {} if where else _slips(gradient, theta, eta, right)
    close(path, right, call, rtol=RTOL, atol=1e-10, hint=_first_wrong(path, right), slips=slips)


def _slips(gradient: Callable[[Any], Any], theta: np.ndarray, eta: float, right: np.ndarray) -> dict[str, np.ndarray]:
    """The paths of typical slips, without those that are right here, as for no step."""
    steps = len(right) - 1
    slips = {
        "You walk uphill: the sign of the step.": reference.descend(gradient, theta, -eta, steps),
        "The first row is the start, before any step.": reference.descend(gradient, right[0], eta, steps + 1)[1:],
        "All rows are the same: one array stands in the list many times. Append a new one.": np.tile(right[-1], (steps + 1, 1)),
        "All rows after the first are the same: one array stands in the list many times. Append a new one.": np.concatenate(
            [right[:1], np.tile(right[-1], (steps, 1))]
        ),
        "Every step takes the gradient of the start; the gradient is that of the point where you are.": theta
        - eta * np.outer(np.arange(steps + 1), gradient(theta)),
        "Your steps all have the length eta: the gradient is divided by its norm.": reference.descend(
            lambda point: gradient(point) / np.linalg.norm(gradient(point)), theta, eta, steps
        ),
        "One component moves after the other; a step moves all of them by the gradient at one point.": _in_turn(
            gradient, theta, eta, steps
        ),
    }
    return {message: slip for message, slip in slips.items() if not np.allclose(slip, right)}


def _in_turn(gradient: Callable[[Any], Any], theta: np.ndarray, eta: float, steps: int) -> np.ndarray:
    """The path on which each component moves by the gradient where those before it have moved already."""
    points = [theta]
    for _ in range(steps):
        point = points[-1].copy()
        for place in range(len(point)):
            point[place] -= eta * gradient(point)[place]
        points.append(point)
    return np.stack(points)


def _first_wrong(path: np.ndarray, right: np.ndarray) -> str:
    """Say which row is the first that is wrong; those before it are right, so it is this step that went wrong."""
    wrong = ~np.isclose(path, right, rtol=RTOL, atol=1e-10).all(axis=1)
    row = int(np.argmax(wrong))
    if row == 0:
        return "Row 0 should be the start, with all its digits."
    if np.allclose(path, right, rtol=1e-3, atol=0.0):
        return f"Row {row} is the first that is off. Is anything rounded, or in single precision?"
    return f"Row {row} is the first that is not right. Is it row {row - 1}, less eta times the gradient there?"


@check("descend", weight=2)
def test_path_on_quadratics(student: Student, rng: Generator) -> None:
    """The path of GD on a quadratic is right, row by row."""
    for d in (2, int(rng.integers(3, 6))):
        H = symmetric(rng.uniform(0.2, 3.0, size=d), rng)
        theta, eta, steps = rng.normal(size=d), float(rng.uniform(0.1, 0.5)), int(rng.integers(4, 9))
        right = reference.descend_quadratic(H, theta, eta, steps)
        _hold_path(student, _linear(H), theta, eta, steps, right)


@check("descend")
@after_plain(test_path_on_quadratics)
def test_path_of_no_step_and_of_a_curved_valley(student: Student, rng: Generator) -> None:
    """No step is a path of one point; the gradient is asked once a step, at each point of the path."""
    asked: list[np.ndarray] = []

    def gradient(point: Any) -> np.ndarray:
        place = as_array(point, "what you passed to gradient", shape=(2,))
        asked.append(place)
        return np.array([20 * place[0], place[1] ** 3])

    theta = rng.uniform(0.5, 1.5, size=2)
    _hold_path(student, gradient, theta, 0.1, 0, theta[None, :], "no step")
    steps = int(rng.integers(5, 12))
    asked.clear()
    path = as_array(student.descend(gradient, theta, 0.03, steps), "descend(gradient, theta, 0.03, …)", shape=(steps + 1, 2))
    calls = len(asked)
    right = reference.descend(lambda place: np.array([20 * place[0], place[1] ** 3]), theta, 0.03, steps)
    close(path, right, "the path in a curved valley", rtol=RTOL, atol=1e-10, hint=_first_wrong(path, right))
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


@check("descend", weight=2)
@after_plain(test_path_on_quadratics)
def test_path_with_small_and_large_gradients(student: Student, rng: Generator) -> None:
    """A row for every step, also where the gradient is zero or the path diverges; gradients of any announced size."""
    d, steps = int(rng.integers(2, 5)), int(rng.integers(4, 9))
    still = rng.integers(1, 9, d).astype(float)
    for start, eta, where in (
        (still.copy(), float(rng.uniform(0.1, 0.9)), "from a start where the gradient is zero"),
        (still + rng.integers(1, 9, d).astype(float), 1.0, "where the gradient is zero after one step"),
    ):
        right = reference.descend(lambda x: x - still, start, eta, steps)
        _hold_path(student, lambda x: np.asarray(x) - still, start, eta, steps, right, where)
    constant = rng.uniform(1, 2, d)
    right = np.tile(constant, (steps + 1, 1))
    _hold_path(student, lambda x: np.zeros(d), constant, 0.5, steps, right, "where the gradient is zero everywhere")
    for unit in rng.permutation([1e-9, 1e-5, 1e5, 5e8]):
        theta, eta = rng.uniform(1, 2, d), float(rng.uniform(0.1, 0.5)) / unit
        gradient = _linear(unit * np.eye(d))
        right = reference.descend(gradient, theta, eta, steps)
        _hold_path(student, gradient, theta, eta, steps, right, f"with gradients near {unit:g}")
    for curvature, factor in ((20.0, -rng.uniform(3, 5)), (1e-3, -rng.uniform(12, 20)), (-1e-3, rng.uniform(4, 8))):
        theta, eta = rng.uniform(1, 2, d), float((1 - factor) / curvature)  # each step multiplies by 1 - eta curvature
        gradient, far = _linear(curvature * np.eye(d)), 1e9 / np.linalg.norm(curvature * theta)
        steps = 1 + int(np.log(far) / np.log(abs(factor)))  # the last gradient that is asked is the largest below 1e9
        where = f"on a path that diverges, each step {abs(factor):.2g} times as long as the one before"
        _hold_path(student, gradient, theta, eta, steps, reference.descend(gradient, theta, eta, steps), where)
