"""Hidden checks of the task `diagnose`."""

# Longer than the house measure: five entries and three clauses, each with its own instances.

import math
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.random import Generator

from grading.checks import Student, after_plain, as_number, as_sequence, as_string, check, close, equal
from losslandscape import runs
from solutions.plateau import diagnose as reference

RECORDED = {name: runs.load(name) for name in ("plateau", "edge", "slow_fuse")}  # once, and not in every fork
WORDS = ("lower", "stop", "wait")
ENTRIES = ("slope", "step", "radius", "ratio")
LOOK = {
    "slope": "It is that of one least-squares line through all the losses.",
    "step": "Which gradient norm is meant, and what is it multiplied by?",
    "radius": "Work out g and Λ as the statement has them, then the formula.",
    "ratio": "Which number stands for all the measurements of λmax?",
}
RTOL = {"slope": 1e-7, "step": 1e-9, "radius": 2e-5, "ratio": 1e-9}  # the radius is that of plateau_radius
CLEAR = 0.02  # relative distance from every threshold


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """One call of diagnose."""

    loss: np.ndarray
    gradient_norm: np.ndarray
    lambda_max: np.ndarray
    lambda_min: np.ndarray
    eta: float
    drop: float

    @property
    def arguments(self) -> tuple[Any, ...]:
        """The arguments in their order."""
        return (self.loss, self.gradient_norm, self.lambda_max, self.lambda_min, self.eta, self.drop)

    @property
    def clear(self) -> bool:
        """True where no number lies near a threshold."""
        return min(reference.margins(*self.arguments)) > CLEAR


def stretch(
    rng: Generator,
    *,
    fall: float = 0.3,
    length: float = 0.3,
    ratio: float = 0.5,
    negative: float = 0.0,
    top: float = 1.0,
    slowest: float = 1.0,
) -> Stretch:
    """Random records with given properties, in units of the thresholds.

    Args:
        rng: random numbers.
        fall: n times the slope, downwards, over drop; negative for a loss that rises.
        length: about the length of a step over the radius.
        ratio: median edge ratio, for the largest eigenvalue.
        negative: -lambda_min over the largest modulus, at one of the measurements; 0.004 to 0.012 at the others.
        top: lambda_max over the largest modulus.
        slowest: the largest eta; curvatures are in proportion to 1/eta.
    """
    n, k = int(rng.integers(20, 60)), int(rng.integers(3, 8))
    eta, drop = slowest * float(10 ** rng.uniform(-2, 0)), float(rng.uniform(0.05, 0.5))
    sizes = 2 * ratio / eta / top * rng.uniform(0.9, 1.1, size=k)
    sizes *= 2 * ratio / eta / top / np.median(sizes)
    lambda_min = -sizes * rng.uniform(0.004, 0.012, size=k)
    if negative:
        place = int(rng.integers(k))
        lambda_min[place] = -negative * sizes[place]
    if negative == 1.0:
        lambda_min = -sizes
    size = float(np.median(sizes))
    # a step of `length` radii: eta g = length r and g r + size r²/2 = drop
    r = math.sqrt(drop / (length / eta + size / 2))
    norms = length * r / eta * rng.uniform(0.8, 1.2, size=n)
    places = np.arange(n) - (n - 1) / 2
    wiggle = rng.normal(size=n)
    wiggle -= places * (places @ wiggle) / (places @ places)
    loss = 2.0 - fall * drop / n * places + 0.3 * drop * wiggle
    return Stretch(loss=loss, gradient_norm=norms, lambda_max=top * sizes, lambda_min=lambda_min, eta=eta, drop=drop)


def draw(rng: Generator, **properties: float) -> Stretch:
    """A random stretch with these properties that is clear of every threshold."""
    for _ in range(50):
        one = stretch(rng, **properties)
        if one.clear:
            return one
    raise ValueError(f"no stretch clear of the thresholds for {properties}")


