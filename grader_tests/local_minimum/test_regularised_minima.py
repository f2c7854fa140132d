"""Hidden checks of the task `regularised_minima`."""

from collections.abc import Callable
from typing import Any

import sympy as sp

from grading.checks import CheckFailed, Student, Undecided, check, expect_equal, expect_same_set
from solutions.local_minimum import regularised_minima as reference
from solutions.local_minimum.regularised_minima import eta, omega

Expect = Callable[..., None]
MINIMA = "Put each pair into both components of the gradient, at several ω, and ask for the eigenvalues of H there."
VECTOR = "Multiply H at your minima by the vector, at several ω: the number is what the vector is multiplied by."


def symbolic(
    got: Any, right: Any, name: str, symbol: sp.Symbol, slips: dict[str, Any], expects: Expect = expect_equal, *, hint: str
) -> None:
    """Hold an answer against the reference; a wrong one that equals a known slip gets that slip's message, else the hint."""
    options: dict[str, Any] = {"symbols": [symbol], "conditions": [symbol < 1]}
    try:
        expects(got, right, name, **options)
    except CheckFailed as failure:
        for message, slip in slips.items():
            try:
                expects(got, slip, name, slips=False, **options)
            except (CheckFailed, Undecided):
                continue
            raise CheckFailed(f"{name}: {message}") from None
        empty = isinstance(got, list | tuple | set | frozenset) and not got
        missing = "" if empty or holds(got, symbol) else f"No {symbol} is in it; it is to hold for all of them."
        raise CheckFailed(f"{failure} {missing or hint}") from None


def holds(got: Any, symbol: sp.Symbol) -> bool:
    """True if the symbol is in an expression, or in one of a collection, of the student's."""
    if isinstance(got, list | tuple | set | frozenset):
        return any(holds(one, symbol) for one in got)
    return isinstance(got, sp.Basic) and any(one.name == symbol.name for one in got.free_symbols if isinstance(one, sp.Symbol))


@check("regularised_minima", weight=1.5)
def test_the_set_of_minima(student: Student) -> None:
    """All local minima with L2"""
    right = reference.regularised_minima()
    side, other = sp.sqrt(1 - omega), sp.sqrt(1 + omega)
    slips = {
        "One of yours is a saddle: which eigenvalues has H there?": [*right, (0, 0)],
        "One is missing: which change of signs leaves f as it is?": right[:1],
        "The one with positive u and v is missing.": right[1:],
        "On this pair u and v have different signs: uv - 1 is far from 0 there.": [(side, -side), (-side, side)],
        "u and v have the same sign at a minimum; two of yours are none.": [*right, (side, -side), (-side, side)],
        "This is uv: take the root.": [(1 - omega, 1 - omega), (omega - 1, omega - 1)],
        "L2 pulls towards the origin; yours lie further out than the curve.": [(other, other), (-other, -other)],
        "These are minima without L2.": [(1, 1), (-1, -1)],
        "The gradient of ½ω‖θ‖² is ωθ: no 2.": [(sp.sqrt(1 - 2 * omega),) * 2, (-sp.sqrt(1 - 2 * omega),) * 2],
    }
    symbolic(student["regularised_minima"], right, "regularised_minima", omega, slips, expect_same_set, hint=MINIMA)


@check("regularised_minima")
def test_curvature_across_the_valley(student: Student) -> None:
    """The eigenvalue along (1, 1)"""
    slips = {
        "This is the one along (1, -1).": 2 * omega,
        "This is the one without L2.": sp.Integer(2),
        "L2 adds ω to the diagonal of H, and it moves the minima too: uv is not 1 there.": 2 + omega,
        "This is at the origin; the minima lie elsewhere.": omega - 1,
        "This is half of it: add both entries of a row.": 1 - omega,
        "The entry beside the diagonal depends on uv: it moves with the minima, as the diagonal does.": 2 - omega,
    }
    symbolic(student["across"], reference.across(), "across", omega, slips, hint=VECTOR)


@check("regularised_minima")
def test_curvature_along_the_valley(student: Student) -> None:
    """The eigenvalue along (1, -1)"""
    slips = {
        "This is the one along (1, 1).": 2 - 2 * omega,
        "L2 adds ω to the diagonal of H, and it moves the minima too: which uv have they?": omega,
        "This is at the origin; the minima lie elsewhere.": omega + 1,
        "Without L2 the valley is level; with it, it is not.": sp.Integer(0),
        "Look at the sign: these are minima.": -2 * omega,
    }
    symbolic(student["along"], reference.along(), "along", omega, slips, hint=VECTOR)


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
    symbolic(student["reach"], reference.reach(), "reach", eta, slips, hint="Put it into u² + 1/u², at several η.")
