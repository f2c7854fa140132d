"""The messages of 1.5 that once led astray: what they say now is true of the answer and of the input."""

from __future__ import annotations

import inspect
import re
from typing import Any

import numpy as np
import pytest

from grader_tests.symmetry import test_is_symmetry as symmetry_checks
from grading.checks import CheckFailed
from grading.engine.checker.bare import BareStudent
from solutions.symmetry import edge_date, explained_zeros, is_symmetry, normalised_logistic, ratio_growth, scaled_sharpness
from tests.support.slips import hidden_checks


def messages(task: str, **names: Any) -> dict[str, str]:
    """What each hidden check of the task says to these functions, by the name of the check, where it fails."""
    said = {}
    for name, check in hidden_checks("symmetry", task).items():
        try:
            check(BareStudent(names), *[np.random.default_rng(4)][: len(inspect.signature(check).parameters) - 1])
        except CheckFailed as failure:
            said[name] = str(failure)
    return said


def test_the_spectral_norm_is_told_of_the_sign_and_not_of_the_moduli_of_the_parameters() -> None:
    def modulus(H: np.ndarray, theta: np.ndarray) -> float:
        return float(np.linalg.norm(np.outer(theta, theta) * H, 2))

    said = messages("scaled_sharpness", descend=scaled_sharpness.descend, scaled_sharpness=modulus)
    assert said
    assert all("not the largest modulus" in message for message in said.values())


def test_decay_of_the_gradient_is_not_told_that_the_gradient_is_taken_elsewhere() -> None:
    def walk(gradient: Any, theta: np.ndarray, eta: float, steps: int, decay: float = 0.0) -> np.ndarray:
        path = [np.array(theta, dtype=float)]
        for _ in range(steps):
            path.append((1 - eta * decay) * (path[-1] - eta * gradient(path[-1])))
        return np.array(path)

    said = messages("scaled_sharpness", descend=walk, scaled_sharpness=scaled_sharpness.scaled_sharpness)
    assert "Decay multiplies θ alone" in said["test_path_of_descent_with_decay"]
    assert all("before" not in message for name, message in said.items() if "plain case" not in message)


def test_the_accuracy_that_is_named_is_that_of_the_statement() -> None:
    def rounded(*stretch: Any) -> tuple[float, float, str]:
        one = edge_date.judge(*stretch)
        return round(one.norm_error, 6), round(one.curvature_error, 6), one.decision

    said = messages("edge_date", edge_date=edge_date.edge_date, judge=rounded)
    assert "1e-08" in said["test_judging_a_stretch_that_follows_the_law"]


def test_a_wrong_end_of_the_flow_is_told_a_test_to_make() -> None:
    given = {name: getattr(ratio_growth, name)() for name in ("end_sharpness", "next_norm2", "ratio_growth")}
    wrong = given | {"end_sharpness": (ratio_growth.u0 - ratio_growth.v0) ** 2 + 2}
    (said,) = messages("ratio_growth", **wrong).values()
    assert "is u² - v² that of the start" in said


def test_a_wrong_verdict_is_told_the_numbers_that_are_compared() -> None:
    points = np.array([[1.0, 2.0], [3.0, -1.0]])
    told = symmetry_checks.facts(lambda p: p[0], lambda p: -2 * p, points)
    assert told == "Here S is 6, f changes by at most 9 and varies over the points by 2."

    def evidence_first(f: Any, act: Any, points: np.ndarray) -> str:
        values = [f(p) for p in points]
        scale = max(abs(f(act(p))) for p in points)
        return "no evidence" if np.ptp(values) <= 1e-9 * scale else is_symmetry.is_symmetry(f, act, points)

    for message in messages("is_symmetry", is_symmetry=evidence_first).values():
        assert "tolerance" not in message
        assert "Here S is" in message


