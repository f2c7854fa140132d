"""Hidden checks of the task `edge_date`: its functions `edge_date` and `judge`."""

import math

import numpy as np

from grading.checks import Student, after_plain, as_sequence, as_string, call_text, check, close, equal, expect, show
from losslandscape import runs
from solutions.symmetry import edge_date as reference

RECORDED = {name: runs.load(name) for name in ("slow_fuse", "edge")}  # once, and not in every fork
PARTS = ("norm_error", "curvature_error")
MADE = {
    "norm_error": "Divide each norm by what decay alone makes of the first, then take the drift.",
    "curvature_error": "Multiply each ratio by its squared norm, then take the drift.",
}
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


@check("edge_date", weight=2)
def test_date_from_one_measurement(student: Student, rng: np.random.Generator) -> None:
    """The date from step, ratio, learning rate and decay"""
    for _ in range(4):
        step, ratio = int(rng.integers(20, 900)), float(rng.uniform(0.02, 0.4))
        eta, decay = float(rng.uniform(0.01, 0.1)), float(rng.uniform(0.5, 0.95))
        case = (step, ratio, eta, decay)
        hint = "ratio · (1 - ηω)^(-2x) = 1, solved for x."
        got = student.edge_date(*case)
        close(got, reference.edge_date(*case), call_text("edge_date", *case), rtol=1e-8, hint=hint, slips=date_slips(*case))


@check("edge_date", weight=3)
@after_plain(test_date_from_one_measurement)
def test_dates_that_are_now_or_never(student: Student, rng: np.random.Generator) -> None:
    """A ratio of 1 and more, just below 1, no decay, strong and weak decay"""
    now, never = "At the edge or beyond it the date is now.", "Below the edge and without decay the ratio never arrives."
    for place in rng.permutation(9):
        step, eta, decay = int(rng.integers(20, 900)), float(rng.uniform(0.01, 0.1)), float(rng.uniform(0.5, 1.5))
        low, high, weak = float(rng.uniform(0.2, 0.6)), float(rng.uniform(1.1, 3)), float(rng.uniform(1.1e-6, 4e-6))
        *case, hint = [
            (step, 1.0, eta, decay, now),
            (step + 0.5, high, eta, decay, now),
            (step, 1.0, eta, 0.0, now),
            (step, high, eta, 0.0, now),
            (step, low, eta, 0.0, never),
            (step, low, 0.5, 1.0, "Here ηω is ½."),
            (0, low, eta, weak / eta, "Here ηω is a few millionths: small, and not 0."),
            (step + 0.5, 1e-9 * low, eta, decay, ""),
            (step, float(rng.uniform(0.96, 0.999)), eta, decay, "A ratio below 1 is below the edge, however near."),
        ][int(place)]
        close(student.edge_date(*case), reference.edge_date(*case), call_text("edge_date", *case), rtol=1e-8, hint=hint)


def law(rng: np.random.Generator, steps: np.ndarray, *, ratio: float = 0.2, eta: float = 0.02, decay: float = 0.4) -> Stretch:
    """A stretch on which the law holds exactly."""
    shrunk = (1 - eta * decay) ** (steps - steps[0]).astype(float)
    return steps, float(rng.uniform(0.6, 1)) * ratio / shrunk**2, float(rng.uniform(3, 9)) * shrunk, eta, decay


def hold(student: Student, stretch: Stretch, what: str, *, named: bool = False, hint: str = "") -> None:
    """Hold the three entries of judge against the reference; the plain case names slips, a wrong decision is told the facts."""
    call = f"judge of {what}"
    got = as_sequence(student.judge(*stretch), call, length=3)
    right = reference.judge(*stretch)
    slips = judge_slips(stretch) if named else {}
    past = "Both errors are asked past the edge too." if max(stretch[1]) >= 1 else ""
    for value, part in zip(got[:2], PARTS, strict=True):
        wanted, name = getattr(right, part), f"{part} in {call}"
        expect(not (hint and isinstance(value, float) and math.isnan(value)), f"{name}: you returned NaN. {hint}")
        close(value, wanted, name, rtol=1e-8, atol=2e-11, slips=slips.get(part), hint=hint or past or MADE[part])
    decision = as_string(got[2], f"the decision in {call}", choices=reference.DECISIONS)
    numbers = (float(max(stretch[1])), float(stretch[1][-1]), right.norm_error, right.curvature_error)
    facts = "The largest ratio is {}, the last {}; norm_error is {}, curvature_error {}."
    told = facts.format(*(show(float(f"{number:.3g}")) for number in numbers))
    equal(decision, right.decision, f"the decision in {call}", hint=told)


