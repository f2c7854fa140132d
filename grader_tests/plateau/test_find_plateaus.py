"""Hidden checks of the task `find_plateaus`."""

import math
from typing import Any

import numpy as np
from numpy.random import Generator

from grading.checks import Student, as_integer, as_sequence, check, equal, expect, show
from losslandscape import runs
from solutions.plateau import find_plateaus as reference

RECORDED = runs.load("plateau")  # once, and not in every fork


def _stairs(rng: Generator, *, noise: float = 0.0) -> np.ndarray:
    """A loss with flat steps and ramps of random lengths, as recorded with noise."""
    level, pieces = 4.0, []
    for _ in range(3):
        shelf, ramp, fall = int(rng.integers(30, 60)), int(rng.integers(10, 30)), rng.uniform(0.5, 1.2)
        pieces += [np.full(shelf, level), level - fall * np.arange(1, ramp + 1) / ramp]
        level -= fall
    loss = np.concatenate([*pieces, np.full(int(rng.integers(20, 40)), level)])
    return loss + noise * rng.normal(size=len(loss))


def _expect_plateaus(
    student: Student,
    loss: np.ndarray,
    window: int,
    tol: float,
    length: int,
    what: str,
    hint: str,
    slips: dict[str, Any] | None = None,
) -> None:
    found = as_sequence(student.find_plateaus(loss, window, tol, length), what)
    pairs = [as_sequence(item, f"an entry of {what}", length=2) for item in found]
    intervals = [tuple(as_integer(end, f"an end in {what}") for end in pair) for pair in pairs]
    right = reference.find_plateaus(loss, window, tol, length)
    if intervals == right:
        return
    slips = {
        **(slips or {}),
        "Half-open means that b is the first window that is no longer flat.": [(a, b - 1) for a, b in right],
        "Count windows, not records: window i begins at record i.": [(a, b + window - 1) for a, b in right],
        "Plateaus shorter than min_length are to be left out.": reference.find_plateaus(loss, window, tol, 1),
        "A plateau of exactly min_length windows counts.": reference.find_plateaus(loss, window, tol, length + 1),
        "The last plateau, which reaches the end of the record, is missing.": right[:-1],
    }
    equal(intervals, right, what, hint=hint, slips={message: slip for message, slip in slips.items() if slip != right})


