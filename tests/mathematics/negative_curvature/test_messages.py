"""The messages of 1.3 that once named a cause which was not there: what they say is true of the answer and of the input."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from grader_tests.negative_curvature import test_curvature_step, test_newton_step, test_second_order_stationary
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
    text = said(test_second_order_stationary.judge, g, H, 0.01, 1.0, "", second_order_stationary=lambda g, H, eps, rho: answer)
    assert text.endswith(f"The smallest eigenvalue, with its sign, is {lowest}, and -sqrt(rho eps) is -0.1.")


def test_the_step_along_negative_curvature_is_not_told_its_length() -> None:
    g, v = np.array([1.0, 0.0]), np.array([0.8, 0.6])
    wrong = {"curvature_step": lambda *given: 0.7 * curvature_step.curvature_step(*given)}
    text = said(test_curvature_step.hold, g, v, -2.0, 1.0, "a case", **wrong)
    assert "best_length" in text
    assert "2|λ|" not in text
