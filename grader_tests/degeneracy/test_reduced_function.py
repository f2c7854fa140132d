"""Hidden checks of the task `reduced_function`."""

import math
from typing import Any

import sympy as sp
from numpy.random import Generator

from grading.checks import CheckFailed, Student, after_plain, check, expect, expect_equal, show
from solutions.degeneracy import reduced_function as reference
from solutions.degeneracy.reduced_function import A, B, Y

CURVE, REDUCED, LEAST = reference.curve(), reference.reduced_function(), reference.least_a()  # once, when collected
ALLOWED = {"curve": ("b", "y"), "reduced_function": ("a", "b", "y"), "least_a": ("b",)}
SLIPS: dict[str, dict[str, sp.Expr]] = {
    "curve": {
        "The sign: for b > 0 the middle term is least where x is negative.": -CURVE,
        "This stays on the line x = 0: the x that makes f least depends on y.": sp.Integer(0),
        "The derivative of x² is 2x.": 2 * CURVE,
    },
    "reduced_function": {
        "This is f on the straight line x = 0, not on the curve.": A * Y**4,
        "The sign of the part that the curve brings: bending away lowers f.": A * Y**4 + B**2 * Y**4 / 4,
        "Put the curve into the middle term and into the square: both count.": A * Y**4 - B**2 * Y**4 / 2,
        "On the curve x is like y²: look at the power of y in each term.": REDUCED / Y**2,
    },
    "least_a": {
        "That makes 0 a minimum along every straight line. Along the curve, f is your reduced_function.": sp.Integer(0),
        "This is negative: the curve lowers f, so a has to make up for it.": -LEAST,
        "A smaller a is enough: compare the two coefficients of y⁴ in reduced_function.": 2 * LEAST,
        "b and -b are mirror images, and this changes its sign with b.": B / 4,
        "Solve for a: where is the coefficient of y⁴ in reduced_function 0?": 16 * LEAST,
        "This changes its sign with b; for -b the answer is the same.": B / 2,
        "It grows like |b|: which power of b is in reduced_function?": sp.Abs(B) / 4,
        "It grows like |b|: look at the power of b in reduced_function.": sp.Abs(B) / 2,
        "At b = 1 this is the 1/8 of the opening, and there 0 is no minimum.": LEAST / 2,
    },
}

POWER = {"curve": 2, "reduced_function": 4}  # of y
NO_B = "No b is in it, and b may be any number."
WAYS = {
    "curve": "Differentiate f by x, and solve for x.",
    "reduced_function": "Put the curve in for x, in each term of f.",
    "least_a": "Where is the coefficient of y⁴ in reduced_function 0?",
}


def expression(got: Any, name: str) -> sp.Expr:
    """Take an answer that is a SymPy expression or a number; CheckFailed says what it is instead."""
    expect(isinstance(got, sp.Expr | int | float), f"{name} should be a SymPy expression; you have {show(got)}.")
    return sp.sympify(got)


def expect_symbols(got: sp.Expr, name: str) -> None:
    """Say which symbols the table does not allow there, and what is missing."""
    found, allowed = {str(symbol) for symbol in got.free_symbols}, ALLOWED[name]
    extra = sorted(found - set(allowed))
    said = "Put the curve in for x." if name == "reduced_function" and "x" in extra else ""
    said = "The slope that vanishes on it is the one in x." if name == "curve" and "a" in extra else said
    expect(not extra, f"{name} contains {', '.join(extra)}; the table has it in {', '.join(allowed)} alone. {said}".rstrip())
    expect(name != "reduced_function" or "a" in found, "reduced_function has no a in it, and a may be any number.")


def at_one(got: sp.Expr) -> sp.Expr:
    """Put 1 in for the student's b, whatever assumptions that symbol has."""
    return got.subs({symbol: sp.Integer(1) for symbol in got.free_symbols if str(symbol) == "b"})


