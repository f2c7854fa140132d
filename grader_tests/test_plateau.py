"""Hidden checks of section 1.1. Every random instance comes from `rng`, which is seeded by section and check.

Long because the checks of a section stand in one module.
"""

import itertools
import math
from typing import Any

import numpy as np
import sympy as sp
from sympy.core.function import AppliedUndef

from grading.checks import (
    CheckFailed,
    Student,
    Undecided,
    as_array,
    as_integer,
    as_mapping,
    as_number,
    as_sequence,
    as_string,
    check,
    close,
    equal,
    expect,
    expect_equal,
    show,
)
from landscape import runs
from solutions import plateau as reference
from solutions.plateau import X0, X1, P

SECTION = "1.1_plateau"
RECORDED = runs.load("plateau")  # once, and not in every fork

Generator = np.random.Generator

# ---------------------------------------------------------------- flow_time


FLOW_TIME, FLOW_TIME_QUADRATIC = reference.flow_time(), reference.flow_time_quadratic()  # solved once, when collected
UNFINISHED = (sp.Integral, sp.Derivative, sp.Limit, sp.Sum, sp.Product)  # the statement asks for none of them
DOMAIN: dict[str, Any] = {
    "symbols": (X0, X1, P),
    "domain": {P: sp.Interval.open(1, sp.oo)},
    "conditions": (sp.Ne(P, 2), X1 < X0),  # what a Piecewise says at p = 2 does not count
}


def _expect_expression(got: Any, expected: sp.Expr, name: str, slips: dict[str, sp.Expr], **options: Any) -> None:
    """Hold an expression against the reference; a slip that this task is known for is named."""
    expect(isinstance(got, sp.Expr), f"{name} should be a SymPy expression; you have {show(got)}.")
    unknown = sorted(str(call.func) for call in got.atoms(AppliedUndef))
    expect(not unknown, f"{name} holds functions without a definition: {', '.join(unknown)}.")
    standing = sorted({type(part).__name__ for part in got.atoms(*UNFINISHED)})
    expect(not standing, f"{name} still holds {', '.join(standing)}: that states the problem. Carry it out.")
    try:
        expect_equal(got, expected, name, **options)
    except CheckFailed:
        for message, slip in slips.items():
            if _same(got, slip, **options):
                raise CheckFailed(f"{name}: {message}") from None
        raise


def _same(got: Any, slip: sp.Expr, **options: Any) -> bool:
    try:
        expect_equal(got, slip, "slip", slips=False, seconds=0.5, **options)
    except (CheckFailed, Undecided):
        return False
    return True


@check("flow_time", weight=3)
def test_flow_time_is_the_time_of_the_flow(student: Student) -> None:
    """The flow time is right for every p other than 2."""
    right = FLOW_TIME
    slips = {
        "this is the negative of the time. Put in x1 < x0: a time cannot be negative.": -right,
        "the factor that comes from the antiderivative of x^(1-p) is missing.": sp.expand(right * (P - 2)),
        "x0 and x1 are in each other's place, and the sign hides it for one p only. The flow goes down.": right.subs(
            {X0: X1, X1: X0}, simultaneous=True
        ),
        "you integrated x^p/p, the loss. The flow moves with its derivative.": (X0 ** (1 - P) - X1 ** (1 - P)) * P / (1 - P),
        "this is right for p > 2 only: p may lie between 1 and 2, too.": right * (P - 2) / sp.Abs(P - 2),
        "the antiderivative of x^(1-p) divides by another number than the new exponent.": (X1 ** (2 - P) - X0 ** (2 - P))
        / (P - 1),
    }
    _expect_expression(student["flow_time"], right, "flow_time", slips, **DOMAIN)


@check("flow_time", weight=2)
def test_flow_time_of_the_quadratic(student: Student) -> None:
    """For p = 2 the flow time is the limit."""
    right = FLOW_TIME_QUADRATIC
    slips = {
        "this is negative for x1 < x0. A time cannot be negative.": -right,
        "time and factor are mixed up: solve x0 e^(-t) = x1 for t.": X0 / X1,
        "this is the distance. The speed of the flow is x, it gets smaller on the way.": X0 - X1,
        "the natural logarithm is needed: the flow is x0 e^(-t).": right / sp.log(10),
    }
    _expect_expression(
        student["flow_time_quadratic"], right, "flow_time_quadratic", slips, symbols=(X0, X1), conditions=(X1 < X0,)
    )


