"""Hidden checks of the task `checkpoint_report`: the function, and `decisions`."""

from contextlib import suppress
from typing import Any

import numpy as np
import scipy.linalg

from grader_tests.local_minimum.crossed import counted_tangents, crossed, decimal, random_tangents
from grading.checks import (
    CheckFailed,
    Student,
    StudentError,
    after_plain,
    as_mapping,
    as_sequence,
    as_string,
    asked,
    check,
    close,
    equal,
    symmetric,
)
from losslandscape.transformer import checkpoints
from solutions.local_minimum import checkpoint_report as reference

DECISIONS = reference.decisions()  # once, and not in every fork
CHECKPOINTS = checkpoints.checkpoints()
WITHOUT = "Without tangents all of H is transverse."
Case = tuple[np.ndarray, np.ndarray, np.ndarray, float, float, float]  # g, H, tangents, eta, eps, error


def hold(student: Student, case: Case, what: str, *, hint: str = "", slips: dict[str, dict[str, float]] | None = None) -> None:
    """Hold the three entries against the reference; `hint` is for the decision."""
    H, call, right = case[1], f"checkpoint_report of {what}", reference.checkpoint_report(*case)
    got = as_sequence(asked(call, student.checkpoint_report, *case), call, length=3)
    size = float(np.linalg.norm(H, 2))
    known = slips or {}
    across = "It is the least eigenvalue of your transverse_hessian, whatever the tangents are." if case[2].size else WITHOUT
    close(got[0], right.lowest, f"lowest in {call}", rtol=1e-8, atol=1e-8 * size, slips=known.get("lowest"), hint=across)
    of_all = "It belongs to all of H and to η, whatever the tangents, g and the decision are, and has the sign of λmax."
    close(got[1], right.ratio, f"ratio in {call}", rtol=1e-8, atol=1e-8 * case[3] * size, slips=known.get("ratio"), hint=of_all)
    decision = as_string(got[2], f"the decision in {call}", choices=reference.WORDS)
    equal(decision, right.decision, f"the decision in {call}", hint=line_of(decision, case, right, hint))


def line_of(said: str, case: Case, right: reference.Report, hint: str) -> str:
    """What the line of a wrong decision says here, once the two numbers are right: it does not hold, or is not the first."""
    g, H, _, _, eps, error = case
    slope, lowest = float(np.linalg.norm(g)), f"lowest is {decimal(right.lowest, float(np.abs(H).max()))} and error {error:.3g}"
    numbers = {
        "go on": (slope > eps or right.lowest < -error, f"the Euclidean ‖g‖ is {slope:.3g} and eps {eps:.3g}, {lowest}"),
        "undecided": (right.lowest <= error, lowest),
        "lower eta": (right.ratio >= 1, f"ratio is {right.ratio:.3g}"),
    }
    holds, here = numbers.get(said, (True, ""))
    if not holds:
        return f"The line of {said!r} does not hold: here {here}."
    return f"A line above that of {said!r} holds. {hint or 'The first line of the table that holds counts.'}"


def hold_all(student: Student, cases: list[tuple[Case, str]], hint: str, rng: np.random.Generator) -> None:
    """Hold all cases, in a random order, so that no list of decisions answers them."""
    for place in rng.permutation(len(cases)):
        case, what = cases[int(place)]
        hold(student, case, what, hint=hint)


def number_slips(H: np.ndarray, tangents: np.ndarray, eta: float) -> dict[str, dict[str, float]]:
    """The two numbers of typical slips."""
    N, k = scipy.linalg.null_space(tangents.T), tangents.shape[1]
    values, across = np.linalg.eigvalsh(H), np.linalg.eigvalsh(N.T @ H @ N)
    top = float(values[-1])
    return {
        "lowest": {
            "This is the lowest eigenvalue of H itself; the one across the orbit is asked for.": float(values[0]),
            "These are rows and columns of H; the tangents need not lie along the axes.": float(
                np.linalg.eigvalsh(H[k:, k:])[0]
            ),
            "This is the largest eigenvalue across the orbit; the least is asked for.": float(across[-1]),
            "This is the eigenvalue of least modulus across the orbit.": float(across[np.argmin(np.abs(across))]),
            "This is the lowest eigenvalue along the tangents.": float(np.linalg.eigvalsh(tangents.T @ H @ tangents)[0]),
            "The zeros of the projected matrix belong to the tangents; they are no eigenvalues across the orbit.": 0.0,
        },
        "ratio": {
            "The edge ratio is half of this: at 1 the edge is reached.": eta * top,
            "λmax is the largest eigenvalue with its sign, not the largest modulus.": eta * float(np.abs(values).max()) / 2,
            "The steps do not know of the tangents: which matrix does the statement name for the ratio?": eta
            * float(across[-1])
            / 2,
            "η is missing.": top / 2,
            "This is the inverse: the ratio grows with η.": 2 / (eta * top),
        },
    }


