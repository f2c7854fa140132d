"""Hidden checks of the task `scaled_sharpness`: its functions `descend` and `scaled_sharpness`."""

from typing import Any

import numpy as np

from grading.checks import Student, after_plain, as_array, check, close, symmetric
from solutions.symmetry import scaled_sharpness as reference


def slope(H: np.ndarray) -> Any:
    """Gradient of ½ θᵀHθ, for points that come from the student's code."""
    return lambda theta: H @ as_array(theta, "The point that you passed to gradient", shape=(len(H),))


def path_slips(H: np.ndarray, start: np.ndarray, eta: float, steps: int, decay: float) -> dict[str, np.ndarray]:
    """The paths of typical slips."""
    d = len(H)

    def walk(move: np.ndarray) -> np.ndarray:
        return np.array([np.linalg.matrix_power(move, t) @ start for t in range(steps + 1)])

    plain, shrink = np.eye(d) - eta * H, 1 - eta * decay
    held = [start]
    for _ in range(steps):
        held.append(plain @ held[-1] - eta * decay * start)
    return {
        "Decay multiplies the newest point; yours is that of the start in every step.": np.array(held),
        "The decay is missing.": walk(plain),
        "The factor of θ is 1 - ηω, not 1 - ω.": walk((1 - decay) * np.eye(d) - eta * H),
        "Decay multiplies θ alone, and the gradient is that of θ itself.": walk(shrink * plain),
        "Decay makes θ shorter; yours makes it longer.": walk((1 + eta * decay) * np.eye(d) - eta * H),
        "The step has ηω, not ½ηω: the ½ of ½ω‖θ‖² goes with the square.": walk((1 - eta * decay / 2) * np.eye(d) - eta * H),
        "Gradient descent goes against the gradient.": walk(shrink * np.eye(d) + eta * H),
    }


def first_wrong_row(rows: np.ndarray, right: np.ndarray, H: np.ndarray) -> str:
    """The first row that is wrong, and the point and the gradient from which its step went."""
    wrong = np.flatnonzero(~np.isclose(rows, right, rtol=1e-8, atol=1e-10).all(axis=1))
    if not wrong.size or wrong[0] == 0:
        return "Row 0 is theta." if wrong.size else ""
    before = right[wrong[0] - 1]
    at = f"In the row before θ is {np.round(before, 3)} and the gradient {np.round(H @ before, 3)}"
    return f"Row {wrong[0]} is the first that is wrong. {at}: do the step of section 1 by hand."


@check("scaled_sharpness")
def test_path_of_descent_with_decay(student: Student, rng: np.random.Generator) -> None:
    """The path of gradient descent with decay"""
    for _ in range(2):
        d, steps = int(rng.integers(2, 5)), int(rng.integers(4, 8))
        H, start = symmetric(rng.uniform(0.5, 3, d), rng), rng.standard_normal(d)
        eta, decay = float(rng.uniform(0.05, 0.2)), float(rng.uniform(0.3, 0.8))
        got = student.descend(slope(H), start, eta, steps, decay)
        right = reference.descend(slope(H), start, eta, steps, decay)
        what = f"descend on a quadratic, eta = {eta:.3g}, {steps} steps, decay = {decay:.3g}"
        hint = first_wrong_row(as_array(got, what, shape=right.shape, finite=False), right, H)
        close(got, right, what, rtol=1e-8, atol=1e-10, slips=path_slips(H, start, eta, steps, decay), hint=hint)


