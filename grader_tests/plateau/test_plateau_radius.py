"""Hidden checks of the task `plateau_radius`."""

import itertools
import math
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np
from numpy.random import Generator

from grading.checks import CheckFailed, Student, after_plain, as_number, call_text, check, close, expect
from solutions.plateau import plateau_radius as reference

RTOL = 1e-5  # as the statement asks


def _radius_slips(eps: float, lam: float, lip: float, drop: float) -> dict[str, float]:
    """Wrong radii of typical slips; those that coincide in this case tell nothing and are left out."""
    right = reference.plateau_radius(eps, lam, lip, drop)
    singles = [drop / eps, math.sqrt(2 * drop / lam), math.cbrt(6 * drop / lip)]
    slips = {
        "The factor ½ of the quadratic term is missing.": reference.plateau_radius(eps, 2 * lam, lip, drop),
        "The factor 1/6 of the cubic term is missing.": reference.plateau_radius(eps, lam, 6 * lip, drop),
        "The cubic term has the factor 1/6, and yours is 1/3.": reference.plateau_radius(eps, lam, 2 * lip, drop),
        "The cubic term has the factor 1/6, and yours is 1/2.": reference.plateau_radius(eps, lam, 3 * lip, drop),
        "The term of the gradient is missing.": reference.plateau_radius(0.0, lam, lip, drop),
        "The quadratic term is missing.": reference.plateau_radius(eps, 0.0, lip, drop),
        "The cubic term is missing.": reference.plateau_radius(eps, lam, 0.0, drop),
        "That is what the gradient alone allows; the other terms use up some of the drop, too.": drop / eps,
    }
    if min(singles) != singles[0]:
        slips["Each term alone allows that much; together they do not."] = min(singles)
    values = [*slips.values(), right]
    same = [sum(math.isclose(value, other, rel_tol=1e-5) for other in values) for value in slips.values()]
    return {message: slips[message] for message, count in zip(slips, same, strict=True) if count == 1}


def _hold_radii(
    student: Student,
    cases: Iterable[tuple[float, ...]],
    hint: str = "",
    slips: Callable[..., Mapping[str, float]] | None = None,
) -> None:
    """Hold the radius of each case; a wrong one is told what the bound is there."""
    for case in cases:
        got, right = student.plateau_radius(*case), reference.plateau_radius(*case)
        told = f"{_bound_there(got, *case)} {hint}".strip()
        close(got, right, call_text("plateau_radius", *case), rtol=RTOL, hint=told, slips=slips(*case) if slips else None)


def _bound_there(got: Any, eps: float, lam: float, lip: float, drop: float) -> str:
    """Say how large the bound is at the student's r, which should be drop; nothing where that is no number."""
    if eps == lam == lip == 0:
        return "Here the bound is 0 at every r."
    try:
        r = np.float64(as_number(got, "plateau_radius"))
    except CheckFailed:
        return ""
    with np.errstate(over="ignore", invalid="ignore"):
        share = float(sum(term for term in (eps * r, lam * r**2 / 2, lip * r**3 / 6) if not np.isnan(term)) / drop)
    return (
        f"At your r the bound is {share:.6g} drop; it should equal drop."
        if math.isfinite(share)
        else "There the bound is infinite."
    )


def _balanced(rng: Generator, present: tuple[int, ...], low: float, high: float) -> tuple[float, float, float, float]:
    """A case in which each of the terms `present` takes a fair share of the drop, its largest coefficient in [low, high]."""
    for _ in range(20_000):
        r, drop = 10 ** rng.uniform(-2.5, 2.5), 10 ** rng.uniform(-3, 2)
        shares = np.zeros(3)
        shares[list(present)] = rng.dirichlet([5] * len(present))
        bound = shares * drop / np.array([r, r**2 / 2, r**3 / 6])
        if low <= bound.max() <= high and bound[list(present)].min() >= 1e-3:
            eps, lam, lip = (float(value) for value in bound)
            return eps, lam, lip, float(drop)
    raise ValueError(f"no case with the terms {present} and coefficients from {low} to {high}")


BANDS = ((1e-3, 0.05), (0.05, 1.0), (1.0, 100.0))  # of the largest coefficient


