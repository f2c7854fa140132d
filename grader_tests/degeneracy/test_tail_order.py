"""Hidden checks of the task `tail_order`."""

import math

import numpy as np
from numpy.random import Generator

from grader_tests.degeneracy.apart import told_apart
from grading.checks import Student, after_plain, as_number, as_sequence, as_string, asked, check, close, equal, expect
from losslandscape import runs
from solutions.degeneracy import tail_order as reference

RECORDED = {name: runs.load(name) for name in ("plateau", "slow_fuse")}  # once, and not in every fork
WORDS = ("strict", "escaping", "degenerate")
DECISIONS = ("wait", "lower eta", "other criterion")
CLEAR = 0.01  # relative distance from every threshold
Stretch = tuple[np.ndarray, np.ndarray, np.ndarray]


def power_law(rng: Generator, psi: float, *, noise: float = 0.05, growth: float = 0.2) -> Stretch:
    """A stretch on which the gradient norm falls as τ^-psi, with noise, and the parameter norm changes by a share."""
    k = int(rng.integers(20, 60))
    time = np.cumsum(rng.uniform(0.5, 2.0, size=k)) * float(10 ** rng.uniform(-1, 2)) + float(rng.uniform(0, 5))
    wiggle = noise * rng.normal(size=k)
    u = np.log(time) - np.log(time).mean()
    wiggle -= u * (u @ wiggle) / (u @ u)
    norm = float(10 ** rng.uniform(-4, 1)) * time**-psi * np.exp(wiggle)
    return time, norm, float(rng.uniform(1, 9)) * (1 + growth * np.linspace(0, 1, k))


def clear(stretch: Stretch) -> bool:
    """True where no number lies near a threshold."""
    psi, order, _ = reference.tail_order(*stretch)
    ends = stretch[2][-1] / stretch[2][0]
    return abs(psi - 1) > CLEAR and all(abs(order / limit - 1) > CLEAR for limit in (2.5, 8.0)) and abs(ends - 1) > CLEAR


def hold(student: Student, stretch: Stretch, what: str, hint: str = "", *, plain: bool = False) -> None:
    """Hold psi, order and verdict of one stretch against the reference."""
    got = as_sequence(asked(f"tail_order of {what}", student.tail_order, *stretch), f"tail_order of {what}", length=3)
    psi, order, verdict = reference.tail_order(*stretch)
    hold_numbers(got, psi, order, what, slips(stretch, psi) if plain else {})
    word = as_string(got[2], f"The verdict of {what}", choices=WORDS)
    facts = f"Its order is {order:.3g}, and the parameter norm goes from {stretch[2][0]:.4g} to {stretch[2][-1]:.4g}."
    if word == "strict" and order > 2.5 and "2.5" not in hint:
        hint = f"{order:.3g} is not below 2.5."
    if word == "escaping" and order < 8 and "compared" not in hint:
        hint = f"{order:.3g} is not above 8."
    equal(
        word,
        verdict,
        f"The verdict of {what}",
        hint=f"{facts} {hint or 'Go through the lines of the table with these numbers, one after the other.'}",
    )


def hold_numbers(got: list[object], psi: float, order: float, what: str, known: dict[str, dict[str, float]]) -> None:
    """Hold psi and order; an infinite order exactly."""
    hint = "One line for all points alike, with a constant of its own, both axes logarithmic, and time as it is given."
    found = as_number(got[0], f"psi of {what}")
    if psi < 0:
        hint = "The gradient norm grows here, so psi is negative."
    close(found, psi, f"psi of {what}", rtol=1e-6, atol=1e-9, hint=hint, slips=known.get("psi"))
    if math.isinf(order):
        expect(got[1] is not None, f"The order of {what}: you returned None; psi is not above 1, so it should be math.inf.")
    found = as_number(got[1], f"The order of {what}")
    if math.isinf(order):
        expect(found == math.inf, f"The order of {what}: psi is not above 1, so it should be math.inf; you have {found:.6g}.")
        return
    hint = "psi is above 1: the order is finite." if found == math.inf else "p = (2ψ - 1)/(ψ - 1)."
    close(found, order, f"The order of {what}", rtol=1e-6, hint=hint, slips=known.get("order"))


def slope(u: np.ndarray, v: np.ndarray) -> float:
    """The slope of the least-squares line through (u, v)."""
    u = u - u.mean()
    return float(u @ v / (u @ u))


def slips(stretch: Stretch, psi: float) -> dict[str, dict[str, float]]:
    """Wrong numbers of typical slips, those that coincide left out."""
    time, norm, _ = stretch
    u, v = np.log(time), np.log(norm)
    order = reference.order_of(psi)
    return {
        "psi": told_apart(
            {
                "The sign: psi is minus the slope.": -psi,
                "This is the slope of the last point against the first; fit a line through all.": -math.log(norm[-1] / norm[0])
                / math.log(time[-1] / time[0]),
                "Both axes are logarithmic; your time is not.": -float(np.polyfit(time, np.log(norm), 1)[0]),
                "Both axes are logarithmic; your gradient norm is not.": -float(np.polyfit(np.log(time), norm, 1)[0]),
                "This line gives the time from the gradient norm; it is to give the gradient norm from the time.": -1
                / float(np.polyfit(v, u, 1)[0]),
                "This line goes through the origin; it has a constant of its own.": -float(u @ v / (u @ u)),
                "This is the mean of the slopes from point to point; fit one line.": -float(np.mean(np.diff(v) / np.diff(u))),
                "This is rounded; a relative 1e-6 is asked.": round(psi, 2),
                "This counts the time from the start of the stretch, plus 1; it is to be as given.": -slope(
                    np.log(time - time[0] + 1), v
                ),
                "This counts the time from the start of the stretch, without its first point; it is to be as given.": -slope(
                    np.log(time[1:] - time[0]), v[1:]
                ),
                "This takes the number of the point for the time.": -slope(np.log(np.arange(1, len(v) + 1)), v),
            },
            psi,
        ),
        "order": told_apart(
            {
                "That is the law of the loss, p/(p - 2); psi belongs to the gradient norm.": 2 * psi / (psi - 1),
                "That is p/(p - 2) less 2: solve ψ = (p - 1)/(p - 2) for p.": 2 / (psi - 1),
                "Solve ψ = (p - 1)/(p - 2) for p.": (psi - 1) / (psi - 2),
                "This is rounded: an order need not be whole.": round(order),
                "This is cut off: an order need not be whole.": math.floor(order),
            },
            order,
        ),
    }