# ---------------------------------------------------------------- steps_to_tolerance


def _check_steps(student: Student, eta: float, lam: float, x0: float, eps: float) -> int:
    """Hold one call to minimality: |x_t| <= eps and |x_(t-1)| > eps, up to a relative 1e-12."""
    call = f"steps_to_tolerance(eta={eta:.6g}, lam={lam:.6g}, x0={x0:.6g}, eps={eps:.6g})"
    steps = as_integer(student.steps_to_tolerance(eta, lam, x0, eps), call)
    expect(steps >= 0, f"{call}: your value is {steps}. A number of steps is not negative. Is it too large for its type?")
    if not reference.reaches(eta, lam, x0, eps, steps, slack=1e-12):
        off_by_one = reference.reaches(eta, lam, x0, eps, steps + 1, slack=1e-12)
        hint = (
            "One step more does it: round to the side that keeps the tolerance."
            if off_by_one
            else _base_hint(steps, eta, lam, x0, eps)
        )
        raise CheckFailed(f"{call}: after your {steps} steps |x| is still above eps. {hint}".rstrip())
    if steps and reference.reaches(eta, lam, x0, eps, steps - 1, slack=-1e-12):
        raise CheckFailed(f"{call}: your value is {steps}, and fewer steps do. {_base_hint(steps, eta, lam, x0, eps)}".rstrip())
    return steps


def _base_hint(steps: int, eta: float, lam: float, x0: float, eps: float) -> str:
    """Name slips that the value shows: logarithms of two bases, the flow in place of the iteration, and lost digits."""
    q = eta * lam
    if q == 1 or steps == 0:
        return ""
    natural, factor = math.log(abs(x0) / eps), -math.log(abs(1 - q)) if abs(1 - q) not in (0, 1) else math.inf
    for ratio, hint in (
        (1 / math.log(10), "Two logarithms of different base?"),
        (math.log(10), "Two logarithms of different base?"),
    ):
        if abs(steps - natural / factor * ratio) <= 1:
            return hint
    if abs(steps - natural / abs(q)) <= 1:
        return "That is the time of the gradient flow divided by eta; GD takes finite steps."
    if 0 < q < 1e-4 and abs(steps * factor / natural - 1) < 0.1:
        return "Does your factor keep its digits when eta lam is tiny?"
    return ""


@check("steps_to_tolerance", weight=2)
def test_steps_below_the_critical_rate(student: Student, rng: Generator) -> None:
    """The step count is the smallest that reaches the tolerance, for eta lam < 1."""
    for _ in range(12):
        q, lam = rng.uniform(0.02, 0.95), 10 ** rng.uniform(-3, 3)
        _check_steps(student, q / lam, lam, rng.choice([-1.0, 1.0]) * rng.uniform(0.5, 50), 10 ** rng.uniform(-8, -2))


@check("steps_to_tolerance", weight=2)
def test_steps_when_the_iterate_changes_sign(student: Student, rng: Generator) -> None:
    """For 1 < eta lam < 2 and for negative x0 it is the modulus that counts."""
    for _ in range(8):
        q, lam = rng.uniform(1.05, 1.98), 10 ** rng.uniform(-3, 3)
        _check_steps(student, q / lam, lam, rng.choice([-1.0, 1.0]) * rng.uniform(0.5, 50), 10 ** rng.uniform(-8, -2))


@check("steps_to_tolerance", weight=2)
def test_steps_of_zero_one_and_never(student: Student, rng: Generator) -> None:
    """Already there is 0, a jump onto the minimum is 1, never is infinity."""
    lam = 2.0 ** int(rng.integers(-3, 4))
    equal(
        student.steps_to_tolerance(1 / lam, lam, 3.0, 1e-3),
        1,
        "steps_to_tolerance with eta lam = 1",
        hint="What is the factor?",
    )
    for eta, curvature in ((0.1, 1.0), (0.1, 0.0), (0.1, -1.0), (3.0, 1.0), (1.0, 1.0)):
        for x0 in (-0.01, 0.5, -0.5, 0.0):  # inside, on the tolerance itself, and at the minimum
            call = f"steps_to_tolerance({eta}, {curvature}, {x0}, 0.5)"
            equal(student.steps_to_tolerance(eta, curvature, x0, 0.5), 0, call, hint="|x0| is within eps already.")
    for eta, curvature in ((2 / lam, lam), (2.5 / lam, lam), (7.0 / lam, lam), (0.3, 0.0), (0.3, -lam)):
        call = f"steps_to_tolerance({eta}, {curvature}, 1.0, 0.01)"
        got = as_number(student.steps_to_tolerance(eta, curvature, 1.0, 0.01), call)
        expect(
            got == math.inf, f"{call}: your value is {show(got)}. |x| never gets smaller here: what does the statement ask for?"
        )
    _check_steps(student, 0.3 / lam, lam, 3.0, 1e-3)
    _check_steps(student, 0.3 / lam, lam, 0.5 * (1 + 1e-10), 0.5)


