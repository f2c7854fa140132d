"""Hidden checks of the task `sam_gap`: its functions `descend` and `sam_gap`."""

from typing import Any

import numpy as np

from grading.checks import Student, after_plain, as_array, as_number, as_sequence, check, close, counted, symmetric
from solutions.local_minimum import sam_gap as reference

BY_HAND = "Work out row 1 by hand, from row 0 and the formula."


def slope(H: np.ndarray, what: str = "") -> Any:
    """Gradient of ½ θᵀHθ, for points that come from the student's code; `what` says in which case."""
    return lambda theta: H @ as_array(theta, f"The point that you passed to gradient{what}", shape=(len(H),))


def problem(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, float, int]:
    """A quadratic of different curvatures, a start, a rate that is stable, and a number of steps."""
    d = int(rng.integers(2, 5))
    H = symmetric(np.geomspace(1, 6, d) * rng.uniform(0.7, 1.2), rng)
    return H, rng.standard_normal(d), float(rng.uniform(0.05, 0.15)), int(rng.integers(3, 7))


def hold(student: Student, H: np.ndarray, start: Any, eta: float, steps: int, what: str, **options: Any) -> None:
    """Hold a path and the calls of gradient; `omega`, `rho` go on, `slips` and `hint` are for the message."""
    told = {key: options.pop(key) for key in ("slips", "hint") if key in options}
    gradient = counted(slope(H, what), limit=2 * steps, name="gradient")
    got = student.descend(gradient, start, eta, steps, **options)
    gradient.enforce()
    right = reference.descend(slope(H), np.asarray(start, dtype=float), eta, steps, **options)
    size = float(np.abs(right).max())
    close(got, right, f"descend on a quadratic, eta = {eta:.3g}, {steps} steps{what}", rtol=0.0, atol=1e-8 * size, **told)


def walk(step: Any, start: np.ndarray, steps: int) -> np.ndarray:
    """The path of another step."""
    path = [start]
    for _ in range(steps):
        path.append(step(path[-1]))
    return np.array(path)


def plain_slips(H: np.ndarray, start: np.ndarray, eta: float, steps: int) -> dict[str, np.ndarray]:
    """The paths of typical slips without L2 and SAM."""
    return {
        "Gradient descent goes against the gradient.": walk(lambda x: x + eta * H @ x, start, steps),
        "A step has the length η‖g‖: the gradient is not normalised.": walk(
            lambda x: x - eta * H @ x / np.linalg.norm(H @ x), start, steps
        ),
        "Row 0 is the start.": walk(lambda x: x - eta * H @ x, start - eta * H @ start, steps),
    }


@check("sam_gap")
def test_path_of_gradient_descent(student: Student, rng: np.random.Generator) -> None:
    """The path of plain gradient descent"""
    for _ in range(2):
        H, start, eta, steps = problem(rng)
        hold(student, H, start, eta, steps, "", slips=plain_slips(H, start, eta, steps), hint=BY_HAND)


@check("sam_gap")
@after_plain(test_path_of_gradient_descent)
def test_path_with_l2(student: Student, rng: np.random.Generator) -> None:
    """The path with L2"""
    H, start, eta, steps = problem(rng)
    omega = float(rng.uniform(1, 3))
    steppers = {
        "The L2 term is missing.": lambda x: x - eta * H @ x,
        "L2 pulls θ towards 0; yours pushes it away.": lambda x: x - eta * (H @ x - omega * x),
        "ωθ is multiplied by η, as the gradient is.": lambda x: x - eta * H @ x - omega * x,
        "Both parts are taken at the same θ; here one moves first.": lambda x: (1 - eta * omega) * (x - eta * H @ x),
        "The gradient of ½ω‖θ‖² is ωθ: no 2.": lambda x: x - eta * (H @ x + 2 * omega * x),
    }
    slips = {message: walk(step, start, steps) for message, step in steppers.items()}
    hold(student, H, start, eta, steps, f", omega = {omega:.3g}", omega=omega, slips=slips, hint=BY_HAND)
    hold(student, H, start, eta, steps, f", omega = {omega:.3g}, rho = 0", omega=omega, rho=0.0)