@check("plateau_radius", weight=2)
def test_radius_of_ordinary_landscapes(student: Student, rng: Generator) -> None:
    """The radius is right where all three terms matter."""
    cases = []
    for _ in range(6):
        r, shares = rng.uniform(0.2, 5.0), rng.dirichlet([3, 3, 3])
        drop = rng.uniform(0.05, 2.0)
        case = (drop * shares[0] / r, 2 * drop * shares[1] / r**2, 6 * drop * shares[2] / r**3, drop)
        cases.append(tuple(float(np.clip(value, 1e-3, 1e2)) for value in case))
    _hold_radii(student, cases, slips=_radius_slips)


@check("plateau_radius", weight=2)
@after_plain(test_radius_of_ordinary_landscapes)
def test_radius_with_some_terms_zero(student: Student, rng: Generator) -> None:
    """A term that is zero drops out, and with none left every radius will do."""
    a, drop = (float(value) for value in rng.uniform(0.1, 3.0, size=2))
    bounds = ((a, 0.0, 0.0), (0.0, a, 0.0), (0.0, 0.0, a), (a, 2 * a, 0.0), (0.0, a, a / 2), (a, 0.0, a), (0.0, 0.0, 0.0))
    alone = np.array([[1e-3, 0, 0, 1e2], [1e2, 0, 0, 1e-3], [0, 1e-3, 0, 1e2], [0, 1e2, 0, 1e-3], [0, 0, 1e-3, 1e2]])
    cases = [*((*bound, drop) for bound in bounds), *(tuple(float(value) for value in case) for case in alone)]
    cases += [_balanced(rng, pair, *band) for pair in ((0, 1), (0, 2), (1, 2)) for band in BANDS]
    hint = "Look at what the statement says about zeros, and at how small and how large the answer can be."
    _hold_radii(student, cases, hint)


@check("plateau_radius", weight=2)
@after_plain(test_radius_of_ordinary_landscapes)
def test_radius_over_the_whole_range(student: Student, rng: Generator) -> None:
    """The radius is right from a hundred thousandth to a hundred thousand, and where the three terms are equal."""
    corners = 10.0 ** np.array(list(itertools.product((-3.0, 2.0), repeat=4)))
    scaled = 10 ** rng.uniform(-3, 2, size=(12, 4))
    steep = 10 ** rng.uniform((0.0, 0.7, -3.0, -3.0), (0.7, 1.7, -2.0, -2.5), size=(30, 4))  # r near 1e-4, two terms matter
    cases = [tuple(float(value) for value in case) for case in (*scaled, *corners, *steep)]
    cases += [_balanced(rng, (0, 1, 2), *band) for band in BANDS]
    hint = "How small and how large can the answer be? A bracket, a start or a tolerance must fit each case."
    _hold_radii(student, cases, hint)
    equal_terms = []
    for r in 10 ** rng.uniform(-0.7, 0.7, size=3):
        drop = float(rng.uniform(0.5, 2.0))
        equal_terms.append((drop / float(r), 2 * drop / float(r) ** 2, 6 * drop / float(r) ** 3, drop))
    hint = "Here each term alone allows the same radius. All three together leave 0.54 of it."
    _hold_radii(student, equal_terms, hint)


@check("plateau_radius", weight=1)
@after_plain(test_radius_of_ordinary_landscapes)
def test_radius_has_the_unit_of_the_parameters(student: Student, rng: Generator) -> None:
    """Scaling the loss leaves the radius alone; scaling the parameters scales it."""
    hint = "Look at the units: which of the four numbers is multiplied by which factor?"
    for _ in range(3):
        eps, lam, lip, drop = (float(value) for value in rng.uniform(0.3, 3.0, size=4))
        s, c = float(10 ** rng.uniform(-2, 1.4)), float(10 ** rng.uniform(-0.45, 0.45))
        r = as_number(student.plateau_radius(eps, lam, lip, drop), "plateau_radius", finite=True)
        expect(r > 0, f"plateau_radius({eps:.6g}, {lam:.6g}, {lip:.6g}, {drop:.6g}): a small enough r above 0 always does.")
        scaled = student.plateau_radius(s * eps, s * lam, s * lip, s * drop)
        close(scaled, r, f"the radius after f -> {s:.3g} f", hint=hint, rtol=2 * RTOL)
        moved = student.plateau_radius(eps / c, lam / c**2, lip / c**3, drop)
        close(moved, c * r, f"the radius after theta -> {c:.3g} theta", hint=hint, rtol=2 * RTOL)
