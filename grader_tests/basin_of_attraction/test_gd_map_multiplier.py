"""Hidden checks of the task `gd_map_multiplier`: its four expressions."""

import sympy as sp

from grading.checks import Student, check, expect_equal
from solutions.basin_of_attraction import gd_map_multiplier as reference
from solutions.basin_of_attraction.gd_map_multiplier import eta


@check("gd_map_multiplier")
def test_multiplier_of_the_minima(student: Student) -> None:
    """The multiplier at the minima"""
    slips = {
        "The curvature 3x² - 1 is 2 at x = ±1.": 1 - eta,
        "Mind the sign: the step goes against the gradient.": 1 + 2 * eta,
        "The derivative of x itself is missing.": -2 * eta,
        "This is the curvature times η; the map is x minus the step.": 2 * eta,
        "The curvature is 3x² - 1, not 3x².": 1 - 3 * eta,
        "This is the multiplier at the hilltop.": 1 + eta,
        "A multiplier has a sign: no modulus.": sp.Abs(1 - 2 * eta),
        "This is the curvature at the minimum.": sp.Integer(2),
    }
    expect_equal(student["gd_map_multiplier"], reference.gd_map_multiplier(), "gd_map_multiplier", symbols=[eta], slips=slips)


@check("gd_map_multiplier")
def test_multiplier_of_the_hilltop(student: Student) -> None:
    """The multiplier at the hilltop"""
    slips = {
        "At the hilltop f'' is negative.": 1 - eta,
        "The derivative of x itself is missing.": eta,
        "This is the multiplier at the minima.": 1 - 2 * eta,
        "Here f'' is -1.": 1 + 2 * eta,
    }
    expect_equal(student["top_multiplier"], reference.top_multiplier(), "top_multiplier", symbols=[eta], slips=slips)


@check("gd_map_multiplier")
def test_start_of_the_first_band(student: Student) -> None:
    """Where a step meets the hilltop"""
    slips = {
        "This is its square.": 1 + 1 / eta,
        "One step from here leads to -x, not to 0.": sp.sqrt(1 + 2 / eta),
        "The 1 of x² - 1 got lost.": sp.sqrt(1 / eta),
        "x > 0 is asked.": -sp.sqrt(1 + 1 / eta),
        "One step from here leads to x: it does not move.": sp.Integer(1),
        "Mind the sign: at the wanted x the step is longer than at 1.": sp.sqrt(1 - 1 / eta),
        "This is η in the place of 1/η.": sp.sqrt(1 + eta),
    }
    expect_equal(student["first_band"], reference.first_band(), "first_band", symbols=[eta], slips=slips)


@check("gd_map_multiplier")
def test_radius_of_divergence(student: Student) -> None:
    """Where a step leads to the mirror image"""
    slips = {
        "This is its square.": 1 + 2 / eta,
        "One step from here leads to 0, not to -x.": sp.sqrt(1 + 1 / eta),
        "The 1 of x² - 1 got lost.": sp.sqrt(2 / eta),
        "x > 0 is asked.": -sp.sqrt(1 + 2 / eta),
        "This is the stability limit of a curvature η, no place.": 2 / eta,
        "Mind the sign: at the wanted x the step is longer than at 1.": sp.sqrt(1 - 2 / eta),
        "This is η/2 in the place of 2/η.": sp.sqrt(1 + eta / 2),
    }
    expect_equal(student["divergence_radius"], reference.divergence_radius(), "divergence_radius", symbols=[eta], slips=slips)
