"""Hidden checks of the task `stationarity_ztest`: the function and the decisions `ends`."""

# Longer than the house measure: a function with three results, and four decisions that are held against it.

import math
from contextlib import suppress
from statistics import NormalDist
from typing import Any

import numpy as np
from scipy.stats import t as student_t

from grading.checks import (
    CheckFailed,
    Student,
    StudentError,
    after_plain,
    as_mapping,
    as_number,
    as_sequence,
    as_string,
    asked,
    check,
    close,
    equal,
    expect,
    own_copies,
    show,
)
from losslandscape import runs
from solutions.critical_point import stationarity_ztest as reference

NOISE = runs.load("noise")  # once, and not in every fork
ENDS = reference.ends()
FOUR = {
    "A": NOISE.projection[0, :50, 1:2],
    "B": NOISE.projection[0, :, 2:],
    "C": NOISE.projection[1, :, 2:],
    "D": NOISE.projection[3, :1],
}


def columns(z: Any, N: int, rng: np.random.Generator) -> np.ndarray:
    """Projections of N minibatches whose z-scores are exactly these, in different units."""
    wanted = np.atleast_1d(np.asarray(z, dtype=float))
    noise = rng.standard_normal((N, len(wanted)))
    noise = (noise - noise.mean(axis=0)) / noise.std(axis=0, ddof=1)
    return np.asarray((noise + wanted / math.sqrt(N)) * rng.uniform(0.3, 3, len(wanted)))


def bound(level: float) -> float:
    """b for one direction."""
    return NormalDist().inv_cdf(1 - level / 2)


def z_slips(P: np.ndarray) -> dict[str, np.ndarray]:
    """The z-scores of typical slips."""
    N = len(P)
    mean, s = P.mean(axis=0), P.std(axis=0, ddof=1)
    return {
        "This divides by the deviation of one minibatch; the mean of N has a smaller one.": mean / s,
        "The sample deviation has N - 1 below the line: ddof=1.": mean * math.sqrt(N) / P.std(axis=0),
        "The standard error is s/√N, not s/N.": mean / (s / N),
        "This divides by the variance.": mean * math.sqrt(N) / s**2,
        "z keeps its sign.": np.abs(mean) * math.sqrt(N) / s,
        "One s for all directions; each has its own.": mean * math.sqrt(N) / P.std(ddof=1),
    }


def needed_slips(P: np.ndarray, level: float) -> dict[str, float]:
    """The numbers of minibatches of typical slips."""
    N, D = P.shape
    z, needed, _ = reference.stationarity_ztest(P, level)
    assert z is not None
    largest = float(np.abs(z).max())
    alone, one_sided = (NormalDist().inv_cdf(1 - share) for share in (level / 2, level / D))
    twice, heavy = NormalDist().inv_cdf(1 - level / (4 * D)), float(student_t.isf(level / (2 * D), N - 1))
    signed = {"The largest |z| counts, not the largest z: a slope may go down.": float(z.max())} if -z.min() > z.max() else {}
    chosen = signed | {"The largest |z| counts; this takes the smallest.": float(np.abs(z).min())} if D > 1 else {}
    return {told: N * (math.sqrt(needed / N) * largest / value) ** 2 for told, value in chosen.items()} | {
        "One direction alone has the bound of D = 1; here the tries add up.": N * (alone / largest) ** 2,
        "Either sign of z counts: the level is shared by both.": N * (one_sided / largest) ** 2,
        "The level is shared by both signs once: level/(2D).": N * (twice / largest) ** 2,
        "The bound is a quantile of the normal distribution, not of Student's.": N * (heavy / largest) ** 2,
        "z grows as the root of N: the ratio is squared.": N * math.sqrt(needed / N),
        "This is the inverse: a larger z needs fewer.": N * N / needed,
        "This is the factor; N times it is asked.": needed / N,
        "Not rounded, says the statement.": float(math.ceil(needed)),
        "This is N itself; needed comes from z, also where the measurement decides.": float(N),
        "The largest |z| decides, not the mean of them.": N * (math.sqrt(needed / N) * largest / float(np.abs(z).mean())) ** 2,
    }


