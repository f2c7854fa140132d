"""Hidden checks of the task `edge_date`: its functions `edge_date` and `judge`."""

import math

import numpy as np

from grading.checks import Student, after_plain, as_sequence, as_string, call_text, check, close, equal
from losslandscape import runs
from solutions.symmetry import edge_date as reference

RECORDED = {name: runs.load(name) for name in ("slow_fuse", "edge")}  # once, and not in every fork
PARTS = ("date", "norm_error", "curvature_error")
Stretch = tuple[np.ndarray, np.ndarray, np.ndarray, float, float]


def date_slips(step: float, ratio: float, eta: float, decay: float) -> dict[str, float]:
    """The dates of typical slips."""
    rate, log = -math.log1p(-eta * decay), math.log(1 / ratio)
    return {
        "The ratio grows with the inverse square of the norm: one factor of 2 is missing.": step + log / rate,
        "These are the steps from now on; the date counts from step 0.": log / (2 * rate),
        "Look at the sign: the date lies ahead.": step - log / (2 * rate),
        "This takes ln(1 - ηω) as -ηω; the exact factor is asked.": step + log / (2 * eta * decay),
        "Decay acts through ηω, not ω alone.": step + log / (-2 * math.log1p(-decay)) if decay < 1 else math.nan,
        "The natural logarithm goes with the natural logarithm.": step + math.log10(1 / ratio) / (2 * rate),
        "This is when η λmax is 1; the edge is where η λmax / 2 is.": step + math.log(1 / (2 * ratio)) / (2 * rate),
        "Not rounded, says the statement.": float(math.ceil(step + log / (2 * rate))),
        "A straight line: the growth is a factor a step, not a sum.": step + (1 / ratio - 1) / math.expm1(2 * rate),
    }


@check("edge_date", weight=1.5)
def test_date_from_one_measurement(student: Student, rng: np.random.Generator) -> None:
    """The date from step, ratio, learning rate and decay"""
    for _ in range(4):
        step, ratio = int(rng.integers(20, 900)), float(rng.uniform(0.02, 0.4))
        eta, decay = float(rng.uniform(0.01, 0.1)), float(rng.uniform(0.5, 0.95))
        case = (step, ratio, eta, decay)
        hint = "ratio · (1 - ηω)^(-2x) = 1, solved for x."
        got = student.edge_date(*case)
        close(got, reference.edge_date(*case), call_text("edge_date", *case), rtol=1e-8, hint=hint, slips=date_slips(*case))


@check("edge_date", weight=1.5)
@after_plain(test_date_from_one_measurement)
def test_dates_that_are_now_or_never(student: Student, rng: np.random.Generator) -> None:
    """A ratio of 1 and more, no decay, negative curvature, strong decay"""
    step, eta, decay = int(rng.integers(20, 900)), float(rng.uniform(0.01, 0.1)), float(rng.uniform(0.5, 1.5))
    now, never = "At the edge or beyond it the date is now.", "No decay, or no positive curvature: the ratio never arrives."
    cases = [
        (step, 1.0, eta, decay, now),
        (step, 1.7, eta, decay, now),
        (step, 1.0, eta, 0.0, now),
        (step + 0.5, 1.2, eta, 0.0, now),
    ]
    cases += [
        (step, 0.3, eta, 0.0, never),
        (step, 0.0, eta, decay, never),
        (step, -0.4, eta, decay, never),
        (0, -2.0, eta, 0.0, never),
    ]
    cases += [(0, 0.5, 0.5, 1.0, "Strong decay is decay."), (step, 1e-9, 0.1, 0.1, ""), (step + 0.5, 0.3, eta, decay, "")]
    for *case, hint in cases:
        got = student.edge_date(*case)
        close(got, reference.edge_date(*case), call_text("edge_date", *case), rtol=1e-8, hint=hint)


def law(rng: np.random.Generator, ratio: float, steps: np.ndarray, *, eta: float = 0.02, decay: float = 0.4) -> Stretch:
    """A stretch on which the law holds exactly."""
    shrunk = (1 - eta * decay) ** (steps - steps[0]).astype(float)
    return steps, ratio / shrunk**2, float(rng.uniform(3, 9)) * shrunk, eta, decay


