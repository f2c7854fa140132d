"""Hidden checks of the task `line_report`: its function, and the dict `decisions`."""

from typing import Any

import numpy as np

from grading.checks import Student, after_plain, as_mapping, as_sequence, as_string, check, close, equal
from grading.checks.asked import asked
from solutions.basin_of_attraction import line_report as reference

NAMES = ("A", "B", "C", "D", "E")


def rise_slips(losses: np.ndarray) -> dict[str, float]:
    """Rises over something else."""
    a, b, top = float(losses[0]), float(losses[-1]), float(losses.max())
    chord = np.linspace(a, b, len(losses))
    return {
        "This is the rise over the lower end.": top - min(a, b),
        "This is the rise over the mean of the ends.": top - (a + b) / 2,
        "This is the largest rise over the chord; the higher end is asked.": float((losses - chord).max()),
        "This is the largest loss; take the higher end off.": top,
        "This is the rise over the least loss of the line.": top - float(losses.min()),
    }


def hold(student: Student, losses: Any, labels: Any, error: float, what: str, hint: str = "", *, named: bool = False) -> None:
    """Hold the three entries."""
    call = f"line_report of {what}"
    values = np.asarray(losses, dtype=float)
    rise, line, claim = as_sequence(asked(call, student.line_report, losses, labels, error), call, length=3)
    right = reference.line_report(values, labels, error)
    size = 1e-9 * float(np.abs(values).max())
    slips = rise_slips(values) if named else None
    told = f"The largest loss is {values.max():.6g}, the ends are {values[0]:.6g} and {values[-1]:.6g}."
    close(rise, right[0], f"rise in {call}", rtol=0, atol=size, hint=told, slips=slips)
    told = hint or f"rise is {right[0]:.6g} and error {error:.6g}."
    equal(as_string(line, f"line in {call}", choices=reference.LINES), right[1], f"line in {call}", hint=told)
    said = as_string(claim, f"claim in {call}", choices=reference.CLAIMS)
    equal(said, right[2], f"claim in {call}", hint=claim_hint(said, right[2], right[1]))


def claim_hint(said: str, right: str, line: str) -> str:
    """What is true of the labels of this pair; rise and line were right."""
    if right == "open":
        return "rise and line are right. A label is missing or -1: neither confirmed nor refuted."
    if said == "open":
        return "rise and line are right. Both ends have a basin (0 is the index of a minimum): the pair says something."
    return f"rise and line are right: {line}. Do these two labels fit the sentence, which claims both directions?"


def hill(rng: np.random.Generator, height: float, m: int = 9, tilt: float = 0.5) -> np.ndarray:
    """Losses with a hill of so much over the higher end (the last), lower places beside it, the top not in the middle."""
    inner = rng.uniform(0.2, 0.4, m - 2)
    losses = np.array([1.0, *(1 + inner), 1.0 + tilt])
    losses[2] = 1.0 + tilt + height
    losses[-2] = 0.7
    return losses


@check("line_report", weight=1.5)
def test_walls(student: Student, rng: np.random.Generator) -> None:
    """A wall between equal labels and between different ones"""
    for labels in ((0, 1), (2, 2)):
        losses = hill(rng, float(rng.uniform(1, 2)))[:: 1 if labels[0] else -1]  # the higher end first, then last
        hold(student, losses, labels, 0.1, f"a wall, labels {labels}", named=True)


@check("line_report", weight=2)
@after_plain(test_walls)
def test_lines_without_a_wall(student: Student, rng: np.random.Generator) -> None:
    """Falling, level, hanging lines; the higher end first or last; a rise up to error"""
    m = int(rng.integers(4, 9))
    hint = "Nothing exceeds the higher end: rise is 0, and a wall is more than error."
    for losses, what in (
        (np.linspace(2, 1, m), "a falling line"),
        (np.linspace(1, 2, m), "a climbing line"),
        (np.full(m, 1.5), "a level line"),
        (np.array([1.0, 0.4, 0.3, 1.2]), "a hanging line"),
        (np.array([1.2, 0.4, 0.3, 1.0]), "a hanging line"),
    ):
        for labels in ((1, 1), (1, 0)):
            hold(student, losses, labels, 0.0, f"{what}, labels {labels}, error 0", hint)
    step = int(rng.integers(1000, 4000)) / 4096  # sums of such steps are exact
    for losses in (1 + step * np.array([0, 2, 4, 3]), 1 + step * np.array([3, 4, 2, 0])):
        for share in (1, 0.8, 1.2, 0.999):
            size = "equal here, to the last digit" if share == 1 else f"{step:.6g} and {share * step:.6g}"
            hint = f"rise and error are {size}; a wall is more than error above the higher end."
            hold(student, losses, (0, 0), share * step, f"a rise of {step:.4g}, error {share * step:.5g}", hint)
    hint = "A wall is more than error above the higher end."
    hold(student, np.array([1.0, 2.0]), (0, 3), 0.0, "the two ends alone", hint)
    for place in (1, -2):  # the top beside an end
        losses = np.full(m, 0.5)
        losses[[0, -1, place]] = 1.0, 1.5, 2.5
        hold(student, losses, (0, 0), 0.3, f"a hill at place {place % m} of {m}", hint)


