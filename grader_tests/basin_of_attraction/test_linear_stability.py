"""Hidden checks of the task `linear_stability`: its functions `linear_stability` and `safe_rate`."""

import math

import numpy as np

from grading.checks import (
    Student,
    after_plain,
    as_integer,
    as_number,
    as_sequence,
    as_string,
    check,
    close,
    equal,
    expect,
    symmetric,
)
from grading.checks.asked import asked, asked_about
from solutions.basin_of_attraction import linear_stability as reference


def hold(student: Student, H: np.ndarray, eta: float, tol: float, what: str, hint: str = "") -> None:
    """Hold kind and dimension."""
    call = f"linear_stability with the multipliers {what}, tol = {tol:g}"
    kind, dim = as_sequence(asked(call, student.linear_stability, H, eta, tol), call, length=2)
    right = reference.linear_stability(H, eta, tol)
    equal(as_string(kind, f"kind in {call}", choices=reference.KINDS), right[0], f"kind in {call}", hint=hint)
    counted = f"kind is right. dim counts the multipliers with |m| < 1 - tol, whatever kind is. {hint}"
    equal(as_integer(dim, f"dim in {call}"), right[1], f"dim in {call}", hint=counted)


def hessian(multipliers: list[float], eta: float, rng: np.random.Generator) -> np.ndarray:
    """A symmetric H, not diagonal, with these 1 - ηλ."""
    return symmetric((1 - np.array(multipliers)) / eta, rng)


def named(multipliers: list[float]) -> str:
    """The multipliers as a message names them."""
    return ", ".join(f"{m:.3g}" for m in multipliers)


def near_one(share: float, rng: np.random.Generator) -> list[tuple[float, float]]:
    """Pairs of tol, from end to end of what is announced, and a multiplier whose modulus is off 1 by so many tol."""
    tols = (1e-2, 1e-9, float(10 ** rng.uniform(-8, -3)))
    return [(tol, sign * (1 + side * share * tol)) for tol in tols for sign in (1, -1) for side in (1, -1)]


def random_case(student: Student, rng: np.random.Generator, outside: list[float], hint: str = "") -> None:
    """Hold a case with two to four multipliers inside and those given."""
    inside = list(rng.uniform(0.1, 0.9, int(rng.integers(2, 5))) * rng.choice([-1, 1]))
    inside[0] *= -1  # both signs
    eta = float(rng.uniform(0.1, 2))
    hold(student, hessian([*inside, *outside], eta, rng), eta, 1e-6, named([*inside, *outside]), hint)


@check("linear_stability", weight=1.5)
def test_kinds_of_random_hessians(student: Student, rng: np.random.Generator) -> None:
    """Each kind, the multipliers far from 1 or exactly 1 in modulus"""
    hint = "The first line of the table that holds decides; {}. H is not diagonal."
    random_case(student, rng, [], hint.format("all moduli are below 0.9 here"))
    random_case(
        student, rng, [float(rng.uniform(1.2, 3))], hint.format("one modulus is above 1 here, the others are below 0.9")
    )
    random_case(student, rng, [1.0], hint.format("one modulus is exactly 1 here, the others are below 0.9"))


@check("linear_stability", weight=2)
@after_plain(test_kinds_of_random_hessians)
def test_both_ends_of_the_stable_range(student: Student, rng: np.random.Generator) -> None:
    """A multiplier of -1, of 1, beyond either; one bad one is enough; the dimension leaves out the marginal ones"""
    hint = "The modulus of 1 - ηλ: λ < 0 and λ > 2/η are unstable, λ = 0 and λ = 2/η marginal."
    for outside in ([-1.0], [-1.0, 1.0, 1.0], [-float(rng.uniform(1.2, 3))], [float(rng.uniform(1.2, 3)), -1.5, -2.0]):
        random_case(student, rng, outside, hint)
    hint = "One unstable multiplier is enough, whatever the others are."
    for outside in ([1.0, 1.3], [-1.0, -1.3], [1.0, -1.0, -1.2]):
        random_case(student, rng, outside, hint)
    many = [float(m) for m in rng.uniform(-0.9, 0.9, 25)]
    hold(student, hessian([*many, -1.1], 0.5, rng), 0.5, 1e-6, "of 25 stable ones and -1.1", hint)