@check("steps_to_tolerance", weight=1)
def test_steps_at_a_tiny_rate(student: Student, rng: Generator) -> None:
    """The count is right where 1 - eta lam rounds to 1, without walking the steps."""
    for exponent in (-6, -9, -12, -15, -18):
        q, lam = rng.uniform(1, 9) * 10.0**exponent, 10 ** rng.uniform(-2, 2)
        _check_steps(student, q / lam, lam, rng.uniform(1, 5), 10 ** rng.uniform(-4, -1))
    _check_steps(student, rng.uniform(1.01, 1.1) * 1e-18, 1.0, rng.uniform(1, 5), 10 ** rng.uniform(-9, -6))  # beyond 2^63


@check("steps_to_tolerance", weight=1)
def test_steps_next_to_one_and_two(student: Student, rng: Generator) -> None:
    """Next to eta lam = 1 it takes a few steps, next to 2 up to millions."""
    for distance in 10 ** rng.uniform((-5.9, -5, -3.5), (-5.4, -4, -2)):
        for q in (1 - distance, 1 + distance):
            _check_steps(student, float(q), 1.0, rng.uniform(1, 5), float(distance**2.5))
    for exponent in (-6, -5, -4):
        _check_steps(student, 2 - rng.uniform(1.5, 9) * 10.0**exponent, 1.0, rng.uniform(1, 5), 10 ** rng.uniform(-4, -1))


@check("steps_to_tolerance", weight=1)
def test_steps_know_no_unit_of_length(student: Student, rng: Generator) -> None:
    """Another unit of length, or of loss, leaves the count alone."""
    for _ in range(4):
        q, x0, eps = rng.uniform(0.05, 1.9), rng.uniform(1, 9), rng.uniform(1e-4, 1e-2)
        first = _check_steps(student, q, 1.0, x0, eps)
        scale, unit = 2.0 ** int(rng.integers(-300, 300)), 2.0 ** int(rng.integers(-60, 60))
        call = f"steps_to_tolerance({q * unit:.6g}, {1 / unit:.6g}, {x0 * scale:.6g}, {eps * scale:.6g})"
        second = as_integer(student.steps_to_tolerance(q * unit, 1 / unit, x0 * scale, eps * scale), call)
        expect(abs(first - second) <= 1e-12 * first, f"{call}: your value is {second}, and {first} in other units of x and f.")


# ---------------------------------------------------------------- plateau_radius


def _radius_slips(eps: float, lam: float, rho: float, drop: float) -> dict[str, float]:
    return {
        "The factor ½ of the quadratic term is missing.": reference.plateau_radius(eps, 2 * lam, rho, drop),
        "The cubic term has the factor 1/6.": reference.plateau_radius(eps, lam, 6 * rho, drop),
        "The cubic term has the factor 1/6, not 1/3.": reference.plateau_radius(eps, lam, 2 * rho, drop),
        "The cubic term has the factor 1/6, not 1/2.": reference.plateau_radius(eps, lam, 3 * rho, drop),
        "The cubic term is missing.": reference.plateau_radius(eps, lam, 0.0, drop),
        "That is what the gradient alone allows; the other terms use up some of the drop, too.": drop / eps,
        "Each term alone allows at least that; together they do not.": min(
            drop / eps, math.sqrt(2 * drop / lam), math.cbrt(6 * drop / rho)
        ),
    }