@check("line_report", weight=1.5)
@after_plain(test_walls)
def test_rises_next_to_error(student: Student, rng: np.random.Generator) -> None:
    """A rise just above or just below error, in other units, about negative losses, with error 0"""
    grain = 2.0**-25  # all numbers here are sums of such parts, so that nothing is rounded
    for unit in (2.0**-30, 1.0, 2.0**30):
        rise = int(rng.integers(2**24, 2**25)) * grain
        for level in (0.0, -4.0):
            losses = unit * (level + np.array([1.0, 0.5, 1 + rise, 0.25, 0.75]))
            for off in (-2, 0, 2):
                what = f"a rise of error {'+' if off >= 0 else '-'} {abs(off) * grain * unit:.3g}, losses near {losses[0]:.3g}"
                hint = "A wall is more than error above the higher end, by however little; no slack."
                hold(student, losses, (1, 1), unit * (rise - off * grain), what, hint)
        losses = unit * np.array([1.0, 0.5, 1 + 2 * grain, 1.0])
        hold(student, losses, (0, 1), 0.0, f"a rise of {2 * grain * unit:.3g}, losses near {unit:.3g}, error 0", hint)


@check("line_report", weight=1.5)
@after_plain(test_walls)
def test_labels_that_were_not_measured(student: Student, rng: np.random.Generator) -> None:
    """No labels, or ends that are in no basin"""
    for labels in (None, (-1, 0), (2, -1), (-1, -1)):
        hold(student, hill(rng, float(rng.uniform(1, 2))), labels, 0.1, f"a wall, labels {labels}")
        hold(student, np.linspace(2, 1, 5), labels, 0.1, f"a falling line, labels {labels}")
    for labels in ((0, 0), (0, 2), (3, 0)):
        hold(student, hill(rng, float(rng.uniform(1, 2))), labels, 0.1, f"a wall, labels {labels}")


@check("line_report", weight=1.5)
@after_plain(test_walls)
def test_signs_units_and_types(student: Student, rng: np.random.Generator) -> None:
    """Negative losses, tiny and large units, lists, integers"""
    for unit in (1e-9, 1e9):
        hold(student, unit * hill(rng, float(rng.uniform(1, 1.9))), (1, 0), 0.1 * unit, f"a wall in units of {unit:g}")
        hold(
            student,
            unit * hill(rng, float(rng.uniform(1, 1.9))),
            (1, 0),
            2 * unit,
            f"a wall below error in units of {unit:g}",
        )
    hold(student, hill(rng, float(rng.uniform(1, 2))) - 10, (1, 1), 0.1, "a wall, all losses negative")
    hold(student, np.linspace(-2, -1, 6), (1, 0), 0.1, "a climbing line, all losses negative")
    hold(student, hill(rng, float(rng.uniform(0.03, 0.08))), (1, 0), 0.1, "a hill below error")
    hold(student, [4, 9, 6, int(rng.integers(1, 4))], [0, 1], 1, "integers in a list")
    for labels in ([1, 1], [-1, 0], [0, -1], [int(text) for text in ("700", "700")]):  # equal, and two objects
        hold(student, [4.0, 9.5, 6.0, 5.0], labels, 1.0, f"lists, labels {labels}")
    hold(student, [7, 3, 2, 5], [2, 0], 0, "integers in a list, hanging")


@check("line_report")
def test_decisions_of_the_recorded_lines(student: Student) -> None:
    """What A and C show"""
    hold_decisions(student, ("A", "C"))


@check("line_report")
def test_decisions_of_the_made_lines(student: Student) -> None:
    """What B, D and E show"""
    hold_decisions(student, ("B", "D", "E"))


def hold_decisions(student: Student, names: tuple[str, ...]) -> None:
    """Some of the decisions, all or nothing."""
    got = as_mapping(student["decisions"], "decisions", keys=NAMES)
    right = reference.decisions()
    said = {}
    for name in names:
        line, claim = as_sequence(got[name], f'decisions["{name}"]', length=2)
        said[name] = (
            as_string(line, f'the first entry of decisions["{name}"]', choices=reference.LINES),
            as_string(claim, f'the second entry of decisions["{name}"]', choices=reference.CLAIMS),
        )
    hint = "Your line_report, if it is right, gives them: losses, labels and error of each of lines()."
    equal(said, {name: right[name] for name in names}, f"decisions of {' and '.join(names)}", hint=hint)
