"""The messages of 2.3: a hint is given where the value is that of the slip, and what else is said is true of the input."""

from __future__ import annotations

import inspect
import math
import re
from collections.abc import Callable
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
Answer = Callable[..., Any]


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


def sharpness(change: Callable[[float, int], float]) -> Answer:
    """The answer to `kernel_sharpness` with λmax changed: of λmax and the number of examples."""

    def answer(J: np.ndarray) -> tuple[float, int]:
        lam_max, zeros = kernel_sharpness.kernel_sharpness(J)
        return change(lam_max, len(J)), zeros

    return answer


def one_by_one(J: np.ndarray) -> tuple[float, int]:
    """The largest eigenvalue of one example alone, the largest of all."""
    return max(sharpness(lambda lam_max, _n: lam_max)(one[None])[0] / len(J) for one in J), 0


def ranked(rank: Callable[[np.ndarray, int], int]) -> Answer:
    """The answer to `softmax_origin` with another rank of M: of its singular values and the width."""

    def answer(X: np.ndarray, y: np.ndarray, classes: int, width: int) -> tuple[float, int]:
        values = np.linalg.svd((np.eye(classes)[y] - 1 / classes).T @ X / len(X), compute_uv=False)
        return softmax_origin.softmax_origin(X, y, classes, width)[0], width * rank(values, width)

    return answer


def drawing(gradient: Any, theta: Any, eta: float, steps: int, kick: Any = None, eps: float = 0.0) -> np.ndarray:
    """A kick is drawn in every step, and used in some."""
    path = [np.array(theta, dtype=float)]
    for _ in range(steps):
        g, jolt = gradient(path[-1]), 0.0 if kick is None else kick()
        path.append(path[-1] - eta * g + (jolt if np.linalg.norm(g) <= eps else 0.0))
    return np.array(path)


def headless(gradient: Any, theta: Any, eta: float, steps: int, kick: Any = None, eps: float = 0.0) -> np.ndarray:
    """Row 0 is missing."""
    return perturbed_gd.perturbed_gd(gradient, theta, eta, steps, kick, eps)[1:]


def whole(lengths: tuple[float, float, float], factor: float) -> tuple[str, float, float]:
    """Q by whole division."""
    kind, order, ahead = measured(lengths, factor)
    quotient = 0 if kind == "no landing" else (lengths[2] - lengths[1]) // (lengths[1] - lengths[0])
    return kind, 2 + math.log(quotient) / math.log(factor) if quotient else order, ahead


def without_order(lengths: tuple[float, float, float], factor: float) -> tuple[str, float | None, float]:
    """None for the order where there is no landing."""
    kind, order, ahead = measured(lengths, factor)
    return kind, None if kind == "no landing" else order, ahead


def border_at_three(lengths: tuple[float, float, float], factor: float) -> tuple[str, float, float]:
    """Degenerate from order 3 on."""
    kind, order, ahead = measured(lengths, factor)
    return "strict" if kind == "degenerate" and order < 3 else kind, order, ahead


OUTPUTS, ABSENT = "test_a_few_examples_and_outputs", "test_classes_without_examples"
FEW = "test_rank_of_few_features_and_collinear_ones"


@pytest.mark.parametrize(
    ("task", "answer", "check", "text"),
    [
        ("kernel_sharpness", sharpness(lambda lam, n: math.sqrt(n * lam) / n), OUTPUTS, "singular value of J, over n;"),
        ("kernel_sharpness", sharpness(lambda lam, n: math.sqrt(n * lam)), OUTPUTS, "singular value of J; its square"),
        ("kernel_sharpness", one_by_one, OUTPUTS, "Here each example is taken alone"),
        ("perturbed_gd", drawing, "test_kicks_that_come_again", "Here kick is called in every step"),
        ("perturbed_gd", headless, "test_descent_without_kicks", "row 0 is theta, and each of the"),
        ("saddle_order", whole, "test_three_and_four_matrices", "This takes a whole number for Q"),
        ("saddle_order", without_order, "test_rests_that_do_not_grow", "The differences of these lengths are 0 and 0"),
        ("saddle_order", border_at_three, "test_strict_saddles", "The order is right, 2.52: on which side of 2.5"),
        ("softmax_origin", ranked(lambda s, width: min(width, sum(s > 1e-10 * s[0]))), ABSENT, "each unit has all of them"),
        ("softmax_origin", ranked(lambda s, _: sum(s > 1e-6 * s[0])), FEW, ", 4e-10. If you count eigenvalues of M Mᵀ"),
        ("softmax_origin", ranked(lambda s, _: sum(s > 1e-13 * s[0])), FEW, "These are too many"),
    ],
)
def test_a_slip_is_named_or_its_input_told(task: str, answer: Answer, check: str, text: str) -> None:
    others = {"decisions": DECISIONS} if task == "saddle_order" else {}
    told = [messages(task, seed=seed, **{task: answer}, **others).get(check) for seed in range(4)]
    given = [message for message in told if message is not None]
    assert given
    assert all(text in message for message in given)


def test_a_value_of_no_known_slip_is_told_between_what_it_lies() -> None:
    heard: list[np.ndarray] = []

    def off(J: np.ndarray) -> tuple[float, int]:
        heard.append(J)
        return sharpness(lambda lam_max, _n: 1.1 * lam_max)(J)

    told = messages("kernel_sharpness", kernel_sharpness=off)["test_a_few_examples_and_outputs"]
    found = re.search(r"largest entry on the diagonal, here (\S+), and the trace, (\S+)\.$", told)
    assert found is not None
    K = np.einsum("iap,jbp->iajb", heard[0], heard[0]).reshape([heard[0].shape[0] * heard[0].shape[1]] * 2) / len(heard[0])
    assert float(found.group(1)) == pytest.approx(K.diagonal().max(), rel=1e-3)
    assert float(found.group(2)) == pytest.approx(K.trace(), rel=1e-3)


def test_whether_a_kick_is_due_is_told_with_the_norm() -> None:
    def before(gradient: Any, theta: Any, eta: float, steps: int, kick: Any = None, eps: float = 0.0) -> np.ndarray:
        path, norms = [np.array(theta, dtype=float)], list[float]()
        for _ in range(steps):
            g = gradient(path[-1])
            norms.append(float(np.linalg.norm(g)))
            due = kick is not None and norms[max(len(norms) - 2, 0)] <= eps
            path.append(path[-1] - eta * g + (kick() if due else 0.0))
        return np.array(path)

    for message in messages("perturbed_gd", perturbed_gd=before).values():
        found = re.search(r"‖g‖ is (\S+), and eps is (\S+), so (a|no) kick is added in this step\.$", message)
        if "‖g‖" in message:
            assert found is not None
            assert (found.group(3) == "a") == (float(found.group(1)) <= float(found.group(2)))
