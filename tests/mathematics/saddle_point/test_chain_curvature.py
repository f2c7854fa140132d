"""What section 2.3 states around the task `chain_curvature`, by numbers."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.integrate
import sympy as sp

from losslandscape.objectives import Chain, DeepLinear, landing, staircase
from solutions.saddle_point import chain_curvature as reference
from solutions.saddle_point.chain_curvature import L, k, r, w, w0, w1, width
from tests.mathematics.stairs import said


def number(expression: sp.Expr, values: dict[sp.Symbol, float]) -> float:
    return float(expression.subs(values))


@pytest.mark.parametrize("depth", [2, 3, 5])
def test_the_curvature_along_the_diagonal_is_that_of_the_hessian(depth: int) -> None:
    unit = np.full(depth, depth**-0.5)
    for weight in (0.02, 0.3, 0.9, 1.0, 1.2):
        found = unit @ Chain(depth).hessian(np.full(depth, weight)) @ unit
        assert number(reference.chain_curvature(), {L: depth, w: weight}) == pytest.approx(found, rel=1e-12)


def test_at_the_origin_two_weights_have_a_saddle_and_three_have_the_zero_matrix() -> None:
    np.testing.assert_allclose(np.linalg.eigvalsh(Chain(2).hessian(np.zeros(2))), [-1, 1])
    assert not any(Chain(depth).hessian(np.zeros(depth)).any() for depth in (3, 4, 5))
    t = 0.01
    assert Chain(3).value(np.full(3, t)) - 0.5 == pytest.approx(-(t**3), rel=1e-5)  # it falls to third order
    said(r"eigenvalues $\pm 1$", "*zero matrix*")


@pytest.mark.parametrize("depth", [3, 4])
def test_the_time_of_the_flow_is_that_of_an_integrator(depth: int) -> None:
    low, high = 0.1, 0.4
    flow = scipy.integrate.solve_ivp(
        lambda _t, y: y ** (depth - 1), (0, 1e4), [low], events=[_reached(high)], rtol=1e-10, atol=1e-12
    )
    found = number(reference.leave_time(), {L: depth, w0: low, w1: high})
    assert found == pytest.approx(float(flow.t_events[0][0]), rel=1e-7)


def _reached(high: float):  # type: ignore[no-untyped-def]
    def event(_t: float, y: np.ndarray) -> float:
        return float(y[0]) - high

    event.terminal = True  # type: ignore[attr-defined]
    return event


@pytest.mark.parametrize(("rank", "hidden"), [(1, 1), (2, 3), (3, 3), (3, 5)])
def test_the_index_of_each_landing_is_that_of_the_hessian(rank: int, hidden: int) -> None:
    rng = np.random.default_rng(rank)
    U, V = (np.linalg.qr(rng.standard_normal((4, 4)))[0][:, :rank] for _ in range(2))
    strengths = np.sort(rng.uniform(0.5, 4, rank))[::-1]
    net = DeepLinear((U * strengths) @ V.T, (4, hidden, 4))
    for modes in range(rank + 1):
        point = landing(net, modes)
        assert np.linalg.norm(net.gradient(point)) < 1e-13
        values = np.linalg.eigvalsh(net.hessian(point))
        assert int(np.sum(values < -1e-8)) == number(reference.landing_index(), {width: hidden, r: rank, k: modes})
        if modes < min(rank, hidden):
            assert values[0] == pytest.approx(-strengths[modes])


def test_the_staircase_of_the_text() -> None:
    net = staircase(2)
    indices = [int(np.sum(np.linalg.eigvalsh(net.hessian(landing(net, modes))) < -1e-8)) for modes in range(4)]
    assert indices == [15, 8, 3, 0]
    said("15 negative eigenvalues", "Not 10 but 8", "singular values 4, 2, 1 and 0")
    np.testing.assert_allclose(np.linalg.svd(net.target)[1], [4, 2, 1, 0], atol=1e-14)


def test_the_forms_of_a_missing_mode_have_one_negative_eigenvalue_through_an_unused_unit_and_none_through_a_used_one() -> None:
    for learned, missing in ((4.0, 2.0), (4.0, 1.0), (2.0, 1.0)):
        unused, used = np.array([[0, -missing], [-missing, 0]]), np.array([[learned, -missing], [-missing, learned]])
        assert [int(np.sum(np.linalg.eigvalsh(form) < 0)) for form in (unused, used)] == [1, 0]
    said(r"change $f$ by $-\sigma_j xy$ if the unit is unused", r"$\tfrac12\sigma_i(x^2 + y^2) - \sigma_j xy$")