def hold(student: Student, stretch: Stretch, what: str, *, hint: str = "", named: bool = False) -> None:
    """Hold the four entries of judge against the reference; the plain case names slips."""
    call = f"judge of {what}"
    got = as_sequence(student.judge(*stretch), call, length=4)
    right = reference.judge(*stretch)
    slips = judge_slips(stretch) if named else {}
    for value, part in zip(got[:3], PARTS, strict=True):
        name = f"{part} in {call}"
        close(
            value,
            getattr(right, part),
            name,
            rtol=1e-7,
            atol=1e-10,
            slips=slips.get(part),
            hint=hint or "See its row in the table.",
        )
    decision = as_string(got[3], f"the decision in {call}", choices=reference.DECISIONS)
    equal(decision, right.decision, f"the decision in {call}", hint=hint or "Take the first line of the table that holds.")


def judge_slips(stretch: Stretch) -> dict[str, dict[str, float]]:
    """The three numbers of typical slips."""
    step, ratio, norm, eta, decay = stretch
    shrink, product = 1 - eta * decay, ratio * norm**2
    apart, count = norm / (norm[0] * shrink ** (step - step[0])) - 1, np.arange(len(step))
    change = product / product[0] - 1
    return {
        "date": {
            "This is the date from the first measurement.": reference.edge_date(float(step[0]), float(ratio[0]), eta, decay)
        },
        "norm_error": {
            "The steps count from the first measurement, step - step[0].": float(
                np.abs(norm / (norm[0] * shrink ** step.astype(float)) - 1).max()
            ),
            "The power is the number of steps, not the place in the array.": float(
                np.abs(norm / (norm[0] * shrink**count) - 1).max()
            ),
            "This is the mean; the largest is asked.": float(np.abs(apart).mean()),
            "This is the last; the largest is asked.": float(np.abs(apart[-1])),
            "A negative difference counts with its modulus.": float(apart.max()),
            "This is relative to the norm; relative to the law is asked.": float(np.abs(1 / (1 + apart) - 1).max()),
        },
        "curvature_error": {
            "The norm is squared in the product.": float(np.abs(ratio * norm / (ratio[0] * norm[0]) - 1).max()),
            "This is the change of the ratio alone; multiply by the squared norm.": float(np.abs(ratio / ratio[0] - 1).max()),
            "This is the mean; the largest is asked.": float(np.abs(change).mean()),
            "This is the last; the largest is asked.": float(np.abs(change[-1])),
            "A negative difference counts with its modulus.": float(change.max()),
            "Relative to the first measurement: divide by it.": float(np.abs(product - product[0]).max()),
        },
    }


def disturbed(rng: np.random.Generator) -> Stretch:
    """A stretch that follows the law but for small differences, the largest of them negative and inside."""
    steps = int(rng.integers(50, 200)) + np.array([0, 7, 15, 30, 50])
    step, ratio, norm, eta, decay = law(rng, float(rng.uniform(0.05, 0.2)), steps)
    size = rng.uniform(0.5, 1.0)
    norm = norm * (1 + size * np.array([0, 4e-3, -5e-3, 1e-3, 3e-3]))
    return step, ratio * (1 + size * np.array([0, 3e-3, -2e-2, 1e-2, 5e-3])), norm, eta, decay


@check("edge_date", weight=1.5)
@after_plain(test_date_from_one_measurement)
def test_judging_a_stretch_that_follows_the_law(student: Student, rng: np.random.Generator) -> None:
    """The three numbers and the decision where the law nearly holds"""
    for _ in range(2):
        hold(student, disturbed(rng), "five measurements that nearly follow the law", named=True)