@check("checkpoint_report", weight=1.5)
def test_reports_of_random_checkpoints(student: Student, rng: np.random.Generator) -> None:
    """The two numbers and the decision at random checkpoints"""
    for lowest in (-7.0, 1.0, -5.0):
        d, k, eta = int(rng.integers(4, 7)), int(rng.integers(1, 3)), float(rng.uniform(0.1, 0.9))
        H, tangents = (
            symmetric(np.append(rng.uniform(1, 4, d - 1), lowest * rng.uniform(1.0, 1.5)), rng),
            random_tangents(rng, d, k),
        )
        case = (rng.standard_normal(d), H, tangents, eta, 1e-6, 1e-6)
        right = reference.checkpoint_report(*case)
        told = {entry: alone(found, getattr(right, entry)) for entry, found in number_slips(H, tangents, eta).items()}
        hold(student, case, f"{d} parameters, {counted_tangents(k)}, eta = {eta:.3g}", slips=told)


def alone(slips: dict[str, float], right: float) -> dict[str, float]:
    """The slips whose value is neither the answer nor that of another."""
    values = [*slips.values(), right]
    return {
        message: value for message, value in slips.items() if sum(abs(value - one) <= 1e-3 * abs(value) for one in values) == 1
    }


@check("checkpoint_report", weight=1.5)
@after_plain(test_reports_of_random_checkpoints)
def test_one_of_each_decision(student: Student, rng: np.random.Generator) -> None:
    """Checkpoints with each of the four decisions"""
    up = rng.uniform(1, 4, 3)
    top, zero = float(up.max()), np.zeros(5)
    flat, tangents = crossed(rng, up, [0.0, 0.0])
    bent, B = crossed(rng, [*up[:2], -1.0], [0.0, 0.0])
    cases: list[tuple[Case, str]] = [
        ((rng.standard_normal(5), flat, tangents, 0.8 / top, 1e-6, 1e-6), "a gradient of norm about 2"),
        ((zero, bent, B, 0.8 / top, 1e-6, 1e-6), "a negative eigenvalue across the orbit"),
        ((zero, flat, tangents[:, :1], 0.8 / top, 1e-6, 1e-6), "two zero eigenvalues, one tangent"),
        ((zero, flat, tangents, 3.1 / top, 1e-6, 1e-6), "an orbit, η λmax = 3.1"),
        ((zero, flat, tangents, 1.2 / top, 1e-6, 1e-6), "an orbit, η λmax = 1.2"),
        ((zero, symmetric(rng.uniform(1, 4, 5), rng), np.zeros((5, 0)), 0.2, 1e-6, 1e-6), "H positive definite, no symmetry"),
    ]
    hold_all(student, cases, "", rng)


@check("checkpoint_report", weight=1.5)
@after_plain(test_one_of_each_decision)
def test_decisions_in_their_order(student: Student, rng: np.random.Generator) -> None:
    """Several lines hold, on either side of each threshold; the norm of the gradient"""
    up, short = rng.uniform(1, 4, 3), np.array([0.0, 0.0, 0.0, 0.3, 0.4])
    large, small = rng.permutation(np.resize([0.5, -0.5], 100)), np.full(200, rng.choice([-0.02, 0.02]))
    top, zero = float(up.max()), np.zeros(5)
    flat, tangents = crossed(rng, up, [0.0, 0.0])
    cases: list[tuple[Case, str]] = [
        ((short, flat, tangents, 3.1 / top, 0.1, 1e-6), "‖g‖ = 0.5, eps = 0.1, η λmax = 3.1"),
        ((short, flat, tangents, 3.1 / top, 2.0, 1e-6), "‖g‖ = 0.5, eps = 2, η λmax = 3.1"),
        ((short, flat, tangents[:, :1], 3.1 / top, 0.1, 1e-6), "‖g‖ = 0.5, eps = 0.1, a zero that the tangents do not explain"),
        ((zero, flat, tangents[:, :1], 3.1 / top, 1e-6, 1e-6), "a zero that the tangents do not explain, η λmax = 3.1"),
        ((0.5 * tangents[:, 0], flat, tangents, 0.8 / top, 0.1, 1e-6), "a gradient of norm 0.5 along a tangent, eps = 0.1"),
        ((large, np.eye(100), np.zeros((100, 0)), 0.5, 1.0, 1e-6), "a hundred entries of modulus 0.5 in g, eps = 1"),
        ((small, np.eye(200), np.zeros((200, 0)), 0.5, 1.0, 1e-6), "two hundred entries of modulus 0.02 in g, eps = 1"),
        ((zero, flat, tangents, 1.0 / top, 0.0, 1e-6), "g = 0, eps = 0, η λmax = 1"),
        ((zero, flat, tangents, 1.9 / top, 0.0, 1e-6), "g = 0, eps = 0, η λmax = 1.9"),
        ((zero, flat, tangents, 2.1 / top, 0.0, 1e-6), "g = 0, eps = 0, η λmax = 2.1"),
    ]
    for share in (-3.3, -0.3, 0.3, 3.3):
        H, B = crossed(rng, [*up[:2], share * 1e-4], [0.0, 0.0])
        cases.append(
            ((zero, H, B, 3.1 / top, 1e-6, 1e-4), f"an eigenvalue of {share:g} error across the orbit, η λmax about 3")
        )
    hint = "The lines are asked from top to bottom, the first one that holds counts, and ‖g‖ is the Euclidean norm of all of g."
    hold_all(student, cases, hint, rng)