def judge_slips(stretch: Stretch) -> dict[str, dict[str, float]]:
    """The two errors of typical slips."""
    step, ratio, norm, eta, decay = stretch
    shrink, product = 1 - eta * decay, ratio * norm**2
    foretold = norm[0] * shrink ** (step - step[0])
    apart, count = norm / foretold - 1, np.arange(len(step))
    change = product / product[0] - 1
    return {
        "norm_error": {
            "The steps count from the first measurement, step - step[0].": float(
                np.abs(norm / (norm[0] * shrink ** step.astype(float)) - 1).max()
            ),
            "The power is the number of steps, not the place in the array.": float(
                np.abs(norm / (norm[0] * shrink**count) - 1).max()
            ),
            "This is the drift of the squared norm; that of the norm is asked.": float(np.abs((1 + apart) ** 2 - 1).max()),
            "A drift is relative to the first entry: divide by it.": float(norm[0] * np.abs(apart).max()),
            "This is the mean; the largest is asked.": float(np.abs(apart).mean()),
            "This is the last; the largest is asked.": float(np.abs(apart[-1])),
            "A negative difference counts with its modulus.": float(apart.max()),
            "This is relative to the norm; relative to the law is asked.": float(np.abs(1 / (1 + apart) - 1).max()),
            "This is the change of the norm alone; decay accounts for some of it.": float(np.abs(norm / norm[0] - 1).max()),
            "This is the change from one measurement to the next; the first is the measure.": float(
                np.abs((1 + apart[1:]) / (1 + apart[:-1]) - 1).max()
            ),
        },
        "curvature_error": {
            "The norm is squared in the product.": float(np.abs(ratio * norm / (ratio[0] * norm[0]) - 1).max()),
            "This takes the norm that decay foretells; the measured one is asked.": float(
                np.abs(ratio * foretold**2 / product[0] - 1).max()
            ),
            "This is the change of the ratio alone; multiply by the squared norm.": float(np.abs(ratio / ratio[0] - 1).max()),
            "This is the mean; the largest is asked.": float(np.abs(change).mean()),
            "This is the last; the largest is asked.": float(np.abs(change[-1])),
            "A negative difference counts with its modulus.": float(change.max()),
            "Relative to the first measurement: divide by it.": float(np.abs(product - product[0]).max()),
            "This is the change from one measurement to the next; the first is the measure.": float(
                np.abs(product[1:] / product[:-1] - 1).max()
            ),
        },
    }


def disturbed(rng: np.random.Generator) -> Stretch:
    """A stretch that follows the law but for small differences, the largest of them negative and inside."""
    steps = int(rng.integers(50, 200)) + np.array([0, 7, 15, 30, 50])
    step, ratio, norm, eta, decay = law(rng, steps)
    size = rng.uniform(0.5, 1.0)
    norm = norm * (1 + size * np.array([0, 4e-3, -5e-3, 1e-3, 3e-3]))
    return step, ratio * (1 + size * np.array([0, 3e-3, -2e-2, 1e-2, 5e-3])), norm, eta, decay


@check("edge_date")
@after_plain(test_date_from_one_measurement)
def test_judging_a_stretch_that_follows_the_law(student: Student, rng: np.random.Generator) -> None:
    """The two errors and the decision where the law nearly holds"""
    for _ in range(2):
        hold(student, disturbed(rng), "five measurements that nearly follow the law", named=True)


