"""Hidden checks of the task `gd_error`."""

from typing import Any

import sympy as sp

from grading.checks import CheckFailed, Student, Undecided, check, expect_equal
from grading.symbolic.slips import MESSAGES
from solutions.hessian_spectrum import gd_error as reference
from solutions.hessian_spectrum.gd_error import e0, eta, lam, lam_max, lam_min, t

ASK = {  # what a student is asked whose wrong value is no known slip
    "gd_error": "What does one step do to the error, and what do t of them?",
    "stability_limit": "From which η on does some mode between the two ends no longer shrink?",
    "optimal_lr": "Draw the two moduli, at lambda_min and at lambda_max, over η: where is the larger one least?",
}
NAMED = tuple(sorted(MESSAGES.keys() - {"inner_derivative", "float"}))  # nothing is differentiated, and 2.0 is as good as 2


def symbolic(got: Any, expected: Any, name: str, symbols: tuple[sp.Symbol, ...], slips: dict[str, Any]) -> None:
    """Hold an expression against the reference; a wrong one that equals a known slip gets that slip's message."""
    conditions = [lam_min < lam_max] if lam_min in symbols else []
    try:
        expect_equal(got, expected, name, symbols=symbols, conditions=conditions, slips=NAMED)
    except CheckFailed as failed:
        for message, slip in slips.items():
            try:
                expect_equal(got, slip, name, symbols=symbols, conditions=conditions)
            except (CheckFailed, Undecided):
                continue
            raise CheckFailed(f"{name}: {message}") from None
        if str(failed).endswith("which is not right."):
            raise CheckFailed(f"{failed} {ASK[name]}") from None
        raise


@check("gd_error")
def test_gd_error_is_the_error_after_t_steps(student: Student) -> None:
    """The error of one mode after t steps"""
    slips = {
        "This is right after one step only. What does the second step multiply with?": (1 - eta * lam) * e0,
        "This adds the same amount in every step; each step multiplies what is left.": (1 - eta * lam * t) * e0,
        "This is gradient flow, the limit of small η. A step of finite length multiplies by something else.": e0
        * sp.exp(-eta * lam * t),
        "Gradient descent goes against the gradient: look at the sign.": (1 + eta * lam) ** t * e0,
        "The gradient of ½λe² has no factor ½ left.": (1 - eta * lam / 2) ** t * e0,
        "The error keeps its sign: for ηλ > 1 it jumps from side to side.": sp.Abs(1 - eta * lam) ** t * e0,
        "The multiplier is cut off at 0; for ηλ > 1 it is negative, and the error jumps from side to side.": sp.Max(
            1 - eta * lam, 0
        )
        ** t
        * e0,
        "Where is the error at the start, e0?": (1 - eta * lam) ** t,
        "Count again: after t = 0 steps the error should be e0.": (1 - eta * lam) ** (t + 1) * e0,
        "This is how fast the objective shrinks, the square; the question is for the error.": (1 - eta * lam) ** (2 * t) * e0,
        "The gradient of ½λe² is λe, not 2λe.": (1 - 2 * eta * lam) ** t * e0,
        "For a small η the error should keep its sign: what is left after one step?": (eta * lam - 1) ** t * e0,
        "The power belongs to the whole multiplier, 1 - ηλ.": (1 - (eta * lam) ** t) * e0,
        "Here the gradient is taken at the end of the step; gradient descent takes it at the start.": e0 / (1 + eta * lam) ** t,
    }
    symbolic(student["gd_error"], reference.gd_error(), "gd_error", (eta, lam, t, e0), slips)


@check("gd_error")
def test_stability_limit_of_the_sharpest_mode(student: Student) -> None:
    """The supremum of the stable learning rates"""
    slips = {
        "Beyond this rate the sharpest mode changes sign at every step. Does it still shrink?": 1 / lam_max,
        "The flattest mode is the last one to diverge. Which is the first?": 2 / lam_min,
        "This is the limit of a mode in the middle of the two ends; the sharpest one diverges earlier.": 4
        / (lam_min + lam_max),
        "This rate is stable, but it is not the largest one.": 2 / (lam_min + lam_max),
        "Look at the unit: this is a curvature, [f/θ²]; a rate has [θ²/f].": lam_max / 2,
    }
    symbolic(student["stability_limit"], reference.stability_limit(), "stability_limit", (lam_min, lam_max), slips)


@check("gd_error")
def test_optimal_lr_balances_both_ends(student: Student) -> None:
    """The learning rate with the least worst-case multiplier"""
    slips = {
        "This makes the sharpest mode vanish in one step and leaves the flattest one slow.": 1 / lam_max,
        "At this rate the sharpest mode does not shrink at all.": 2 / lam_max,
        "Right up to a constant factor. Put λ_min = λ_max: one step should then be enough.": 1 / (lam_min + lam_max),
        "Right only where the sharpest mode is not there.": 1 / lam_min,
        "For λ_min = λ_max this is infinite.": 2 / (lam_max - lam_min),
        "Look at the unit: this is a curvature, [f/θ²]; a rate has [θ²/f].": (lam_min + lam_max) / 2,
        "Of the two ends, which has the larger modulus there? At the best rate neither has.": 1 / sp.sqrt(lam_min * lam_max),
        "This is the mean of the two rates 1/λ; the two moduli are not equal there.": (1 / lam_min + 1 / lam_max) / 2,
        "Here the sum of the two squares is least; the larger of the two moduli should be.": (lam_min + lam_max)
        / (lam_min**2 + lam_max**2),
        "Here the mean square over all curvatures is least; the largest modulus should be.": 3
        * (lam_min + lam_max)
        / (2 * (lam_min**2 + lam_min * lam_max + lam_max**2)),
        "This is the rate of heavy ball, with the best momentum; here there is none.": 4
        / (sp.sqrt(lam_min) + sp.sqrt(lam_max)) ** 2,
    }
    symbolic(student["optimal_lr"], reference.optimal_lr(), "optimal_lr", (lam_min, lam_max), slips)