@check("plateau_radius", weight=2)
def test_radius_of_ordinary_landscapes(student: Student, rng: Generator) -> None:
    """The radius is right where all three terms matter."""
    for _ in range(8):
        r, shares = rng.uniform(0.2, 5.0), rng.dirichlet([3, 3, 3])
        drop = rng.uniform(0.05, 2.0)
        case = (drop * shares[0] / r, 2 * drop * shares[1] / r**2, 6 * drop * shares[2] / r**3, drop)
        case = tuple(float(value) for value in case)
        call = "plateau_radius({:.6g}, {:.6g}, {:.6g}, {:.6g})".format(*case)
        close(student.plateau_radius(*case), reference.plateau_radius(*case), call, slips=_radius_slips(*case))


@check("plateau_radius", weight=2)
def test_radius_with_some_terms_zero(student: Student, rng: Generator) -> None:
    """A term that is zero drops out, and with none left every radius will do."""
    a, drop = (float(value) for value in rng.uniform(0.1, 3.0, size=2))
    for case in ((a, 0.0, 0.0), (0.0, a, 0.0), (0.0, 0.0, a), (a, 2 * a, 0.0), (0.0, a, a / 2), (a, 0.0, a), (0.0, 0.0, 0.0)):
        call = "plateau_radius({:.6g}, {:.6g}, {:.6g}, {:.6g})".format(*case, drop)
        close(
            student.plateau_radius(*case, drop),
            reference.plateau_radius(*case, drop),
            call,
            hint="Look at what the statement says about zeros.",
        )


@check("plateau_radius", weight=1)
def test_radius_of_badly_scaled_landscapes(student: Student, rng: Generator) -> None:
    """At the radius the bound equals the drop, over 24 powers of ten."""
    steep = rng.uniform((10, -12, -12, -12), (12, 0, -8, -9), size=(4, 4))  # the three terms differ by up to 60 powers of ten
    corners = np.array(list(itertools.product((-12.0, 12.0), repeat=4)))
    patterns = np.array(list(itertools.product((0.0, 1.0), repeat=3))[1:-1])  # one or two of the first three are zero
    without = np.column_stack([np.concatenate([patterns, patterns]), np.ones(12)])  # on random scales, and on `steep` ones
    scaled = 10 ** np.concatenate([rng.uniform(-12, 12, size=(6, 4)), np.resize(steep, (6, 4))]) * without
    for values in (*10 ** np.concatenate([rng.uniform(-12, 12, size=(12, 4)), steep, corners]), *scaled):
        case = tuple(float(value) for value in values)
        call = "plateau_radius({:.3g}, {:.3g}, {:.3g}, {:.3g})".format(*case)
        r = as_number(student.plateau_radius(*case), call, finite=True)
        expect(r > 0, f"{call}: your value is {show(r)}, and a small enough radius above 0 always does.")
        bound = reference.guaranteed_drop(r, *case[:3]) if r < 1e60 else math.inf
        expect(
            abs(bound - case[3]) <= 4e-9 * case[3],
            f"{call}: at your radius {show(r)} the bound is {show(bound)} and not the drop. Does your method lose digits?",
        )


@check("plateau_radius", weight=1)
def test_radius_has_the_unit_of_the_parameters(student: Student, rng: Generator) -> None:
    """Scaling the loss leaves the radius alone; scaling the parameters scales it."""
    for _ in range(3):
        eps, lam, rho, drop = (float(value) for value in rng.uniform(0.1, 3.0, size=4))
        s, c = 10 ** rng.uniform(-6, 6), 10 ** rng.uniform(-3, 3)
        r = as_number(student.plateau_radius(eps, lam, rho, drop), "plateau_radius", finite=True)
        expect(
            r > 0, f"plateau_radius({eps:.6g}, {lam:.6g}, {rho:.6g}, {drop:.6g}): a small enough radius above 0 always does."
        )
        hint = "Look at the units: which of the four numbers is multiplied by which factor?"
        close(student.plateau_radius(s * eps, s * lam, s * rho, s * drop), r, f"the radius after f -> {s:.3g} f", hint=hint)
        moved = student.plateau_radius(eps / c, lam / c**2, rho / c**3, drop)
        close(moved, c * r, f"the radius after theta -> {c:.3g} theta", hint=hint)


# ---------------------------------------------------------------- flat_spectrum and max_stable_lr