@check("edge_date", weight=2)
@after_plain(test_judging_a_stretch_that_follows_the_law)
def test_decisions_in_their_order(student: Student, rng: np.random.Generator) -> None:
    """Each decision, where several lines hold, and close to the thresholds"""
    steps = np.array([100, 110, 120, 140])
    step, ratio, norm, eta, decay = law(rng, 0.2, steps)
    bump = np.array([0.0, 1.0, 0.0, 0.0])
    hint = "The first line of the table that holds, from top to bottom."
    for share in (0.008, 0.012, -0.012):
        moved = norm * (1 + share * bump)
        balanced = ratio * (norm / moved) ** 2
        hold(student, (step, balanced, moved, eta, decay), f"a norm that is off by {share:g} at one measurement", hint=hint)
    for share in (0.045, 0.055, -0.055):
        hold(
            student,
            (step, ratio * (1 + share * bump), norm, eta, decay),
            f"a curvature that is off by {share:g} at one",
            hint=hint,
        )
    past = ratio + bump * (1.3 - ratio)
    hold(
        student,
        (step, past, norm, eta, decay),
        "a ratio that was above 1 and is below it again",
        hint="Some ratio, not the last.",
    )
    hold(student, (step, past, norm * (1 + bump), eta, decay), "a ratio above 1 and a broken norm law", hint=hint)
    exactly = ratio + bump * (1.0 - ratio)
    hold(student, (step, exactly, norm, eta, decay), "a ratio of exactly 1 among them", hint=hint)
    hold(student, (step, ratio * (1 + bump), norm * (1 + bump), eta, decay), "both laws broken", hint=hint)
    low = 0.02 * (1 + bump)
    hold(student, (step, low, np.full(4, 5.0), eta, 0.0), "no decay and a curvature that doubles for a while", hint=hint)
    calm = "Without decay the date is infinite; with both laws intact there is no danger."
    hold(student, (step, np.full(4, 0.3), np.full(4, 5.0), eta, 0.0), "no decay, nothing moves", hint=calm)


@check("edge_date", weight=1.5)
@after_plain(test_judging_a_stretch_that_follows_the_law)
def test_uneven_short_and_negative_stretches(student: Student, rng: np.random.Generator) -> None:
    """Two measurements, uneven intervals, negative curvature, strong decay"""
    hold(student, law(rng, 0.1, np.array([40, 41])), "two measurements")
    hold(student, law(rng, 0.01, np.array([0, 1, 5, 70, 71])), "uneven intervals from step 0")
    step, ratio, norm, eta, decay = law(rng, 0.1, np.array([10, 20, 30]))
    hint = "A negative ratio never arrives at 1, and its curvature is far from that of the first measurement."
    hold(student, (step, ratio * [1.0, 1.0, -0.5], norm, eta, decay), "a negative ratio at the end", hint=hint)
    hold(student, (step, ratio * [1.0, -0.5, 1.0], norm, eta, decay), "a negative ratio in between", hint=hint)
    hold(student, law(rng, 1e-4, np.array([3, 4, 6]), eta=0.5, decay=1.0), "ηω = ½")
    hold(student, law(rng, 0.05, np.array([5, 10, 15]), eta=2e-3, decay=0.05), "ηω = 1e-4")
    scaled = law(rng, 0.05, np.array([5, 10, 15]))
    hold(student, (scaled[0], scaled[1], 1e6 * scaled[2], *scaled[3:]), "a norm of several millions")


@check("edge_date", weight=1.5)
@after_plain(test_judging_a_stretch_that_follows_the_law)
def test_recorded_stretches(student: Student, rng: np.random.Generator) -> None:
    """Stretches of the recordings, before the edge and after it"""
    shift = 25 * int(rng.integers(0, 5))
    for name, low, high in (("slow_fuse", 500 + shift, 901 + shift), ("slow_fuse", 1700 + shift, 1951), ("edge", 220, 420)):
        run = RECORDED[name]
        kept = (run.hessian_step >= low) & (run.hessian_step < high)
        step, rate = run.hessian_step[kept], float(run.learning_rate[0])
        decay = 0.46 if name == "slow_fuse" else 0.0
        stretch = (step, rate * run.lambda_max[kept] / 2, run.parameter_norm[step], rate, decay)
        hold(student, stretch, f"the measurements of {name} from step {low} to {high - 1}")
