"""Hidden checks of the task `perturbed_gd`."""

from collections.abc import Callable
from typing import Any

import numpy as np

from grader_tests.saddle_point.slips import distinct
from grading.checks import CheckFailed, Student, after_plain, as_array, check, close, counted, expect
from grading.checks import asked as called
from grading.checks.expect import show
from solutions.saddle_point import perturbed_gd as reference

Vector = np.ndarray
Gradient = Callable[[Any], Vector]
Source = Callable[[], Callable[[], Vector]]
SHOWN = 6  # entries of a row in a message


def linear(matrix: Vector) -> Gradient:
    """The gradient of ½ θᵀMθ; the point is read as data."""
    return lambda theta: matrix @ as_array(theta, "The point that you passed to gradient", shape=(len(matrix),))


def constant(g: Vector) -> Gradient:
    """The same gradient everywhere, a new array each time."""
    return lambda _theta: g.copy()


def kicks(rng: np.random.Generator, d: int, size: float = 1.0) -> Source:
    """Return what makes a source of kicks, the same each time, of which no two are equal."""
    drawn = size * rng.uniform(0.5, 1.5, (40, d)) * rng.choice([-1, 1], (40, d))

    def source() -> Callable[[], Vector]:
        left = iter(drawn)
        return lambda: next(left)

    return source


def walk(
    gradient: Gradient,
    theta: Vector,
    eta: float,
    steps: int,
    kick: Callable[[], Vector],
    due: Callable[[Vector, Vector, int], bool],
    moved: Callable[[Vector, Vector, Vector], Vector] = lambda new, _old, jolt: new + jolt,
) -> Vector:
    """Walk with another rule: `due(g, new, given)` says whether a kick comes, `moved(new, old, kick)` where it leads."""
    path, given = [np.array(theta, dtype=float)], 0
    for _ in range(steps):
        g = gradient(path[-1].copy())
        new = path[-1] - eta * g
        if due(g, new, given):
            new, given = moved(new, path[-1], kick()), given + 1
        path.append(new)
    return np.array(path)


def path_slips(gradient: Gradient, theta: Vector, eta: float, steps: int, source: Source, eps: float) -> dict[str, Vector]:
    """Paths of typical slips with a kick."""

    def small(g: Vector, _new: Vector, _given: int) -> bool:
        return float(np.linalg.norm(g)) <= eps

    def by(due: Callable[[Vector, Vector, int], bool], *moved: Callable[[Vector, Vector, Vector], Vector]) -> Vector:
        return walk(gradient, theta, eta, steps, source(), due, *moved)

    def used(new: Vector, old: Vector, jolt: Vector) -> Vector:
        return new + jolt if small(gradient(old.copy()), new, 0) else new

    first = source()()
    return {
        "‖g‖ is the Euclidean norm; this compares the largest component of g with eps.": by(
            lambda g, *_: bool(np.abs(g).max() <= eps)
        ),
        "‖g‖ is the Euclidean norm; this compares the sum of the moduli with eps.": by(
            lambda g, *_: bool(np.abs(g).sum() <= eps)
        ),
        "This compares the square of ‖g‖ with eps.": by(lambda g, *_: bool(g @ g <= eps)),
        "This compares the step η‖g‖ with eps; g alone decides.": by(lambda g, *_: bool(eta * np.linalg.norm(g) <= eps)),
        "This kicks where ‖g‖ < eps; the statement says ≤.": by(lambda g, *_: bool(np.linalg.norm(g) < eps)),
        "The gradient at row t decides about the kick, not that at row t + 1.": by(
            lambda _g, new, _given: bool(np.linalg.norm(gradient(new)) <= eps)
        ),
        "Here kick is called in every step, also where its value is not used; each call is one kick.": by(
            lambda *_: True, used
        ),
        "Here the kick takes the place of the step -η g; it is added to it.": by(small, lambda _new, old, jolt: old + jolt),
        "Here the kick is taken times η; it is added as it is.": by(small, lambda new, old, jolt: new + eta * jolt),
        "Here the kick is subtracted; it is added.": by(small, lambda new, _old, jolt: new - jolt),
        "Here the kick comes before the step: g is the gradient at row t, without the kick.": by(
            small, lambda _new, old, jolt: old + jolt - eta * gradient(old + jolt)
        ),
        "Here the same kick comes again: each one is a new call of kick.": by(small, lambda new, _old, _jolt: new + first),
        "Here a kick comes in every step, also where ‖g‖ is above eps.": by(lambda *_: True),
        "Here no kick comes.": by(lambda *_: False),
        "Here the first kick is the only one.": by(lambda g, new, given: small(g, new, given) and not given),
    }