@check("sam_gap", weight=1.5)
@after_plain(test_path_of_gradient_descent)
def test_path_with_sam(student: Student, rng: np.random.Generator) -> None:
    """The path of SAM, with and without L2"""
    H, start, eta, steps = problem(rng)
    rho, omega = float(rng.uniform(0.3, 0.8)), float(rng.uniform(1, 3))

    def up(x: np.ndarray, sign: float = 1.0, order: float | None = None) -> np.ndarray:
        return np.asarray(x + sign * rho * H @ x / np.linalg.norm(H @ x, order))

    steppers = {
        "The gradient is taken at θ; SAM takes it a step of length ρ uphill.": lambda x: x - eta * H @ x,
        "SAM looks uphill, in the direction of g.": lambda x: x - eta * H @ up(x, -1.0),
        "‖g‖ is the Euclidean norm, not the largest entry.": lambda x: x - eta * H @ up(x, order=np.inf),
        "‖g‖ is the Euclidean norm, not the sum of the moduli.": lambda x: x - eta * H @ up(x, order=1),
        "The step uphill has the length ρ, whatever ‖g‖ is.": lambda x: x - eta * H @ (x + rho * H @ x),
        "SAM steps from θ; only the gradient comes from uphill.": lambda x: up(x) - eta * H @ up(x),
        "The gradient uphill is not normalised again.": lambda x: x - eta * H @ up(x) / np.linalg.norm(H @ up(x)),
        "The gradient uphill takes the place of g; they are not added.": lambda x: x - eta * (H @ x + H @ up(x)),
    }
    slips = {message: walk(step, start, steps) for message, step in steppers.items()}
    hold(student, H, start, eta, steps, f", rho = {rho:.3g}", rho=rho, slips=slips, hint=BY_HAND)
    both = {
        "L2 acts at θ itself: ωθ, not ω times the point uphill.": walk(
            lambda x: x - eta * (H @ up(x) + omega * up(x)), start, steps
        ),
        "Uphill is that of f alone, without the L2 term.": walk(
            lambda x: x - eta * (H @ (x + rho * (H @ x + omega * x) / np.linalg.norm(H @ x + omega * x)) + omega * x),
            start,
            steps,
        ),
        "ωθ is multiplied by η, as the gradient is.": walk(lambda x: x - eta * H @ up(x) - omega * x, start, steps),
        "With SAM the L2 term is missing.": walk(lambda x: x - eta * H @ up(x), start, steps),
    }
    hold(
        student, H, start, eta, steps, f", rho = {rho:.3g}, omega = {omega:.3g}", rho=rho, omega=omega, slips=both, hint=BY_HAND
    )


@check("sam_gap", weight=1.5)
@after_plain(test_path_with_sam)
def test_paths_where_the_gradient_is_zero_or_of_another_unit(student: Student, rng: np.random.Generator) -> None:
    """No slope, no steps, small and large units, a start of integers"""
    H, start, eta, steps = problem(rng)
    nowhere = "Where g = 0 there is no uphill: take the gradient at θ."
    hold(student, 0 * H, start, eta, steps, " where f is constant, rho = 0.5", rho=0.5, hint=nowhere)
    hold(
        student,
        0 * H,
        start,
        eta,
        steps,
        " where f is constant, rho = 0.5, omega = 1",
        rho=0.5,
        omega=1.0,
        hint="Where g = 0 the L2 term alone moves θ.",
    )
    hold(student, H, 0 * start, eta, steps, " from its minimum, rho = 0.5", rho=0.5, hint=nowhere)
    for unit in (1e-12, 1e12):
        small = "Any slope but 0 has a direction, however small it is."
        hold(student, unit * H, start, eta / unit, steps, f", f in units of {unit:g}, rho = 0.3", rho=0.3, hint=small)
    hold(student, H, start, eta, 0, ", rho = 0.5", rho=0.5, hint="One row: the start.")
    whole = np.arange(1, len(H) + 1)
    hold(student, H, whole, eta, steps, ", a start of integers", hint="The path holds real numbers.")


