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
from solutions.negative_curvature import curvature_step, newton_step, shelf_report


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
    assert text.endswith("It is on its way there after 70 of 120 products.")


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


def test_products_that_were_not_made_are_told_so() -> None:
    H = test_min_eigpair.hard(0.9, 1.0, 20, 3, np.random.default_rng(0))
    text = said(lambda student: test_min_eigpair.hold(student, H, 1.0, "H", seed=3), min_eigpair=turned(27))
    assert text.endswith("Only 27 of 120 products were made: what ended the turns?")
    assert test_min_eigpair.made(1, 120).startswith("Only 1 of 120 products was made")


def test_a_vector_that_overflows_is_told_in_which_call() -> None:
    wrong = {"min_eigpair": lambda hvp, dim, bound, budget, seed: hvp(np.full(dim, np.nan))}
    text = said(lambda student: test_min_eigpair.hold(student, np.eye(2), 2.0, "the identity", seed=3), **wrong)
    assert (
        text == "The vector that you passed to hvp in min_eigpair of the identity, bound 2, budget 120 holds NaN or infinity."
    )


@pytest.mark.parametrize(
    ("step", "told"),
    [
        (lambda v: -0.5 * v, "It lies along v and does not go up the gradient, and its length is 0.5."),
        (lambda v: 0.5 * v, "It lies along v and goes up the gradient, and its length is 0.5."),
        (lambda v: 0 * v, "This is the zero step"),
        (lambda v: np.array([-4.0, 0.0]), "Of its length, 4, a part of 2.4 lies across v"),
    ],
)
def test_a_wrong_step_is_told_what_is_true_of_it(step: Callable[[Array], Array], told: str) -> None:
    wrong = {"curvature_step": lambda g, v, lam, lip: step(v)}
    assert told in said(test_curvature_step.hold, np.array([1.0, 0.0]), np.array([0.8, 0.6]), -2.0, 1.0, "a case", **wrong)


@pytest.mark.parametrize(
    ("number", "told"), [(1.25, "minus the component of g over 1.25;"), (np.inf, "your step has no part;")]
)
def test_a_saddle_free_step_is_told_by_what_it_divides_where_it_is_off_most(number: float, told: str) -> None:
    g, H = np.array([1.0, 1.0]), np.diag([3.0, -0.3])
    text = said(
        test_newton_step.hold_free, g, H, 0.5, "a saddle", saddle_free_step=lambda g, H, floor: -g / np.array([3.0, number])
    )
    assert f"Along the eigenvector with λ = -0.3 your step {'is ' * (number < 9)}{told.removeprefix('your step ')}" in text


@pytest.mark.parametrize(
    ("given", "told"), [((0, 1), "Yours has the gradient of the start."), ((1, 0), "Yours has the Hessian of")]
)
def test_a_walk_is_told_the_first_wrong_row_and_what_it_took_from_the_start(given: tuple[int, int], told: str) -> None:
    def stale(step: Any, gradient: Any, hessian: Any, theta: Array, tol: float, steps: int) -> Array:
        path = [theta]
        for _ in range(steps):
            at = path[0], path[-1]
            path.append(path[-1] + step(gradient(at[given[0]]), hessian(at[given[1]])))
        return np.array(path)

    text = walked(1e-9, 6, stale)
    assert text.startswith("Row 2 of walk from")
    assert told in text


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda time: round(time, 3), "It is rounded to 3 decimals"),
        (lambda time: 2 * time, "The weakest is -1: by which factor"),
    ],
)
def test_a_wrong_time_is_told_the_weakest_measurement_or_that_it_is_rounded(
    change: Callable[[float], float], told: str
) -> None:
    def report(lambda_min: Array, eta: float, steps: int, gain: float) -> tuple[float, str]:
        return change(shelf_report.shelf_report(lambda_min, eta, steps, gain)[0]), "open"

    assert told in said(test_shelf_report.hold, np.array([-3.0, -1.0]), 0.1, 9, 1e7, "a case", shelf_report=report)