def first_wrong_row(value: Vector, right: Vector) -> int:
    """The first row that is not right, -1 where there is none; tolerances as in the comparison."""
    bad = ~np.isclose(value, right, rtol=1e-9, atol=1e-12 * float(np.abs(right).max())).all(axis=1)
    return int(np.argmax(bad)) if bad.any() else -1


def facts(right: Vector, row: int, gradient: Gradient, eps: float | None) -> str:
    """Say what decided about a row."""
    if row == 0:
        return "Row 0 is theta."
    if eps is None:
        return "The rows before it are right."
    norm = float(np.linalg.norm(gradient(right[row - 1].copy())))
    due = "so a kick is added in this step" if norm <= eps else "so no kick is added in this step"
    return f"The rows before it are right: at row {row - 1} ‖g‖ is {norm:.4g}, and eps is {eps:.4g}, {due}."


def short(row: Vector) -> str:
    """A row in four digits, at most six entries of it."""
    return f"({', '.join(f'{x:.4g}' for x in row[:SHOWN])}{', …' if len(row) > SHOWN else ''})"


def as_path(got: Any, right: Vector, call: str) -> Vector:
    """The path as an array; where a row is missing or too many, the message says which rows there are."""
    steps, d = len(right) - 1, right.shape[1]
    rows = as_array(got, call, shape=(None, d), finite=False)
    if len(rows) != steps + 1:
        asked = f"row 0 is theta, and each of the {steps} steps adds one"
        raise CheckFailed(f"{call} should have shape {right.shape}: {asked}; yours has shape {rows.shape}.")
    return rows


def hold_path(
    got: Any, right: Vector, call: str, *, gradient: Gradient, eps: float | None, slips: dict[str, Any] | None
) -> None:
    """Hold the path; a message shows the first row that is not right, and not the whole path."""
    value, atol = as_path(got, right, call), 1e-12 * float(np.abs(right).max())
    row = first_wrong_row(value, right)
    hint = facts(right, row, gradient, eps) if row >= 0 else ""
    try:
        close(value, right, call, rtol=1e-9, atol=atol, hint=hint, slips=distinct(slips or {}, right, rtol=1e-9, atol=atol))
    except CheckFailed as failure:
        shown, seen = show(value), f"row {row}, {short(value[row])}"
        said = str(failure).replace(f"your value is {shown}.", f"{seen}, is not right.")
        said = said.replace(f"your value, {shown},", f"{seen},")
        raise CheckFailed(said) from None


def hold(
    student: Student,
    what: str,
    gradient: Gradient,
    theta: Vector,
    eta: float,
    steps: int,
    *,
    source: Source | None = None,
    eps: float | None = None,
    slips: dict[str, Any] | None = None,
) -> None:
    """Hold the path, and the calls of gradient and of kick."""
    options = {} if eps is None else {"eps": eps}
    own = counted(source(), limit=10**6) if source else None
    right = reference.perturbed_gd(gradient, theta, eta, steps, own, **options)
    asked = counted(gradient, limit=10 * steps + 10, name="gradient")
    given = counted(source(), limit=39, name="kick") if source else None
    call = f"perturbed_gd {what}"
    with_kick: dict[str, Any] = {"kick": given} if given else {}
    got = called(call, student.perturbed_gd, asked, theta, eta, steps, **with_kick, **options)
    if source:
        slips = path_slips(gradient, theta, eta, steps, source, eps or 0.0)
    hold_path(got, right, call, gradient=gradient, eps=(eps or 0.0) if source else None, slips=slips)
    expect(asked.calls == steps, f"{call}: steps {steps}, calls of gradient {asked.calls}. It is called once a step, at row t.")
    if own and given:
        expect(
            given.calls == own.calls, f"{call}: kicks {own.calls}, calls of kick {given.calls}. It is called for a kick only."
        )


@check("perturbed_gd", weight=1.5)
def test_descent_without_kicks(student: Student, rng: np.random.Generator) -> None:
    """Plain gradient descent"""
    for d in (2, int(rng.integers(3, 6))):
        M, theta = np.diag(rng.uniform(-1, 2, d)), rng.uniform(1, 2, d)
        eta, steps = float(rng.uniform(0.1, 0.4)), int(rng.integers(4, 9))
        path = reference.perturbed_gd(linear(M), theta, eta, steps)
        slips = {
            "This walks uphill.": reference.perturbed_gd(linear(-M), theta, eta, steps),
            "Row 0 is theta; here it is missing, and the last row is one step too far.": reference.perturbed_gd(
                linear(M), path[1], eta, steps
            ),
            "The learning rate is missing.": reference.perturbed_gd(linear(M), theta, 1.0, steps),
        }
        hold(student, f"on a quadratic of {d} parameters without kicks", linear(M), theta, eta, steps, slips=slips)


