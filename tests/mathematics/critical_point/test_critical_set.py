"""What section 2.1 states around the task `critical_set`, by another way than the notebook and the reference took."""

from __future__ import annotations

import numpy as np
import pytest
import sympy as sp

from solutions.critical_point import all_critical_points
from solutions.critical_point import critical_set as reference
from solutions.critical_point.critical_set import a, f1, f2, t
from tests.mathematics.ends import said


def monkey(p: np.ndarray, tilt: float) -> tuple[np.ndarray, np.ndarray]:
    x, y = p
    return np.array([3 * x * x - 3 * y * y + 3 * tilt, -6 * x * y]), np.array([[6 * x, -6 * y], [-6 * y, -6 * x]])


def test_newton_finds_the_points_of_the_tilted_monkey_and_their_indices_add_up_to_its_own() -> None:
    starts = np.random.default_rng(1).uniform(-3, 3, (40, 2))
    found = all_critical_points.all_critical_points(lambda p: monkey(p, 1.7), starts, 1.0)
    expected = [[float(sp.sympify(value).subs(a, 1.7)) for value in point] for point in reference.critical_set()]
    np.testing.assert_allclose(sorted(found.tolist()), sorted(expected), atol=1e-9)
    indices = [all_critical_points.index(monkey(p, 1.7)[1]) for p in found]
    assert sum(indices) == reference.monkey_index() == -2
    assert not np.any(monkey(np.zeros(2), 0.0)[1])


@pytest.mark.parametrize("at", [0.3, 1.0, 4.0])
def test_the_curvature_in_the_logarithm_is_a_second_difference(at: float) -> None:
    f, h = np.cos, 1e-4
    s = np.log(at)
    second = (f(np.exp(s + h)) - 2 * f(at) + f(np.exp(s - h))) / h**2
    found = float(reference.log_curvature().subs({t: at, f1: -np.sin(at), f2: -np.cos(at)}))
    assert found == pytest.approx(second, abs=1e-5)


def test_a_convex_function_is_concave_in_the_logarithm_below_half() -> None:
    curvature = reference.log_curvature().subs({f1: t - 2, f2: 1})
    assert round(float(curvature.subs(t, sp.exp(-1))), 2) == -0.47
    assert sp.solve(curvature, t) == [1]
    assert curvature.subs(t, sp.Rational(9, 10)) < 0 < curvature.subs(t, sp.Rational(11, 10))
    assert curvature.subs(t, 2) == 4  # at the critical point t² f''
    said(r"at $\ln t = -1$ the curvature is $-0.47$", r"Below $t = 1$ the convex $\tfrac12(t - 2)^2$ has become concave")


def test_what_a_wrong_curvature_is_told_to_try_holds_for_the_right_one() -> None:
    assert sp.simplify(reference.log_curvature().subs({f1: 1 / t, f2: -1 / t**2})) == 0  # f = ln t is s


def test_the_hessian_in_new_coordinates_has_the_gradients_term_and_keeps_its_signs_without_it() -> None:
    x, y, p, q = sp.symbols("x y p q", real=True)
    f, change = x**3 - x * y + sp.cos(y), {x: p + q**2, y: sp.sin(p) + q}
    J = sp.Matrix([change[x], change[y]]).jacobian([p, q])
    bent = [sp.hessian(change[name], (p, q)) for name in (x, y)]
    old = {"g": sp.Matrix([f]).jacobian([x, y]).subs(change), "H": sp.hessian(f, (x, y)).subs(change)}
    rule = J.T * old["H"] * J + old["g"][0] * bent[0] + old["g"][1] * bent[1]
    at = {p: 0.3, q: -0.7}
    assert np.abs(np.array((sp.hessian(f.subs(change), (p, q)) - rule).subs(at), dtype=float)).max() < 1e-12