def hold(got: sp.Expr, right: sp.Expr, name: str, where: str, symbols: tuple[sp.Symbol, ...]) -> None:
    """Hold one of the three expressions, with the slips that it is known for."""
    slips = {message: slip.subs(B, 1) if where else slip for message, slip in SLIPS[name].items()}
    if not where:
        said = NO_B if name == "least_a" else "No b is in it, and b may be any number: this is what b = 1 gives."
        slips[said] = right.subs(B, 1)
    if name == "curve" and not where:
        slips["For b < 0 the middle term is least where x is positive."] = -sp.Abs(B) * Y**2 / 2
    try:
        expect_equal(got, right.subs(B, 1) if where else right, f"{name}{where}", symbols=symbols, slips=slips)
    except CheckFailed as failure:
        expect_symbols(got, name)
        if str(failure).endswith(tuple(slips)):
            raise
        if not where and name != "least_a":  # the check of b = 1 has passed, or sends back to it
            raise CheckFailed(f"{failure} At b = 1 it is right: where does b stand?") from failure
        if not str(failure).endswith("which is not right."):
            raise
        raise CheckFailed(f"{failure} {seen(got, name)}") from failure


def seen(got: sp.Expr, name: str) -> str:
    """What is true of a wrong expression: the power of y in it, or what f does for that a; else the way to the right one."""
    if name == "least_a":
        return of_least_a(got) if got.free_symbols else NO_B
    values = [abs(value_at(got, {"y": y, "b": 1, "a": 2})) for y in (3, 6, 12)]
    if not all(0 < value < math.inf for value in values):
        return WAYS[name]
    powers = [math.log2(values[place + 1] / values[place]) for place in (0, 1)]
    if max(abs(power - round(powers[0])) for power in powers) > 1e-6 or round(powers[0]) == POWER[name]:
        return WAYS[name]
    ask = "do both terms of ∂f/∂x = 0 hold" if name == "curve" else "does each term of f, with the curve put in, hold"
    return f"It is like y^{round(powers[0])}: {ask} that power of y?"


def of_least_a(got: sp.Expr) -> str:
    """What f does for the student's a, at a b at which it is wrong; and whether it is the same at -b."""
    for b in (2, -2, 3, -3):
        found, mirrored = (value_at(got, {"b": at}) for at in (b, -b))
        if abs(found - b * b / 4) > 1e-9:
            said = "a smaller a is enough" if found > b * b / 4 else "f falls along the curve, and 0 is no minimum"
            mirror = "" if abs(found - mirrored) < 1e-9 else " For b and -b the answer is the same, as x and -x change places."
            return f"For a = {found:.4g} at b = {b} {said}.{mirror}" if math.isfinite(found) else WAYS["least_a"]
    return WAYS["least_a"]


def value_at(got: sp.Expr, values: dict[str, int]) -> float:
    """The value of an expression where the symbols of these names have these values; NaN where it is no real number."""
    try:
        return float(got.subs({one: sp.Float(values[str(one)]) for one in got.free_symbols if str(one) in values}))
    except (TypeError, ValueError, ArithmeticError):
        return math.nan


@check("reduced_function", weight=2)
def test_curve_and_reduced_function_for_b_1(student: Student, rng: Generator) -> None:
    """For b = 1 the curve and the function on it are right."""
    for name, right in (("curve", CURVE), ("reduced_function", REDUCED)):
        hold(at_one(expression(student[name], name)), right, name, " at b = 1", (A, Y))


@check("reduced_function", weight=2)
@after_plain(test_curve_and_reduced_function_for_b_1)
def test_curve_and_reduced_function_for_every_b(student: Student, rng: Generator) -> None:
    """For every b, of either sign, the curve and the function on it are right."""
    for name, right in (("curve", CURVE), ("reduced_function", REDUCED)):
        hold(expression(student[name], name), right, name, "", (A, B, Y))


@check("reduced_function", weight=2)
@after_plain(test_curve_and_reduced_function_for_b_1)
def test_least_a(student: Student, rng: Generator) -> None:
    """The least a for which 0 is a minimum, for every b."""
    hold(expression(student["least_a"], "least_a"), LEAST, "least_a", "", (B,))
