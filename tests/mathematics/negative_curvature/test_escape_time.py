"""What section 1.3 states around the task `escape_time`, by walking and by SymPy."""

from __future__ import annotations

import math

import numpy as np
import pytest
import sympy as sp

from losslandscape.plots import saddles
from solutions.negative_curvature import escape_time


def test_the_model_has_the_saddle_and_the_minima_that_the_text_says() -> None:
    low = float(escape_time.lowest_curvature().subs(escape_time.omega, 0.1))
    corner = math.sqrt(math.log(9))  # as the cell of the four walks has it
    assert low == pytest.approx(-0.4)
    u, v = sp.symbols("u v")
    f = sp.log(1 + sp.exp(-u * v)) + sp.Rational(1, 20) * (u**2 + v**2)
    slope = sp.lambdify((u, v), [sp.diff(f, u), sp.diff(f, v)])
    assert slope(0.0, 0.0) == pytest.approx([0, 0])
    assert slope(corner, corner) == pytest.approx([0, 0], abs=1e-12)
    assert np.linalg.eigvalsh(sp.matrix2numpy(sp.hessian(f, (u, v)).subs({u: corner, v: corner})).astype(float))[0] > 0
    assert saddles.slope(np.array([0.3, -1.2])) == pytest.approx(slope(0.3, -1.2))
    assert saddles.loss(np.array([0.3, -1.2])) == pytest.approx(float(f.subs({u: 0.3, v: -1.2})))


def test_a_hundred_million_times_closer_costs_twice_the_steps() -> None:
    t = escape_time.escape_time()
    values = {escape_time.eta: 0.1, escape_time.mu: 1, escape_time.delta: 1}
    assert [math.ceil(float(t.subs({**values, escape_time.y0: y0}))) for y0 in (1e-8, 1e-16)] == [194, 387]
    for y0, steps in ((1e-8, 194), (1e-16, 387)):
        y, walked = y0, 0
        while y < 1:
            y, walked = y + 0.1 * y, walked + 1
        assert walked == steps
    assert [math.ceil(math.log(1 / y0) / 0.1) for y0 in (1e-8, 1e-16)] == [185, 369]
    assert math.log(1e7) == pytest.approx(16, abs=0.2)


def test_walks_past_the_saddle_take_the_time_of_the_formula() -> None:
    for y0 in (1e-2, 1e-8, 1e-14):
        steps = len(saddles.walked(y0, rate=0.5)) - 1
        assert steps == pytest.approx(math.log(1 / y0) / math.log(1.2), abs=3)
