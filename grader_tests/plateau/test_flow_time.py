"""Hidden checks of the task `flow_time`."""

from contextlib import suppress
from typing import Any

import sympy as sp
from numpy.random import Generator
from sympy.core.function import AppliedUndef

from grading.checks import CheckFailed, Student, Undecided, after_plain, check, expect, expect_equal, show
from grading.symbolic.slips import MESSAGES
from solutions.plateau import flow_time as reference
from solutions.plateau.flow_time import X0, X1, P

FLOW_TIME, FLOW_TIME_QUADRATIC = reference.flow_time(), reference.flow_time_quadratic()  # solved once, when collected
UNFINISHED = (sp.Integral, sp.Derivative, sp.Limit, sp.Sum, sp.Product)  # the statement asks for none of them
NAMED = tuple(sorted(MESSAGES.keys() - {"float"}))  # any equal form counts, also one with 0.5 in it
TEST = "Test it: at x1 = x0 the time is 0, and its derivative by x1 is 1 over dx/dt there."
EVEN: dict[str, Any] = {"symbols": (X0, X1), "conditions": (X1 < X0,)}
REAL: dict[str, Any] = {
    "symbols": (X0, X1, P),
    "domain": {P: sp.Interval.open(1, sp.oo)},
    "conditions": (sp.Ne(P, 2), X1 < X0),  # what a Piecewise says at p = 2 does not count
}
SLIPS = {
    "this is the negative of the time. Put in x1 < x0: a time cannot be negative.": -FLOW_TIME,
    "the factor that comes from the antiderivative of x^(1-p) is missing.": sp.expand(FLOW_TIME * (P - 2)),
    "you integrated x^p/p, the loss. The flow moves with its derivative.": (X0 ** (1 - P) - X1 ** (1 - P)) * P / (1 - P),
    "you divided by the exponent of the integrand. Divide by that of its antiderivative.": (X1 ** (2 - P) - X0 ** (2 - P))
    / (P - 1),
    "the speed is x^(p-1), and you took x^p.": (X1 ** (1 - P) - X0 ** (1 - P)) / (P - 1),
    "f is x^p/p: its derivative is x^(p-1), without a factor p.": FLOW_TIME / P,
    "the time from x0 down to 0 is left in, or that from infinity: both ends count.": X1 ** (2 - P) / (P - 2),
}


def expression(got: Any, name: str) -> sp.Expr:
    """Take an answer that is a finished SymPy expression; CheckFailed says what it is instead."""
    expect(isinstance(got, sp.Expr), f"{name} should be a SymPy expression; you have {show(got)}.")
    unknown = sorted(str(call.func) for call in got.atoms(AppliedUndef))
    expect(not unknown, f"{name} holds functions without a definition: {', '.join(unknown)}.")
    standing = sorted({type(part).__name__ for part in got.atoms(*UNFINISHED)})
    expect(not standing, f"{name} still holds {', '.join(standing)}: that states the problem. Carry it out.")
    return got


def _hold(got: Any, expected: sp.Expr, name: str, slips: dict[str, sp.Expr], **options: Any) -> None:
    """Hold an expression against the reference; a slip that this task is known for is named."""
    try:
        expect_equal(got, expected, name, slips=NAMED, **options)
    except CheckFailed as failure:
        for message, slip in slips.items():
            if _same(got, slip, **options):
                raise CheckFailed(f"{name}: {message}") from None
        if str(failure).endswith(("which is not right.", "by a constant factor.")):
            raise CheckFailed(f"{failure}{_seen(str(failure), got, expected)} {TEST}") from None
        raise


def _seen(said: str, got: Any, expected: sp.Expr) -> str:
    """What can be seen of a value that is wrong: a time below 0, or one that is only near the right one."""
    if "has the value -" in said:
        return " A time is not negative."
    with suppress(TypeError, ValueError, OverflowError):
        if all(abs(_value(got, *ends) / _value(expected, *ends) - 1) < 0.01 for ends in ((3, 2), (5, 4), (2, 1))):
            return " It is near: is it the time itself, or an approximation, as at a power near this one?"
    return ""


def _value(time: sp.Expr, start: int, end: int) -> float:
    """The time from start to end, whatever assumptions the symbols have; an expression that is no number raises TypeError."""
    ends = {"x0": start, "x1": end}
    return float(time.subs({symbol: ends[str(symbol)] for symbol in time.free_symbols if str(symbol) in ends}))


def _same(got: Any, slip: sp.Expr, **options: Any) -> bool:
    try:
        expect_equal(got, slip, "slip", slips=False, seconds=0.5, **options)
    except (CheckFailed, Undecided):
        return False
    return True


def _at(got: sp.Expr, power: int) -> sp.Expr:
    """Put a power in for the student's p, whatever assumptions that symbol has."""
    return got.subs({symbol: sp.Integer(power) for symbol in got.free_symbols if str(symbol) == "p"})


@check("flow_time", weight=2)
def test_flow_time_of_flat_valleys(student: Student, rng: Generator) -> None:
    """The flow time is right in a valley with an even power above 2."""
    got = expression(student["flow_time"], "flow_time")
    for power in (2 * int(n) for n in rng.choice([2, 3, 4, 5], size=2, replace=False)):
        slips = {message: slip.subs(P, power) for message, slip in SLIPS.items()}
        _hold(_at(got, power), FLOW_TIME.subs(P, power), f"flow_time at p = {power}", slips, **EVEN)


@check("flow_time", weight=2)
@after_plain(test_flow_time_of_flat_valleys)
def test_flow_time_for_every_real_power(student: Student, rng: Generator) -> None:
    """The flow time is right for every real p other than 2, also between 1 and 2."""
    slips = {
        **SLIPS,
        "this is right for p > 2 only: p may lie between 1 and 2, too.": FLOW_TIME * (P - 2) / sp.Abs(P - 2),
    }
    _hold(expression(student["flow_time"], "flow_time"), FLOW_TIME, "flow_time", slips, **REAL)


@check("flow_time", weight=2)
def test_flow_time_of_the_quadratic(student: Student, rng: Generator) -> None:
    """For p = 2 the flow time is the limit."""
    right = FLOW_TIME_QUADRATIC
    slips = {
        "this is negative for x1 < x0. A time cannot be negative.": -right,
        "that is by which factor x shrinks, not how long it takes.": X0 / X1,
        "the speed is x, and you took x^2.": 1 / X1 - 1 / X0,
        "this is the distance. The speed of the flow is x, it gets smaller on the way.": X0 - X1,
        "the logarithm has another base than the antiderivative gives it.": right / sp.log(10),
    }
    got = expression(student["flow_time_quadratic"], "flow_time_quadratic")
    _hold(got, right, "flow_time_quadratic", slips, symbols=(X0, X1), conditions=(X1 < X0,))
