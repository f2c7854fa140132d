"""Hidden checks of the task `is_symmetry`."""

from collections.abc import Callable
from typing import Any

import numpy as np

from grading.checks import Student, after_plain, as_array, as_string, check, counted, expect
from solutions.symmetry import is_symmetry as reference

WORDS = ("yes", "no", "no evidence")
Function = Callable[[np.ndarray], Any]


def vector(size: int, function: Function) -> Function:
    """A function whose argument comes from the student's code: read as data."""
    return lambda p: function(as_array(p, "The point that you passed on", shape=(size,), finite=False))


def hold(student: Student, f: Function, act: Function, points: np.ndarray, what: str, hint: str) -> None:
    """Hold the verdict against the reference, whose word is never said."""
    size = points.shape[1]
    got = as_string(student.is_symmetry(vector(size, f), vector(size, act), points), f"is_symmetry for {what}", choices=WORDS)
    expect(
        got == reference.is_symmetry(f, act, points),
        f"is_symmetry for {what}: you returned {got!r}, which is not right. {hint}",
    )


def rotation(angle: float) -> np.ndarray:
    """Turn of the plane by an angle."""
    return np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])


def linear(matrix: np.ndarray) -> Function:
    """The map θ -> matrix θ."""
    return lambda p: matrix @ p


def quadratic(level: float, factor: float, tilt: float = 0.0) -> Function:
    """The function level + factor ‖θ‖² + tilt θ₁."""
    return lambda p: level + factor * (p @ p) + tilt * p[0]


@check("is_symmetry", weight=2)
def test_actions_on_random_points(student: Student, rng: np.random.Generator) -> None:
    """Rotations, scalings and shifts, of functions that they change and leave alone"""
    turn, factor, shift = rotation(float(rng.uniform(0.5, 1.5))), float(rng.uniform(1.5, 3)), rng.uniform(1, 2)
    functions = {"‖θ‖²": lambda p: p @ p, "θ₁/θ₂": lambda p: p[0] / p[1], "θ₁ - θ₂": lambda p: p[0] - p[1]}
    acts = {"a rotation": lambda p: turn @ p, "a scaling": lambda p: factor * p, "a shift": lambda p: p + shift}
    points = rng.uniform(0.5, 2.0, (int(rng.integers(4, 8)), 2)) * rng.choice([-1.0, 1.0], 2)
    for name, f in functions.items():
        for by, act in acts.items():
            hold(student, f, act, points, f"f = {name} and {by}", "Compare f at each point with f at its image.")


@check("is_symmetry")
@after_plain(test_actions_on_random_points)
def test_a_change_at_a_single_point_is_enough(student: Student, rng: np.random.Generator) -> None:
    """One point of many at which f changes, by more than rounding or by no more"""
    points = rng.uniform(0.5, 2.0, (int(rng.integers(5, 9)), 2))
    place = int(rng.integers(1, len(points) - 1))
    for change in (1.0, 5e-8, 5e-11):
        odd = points[place, 0]

        def f(p: np.ndarray, odd: float = odd, change: float = change) -> float:
            return float(abs(p[1]) + (change if p[0] == odd and p[1] < 0 else 0.0))

        hint = "Every point counts, and 1e-9 S is what counts as a change."
        hold(student, f, lambda p: p * [1, -1], points, f"{len(points)} points, at one of which f changes by {change:g}", hint)


