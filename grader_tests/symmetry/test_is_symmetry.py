"""Hidden checks of the task `is_symmetry`."""

from collections.abc import Callable
from typing import Any

import numpy as np

from grading.checks import Student, after_plain, as_array, as_string, check, expect, show
from solutions.symmetry import is_symmetry as reference

WORDS = ("yes", "no", "no evidence")
Function = Callable[[np.ndarray], Any]
Case = tuple[Function, Function, np.ndarray, str]  # f, act, points, what it is


def vector(size: int, function: Function) -> Function:
    """A function whose argument comes from the student's code: read as data."""
    return lambda p: function(as_array(p, "The point that you passed on", shape=(size,), finite=False))


def hold_all(student: Student, cases: list[Case], hint: str, rng: np.random.Generator) -> None:
    """Hold all cases, in a random order, so that no list of verdicts answers them."""
    for place in rng.permutation(len(cases)):
        hold(student, *cases[int(place)], hint)


def hold(student: Student, f: Function, act: Function, points: np.ndarray, what: str, hint: str) -> None:
    """Hold the verdict against the reference, whose word is never said; a wrong one is told the numbers that are compared."""
    size = points.shape[1]
    got = as_string(student.is_symmetry(vector(size, f), vector(size, act), points), f"is_symmetry for {what}", choices=WORDS)
    expect(
        got == reference.is_symmetry(f, act, points),
        f"is_symmetry for {what}: you returned {got!r}, which is not right. {hint}{facts(f, act, points)}",
    )


def facts(f: Function, act: Function, points: np.ndarray) -> str:
    """The three numbers that the statement compares."""
    before, after = (np.array([float(f(p)) for p in some]) for some in (points, [act(p) for p in points]))
    scale, change, spread = np.abs([before, after]).max(), np.abs(after - before).max(), np.ptp(before)
    told = (show(float(f"{number:.2g}")) for number in (scale, change, spread))
    return "Here S is {}, f changes by at most {} and varies over the points by {}.".format(*told)


def rotation(angle: float) -> np.ndarray:
    """Turn of the plane by an angle."""
    return np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])


def linear(matrix: np.ndarray) -> Function:
    """The map θ -> matrix θ."""
    return lambda p: matrix @ p


def quadratic(level: float, factor: float, tilt: float = 0.0) -> Function:
    """The function level + factor ‖θ‖² + tilt θ₁."""
    return lambda p: level + factor * (p @ p) + tilt * p[0]


def odd(first: float, change: float) -> Function:
    """The function |θ₂|, and more by `change` where θ₁ is `first` and θ₂ < 0."""
    return lambda p: float(abs(p[1]) + (change if p[0] == first and p[1] < 0 else 0.0))


@check("is_symmetry", weight=3)
def test_actions_on_random_points(student: Student, rng: np.random.Generator) -> None:
    """Rotations, scalings and shifts, of functions that they change and leave alone"""
    turn, factor, shift = rotation(float(rng.uniform(0.5, 1.5))), float(rng.uniform(1.5, 3)), rng.uniform(1, 2)
    functions = {"‖θ‖²": lambda p: p @ p, "θ₁/θ₂": lambda p: p[0] / p[1], "θ₁ - θ₂": lambda p: p[0] - p[1]}
    acts = {"a rotation": lambda p: turn @ p, "a scaling": lambda p: factor * p, "a shift": lambda p: p + shift}
    points = rng.uniform(0.5, 2.0, (int(rng.integers(4, 8)), 2)) * rng.choice([-1.0, 1.0], 2)
    cases = [(f, act, points, f"f = {name} and {by}") for name, f in functions.items() for by, act in acts.items()]
    hold_all(student, cases, "", rng)


@check("is_symmetry", weight=0.5)
@after_plain(test_actions_on_random_points)
def test_a_change_at_a_single_point_is_enough(student: Student, rng: np.random.Generator) -> None:
    """One point at which f changes, by more than rounding or by no more; changes of sign, exchanged points"""
    flip, cases = linear(np.diag([1.0, -1.0])), []
    for change, places in ((1.0, (0, -1)), (5e-8, (1, -2)), (5e-11, (0,)), (1e-11, (-1,))):
        for place in places:
            points = rng.uniform(0.5, 2.0, (int(rng.integers(5, 9)), 2))
            what = f"{len(points)} points, at one of which f changes by {change:g}"
            cases.append((odd(points[place, 0], change), flip, points, what))
    points = rng.uniform(0.5, 2.0, (4, 2))
    pairs = np.vstack([points, points @ np.diag([1.0, -1.0])])
    cases.append((lambda p: p[1] + 0.3 * p[0], flip, pairs, "points that the action exchanges in pairs"))
    cases.append((lambda p: p[1] * p[0] ** 2, flip, points, "an action that changes the sign of f"))
    cases.append((lambda p: abs(p[0]), linear(-np.eye(1)), points[:, :1], "|θ| of a single parameter, with its sign changed"))
    hold_all(student, cases, "Every point counts. ", rng)


