"""The messages of 2.1 that once led astray or gave the answer away: what they say now."""

# Longer than the house measure: a wrong answer of each kind, which a message has to tell from the others.

from __future__ import annotations

import inspect
import re
from functools import partial
from typing import Any

import numpy as np
import pytest
import sympy as sp

from grader_tests.critical_point.test_stationarity_ztest import FOUR
from grading.checks import CheckFailed
from grading.checks.outcomes import StudentError
from grading.engine.checker.bare import BareStudent
from solutions.critical_point import all_critical_points, classify_with_error, measured_hessian, moment_gap, stationarity_ztest
from solutions.critical_point import critical_set as derivation
from solutions.critical_point.boundary import BOUNDARY
from solutions.critical_point.critical_set import f1, f2, t
from solutions.critical_point.measured_hessian import M, rounding
from tests.support.slips import hidden_checks


def messages(task: str, **names: Any) -> dict[str, str]:
    """What each hidden check of the task says to these functions, by the name of the check, where it fails."""
    said = {}
    for name, check in hidden_checks("critical_point", task).items():
        try:
            check(BareStudent(names), *[np.random.default_rng(4)][: len(inspect.signature(check).parameters) - 1])
        except (CheckFailed, StudentError) as failure:
            said[name] = str(failure)
    return said


def test_many_steps_are_told_how_many_count_and_not_of_a_limit_that_nobody_announced() -> None:
    def patient(derivatives: Any, starts: np.ndarray, scale: float) -> np.ndarray:
        kept: list[np.ndarray] = []
        for start in starts:
            path = all_critical_points.newton(derivatives, start, 100)
            arrived = np.linalg.norm(path[-1] - path[-2]) <= 1e-9 * scale
            if arrived and all(np.linalg.norm(path[-1] - point) > 1e-6 * scale for point in kept):
                kept.append(path[-1])
        return np.array(kept)

    said = messages("all_critical_points", newton=all_critical_points.newton, all_critical_points=patient)
    assert "20 steps" in said["test_starts_that_arrive_just_in_time"]
    assert not any("more than" in message for message in said.values())


def test_wrong_counts_are_told_of_counts_and_a_wrong_kind_of_the_table() -> None:
    def naive(H: np.ndarray, error: float) -> tuple[int, int, int, str]:
        values = np.linalg.eigvalsh(H)
        return int(np.sum(values < 0)), 0, int(np.sum(values > 0)), classify_with_error.classify_with_error(H, error)[3]

    def hidden(H: np.ndarray, error: float) -> tuple[int, int, int, str]:
        *counts, kind = classify_with_error.classify_with_error(H, error)
        return (*counts, "undecided" if counts[1] else kind)

    ratio = classify_with_error.relative_stationarity
    for message in messages("classify_with_error", relative_stationarity=ratio, classify_with_error=naive).values():
        assert "makes a saddle" not in message
    said = messages("classify_with_error", relative_stationarity=ratio, classify_with_error=hidden)
    assert "the kind in" in said["test_order_and_limits_of_the_kinds"]
    assert "first line of the table" in said["test_order_and_limits_of_the_kinds"]


def test_clipped_probabilities_are_told_of_what_is_left_where_the_gap_is_wrong() -> None:
    def clipped(theta: np.ndarray, X: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, float]:
        rest = np.clip(1 / (1 + np.exp(-X @ theta)), 1e-5, 1 - 1e-5) - y
        return X.T @ rest / len(y), moment_gap.moment_gap(theta, X, y)[1]

    said = messages("moment_gap", moment_gap=clipped)
    assert list(said) == ["test_gap_in_special_cases"]
    assert "imbalance" not in said["test_gap_in_special_cases"]


def test_a_wrong_slip_costs_its_own_result_only() -> None:
    def frobenius(gradient: Any, theta: np.ndarray, h: float) -> tuple[np.ndarray, float, float]:
        H, _, top = measured_hessian.measured_hessian(gradient, theta, h)
        return H, float(np.linalg.norm(H - measured_hessian.measured_hessian(gradient, theta, 2 * h)[0])), top

    said = messages("measured_hessian", best_step=measured_hessian.best_step(), measured_hessian=frobenius)
    assert set(said) == {"test_error_bar", "test_error_bar_in_other_cases"}
    summed = messages(
        "moment_gap", moment_gap=lambda *case: (moment_gap.moment_gap(*case)[0] * len(case[2]), moment_gap.moment_gap(*case)[1])
    )
    assert not any("imbalance" in name for name in summed)


