"""Hidden checks of the task `regularised_minima`."""

from collections.abc import Callable
from typing import Any

import sympy as sp

from grading.checks import CheckFailed, Student, Undecided, check, expect_equal, expect_same_set
from solutions.local_minimum import regularised_minima as reference
from solutions.local_minimum.regularised_minima import eta, mu

Expect = Callable[..., None]


def symbolic(got: Any, right: Any, name: str, symbol: sp.Symbol, slips: dict[str, Any], expects: Expect = expect_equal) -> None:
    """Hold an answer against the reference; a wrong one that equals a known slip gets that slip's message."""
    options: dict[str, Any] = {"symbols": [symbol], "conditions": [symbol < 1]}
    try:
        expects(got, right, name, **options)
    except CheckFailed:
        for message, slip in slips.items():
            try:
                expects(got, slip, name, slips=False, **options)
            except (CheckFailed, Undecided):
                continue
            raise CheckFailed(f"{name}: {message}") from None
        raise


@check("regularised_minima", weight=1.5)
def test_the_set_of_minima(student: Student) -> None:
    """All local minima with L2"""
    right = reference.regularised_minima()
    side, other = sp.sqrt(1 - mu), sp.sqrt(1 + mu)
    slips = {
        "At the origin one eigenvalue is μ - 1 < 0: it is a saddle.": [*right, (0, 0)],
        "One is missing: f is the same at (-u, -v).": right[:1],
        "The one with positive u and v is missing.": right[1:],
        "On this pair u and v have different signs: uv - 1 is far from 0 there.": [(side, -side), (-side, side)],
        "u and v have the same sign at a minimum; two of yours are none.": [*right, (side, -side), (-side, side)],
        "This is uv: take the root.": [(1 - mu, 1 - mu), (mu - 1, mu - 1)],
        "L2 pulls towards the origin; yours lie further out than the curve.": [(other, other), (-other, -other)],
        "These are minima without L2.": [(1, 1), (-1, -1)],
        "The gradient of ½μ‖θ‖² is μθ: no 2.": [(sp.sqrt(1 - 2 * mu),) * 2, (-sp.sqrt(1 - 2 * mu),) * 2],
    }
    symbolic(student["regularised_minima"], right, "regularised_minima", mu, slips, expect_same_set)


@check("regularised_minima")
def test_curvature_across_the_valley(student: Student) -> None:
    """The eigenvalue along (1, 1)"""
    slips = {
        "This is the one along (1, -1).": 2 * mu,
        "This is the one without L2.": sp.Integer(2),
        "Each diagonal entry of H is v² + μ, so 1 at the minima: their product uv is 1 - μ, not 1.": 2 + mu,
        "This is half of it: add both entries of a row.": 1 - mu,
        "The entry beside the diagonal is 2uv - 1, with uv = 1 - μ.": 2 - mu,
    }
    symbolic(student["across"], reference.across(), "across", mu, slips)


@check("regularised_minima")
def test_curvature_along_the_valley(student: Student) -> None:
    """The eigenvalue along (1, -1)"""
    slips = {
        "This is the one along (1, 1).": 2 - 2 * mu,
        "L2 adds μ to the eigenvalue, and the minimum moves: uv is 1 - μ there.": mu,
        "Without L2 the valley is level; with it, it is not.": sp.Integer(0),
        "Look at the sign: these are minima.": -2 * mu,
    }
    symbolic(student["along"], reference.along(), "along", mu, slips)


@check("regularised_minima", weight=1.5)
def test_reach_of_a_rate(student: Student) -> None:
    """The largest u at which gradient descent can rest"""
    root = sp.sqrt(1 / eta**2 - 1)
    slips = {
        "This is u².": 1 / eta + root,
        "This is the smallest u: take the other root.": sp.sqrt(1 / eta - root),
        "λmax is u² + 1/u²; you left out 1/u².": sp.sqrt(2 / eta),
        "This is for λmax = 1/η; the edge is 2/η.": sp.sqrt((1 / eta + sp.sqrt(1 / eta**2 - 4)) / 2),
        "This is for λmax = η.": sp.sqrt((eta + sp.sqrt(eta**2 - 4)) / 2),
        "Half is missing in the formula for a quadratic equation.": sp.sqrt(2 / eta + 2 * root),
        "The last term of the quadratic equation is 1, not 2 or ½.": sp.sqrt(1 / eta + sp.sqrt(1 / eta**2 - 2)),
    }
    symbolic(student["reach"], reference.reach(), "reach", eta, slips)
