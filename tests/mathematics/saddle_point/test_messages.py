"""The messages of 2.3: a hint is given where the value is that of the slip, and what else is said is true of the input."""

from __future__ import annotations

import inspect
import math
import re
from typing import Any

import numpy as np
import pytest

from grader_tests.saddle_point.slips import distinct
from grading.checks import CheckFailed, StudentError
from grading.engine.checker.bare import BareStudent
from solutions.saddle_point import kernel_sharpness, perturbed_gd, softmax_origin, strict_saddle_test
from solutions.saddle_point import saddle_order as orders
from tests.mathematics.stairs import said as statement
from tests.support.slips import hidden_checks

DECISIONS = {"P": "wait", "Q": "start larger", "R": "wait"}


def messages(task: str, *, seed: int = 4, **names: Any) -> dict[str, str]:
    """What each hidden check of the task says to these functions, by the name of the check, where it fails."""
    said = {}
    for name, check in hidden_checks("saddle_point", task).items():
        try:
            check(BareStudent(names), *[np.random.default_rng(seed)][: len(inspect.signature(check).parameters) - 1])
        except (CheckFailed, StudentError) as failure:
            said[name] = str(failure)
    return said


def measured(lengths: tuple[float, float, float], factor: float) -> tuple[str, float, float]:
    """The reference as a student's function."""
    found = orders.saddle_order(lengths, factor)
    return found.kind, found.order, found.next_length


def test_a_slip_that_shares_its_value_is_not_named() -> None:
    assert distinct({"a": 1.0, "b": 2.0, "c": 2.0, "d": 3.0}, 3.0) == {"a": 1.0}
    assert list(distinct({"rows": np.zeros(2), "more": np.zeros(3)}, np.ones(2))) == ["rows", "more"]


def test_who_counts_rounding_is_not_told_that_a_small_singular_value_is_not_zero() -> None:
    def rank(X: np.ndarray, y: np.ndarray, classes: int, width: int) -> tuple[float, int]:
        A = (np.eye(classes)[y] - 1 / classes).T @ X / len(X)
        return softmax_origin.softmax_origin(X, y, classes, width)[0], width * int(np.linalg.matrix_rank(A))

    for seed in range(4):
        said = messages("softmax_origin", seed=seed, softmax_origin=rank)
        assert said
        assert all("too few" not in message for message in said.values())
        assert all("width times (m - 1)" in message or "too many" in message for message in said.values())


def test_classes_less_one_are_not_told_of_thresholds_or_of_probabilities() -> None:
    def less_one(X: np.ndarray, y: np.ndarray, classes: int, width: int) -> tuple[float, int]:
        return softmax_origin.softmax_origin(X, y, classes, width)[0], width * (classes - 1)

    said = messages("softmax_origin", softmax_origin=less_one)
    assert len(said) == 3
    assert all("probability" not in message and "threshold" not in message for message in said.values())
    assert all("width times (m - 1)" in message or "too many" in message for message in said.values())


@pytest.mark.parametrize(
    ("share", "divisor", "hint"),
    [("frequencies", "n", "share of the examples"), ("even", "classes", "not by the number of classes")],
)
def test_the_two_common_slips_of_the_gradient_are_named(share: str, divisor: str, hint: str) -> None:
    def slipped(X: np.ndarray, y: np.ndarray, classes: int, width: int) -> tuple[float, int]:
        Y = np.eye(classes)[y]
        A = (Y - (Y.mean(axis=0) if share == "frequencies" else 1 / classes)).T @ X / (len(X) if divisor == "n" else classes)
        strengths = np.linalg.svd(A, compute_uv=False)
        return -float(strengths[0]), width * int(np.sum(strengths > 1e-10 * strengths[0]))

    for seed in range(4):
        assert hint in messages("softmax_origin", seed=seed, softmax_origin=slipped)["test_lowest_and_index_of_random_data"]


def test_a_kick_that_replaces_the_step_is_not_told_that_its_norm_is_wrong() -> None:
    def replaced(gradient: Any, theta: Any, eta: float, steps: int, kick: Any = None, eps: float = 0.0) -> np.ndarray:
        path = [np.array(theta, dtype=float)]
        for _ in range(steps):
            g = gradient(path[-1])
            small = kick is not None and np.linalg.norm(g) <= eps
            path.append(path[-1] + kick() if small else path[-1] - eta * g)
        return np.array(path)

    said = messages("perturbed_gd", perturbed_gd=replaced)
    assert "takes the place of the step" in said["test_kicks_off_a_saddle"]
    assert all("Euclidean" not in message and "new call" not in message for message in said.values())


def test_the_row_that_is_named_is_the_first_that_differs_and_its_gradient_is_that_of_the_walk() -> None:
    def late(gradient: Any, theta: Any, eta: float, steps: int, kick: Any = None, eps: float = 0.0) -> np.ndarray:
        path = perturbed_gd.perturbed_gd(gradient, theta, eta, steps, kick, eps)
        path[3:] += 1.0
        return path

    (said,) = {message for message in messages("perturbed_gd", perturbed_gd=late).values() if "quadratic" in message}
    assert re.search(r"row 3, \([^()]*\), is not right\. The rows before it are right", said)