def test_a_deviation_without_ddof_does_not_cost_the_single_minibatch() -> None:
    def biased(P: np.ndarray, level: float) -> Any:
        z, needed, decision = stationarity_ztest.stationarity_ztest(P, level)
        return (z, needed, decision) if z is None else (z * np.sqrt(len(P) / (len(P) - 1)), needed, decision)

    said = messages("stationarity_ztest", stationarity_ztest=biased, ends=stationarity_ztest.ends())
    assert "ddof=1" in said["test_one_direction"]
    assert "test_one_minibatch_says_nothing" not in said


def test_wrong_ends_are_told_what_they_are_and_not_how_to_index() -> None:
    wrong = stationarity_ztest.ends() | {"A": (61.0, "undecided")}
    said = messages("stationarity_ztest", stationarity_ztest=stationarity_ztest.stationarity_ztest, ends=wrong)
    assert "four['A']" in said["test_ends"]
    rounded = {name: (float(f"{needed:.3g}"), decision) for name, (needed, decision) in stationarity_ztest.ends().items()}
    assert messages("stationarity_ztest", stationarity_ztest=stationarity_ztest.stationarity_ztest, ends=rounded) == {}


@pytest.mark.parametrize("wrong", [t**2 * f2 - t * f1, t**2 * f2 + f1, t**2 * (f1 + f2), t * (f1 + f2), sp.sin(t) * f1])
def test_no_message_of_the_derivation_names_a_term_of_the_answer(wrong: sp.Expr) -> None:
    given = {"critical_set": derivation.critical_set(), "monkey_index": 2, "log_curvature": wrong}
    said = messages("critical_set", **given)
    assert set(said) == {"test_monkey_index", "test_curvature_in_the_logarithm"}
    for message in said.values():
        assert not any(hint in message for hint in ("= t²", "= t,", "= t.", "multiplied by t.", "det H"))


def in_place(P: np.ndarray, level: float) -> Any:
    right = stationarity_ztest.stationarity_ztest(P, level)
    P -= P.mean(axis=0)
    return right


def test_one_write_into_an_argument_leaves_at_least_half_of_the_points() -> None:
    def gap(theta: np.ndarray, X: np.ndarray, y: np.ndarray) -> Any:
        right = moment_gap.moment_gap(theta, X, y)
        X[:] = 0
        return right

    def newton(derivatives: Any, theta: np.ndarray, steps: int) -> np.ndarray:
        path = all_critical_points.newton(derivatives, theta, steps)
        theta[:] = 0
        return path

    def points(derivatives: Any, starts: np.ndarray, scale: float) -> np.ndarray:
        found = all_critical_points.all_critical_points(derivatives, starts, scale)
        starts[:] = 0
        return found

    def measured(gradient: Any, theta: np.ndarray, h: float) -> Any:
        right = measured_hessian.measured_hessian(gradient, theta, h)
        theta[:] = 0
        return right

    assert set(messages("moment_gap", moment_gap=gap)) == {"test_gap_in_special_cases"}
    said = messages("all_critical_points", newton=newton, all_critical_points=points)
    assert set(said) == {"test_path_of_newton", "test_any_unit_and_any_dimension", "test_which_ends_are_one_point"}
    said = messages("measured_hessian", best_step=measured_hessian.best_step(), measured_hessian=measured)
    assert set(said) == {"test_signs_dimensions_and_units", "test_error_bar_in_other_cases"}
    said = messages("stationarity_ztest", stationarity_ztest=in_place, ends=stationarity_ztest.ends())
    assert set(said) == {"test_units_and_levels", "test_recorded_projections"}
    assert all("writes into an array" in message for message in said.values())


def test_ends_that_follow_from_a_wrong_function_are_told_so_and_others_are_not() -> None:
    def one_sided(P: np.ndarray, level: float) -> Any:
        return stationarity_ztest.stationarity_ztest(P, 2 * level)

    own = {name: one_sided(rows, 0.05)[1:] for name, rows in FOUR.items()}
    said = messages("stationarity_ztest", stationarity_ztest=one_sided, ends=own)["test_ends"]
    assert "Your stationarity_ztest says so, and is wrong here" in said
    right = stationarity_ztest.stationarity_ztest
    assert "says something else" in messages("stationarity_ztest", stationarity_ztest=right, ends=own)["test_ends"]
    digit = {name: (float(f"{needed:.1g}"), decision) for name, (needed, decision) in stationarity_ztest.ends().items()}
    assert "Three digits" in messages("stationarity_ztest", stationarity_ztest=right, ends=digit)["test_ends"]