def _symmetric(eigenvalues: Any, rng: Generator) -> np.ndarray:
    """A symmetric matrix with these eigenvalues, in a random orthonormal basis."""
    values = np.asarray(eigenvalues, dtype=float)
    basis = np.linalg.qr(rng.normal(size=(len(values), len(values))))[0]
    matrix = (basis * values) @ basis.T
    return (matrix + matrix.T) / 2


def _random_spectrum(rng: Generator, counts: tuple[int, int, int]) -> np.ndarray:
    """`counts` negative, flat and positive eigenvalues: 1e-3 to 1 in modulus, the flat ones below 1e-9, the largest 1."""
    negative, flat, positive = counts
    outside = 10 ** rng.uniform(-3, 0, size=negative + positive)
    if len(outside):
        outside[int(rng.integers(len(outside)))] = 1.0
    signs = np.array([-1.0] * negative + [1.0] * positive)
    return np.concatenate([outside * signs, 1e-9 * rng.uniform(-1, 1, size=flat)])


def _expect_counts(student: Student, H: np.ndarray, tol: float, want: tuple[int, int, int], what: str, hint: str = "") -> None:
    got = as_sequence(student.flat_spectrum(H, tol), what, length=3)
    counts = tuple(as_integer(item, f"an entry of {what}") for item in got)
    negative, flat, positive = want
    slips = {
        "The order is (negative, flat, positive).": (positive, flat, negative),
        "The order is (negative, flat, positive), with flat in the middle.": (negative, positive, flat),
        "Flat directions are counted among the others.": (negative, flat, len(H) - negative),
    }
    slips = {message: value for message, value in slips.items() if value != want}
    equal(counts, want, what, hint=hint, slips=None if hint else slips)


@check("flat_spectrum", weight=2)
def test_counts_of_random_spectra(student: Student, rng: Generator) -> None:
    """The counts are right for random matrices with known spectra."""
    for _ in range(6):
        counts = tuple(int(n) for n in rng.permutation([1, 2, 4]) + rng.integers(0, 2, size=3))
        H = _symmetric(_random_spectrum(rng, counts), rng)  # type: ignore[arg-type]
        want = reference.flat_spectrum(H, 1e-5)
        _expect_counts(student, H, 1e-5, want, f"flat_spectrum(H, 1e-5) for a random {len(H)} x {len(H)} matrix")


@check("flat_spectrum", weight=1)
def test_counts_of_the_zero_matrix(student: Student, rng: Generator) -> None:
    """In a zero matrix every direction is flat, and one parameter is enough."""
    d = int(rng.integers(2, 7))
    hint = "With no curvature at all, every direction is flat."
    _expect_counts(student, np.zeros((d, d)), 1e-6, (0, d, 0), f"flat_spectrum of the {d} x {d} zero matrix", hint)
    _expect_counts(student, np.zeros((1, 1)), 1e-6, (0, 1, 0), "flat_spectrum([[0.0]], 1e-6)", hint)
    _expect_counts(student, np.array([[-3.0]]), 1e-6, (1, 0, 0), "flat_spectrum([[-3.0]], 1e-6)")
    _expect_counts(student, np.array([[2.0]]), 1e-6, (0, 0, 1), "flat_spectrum([[2.0]], 1e-6)")


@check("flat_spectrum", weight=2)
def test_counts_do_not_depend_on_the_unit_of_the_loss(student: Student, rng: Generator) -> None:
    """Multiplying the loss leaves the counts alone; turning it upside down swaps them."""
    H = _symmetric(_random_spectrum(rng, (2, 3, 1)), rng)
    for scale in (1e-200, 1e-12, 1.0, 1e6, 1e150):
        _expect_counts(student, scale * H, 1e-5, (2, 3, 1), f"flat_spectrum({scale:g} H, 1e-5)", "Is your tolerance relative?")
    _expect_counts(student, -H, 1e-5, (1, 3, 2), "flat_spectrum(-H, 1e-5)", "The norm is the largest modulus, of either sign.")


@check("flat_spectrum", weight=1)
def test_counts_beside_an_outlier(student: Student, rng: Generator) -> None:
    """Flat is relative to the largest modulus, also when that eigenvalue is negative."""
    values = rng.uniform(1, 2, size=6) * np.array([-1, -1, 1, 1, 1, 20])
    for outlier, want in ((1e4, (0, 5, 2)), (-1e4, (1, 5, 1))):
        H = _symmetric([*values, outlier], rng)
        hint = "The threshold is rel_tol times the largest modulus."
        _expect_counts(student, H, 1e-3, want, f"flat_spectrum with an outlier at {outlier:g}", hint)


