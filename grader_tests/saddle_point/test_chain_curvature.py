"""Hidden checks of the task `chain_curvature`: its three expressions."""

from typing import Any

import sympy as sp

from grading.checks import CheckFailed, Student, Undecided, check, expect_equal
from solutions.saddle_point import chain_curvature as reference
from solutions.saddle_point.chain_curvature import L, k, r, w, w0, w1, width

EASY: list[dict[sp.Symbol, Any]] = [
    {L: 2, w: sp.Rational(1, 2), width: 3, r: 2, k: 1, w0: sp.Rational(1, 10), w1: 1},
    {L: 4, w: sp.Rational(1, 2), width: 3, r: 2, k: 1, w0: sp.Rational(1, 10), w1: 1},
    {L: 3, w: 2, width: 4, r: 3, k: 0, w0: sp.Rational(1, 2), w1: 2},
    {L: 5, w: 2, width: 4, r: 3, k: 3, w0: sp.Rational(1, 2), w1: 2},
    {L: 3, w: 1, width: 5, r: 3, k: 2, w0: 1, w1: 3},
]


def at_an_easy_point(got: Any, expected: Any, symbols: tuple[sp.Symbol, ...]) -> str:
    """Say what a wrong expression gives at the first point of short numbers where that is not right; "" where there is none."""
    for point in EASY:
        if L in symbols and w1 in symbols and point[L] < 3:
            continue
        named = {symbol.name: point[symbol] for symbol in symbols}
        try:
            given = complex(sp.N(got.subs({one: named[one.name] for one in got.free_symbols if one.name in named})))
            wanted = float(expected.subs(point))
        except (AttributeError, TypeError, ValueError, ArithmeticError):
            return ""
        if given.imag == 0 and abs(given.real - wanted) > 1e-6 * (1 + abs(wanted)):
            place = ", ".join(f"{name} = {value}" for name, value in named.items())
            return f"At {place} your answer is {given.real:.6g}, which is not right."
    return ""


def symbolic(
    got: Any, expected: Any, name: str, symbols: tuple[sp.Symbol, ...], slips: dict[str, Any], *conditions: Any
) -> None:
    """Hold an expression against the reference; a wrong one that equals a known slip gets that slip's message."""
    options: dict[str, Any] = {"symbols": symbols, "conditions": list(conditions)}
    try:
        expect_equal(got, expected, name, **options)
    except CheckFailed:
        for message, slip in slips.items():
            try:
                expect_equal(got, slip, name, slips=False, **options)
            except (CheckFailed, Undecided):
                continue
            raise CheckFailed(f"{name}: {message}") from None
        if said := at_an_easy_point(got, expected, symbols):
            raise CheckFailed(f"{name}: {said}") from None
        raise


@check("chain_curvature")
def test_curvature_of_the_chain(student: Student) -> None:
    """The curvature of the chain along its diagonal"""
    right = reference.chain_curvature()
    slips = {
        "The direction has length 1: each weight changes by 1/√L of the step, twice.": L * right,
        "A curvature along a unit vector: divide by L, not by its square.": right / L,
        "This is the slope; differentiate once more.": w ** (L - 1) * (w**L - 1),
        "This is the slope of the half square by w; differentiate once more.": L * w ** (L - 1) * (w**L - 1),
        "The half of the half square is missing.": 2 * right,
        "Look at the sign: near 0 the chain falls along the diagonal.": -right,
        "Look at the sign of the part with the residual w^L - 1: below w = 1 it bends f down.": (2 * L - 1) * w ** (2 * L - 2)
        + (L - 1) * w ** (L - 2),
        "This is the part with JᵀJ alone; the residual has a second derivative, too.": L * w ** (2 * L - 2),
        "This is the part with the residual alone.": (L - 1) * w ** (L - 2) * (w**L - 1),
        "This is one entry of the Hessian, that of one weight with itself.": w ** (2 * L - 2),
        "This is one entry of the Hessian, that of two different weights.": 2 * w ** (2 * L - 2) - w ** (L - 2),
        "This is the curvature across the diagonal.": w ** (L - 2) - w ** (2 * L - 2),
        "This is L = 3; any L is asked.": right.subs(L, 3),
        "This is L = 2; any L is asked.": right.subs(L, 2),
    }
    symbolic(student["chain_curvature"], right, "chain_curvature", (w, L), slips)


@check("chain_curvature")
def test_time_of_the_flow(student: Student) -> None:
    """The time of the flow along the chain"""
    right = reference.leave_time()
    slips = {
        "Look at the sign: it takes a positive time to grow.": -right,
        "The integral of w^(1-L) has a divisor.": (L - 2) * right,
        "The exponent 2 - L is right; differentiate it once more to see the divisor.": (L - 2) * right / (L - 1),
        "The exponent grows by 1 when w^(1-L) is integrated.": (w0 ** (1 - L) - w1 ** (1 - L)) / (L - 1),
        "The divisor is right at L = 3 only.": 2 * (L - 2) * right / (L - 1),
        "This is L = 2; here L is at least 3.": sp.log(w1 / w0),
        "This integrates w^(L-1) over w. How long does w take: ∫ dw / w^(L-1).": (w1**L - w0**L) / L,
        "This is the time from w0 to infinity.": w0 ** (2 - L) / (L - 2),
        "This is L = 3; any L is asked.": 1 / w0 - 1 / w1,
    }
    symbolic(student["leave_time"], right, "leave_time", (w0, w1, L), slips, L >= 3, w1 > w0)


@check("chain_curvature")
def test_index_of_a_landing(student: Student) -> None:
    """The Morse index of each landing"""
    slips = {
        "This lets every unit lead down, also one that carries a mode. Is its form ever negative?": width * (r - k),
        "This lets an unused unit lead down to every mode, also to one that is learned.": r * (width - k),
        "Each pair of weights has one negative and one positive eigenvalue.": 2 * (width - k) * (r - k),
        "This is the origin, k = 0.": width * r,
        "This counts one way out a missing mode. How many does -σ xy give, with several units?": r - k,
        "This counts one way out an unused unit. How many does -σ xy give, with several modes?": width - k,
        "This takes r units as used. Which units carry a mode at landing k?": (width - r) * (r - k),
        "This takes as many unused units as missing modes; there may be more units than modes.": (r - k) ** 2,
        "This takes off one pair for each learned mode; there are more.": width * r - k,
        "This takes off one pair for each learned mode and learned unit; there are more.": width * r - k**2,
    }
    symbolic(student["landing_index"], reference.landing_index(), "landing_index", (width, r, k), slips, k <= r, r <= width)