@check("scaled_sharpness")
@after_plain(test_path_of_descent_with_decay)
def test_path_without_decay_and_without_steps(student: Student, rng: np.random.Generator) -> None:
    """No decay where none is given, no steps, decay alone, one parameter, integers"""
    d, eta = int(rng.integers(2, 5)), float(rng.uniform(0.05, 0.2))
    H, start = symmetric(rng.uniform(0.5, 3, d), rng), rng.standard_normal(d)
    right = reference.descend(slope(H), start, eta, 5)
    close(student.descend(slope(H), start, eta, 5), right, "descend without the argument decay", rtol=1e-8, atol=1e-10)
    right = reference.descend(slope(H[:1, :1]), start[:1], eta, 5, 0.5)
    close(student.descend(slope(H[:1, :1]), start[:1], eta, 5, 0.5), right, "descend with one parameter", rtol=1e-8, atol=1e-10)
    none = student.descend(slope(H), start, eta, 0, 0.5)
    close(none, start[None], "descend with 0 steps", rtol=1e-12, hint="One row: the start.")
    alone = reference.descend(slope(0 * H), start, eta, 6, 2.0)
    close(
        student.descend(slope(0 * H), start, eta, 6, 2.0),
        alone,
        "descend where the gradient is 0",
        rtol=1e-8,
        hint="Decay moves θ there.",
    )
    whole, whole_hint = rng.integers(1, 9, d), "The path is made of floats."
    for steps, decay in ((4, (0.5,)), (4, ()), (0, ())):
        right = reference.descend(slope(H), whole.astype(float), eta, steps, *decay)
        got = student.descend(slope(H), whole, eta, steps, *decay)
        what = f"descend from an array of integers, {steps} steps, with{'' if decay else 'out'} decay"
        close(got, right, what, rtol=1e-8, atol=1e-10, hint=whole_hint)


def triangle(matrix: np.ndarray) -> float:
    """What eigvalsh gives for a matrix that is not symmetric: it reads the lower triangle alone."""
    return float(np.linalg.eigvalsh(matrix)[-1])


def mixed(rng: np.random.Generator, d: int) -> np.ndarray:
    """A positive definite H whose signs matter: no change of signs of the parameters makes all its entries positive."""
    H = symmetric(rng.uniform(0.5, 4, d), rng)
    while H[0, 1] * H[1, 2] * H[2, 0] >= 0:
        H = symmetric(rng.uniform(0.5, 4, d), rng)
    return H


@check("scaled_sharpness")
def test_scaled_sharpness_of_random_matrices(student: Student, rng: np.random.Generator) -> None:
    """The scaled sharpness of positive definite matrices"""
    for _ in range(4):
        d = int(rng.integers(3, 6))
        H, theta = mixed(rng, d), rng.uniform(0.3, 3, d)
        right, top = reference.scaled_sharpness(H, theta), reference.sharpness(H)
        slips = {
            "This is the sharpness without the scaling.": top,
            "This is λmax ‖θ‖²: one factor for all parameters, not one for each.": top * float(theta @ theta),
            "Each side of H is multiplied by |θ|, not by its square.": reference.scaled_sharpness(H, theta**2),
            "The scaling stands on both sides of H.": float(np.linalg.eigvals(theta[:, None] * H).real.max()),
            "Only the diagonal: the other entries of DHD count too.": float((theta**2 * np.diag(H)).max()),
            "This is θᵀHθ, a single number of the direction θ.": float(theta @ H @ theta),
            "D multiplies; you divide by it.": reference.scaled_sharpness(H, 1 / theta),
            "This is the trace, the sum of all eigenvalues.": float((theta**2 * np.diag(H)).sum()),
            "This is the smallest eigenvalue.": -reference.scaled_sharpness(-H, theta),
            "This is the Frobenius norm; the largest eigenvalue is asked.": float(np.linalg.norm(np.outer(theta, theta) * H)),
            "H keeps its signs: only θ enters with its modulus.": reference.scaled_sharpness(np.abs(H), theta),
            "D²H is not symmetric, and eigvalsh reads one triangle of it: DHD is asked.": triangle(theta[:, None] ** 2 * H),
            "HD² is not symmetric, and eigvalsh reads one triangle of it: DHD is asked.": triangle(H * theta**2),
            "H D², made symmetric, is another matrix than DHD.": reference.sharpness(H * np.add.outer(theta**2, theta**2) / 2),
        }
        what = f"scaled_sharpness of a random {d} x {d} matrix"
        close(
            student.scaled_sharpness(H, theta),
            right,
            what,
            rtol=1e-8,
            slips=slips,
            hint="Two tests of your own: θ of ones gives λmax of H itself, and θ twice as long four times the value.",
        )


ZERO = "DHD is the zero matrix here: nothing is added to H or to a parameter."
LONE = "DHD has a single entry here, and it is negative."