@check("perturbed_gd", weight=1.5)
@after_plain(test_descent_without_kicks)
def test_kicks_off_a_saddle(student: Student, rng: np.random.Generator) -> None:
    """One kick at a saddle, and none once the gradient has grown"""
    d = int(rng.integers(2, 5))
    M, eta, steps = np.diag([-2.0, *rng.uniform(0.5, 1, d - 1)]), float(rng.uniform(0.2, 0.4)), int(rng.integers(6, 10))
    near = rng.uniform(1, 2, d) * 1e-3
    for what, start in (("far off", rng.uniform(1, 2, d)), ("a saddle", np.zeros(d)), ("beside a saddle", near)):
        hold(student, f"from {what}, eps = 0.01", linear(M), start, eta, steps, source=kicks(rng, d), eps=0.01)


@check("perturbed_gd", weight=1.5)
@after_plain(test_descent_without_kicks)
def test_kicks_that_come_again(student: Student, rng: np.random.Generator) -> None:
    """In a bowl: kicks as long as the gradient is small, and again when it has become small"""
    d = int(rng.integers(1, 4))
    M = np.diag(rng.uniform(0.5, 1, d))
    hold(student, "in a bowl, kicks of 1e-3, eps = 1", linear(M), np.zeros(d), 0.3, 9, source=kicks(rng, d, 1e-3), eps=1.0)
    eps = 0.3 * float(np.sqrt(d))
    hold(student, f"in a bowl, kicks of 1, eps = {eps:.3g}", linear(M), np.zeros(d), 0.3, 14, source=kicks(rng, d), eps=eps)
    late = np.full(2, 4.0)
    hold(student, "from outside into a bowl", linear(np.eye(2)), late, 0.5, 9, source=kicks(rng, 2, 0.1), eps=0.8)


@check("perturbed_gd", weight=2)
@after_plain(test_descent_without_kicks)
def test_threshold_of_the_gradient(student: Student, rng: np.random.Generator) -> None:
    """The Euclidean norm, the gradient and not the step, a gradient equal to eps"""
    turned = rng.permutation([4.8, 6.4, 0.0]) * rng.choice(
        [-1.0, 1.0], 3
    )  # g in row 0; its norm is 8, and falls by a tenth a step
    eps = 8 * 0.9**8.5
    what = f"from outside into a bowl, kicks of 0.01, eps = {eps:.3g}"
    hold(student, what, linear(0.2 * np.eye(3)), 5 * turned, 0.5, 17, source=kicks(rng, 3, 0.01), eps=eps)
    halved = np.array([20.0, 0.0])
    what = "on ½‖θ‖² from (20, 0), eta = 1/2, eps = 5"
    hold(student, what, linear(np.eye(2)), halved, 0.5, 6, source=kicks(rng, 2, 0.01), eps=5.0)
    g, theta = np.array([0.6, 0.8]), rng.uniform(1, 2, 2)
    hold(student, "with g = (0.6, 0.8) everywhere, eps not given", constant(g), theta, 0.01, 4, source=kicks(rng, 2))
    hold(student, "at g = 0, eps not given", constant(0 * g), theta, 0.1, 4, source=kicks(rng, len(g)))


@check("perturbed_gd", weight=1.5)
@after_plain(test_descent_without_kicks)
def test_few_steps_and_other_sizes(student: Student, rng: np.random.Generator) -> None:
    """No step, one step, one parameter, many parameters, small and large units"""
    theta = rng.uniform(1, 2, 3)
    M = np.diag(rng.uniform(0.5, 1, 3))
    hold(student, "with 0 steps", linear(M), theta, 0.1, 0)
    hold(student, "at g = 0 without kicks", linear(M), 0 * theta, 0.1, 4)
    hold(student, "with 1 step and a kick", linear(M), 0 * theta, 0.1, 1, source=kicks(rng, 3), eps=1.0)
    hold(student, "with 1 parameter", linear(M[:1, :1]), theta[:1], 0.1, 5)
    many = int(rng.integers(30, 50))
    hold(student, f"with {many} parameters", linear(np.eye(many)), rng.uniform(1, 2, many), 0.1, 3)
    for eps in (4e-15, 6e-15):
        what = f"with the gradient (3e-15, 4e-15) everywhere, eps = {eps:g}"
        faint = constant(np.array([3e-15, 4e-15]))
        hold(student, what, faint, 1e-15 * theta[:2], 0.1, 4, source=kicks(rng, 2, 1e-14), eps=eps)
    hold(student, "in units of 1e9", linear(M), 1e9 * theta, 0.1, 6, source=kicks(rng, 3, 1e9), eps=1e9)