def test_rounded_ends_and_a_hunt_that_stops_early_are_told_of_their_own_slip() -> None:
    def rounded(derivatives: Any, starts: np.ndarray, scale: float) -> np.ndarray:
        return np.unique(np.round(all_critical_points.all_critical_points(derivatives, starts, scale), 6), axis=0)

    def stopped(derivatives: Any, starts: np.ndarray, scale: float) -> Any:
        paths = [all_critical_points.newton(derivatives, start, 20) for start in starts]
        gone = [bool(np.linalg.norm(path[-1] - path[-2]) > 1e-9 * scale) for path in paths]
        first = starts[: gone.index(True)] if True in gone else starts
        return all_critical_points.all_critical_points(derivatives, first, scale) if len(first) else []

    said = messages("all_critical_points", newton=all_critical_points.newton, all_critical_points=rounded)
    assert "neither rounded nor averaged" in said["test_points_of_a_landscape"]
    said = messages("all_critical_points", newton=all_critical_points.newton, all_critical_points=stopped)
    assert "Each start is judged by itself" in said["test_starts_that_do_not_arrive"]
    assert "drop the start" not in said["test_starts_that_do_not_arrive"]


@pytest.mark.parametrize("wrong", [sp.cbrt(6 * rounding / M), sp.cbrt(rounding / M), sp.sqrt(rounding / M)])
def test_no_message_of_best_step_gives_a_derivative(wrong: sp.Expr) -> None:
    said = messages("measured_hessian", best_step=wrong, measured_hessian=measured_hessian.measured_hessian)
    assert set(said) == {"test_best_step"}
    assert "Mh/3" not in said["test_best_step"]


def hunt(derivatives: Any, starts: np.ndarray, scale: float, *, against: slice = slice(None), stop: bool = False) -> Any:
    """A hunt that holds a new end against some of the kept ones, and may stop at the first start that does not arrive."""
    kept: list[np.ndarray] = []
    for start in starts:
        path = all_critical_points.newton(derivatives, start, 20)
        arrived = np.linalg.norm(path[-1] - path[-2]) <= 1e-9 * scale
        if not arrived and stop:
            break
        if arrived and all(np.linalg.norm(path[-1] - point) > 1e-6 * scale for point in kept[against]):
            kept.append(path[-1])
    return kept


def classified(H: np.ndarray, error: float) -> Any:
    values = np.linalg.svd(H)[1]
    counts = [int(np.sum(values < -error)), int(np.sum(np.abs(values) <= error)), int(np.sum(values > error))]
    return *counts, classify_with_error.classify_with_error(H, error)[3]


def not_put_back(gradient: Any, theta: np.ndarray, h: float) -> Any:
    def central(step: float) -> np.ndarray:
        at, columns = np.array(theta, dtype=float), []
        for e in np.eye(len(at)):
            columns.append((gradient(at + step * e) - gradient(at - step * e)) / (2 * step))
            at += 0.01 * step * e
        return (np.array(columns) + np.array(columns).T) / 2

    H = central(h)
    return H, float(np.linalg.norm(H - central(2 * h), 2)), float(np.linalg.eigvalsh(H)[-1])


def extrapolated(gradient: Any, theta: np.ndarray, h: float) -> Any:
    H, two = (measured_hessian.measured_hessian(gradient, theta, step)[0] for step in (h, 2 * h))
    return (4 * H - two) / 3, float(np.linalg.norm(H - two, 2)), float(np.linalg.eigvalsh(H)[-1])


def scaled_step(gradient: Any, theta: np.ndarray, h: float) -> Any:
    return measured_hessian.measured_hessian(gradient, theta, h * max(1.0, float(np.abs(theta).max())))


def gap_in_single(theta: np.ndarray, X: np.ndarray, y: np.ndarray) -> Any:
    gap, imbalance = moment_gap.moment_gap(theta, X, y)
    return np.float32(gap).astype(float), imbalance


def largest_length(theta: np.ndarray, X: np.ndarray, y: np.ndarray) -> Any:
    gap, _ = moment_gap.moment_gap(theta, X, y)
    rest = 1 / (1 + np.exp(-X @ theta)) - y
    return gap, float(np.linalg.norm(X.T @ rest) / (np.abs(rest).sum() * np.linalg.norm(X, axis=1).max()))


