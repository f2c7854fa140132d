"""Hidden checks of the task `l2_choice`: its functions `shift_tangents`, `l2_choice` and `class_sum`."""

import numpy as np

from grading.checks import CheckFailed, Student, after_plain, as_array, check, close
from solutions.local_minimum import l2_choice as reference


def hold_tangents(student: Student, k: int, d: int) -> None:
    """Hold shape, orthonormality and span; the basis is free."""
    call = f"shift_tangents({k}, {d})"
    tangents = as_array(student.shift_tangents(k, d), call, shape=(k * d, d))
    right = reference.shift_tangents(k, d)
    units, _ = np.linalg.qr(tangents)
    if np.abs(units @ units.T - right @ right.T).max() > 1e-8:
        by_class = np.kron(np.eye(d), np.full((k, 1), k**-0.5))
        layout = d > 1 and np.abs(units @ units.T - by_class @ by_class.T).max() < 1e-8
        why = "The entries of class 0 come first: entry c·d + j is that of class c and input j." if layout else ""
        why = why or no_shift(tangents.reshape(k, d, d))
        raise CheckFailed(f"{call}: your columns do not span the tangents of W + one vector in each row. {why}")
    if np.abs(tangents.T @ tangents - np.eye(d)).max() >= 1e-8:
        lengths = np.linalg.norm(tangents, axis=0)
        worst = int(np.argmax(np.abs(lengths - 1)))
        long = f"each has length 1 in an orthonormal basis, and your column {worst} has {lengths[worst]:.4g}"
        why = long if abs(lengths[worst] - 1) >= 1e-8 else "two of them are not at right angles"
        raise CheckFailed(f"{call}: your columns span the tangents and are not orthonormal: {why}.")


def no_shift(columns: np.ndarray) -> str:
    """What is wrong with columns, indexed by class, input and column, that do not span the tangents."""
    uneven = np.abs(columns - columns[:1]).max(axis=1) > 1e-8
    if not uneven.any():
        return "Each of your columns is a shift, and together they span too few directions."
    column = int(np.argmax(uneven.any(axis=0)))
    other = int(np.argmax(uneven[:, column]))
    of_0, of_other = (", ".join(f"{value:.3g}" for value in columns[c, :4, column]) for c in (0, other))
    more = ", …" if columns.shape[1] > 4 else ""
    where = f"column {column} adds ({of_0}{more}) to the weights of class 0 and ({of_other}{more}) to those of class {other}"
    return f"A shift adds one vector to all classes; {where}."


@check("l2_choice")
def test_tangents_of_the_shift(student: Student, rng: np.random.Generator) -> None:
    """The tangents of the shift"""
    for _ in range(2):
        hold_tangents(student, int(rng.integers(3, 6)), int(rng.integers(2, 5)))


@check("l2_choice")
@after_plain(test_tangents_of_the_shift)
def test_tangents_of_two_classes_and_one_input(student: Student, rng: np.random.Generator) -> None:
    """Two classes, one input, many of both"""
    for k, d in ((2, 1), (2, int(rng.integers(3, 6))), (int(rng.integers(4, 7)), 1), (30, 20), (4, 4)):
        hold_tangents(student, k, d)


@check("l2_choice")
def test_the_shortest_point_of_an_orbit(student: Student, rng: np.random.Generator) -> None:
    """The point of least norm"""
    for _ in range(2):
        W = rng.standard_normal((int(rng.integers(3, 6)), int(rng.integers(2, 5)))) + 1.5
        if W.shape[0] == W.shape[1]:
            W = W[:, :-1]
        slips = {
            "A shift adds the same vector to each row; yours takes another number from each row.": W
            - W.mean(axis=1, keepdims=True),
            "One number is taken from all; a shift moves each input's weights by its own.": W - W.mean(),
            "This makes the first class 0; it is on the orbit, and not the shortest.": W - W[0],
            "This makes the last class 0; it is on the orbit, and not the shortest.": W - W[-1],
            "The sum is k times too large.": W - W.sum(axis=0),
            "This has another length, but it is no shift of W.": W / np.linalg.norm(W),
            "Look at the sign: this is longer than W.": W + W.mean(axis=0),
        }
        close(
            student.l2_choice(W),
            reference.l2_choice(W),
            f"l2_choice of a W of shape {W.shape}",
            rtol=1e-8,
            atol=1e-10,
            hint="The shortest point of an orbit is orthogonal to its tangents.",
            slips=slips,
        )