def _middle_length(loss: np.ndarray, window: int, tol: float) -> int:
    """A minimum length that one plateau has exactly, with shorter ones wherever the lengths differ."""
    lengths = sorted({b - a for a, b in reference.find_plateaus(loss, window, tol, 1)})
    return lengths[len(lengths) // 2]


@check("find_plateaus", weight=2)
def test_plateaus_of_noisy_stairs(student: Student, rng: Generator) -> None:
    """The plateaus of noisy records are found."""
    for window, noise in ((5, 0.0), (12, 0.02), (20, 0.05)):
        loss = _clear_of(_stairs(rng, noise=noise), window, 6e-3, rng)
        for length in (3, _middle_length(loss, window, 6e-3)):
            what = f"find_plateaus(loss of {len(loss)} records, {window}, 6e-3, {length})"
            _expect_plateaus(
                student, loss, window, 6e-3, length, what, "Is the slope that of the least-squares line, per record?"
            )
    what, hint = "find_plateaus of a record that falls by 0.1 and then by 0.05 a step", "Fall of 0.1 a step: slope -0.1."
    falling = np.concatenate([5 - 0.1 * np.arange(12), 3.9 - 0.05 * np.arange(1, 12)])
    for tol in (0.04, 0.09, 0.11):
        _expect_plateaus(student, falling, 2, tol, 3, f"{what}, window 2, tolerance {tol}", hint)
    loss = np.repeat([4.0, 3.0, 2.0, 1.0], [6, 3, *rng.integers(5, 9, size=2)])
    what, hint = f"find_plateaus({loss.tolist()}, 2, 0.1, 3)", "One window that is not flat ends a plateau."
    _expect_plateaus(student, loss, 2, 0.1, 3, what, hint)


def _clear_of(loss: np.ndarray, window: int, tol: float, rng: Generator) -> np.ndarray:
    """Move the loss by a little until no window's slope is near the tolerance, so that rounding decides nothing."""
    for _ in range(20):
        if np.nanmin(np.abs(np.abs(reference.window_slopes(loss, window)) - tol)) > 1e-7 * tol:
            return loss
        loss = loss + 1e-3 * tol * rng.normal(size=len(loss))
    raise ValueError("no loss clear of the tolerance was found")


@check("find_plateaus", weight=1)
def test_plateaus_where_the_loss_creeps_up(student: Student, rng: Generator) -> None:
    """A loss that climbs is not flat, and one that climbs slowly enough is."""
    steep, slow = rng.uniform(0.02, 0.05), rng.uniform(1e-4, 9e-4)
    first, second = int(rng.integers(30, 50)), int(rng.integers(40, 60))
    loss = np.concatenate([np.arange(first) * steep, first * steep + np.arange(second) * slow])
    what = "find_plateaus of a record that climbs"
    _expect_plateaus(student, loss, 6, 1e-3, 5, what, "The criterion is on the modulus of the slope.")
    _expect_plateaus(
        student, -loss, 6, 1e-3, 5, "find_plateaus of a record that falls", "The criterion is on the modulus of the slope."
    )


@check("find_plateaus", weight=2)
def test_plateaus_broken_by_lost_records(student: Student, rng: Generator) -> None:
    """A NaN makes the windows that hold it not flat, and no other."""
    loss = 2.0 + 1e-6 * rng.normal(size=120)
    lost = int(rng.integers(40, 70))
    loss[lost] = math.nan
    spoilt = {"One NaN spoils everything after it; it should spoil the windows that hold it.": [(0, lost - 6)]}
    what, hint = "find_plateaus of a record with one NaN", "Which windows hold the NaN?"
    _expect_plateaus(student, loss, 7, 1e-4, 5, what, hint, spoilt)
    _expect_plateaus(student, loss - 2.0, 7, 1e-4, 5, f"{what}, close to a loss of 0", hint, spoilt)
    loss[[0, -1]] = math.nan
    _expect_plateaus(student, loss, 7, 1e-4, 5, "find_plateaus of a record with NaN at both ends", "Which windows hold a NaN?")


@check("find_plateaus", weight=1)
def test_plateaus_of_short_and_constant_records(student: Student, rng: Generator) -> None:
    """Records shorter than a window have no plateau; constant ones are one plateau, however long; min_length counts windows."""
    n = int(rng.integers(30, 50))
    for loss, window, length in ((np.ones(n), 4, 1), (np.ones(n), n, 1), (np.ones(n), 4, n - 3), (np.ones(n), 4, n - 2)):
        what = f"find_plateaus(np.ones({n}), {window}, 1e-3, {length})"
        _expect_plateaus(student, loss, window, 1e-3, length, what, "There are n - w + 1 windows.")
    what = "find_plateaus(np.ones(5000), 200, 1e-3, 1)"
    _expect_plateaus(student, np.ones(5000), 200, 1e-3, 1, what, "There are n - w + 1 windows.")
    for loss in (np.ones(3), np.ones(0)):
        what = f"find_plateaus(np.ones({len(loss)}), 4, 1e-3, 1)"
        _expect_plateaus(student, loss, 4, 1e-3, 1, what, "There is no window at all.")


@check("find_plateaus", weight=1)
def test_plateaus_of_the_recorded_run(student: Student, rng: Generator) -> None:
    """The plateaus of the recorded run are found, at several settings."""
    loss = np.array(RECORDED.loss)
    for window in (60, 100):
        tol = float(rng.uniform(1e-3, 2.5e-3))
        what = f"find_plateaus(run.loss, {window}, {tol:.3g}, 20)"
        _expect_plateaus(
            student, _clear_of(loss, window, tol, rng), window, tol, 20, what, "Try the stairs of the visible check first."
        )


@check("find_plateaus", weight=2)
def test_alarm_after_enough_values_in_a_row(student: Student, rng: Generator) -> None:
    """The alarm is raised at the last of the values in a row, at the first opportunity."""
    for patience in (1, 2, 3, 5):
        values = rng.uniform(0, 1.6, size=80)
        values[:2], values[60:70] = (1.5, 0.5), 2.0  # one value above and no more; a row that is long enough for all
        _expect_alarm(student, values, 1.0, patience)


def _expect_alarm(student: Student, values: np.ndarray, threshold: float, patience: int, hint: str = "") -> None:
    what = f"first_alarm(values, {threshold:g}, {patience})"
    right = reference.first_alarm(values, threshold, patience)
    got = student.first_alarm(values, threshold, patience)
    if right is None:
        expect(got is None, f"{what}: you returned {show(got)} where no alarm is due. {hint}".rstrip())
        return
    above = int(np.argmax(values > threshold))
    slips = {
        "That is where the row begins. The alarm is raised at the record at which one knows.": right - patience + 1,
        "That is the first value above the threshold; patience asks for more of them.": above,
        "That is one record late.": right + 1,
    }
    number = as_integer(got, what) if got is not None else None
    equal(number, right, what, hint=hint, slips={message: slip for message, slip in slips.items() if slip != right})


@check("find_plateaus", weight=1)
def test_alarm_in_the_boundary_cases(student: Student, rng: Generator) -> None:
    """Equal is not above, NaN breaks a row, infinity is above, signs count, and no alarm is None."""
    level, nan, inf = 2.0 ** int(rng.integers(-2, 3)), math.nan, math.inf
    above = level * 1.5
    cases: tuple[tuple[list[float], int, str], ...] = (
        ([5 * level, 5 * level, 0.0, 0.0, *[above] * 3], 3, "Each of the values must be above the threshold, not their mean."),
        ([level, level, above, above], 2, "Equal to the threshold is not above it."),
        ([above, nan, above, 0.0, above, above], 2, "NaN is above nothing."),
        ([0.0, inf, inf, 0.0], 2, "Infinity is above every threshold."),
        ([above, 0.0, above, 0.0, above], 2, "The values must follow each other."),
        ([above], 2, "One value cannot make two in a row."),
        ([], 1, "An empty record holds no alarm."),
    )
    for values, patience, hint in cases:
        _expect_alarm(student, np.array(values, dtype=float), level, patience, hint)
    _expect_alarm(student, np.array([-above, -above, above, above]), level, 2, "A value counts with its sign.")
    for threshold in (-level, 0.0):
        around = np.array([threshold - level, threshold + level / 2, threshold + above, threshold])
        _expect_alarm(student, around, threshold, 2, "The threshold may be negative or 0.")