@check("is_symmetry", weight=2)
@after_plain(test_actions_on_random_points)
def test_what_would_pass_with_everything_is_no_evidence(student: Student, rng: np.random.Generator) -> None:
    """A constant function, and an action that moves nothing"""
    points, level = rng.uniform(0.5, 2.0, (5, 3)), float(rng.uniform(1, 9))
    constant = "Where f is the same everywhere, any action passes."
    still = "Where no point moves, any f passes."
    hold(student, lambda p: level, lambda p: 2 * p, points, f"a constant f = {level:.3g}", constant)
    hold(student, lambda p: 0.0, lambda p: -p, points, "f = 0", constant)
    hold(student, lambda p: level + 1e-11 * level * p[0], lambda p: p, points, "an f that varies by 1e-11", constant)
    varied = "1e-9 S is what counts as a change, and as a movement 1e-9 of the length."
    for size in (5e-11, 5e-8):
        hold(
            student,
            quadratic(level, level * size),
            lambda p: p[::-1],
            points,
            f"an f that varies by some {size:g} of its level",
            varied,
        )
        axis = np.array([[1.0, -size, 0], [size, 1.0, 0], [0, 0, 1.0]])  # a rotation by so small an angle
        hold(student, lambda p: p @ p, linear(axis), points, f"a rotation by an angle of {size:g}", varied)
    hold(student, lambda p: p @ p, lambda p: p, points, "the identity", still)
    hold(student, lambda p: p @ p, lambda p: p * (1 + 5e-14), points, "an action that moves by rounding alone", still)
    far = points * 1e8
    hold(student, lambda p: p[0], lambda p: p + np.array([0.0, 1e-3, 0.0]), far, "points 1e8 from 0, moved by 1e-3", still)
    one = np.array([[1.0, 2.0, 3.0]])
    hold(student, lambda p: p @ p, lambda p: p[::-1], one, "a single point: f does not vary over it", constant)
    circle = np.linalg.norm(points, axis=1, keepdims=True)
    first = 'A change comes first: "no".'
    hold(student, lambda p: p @ p, lambda p: 2 * p, points / circle, "‖θ‖² on a circle and a scaling", first)
    mixed = np.vstack([points[:1] * 0 + 1.0, points])  # the first point is fixed, the others are not
    hold(student, lambda p: p @ p, lambda p: p[::-1], mixed, "a permutation that leaves the first point where it is", still)


@check("is_symmetry", weight=2)
@after_plain(test_actions_on_random_points)
def test_units_and_offsets_of_f(student: Student, rng: np.random.Generator) -> None:
    """f in any unit, with zeros among its values, and on a large level"""
    points, turn = rng.standard_normal((6, 2)), rotation(float(rng.uniform(0.5, 1.5)))
    hint = "The tolerance is 1e-9 times the largest modulus of all values of f."
    for scale in (1e-14, 1e12):
        for name, act in (("a rotation", lambda p: turn @ p), ("a scaling", lambda p: 1.5 * p)):
            hold(student, quadratic(0.0, scale), act, points, f"f = {scale:g} ‖θ‖² and {name}", hint)
    zeros = np.vstack([points, np.outer([1.0, -2.0], [1.0, 1.0])])
    swap, wave = (lambda p: p[::-1]), (lambda p: (p[0] - p[1]) ** 2 + 1e-14 * p[0])
    zeros[-2:, 1] += 1e-6  # there f is 1e-12, and its image differs from it by rounding of its level
    hold(student, wave, swap, zeros, "an f that is nearly 0 at some points", hint)
    for size in (1e-3, 1e3):
        hold(
            student,
            quadratic(1e10, 1e3, size),
            lambda p: turn @ p,
            points,
            f"f = 1e10 + 1e3 ‖θ‖² + {size:g} θ₁ and a rotation",
            hint,
        )
    hold(student, quadratic(1.0, 1.0), lambda p: 1e5 * p, points, "a scaling by 1e5 of ‖θ‖² + 1", hint)


@check("is_symmetry", weight=1.5)
@after_plain(test_actions_on_random_points)
def test_images_at_which_f_is_not_finite(student: Student, rng: np.random.Generator) -> None:
    """NaN and infinity at an image"""
    points = rng.uniform(0.5, 2.0, (5, 2))
    cases = {"NaN": float("nan"), "inf": float("inf"), "-inf": -float("inf")}
    first = points[int(rng.integers(0, 5)), 0]
    for name, value in cases.items():

        def f(p: np.ndarray, value: float = value) -> float:
            return value if p[1] < 0 and p[0] == first else float(abs(p[1]))

        hold(student, f, lambda p: p * [1, -1], points, f"an image at which f is {name}", 'That is a change: "no".')


@check("is_symmetry", weight=0.5)
@after_plain(test_actions_on_random_points)
def test_calls_of_f_and_act(student: Student, rng: np.random.Generator) -> None:
    """At most two calls of f and one of act a point"""
    points = rng.standard_normal((int(rng.integers(3, 7)), 2))
    f = counted(vector(2, lambda p: p @ p), limit=2 * len(points), name="f")
    act = counted(vector(2, lambda p: p[::-1]), limit=len(points), name="act")
    student.is_symmetry(f, act, points)
    f.enforce()
    act.enforce()