@check("is_symmetry", weight=1.5)
@after_plain(test_actions_on_random_points)
def test_what_would_pass_with_everything_is_no_evidence(student: Student, rng: np.random.Generator) -> None:
    """A constant function, and one that hardly varies over the points"""
    points, level = rng.uniform(0.5, 2.0, (5, 3)), float(rng.uniform(1, 9))
    square, turned = quadratic(0.0, 1.0), linear(np.eye(3)[::-1])
    circle = points / np.linalg.norm(points, axis=1, keepdims=True)
    cases: list[Case] = [
        (quadratic(level, 0.0), linear(2 * np.eye(3)), points, f"a constant f = {level:.3g}"),
        (quadratic(0.0, 0.0), linear(-np.eye(3)), points, "f = 0"),
        (square, turned, np.array([[1.0, 2.0, 3.0]]), "a single point: f does not vary over it"),
        (square, linear(2 * np.eye(3)), circle, "‖θ‖² on a sphere and a scaling"),
        (square, linear(np.eye(3)), points, "the identity, which is a symmetry"),
    ]
    for size in (5e-12, 5e-8):
        cases.append((quadratic(level, level * size), turned, points, f"f = {level:.3g} (1 + {size:g} ‖θ‖²)"))
        cases.append((quadratic(-level, level * size), turned, points, f"f = -{level:.3g} (1 - {size:g} ‖θ‖²)"))
    many, mirror = rng.uniform(0.5, 2.0, (140, 3)), np.diag([-1.0, 1.0, 1.0])
    bump, place = many[int(rng.integers(1, 139))].sum(), int(rng.integers(140))
    lifted: Function = lambda p: level * (1 + 1.1e-8 * (abs(p.sum() - bump) < 1e-12))  # noqa: E731
    shaken: Function = lambda p: level * (2 + 0.1 * p[1] + 2.1e-10 * (p[0] < 0))  # noqa: E731
    struck: Function = lambda p: level * (2 + 0.1 * p[1] + 2.42e-8 * (p[0] == -many[place, 0]))  # noqa: E731
    risen = np.column_stack([rng.uniform(0.5, 2.0, 24), np.arange(24.0)])
    rising: Function = lambda p: level * (1 + 8e-10 * p[1])  # noqa: E731
    cases.append((lifted, turned, many, "140 points, and f is a little larger at one of them"))
    cases.append((shaken, linear(mirror), many, "140 points, and f changes a little at each of them"))
    cases.append((struck, linear(mirror), many, "140 points, and f changes a little at one of them"))
    cases.append((rising, linear(mirror[:2, :2]), risen, "24 points, and f rises a little from each to the next"))
    hold_all(student, cases, "", rng)


@check("is_symmetry")
@after_plain(test_actions_on_random_points)
def test_units_and_offsets_of_f(student: Student, rng: np.random.Generator) -> None:
    """f in any unit, with zeros among its values, and on a large level"""
    points, turn = rng.standard_normal((6, 2)), linear(rotation(float(rng.uniform(0.5, 1.5))))
    cases: list[Case] = []
    for scale in (10 ** rng.uniform(-100, -30), -(10 ** rng.uniform(10, 13))):
        for name, act in (("a rotation", turn), ("a scaling", linear(1.5 * np.eye(2)))):
            cases.append((quadratic(0.0, scale), act, points, f"f = {scale:.3g} ‖θ‖² and {name}"))
    zeros = np.vstack([points, np.outer([1.0, -2.0], [1.0, 1.0])])
    zeros[-2:, 1] += 1e-6  # there f is 1e-12, and its image differs from it by rounding of its level
    swap = linear(np.eye(2)[::-1])
    cases.append((lambda p: (p[0] - p[1]) ** 2 + 1e-14 * p[0], swap, zeros, "an f that is nearly 0 at some points"))
    far = np.vstack([1e3 * points[:1], rng.uniform(0.5, 2.0, (39, 2))])[rng.permutation(40)]
    far[:, 0], most = np.abs(far[:, 0]), 1e6 * float(points[0] @ points[0])
    uneven: Function = lambda p: p @ p + 5e-11 * most * (p[0] < 0)  # noqa: E731
    cases.append((uneven, linear(np.diag([-1.0, 1.0])), far, "40 points, and f is far larger at one of them"))
    for size in (1e-3, 1e3):
        cases.append((quadratic(1e10, 1e3, size), turn, points, f"f = 1e10 + 1e3 ‖θ‖² + {size:g} θ₁ and a rotation"))
    cases.append((quadratic(1.0, 1.0), linear(1e5 * np.eye(2)), points, "a scaling by 1e5 of ‖θ‖² + 1"))
    hold_all(student, cases, "", rng)
