"""Hidden checks of the task `basin_label`: its functions `walk` and `basin_label`."""

from collections.abc import Callable
from typing import Any

import numpy as np

from grading.checks import CheckFailed, Student, after_plain, as_array, as_integer, check, close, counted, equal, symmetric
from solutions.basin_of_attraction import basin_label as reference

Gradient = Callable[[Any], np.ndarray]
ONCE = "once a step"  # how often gradient may be called


def read(theta: Any, d: int) -> np.ndarray:
    """Read a point that comes from the student's code as data: an array, as announced. It may have overflowed."""
    if not isinstance(theta, np.ndarray):
        raise CheckFailed("You passed to gradient something other than an array; theta may come as a list.")
    return as_array(theta, "The point that you passed to gradient", shape=(d,), finite=False)


def wells(d: int, unit: float = 1.0, height: float | None = None) -> Gradient:
    """The gradient of Σ (x² - 1)²/4 in units of θ and of f; overflows to infinity and NaN without a warning."""
    height = unit**2 if height is None else height

    def slope(theta: Any) -> np.ndarray:
        with np.errstate(all="ignore"):
            x = read(theta, d) / unit
            return np.asarray((x**3 - x) * (height / unit))

    return slope


def hold_walk(student: Student, gradient: Gradient, theta: Any, eta: float, steps: int, what: str, **told: Any) -> None:
    """Hold a path, and that gradient is called at most once a step."""
    asked = counted(gradient, limit=steps, name="gradient", allowance=ONCE)
    got = student.walk(asked, theta, eta, steps)
    right = reference.walk(gradient, theta, eta, steps)
    close(got, right, f"walk {what}, {steps} steps", rtol=0, atol=1e-9 * float(np.abs(right).max()), **told)


def hold_label(
    student: Student, gradient: Gradient, theta: Any, eta: float, minima: Any, tol: float, steps: int, what: str, hint: str = ""
) -> None:
    """Hold a label; the hint belongs to the case and says what is true of the last point."""
    call = f"basin_label {what}, eta = {eta:g}, tol = {tol:g}, {steps} steps"
    asked = counted(gradient, limit=steps, name="gradient", allowance=ONCE)
    with np.errstate(all="ignore"):
        right = reference.basin_label(gradient, theta, eta, minima, tol, steps)
    got = as_integer(student.basin_label(asked, theta, eta, minima, tol, steps), call)
    equal(got, right, call, hint=hint)


def where(start: np.ndarray, gradient: Gradient, eta: float, minima: np.ndarray, steps: int) -> str:
    """Say how far the last point is from the nearest minimum, for a message."""
    last = reference.walk(gradient, start, eta, steps)[-1]
    return f"The last point is {float(np.linalg.norm(minima - last, axis=1).min()):.3g} away from the nearest minimum."


def first_infinite(start: np.ndarray) -> int:
    """Count the steps with eta = 0.5 to the first point at infinity; the points after it are no numbers."""
    with np.errstate(all="ignore"):
        path = reference.walk(wells(1), start, 0.5, 40)
    return int(np.argmax(np.isinf(path[:, 0])))


@check("basin_label", weight=1.5)
def test_path_of_gradient_descent(student: Student, rng: np.random.Generator) -> None:
    """The path of gradient descent"""
    for d in (2, int(rng.integers(3, 6))):
        H, theta = symmetric(rng.uniform(0.5, 2, d), rng), rng.uniform(1, 2, d)
        eta, steps = float(rng.uniform(0.1, 0.4)), int(rng.integers(4, 8))

        def slope(point: Any, H: np.ndarray = H) -> np.ndarray:
            return H @ read(point, len(H))

        right = reference.walk(slope, theta, eta, steps)
        slips = {
            "This walks uphill.": reference.walk(slope, theta, -eta, steps),
            "The learning rate is missing.": reference.walk(slope, theta, 1.0, steps),
            "Row 0 is theta; here it is one step on.": reference.walk(slope, right[1], eta, steps),
            "All rows are the last point; each row needs an array of its own.": np.repeat(right[-1:], steps + 1, axis=0),
            "All rows are the start.": np.repeat(right[:1], steps + 1, axis=0),
        }
        hold_walk(student, slope, theta, eta, steps, f"on a quadratic of {d} parameters", slips=slips)