@check("edge_date", weight=2)
@after_plain(test_judging_a_stretch_that_follows_the_law)
def test_decisions_in_their_order(student: Student, rng: np.random.Generator) -> None:
    """Each decision, where several lines hold, and close to the thresholds"""
    steps = 100 + np.array([0, 10, 20, 40])
    stretches: list[tuple[Stretch, str]] = []

    def add(what: str, *, norm: float = 0.0, curvature: float = 0.0, peak: float = 0.0, last: bool = False) -> None:
        step, r, n, eta, decay = law(rng, steps)
        bump = np.eye(4)[3 if last else int(rng.integers(1, 3))]
        moved = n * (1 + norm * bump)
        r = r * (n / moved) ** 2 * (1 + curvature * bump)
        stretches.append(((step, r + bump * (peak - r) if peak else r, moved, eta, decay), what))

    for sign in (-1, 1):
        for last in (False, True):
            where = "the last measurement" if last else "one measurement"
            add(f"a norm that is off at {where}", norm=sign * rng.uniform(0.006, 0.0094), last=last)
            add(f"a norm that is off at {where}", norm=sign * rng.uniform(0.0106, 0.02), last=last)
            add(f"a curvature that is off at {where}", curvature=sign * rng.uniform(0.03, 0.047), last=last)
            add(f"a curvature that is off at {where}", curvature=sign * rng.uniform(0.053, 0.1), last=last)
    add("a norm and a curvature that are off", norm=rng.uniform(0.1, 0.3), curvature=rng.uniform(0.3, 0.9))
    add("a ratio that was above 1 and is below it again", peak=rng.uniform(1.1, 2))
    add("a last ratio above 1", peak=rng.uniform(1.1, 2), last=True)
    add("a ratio above 1 and a norm that is off", peak=rng.uniform(1.1, 2), norm=rng.uniform(0.1, 0.3))
    add("a ratio that was exactly 1", peak=1.0)
    add("a ratio that was just below 1", peak=rng.uniform(0.95, 0.999))
    for _ in range(2):
        add("four measurements that follow the law")
    for place in rng.permutation(len(stretches)):
        hold(student, *stretches[int(place)])
    still, n = rng.uniform(0.05, 0.3) * np.array([1.0, 1.5, 1.2, 1.0]), np.full(4, rng.uniform(3, 9))
    hold(student, (steps, still, n, 0.02, 0.0), "no decay and a curvature that rises for a while")
    hold(student, (steps, still * n[0] ** 2 / (n + steps) ** 2, n + steps, 0.02, 0.0), "no decay and a norm that grows")


def hold_late(student: Student, rng: np.random.Generator) -> None:
    """Hold stretches so late that 1 - ηω to the power of the step itself is 0 in floats: exponents beyond -750."""
    hint = "So late in a run (1 - ηω)^step itself is smaller than any float; a few steps of decay are not."
    half = law(rng, int(rng.integers(2_000, 95_000)) + np.array([0, 1, 3]), ratio=1e-4, eta=0.5, decay=1.0)
    hold(student, half, "ηω = ½, from a step beyond 2,000", hint=hint)
    for size in rng.permutation([4e-3, 5e-2]):
        late = int(rng.integers(76_000, 95_000)) + np.array([0, 7, 15, 40])
        step, ratio, norm, eta, decay = law(rng, late, ratio=0.1, eta=0.02, decay=float(rng.uniform(0.5, 0.9)))
        moved = norm * (1 + size * rng.uniform(0.5, 0.9) * np.eye(4)[int(rng.integers(1, 4))])
        hold(student, (step, ratio * (norm / moved) ** 2, moved, eta, decay), "four measurements beyond step 76,000", hint=hint)


@check("edge_date")
@after_plain(test_judging_a_stretch_that_follows_the_law)
def test_uneven_and_short_stretches(student: Student, rng: np.random.Generator) -> None:
    """Two measurements, uneven intervals, strong and weak decay, late in a run, any length of the norm"""
    start = int(rng.integers(20, 900))
    hold(student, law(rng, np.array([start, start + 1])), "two measurements")
    hold(student, law(rng, np.array([0, 1, 5, 70, 71])), "uneven intervals from step 0")
    hold_late(student, rng)
    many = np.sort(rng.choice(90_000, 40, replace=False))
    hold(student, law(rng, many, eta=2e-3, decay=float(rng.uniform(1e-3, 2e-3))), "40 measurements, ηω a few millionths")
    for factor in (1e6, 1e-6):
        step, ratio, norm, eta, decay = disturbed(rng)
        hold(student, (step, ratio, factor * norm, eta, decay), f"norms near {factor:g}")
        step, ratio, norm, eta, decay = disturbed(rng)
        hold(student, (step, 1e-6 * ratio, norm, eta, decay), "ratios near 1e-7")


@check("edge_date")
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