def hold(
    student: Student, P: np.ndarray, level: float, what: str, *, hint: str = "", slips: tuple[Any, Any] | None = None
) -> None:
    """Hold the three results."""
    call = f"stationarity_ztest of {what}, level {level:g}"
    got = as_sequence(asked(call, student.stationarity_ztest, P, level), call, length=3)
    z, needed, decision = reference.stationarity_ztest(P, level)
    known = slips or ({}, {})
    close(got[0], z, f"z in {call}", rtol=1e-8, atol=1e-9, slips=known[0], hint=hint or "The mean over s/√N.")
    told = hint or "N (b/max |z|)², with the bound b for both signs and all D directions."
    close(got[1], needed, f"needed in {call}", rtol=1e-7, slips=known[1], hint=told)
    said = as_string(got[2], f"the decision in {call}", choices=reference.DECISIONS)
    if said != decision:
        equal(said, decision, f"the decision in {call}", hint=f"{hint} {largest_and_bound(P, level)}".strip())


def largest_and_bound(P: np.ndarray, level: float) -> str:
    """The two numbers that decide, once `z` and `needed` are right."""
    z, b = reference.stationarity_ztest(P, level)[0], NormalDist().inv_cdf(1 - level / (2 * P.shape[1]))
    assert z is not None
    return f"The largest |z| is {float(np.abs(z).max()):.4g} here, and the bound b is {b:.4g}."


@check("stationarity_ztest", weight=2)
@own_copies()
def test_one_direction(student: Student, rng: np.random.Generator) -> None:
    """z, needed and decision along one direction"""
    for z in (rng.uniform(2.6, 5), -rng.uniform(0.4, 1.5), -rng.uniform(2.6, 5)):
        N, level = int(rng.integers(30, 80)), 0.05
        P = columns(z, N, rng)
        known = needed_slips(P, level)
        own = {told: wrong for told, wrong in known.items() if abs(wrong - N * (bound(level) / z) ** 2) > 1e-6 * wrong}
        if z < 0:
            own["The largest |z| counts: z may be negative."] = math.inf
        scores = z_slips(P)
        del scores["One s for all directions; each has its own."]
        if z > 0:
            del scores["z keeps its sign."]
        hold(student, P, level, f"{N} minibatches, one direction", slips=(scores, own))


@check("stationarity_ztest", weight=2)
@after_plain(test_one_direction)
@own_copies()
def test_several_directions(student: Student, rng: np.random.Generator) -> None:
    """Several directions, all of them tried"""
    D, N = int(rng.integers(4, 9)), int(rng.integers(40, 80))
    z = rng.uniform(-1, 1, D)
    z[int(rng.integers(D))] = -rng.uniform(3.5, 5)
    P = columns(z, N, rng)
    hold(student, P, 0.05, f"{N} minibatches, {D} directions", slips=(z_slips(P), needed_slips(P, 0.05)))
    for level in (0.05, 0.01):
        limit, alone = (NormalDist().inv_cdf(1 - level / (2 * tries)) for tries in (D, 1))
        between, place = np.zeros(D), int(rng.integers(D))
        tries = "The bound b grows with the number of directions that were tried."
        between[place] = rng.choice([-1.0, 1.0]) * (0.5 * limit + 0.5 * alone)
        hold(student, columns(between, N, rng), level, f"{D} directions, one of them beyond the bound of one alone", hint=tries)
        for factor in (0.98, 1.02):
            between[place] = -factor * limit
            hold(student, columns(between, N, rng), level, f"{D} directions, one with |z| = {factor:g} b", hint=tries)


@check("stationarity_ztest", weight=1.5)
@own_copies()
def test_one_minibatch_says_nothing(student: Student, rng: np.random.Generator) -> None:
    """A single minibatch"""
    for D in (1, int(rng.integers(2, 9))):
        P = rng.uniform(1, 5, (1, D)) * 10 ** rng.uniform(-3, 3)
        call = f"stationarity_ztest of one minibatch, {D} direction" + "s" * (D != 1)
        got = as_sequence(student.stationarity_ztest(P, 0.05), call, length=3)
        expect(got[0] is None, f"z in {call}: one value has no standard error, so None; you returned {show(got[0])}.")
        close(got[1], math.inf, f"needed in {call}", hint="Nothing can be said from one: math.inf.")
        said = as_string(got[2], f"the decision in {call}", choices=reference.DECISIONS)
        equal(said, "undecided", f"the decision in {call}", hint="However large, one value shows nothing.")
    many = as_sequence(
        student.stationarity_ztest(columns(6.0, 30, rng), 0.05), "stationarity_ztest of 30 minibatches", length=3
    )
    told = "stationarity_ztest of 30 minibatches: here there is a standard error, and the slope is six of them."
    expect(many[0] is not None and many[2] == "not critical", f"{told} You returned {show(many[0])} and {show(many[2])}.")