@check("flat_spectrum", weight=1)
def test_counts_follow_the_tolerance(student: Student, rng: Generator) -> None:
    """Flat is what lies within rel_tol of the spectral norm, for a coarse tolerance as for a fine one."""
    for tol in (0.3, 1e-2, 1e-8):
        positive = int(rng.integers(3, 5))
        negative = positive + 2  # so that the two counts differ
        large = np.append(rng.uniform(0.9, 0.99, size=negative + positive - 1), 1.0)
        signs = np.array([-1.0] * negative + [1.0] * positive)
        near = tol * np.array([-1.05, -0.95, -0.9, 0.95, 1.05, 1.1])  # three of them within the tolerance
        H = 10 ** rng.uniform(-3, 3) * _symmetric([*(large * signs), *near], rng)
        want = (negative + 1, 3, positive + 2)
        hint = "The threshold is rel_tol times the largest modulus of an eigenvalue: no fixed number, and no other norm."
        _expect_counts(student, H, tol, want, f"flat_spectrum(H, {tol:g}) with eigenvalues near the threshold", hint)


@check("max_stable_lr", weight=2)
def test_largest_rate_of_convex_quadratics(student: Student, rng: Generator) -> None:
    """The rate is right for positive definite matrices."""
    for _ in range(6):
        values = 10 ** rng.uniform(-2, 1, size=int(rng.integers(2, 7)))
        H = _symmetric(values, rng)
        right = reference.max_stable_lr(H)
        slips = {
            "The bound is twice that: GD may jump over the minimum.": right / 2,
            "The smallest eigenvalue sets the pace, the largest one the limit.": 2 / float(values.min()),
            "That is the best rate, not the largest stable one.": 2 / float(values.min() + values.max()),
            "The trace is not the largest eigenvalue.": 2 / float(values.sum()),
        }
        close(student.max_stable_lr(H), right, f"max_stable_lr of a random {len(H)} x {len(H)} matrix", slips=slips)


@check("max_stable_lr", weight=2)
def test_largest_rate_with_negative_or_no_curvature(student: Student, rng: Generator) -> None:
    """Negative curvature allows no rate, a zero matrix every rate, and rounding is not negative curvature."""
    for values in ([2.0, 1.0, -1e-3], [-1.0, -2.0], [5.0, 0.0, -0.5]):
        got = student.max_stable_lr(_symmetric(values, rng))
        close(got, 0.0, f"max_stable_lr with eigenvalues {values}", hint="How does GD move along a negative eigenvalue?")
    close(student.max_stable_lr(np.zeros((3, 3))), math.inf, "max_stable_lr of the zero matrix", hint="Does any rate diverge?")
    for d in (4, 6, 9):
        factor = rng.normal(size=(d, 2))
        H = factor @ factor.T
        hint = "This matrix is X Xᵀ, with d - 2 zero eigenvalues up to rounding. Look at rel_tol in the statement."
        close(student.max_stable_lr(H), reference.max_stable_lr(H), "max_stable_lr of a matrix of rank 2", hint=hint)


@check("max_stable_lr", weight=1)
def test_rel_tol_decides_what_is_negative(student: Student, rng: Generator) -> None:
    """An eigenvalue counts as negative below -rel_tol times the largest modulus, and not above."""
    for tol in (1e-2, 1e-5, None):
        values = rng.uniform(1.8, 2.0, size=4)
        for share, right in ((0.8, 2 / float(values.max())), (1.25, 0.0)):
            lowest = share * (1e-10 if tol is None else tol)
            H = _symmetric([*values, -lowest * values.max()], rng)
            got = student.max_stable_lr(H) if tol is None else student.max_stable_lr(H, tol)
            call = "max_stable_lr(H)" if tol is None else f"max_stable_lr(H, {tol:g})"
            what = f"{call} with an eigenvalue of -{lowest:g} times the largest modulus"
            close(got, right, what, hint="Which eigenvalues count as negative is decided by rel_tol and the largest modulus.")


