"""Hidden checks of the task `flow_time`."""

from typing import Any

import sympy as sp
from sympy.core.function import AppliedUndef

from grading.checks import CheckFailed, Student, Undecided, check, expect, expect_equal, show
from solutions.plateau import flow_time as reference
from solutions.plateau.flow_time import X0, X1, P

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