def _slips(one: Stretch) -> dict[str, dict[str, float]]:
    """Wrong numbers of typical slips, by entry, those that coincide left out."""
    right = dict(zip(ENTRIES, reference.diagnose(*one.arguments)[:4], strict=True))
    loss, norms = one.loss, one.gradient_norm
    sizes = np.maximum(np.abs(one.lambda_max), np.abs(one.lambda_min))
    norm = float(np.median(norms))
    slips = {
        "slope": {
            "The sign: a loss that falls has a negative slope.": -right["slope"],
            "That is the slope from the first to the last record; fit a line through all.": (loss[-1] - loss[0])
            / (len(loss) - 1),
            "That is the rise over the whole stretch; the slope is per record.": right["slope"] * len(one.loss),
        },
        "step": {
            "That is the gradient norm. A step is eta times as long.": norm,
            "The median is asked for, and that is the mean.": one.eta * float(np.mean(norms)),
            "The median is asked for, and that is with the last gradient norm.": one.eta * float(norms[-1]),
        },
        "radius": {
            "The median of the sizes is asked for, and that is with their maximum.": _radius(
                norm, float(sizes.max()), one.drop
            ),
            "The median of the sizes is asked for, and that is with their mean.": _radius(norm, float(sizes.mean()), one.drop),
            "g is the median gradient norm, and that is with the mean.": _radius(
                float(np.mean(norms)), float(np.median(sizes)), one.drop
            ),
            "Λ is the median of the larger ones, and that is with the larger of the medians.": _radius(
                norm, max(abs(float(np.median(one.lambda_max))), abs(float(np.median(one.lambda_min)))), one.drop
            ),
            "The size of a Hessian is the larger of |λmax| and |λmin|.": _radius(
                norm, float(np.median(one.lambda_max)), one.drop
            ),
            "The norm of the gradient goes in, not the length of a step.": _radius(
                one.eta * norm, float(np.median(sizes)), one.drop
            ),
            "The quadratic term has the factor ½.": _radius(norm, 2 * float(np.median(sizes)), one.drop),
        },
        "ratio": {
            "The ratio is 1 at the edge, and yours would be 2 there.": 2 * right["ratio"],
            "The median is asked for, and that is the maximum.": one.eta * float(np.max(one.lambda_max)) / 2,
            "The median is asked for, and that is the mean.": one.eta * float(np.mean(one.lambda_max)) / 2,
            "λmax is meant, with its sign, not the largest modulus.": one.eta * float(np.median(sizes)) / 2,
        },
    }
    return {name: _told_apart(slips[name], right[name], RTOL[name]) for name in ENTRIES}


def _radius(norm: float, size: float, drop: float) -> float:
    return 2 * drop / (norm + math.sqrt(norm * norm + 2 * max(size, 0.0) * drop))


def _told_apart(slips: dict[str, float], right: float, rtol: float) -> dict[str, float]:
    values = [*slips.values(), right]
    return {
        message: float(slip)
        for message, slip in slips.items()
        if sum(math.isclose(slip, v, rel_tol=10 * rtol) for v in values) == 1
    }


def _numbers(student: Student, one: Stretch, where: str) -> str:
    """Hold the four numbers; return the decision."""
    found = as_sequence(student.diagnose(*one.arguments), "diagnose(…)", length=5)
    right, slips = reference.diagnose(*one.arguments), _slips(one)
    for name, got, expected in zip(ENTRIES, found, right, strict=False):
        close(as_number(got, name), expected, f"{name} {where}", rtol=RTOL[name], slips=slips[name], hint=LOOK[name])
    return as_string(found[4], "decision", choices=WORDS)


def _decide(one: Stretch, decision: str, where: str) -> None:
    equal(decision, reference.diagnose(*one.arguments)[4], f"the decision {where}", hint=_facts(one))


def _facts(one: Stretch) -> str:
    """Say what the clauses compare, which is true whatever the slip was."""
    slope, step, radius, ratio, _ = reference.diagnose(*one.arguments)
    sizes = np.maximum(np.maximum(np.abs(one.lambda_max), np.abs(one.lambda_min)), 1e-300)
    side = "above" if slope > 0 else "below"
    return (
        f"Here n |slope| is {len(one.loss) * abs(slope) / one.drop:.3g} Δ, the slope lies {side} 0, "
        f"a step is {step / radius:.3g} radii long, the ratio is {ratio:.3g}, and λmin goes down to "
        f"{float(np.min(one.lambda_min / sizes)):.3g} of the larger modulus: which line of the table is the first that holds?"
    )


