"""The messages of 1.3 that once named a cause which was not there: what they say is true of the answer and of the input."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from grader_tests.negative_curvature import (
    test_curvature_step,
    test_escape_time,
    test_min_eigpair,
    test_newton_step,
    test_second_order_stationary,
    test_shelf_report,
)
from grading.checks import CheckFailed
from grading.engine.checker.bare import BareStudent
from solutions import Array
from solutions.negative_curvature import curvature_step, newton_step


def said(check: Callable[..., None], *arguments: Any, **names: Any) -> str:
    """What a piece of a hidden check says to these functions, which it must reject."""
    with pytest.raises(CheckFailed) as failure:
        check(BareStudent(names), *arguments)
    return str(failure.value)


def walked(tol: float, steps: int, walk: Any) -> str:
    return said(test_newton_step.hold_walk, 0.5, np.array([2.0, 3.0]), tol, steps, "a start", walk=walk)


def test_a_path_without_its_last_row_is_told_the_norm_at_its_end_and_the_steps_it_has_done() -> None:
    short = walked(1e-9, 6, lambda *given: newton_step.walk(*given)[:-1])
    assert re.search(r"has the norm \d\S*, tol is 1e-09, and of 6 steps it has done 5: it stops too early\.$", short)


def test_a_path_that_looks_at_the_largest_entry_is_not_told_that_it_went_too_far() -> None:
    def largest(step: Any, gradient: Any, hessian: Any, theta: Array, tol: float, steps: int) -> Array:
        path = [theta]
        while np.abs(gradient(path[-1])).max() > tol and len(path) <= steps:
            path.append(path[-1] + step(gradient(path[-1]), hessian(path[-1])))
        return np.array(path)

    even = np.ones(4) / np.linspace(0.6, 1.4, 4)
    early = said(lambda student: test_newton_step.hold_walk(student, 0.5, even, 1.5, 9, "a start", bend=0.0), walk=largest)
    assert "your path has 1 row. The gradient at its last row has the norm 2, tol is 1.5" in early
    assert early.endswith("it stops too early.")


def test_a_path_with_a_step_too_many_is_told_which_bound_it_passed() -> None:
    def more(step: Any, gradient: Any, hessian: Any, theta: Array, tol: float, steps: int) -> Array:
        path = newton_step.walk(step, gradient, hessian, theta, tol, steps)
        return np.vstack([path, path[-1] + step(gradient(path[-1]), hessian(path[-1]))])

    assert walked(1e-9, 1, more).endswith("More rows than steps + 1 = 2 are never needed.")
    assert walked(0.1, 50, more).endswith("It should stop at the first row where the norm is at most tol.")


@pytest.mark.parametrize("lowest", [-0.3, -0.05])
def test_a_wrong_verdict_on_the_curvature_is_told_both_numbers(lowest: float) -> None:
    g, H = np.array([0.001, 0.0]), np.diag([3.0, lowest])
    answer = "stationary" if lowest < -0.1 else "escape"
    text = said(test_second_order_stationary.judge, g, H, 0.01, 1.0, "", second_order_stationary=lambda g, H, eps, lip: answer)
    assert text.endswith(f"The smallest eigenvalue, with its sign, is {lowest}, and -sqrt(lip eps) is -0.1.")


def test_the_step_along_negative_curvature_is_not_told_its_length() -> None:
    g, v = np.array([1.0, 0.0]), np.array([0.8, 0.6])
    wrong = {"curvature_step": lambda *given: 0.7 * curvature_step.curvature_step(*given)}
    text = said(test_curvature_step.hold, g, v, -2.0, 1.0, "a case", **wrong)
    assert "best_length" in text
    assert "2|λ|" not in text


def test_newtons_step_turned_down_the_gradient_is_not_told_that_it_goes_up() -> None:
    g, H = np.array([0.2, 1.0]), np.diag([2.0, -1.0])
    right = newton_step.newton_step(g, H)
    assert g @ right > 0  # the right step goes up here
    text = said(test_newton_step.hold_newton, g, H, "a saddle", newton_step=lambda g, H: -newton_step.newton_step(g, H))
    assert text.endswith("This is the step turned round: look at the sign.")


@pytest.mark.parametrize("eps", [0.0, 0.5])
def test_equal_to_eps_is_named_only_where_the_norm_is_eps(eps: float) -> None:
    wrong = {"second_order_stationary": lambda g, H, eps, lip: "descend" if np.linalg.norm(g) == 0 else "escape"}
    g = np.array([2 * eps, 0.0])
    text = said(test_second_order_stationary.judge, g, np.diag([1.0, 0.5]), eps, 1.0, "", **wrong)
    assert ("Equal to eps is not above it." in text) == (eps == 0)


def turned(turns: int, shift: float = 1.0) -> Callable[..., tuple[float, Array, float]]:
    """The pair after so many products, by turns of shift · b I - H."""

    def pair(hvp: Any, dim: int, bound: float, budget: int, seed: int = 0) -> tuple[float, Array, float]:
        v = np.random.default_rng(seed).standard_normal(dim)
        for _ in range(turns - 1):
            v = shift * bound * v - hvp(v)
            v = v / np.linalg.norm(v)
        Hv = hvp(v)
        return float(v @ Hv), v, float(np.linalg.norm(Hv - v @ Hv * v))

    return pair


def test_a_vector_that_has_not_arrived_is_told_its_products_and_not_that_it_belongs_to_another_lam() -> None:
    H = test_min_eigpair.hard(-0.95, 1.0, 40, 3, np.random.default_rng(0))
    text = said(lambda student: test_min_eigpair.hold(student, H, 1.0, "H", seed=3), min_eigpair=turned(70))
    assert text.endswith("It is on its way there after 70 products.")


def test_a_shift_too_far_is_told_how_far_above_the_lowest_eigenvalue_it_ended() -> None:
    H = test_min_eigpair.hard(0.9, 1.0, 20, 3, np.random.default_rng(0))
    text = said(lambda student: test_min_eigpair.hold(student, H, 1.0, "H", seed=3), min_eigpair=turned(120, 1.5))
    assert re.search(r"It lies 0\.01\d* above λmin, and 1e-06 is allowed\. 120 products were made", text)


def test_a_call_too_many_is_told_the_budget_of_that_call() -> None:
    def more(hvp: Any, dim: int, bound: float, budget: int, seed: int = 0) -> tuple[float, Array, float]:
        return turned(budget + 1)(hvp, dim, bound, budget, seed)

    text = said(test_min_eigpair.test_few_products, np.random.default_rng(0), min_eigpair=more)
    assert "more than 2 times, which is the budget that it was given, budget = 2." in text


def test_the_hints_of_the_two_times_do_not_spell_out_the_formula() -> None:
    wrong = {"shelf_report": lambda lambda_min, eta, steps, gain: (1.0, "open")}
    text = said(test_shelf_report.hold, np.array([-1.0]), 0.1, 9, 1e7, "a case", **wrong)
    text += said(test_escape_time.test_extra_steps_of_a_closer_start, extra_steps=test_escape_time.c)
    assert "ln(" not in text
    assert "subtract" not in text
