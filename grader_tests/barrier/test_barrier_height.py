"""Hidden checks of the task `barrier_height`: its function and its three expressions."""

import numpy as np
import sympy as sp

from grader_tests.barrier import expressions
from grading.checks import Student, after_plain, as_sequence, check, close
from grading.checks.asked import asked
from solutions.barrier import barrier_height as reference
from solutions.barrier.barrier_height import D, a, b, ell, top

Array = np.ndarray


def hold(student: Student, at: Array, losses: Array, what: str, *, hint: str = "", named: bool = False) -> None:
    """Hold both numbers; the plain case names slips."""
    call = f"barrier_height of {what}"
    height, rise = as_sequence(asked(call, student.barrier_height, at, losses), call, length=2)
    right, climb = reference.barrier_height(at, losses)
    chord = (1 - at) * losses[0] + at * losses[-1]
    peak, low, high = float(losses.max()), float(min(losses[0], losses[-1])), float(max(losses[0], losses[-1]))
    highest, above = int(np.argmax(losses)), int(np.argmax(losses - chord))
    first, last = ("lower", "higher") if losses[0] < losses[-1] else ("higher", "lower")
    elsewhere = "the chord has another value at each point."
    which = {first: "the first", last: "the last"}
    of_height = {
        f"This is the largest loss less that of the lower end, {which['lower']} here; {elsewhere}": peak - low,
        f"This is the largest loss less that of the higher end, {which['higher']} here; {elsewhere}": peak - high,
        f"This is the largest loss less the mean of the ends; {elsewhere}": peak - (low + high) / 2,
        "This is the point of the largest loss. Which point is highest above the chord?": peak - float(chord[highest]),
        "The sign is the other way round: losses less chord.": -right,
    }
    if losses[0] > losses[-1]:
        climbing = losses[0] + abs(losses[-1] - losses[0]) * at
        of_height["The chord goes down here; this is the height over one that goes up."] = float((losses - climbing).max())
    of_rise = {
        f"This is the largest loss less the last one, the {last} end here; take the first.": peak - float(losses[-1]),
        "This is the largest loss less the smallest; take the first.": peak - float(losses.min()),
        "This is the last loss less the first; take the largest.": float(losses[-1] - losses[0]),
        "This is the height over the chord.": right,
        "This is the point that is highest above the chord. Which has the largest loss?": float(losses[above] - losses[0]),
    }
    slack = 1e-9 * float(np.abs(losses).max())
    known = of_height if named else None
    half = len(at) // 2
    there = f"the chord is {chord[half]:.6g} at the position {at[half]:.4g}"
    told = f"{hint} It is the largest of losses less chord; {there}.".lstrip()
    close(height, right, f"height in {call}", rtol=0, atol=slack, hint=told, slips=known)
    known = of_rise if named else None
    told = f"{hint} It is the largest loss less the first; these are {peak:.6g} and {losses[0]:.6g}.".lstrip()
    close(rise, climb, f"rise in {call}", rtol=0, atol=slack, hint=told, slips=known)


def walled(rng: np.random.Generator, at: Array, sign: int) -> Array:
    """Losses over a steep chord whose largest value is not where they are highest above the chord."""
    base, tilt = float(rng.uniform(1, 2)), float(rng.uniform(1.0, 1.2))
    above = rng.uniform(-0.3, 0.1, len(at))
    early, late = len(at) // 4, -(len(at) // 4) - 1
    above[early], above[late] = rng.uniform(1.05, 1.15), rng.uniform(0.85, 0.95)
    above[1], above[[0, -1]] = -0.6, 0.0
    losses = base + tilt * at + above
    return losses if sign > 0 else losses[::-1].copy()


@check("barrier_height", weight=1.5)
def test_walls_on_even_positions(student: Student, rng: np.random.Generator) -> None:
    """Walls over a chord that rises or falls"""
    for sign in (1, -1):
        at = np.linspace(0, 1, int(rng.integers(9, 15)))
        hold(student, at, walled(rng, at, sign), f"a wall at {len(at)} even positions", named=True)


@check("barrier_height", weight=1.5)
@after_plain(test_walls_on_even_positions)
def test_walls_on_uneven_positions(student: Student, rng: np.random.Generator) -> None:
    """Positions that are not evenly spaced"""
    for _ in range(2):
        k = int(rng.integers(9, 13))
        at = np.linspace(0, 1, k) ** 3
        hint = "Take the positions from `at`, and the chord from the first loss to the last, upwards or downwards."
        for places in (at, 1 - at[::-1]):
            hold(student, places, walled(rng, places, 1), f"a rising wall at {k} uneven positions", hint=hint)
            mirrored = walled(rng, 1 - places[::-1], 1)[::-1].copy()
            hold(student, places, mirrored, f"a falling wall at {k} uneven positions", hint=hint)


