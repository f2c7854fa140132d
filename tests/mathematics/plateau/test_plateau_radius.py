"""What section 1.1 states around the task `plateau_radius`, by another way than the notebook and the reference took."""

from __future__ import annotations

import math

import numpy as np
import pytest

from solutions.plateau import plateau_radius as reference


def test_bound_holds_on_random_cubics_and_one_function_attains_it():
    rng = np.random.default_rng(0)
    for _ in range(200):
        g, h, c = rng.normal(size=3)  # f(s) = g s + h s^2/2 + c s^3/6 has |g|, |h| and the constant |c| at 0
        s = rng.uniform(-2, 2)
        fall = -(g * s + h * s**2 / 2 + c * s**3 / 6)
        assert fall <= reference.guaranteed_drop(abs(s), abs(g), abs(h), abs(c)) + 1e-12
    eps, lam, lip = 0.3, 1.1, 0.7
    r = reference.plateau_radius(eps, lam, lip, 0.5)
    assert eps * r + lam * r**2 / 2 + lip * r**3 / 6 == pytest.approx(0.5, rel=1e-13)  # f = -(…) falls by that at s = r


def test_radius_lies_between_half_of_the_least_term_and_that_term():
    rng = np.random.default_rng(1)
    for eps, lam, lip, drop in 10 ** rng.uniform(-12, 12, size=(500, 4)):
        least = min(drop / eps, math.sqrt(2 * drop / lam), math.cbrt(6 * drop / lip))
        r = reference.plateau_radius(eps, lam, lip, drop)
        assert least / 2 < r <= least * (1 + 1e-12)
        assert reference.guaranteed_drop(r, eps, lam, lip) == pytest.approx(drop, rel=1e-12)


def test_small_gradient_has_a_radius_of_a_hundred_or_of_less_than_one_half():
    assert reference.plateau_radius(1e-3, 0.0, 0.0, 0.1) == pytest.approx(100)
    assert reference.plateau_radius(1e-3, 1.0, 0.0, 0.1) == pytest.approx(-1e-3 + math.sqrt(1e-6 + 0.2), rel=1e-12)
    for eps in (1e-1, 1e-3, 1e-5):  # far above 2 eps^2 / drop the gradient no longer matters, far below only it does
        knee = 2 * eps**2 / 0.1
        assert reference.plateau_radius(eps, 1e4 * knee, 0.0, 0.1) == pytest.approx(math.sqrt(0.2 / (1e4 * knee)), rel=0.02)
        assert reference.plateau_radius(eps, 1e-4 * knee, 0.0, 0.1) == pytest.approx(0.1 / eps, rel=0.02)


def test_the_alternative_text_of_the_radii_says_how_near_the_curves_come():
    line = math.sqrt(0.2 / 100)  # of the curvature alone, at the end of the picture
    shares = [reference.plateau_radius(eps, 100.0, 0.0, 0.1) / line for eps in (1.0, 1e-1, 1e-3)]
    assert shares[0] == pytest.approx(0.8, abs=0.005)  # "still a fifth below it"
    assert shares[1:] == pytest.approx([1, 1], abs=0.025)


def test_roots_of_the_raw_cubic_lose_all_digits_where_the_hint_says_so():
    eps, lam, lip, drop = 1.1e11, 2.4e-5, 1.6e-12, 1.3e-12
    naive = max(np.roots([lip / 6, lam / 2, eps, -drop]).real)
    assert abs(naive / reference.plateau_radius(eps, lam, lip, drop) - 1) > 1e-3