@check("linear_stability", weight=1.5)
@after_plain(test_kinds_of_random_hessians)
def test_tolerance_and_small_sizes(student: Student, rng: np.random.Generator) -> None:
    """What is within tol of 1, one parameter, no curvature, other units"""
    hint = "Within tol of 1 in modulus a multiplier counts as marginal: neither stable nor unstable."
    for tol, m in near_one(0.09, rng):
        hold(student, hessian([0.5, m, -0.3], 0.7, rng), 0.7, tol, f"0.5, -0.3 and {m:.14g}", hint)
    hint = "This modulus is off 1 by more than tol: it is stable or unstable, however near."
    for tol, m in near_one(11.0, rng):
        hold(student, hessian([0.5, m, -0.3], 0.7, rng), 0.7, tol, f"0.5, -0.3 and {m:.14g}", hint)
    hint = "η H has no unit: beyond 10 tol off 1 a modulus is stable or unstable, within tol/10 marginal, in any unit of H."
    for unit in (1e-12, 1e12):
        for m in (1 - 1.2e-8, 1 + 1.2e-8, 1 - 9e-11, 1.2e-8 - 1, -1.2e-8 - 1):
            hold(student, np.diag([1 - m, 1.5]) * unit, 1 / unit, 1e-9, f"-0.5 and {m:.14g}, H in units of {unit:g}", hint)
    hint = "H may hold integers."
    hold(student, np.array([[2, 1], [1, 2]]), 0.5, 1e-6, "0.5 and -0.5, H of integers", hint)
    hint = "tol is the same for every multiplier, however large another one is."
    hold(student, hessian([0.5, 1 - 3e-5, -1 + 4e-5, -60.0], 0.7, rng), 0.7, 1e-6, "0.5, 0.99997, -0.99996 and -60", hint)
    hold(student, np.diag([99.0, 2 - 1.2e-8, 1.2e-8, 1.0]), 1.0, 1e-9, "0, 1 - 1.2e-8, -1 + 1.2e-8 and -98", hint)
    for m in (0.0, -0.5, 1.0, -1.0, 1.5, -1.5):
        hold(student, np.array([[1 - m]]), 1.0, 1e-6, f"{m:g} alone")
    d = int(rng.integers(2, 6))
    hold(student, np.zeros((d, d)), 0.3, 1e-6, f"1, {d} times", "Without curvature nothing moves: marginal, dimension 0.")
    for unit in (1e-12, 1e12):
        for outside in ([], [1.0], [-1.3]):
            multipliers = [0.5, -0.4, *outside]
            H = unit * symmetric(1 - np.array(multipliers), rng)
            hold(student, H, 1 / unit, 1e-6, f"{named(multipliers)}, H in units of {unit:g}", "η H has no unit.")


@check("linear_stability", weight=1.5)
def test_safe_rate_of_random_examples(student: Student, rng: np.random.Generator) -> None:
    """The safe rate of random examples"""
    for n, d in ((int(rng.integers(8, 15)), 3), (int(rng.integers(20, 30)), 4)):
        X = rng.standard_normal((n, d)) * rng.uniform(0.5, 2, d)
        right, gram = reference.safe_rate(X), X.T @ X
        slips = {
            "The largest s(1 - s) is not 1.": right / 4,
            "The loss is the mean over the examples: divide by n.": right / n,
            "This is 1/L; GD with η < 2/L converges.": right / 2,
            "This is L.": 2 / right,
            "This is 2/L with the trace of XᵀX in place of its largest eigenvalue.": 8 * n / np.trace(gram),
            "XᵀX has the squares of the singular values of X.": 8 * n / np.sqrt(np.linalg.eigvalsh(gram)[-1]),
            "This is the least eigenvalue of XᵀX.": 8 * n / np.linalg.eigvalsh(gram)[0],
            "The largest ‖x‖²/4 is an upper bound of the Hessian, not the least.": 8 / np.max(np.sum(X**2, axis=1)),
            "The mean is over the n examples, not over the d parameters.": right * d / n,
            "H has X as it is: no mean is taken off.": 8 * n / np.linalg.norm(X - X.mean(axis=0), 2) ** 2,
        }
        hint = "Which number times XᵀX is the largest Hessian, and which of its eigenvalues is L?"
        close(student.safe_rate(X), right, f"safe_rate of {n} examples, d = {d}", rtol=1e-8, slips=slips, hint=hint)


@check("linear_stability", weight=1.5)
@after_plain(test_safe_rate_of_random_examples)
def test_safe_rate_of_other_shapes_and_units(student: Student, rng: np.random.Generator) -> None:
    """One example, more parameters than examples, equal columns, no input, tiny and large inputs"""
    d = int(rng.integers(2, 6))
    x = rng.standard_normal((1, d))
    rows, top = "n is the number of examples, the rows of X.", "L is the largest eigenvalue, whatever X looks like."
    small = "Only X = 0 itself has L = 0; the formula is the same for every other X."
    Q, _ = np.linalg.qr(rng.standard_normal((5, 5)))
    shapes = {
        "one example": (x, rows),
        "3 examples, 8 parameters": (rng.standard_normal((3, 8)), rows),
        "two equal columns": (np.repeat(rng.standard_normal((9, 1)), 2, axis=1), top),
        "a column 1e6 times the other": (rng.standard_normal((9, 2)) * [1.0, 1e6], top),
        "(2, -2) and (0.25, 0.25)": (np.array([[2.0, -2.0], [0.25, 0.25]]), top),
        "two directions of nearly the same weight": (Q @ np.diag([1.0, 0.9999, 0.5, 0.2, 0.1]) @ np.roll(Q, 1, axis=0).T, top),
        "one input of 1e-10": (np.array([[1e-10]]), small),
        "inputs near 1e-10": (1e-10 * rng.uniform(1, 3, (7, 3)), small),
        "inputs near 1e8": (1e8 * rng.uniform(0.1, 1, (7, 3)), "The unit changes nothing else."),
        "inputs of 1e-10 and of 1e8": (np.array([[1e-10, 0.0], [0.0, 1e8], [0.0, -1e8]]), top),
        "examples of which some are 0": (np.vstack([np.zeros((4, d)), x, 2 * x]), "An example of zeros counts in n."),
    }
    for what, (X, hint) in shapes.items():
        close(student.safe_rate(X), reference.safe_rate(X), f"safe_rate of {what}", rtol=1e-8, hint=hint)
    call = "safe_rate of X = 0"
    got = as_number(asked_about(call, "Here L is 0.", student.safe_rate, np.zeros((4, d))), call)
    expect(got == math.inf, f"safe_rate of X = 0: the loss is constant, every rate is safe; you have {got:g}.")