@check("basin_label", weight=1.5)
def test_labels_of_wells(student: Student, rng: np.random.Generator) -> None:
    """Starts that reach a minimum, among two or four"""
    for d in (1, 2):
        corners = np.array([[1.0], [-1.0]]) if d == 1 else np.array([[1.0, 1], [-1, 1], [1, -1], [-1, -1]])
        minima = rng.permutation(corners)
        for k in rng.permutation(len(minima)):
            start = minima[k] * rng.uniform(0.4, 1.5, d)
            hint = f"The path ends at ({', '.join(f'{x:g}' for x in minima[k])}); the index from 0 on, all coordinates count."
            hold_label(student, wells(d), start, 0.2, minima, 1e-3, 40, f"of a start near minima[{k}]", hint)


@check("basin_label", weight=1.5)
@after_plain(test_path_of_gradient_descent, test_labels_of_wells)
def test_starts_that_end_nowhere(student: Student, rng: np.random.Generator) -> None:
    """A cycle, a saddle, overflow, a path that is still on the way, a minimum that is not in the list"""
    minima, k = np.array([[1.0], [-1.0]]), int(rng.integers(0, 2))
    hold_label(student, wells(1), 0.7 * minima[k], 0.2, minima, 0.05, 60, f"of a start near minima[{k}]")
    start = np.array([float(rng.uniform(0.5, 1.5)) * rng.choice([-1, 1])])
    hint = "The last point is on a cycle, farther than tol from both minima: -1."
    hold_label(student, wells(1), start, float(rng.uniform(1.1, 1.2)), minima, 0.05, 60, "on a cycle", hint)
    hint = "The last point is a saddle or a hilltop, which is no minimum: -1."
    hold_label(student, wells(1), np.zeros(1), 0.2, minima, 0.1, 20, "at the hilltop", hint)
    saddle = np.array([0.0, float(rng.uniform(0.5, 1.5))])
    four = np.array([[1.0, 1], [-1, 1], [1, -1], [-1, -1]])
    hold_label(student, wells(2), saddle, 0.3, four, 0.1, 30, "that runs into a saddle", hint)
    hint = "The path has overflowed: -1."
    for sign in (1, -1):
        far = np.array([sign * float(rng.uniform(5, 9))])
        hold_label(student, wells(1), far, 0.5, minima, 0.1, first_infinite(far), "of a start far out", hint)
        hold_label(student, wells(1), far, 0.5, minima, 1e9, 40, "of a start far out", hint)
    hint = "After so few steps the last point is not yet within tol: -1."
    hold_label(student, wells(1), np.array([0.05]), 0.1, minima, 0.1, 10, "of a start beside the hilltop", hint)
    hint = "The minimum at which the path ends is not in the list: -1."
    hold_label(student, wells(1), np.array([-0.7]), 0.2, minima[:1], 0.1, 40, "with the minimum 1 alone", hint)


