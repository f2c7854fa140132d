"""The slips that the hidden checks of 1.2 name: none has the value of another or of the answer, each can be told."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
import sympy as sp

from grader_tests.hessian_spectrum import test_gd_error as symbolic
from grader_tests.hessian_spectrum.test_step_curvature import curvature_slips, quadratic_log
from grading.engine.checker.bare import BareStudent
from tests.support.slips import hidden_checks, slips_that_cannot_be_told

SECTION, MODULE = "1.2_hessian_spectrum", "hessian_spectrum"
NUMERIC = ("solve_stationary", "inertia", "lambda_max", "softmax_hessian", "step_curvature")
POINTS = [  # on both sides of ηλ = 1: a modulus differs on one side only
    {symbolic.eta: rate, symbolic.lam: 3.1, symbolic.t: 3, symbolic.e0: 1.3, symbolic.lam_min: 0.7, symbolic.lam_max: 5.3}
    for rate in (0.37, 0.21)
]


@pytest.mark.parametrize("task", NUMERIC)
def test_no_slip_has_the_value_of_another_or_of_the_answer(task: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert slips_that_cannot_be_told(SECTION, MODULE, task, monkeypatch) == []


def test_no_slip_of_the_derivation_equals_another_or_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[tuple[str, list[sp.Expr]]] = []

    def listen(got: object, expected: sp.Expr, name: str, symbols: object, slips: dict[str, sp.Expr]) -> None:
        heard.append((name, [expected, *slips.values()]))

    monkeypatch.setattr(symbolic, "symbolic", listen)
    student = BareStudent(dict.fromkeys(("gd_error", "stability_limit", "optimal_lr")))
    for check in hidden_checks(MODULE, "gd_error").values():
        check(student)
    assert [name for name, _ in heard] == ["gd_error", "stability_limit", "optimal_lr"]
    for _, expressions in heard:
        columns = [np.array([float(sp.sympify(one).subs(point)) for point in POINTS]) for one in expressions]
        assert all(np.abs(a - b).max() > 1e-6 for a, b in itertools.combinations(columns, 2))


def test_no_slip_of_the_step_curvature_has_the_value_of_another_at_some_step() -> None:
    loss, norm, eta = quadratic_log([0.2, 1.0, 3.0], 10, np.random.default_rng(1))
    right = 2 + 2 * np.diff(loss) / (eta * norm**2)[:-1]
    alone = dict.fromkeys(curvature_slips(loss, norm, eta, 1), False)
    for t in range(1, 9):
        slips = curvature_slips(loss, norm, eta, t)
        values = [right[t], *slips.values()]
        assert all(abs(a - b) > 4e-8 for a, b in itertools.combinations(values, 2)), t
        alone |= dict.fromkeys(slips, True)
    assert all(alone.values())