def ztest(P: np.ndarray, level: float, *, count: bool = False, every: bool = False) -> Any:
    z, needed, decision = stationarity_ztest.stationarity_ztest(P, level)
    if z is None:
        return z, needed, decision
    bound = float(np.abs(z).max()) * float(np.sqrt(needed / len(P)))
    decided = "not critical" if np.all(np.abs(z) > bound) else "undecided"
    return z, float(len(P)) if count and decision == "not critical" else needed, decided if every else decision


def dividing(P: np.ndarray, level: float) -> Any:
    z, needed, decision = stationarity_ztest.stationarity_ztest(P, level)
    if z is not None and not z.any():
        raise ZeroDivisionError("float division by zero")
    return z, needed, decision


RIGHT: dict[str, dict[str, Any]] = {
    "all_critical_points": {"newton": all_critical_points.newton},
    "classify_with_error": {
        "relative_stationarity": classify_with_error.relative_stationarity,
        "classify_with_error": classify_with_error.classify_with_error,
    },
    "critical_set": {
        "critical_set": derivation.critical_set(),
        "monkey_index": -2,
        "log_curvature": derivation.log_curvature(),
    },
    "measured_hessian": {"best_step": measured_hessian.best_step()},
    "moment_gap": {},
    "stationarity_ztest": {"ends": stationarity_ztest.ends()},
}


@pytest.mark.parametrize(
    ("task", "name", "wrong", "check", "words"),
    [
        ("all_critical_points", "", partial(hunt, against=slice(-1, None)), "points_of_a_landscape", r"rows \d and \d of them"),
        (
            "all_critical_points",
            "",
            partial(hunt, stop=True),
            "starts_that_arrive_just_in_time",
            "Each start is judged by itself",
        ),
        (
            "classify_with_error",
            "relative_stationarity",
            lambda g, H, theta: float(np.linalg.norm(g) / np.linalg.norm(H @ theta)),
            "relative_stationarity",
            "This is ‖Hθ‖ below the line",
        ),
        (
            "classify_with_error",
            "relative_stationarity",
            lambda g, H, theta: classify_with_error.relative_stationarity(g, H, theta) / float(np.linalg.norm(theta)),
            "relative_stationarity",
            "once, not squared",
        ),
        ("classify_with_error", "", classified, "kinds_with_an_error", "Singular values have no sign"),
        ("critical_set", "monkey_index", -3, "monkey_index", "how many are they"),
        (
            "critical_set",
            "log_curvature",
            t**2 * f2 + 2 * t * f1,
            "curvature_in_the_logarithm",
            "curvature in s is 0, and yours is 1",
        ),
        ("critical_set", "log_curvature", 2 * t**2 * f2 + 2 * t * f1, "curvature_in_the_logarithm", "is 2, and yours is 4"),
        ("measured_hessian", "", not_put_back, "hessian_with_a_large_step", "is θ put back"),
        ("measured_hessian", "", extrapolated, "hessian_with_a_large_step", "This is extrapolated from both steps"),
        ("measured_hessian", "", scaled_step, "error_bar_in_other_cases", "Your H is not right here either"),
        ("moment_gap", "", gap_in_single, "gap_of_random_examples", r"absolute error of at most \d\.?\d?e-09"),
        ("moment_gap", "", largest_length, "imbalance_of_random_examples", "its own ‖x‖, not the largest one"),
        ("stationarity_ztest", "", partial(ztest, count=True), "one_direction", "This is N itself"),
        ("stationarity_ztest", "", partial(ztest, every=True), "several_directions", r"largest \|z\| is .* the bound b is"),
        ("stationarity_ztest", "", dividing, "means_of_exactly_zero", "of projections that cancel exactly, level 0.05: "),
    ],
)
def test_a_wrong_answer_is_told_its_slip_or_its_case(task: str, name: str, wrong: Any, check: str, words: str) -> None:
    said = messages(task, **RIGHT[task] | {name or task: wrong})
    assert re.search(words, said[f"test_{check}"])


def test_each_group_of_statements_has_a_question_of_its_own_and_names_no_label() -> None:
    said = list(messages("boundary", boundary=dict.fromkeys(BOUNDARY, "cannot tell")).values())
    questions = {re.sub(r"^.*not judged right\. ", "", text) for text in said}
    assert len(said) == len(questions) == 3
    assert not any(label in text for text in said for label in BOUNDARY)