@check("basin_label", weight=2)
@after_plain(test_path_of_gradient_descent, test_labels_of_wells)
def test_distance_of_the_last_point(student: Student, rng: np.random.Generator) -> None:
    """The Euclidean distance, equality, tol as it is, and no other point than the last"""
    minima = 10.0 * np.array([[1.0, 2.0, 3.0], [-3.0, 1.0, 2.0], [2.0, -4.0, 1.0]])
    k = int(rng.integers(0, 3))
    unit = rng.permutation([0.6, 0.8, 0.0]) * rng.choice([-1.0, 1.0])

    def level(theta: Any) -> np.ndarray:
        return 0 * read(theta, 3)

    for tol in (0.9, 1.2):
        hint = "The last point is at the distance 1, its largest coordinate off by 0.8, the sum of the moduli 1.4."
        hold_label(student, level, minima[k] + unit, 0.5, minima, tol, 3, "on level ground", hint)
    hint = "tol is a distance as it is: no share of the minimum, no square."
    hold_label(student, level, minima[k] + 2 * unit, 0.5, minima, 3.0, 2, "on level ground", hint)
    hold_label(student, level, minima[k] + 0.02 * unit, 0.5, minima, 0.01, 2, "on level ground", hint)
    hint = "The last point is at the distance 5 in two coordinates, 3 and 4: at most tol."
    hold_label(student, level, minima[k] + np.array([3.0, 4.0, 0.0]), 0.5, minima, 5.0, 2, "on level ground", hint)
    hint = "tol is a distance as it is: no share of the minimum, no square."
    far = np.array([[5e4, 0.0, 0.0]])
    hold_label(student, level, far[0] + 0.3 * unit, 0.5, far, 0.1, 1, "beside a minimum at 5e4", hint)

    close_by = rng.uniform(1, 2, (3, 3))
    hint = "The last point is one of the minima, to the last digit."
    hold_label(student, level, close_by[k].copy(), 0.5, close_by, 1e-12, 2, "that stands on a minimum", hint)

    def slope(theta: Any) -> np.ndarray:
        return read(theta, 3) * 0 - 1.0

    hint = "The path passes by within tol and goes on; the last point counts."
    hold_label(student, slope, minima[k] - 2.0, 1.0, minima, 0.5, 6, "on a slope", hint)
    hint = "Only the last of exactly so many steps is within tol, however long it is."
    hold_label(student, slope, minima[k] - 4.0, 1.0, minima, 1e-3, 4, "on a slope", hint)
    hint = "The path goes on a cycle about 1, of which both points are within tol: where it is counts, not whether it rests."
    hold_label(student, wells(1), np.array([0.9]), 1.01, np.array([[-1.0], [1.0]]), 0.1, 60, "on a cycle about 1", hint)
    hint = "The path comes from far out; its last point is at the minimum."
    far = np.array([[2e8, 0.0, 0.0]])
    hold_label(student, lambda theta: read(theta, 3) - far[0], 40 * far[0], 0.5, far, 1.0, 60, "of a start at 8e9", hint)
    hint = "A path may cross the hill: the side of the start says nothing."
    for start in (1.8, -1.9):
        hold_label(
            student, wells(1), np.array([start]), 0.5, np.array([[1.0], [-1.0]]), 1e-3, 60, f"of the start {start}", hint
        )


@check("basin_label", weight=1.5)
@after_plain(test_path_of_gradient_descent, test_labels_of_wells)
def test_lists(student: Student, rng: np.random.Generator) -> None:
    """theta and minima as lists of floats or integers; the gradient takes arrays"""
    hint = "theta may be a list; the rows of the path are floats."
    doubled: Gradient = lambda theta: 2 * read(theta, 2)  # noqa: E731
    start = [int(rng.integers(3, 9)), -int(rng.integers(3, 9))]
    hold_walk(student, doubled, start, 0.2, 5, "of a list of integers", hint=hint)
    hold_walk(student, doubled, [float(x) / 3 for x in start], 0.2, 5, "of a list of floats", hint=hint)
    hold_walk(student, doubled, start, 0.2, 0, "of a list, no step", hint=hint)
    hold_label(student, doubled, start, 0.2, [[0, 0]], 1e-3, 40, "of lists of integers", "The path ends in minima[0].")
    ends, k = [[1.0, 1.0], [-1.0, 1.0]], int(rng.integers(0, 2))
    begin = [0.6 * x for x in ends[k]]
    for theta, minima, what in (
        (begin, ends, "with theta and minima as lists"),
        (begin, np.array(ends), "with theta as a list, minima as an array"),
        (np.array(begin), ends, "with theta as an array, minima as a list"),
        (np.array(begin), [np.array(one) for one in ends], "with minima as a list of arrays"),
    ):
        hold_label(student, wells(2), theta, 0.3, minima, 1e-3, 40, what, f"The path ends in minima[{k}].")
    hint = "The last point is at the distance 5 from minima[0], and 2 from minima[1]."
    for tol, steps in ((1.5, 0), (2.5, 1)):
        hold_label(student, lambda theta: 0 * read(theta, 2), [3, 4], 0.5, [[0, 0], [3, 6]], tol, steps, "of lists", hint)


