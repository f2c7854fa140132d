"""Hidden checks of the task `escape_time`."""

from typing import Any

import sympy as sp

from grading.checks import CheckFailed, Student, Undecided, check, expect_equal
from solutions.negative_curvature import escape_time as reference
from solutions.negative_curvature.escape_time import c, delta, eta, mu, omega, y0


def symbolic(got: Any, expected: Any, name: str, symbols: tuple[sp.Symbol, ...], slips: dict[str, Any], hint: str = "") -> None:
    """Hold an expression against the reference; a known slip gets its own message, and the others the hint."""
    conditions = [omega < sp.Rational(1, 2)] if omega in symbols else [y0 < delta] if y0 in symbols else [c > 1]
    try:
        expect_equal(got, expected, name, symbols=symbols, conditions=conditions)
    except CheckFailed as failure:
        for message, slip in slips.items():
            try:
                expect_equal(got, slip, name, symbols=symbols, conditions=conditions)
            except (CheckFailed, Undecided):
                continue
            raise CheckFailed(f"{name}: {message}") from None
        raise CheckFailed(f"{failure} {hint}".rstrip()) from None


@check("escape_time")
def test_lowest_curvature_of_the_model(student: Student) -> None:
    """The lowest curvature at the origin"""
    slips = {
        "This is the largest eigenvalue; the lowest one has a sign.": omega + sp.Rational(1, 2),
        "This is its modulus: keep the sign.": sp.Rational(1, 2) - omega,
        "Weight decay has a curvature too.": -sp.Rational(1, 2),
        "This is the curvature of the decay alone. What does the mixed second derivative add?": omega,
        "Differentiate ω/2 (u² + v²) twice: how much of the ½ is left?": omega / 2 - sp.Rational(1, 2),
        "What is σ(0)? A quarter is its slope.": omega - sp.Rational(1, 4),
        "What is σ(0)? It is not 1.": omega - 1,
    }
    hint = "Write the Hessian at the origin: two equal diagonal entries, and one mixed second derivative."
    symbolic(student["lowest_curvature"], reference.lowest_curvature(), "lowest_curvature", (omega,), slips, hint)


@check("escape_time", weight=2)
def test_escape_time_of_gradient_descent(student: Student) -> None:
    """The escape time of steps of finite length"""
    log = sp.log(delta / y0)
    slips = {
        "This is gradient flow, the limit of small η. A step multiplies y by something else.": log / (eta * mu),
        "This is a direction that shrinks; along y the gradient points back to the saddle.": log / sp.log(1 - eta * mu),
        "A time is positive: which of the two distances is the larger one?": -log / sp.log(1 + eta * mu),
        "The time of the flow counts time, not steps: η is missing.": log / mu,
        "This adds the same length in every step; each step multiplies.": (delta / y0 - 1) / (eta * mu),
        "The loss grows by the square; the question is for the distance.": log / (2 * sp.log(1 + eta * mu)),
        "The gradient of ½μy² has no factor ½ left.": log / sp.log(1 + eta * mu / 2),
        "The learning rate stands in every step, not once.": log / (eta * sp.log(1 + mu)),
        "The logarithm of a quotient is a difference of logarithms.": sp.log(delta) / (sp.log(y0) * sp.log(1 + eta * mu)),
        "This ends at δ times y0. From where to where does y grow?": sp.log(delta) / sp.log(1 + eta * mu),
        "This asks how far y came, δ - y0. By which factor has it grown?": sp.log(delta / y0 - 1) / sp.log(1 + eta * mu),
        "This is right at ημ = 1 alone, where a step doubles y.": log / (sp.log(2) * eta * mu),
        "t is a real number: do not round it up.": sp.ceiling(log / sp.log(1 + eta * mu)),
    }
    hint = "Walk two steps by hand, y0, y1, y2, with letters; then solve for t, a real number that is not rounded."
    symbolic(student["escape_time"], reference.escape_time(), "escape_time", (eta, mu, y0, delta), slips, hint)


@check("escape_time", weight=1)
def test_extra_steps_of_a_closer_start(student: Student) -> None:
    """What a closer start costs"""
    slips = {
        "This is gradient flow, the limit of small η.": sp.log(c) / (eta * mu),
        "Closer costs more, not less.": -sp.log(c) / sp.log(1 + eta * mu),
        "c times closer is not c times as long: put y0/c into your escape_time.": c / sp.log(1 + eta * mu),
        "This is by how many times, not by how many steps; and it needs no logarithm of c.": c,
        "The difference of two times starts at c = 1 with 0.": sp.log(c + 1) / sp.log(1 + eta * mu),
        "The loss grows by the square; the question is for the distance.": sp.log(c) / (2 * sp.log(1 + eta * mu)),
        "This is right at ημ = 1 alone, where a step doubles y.": sp.log(c) / (sp.log(2) * eta * mu),
        "This adds the same length in every step; each step multiplies.": (c - 1) / (eta * mu),
    }
    hint = "How long is it from y0, and how long from y0/c? Compare them at c = 1, and at eta mu = 3."
    symbolic(student["extra_steps"], reference.extra_steps(), "extra_steps", (eta, mu, c), slips, hint)