@check("max_stable_lr", weight=1)
def test_largest_rate_scales_inversely(student: Student, rng: Generator) -> None:
    """Multiplying the loss divides the rate, whatever its unit, and then leaves the edge ratio alone."""
    H = _symmetric(rng.uniform(0.5, 2.0, size=4), rng)
    for scale in (1e-100, 1e-14, 1e14, 1e100):
        got = as_number(student.max_stable_lr(scale * H), f"max_stable_lr({scale:g} H)")
        hint = "A fixed threshold such as 1e-12 depends on the unit of f."
        close(got * scale, reference.max_stable_lr(H), f"{scale:g} · max_stable_lr({scale:g} H)", hint=hint)
        ratio, call = student.edge_ratio(scale * H, 0.3 / scale), f"edge_ratio({scale:g} H, {0.3 / scale:g})"
        close(ratio, reference.edge_ratio(H, 0.3), call, rtol=1e-8, hint="The ratio has no unit: that of f cancels.")


@check("max_stable_lr", weight=2)
def test_edge_ratio_of_random_matrices(student: Student, rng: Generator) -> None:
    """The edge ratio is right, also when the largest modulus is negative."""
    for values in (rng.uniform(0.5, 3.0, size=5), [-9.0, 1.0, 2.0], [-3.0, -1.0], rng.uniform(-4.0, -1.0, size=3)):
        H, eta = _symmetric(values, rng), float(rng.uniform(0.05, 0.5))
        largest, modulus = float(np.max(values)), float(np.max(np.abs(values)))
        slips = {
            "The ratio is 1 at the edge of stability, and yours would be 2 there.": eta * largest,
            "The largest eigenvalue is meant, with its sign, not the largest modulus.": eta * modulus / 2,
            "The trace is not the largest eigenvalue.": eta * float(np.sum(values)) / 2,
        }
        slips = {message: slip for message, slip in slips.items() if not math.isclose(slip, eta * largest / 2)}
        close(student.edge_ratio(H, eta), reference.edge_ratio(H, eta), f"edge_ratio(H, {eta:.6g})", rtol=1e-8, slips=slips)


@check("max_stable_lr", weight=1)
def test_gradient_descent_breaks_at_the_rate(student: Student, rng: Generator) -> None:
    """GD comes down at 0.98 of the rate and goes up at 1.02 of it."""
    H = _symmetric(rng.uniform(3.0, 30.0, size=5), rng)
    rate = as_number(student.max_stable_lr(H), "max_stable_lr(H)", finite=True)
    for factor, falls in ((0.98, True), (1.02, False)):
        move = np.linalg.matrix_power(np.eye(5) - np.clip(factor * rate, -5.0, 5.0) * H, 100)
        grown = float(np.linalg.norm(move, 2))  # by which the worst start has grown
        word = "should come down and does not" if falls else "should diverge and does not"
        expect((grown < 1) == falls, f"100 steps of GD at {factor} times your rate, {show(rate)}: the distance {word}.")


# ---------------------------------------------------------------- saturation