def test_a_wrong_path_is_told_by_one_row_of_at_most_eighty_characters() -> None:
    def subtracted(gradient: Any, theta: Any, eta: float, steps: int, kick: Any = None, eps: float = 0.0) -> np.ndarray:
        turned = None if kick is None else lambda: -np.asarray(kick())
        return perturbed_gd.perturbed_gd(gradient, theta, eta, steps, turned, eps)

    def longer(gradient: Any, theta: Any, eta: float, steps: int, kick: Any = None, eps: float = 0.0) -> np.ndarray:
        return 1.5 * perturbed_gd.perturbed_gd(gradient, theta, eta, steps, kick, eps)

    told = [messages("perturbed_gd", perturbed_gd=wrong) for wrong in (subtracted, longer)]
    assert "Here the kick is subtracted" in told[0]["test_kicks_off_a_saddle"]
    for message in [*told[0].values(), told[1]["test_descent_without_kicks"]]:
        (row,) = re.findall(r"row \d+, \([^()]*\)", message)
        assert len(row) <= 80
        assert "array" not in message


def test_single_precision_is_told_of_the_accuracy_that_the_statement_asks() -> None:
    def coarse(gradient: Any, theta: Any, eta: float, steps: int, kick: Any = None, eps: float = 0.0) -> np.ndarray:
        return np.asarray(perturbed_gd.perturbed_gd(gradient, theta, eta, steps, kick, eps).astype(np.float32), dtype=float)

    assert (
        "a relative accuracy of 1e-09 is asked for"
        in messages("perturbed_gd", perturbed_gd=coarse)["test_descent_without_kicks"]
    )
    statement("`steps` $\\ge 0$. Relative tolerance $10^{-9}$.")


@pytest.mark.parametrize("rooted", [False, True])
def test_who_squares_the_singular_values_is_told_of_the_squares(rooted: bool) -> None:
    def squared(X: np.ndarray, y: np.ndarray, classes: int, width: int) -> tuple[float, int]:
        M = (np.eye(classes)[y] - 1 / classes).T @ X / len(X)
        values = np.abs(np.linalg.eigvalsh(M @ M.T))
        values = np.sqrt(values) if rooted else values
        return softmax_origin.softmax_origin(X, y, classes, width)[0], width * int(np.sum(values > 1e-10 * values.max()))

    for seed in range(4):
        told = messages("softmax_origin", seed=seed, softmax_origin=squared)
        first = told["test_lowest_and_index_of_random_data" if rooted else "test_rank_of_few_features_and_collinear_ones"]
        assert "M Mᵀ" in first


def test_no_message_says_that_an_index_is_the_most_where_fewer_features_allow_less() -> None:
    def less_one(X: np.ndarray, y: np.ndarray, classes: int, width: int) -> tuple[float, int]:
        return softmax_origin.softmax_origin(X, y, classes, width)[0], width * (classes - 1)

    told = messages("softmax_origin", softmax_origin=less_one)["test_rank_of_few_features_and_collinear_ones"]
    assert "The rank of M may be smaller: with fewer features" in told
    assert "the most" not in told


def test_a_wrong_kind_is_told_the_norm_and_the_eigenvalues_of_its_input() -> None:
    heard: list[tuple[np.ndarray, np.ndarray]] = []

    def trace(g: np.ndarray, H: np.ndarray, eps: float, zero: float) -> str:
        heard.append((g, H))
        if np.linalg.norm(g) > eps:
            return "moving"
        return "strict saddle" if np.trace(H) < -zero else "degenerate" if np.trace(H) <= zero else "minimum"

    said = messages("strict_saddle_test", strict_saddle_test=trace, morse_index=strict_saddle_test.morse_index)
    told = said["test_kinds_of_critical_points"]
    found = re.search(r"Here ‖g‖ is (\S+), the eigenvalues are (.*): the first line", told)
    assert found is not None
    values = [float(value) for value in found.group(2).split(", ")]
    given = [(float(np.linalg.norm(g)), np.linalg.eigvalsh(H)) for g, H in heard]
    assert any(
        len(H) == len(values) and norm == pytest.approx(float(found.group(1)), rel=6e-3) and np.allclose(H, values, rtol=6e-3)
        for norm, H in given
    )
    assert "unit" not in told


def test_full_rank_taken_for_granted_is_told_so() -> None:
    def full(J: np.ndarray) -> tuple[float, int]:
        n, m, p = J.shape
        return kernel_sharpness.kernel_sharpness(J)[0], p - n * m

    said = messages("kernel_sharpness", kernel_sharpness=full)
    assert set(said) == {"test_fewer_parameters_than_rows", "test_dependent_rows_and_zeros", "test_any_unit_of_the_jacobian"}
    assert all("This is p - n m" in message and "relative" not in message for message in said.values())


def test_a_wrong_order_is_told_the_quotient_of_its_lengths() -> None:
    def off(lengths: tuple[float, float, float], factor: float) -> tuple[str, float, float]:
        kind, order, ahead = measured(lengths, factor)
        return kind, 1.01 * order, ahead

    told = messages("saddle_order", saddle_order=off, decisions=DECISIONS)["test_three_and_four_matrices"]
    found = re.search(r"saddle_order\(\((\d+), (\d+), (\d+)\), (\d+)\).*so Q = (\S+), and c = (\d+)\.$", told)
    assert found is not None
    a, b, c, factor = (int(found.group(place)) for place in range(1, 5))
    assert float(found.group(5)) == pytest.approx((c - b) / (b - a), rel=1e-5)
    assert int(found.group(6)) == factor


def test_an_error_is_told_with_the_call() -> None:
    def unguarded(lengths: tuple[float, float, float], factor: float) -> tuple[str, float, float]:
        a, b, c = lengths
        order = 2 + math.log((c - b) / (b - a)) / math.log(factor)
        return "strict" if order < 2.5 else "degenerate", order, c + (c - b) ** 2 / (b - a)

    told = messages("saddle_order", saddle_order=unguarded, decisions=DECISIONS)["test_rests_that_do_not_grow"]
    assert re.match(r"saddle_order\(\(\d+, \d+, \d+\), \d+\): saddle_order raised ZeroDivisionError", told)
    assert told.endswith("see the lines that are given: no landing.")
