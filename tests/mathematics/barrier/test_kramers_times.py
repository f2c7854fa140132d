"""The waits of section 2.5, by walks and by an integral; and its factors, by a rescaled function."""

from __future__ import annotations

import numpy as np
import pytest
import sympy as sp

from losslandscape.paths import mean_wait
from solutions.barrier.barrier_height import barrier_height
from solutions.barrier.kramers_times import c, factors, kramers_times, s
from tests.mathematics.walls import said


def test_the_two_waits_differ_fiftyfold_and_are_somewhat_too_short() -> None:
    tilted = np.polynomial.Polynomial([0.25, 0.1, -0.5, 0, 0.25])
    points = np.sort(tilted.deriv().roots().real)
    values, bends = tuple(map(float, tilted(points))), tuple(map(float, tilted.deriv(2)(points)))
    assert values[1] - values[2] == pytest.approx(0.158, abs=5e-4)
    at = np.linspace(0, 1, 2001)
    for start, goal in ((0, 2), (2, 0)):  # by the definition of task 1: the largest loss above the chord, over the whole line
        line = points[start] + at * (points[goal] - points[start])
        assert barrier_height(at, tilted(line))[0] == pytest.approx(0.247, abs=5e-4)
    there, back = kramers_times(values, bends, 0.05)  # type: ignore[arg-type]
    assert there / back == pytest.approx(47, abs=0.5)
    walked = [
        mean_wait(tilted.deriv(), points[start], points[goal], 0.05, rng=np.random.default_rng(0))
        for start, goal in ((0, 2), (2, 0))
    ]
    assert 1.13 < walked[1] / back < 1.15
    assert 1.27 < walked[0] / there < 1.30
    assert 48 < walked[0] / walked[1] < 55
    said(
        "The line between its minima has the height 0.247, whichever way you go",
        "rise of 0.158",
        "too short, by 9 and 13 % of the exact times 5891 and 132.9",
        "$T = 0.05$",
    )


def exact_wait(f: np.polynomial.Polynomial, start: float, goal: float, T: float) -> float:
    """The mean passage time of the theory, ∫∫ exp((f(y) - f(z))/T)/T with z on the side of the start."""
    side = 1.0 if goal > start else -1.0
    x = np.linspace(start - 2.0 * side, goal, 40_001)
    mass = np.exp(-f(x) / T)
    behind = np.concatenate([[0.0], np.cumsum((mass[1:] + mass[:-1]) / 2 * np.abs(np.diff(x)))])
    way = (x - start) * side >= 0
    return float(np.trapezoid((behind * np.exp(f(x) / T) / T)[way], side * x[way]))


def test_the_formula_is_too_short_by_what_the_integral_of_the_theory_says() -> None:
    """Kramers' formula is what remains of the integral at small T."""
    f, T = np.polynomial.Polynomial([0.25, 0.1, -0.5, 0, 0.25]), 0.05
    points = np.sort(f.deriv().roots().real)
    there, back = (exact_wait(f, points[start], points[goal], T) for start, goal in ((0, 2), (2, 0)))
    assert there == pytest.approx(5891, abs=1)
    assert back == pytest.approx(132.9, abs=0.05)
    short = kramers_times(tuple(map(float, f(points))), tuple(map(float, f.deriv(2)(points))), T)  # type: ignore[arg-type]
    assert [round(100 * (1 - said_ / exact)) for said_, exact in zip(short, (there, back), strict=True)] == [9, 13]
    walked = mean_wait(f.deriv(), points[2], points[0], T, rng=np.random.default_rng(0))
    assert walked == pytest.approx(back, rel=0.08)


def test_factors_are_those_of_a_rescaled_function() -> None:
    x = sp.Symbol("x")
    f = x**4 / 4 - x**2 / 2 + x / 10
    F = s * f.subs(x, x / c)
    assert sp.simplify(F.diff(x).subs(x, c * 2) - s / c * f.diff(x).subs(x, 2)) == 0
    assert sp.simplify(F.diff(x, 2).subs(x, c * 2) - factors()["lambda_max"] * f.diff(x, 2).subs(x, 2)) == 0
    assert sp.simplify(factors()["eta"] * s / c - factors()["adam"]) == 0  # both steps scale as θ
    plain, units = kramers_times((0.0, 1.0, 0.5), (2.0, -1.0, 3.0), 0.25), {c: 3, s: 7}
    waits = float((c**2 / s).subs(units))  # a time is [θ²/f], with T in the unit of f
    bend = float(factors()["lambda_max"].subs(units))
    scaled = kramers_times((0.0, 7.0, 3.5), (2.0 * bend, -bend, 3.0 * bend), 7 * 0.25)
    assert scaled[0] / plain[0] == pytest.approx(waits)