@check("checkpoint_report", weight=1.5)
@after_plain(test_one_of_each_decision)
def test_units_and_tangents_at_the_ends(student: Student, rng: np.random.Generator) -> None:
    """No tangents, one direction left, one parameter, any unit, curvature along the tangents"""
    up = rng.uniform(1, 4, 4)
    top = float(up[:3].max())
    flat, tangents = crossed(rng, up[:3], [0.0])
    zero, cases = np.zeros(4), []
    for unit in (1e-12, 1e12):
        g = unit * np.array([3e-9, 0.0, 0.0, 4e-9])
        for eta in (1.2 / top, 3.1 / top):
            cases.append(
                (
                    (0 * g, unit * flat, tangents, eta / unit, 0.0, 1e-6 * unit),
                    f"f in units of {unit:g}, η λmax = {eta * top:.2g}",
                )
            )
        for eps in (1.6e-9, 1.6e-8):
            cases.append(
                (
                    (g, unit * flat, tangents, 1.2 / top / unit, eps * unit, 1e-6 * unit),
                    f"f in units of {unit:g}, ‖g‖ = 5e-9, eps = {eps:g}",
                )
            )
    bowl = symmetric(up, rng)
    cases += [
        ((zero, bowl, np.zeros((4, 0)), 0.1, 0.0, 1e-6), "no tangents"),
        ((zero, -bowl, np.zeros((4, 0)), 0.1, 0.0, 1e-6), "a negative definite H, no tangents"),
        ((zero, bowl, random_tangents(rng, 4, 3), 0.1, 0.0, 1e-6), "three tangents of four parameters"),
        ((zero[:1], bowl[:1, :1], np.zeros((1, 0)), 0.1, 0.0, 1e-6), "one parameter"),
    ]
    steep, S = crossed(rng, up[:3], [50.0])
    cases.append(((zero, steep, S, 0.1, 0.0, 1e-6), "a tangent of curvature 50, eta = 0.1"))
    falling, F = crossed(rng, up[:3], [-50.0])
    cases.append(((zero, falling, F, 0.1, 0.0, 1e-6), "a tangent of curvature -50, eta = 0.1"))
    hold_all(student, cases, "Only lowest, the ratio and ‖g‖ decide; eps and error are absolute.", rng)


@check("checkpoint_report", weight=1)
def test_decisions_on_the_four_checkpoints(student: Student) -> None:
    """The decisions on A, B, C and D"""
    answers: dict[str, Any] = as_mapping(student["decisions"], "decisions", keys=tuple("ABCD"))
    given = {name: as_string(answers[name], f"decisions[{name!r}]", choices=reference.WORDS) for name in "ABCD"}
    wrong = sum(given[name] != DECISIONS[name] for name in "ABCD")
    if not wrong:
        return
    hint = "Call your checkpoint_report with g, H, tangents and eta of each, and 1e-9 for eps and error."
    count = ("one of the four is", "two of the four are", "three of the four are", "all four are")[wrong - 1]
    raise CheckFailed(f"decisions: {count} not right. {hint} {beside_own(student, given)}".rstrip())


def beside_own(student: Student, given: dict[str, str]) -> str:
    """What wrong decisions have to do with the student's own function: they follow from it, or differ from it."""
    own: dict[str, Any] = {}
    with suppress(CheckFailed, StudentError):
        for name, one in CHECKPOINTS.items():
            report = student.checkpoint_report(one.g, one.H, one.tangents, one.eta, reference.SMALL, reference.SMALL)
            own[name] = as_sequence(report, "the function", length=3)[2]
    if own == given:
        return "Your function says so, and is wrong here: mend it first, the decisions follow."
    return "Your function decides otherwise." if own == DECISIONS else ""