@check("stationarity_ztest", weight=0.5)
@after_plain(test_one_direction)
@own_copies()
def test_means_of_exactly_zero(student: Student, rng: np.random.Generator) -> None:
    """Projections whose means are exactly 0: needed is math.inf"""
    row = rng.integers(1, 9, 3)
    pairs = np.array([row, -row] * 20, dtype=float)
    hint = "All z are 0: no number of such minibatches is enough, math.inf."
    hold(student, pairs, 0.05, "projections that cancel exactly", hint=hint)
    hold(student, pairs[:, :1], 0.05, "projections along one direction that cancel exactly", hint=hint)


@check("stationarity_ztest", weight=1)
@after_plain(test_one_direction, test_several_directions)
def test_units_and_levels(student: Student, rng: np.random.Generator) -> None:
    """Any unit, other levels, whole numbers"""
    for size in (-1.0, 1.0):
        P = columns(size * rng.uniform(2.2, 3), 50, rng)
        for unit in (1e-8, 1e8):
            hold(student, unit * P, 0.05, f"projections in a unit of {1 / unit:g}", hint="z has no unit.")
        for level in (1e-6, 0.01, 0.3):
            hold(student, P, level, "a level of its own", hint="The level is an argument.")
    for z in (1e-3, 40.0):
        what = f"{'a weak' if z < 1 else 'a strong'} slope along one of 25 directions"
        hold(student, columns(np.append(-z, rng.uniform(-1e-4, 1e-4, 24)), 40, rng), 0.05, what)
    mixed = columns(rng.uniform(-4, 4, 3), 40, rng) * np.array([1e-8, 1.0, 1e8])
    hold(student, mixed, 0.05, "three directions, each in a unit of its own", hint="Each direction has its own mean and s.")
    whole = rng.integers(-9, 12, (40, 3))
    hold(student, whole, 0.05, "whole numbers")


@check("stationarity_ztest", weight=1)
@after_plain(test_one_direction)
def test_recorded_projections(student: Student, rng: np.random.Generator) -> None:
    """Projections of the recording"""
    for size in range(4):
        first = int(rng.integers(0, 100))
        place = int(rng.integers(0, 8))
        P = NOISE.projection[size, first : first + 60, place : place + 1]
        hold(student, P, 0.05, f"60 minibatches of {NOISE.batch_size[size]} sequences, along {NOISE.direction_names[place]}")


def half_digit(needed: float) -> float:
    """Half a unit of the third digit."""
    return 0.50001 * 10 ** (math.floor(math.log10(needed)) - 2) if math.isfinite(needed) and needed > 0 else 0.0


def same(number: float, needed: float) -> bool:
    """Whether they agree to three digits."""
    return number == needed or abs(number - needed) <= half_digit(needed) + 1e-9 * abs(needed)


def why(student: Student, name: str, number: float, said: str) -> str:
    """What a wrong end has to do with the student's own function: it follows from it, or differs from it."""
    needed, decision = ENDS[name]
    own: tuple[Any, ...] | None = None
    with suppress(CheckFailed, StudentError):
        entries = as_sequence(student.stationarity_ztest(FOUR[name], 0.05), "the function", length=3)
        own = as_number(entries[1], "needed", finite=False), entries[2]
    if own is not None and same(number, own[0]) and said == own[1]:
        return "Your stationarity_ztest says so, and is wrong here: mend it first, this end follows."
    if said == decision and number in (float(f"{needed:.1g}"), float(f"{needed:.2g}")):
        return "Three digits are asked."
    if own is not None and same(own[0], needed) and own[1] == decision:
        return f"Your stationarity_ztest says something else of four[{name!r}] at level 0.05."
    return f"Take four[{name!r}] as it is, at level 0.05, with all its directions as tries."


@check("stationarity_ztest", weight=2)
def test_ends(student: Student) -> None:
    """The four decisions"""
    ends = as_mapping(student["ends"], "ends", keys=tuple("ABCD"))
    for name, (needed, decision) in ENDS.items():
        got = as_sequence(ends[name], f"ends[{name!r}]", length=2)
        said = as_string(got[1], f"the decision in ends[{name!r}]", choices=reference.DECISIONS)
        number = as_number(got[0], f"needed in ends[{name!r}]", finite=False)
        if said == decision and same(number, needed):
            continue
        told = why(student, name, number, said)
        equal(said, decision, f"the decision in ends[{name!r}]", hint=told)
        close(number, needed, f"needed in ends[{name!r}]", rtol=1e-9, atol=half_digit(needed), hint=told)
