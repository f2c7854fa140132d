"""What section 1.4 states around the task `reduced_function`: by SymPy, and by looking around the origin."""

from __future__ import annotations

import numpy as np
import pytest
import sympy as sp

from solutions.degeneracy import reduced_function as reference
from solutions.degeneracy.reduced_function import A, B, Y

R, PHI = sp.symbols("r phi", real=True)


def f(u, v, a=1 / 8, b=1.0):
    return u**2 + b * u * v**2 + a * v**4


def test_every_straight_line_through_0_has_a_strict_minimum_there_for_every_a_above_0():
    along = sp.expand(f(R * sp.cos(PHI), R * sp.sin(PHI), A, B))
    assert sp.simplify(along.coeff(R, 2) - sp.cos(PHI) ** 2) == 0  # wins near 0 unless cos φ = 0 …
    assert along.subs(PHI, sp.pi / 2) == A * R**4  # … and there a r^4 is left


def test_on_the_curve_f_falls_for_a_below_a_quarter_and_is_level_at_a_quarter():
    on_curve = f(reference.curve(), Y, A, B)
    assert sp.expand(on_curve - reference.reduced_function()) == 0
    at_one = reference.reduced_function().subs(B, 1)
    assert at_one.subs(A, sp.Rational(1, 8)) == -(Y**4) / 8
    assert at_one.subs(A, sp.Rational(1, 4)) == 0
    assert sp.factor(f(sp.Symbol("x"), Y, sp.Rational(1, 4), 1)) == (2 * sp.Symbol("x") + Y**2) ** 2 / 4
    assert f(-0.005, 0.1) == pytest.approx(-1.25e-5)


def test_least_a_is_found_again_by_searching_circles_for_a_negative_value():
    angles = np.linspace(0, 2 * np.pi, 200_001)
    for b in (-1.7, 0.0, 1.0, 2.4):
        least = float(reference.least_a().subs(B, b))
        for radius in (0.3, 0.1):
            u, v = radius * np.cos(angles), radius * np.sin(angles)
            assert np.min(f(u, v, least + 1e-3, b)) > 0
            if least > 0:
                assert np.min(f(u, v, 0.8 * least, b)) < 0


def test_gradient_descent_on_the_curve_rests_and_then_leaves():
    point, steps = np.array([-0.005, 0.1]), 0
    assert np.linalg.norm([2 * point[0] + point[1] ** 2, 2 * point[0] * point[1] + point[1] ** 3 / 2]) == pytest.approx(5e-4)
    seen = {}
    while abs(point[1]) < 10:
        u, v = point
        point, steps = point - 0.1 * np.array([2 * u + v**2, 2 * u * v + v**3 / 2]), steps + 1
        seen[steps] = f(*point)
    assert steps == 1072
    assert seen[800] == pytest.approx(-2.67e-4, rel=0.01)
    assert seen[1000] == pytest.approx(-0.0105, rel=0.01)
    # the flow y' = y³/2 of the reduced function leaves at time 1/y0² = 100, that is after about 1,000 steps
    assert pytest.approx(0.1 * steps, rel=0.08) == 1 / 0.1**2


def test_in_eight_hundred_steps_the_walk_moves_little_while_its_gradient_norm_grows_tenfold():
    u, v = -0.005, 0.1
    norms, path = [], []
    for _ in range(1073):
        slope = np.array([2 * u + v**2, 2 * u * v + v**3 / 2])
        norms.append(float(np.linalg.norm(slope)))
        path.append((u, v))
        u, v = (np.array([u, v]) - 0.1 * slope).tolist()
    assert norms[0] == pytest.approx(0.0005)
    assert norms[800] == pytest.approx(10 * norms[0], rel=0.05)
    assert 0.1 < path[800][1] < 0.22
    assert path[1000][1] == pytest.approx(0.54, abs=0.005)
    assert abs(path[1072][0]) > 20
