"""Hidden checks of the task `perturbed_gd`."""

from collections.abc import Callable
from typing import Any

import numpy as np

from grading.checks import Student, after_plain, as_array, check, close, counted, expect
from solutions.saddle_point import perturbed_gd as reference

Vector = np.ndarray
Gradient = Callable[[Any], Vector]


def linear(matrix: Vector) -> Gradient:
    """The gradient of ½ θᵀMθ; the point is read as data."""
    return lambda theta: matrix @ as_array(theta, "The point that you passed to gradient", shape=(len(matrix),))


def kicks(rng: np.random.Generator, d: int, size: float = 1.0) -> Callable[[], Callable[[], Vector]]:
    """Return what makes a source of kicks, the same each time, of which no two are equal."""
    drawn = size * rng.uniform(0.5, 1.5, (40, d)) * rng.choice([-1, 1], (40, d))

    def source() -> Callable[[], Vector]:
        left = iter(drawn)
        return lambda: next(left)

    return source


def hold(
    student: Student,
    what: str,
    gradient: Gradient,
    theta: Vector,
    eta: float,
    steps: int,
    *,
    source: Callable[[], Callable[[], Vector]] | None = None,
    hint: str = "",
    slips: dict[str, Any] | None = None,
    **options: Any,
) -> None:
    """Hold the path, and the calls of gradient and of kick."""
    own = counted(source(), limit=10**6) if source else None
    right = reference.perturbed_gd(gradient, theta, eta, steps, own, **options)
    asked = counted(gradient, limit=10 * steps + 10, name="gradient")
    given = counted(source(), limit=39, name="kick") if source else None
    call = f"perturbed_gd {what}"
    got = student.perturbed_gd(asked, theta, eta, steps, **({"kick": given} if given else {}), **options)
    close(got, right, call, rtol=1e-9, atol=1e-12 * float(np.abs(right).max()), hint=hint, slips=slips)
    expect(asked.calls == steps, f"{call}: gradient was called {asked.calls} times; {steps} steps need {steps} calls.")
    if own and given:
        expect(given.calls == own.calls, f"{call}: kick was called {given.calls} times. Call it where a kick is given, only.")


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
    hint = "No kick is given where ‖g‖ is above eps."
    far = rng.uniform(1, 2, d)
    hold(student, "from far off, eps = 0.01", linear(M), far, eta, steps, source=kicks(rng, d), eps=0.01, hint=hint)
    hint = "Where ‖g‖ ≤ eps, the new row is the old one - η g plus kick()."
    zero = np.zeros(d)
    hold(student, "from a saddle, eps = 0.01", linear(M), zero, eta, steps, source=kicks(rng, d), eps=0.01, hint=hint)
    start = rng.uniform(1, 2, d) * 1e-3
    hint = "The gradient's step is made in the step of the kick, too."
    hold(student, "from beside a saddle, eps = 0.01", linear(M), start, eta, steps, source=kicks(rng, d), eps=0.01, hint=hint)


@check("perturbed_gd", weight=2)
@after_plain(test_descent_without_kicks)
def test_waiting_between_kicks(student: Student, rng: np.random.Generator) -> None:
    """A second kick comes after so many steps, not sooner and not later"""
    d = int(rng.integers(1, 4))
    M, theta = np.diag(rng.uniform(0.5, 1, d)), np.zeros(d)
    for wait in (1, 2, int(rng.integers(3, 6))):
        source = kicks(rng, d, 1e-3)
        hint = f"Kicks in the steps 0, {wait}, {2 * wait}, … as long as the gradient is small, each by a new call of kick."
        hold(student, f"in a bowl, wait = {wait}", linear(M), theta, 0.3, 13, source=source, eps=1.0, wait=wait, hint=hint)
    hint = "Then the first kick is the only one."
    hold(student, "in a bowl, wait = 50", linear(M), theta, 0.3, 12, source=kicks(rng, d), eps=9.0, wait=50, hint=hint)
    late = np.full(2, 4.0)
    hint = "The first kick does not wait: it comes in the first step in which the gradient is small."
    hold(
        student,
        "from outside into a bowl, wait = 30",
        linear(np.eye(2)),
        late,
        0.5,
        12,
        source=kicks(rng, 2, 0.1),
        eps=0.8,
        wait=30,
        hint=hint,
    )


@check("perturbed_gd", weight=1.5)
@after_plain(test_descent_without_kicks)
def test_threshold_of_the_gradient(student: Student, rng: np.random.Generator) -> None:
    """The Euclidean norm, the gradient and not the step, a gradient equal to eps"""
    g = np.array([0.6, 0.8, 0.0])[: int(rng.integers(2, 4))]
    theta = rng.uniform(1, 2, len(g))

    def constant(_theta: Any) -> Vector:
        return g.copy()

    for eps, hint in (
        (0.9, "‖g‖ is the Euclidean norm; here it is 1, its largest component 0.8."),
        (1.2, "‖g‖ is the Euclidean norm; here it is 1, the sum of the moduli 1.4."),
    ):
        what = f"with the gradient (0.6, 0.8) everywhere, eps = {eps:g}"
        hold(student, what, constant, theta, 0.01, 5, source=kicks(rng, len(g)), eps=eps, hint=hint)
    edge = np.array([3.0, 4.0])
    hint = "‖g‖ ≤ eps: a norm equal to eps counts as small."
    hold(
        student,
        "with the gradient (3, 4) everywhere, eps = 5",
        lambda _theta: 1 * edge,
        theta[:2],
        0.01,
        4,
        source=kicks(rng, 2),
        eps=5.0,
        hint=hint,
    )
    hint = "eps is 0 where it is not given: no kick here."
    hold(
        student,
        "with the gradient (0.6, 0.8) everywhere, eps not given",
        constant,
        theta,
        0.01,
        4,
        source=kicks(rng, len(g)),
        hint=hint,
    )
    hint = "A gradient of exactly 0 is small for eps = 0, the default."
    hold(student, "at g = 0, eps not given", lambda _theta: 0 * g, theta, 0.1, 4, source=kicks(rng, len(g)), hint=hint)


@check("perturbed_gd", weight=1.5)
@after_plain(test_descent_without_kicks)
def test_few_steps_and_other_sizes(student: Student, rng: np.random.Generator) -> None:
    """No step, one step, one parameter, many parameters, large units"""
    theta = rng.uniform(1, 2, 3)
    M = np.diag(rng.uniform(0.5, 1, 3))
    hold(student, "with 0 steps", linear(M), theta, 0.1, 0)
    hold(student, "at g = 0 without kicks", linear(M), 0 * theta, 0.1, 4, hint="The path has steps + 1 rows there, too.")
    hold(student, "with 1 step and a kick", linear(M), 0 * theta, 0.1, 1, source=kicks(rng, 3), eps=1.0)
    hold(student, "with 1 parameter", linear(M[:1, :1]), theta[:1], 0.1, 5)
    many = int(rng.integers(30, 50))
    hold(student, f"with {many} parameters", linear(np.eye(many)), rng.uniform(1, 2, many), 0.1, 3)
    faint = np.array([3e-15, 4e-15])
    what = "with the gradient (3e-15, 4e-15) everywhere, eps = 1e-15"
    hold(student, what, lambda _theta: 1 * faint, 0 * theta[:2], 1.0, 4, source=kicks(rng, 2, 1e-14), eps=1e-15)
    hold(student, "in units of 1e9", linear(M), 1e9 * theta, 0.1, 5, source=kicks(rng, 3, 1e9), eps=9e9, wait=2)