def gap_slips(g: np.ndarray, H: np.ndarray, rho: float) -> dict[str, np.ndarray]:
    """Both parts as typical slips give them."""
    first, second = reference.sam_gap(g, H, rho)
    values, along = np.linalg.eigvalsh(H), float(g @ H @ g / (g @ g))
    falling = "λmax is the largest eigenvalue of H; this is its curvature along g."
    return ({falling: np.array([first, rho**2 / 2 * along])} if along > 0 else {}) | {
        "The two parts are exchanged: first ρ‖g‖.": np.array([second, first]),
        "‖g‖ is the Euclidean norm, not the largest entry.": np.array([rho * float(np.abs(g).max()), second]),
        "‖g‖ is the Euclidean norm, not the sum of the moduli.": np.array([rho * float(np.abs(g).sum()), second]),
        "ρ is missing in the first part.": np.array([first / rho, second]),
        "‖g‖ is not squared in the first part.": np.array([rho * float(g @ g), second]),
        "The ½ of the second part is missing.": np.array([first, 2 * second]),
        "ρ is squared in the second part.": np.array([first, second / rho]),
        "λmax is the largest eigenvalue, with its sign, not the largest modulus.": np.array(
            [first, rho**2 / 2 * float(np.abs(values).max())]
        ),
        "λmax is an eigenvalue; an entry on the diagonal is none.": np.array([first, rho**2 / 2 * float(np.diag(H).max())]),
        "λmax is one eigenvalue, not the trace.": np.array([first, rho**2 / 2 * float(np.trace(H))]),
        "The second part is 0 only where no curvature is positive.": np.array([first, 0.0]),
        "The second part does not hold the first one.": np.array([first, first + second]),
    }


@check("sam_gap", weight=1.5)
def test_both_parts_of_the_gap(student: Student, rng: np.random.Generator) -> None:
    """Both parts of SAM's gap, of random gradients and Hessians"""
    hint = "Hold each part against its formula: the norm of g, and the largest eigenvalue of H."
    for _ in range(3):
        d, rho = int(rng.integers(4, 6)), float(rng.uniform(0.2, 0.6))
        g, H = rng.standard_normal(d), symmetric(np.append(rng.uniform(2, 4, d - 1), -rng.uniform(4.2, 5)), rng)
        hold_gap(student, g, H, rho, f"{d} parameters, rho = {rho:.3g}", slips=gap_slips(g, H, rho), hint=hint)


def hold_gap(student: Student, g: np.ndarray, H: np.ndarray, rho: float, what: str, **told: Any) -> None:
    """Hold both parts."""
    call = f"sam_gap of {what}"
    got = as_sequence(student.sam_gap(g, H, rho), call, length=2)
    close(np.array([as_number(part, call) for part in got]), np.array(reference.sam_gap(g, H, rho)), call, rtol=1e-8, **told)


@check("sam_gap")
@after_plain(test_both_parts_of_the_gap)
def test_gaps_without_slope_or_curvature(student: Student, rng: np.random.Generator) -> None:
    """No slope, no positive curvature, no radius, any unit"""
    d = int(rng.integers(2, 6))
    H, g, rho = symmetric(rng.uniform(1, 4, d), rng), rng.standard_normal(d), float(rng.uniform(0.2, 0.6))
    hold_gap(student, 0 * g, H, rho, "a minimum", hint="The first part is 0 there, and the second is not.")
    below = "No curvature is positive: the second part is 0, not negative."
    hold_gap(student, g, -H, rho, "a negative definite H", hint=below)
    hold_gap(student, g, 0 * H, rho, "H = 0", hint=below)
    hold_gap(student, g, H, 0.0, "a radius of 0")
    for unit in (1e-12, 1e12):
        small = "Whatever is rounded, or smaller than a fixed number, is lost in another unit."
        hold_gap(student, unit * g, unit * H, rho, f"f in units of {unit:g}", hint=small)


def _unit(g: np.ndarray) -> np.ndarray:
    return np.asarray(g / np.linalg.norm(g))