@pytest.mark.parametrize(
    ("places", "hint"),
    [((3, 1, 2, 0), "Look at the order"), ((0, 2, 1, 3), "singular value|not their number|span"), (None, "‖Hξ‖")],
)
def test_counts_are_told_of_the_place_where_they_are_wrong(places: tuple[int, ...] | None, hint: str) -> None:
    def placed(H: np.ndarray, tangents: np.ndarray) -> Any:
        right = explained_zeros.explained_zeros(H, tangents)
        if places is None:
            return right or (0, 0, len(H), 0)
        return right if right is None else tuple(right[place] for place in places)

    given = {"attention_velocity": explained_zeros.attention_velocity, "explained_zeros": placed}
    said = messages("explained_zeros", **given)
    assert said
    assert re.search(hint, next(iter(said.values())))


def test_a_wrong_threshold_is_told_the_errors_and_not_to_mind_the_order() -> None:
    def swapped(*stretch: Any) -> tuple[float, float, str]:
        one = edge_date.judge(*stretch)
        holds = (max(stretch[1]) > 1, one.norm_error > 0.05, one.curvature_error > 0.01, True)
        return one.norm_error, one.curvature_error, edge_date.DECISIONS[holds.index(True)]

    said = messages("edge_date", edge_date=edge_date.edge_date, judge=swapped)
    assert said
    for message in said.values():
        assert "first line" not in message
        assert "plain case" in message or re.search(
            r"The largest ratio is \S+, the last \S+; norm_error is \S+, curvature", message
        )


def test_a_rank_that_is_wrong_by_rounding_is_not_told_that_the_rows_are_counted() -> None:
    def by_product(H: np.ndarray, tangents: np.ndarray) -> Any:
        right = explained_zeros.explained_zeros(H, tangents)
        if right is None:
            return None
        rank = int(np.sum(np.linalg.eigvalsh(tangents @ tangents.T) > 1e-16))
        return right[0], rank, right[2] + right[1] - rank, right[3]

    given = {"attention_velocity": explained_zeros.attention_velocity, "explained_zeros": by_product}
    said = messages("explained_zeros", **given)
    assert "above 1e-8" in said["test_dependent_tangents"]
    assert all("not their number" not in message for message in said.values())


def test_zeros_that_are_asked_to_be_exact_are_told_the_threshold() -> None:
    def exact(H: np.ndarray, tangents: np.ndarray) -> Any:
        right = explained_zeros.explained_zeros(H, tangents)
        return right and (right[0], right[1], int(np.sum(np.linalg.eigvalsh(H) == 0)) - right[1], right[3])

    given = {"attention_velocity": explained_zeros.attention_velocity, "explained_zeros": exact}
    assert "1e-8 ‖H‖, and not exactly 0" in messages("explained_zeros", **given)["test_counts_with_independent_tangents"]


def test_moduli_of_the_hessian_are_no_question_of_accuracy() -> None:
    def moduli(H: np.ndarray, theta: np.ndarray) -> float:
        return scaled_sharpness.scaled_sharpness(np.abs(H), theta)

    said = messages("scaled_sharpness", descend=scaled_sharpness.descend, scaled_sharpness=moduli)
    assert "H keeps its signs" in said["test_scaled_sharpness_of_random_matrices"]


def test_a_difference_quotient_is_not_told_to_use_logistic() -> None:
    def quotient(theta: np.ndarray, X: np.ndarray, y: np.ndarray) -> tuple[float, np.ndarray]:
        h = 1e-5 * np.linalg.norm(theta)
        ends = [
            [normalised_logistic.normalised_logistic(theta + s * h * e, X, y)[0] for e in np.eye(len(theta))] for s in (1, -1)
        ]
        return normalised_logistic.normalised_logistic(theta, X, y)[0], (np.array(ends[0]) - ends[1]) / (2 * h)

    said = messages("normalised_logistic", normalised_logistic=quotient)
    assert said
    assert all("set-up cell" not in message for message in said.values())


