"""The messages of 1.1 that once named a cause which was not there: what they say is true of the answer and of the input."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest
from scipy.special import expit

from grader_tests.plateau import test_diagnose as diagnose_checks
from grading.checks import CheckFailed
from grading.engine.checker.bare import BareStudent
from solutions.plateau import max_stable_lr, saturation
from tests.support.slips import hidden_checks


def messages(task: str, **names: Any) -> dict[str, str]:
    """What each hidden check of the task says to these functions, by the name of the check, where it fails."""
    said = {}
    for name, check in hidden_checks("plateau", task).items():
        try:
            check(BareStudent(names), np.random.default_rng(4))
        except CheckFailed as failure:
            said[name] = str(failure)
    return said


@pytest.mark.parametrize("properties", [{"fall": 1.6}, {"fall": -0.4, "ratio": 1.3}, {"length": 1.5}, {"negative": 0.04}])
def test_a_wrong_decision_is_told_the_numbers_that_its_clauses_compare(properties: dict[str, float]) -> None:
    one = diagnose_checks.draw(np.random.default_rng(2), **properties)
    said = re.search(
        r"n \|slope\| is (\S+) Δ, the slope lies (\w+) 0, a step is (\S+) radii long, "
        r"the ratio is (\S+), and λmin goes down to (\S+) of",
        diagnose_checks._facts(one),
    )
    assert said is not None
    n, norm = len(one.loss), float(np.median(one.gradient_norm))
    slope = np.polynomial.Polynomial.fit(np.arange(n), one.loss, 1).convert().coef[1]
    larger = np.max(np.abs([one.lambda_max, one.lambda_min]), axis=0)
    radius = max(np.roots([np.median(larger) / 2, norm, -one.drop]).real)
    numbers = [n * abs(slope) / one.drop, one.eta * norm / radius, one.eta * np.median(one.lambda_max) / 2]
    numbers.append(np.min(one.lambda_min / larger))
    assert [float(said.group(k)) for k in (1, 3, 4, 5)] == pytest.approx(numbers, rel=6e-3)
    assert said.group(2) == ("above" if slope > 0 else "below")


def test_single_precision_is_told_the_accuracy_that_the_statement_asks_for() -> None:
    def single(z: np.ndarray, y: np.ndarray) -> list[np.ndarray]:
        return [slope.astype(np.float32) for slope in saturation.saturation(z, y)]

    said = messages("saturation", saturation=single)
    for name in ("test_slope_of_the_squared_error", "test_slope_of_cross_entropy"):
        assert "a relative accuracy of 1e-10 is asked for" in said[name]


def test_a_bound_on_the_probability_is_told_a_unit_at_which_its_slope_is_wrong() -> None:
    def clipped(z: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        sign = 2 * y - 1
        wrong, right = (np.clip(expit(side * sign * z), 1e-15, 1 - 1e-15) for side in (-1, 1))
        return -sign * wrong**2 * right, -sign * wrong

    said = messages("saturation", saturation=clipped)
    for name in ("test_slopes_keep_their_digits_in_the_tails", "test_slopes_at_the_ends_of_the_range"):
        found = re.match(r"d([SC])/dz at z = (\S+), y = (\d):", said[name])
        assert found is not None
        place, unit = "SC".index(found.group(1)), (np.array([float(found.group(2))]), np.array([int(found.group(3))]))
        assert clipped(*unit)[place] != pytest.approx(saturation.saturation(*unit)[place], rel=1e-6, abs=1e-290)
        assert "overflow" not in said[name]


def test_an_edge_ratio_of_another_norm_is_not_told_that_its_unit_is_wrong() -> None:
    def row_sum(H: np.ndarray, eta: float) -> float:
        return float(eta * np.linalg.norm(H, 1) / 2)

    said = messages("max_stable_lr", max_stable_lr=max_stable_lr.max_stable_lr, edge_ratio=row_sum)
    assert set(said) == {"test_edge_ratio_of_convex_quadratics", "test_edge_ratio_keeps_the_sign"}
    assert "It needs the largest eigenvalue" in said["test_edge_ratio_of_convex_quadratics"]
    assert "Begin with the plain case" in said["test_edge_ratio_keeps_the_sign"]
