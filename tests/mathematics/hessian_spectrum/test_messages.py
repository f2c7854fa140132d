"""The slips that the hidden checks of 1.2 name: none has the value of another or of the answer, each can be told."""

from __future__ import annotations

import inspect
import itertools
from typing import Any

import numpy as np
import pytest
import sympy as sp

from grader_tests.hessian_spectrum import test_gd_error as symbolic
from grader_tests.hessian_spectrum.test_step_curvature import curvature_slips, quadratic_log
from grading.checks import CheckFailed
from grading.engine.checker.bare import BareStudent
from losslandscape.krylov import next_direction
from solutions.hessian_spectrum import solve_stationary
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


def _lanczos(hvp: Any, dim: int, budget: int, seed: int) -> np.ndarray:
    """T after at most `budget` products."""
    start = np.random.default_rng(seed).standard_normal(dim)
    Q, HQ = [start / np.linalg.norm(start)], [hvp(start / np.linalg.norm(start))]
    while len(HQ) < budget and (new := next_direction(Q, HQ)) is not None:
        Q.append(new)
        HQ.append(hvp(new))
    T = np.array(Q) @ np.array(HQ).T
    return np.asarray((T + T.T) / 2)


def _largest_quotient(hvp: Any, dim: int, budget: int = 30, seed: int = 0) -> float:
    return float(np.diag(_lanczos(hvp, dim, budget, seed)).max())


def _one_product_less(hvp: Any, dim: int, budget: int = 30, seed: int = 0) -> float:
    return float(np.linalg.eigvalsh(_lanczos(hvp, dim, max(budget - 1, 1), seed))[-1])


def _rounded(hvp: Any, dim: int, budget: int = 30, seed: int = 0) -> float:
    return round(float(np.linalg.eigvalsh(_lanczos(hvp, dim, budget, seed))[-1]), 12)


def _not_a_number_made_0(z: np.ndarray) -> np.ndarray:
    with np.errstate(all="ignore"):
        p = np.exp(z) / np.exp(z).sum()
    return np.asarray(np.nan_to_num(np.diag(p) - np.outer(p, p), nan=0.0))


def _still_where_the_gradient_is_small(gradient: Any, theta: np.ndarray, eta: float, steps: int) -> np.ndarray:
    path = [theta]
    for _ in range(steps):
        slope = gradient(path[-1])
        path.append(path[-1] - eta * slope * (np.linalg.norm(slope) > 1e-12))
    return np.array(path)


@pytest.mark.parametrize(
    ("task", "name", "answer", "check", "says"),
    [
        ("lambda_max", "lambda_max", _largest_quotient, "within_the_budget", "of a single vector that you passed to hvp"),
        ("lambda_max", "lambda_max", _one_product_less, "with_a_budget_of_the_dimension", "Budget and dimension allow"),
        (
            "lambda_max",
            "lambda_max",
            _rounded,
            "where_the_krylov_space_ends",
            "Nearly right. The unit makes every number small",
        ),
        ("softmax_hessian", "softmax_hessian", _not_a_number_made_0, "with_large_logits", "was a NaN made 0 then?"),
        ("solve_stationary", "descend", _still_where_the_gradient_is_small, "goes_on_where", "is the first that is off"),
    ],
)
def test_a_wrong_answer_is_told_what_to_look_at(task: str, name: str, answer: Any, check: str, says: str) -> None:
    said = {}
    for title, hidden in hidden_checks(MODULE, task).items():
        student = BareStudent({"solve_stationary": solve_stationary.solve_stationary, name: answer})
        try:
            hidden(*(student, np.random.default_rng(3))[: len(inspect.signature(hidden).parameters)])
        except CheckFailed as failure:
            said[title] = str(failure)
    assert any(check in title and says in message for title, message in said.items()), said