@pytest.mark.parametrize("given", [0.0, 3e-16])
def test_limits_of_the_scaled_sharpness_say_what_is_true_of_them(given: float) -> None:
    def at_least(H: np.ndarray, theta: np.ndarray) -> float:
        return max(given, scaled_sharpness.scaled_sharpness(H, theta))

    said = messages("scaled_sharpness", descend=scaled_sharpness.descend, scaled_sharpness=at_least)
    assert said
    assert not [message for message in said.values() if message.endswith("is not right.")]


def on_logistic(change: Any) -> dict[str, str]:
    """What the checks say to a change (f, g, θ, X, y) -> (f, g) of the right value and gradient."""

    def changed(theta: np.ndarray, X: np.ndarray, y: np.ndarray) -> tuple[float, np.ndarray]:
        return change(*normalised_logistic.normalised_logistic(theta, X, y), theta, X, y)

    return messages("normalised_logistic", normalised_logistic=changed)


@pytest.mark.parametrize(
    ("change", "check", "told"),
    [
        (lambda f, g, theta, X, y: (f, 2 * g), "test_random_points", "only its length is wrong"),
        (lambda f, g, theta, X, y: (f, g + 1), "test_random_points", "Your f is right here"),
        (lambda f, g, theta, X, y: (f + 1, g), "test_random_points", "f at 2θ is f at θ"),
        (
            lambda f, g, theta, X, y: (f if f > 1e-9 else f + 1e-14, g),
            "test_large_margins",
            "is at most exp(-36): 1 + exp loses",
        ),
        (
            lambda f, g, theta, X, y: (f if f < 600 else np.inf, g),
            "test_large_margins",
            "is at least exp(720): floats end",
        ),
        (
            lambda f, g, theta, X, y: (f, g + 1e-7 * np.abs(g) * (f > 20)),
            "test_large_margins",
            "a difference quotient loses digits",
        ),
    ],
)
def test_a_wrong_value_or_gradient_is_told_what_is_true_of_it(change: Any, check: str, told: str) -> None:
    message = on_logistic(change)[check]
    assert told in message
    assert told == "only its length is wrong" or "only its length" not in message


@pytest.mark.parametrize(
    "form", [1 / (ratio_growth.eta * ratio_growth.omega) ** 2, 1 + 6 * ratio_growth.eta * ratio_growth.omega]
)
def test_a_growth_that_is_right_where_the_length_halves_is_told_to_look_elsewhere(form: Any) -> None:
    given = {name: getattr(ratio_growth, name)() for name in ("end_sharpness", "next_norm2", "ratio_growth")}
    (said,) = messages("ratio_growth", **given | {"ratio_growth": form}).values()
    assert "with ηω = ¼" in said
    assert form.subs({ratio_growth.eta: 1, ratio_growth.omega: 0.25}) != pytest.approx(16 / 9)


def test_a_wrong_path_is_told_its_first_wrong_row() -> None:
    def late(*given: Any) -> np.ndarray:
        path = scaled_sharpness.descend(*given)
        path[2:] += 0.1
        return path

    said = messages("scaled_sharpness", descend=late, scaled_sharpness=scaled_sharpness.scaled_sharpness)
    assert "Row 2 is the first that is wrong." in said["test_path_of_descent_with_decay"]


def test_a_wrong_velocity_of_the_keys_is_told_that_the_scores_move() -> None:
    def doubled(*weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        of_query, of_key = explained_zeros.attention_velocity(*weights)
        return of_query, 2 * of_key

    said = messages("explained_zeros", attention_velocity=doubled, explained_zeros=explained_zeros.explained_zeros)
    assert re.search(r"W_Q W_Kᵀ must not move, and with yours .* velocity \d", said["test_velocities_of_random_weights"])


def test_all_zeros_in_place_of_the_unexplained_ones_are_told_so() -> None:
    def every(H: np.ndarray, tangents: np.ndarray) -> Any:
        right = explained_zeros.explained_zeros(H, tangents)
        return right and (right[0], right[1], right[1] + right[2], right[3])

    given = {"attention_velocity": explained_zeros.attention_velocity, "explained_zeros": every}
    assert "These are all zero eigenvalues" in messages("explained_zeros", **given)["test_counts_with_independent_tangents"]