def _slopes(student: Student, z: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    pair = as_sequence(student.saturation(z, y), "saturation(z, y)", length=2)
    names = ("the slopes of the squared error", "the slopes of cross-entropy")
    squared, entropy = (as_array(item, name, shape=z.shape) for item, name in zip(pair, names, strict=True))
    return squared, entropy


@check("saturation", weight=2)
def test_slope_of_the_squared_error(student: Student, rng: Generator) -> None:
    """The slope of half the squared error is right for ordinary logits."""
    z, y = np.append(rng.uniform(-6, 6, size=10), [0.0, 0.0]), np.append(rng.permutation([0, 1] * 5), [0, 1])
    squared, _ = _slopes(student, z, y)
    right, entropy = reference.saturation(z, y)
    slips = {
        "The loss has the factor ½, its slope then has no 2.": 2 * right,
        "The inner derivative, that of the sigmoid, is missing.": entropy,
        "The sign is turned: the slope points uphill.": -right,
        "The two slopes are in each other's place.": entropy,
        "The slope of the sigmoid is sigma (1 - sigma): both factors.": right / (1 - 1 / (1 + np.exp(-z))),
    }
    close(squared, right, "the slopes of the squared error", rtol=1e-10, slips=slips)


@check("saturation", weight=1)
def test_slope_of_cross_entropy(student: Student, rng: Generator) -> None:
    """The slope of cross-entropy is right for ordinary logits."""
    z, y = np.append(rng.uniform(-6, 6, size=10), [0.0, 0.0]), np.append(rng.permutation([0.0, 1.0] * 5), [0.0, 1.0])
    _, entropy = _slopes(student, z, y)
    squared, right = reference.saturation(z, y)
    slips = {
        "The sign is turned: the slope points uphill.": -right,
        "In cross-entropy the slope of the sigmoid cancels.": squared,
        "That is the derivative by sigma, not by the logit z.": (1 / (1 + np.exp(-z)) - y) * (2 + np.exp(-z) + np.exp(z)),
    }
    close(entropy, right, "the slopes of cross-entropy", rtol=1e-10, slips=slips)


@check("saturation", weight=2)
def test_slopes_keep_their_digits_in_the_tails(student: Student, rng: Generator) -> None:
    """Confidently right and confidently wrong units have slopes with all their digits."""
    z, y = rng.uniform(20, 340, size=6) * np.array([1, -1] * 3), np.array([1, 0, 1, 1, 0, 0])
    z, y = np.append(z, [38.5, -38.5, 40.0]), np.append(y, [1, 0, 1])
    z, y = np.append(z, rng.uniform(350, 680, size=4) * np.array([1, -1, 1, -1])), np.append(y, [1, 0, 0, 1])
    hint = "Where does your formula subtract two numbers that are almost equal?"
    _expect_slopes(student, z, y, "in the tails", hint)
    near = np.arange(8.0, 24.0, 2.0) + rng.uniform(0, 0.25)
    z, y = np.concatenate([near, -near, near, -near]), np.repeat([1, 0, 0, 1], len(near))
    _expect_slopes(student, z, y, "where the tails begin", "exp(-|z|) alone is off by the factor 1 + exp(-|z|).")


def _expect_slopes(student: Student, z: np.ndarray, y: np.ndarray, where: str, hint: str) -> None:
    squared, entropy = _slopes(student, z, y)
    right = reference.saturation(z, y)
    close(entropy, right[1], f"the slopes of cross-entropy {where}", rtol=1e-10, atol=1e-300, hint=hint)
    close(squared, right[0], f"the slopes of the squared error {where}", rtol=1e-10, atol=1e-300, hint=hint)


@check("saturation", weight=1)
def test_slopes_at_the_ends_of_the_range(student: Student, rng: Generator) -> None:
    """At |z| up to 800 nothing overflows, and a wrong unit still feels cross-entropy."""
    z = np.array([800.0, -800.0, 800.0, -800.0, *rng.uniform(720, 800, size=2)])
    y = np.array([1, 0, 0, 1, 0, 1])
    _expect_slopes(student, z, y, "for |z| near 800", "exp(800) overflows; exp(-800) is 0, and that is fine.")


# ---------------------------------------------------------------- find_plateaus


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
    loss = np.concatenate([np.arange(40) * steep, 40 * steep + np.arange(50) * slow])
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
    cases = (
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
        values = np.array([threshold - level, threshold + level / 2, threshold + above, threshold])
        _expect_alarm(student, values, threshold, 2, "The threshold may be negative or 0.")


# ---------------------------------------------------------------- boundary


def _expect_group(student: Student, labels: tuple[str, ...], group: str) -> None:
    """All or nothing, so that guessing does not pay; the message counts and names nothing."""
    answers = as_mapping(student["boundary"], "boundary", keys=labels)
    words = ("follows", "refuted", "open")
    given = {label: as_string(answers[label], f"boundary[{label!r}]", choices=words) for label in labels}
    wrong = sum(given[label] != reference.BOUNDARY[label] for label in labels)
    hint = "For every claim that you call open, write down two examples; for every other one, a proof in a line."
    expect(wrong == 0, f"Of the four {group}, {wrong} are not judged right. {hint}")


@check("boundary")
def test_boundary_examples(student: Student) -> None:
    """The four examples are judged right."""
    _expect_group(student, ("short step", "far away", "finite time", "flat direction"), "examples")


@check("boundary")
def test_boundary_non_examples(student: Student) -> None:
    """The four non-examples are judged right."""
    _expect_group(student, ("recipe", "one minibatch", "tiny gradient", "heavy ball"), "non-examples")


@check("boundary")
def test_boundary_cases(student: Student) -> None:
    """The four boundary cases are judged right."""
    _expect_group(student, ("exactly two", "zero hessian", "rescaled loss", "faint descent"), "boundary cases")