def leave_a_repelling_minimum(student: Student, rng: np.random.Generator, unit: float) -> None:
    """Hold the label of a path that starts within tol of the minimum 0 and leaves it; f in units of 1/unit."""
    curvature = 2 / unit**3
    start = unit * 1e-3 * rng.uniform(0.5, 1.5, 1) * rng.choice([-1.0, 1.0])
    hint = "The path starts within tol of a minimum that repels: the last point is beyond tol, small gradient or not."
    what = f"of a start beside a minimum, in units of {unit:g}, f of {1 / unit:g}"
    slope: Gradient = lambda theta: curvature * read(theta, 1)  # noqa: E731
    hold_label(student, slope, start, 3 / curvature, np.zeros((1, 1)), 0.01 * unit, 5, what, hint)


@check("basin_label", weight=1.5)
@after_plain(test_path_of_gradient_descent, test_labels_of_wells)
def test_integers_sizes_and_units(student: Student, rng: np.random.Generator) -> None:
    """Integer starts, no step, many parameters, other units"""
    start = np.array([int(rng.integers(3, 9)), -int(rng.integers(3, 9))])
    H = np.diag([0.5, 0.9])
    hold_walk(student, lambda theta: H @ read(theta, 2), start, 0.3, 5, "from an integer start", hint="The rows are floats.")
    hint = "theta holds integers; the rows of the path are floats."
    hold_label(student, lambda theta: H @ read(theta, 2), start, 0.3, np.zeros((1, 2)), 0.1, 30, "of an integer start", hint)
    theta = rng.uniform(1, 2, 3)
    hold_walk(student, lambda theta: read(theta, 3), theta, 0.3, 0, "of no step")
    hint = "Also at a critical point the path has steps + 1 rows."
    hold_walk(student, lambda theta: 0 * read(theta, 3), theta, 0.3, 4, "at a critical point", hint=hint)
    minima = np.array([theta + 1.0, theta, theta - 1.0])
    hint = "No step: the last point is the start."
    hold_label(student, lambda theta: read(theta, 3), theta, 0.3, minima, 0.1, 0, "of no step", hint)
    many = int(rng.integers(20, 30))
    signs = rng.choice([-1.0, 1.0], (5, many))
    signs[:, :5] = 2 * np.eye(5) - 1
    k = int(rng.integers(0, 5))
    near = signs[k] * rng.uniform(0.6, 1.3, many)
    hold_label(student, wells(many), near, 0.3, signs, 1e-3, 25, f"of {many} parameters and 5 minima")
    for unit in (1e-8, 1e8):
        minima = unit * np.array([[1.0, 1.0], [-1.0, 1.0]])
        hint = "The unit of θ changes nothing."
        hold_walk(student, wells(2, unit), 0.4 * minima[0], 0.3, 50, f"in units of {unit:g}", hint=hint)
        for k in rng.permutation(2):
            start = minima[k] * rng.uniform(0.5, 1.4, 2)
            hint = where(start, wells(2, unit), 0.3, minima, 40)
            hold_label(student, wells(2, unit), start, 0.3, minima, 1e-3 * unit, 40, f"in units of {unit:g}", hint)
        slope, rate = wells(2, unit, 1 / unit), 0.3 * unit**3  # f in units of 1/unit
        hint = where(start, slope, rate, minima, 40)
        hold_label(student, slope, start, rate, minima, 1e-3 * unit, 40, f"in units of {unit:g}, f of {1 / unit:g}", hint)
        top = 0 * minima[0]
        hint = where(top, wells(2, unit), 0.3, minima, 5)
        hold_label(student, wells(2, unit), top, 0.3, minima, 0.1 * unit, 5, f"at a hilltop, in units of {unit:g}", hint)
        hint = "The last point is at twice tol from the nearest minimum: nothing is added to tol."
        for tol in (1e-3 * unit, 1e-6 * unit):
            beside = minima[k] + np.array([2 * tol, 0.0])
            what = f"beside a minimum, in units of {unit:g}"
            hold_label(student, lambda theta: 0 * read(theta, 2), beside, 0.3, minima, tol, 2, what, hint)
        leave_a_repelling_minimum(student, rng, unit)
