"""Hidden checks of the task `max_stable_lr`: its two functions, `max_stable_lr` and `edge_ratio`."""

import math

import numpy as np
from numpy.random import Generator

from grading.checks import Student, after_plain, as_number, check, close, expect, show, symmetric
from solutions.plateau import max_stable_lr as reference

TOLERANCE = "Which eigenvalues count as negative is decided by rel_tol and the largest modulus of an eigenvalue."


def _told_apart(slips: dict[str, float], right: float) -> dict[str, float]:
    """Leave out the slips whose value is that of the answer, or of another slip."""
    values = [*slips.values(), right]
    return {message: slip for message, slip in slips.items() if sum(math.isclose(slip, v, rel_tol=1e-6) for v in values) == 1}


@check("max_stable_lr", weight=2)
def test_largest_rate_of_convex_quadratics(student: Student, rng: Generator) -> None:
    """The rate is right for positive definite matrices."""
    for _ in range(6):
        values = 10 ** rng.uniform(-2, 1, size=int(rng.integers(3, 7)))
        H = symmetric(values, rng)
        right = reference.max_stable_lr(H)
        slips = {
            "The bound is twice that: GD may jump over the minimum.": right / 2,
            "The smallest eigenvalue sets the pace, the largest one the limit.": 2 / float(values.min()),
            "That is the best rate, not the largest stable one.": 2 / float(values.min() + values.max()),
            "The trace is not the largest eigenvalue.": 2 / float(values.sum()),
            "The largest entry of a matrix is not its largest eigenvalue.": 2 / float(np.max(np.abs(H))),
        }
        what = f"max_stable_lr of a random {len(H)} x {len(H)} matrix, eigenvalues {show(np.sort(values))}"
        close(student.max_stable_lr(H), right, what, slips=_told_apart(slips, right))


@check("max_stable_lr", weight=2)
@after_plain(test_largest_rate_of_convex_quadratics)
def test_largest_rate_with_negative_or_no_curvature(student: Student, rng: Generator) -> None:
    """Negative curvature allows no rate, a zero matrix every rate, and rounding is not negative curvature."""
    for values in ([2.0, 1.0, -1e-3], [-1.0, -2.0], [5.0, 0.0, -0.5], [-3.0]):
        got = student.max_stable_lr(symmetric(values, rng))
        close(got, 0.0, f"max_stable_lr with eigenvalues {values}", hint="How does GD move along a negative eigenvalue?")
    for d in (1, 3):
        what = f"max_stable_lr of the {d} x {d} zero matrix"
        close(student.max_stable_lr(np.zeros((d, d))), math.inf, what, hint="Does any rate diverge?")
    for d in (4, 6, 9):
        factor = rng.normal(size=(d, 2))
        H = factor @ factor.T
        got = as_number(student.max_stable_lr(H), "max_stable_lr of a matrix of rank 2")
        hint = f"This matrix is X Xᵀ, with d - 2 zero eigenvalues up to rounding. {_tolerance_or_rate(got)}"
        close(got, reference.max_stable_lr(H), "max_stable_lr of a matrix of rank 2", hint=hint)
    curvature, d = float(rng.uniform(1, 9)), int(rng.integers(2, 6))
    valley = np.diag([*np.zeros(d), curvature])
    hint = "One eigenvalue is positive, the others are exactly zero. Which of them limits the rate?"
    close(student.max_stable_lr(valley), 2 / curvature, f"max_stable_lr of a diagonal matrix with {d} zeros", hint=hint)


@check("max_stable_lr", weight=2)
@after_plain(test_largest_rate_of_convex_quadratics)
def test_rel_tol_decides_what_is_negative(student: Student, rng: Generator) -> None:
    """An eigenvalue counts as negative below -rel_tol times the largest modulus, and not above."""
    for tol in (1e-2, 1e-5, None, 1e-12, 0.5):
        values = rng.uniform(1.8, 2.0, size=4)
        spread = np.concatenate([[2.0], rng.uniform(0.01, 0.02, size=11)])  # largest entry far below the spectral norm
        for share in (0.8, 1.25):
            for others in (values, spread):
                lowest = share * (1e-10 if tol is None else tol)
                H = _without_a_large_entry([*others, -lowest * others.max()])
                got = as_number(student.max_stable_lr(H, *([] if tol is None else [tol])), "max_stable_lr(H, …)")
                call = "max_stable_lr(H)" if tol is None else f"max_stable_lr(H, {tol:g})"
                what = f"{call} with an eigenvalue of -{lowest:g} times the largest modulus ({others.max():.4g})"
                right = 2 / float(others.max()) if share < 1 else 0.0
                close(
                    got,
                    right,
                    what,
                    hint=f"Here it counts as negative. {TOLERANCE}"
                    if share > 1
                    else f"Here none counts as negative. {_tolerance_or_rate(got)}",
                )