@check("l2_choice")
@after_plain(test_the_shortest_point_of_an_orbit)
def test_shortest_points_of_special_orbits(student: Student, rng: np.random.Generator) -> None:
    """Two classes, one input, equal rows, a large shift, units"""
    k, d = int(rng.integers(3, 6)), int(rng.integers(2, 5))
    W = rng.standard_normal((k, d))
    right = reference.l2_choice(W)
    close(student.l2_choice(W[:2]), reference.l2_choice(W[:2]), "l2_choice of two classes", rtol=1e-8, atol=1e-10)
    close(student.l2_choice(W[:, :1]), reference.l2_choice(W[:, :1]), "l2_choice of one input", rtol=1e-8, atol=1e-10)
    close(student.l2_choice(right), right, "l2_choice of a W that is the shortest already", rtol=1e-8, atol=1e-10)
    close(student.l2_choice(0 * W + W[0]), 0 * W, "l2_choice of equal rows", atol=1e-10, hint="The shift takes all of it.")
    close(student.l2_choice(W + 1e4), right, "l2_choice of a W that was shifted far", rtol=1e-8, atol=1e-8)
    close(student.l2_choice(np.eye(3, dtype=int)), np.eye(3) - 1 / 3, "l2_choice of the identity, as integers", rtol=1e-8)
    for unit in (1e-12, 1e12):
        close(student.l2_choice(unit * W), unit * right, f"l2_choice of a W in units of {unit:g}", rtol=1e-8, atol=1e-10 * unit)


@check("l2_choice")
def test_the_sum_of_the_classes(student: Student, rng: np.random.Generator) -> None:
    """The sum over classes after some steps"""
    for _ in range(2):
        S0, eta, omega, steps = (
            rng.uniform(1, 3, 3),
            float(rng.uniform(0.2, 0.5)),
            float(rng.uniform(0.3, 0.9)),
            int(rng.integers(3, 9)),
        )
        slips = {
            "This is the limit of small ηω: what does one whole step do to the sum?": S0 * np.exp(-eta * omega * steps),
            "The step has ηω, not ω.": S0 * (1 - omega) ** steps,
            "Without L2 the sum stays; with it, it does not.": S0,
            "L2 shrinks the sum.": S0 * (1 + eta * omega) ** steps,
            "One step only: the factor comes once a step.": S0 * (1 - eta * omega),
            "The decrease is a factor a step, not a difference.": S0 * (1 - steps * eta * omega),
            "This is the square of the factor, which belongs to the squared norm.": S0 * (1 - eta * omega) ** (2 * steps),
            "As many factors as steps: you have one too many.": S0 * (1 - eta * omega) ** (steps + 1),
            "As many factors as steps: you have one too few.": S0 * (1 - eta * omega) ** (steps - 1),
        }
        call = f"class_sum of S0 = {np.round(S0, 3)}, eta = {eta:.3g}, omega = {omega:.3g}, {steps} steps"
        hint = "Work out one step by hand from S0, and a second one from its result."
        right = reference.class_sum(S0, eta, omega, steps)
        close(student.class_sum(S0, eta, omega, steps), right, call, rtol=1e-8, hint=hint, slips=slips)


@check("l2_choice", weight=1.5)
@after_plain(test_the_sum_of_the_classes)
def test_sums_without_l2_and_after_many_steps(student: Student, rng: np.random.Generator) -> None:
    """No L2, no steps, a million steps, negative sums"""
    S0 = rng.standard_normal(int(rng.integers(2, 5)))
    many = int(rng.integers(500_000, 1_000_000))
    cases = [
        (0.3, 0.0, 50, "No L2: the sum is that of the start."),
        (0.3, 0.5, 0, "No step: the sum is that of the start."),
        (0.1, 1e-5, many, "Each step has the same factor, close to 1 here."),
        (0.01, 1e-6, many, "Each step has the same factor, close to 1 here."),
        (0.2, 1e-3, many, "However small the sum is, its relative accuracy counts."),
        (0.9, 1.1, 3, "ηω may be close to 1."),
    ]
    for eta, omega, steps, hint in cases:
        call = f"class_sum(S0, {eta:g}, {omega:g}, {steps})"
        close(student.class_sum(S0, eta, omega, steps), reference.class_sum(S0, eta, omega, steps), call, rtol=1e-8, hint=hint)
    close(student.class_sum(S0[:1], 0.1, 0.2, 7), reference.class_sum(S0[:1], 0.1, 0.2, 7), "class_sum of one input", rtol=1e-8)
    close(student.class_sum(0 * S0, 0.1, 0.2, 7), 0 * S0, "class_sum of 0", atol=1e-300)
