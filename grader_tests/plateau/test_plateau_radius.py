"""Hidden checks of the task `plateau_radius`."""

import itertools
import math

import numpy as np
from numpy.random import Generator

from grading.checks import Student, as_number, check, close, expect, hold_cases, show
from solutions.plateau import plateau_radius as reference


def _radius_slips(eps: float, lam: float, rho: float, drop: float) -> dict[str, float]:
    return {
        "The factor ½ of the quadratic term is missing.": reference.plateau_radius(eps, 2 * lam, rho, drop),
        "The cubic term has the factor 1/6.": reference.plateau_radius(eps, lam, 6 * rho, drop),
        "The cubic term has the factor 1/6, not 1/3.": reference.plateau_radius(eps, lam, 2 * rho, drop),
        "The cubic term has the factor 1/6, not 1/2.": reference.plateau_radius(eps, lam, 3 * rho, drop),
        "The cubic term is missing.": reference.plateau_radius(eps, lam, 0.0, drop),
        "That is what the gradient alone allows; the other terms use up some of the drop, too.": drop / eps,
        "Each term alone allows at least that; together they do not.": min(
            drop / eps, math.sqrt(2 * drop / lam), math.cbrt(6 * drop / rho)
        ),
    }


@check("plateau_radius", weight=2)
def test_radius_of_ordinary_landscapes(student: Student, rng: Generator) -> None:
    """The radius is right where all three terms matter."""
    cases = []
    for _ in range(8):
        r, shares = rng.uniform(0.2, 5.0), rng.dirichlet([3, 3, 3])
        drop = rng.uniform(0.05, 2.0)
        case = (drop * shares[0] / r, 2 * drop * shares[1] / r**2, 6 * drop * shares[2] / r**3, drop)
        cases.append(tuple(float(value) for value in case))
    hold_cases(student, "plateau_radius", cases, reference.plateau_radius, slips=_radius_slips)


@check("plateau_radius", weight=2)
def test_radius_with_some_terms_zero(student: Student, rng: Generator) -> None:
    """A term that is zero drops out, and with none left every radius will do."""
    a, drop = (float(value) for value in rng.uniform(0.1, 3.0, size=2))
    bounds = ((a, 0.0, 0.0), (0.0, a, 0.0), (0.0, 0.0, a), (a, 2 * a, 0.0), (0.0, a, a / 2), (a, 0.0, a), (0.0, 0.0, 0.0))
    cases, hint = [(*bound, drop) for bound in bounds], "Look at what the statement says about zeros."
    hold_cases(student, "plateau_radius", cases, reference.plateau_radius, hint=hint)


@check("plateau_radius", weight=1)
def test_radius_of_badly_scaled_landscapes(student: Student, rng: Generator) -> None:
    """At the radius the bound equals the drop, over 24 powers of ten."""
    steep = rng.uniform((10, -12, -12, -12), (12, 0, -8, -9), size=(4, 4))  # the three terms differ by up to 60 powers of ten
    corners = np.array(list(itertools.product((-12.0, 12.0), repeat=4)))
    patterns = np.array(list(itertools.product((0.0, 1.0), repeat=3))[1:-1])  # one or two of the first three are zero
    without = np.column_stack([np.concatenate([patterns, patterns]), np.ones(12)])  # on random scales, and on `steep` ones
    scaled = 10 ** np.concatenate([rng.uniform(-12, 12, size=(6, 4)), np.resize(steep, (6, 4))]) * without
    for values in (*10 ** np.concatenate([rng.uniform(-12, 12, size=(12, 4)), steep, corners]), *scaled):
        case = tuple(float(value) for value in values)
        call = "plateau_radius({:.3g}, {:.3g}, {:.3g}, {:.3g})".format(*case)
        r = as_number(student.plateau_radius(*case), call, finite=True)
        expect(r > 0, f"{call}: your value is {show(r)}, and a small enough radius above 0 always does.")
        bound = reference.guaranteed_drop(r, *case[:3]) if r < 1e60 else math.inf
        expect(
            abs(bound - case[3]) <= 4e-9 * case[3],
            f"{call}: at your radius {show(r)} the bound is {show(bound)} and not the drop. Does your method lose digits?",
        )


@check("plateau_radius", weight=1)
def test_radius_has_the_unit_of_the_parameters(student: Student, rng: Generator) -> None:
    """Scaling the loss leaves the radius alone; scaling the parameters scales it."""
    for _ in range(3):
        eps, lam, rho, drop = (float(value) for value in rng.uniform(0.1, 3.0, size=4))
        s, c = 10 ** rng.uniform(-6, 6), 10 ** rng.uniform(-3, 3)
        r = as_number(student.plateau_radius(eps, lam, rho, drop), "plateau_radius", finite=True)
        expect(
            r > 0, f"plateau_radius({eps:.6g}, {lam:.6g}, {rho:.6g}, {drop:.6g}): a small enough radius above 0 always does."
        )
        hint = "Look at the units: which of the four numbers is multiplied by which factor?"
        close(student.plateau_radius(s * eps, s * lam, s * rho, s * drop), r, f"the radius after f -> {s:.3g} f", hint=hint)
        moved = student.plateau_radius(eps / c, lam / c**2, rho / c**3, drop)
        close(moved, c * r, f"the radius after theta -> {c:.3g} theta", hint=hint)
