"""Hidden checks of the task `gd_map_multiplier`: its four expressions."""

from typing import Any

import sympy as sp

from grading.checks import Student, check, expect_equal
from solutions.basin_of_attraction import gd_map_multiplier as reference
from solutions.basin_of_attraction.gd_map_multiplier import eta


def hold(got: Any, right: sp.Expr, name: str, slips: dict[str, Any], trial: str) -> None:
    """Hold an expression; one that is wrong in a way of its own is told how to try it."""
    alike = isinstance(got, sp.Expr) and not got.free_symbols
    known = "It is the same for every eta; the step is not. " if alike else ""
    expect_equal(got, right, name, symbols=[eta], slips=slips, hint=f"{known}{trial}")


@check("gd_map_multiplier")
def test_multiplier_of_the_minima(student: Student) -> None:
    """The multiplier at the minima"""
    slips = {
        "The curvature at ±1 is not 1: differentiate x³ - x, and put in ±1.": 1 - eta,
        "Mind the sign: the step goes against the gradient.": 1 + 2 * eta,
        "The derivative of x itself is missing.": -2 * eta,
        "This is the curvature times η; the map is x minus the step.": 2 * eta,
        "The derivative of x³ - x has two terms; the second got lost.": 1 - 3 * eta,
        "This is the multiplier at the hilltop.": 1 + eta,
        "A multiplier has a sign: no modulus.": sp.Abs(1 - 2 * eta),
        "This is the curvature at the minimum.": sp.Integer(2),
    }
    trial = "Try it: one step from 1.001, and how far from 1 is it now?"
    hold(student["gd_map_multiplier"], reference.gd_map_multiplier(), "gd_map_multiplier", slips, trial)


@check("gd_map_multiplier")
def test_multiplier_of_the_hilltop(student: Student) -> None:
    """The multiplier at the hilltop"""
    slips = {
        "At the hilltop f'' is negative.": 1 - eta,
        "The derivative of x itself is missing.": eta,
        "This is the multiplier at the minima.": 1 - 2 * eta,
        "Your f'' at 0 has the right sign, but not the right size.": 1 + 2 * eta,
    }
    trial = "Try it: one step from 0.001, and how far from 0 is it now?"
    hold(student["top_multiplier"], reference.top_multiplier(), "top_multiplier", slips, trial)


@check("gd_map_multiplier")
def test_start_of_the_first_band(student: Student) -> None:
    """Where a step meets the hilltop"""
    slips = {
        "This is its square.": 1 + 1 / eta,
        "One step from here leads to -x, not to 0.": sp.sqrt(1 + 2 / eta),
        "The 1 of x² - 1 got lost.": sp.sqrt(1 / eta),
        "x > 0 is asked.": -sp.sqrt(1 + 1 / eta),
        "One step from here leads to x: it does not move.": sp.Integer(1),
        "Where eta < 1 this is no real number, and the wanted x always lies beyond 1: mind the sign.": sp.sqrt(1 - 1 / eta),
        "This is η in the place of 1/η.": sp.sqrt(1 + eta),
    }
    trial = "Try it: put it into x - η(x³ - x); is the result 0?"
    hold(student["first_band"], reference.first_band(), "first_band", slips, trial)


@check("gd_map_multiplier")
def test_radius_of_divergence(student: Student) -> None:
    """Where a step leads to the mirror image"""
    slips = {
        "This is its square.": 1 + 2 / eta,
        "One step from here leads to 0, not to -x.": sp.sqrt(1 + 1 / eta),
        "The 1 of x² - 1 got lost.": sp.sqrt(2 / eta),
        "x > 0 is asked.": -sp.sqrt(1 + 2 / eta),
        "This is the stability limit of a curvature η, no place.": 2 / eta,
        "Where eta < 2 this is no real number, and the wanted x always lies beyond 1: mind the sign.": sp.sqrt(1 - 2 / eta),
        "This is η/2 in the place of 2/η.": sp.sqrt(1 + eta / 2),
    }
    trial = "Try it: put it into x - η(x³ - x); is the result -x?"
    hold(student["divergence_radius"], reference.divergence_radius(), "divergence_radius", slips, trial)