@check("tail_order", weight=1.5)
def test_tails_of_flat_valleys(student: Student, rng: Generator) -> None:
    """Slope and order of noisy power laws, and the verdict on a degenerate minimum."""
    for order in (float(rng.uniform(3, 4)), float(rng.uniform(4.5, 7.5))):
        stretch = power_law(rng, (order - 1) / (order - 2), growth=0.2)
        hold(student, stretch, f"a noisy power law of {len(stretch[0])} points", plain=True)


@check("tail_order", weight=1.5)
@after_plain(test_tails_of_flat_valleys)
def test_tails_without_an_order(student: Student, rng: Generator) -> None:
    """A slope of 1 or less, or a gradient that grows, has no finite order."""
    for psi in (float(rng.uniform(0.9, 0.97)), float(rng.uniform(0.2, 0.6)), -float(rng.uniform(1.2, 1.6))):
        hold(student, power_law(rng, psi), f"a power law with psi about {psi:.2f}", "An infinite order is above 8.")
    for psi in (0.9, 0.5, -0.5):
        what = f"a power law with psi about {psi} and a norm that shrinks"
        hold(student, power_law(rng, psi, growth=-0.2), what, "The norm shrank: it does not escape.")
    for psi, points in ((0.8, 2), (1.5, 2), (2.0, 3)):
        time, norm, weight = power_law(rng, psi, noise=0.0)
        last = [*range(points - 1), -1]
        hold(student, (time[last], norm[last], weight[last]), f"{points} points")


@check("tail_order", weight=2)
@after_plain(test_tails_of_flat_valleys)
def test_each_line_of_the_verdict(student: Student, rng: Generator) -> None:
    """An exponential fall is strict; escaping needs a high order and a norm that grew."""
    time, _, weight = power_law(rng, 1.0)
    hold(student, (time, np.exp(-3 * time / time[0]), weight), "an exponential fall", "Its order is just above 2.")
    hold(student, power_law(rng, 1 / 0.45, growth=0.3), "a power law of order 2.8")
    high = 1 + 1 / float(rng.uniform(8, 20))
    for growth, hint in ((0.1, "The norm grew, by a tenth."), (-0.2, "The norm shrank: it does not escape.")):
        hold(
            student,
            power_law(rng, high, growth=growth),
            f"a power law of high order with a norm that changes by {growth:g}",
            hint,
        )
    for order, hint in (
        (2.45, "It is the order that is compared with 2.5."),
        (2.55, "It is the order that is compared with 2.5."),
        (7.85, "It is the order that is compared with 8."),
        (8.15, "It is the order that is compared with 8."),
        (50, "It is the order that is compared with 8."),
    ):
        hold(student, power_law(rng, (order - 1) / (order - 2), noise=0.0), f"a power law of order {order}", hint)
    time, norm, weight = power_law(rng, high, growth=0.1)
    bent = weight.copy()
    bent[len(bent) // 2] *= 3
    for share in (1.03, 0.97):
        bent[1], bent[-1] = 0.9 * bent[0], share * bent[0]
        what = f"a norm that went up, and down again to {share} of the first"
        hold(student, (time, norm, bent.copy()), what, "The last norm against the first, no other.")


@check("tail_order", weight=1)
@after_plain(test_tails_of_flat_valleys)
def test_tails_of_recorded_runs(student: Student, rng: Generator) -> None:
    """Stretches of real runs that the notebook does not discuss."""
    for name, first, last in (("plateau", 640, 1060), ("plateau", 800, 1060), ("slow_fuse", 1900, 2650)):
        for _ in range(200):
            a, n = int(rng.integers(first, last)), int(rng.integers(80, 121))
            run, steps = RECORDED[name], slice(a, a + n)
            time = np.cumsum(run.learning_rate)[steps]
            stretch = (time, np.array(run.gradient_norm[steps]), np.array(run.parameter_norm[steps]))
            if clear(stretch) and reference.tail_order(*stretch)[1] < 8:
                hold(student, stretch, "a recorded stretch")
                break


@check("tail_order", weight=1)
@after_plain(test_tails_of_flat_valleys)
def test_run_is_decided(student: Student, rng: Generator) -> None:
    """What the three stretches of the transformer say together."""
    got = as_string(student["decision"], "decision", choices=DECISIONS)
    hint = "Is the order the same on all three stretches, as it would be in one valley? What does the parameter norm do?"
    if got == "lower eta":
        hint = 'Steps that are too long keep the gradient norm from falling step by step: look at stretches["A"][1], and so on.'
    expect(got == reference.DECISION, f"decision: {got!r} does not follow from the three stretches. {hint}")