@check("barrier_height", weight=1.5)
@after_plain(test_walls_on_even_positions)
def test_paths_without_a_wall(student: Student, rng: np.random.Generator) -> None:
    """A valley, a slope down, a line, a constant, two points"""
    at = np.linspace(0, 1, int(rng.integers(5, 9)))
    size = float(rng.uniform(1, 2))
    cases = {
        "a valley": size * (at - 0.5) ** 2 + at,
        "a slope that sags": size * (1 - at) ** 2,
        "a line down": size * (1 - at),
        "a line up": size * (1 + at),
        "a constant": np.full(len(at), size),
    }
    for name, losses in cases.items():
        below = "Between the ends all losses lie below the chord. " if name in ("a valley", "a slope that sags") else ""
        hold(student, at, losses, name, hint=f"{below}Both are taken over all points, the ends too.")
    hold(student, np.array([0.0, 1.0]), rng.uniform(1, 2, 2), "two points")
    hump = size * np.array([3.0, 2.0, 2.5, 1.0])
    hold(student, np.array([0.0, 0.3, 0.6, 1.0]), hump, "losses whose largest is the first")


@check("barrier_height")
@after_plain(test_walls_on_even_positions)
def test_other_units_and_signs(student: Student, rng: np.random.Generator) -> None:
    """Losses of 1e-12 and 1e12, negative losses, a level far above the wall"""
    at = np.sort(np.concatenate([[0.0, 1.0], rng.uniform(0.05, 0.95, 8)]))
    for scale in (1e-12, 1e12):
        hint = "No difference of losses is too small to count, in any unit."
        hold(student, at, scale * walled(rng, at, -1), f"losses in units of {scale:g}", hint=hint)
    hold(student, at, walled(rng, at, 1) - 50, "negative losses")
    hold(student, at, walled(rng, at, -1) + 1e4, "losses of about 10,000")


@check("barrier_height")
def test_profile_of_the_straight_line(student: Student) -> None:
    """The loss along the straight line"""
    right = reference.profile()
    bump = ell * (1 - ell)
    slips = {
        "The half of the half square is missing.": 2 * right,
        "This is uv - 1; the value of the function is asked.": bump * (a - b) ** 2 / (a * b),
        "(uv - 1)² is squared as a whole: ℓ(1 - ℓ), too.": bump * (a - b) ** 4 / (a * b) ** 2 / 2,
        "(uv - 1)² is squared as a whole: a b, too.": bump**2 * (a - b) ** 4 / (a * b) / 2,
        "(uv - 1)² is squared as a whole: (a - b)², too.": bump**2 * (a - b) ** 2 / (a * b) ** 2 / 2,
        "v goes straight from 1/a to 1/b; this is 1 over a straight line.": sp.Integer(0),
        "Here the ends are left out: u v is 1 at both.": ((a - b) ** 2 / (a * b)) ** 2 / 2,
    }
    trial = "Try it: the point of the line at these numbers, put into the function."
    domain = {ell: sp.Interval(0, 1)}
    expressions.symbolic(student["profile"], right, "profile", (a, b, ell), slips, domain=domain, trial=trial)


@check("barrier_height")
def test_top_of_the_straight_line(student: Student) -> None:
    """The top of the straight line"""
    right = reference.wall_top()
    slips = {
        "The half of the half square is missing.": 2 * right,
        "ℓ(1 - ℓ) is squared, too: 1/16 of it is left at the top.": 4 * right,
        "This is uv - 1 in the middle; the value of the function is asked.": (a - b) ** 2 / (4 * a * b),
        "The difference enters with its fourth power.": (a - b) ** 2 / (32 * (a * b) ** 2),
        "This is a quarter of the way, not the middle.": right * sp.Rational(9, 16),
    }
    trial = "Try it: the middle of the line at these numbers, put into the function."
    expressions.symbolic(student["wall_top"], right, "wall_top", (a, b), slips, trial=trial)


@check("barrier_height")
def test_bound_by_the_curvature(student: Student) -> None:
    """The largest height that a curvature allows"""
    right = reference.bound()
    slips = {
        "This is the fall on the whole length from a level top; the top is in the middle.": 4 * right,
        "The parabola ½ λ̄ x² falls over half the length, D/2.": 8 * right,
        "A height over the chord from end to end: the parabola with ends at distance D.": 2 * right,
        "The length enters by its square.": top * D / 8,
        "A quarter: this bound is for two ends that are critical points.": right / 2,
    }
    trial = "Try it: 4 - x² between x = -2 and 2 has the curvature -2, the length 4 and the height 4."
    expressions.symbolic(student["bound"], right, "bound", (top, D), slips, trial=trial)