def held(student: Student, H: np.ndarray, theta: np.ndarray, call: str, *, rtol: float = 1e-8, hint: str = "") -> None:
    """Hold the scaled sharpness against the reference; a largest modulus is told that the sign counts."""
    right, values = reference.scaled_sharpness(H, theta), np.linalg.eigvalsh(np.outer(theta, theta) * H)
    top, low = float(np.abs(values).max()), float(values.min())
    slips = {}
    if top > 1.01 * right:
        slips["The largest eigenvalue is asked, with its sign, and not the largest modulus."] = top
    if low < right - 0.01 * top:
        slips["This is the smallest eigenvalue; the largest is asked, with its sign."] = low
    kept = theta != 0
    rest = reference.scaled_sharpness(H[np.ix_(kept, kept)], theta[kept]) if 0 < kept.sum() < len(theta) else right
    if rest < right - 0.01 * top:
        slips["A parameter 0 stays in DHD, as a row and a column of zeros."] = rest
    close(student.scaled_sharpness(H, theta), right, call, rtol=rtol, atol=1e-12 * top, slips=slips, hint=hint)


@check("scaled_sharpness", weight=1.5)
@after_plain(test_scaled_sharpness_of_random_matrices)
def test_scaled_sharpness_along_an_orbit_and_with_zeros(student: Student, rng: np.random.Generator) -> None:
    """Rescaled parameters, negative ones, zeros, a single one"""
    d = int(rng.integers(3, 6))
    H, theta = symmetric(np.append(rng.uniform(-2, 2, d - 1), 3.0), rng), rng.uniform(0.3, 3, d)
    theta *= rng.permutation(np.append([-1.0, 1.0], rng.choice([-1.0, 1.0], d - 2)))
    factor = 10 ** rng.uniform(-3, 3, d)
    held(student, H, theta, "scaled_sharpness(H, theta) with positive and negative parameters")
    call = "scaled_sharpness after each parameter was multiplied by its own factor c, and H[i, j] divided by c[i] c[j]"
    held(student, H / np.outer(factor, factor), factor * theta, call, rtol=1e-7, hint="It should not change.")
    held(student, H, theta * np.append(0.0, np.ones(d - 1)), "scaled_sharpness with a parameter 0")
    held(student, H, -rng.integers(1, 5, d), "scaled_sharpness with negative parameters, in integers")
    close(student.scaled_sharpness(H, 0 * theta), 0.0, "scaled_sharpness with all parameters 0", atol=1e-300, hint=ZERO)
    held(
        student,
        -rng.uniform(1, 4, (1, 1)),
        theta[:1],
        "scaled_sharpness of a single parameter, with negative curvature",
        hint=LONE,
    )


@check("scaled_sharpness", weight=1.5)
@after_plain(test_scaled_sharpness_of_random_matrices)
def test_scaled_sharpness_keeps_its_sign_in_any_unit(student: Student, rng: np.random.Generator) -> None:
    """Negative curvature, H = 0, any unit"""
    d = int(rng.integers(3, 6))
    theta = rng.uniform(0.3, 3, d)
    H, down = symmetric(-rng.uniform(1, 4, d), rng), "Every eigenvalue of DHD is negative here, the largest too."
    held(student, H, theta, "scaled_sharpness of a negative definite H", hint=down)
    zero = rng.permutation(np.append(0.0, np.ones(d - 1)))
    held(student, H, zero * theta, "scaled_sharpness of a negative definite H with a parameter 0")
    H = symmetric(np.append(rng.uniform(-9, -5, d - 1), rng.uniform(1, 2)), rng)
    held(student, H, theta, "scaled_sharpness of an H with a large negative and a small positive eigenvalue")
    close(student.scaled_sharpness(0 * H, theta), 0.0, "scaled_sharpness of H = 0", atol=1e-300, hint=ZERO)
    unit = "Nothing is small by itself: H and θ have units."
    for power in (rng.uniform(-15, -13), rng.uniform(13, 15)):
        held(student, 10**power * H, theta, f"scaled_sharpness of an H of size {9 * 10**power:.1g}", hint=unit)
        held(
            student,
            -(10**power) * H @ H,
            theta,
            f"scaled_sharpness of a negative definite H of size {81 * 10**power:.1g}",
            hint=unit,
        )
        held(
            student,
            H,
            10 ** (power / 2) * theta,
            f"scaled_sharpness with parameters of size {10 ** (power / 2):.1g}",
            hint=unit,
        )