def _tolerance_or_rate(got: float) -> str:
    """The hint where no eigenvalue counts as negative: one for who sees a negative one, one for who takes another rate."""
    if got == 0:
        return TOLERANCE
    return "You allow a rate, as you should; which eigenvalue limits it?"


def _without_a_large_entry(values: list[float]) -> np.ndarray:
    """Symmetric matrix with these eigenvalues and the largest one spread over all entries: its vector is (1, …, 1)/√d."""
    d = len(values)
    basis = np.linalg.qr(np.column_stack([np.ones(d), np.eye(d)[:, 1:]]))[0]
    H = (basis * np.array(values)) @ basis.T
    return np.asarray((H + H.T) / 2)


@check("max_stable_lr", weight=1)
@after_plain(test_largest_rate_of_convex_quadratics)
def test_largest_rate_scales_inversely(student: Student, rng: Generator) -> None:
    """Multiplying the loss divides the rate, whatever its unit."""
    H = symmetric(rng.uniform(0.5, 2.0, size=4), rng)
    for scale in (1e-12, 1e-6, 1e6, 1e12):
        got = as_number(student.max_stable_lr(scale * H), f"max_stable_lr({scale:g} H)")
        hint = "A fixed threshold such as 1e-12 depends on the unit of f."
        close(got * scale, reference.max_stable_lr(H), f"{scale:g} · max_stable_lr({scale:g} H)", hint=hint)


@check("max_stable_lr", weight=1)
def test_edge_ratio_of_convex_quadratics(student: Student, rng: Generator) -> None:
    """The edge ratio is right for positive definite matrices."""
    for _ in range(4):
        values, eta = rng.uniform(0.5, 3.0, size=5), float(rng.uniform(0.05, 0.5))
        H, right = symmetric(values, rng), eta * float(values.max()) / 2
        slips = {
            "The ratio is 1 at the edge of stability, and yours would be 2 there.": 2 * right,
            "The trace is not the largest eigenvalue.": eta * float(values.sum()) / 2,
            "That is the smallest eigenvalue: eigvalsh sorts ascending.": eta * float(values.min()) / 2,
        }
        what = f"edge_ratio(H, {eta:.6g}), eigenvalues {show(np.sort(values))}"
        hint = "It needs the largest eigenvalue; no entry, sum of entries or norm of another kind stands for it."
        close(student.edge_ratio(H, eta), right, what, rtol=1e-8, slips=_told_apart(slips, right), hint=hint)


@check("max_stable_lr", weight=1)
@after_plain(test_edge_ratio_of_convex_quadratics)
def test_edge_ratio_keeps_the_sign(student: Student, rng: Generator) -> None:
    """The edge ratio takes the largest eigenvalue with its sign, and does not depend on the unit of the loss."""
    for values in ([-9.0, 1.0, 2.0], [-3.0, -1.0], rng.uniform(-4.0, -1.0, size=3), [-2.0]):
        H, eta = symmetric(values, rng), float(rng.uniform(0.05, 0.5))
        right = eta * float(np.max(values)) / 2
        slips = {
            "The largest eigenvalue is meant, with its sign, not the largest modulus.": eta * float(np.max(np.abs(values))) / 2,
            "The eigenvalue of largest modulus is not the largest one.": -eta * float(np.max(np.abs(values))) / 2,
        }
        what = f"edge_ratio(H, {eta:.6g}) with eigenvalues {show(np.sort(values))}"
        hint = "The ratio has the sign of λmax, whichever that is."
        close(student.edge_ratio(H, eta), right, what, rtol=1e-8, slips=_told_apart(slips, right), hint=hint)
    H = symmetric(rng.uniform(0.5, 2.0, size=4), rng)
    for scale in (1e-12, 1e-6, 1e6, 1e12):
        ratio, call = student.edge_ratio(scale * H, 0.3 / scale), f"edge_ratio({scale:g} H, {0.3 / scale:g})"
        close(ratio, reference.edge_ratio(H, 0.3), call, rtol=1e-8, hint="The ratio has no unit: that of f cancels.")


@check("max_stable_lr", weight=1)
@after_plain(test_largest_rate_of_convex_quadratics)
def test_gradient_descent_breaks_at_the_rate(student: Student, rng: Generator) -> None:
    """GD comes down at 0.98 of the rate and goes up at 1.02 of it."""
    H = symmetric(rng.uniform(3.0, 30.0, size=5), rng)
    rate = as_number(student.max_stable_lr(H), "max_stable_lr(H)", finite=True)
    for factor, falls in ((0.98, True), (1.02, False)):
        move = np.linalg.matrix_power(np.eye(5) - np.clip(factor * rate, -5.0, 5.0) * H, 100)
        grown = float(np.linalg.norm(move, 2))  # by which the worst start has grown
        word = "should come down and does not" if falls else "should diverge and does not"
        expect((grown < 1) == falls, f"100 steps of GD at {factor} times your rate, {show(rate)}: the distance {word}.")
