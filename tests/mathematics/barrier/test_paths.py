"""The strings, tops and waits of section 2.5."""

from __future__ import annotations

import numpy as np
import pytest

from losslandscape.paths import mean_wait, position, straight
from solutions.barrier.barrier_height import barrier_height
from solutions.barrier.kramers_times import kramers_times
from solutions.barrier.relaxed import relaxed
from solutions.barrier.top_kind import top_kind
from tests.mathematics.walls import said

Array = np.ndarray


def hyperbola(p: Array) -> float:
    return float((p[0] * p[1] - 1) ** 2 / 2)


def slope(p: Array) -> Array:
    return np.asarray((p[0] * p[1] - 1) * p[::-1])


def wells(p: Array) -> float:
    return float(((p[0] ** 2 - 1) ** 2 + (p[1] ** 2 - 1) ** 2) / 4)


def height(f: object, path: Array) -> float:
    return barrier_height(position(path), np.array([f(p) for p in path]))[0]  # type: ignore[operator]


def test_heights_of_lines_and_strings() -> None:
    same, other = straight([0.5, 2], [3, 1 / 3], 25), straight([0.5, 2], [-2, -0.5], 25)
    assert height(hyperbola, other) == pytest.approx(1.22, abs=0.005)
    assert height(hyperbola, relaxed(slope, same, 0.1, 200)) < 1e-12
    assert height(hyperbola, relaxed(slope, other, 0.1, 200)) == pytest.approx(0.5, abs=1e-6)
    line = straight([-1, -1], [1, 1], 25)
    bent = line + 0.01 * np.outer(np.r_[0, np.ones(23), 0], [1, -1])
    stiff, fallen = (relaxed(lambda p: p**3 - p, path, 0.1, 200) for path in (line, bent))
    assert height(wells, stiff) == pytest.approx(0.5)
    assert height(wells, fallen) == pytest.approx(0.25)
    said("sank from 1.22 to ½", "keeps the height ½", "Bent by a hundredth it falls to ¼")


def test_kinds_of_the_four_tops() -> None:
    top = np.array([1.75, 7 / 6])  # the middle of the line on the hyperbola
    assert top_kind(slope(top), np.eye(2), np.ones(2), 1e-3, 1e-3) == "moving"
    cross = np.array([[0.0, -1.0], [-1.0, 0.0]])
    assert top_kind(np.zeros(2), cross, np.array([1.0, 1.0]), 1e-3, 1e-3) == "pass"
    assert top_kind(np.zeros(2), -np.eye(2), np.array([1.0, 1.0]), 1e-3, 1e-3) == "bend"
    assert top_kind(np.zeros(2), np.diag([-1.0, 2.0]), np.array([1.0, 0.0]), 1e-3, 1e-3) == "pass"


def test_the_two_waits_differ_fiftyfold_and_are_somewhat_too_short() -> None:
    tilted = np.polynomial.Polynomial([0.25, 0.1, -0.5, 0, 0.25])
    points = np.sort(tilted.deriv().roots().real)
    values, bends = tuple(map(float, tilted(points))), tuple(map(float, tilted.deriv(2)(points)))
    assert values[1] - values[2] == pytest.approx(0.158, abs=5e-4)
    at = (points - points[0]) / (points[2] - points[0])
    assert barrier_height(at, np.array(values))[0] == pytest.approx(0.242, abs=5e-4)
    there, back = kramers_times(values, bends, 0.05)  # type: ignore[arg-type]
    assert there / back == pytest.approx(47, abs=0.5)
    walked = [
        mean_wait(tilted.deriv(), points[start], points[goal], 0.05, rng=np.random.default_rng(0))
        for start, goal in ((0, 2), (2, 0))
    ]
    assert 1.13 < walked[1] / back < 1.15
    assert 1.27 < walked[0] / there < 1.30
    assert 48 < walked[0] / walked[1] < 55
    said("height 0.242", "rise of 0.158", "too short by 15 to 30 %", "$T = 0.05$")


def test_the_wait_in_a_well_is_the_integral_of_the_theory() -> None:
    """The mean passage time is ∫∫ exp((f(y) - f(z))/T)/T: Kramers' formula is what remains of it at small T."""
    f, T = np.polynomial.Polynomial([0.25, 0.1, -0.5, 0, 0.25]), 0.05
    points = np.sort(f.deriv().roots().real)
    y = np.linspace(points[2], points[0], 3001)  # from the right to the left
    inner = np.array([np.trapezoid(np.exp(-f(z) / T), z) for z in (np.linspace(one, 2.5, 1500) for one in y[::20])])
    exact = float(np.trapezoid(inner * np.exp(f(y[::20]) / T) / T, -y[::20]))
    walked = mean_wait(f.deriv(), points[2], points[0], T, rng=np.random.default_rng(0))
    assert walked == pytest.approx(exact, rel=0.08)
    back = kramers_times(tuple(map(float, f(points))), tuple(map(float, f.deriv(2)(points))), T)[1]  # type: ignore[arg-type]
    assert 1 < exact / back < 1.2
