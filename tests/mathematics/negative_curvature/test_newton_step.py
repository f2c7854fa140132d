"""What section 1.3 states around the task `newton_step`: its three steps by other algebra, and the walks of the text."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import scipy.linalg
import sympy as sp

from losslandscape.plots import saddles
from solutions.negative_curvature import newton_step
from tests.mathematics.saddle import hessian, walked
from tests.mathematics.spectra import symmetric

TEXT = Path(__file__).resolve().parents[3] / "source/1.3_negative_curvature/1.3_negative_curvature.md"
SPECTRA = ([3.0, -1.0, 0.4, -0.7], [-2.0, -0.3, -5.0, -1.0], [2.0, 0.5, 0.6, 9.0])


def test_newtons_step_goes_to_the_critical_point_of_the_quadratic_model_that_sympy_finds() -> None:
    x, y = sp.symbols("x y")
    model = 3 * x - 2 * y + x**2 + 5 * x * y - y**2 / 2
    target = sp.solve([sp.diff(model, x), sp.diff(model, y)], [x, y])
    g = np.array([3.0, -2.0])
    H = sp.matrix2numpy(sp.hessian(model, (x, y))).astype(float)
    assert newton_step.newton_step(g, H) == pytest.approx([float(target[x]), float(target[y])])


@pytest.mark.parametrize("spectrum", SPECTRA)
@pytest.mark.parametrize("floor", [0.2, 1.3])
def test_damping_is_the_least_that_lifts_every_curvature_to_the_floor(spectrum: list[float], floor: float) -> None:
    H, g = symmetric(spectrum, 1), np.array([1.0, -2.0, 0.5, 3.0])
    s = newton_step.damped_newton_step(g, H, floor)
    tau = -float(s @ (g + H @ s) / (s @ s))  # from (H + τI)s = -g
    assert H @ s + tau * s == pytest.approx(-g)
    if tau > 1e-9:
        assert abs(np.linalg.det(H + (tau - floor) * np.eye(4))) < 1e-8 * np.linalg.norm(H) ** 4
    np.linalg.cholesky(H + (tau - floor + 1e-9) * np.eye(4))  # raises where an eigenvalue lies below the floor
    assert tau > -1e-9


@pytest.mark.parametrize("spectrum", SPECTRA)
def test_the_saddle_free_step_divides_by_the_square_root_of_h_squared(spectrum: list[float]) -> None:
    H, g = symmetric(spectrum, 2), np.array([1.0, -2.0, 0.5, 3.0])
    assert scipy.linalg.sqrtm(H @ H) @ newton_step.saddle_free_step(g, H, 0.1) == pytest.approx(-g)


def test_the_floor_of_the_saddle_free_step_holds_for_small_and_for_zero_curvature() -> None:
    g, H = np.array([1.0, -3.0]), np.array([[1.0, 2.0], [2.0, 1.0]])  # eigenvalues 3 and -1, lifted to 3 and 2
    assert np.array([[2.5, 0.5], [0.5, 2.5]]) @ newton_step.saddle_free_step(g, H, 2.0) == pytest.approx(-g)
    assert newton_step.saddle_free_step(g, np.zeros((2, 2)), 0.5) == pytest.approx(-2 * g)


def test_the_landscape_of_the_notebook_has_the_derivatives_that_sympy_finds() -> None:
    (cell,) = re.findall(r"grade_id: setup_landscape\n---\n(.*?)^```", TEXT.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    shown: dict[str, Any] = {"np": np}
    exec(cell, shown)
    u, v = sp.symbols("u v")
    f = sp.log(1 + sp.exp(-u * v)) + (u**2 + v**2) / 20
    at, point = {u: sp.Rational(7, 10), v: sp.Rational(-6, 5)}, np.array([0.7, -1.2])
    assert shown["f"](point) == pytest.approx(float(f.subs(at)))
    assert shown["gradient"](point) == pytest.approx([float(sp.diff(f, one).subs(at)) for one in (u, v)])
    exact = sp.matrix2numpy(sp.hessian(f, (u, v)).subs(at).evalf()).astype(float)
    assert shown["hessian"](point) == pytest.approx(exact)
    assert hessian(point) == pytest.approx(exact)
    g, H = np.array([0.3, -1.1]), exact
    assert shown["damped_newton_step"](g, H, 0.2) == pytest.approx(newton_step.damped_newton_step(g, H, 0.2))


@pytest.mark.parametrize(
    ("name", "steps", "loss", "end"),
    [("GD", 84, 0.3251, 1.4823), ("Newton", 4, 0.6931, 0.0), ("damped", 6, 0.3251, 1.4823), ("saddle-free", 7, 0.3251, 1.4823)],
)
def test_newton_arrives_first_at_the_saddle_and_the_others_at_the_minimum(
    name: str, steps: int, loss: float, end: float
) -> None:
    path = walked(name)
    assert len(path) - 1 == steps
    assert saddles.loss(path[-1]) == pytest.approx(loss, abs=1e-4)
    assert path[-1] == pytest.approx([end, end], abs=1e-4)


@pytest.mark.parametrize(("name", "recorded"), [("Newton", saddles.NEWTON), ("saddle-free", saddles.THIRD)])
def test_the_numbers_of_the_opening_are_those_of_the_methods(name: str, recorded: tuple[float, ...]) -> None:
    norms = [float(np.linalg.norm(saddles.slope(theta))) for theta in walked(name)]
    assert norms[:-1] == pytest.approx(recorded[:-1], rel=1e-3)
    assert norms[-1] < 1e-7
    assert recorded[-1] < 1e-7


def test_newton_ends_with_a_gradient_of_ten_to_the_minus_seventeen() -> None:
    assert float(np.linalg.norm(saddles.slope(walked("Newton")[-1]))) < 1e-16