def _decision(student: Student, one: Stretch, where: str) -> None:
    found = as_sequence(student.diagnose(*one.arguments), "diagnose(…)", length=5)
    _decide(one, as_string(found[4], "decision", choices=WORDS), where)


@check("diagnose", weight=3)
def test_numbers_of_a_stretch(student: Student, rng: Generator) -> None:
    """Slope, length of a step, radius and edge ratio of a whole record are right."""
    for fall in (0.3, 1.7, 0.6):
        one = draw(rng, fall=fall, ratio=float(rng.uniform(0.3, 0.8)))
        _numbers(student, one, f"of {len(one.loss)} records and {len(one.lambda_max)} measurements")


@check("diagnose", weight=2)
def test_stop_or_wait_by_the_fall(student: Student, rng: Generator) -> None:
    """A loss that still falls by drop or more is waited for; a level one on a plateau is stopped."""
    for fall, slowest in ((0.4, 0.1), (1.6, 1.0), (0.7, 1.0), (2.5, 1.0)):  # once where small shares are large curvatures
        _decision(student, draw(rng, fall=fall, slowest=slowest), f"where the loss falls by {fall} times drop")


@check("diagnose", weight=2)
@after_plain(test_numbers_of_a_stretch)
def test_negative_curvature_of_the_largest_modulus(student: Student, rng: Generator) -> None:
    """The larger modulus is taken at each measurement, then the median; the ratio keeps λmax with its sign."""
    for top in (0.3, -0.5):
        one = draw(rng, negative=1.0, ratio=0.4, top=abs(top))
        one = one if top > 0 else replace(one, lambda_max=-one.lambda_max)
        _decide(one, _numbers(student, one, "where the largest modulus is negative"), "where the largest modulus is negative")
    order, unit = rng.permutation(3), float(rng.uniform(0.1, 0.3)) / one.eta
    mixed = replace(
        one,
        lambda_max=unit * (np.array([5.0, 1.0, 1.0]) * rng.uniform(0.9, 1.1, size=3))[order],
        lambda_min=unit * (np.array([-2.0, -4.0, 0.0]) * rng.uniform(0.9, 1.1, size=3))[order],
    )
    _numbers(student, mixed, "where now |λmax| is the larger one and now |λmin|")
    for odd in (100.0, 0.01):  # one measurement is far larger than the others, or far smaller
        _decision(student, _odd_one(rng, odd), f"where one λmax is {odd:g} times the others, and its λmin alone is negative")


def _odd_one(rng: Generator, odd: float) -> Stretch:
    """Three measurements, one odd: its λmin is 1 % of its own modulus and a lot of the median, or the other way round."""
    one, order = draw(rng), rng.permutation(3)
    modulus = float(np.median(np.maximum(np.abs(one.lambda_max), np.abs(one.lambda_min))))
    share = 0.01 if odd > 1 else 0.5
    return replace(
        one,
        lambda_max=modulus * np.array([1.0, 1.0, odd])[order],
        lambda_min=modulus * np.array([0.3, 0.3, -share * odd])[order],
    )


@check("diagnose", weight=2)
@after_plain(test_stop_or_wait_by_the_fall)
def test_each_clause_of_stop_counts(student: Student, rng: Generator) -> None:
    """A long step, one negative measurement, or a loss that moves up by more than drop: wait."""
    for _ in range(2):
        _decision(student, draw(rng, length=1.5), "where a step is longer than the radius")
        _decision(student, draw(rng, length=0.7), "where a step is shorter than the radius")
        _decision(student, draw(rng, negative=0.04), "with one negative measurement")
        for share in (0.016, 0.0185, 0.022):
            _decision(student, draw(rng, negative=share), "where λmin is small against the largest modulus")
        for length in (0.9, 1.1):
            _decision(student, draw(rng, length=length), "where a step is about as long as the radius")
        _decision(student, draw(rng, fall=-1.5), "where the loss rises by more than drop")
    for n in (2, 5, 9):  # the fall over n records, not over n - 1 and not over n + 1
        for other in (n - 1, n + 1):
            _decision(student, _short(rng, n, other), f"of {n} records")


def _short(rng: Generator, n: int, other: int) -> Stretch:
    """A stretch of n records in which drop lies between n |slope| and other |slope|, clearly apart from both."""
    one = draw(rng)
    fall = math.sqrt(n / other)
    loss = 2.0 - fall * one.drop / n * np.arange(n)
    return replace(one, loss=loss, gradient_norm=rng.permutation(one.gradient_norm)[:1].repeat(n))


@check("diagnose", weight=2)
@after_plain(test_stop_or_wait_by_the_fall)
def test_when_to_lower_the_rate(student: Student, rng: Generator) -> None:
    """Above the edge with a rising loss: lower. Above it with a falling loss, or below it: not."""
    for fall, ratio in ((-0.4, 1.3), (-2.0, 1.8), (0.4, 1.3), (1.6, 1.3), (-0.4, 0.7), (-0.4, 1.035), (-0.4, 0.965)):
        where = f"where the ratio is about {ratio} and the loss {'rises' if fall < 0 else 'falls'}"
        _decision(student, draw(rng, fall=fall, ratio=ratio), where)
    lower = draw(rng, fall=-0.4, ratio=1.3)
    _decide(lower, _numbers(student, lower, "above the edge with a rising loss"), "above the edge with a rising loss")
    _decision(student, draw(rng, fall=-0.4, ratio=1.3, length=2.0, negative=0.5), "above the edge with all else wrong")


@check("diagnose", weight=1)
@after_plain(test_numbers_of_a_stretch)
def test_one_measurement_and_two_records(student: Student, rng: Generator) -> None:
    """Two records and one measurement are enough, and arrays of zeros in curvature are a flat place."""
    one = draw(rng, fall=0.5)
    small = replace(
        one,
        loss=np.array([2.0, 2.0 - 0.3 * one.drop]),
        gradient_norm=one.gradient_norm[:2],
        lambda_max=one.lambda_max[:1],
        lambda_min=one.lambda_min[:1],
    )
    _decide(small, _numbers(student, small, "of two records and one measurement"), "of two records and one measurement")
    flat = replace(one, lambda_max=np.zeros(2), lambda_min=np.zeros(2))
    _numbers(student, flat, "without any curvature")


@check("diagnose", weight=2)
@after_plain(test_numbers_of_a_stretch)
def test_stretches_of_recorded_runs(student: Student, rng: Generator) -> None:
    """Numbers and decisions are right on stretches of real runs that the notebook does not discuss."""
    for name, first, last in (
        ("plateau", 60, 660),
        ("plateau", 920, 1080),
        ("edge", 200, 780),
        ("slow_fuse", 0, 1300),
        ("slow_fuse", 1500, 2200),
    ):
        one = _recorded(name, first, last, rng)
        _decide(one, _numbers(student, one, "of a recorded stretch"), "on a recorded stretch")


def _recorded(name: str, first: int, last: int, rng: Generator) -> Stretch:
    """A stretch of 80 to 120 steps that begins somewhere between two steps of a recorded run."""
    run = RECORDED[name]
    for _ in range(200):
        a, n = int(rng.integers(first, last)), int(rng.integers(80, 121))
        measured = (run.hessian_step >= a) & (run.hessian_step < a + n)
        records = slice(a, a + n)
        one = Stretch(
            loss=np.array(run.loss[records]),
            gradient_norm=np.array(run.gradient_norm[records]),
            lambda_max=np.array(run.lambda_max[measured]),
            lambda_min=np.array(run.lambda_min[measured]),
            eta=float(run.learning_rate[a]),
            drop=0.1,
        )
        if one.clear:
            return one
    raise ValueError(f"no stretch of {name} is clear of the thresholds")
