"""The messages of 1.1 that once named a cause which was not there: what they say is true of the answer and of the input."""

from __future__ import annotations

import inspect
import re
from typing import Any

import numpy as np
import pytest
import sympy as sp
from scipy.special import expit

from grader_tests.plateau import test_diagnose as diagnose_checks
from grading.checks import CheckFailed
from grading.engine.checker.bare import BareStudent
from solutions.plateau import descend, diagnose, flat_spectrum, flow_time, max_stable_lr, plateau_radius, saturation
from tests.support.slips import hidden_checks


def messages(task: str, seed: int = 4, **names: Any) -> dict[str, str]:
    """What each hidden check of the task says to these functions, by the name of the check, where it fails."""
    said = {}
    for name, check in hidden_checks("plateau", task).items():
        try:
            check(*(BareStudent(names), np.random.default_rng(seed))[: len(inspect.signature(check).parameters)])
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


@pytest.mark.parametrize("added", [1e-12, 1e-11])
def test_what_a_number_added_in_saturation_is_told_does_not_depend_on_the_draw(added: float) -> None:
    def safe(z: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        wrong, right = expit(-(2 * y - 1) * z) + added, expit((2 * y - 1) * z) + added
        return (1 - 2 * y) * wrong**2 * right, (1 - 2 * y) * wrong

    plain = {"test_slope_of_the_squared_error", "test_slope_of_cross_entropy"}
    for seed in range(8):
        said = messages("saturation", seed, saturation=safe)
        assert plain.isdisjoint(said) if added < 1e-11 else plain <= set(said)
        pointers = {name for name, message in said.items() if "Begin with the plain case" in message}
        assert not pointers or plain & set(said)  # nobody is sent to a check that passed


def test_a_slope_that_is_no_number_is_told_the_unit() -> None:
    def overflowing(z: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        with np.errstate(all="ignore"):
            sigma, other = np.exp(z) / (1 + np.exp(z)), np.exp(-z) / (1 + np.exp(-z))
        error = np.where(y == 1, -other, sigma)
        return error * sigma * other, error

    said = messages("saturation", saturation=overflowing)["test_slopes_at_the_ends_of_the_range"]
    found = re.match(r"d([SC])/dz at z = (\S+), y = (\d) is (NaN|infinity)\.", said)
    assert found is not None
    slopes = overflowing(np.array([float(found.group(2))]), np.array([int(found.group(3))]))
    assert not np.isfinite(slopes["SC".index(found.group(1))])


def test_a_wrong_step_is_told_the_first_row_that_does_not_follow_from_the_one_before() -> None:
    def heavy(gradient: Any, theta: np.ndarray, eta: float, steps: int) -> np.ndarray:
        path = [theta, theta - eta * gradient(theta)]
        for _ in range(steps - 1):
            path.append(path[-1] - eta * gradient(path[-1]) + 0.9 * (path[-1] - path[-2]))
        return np.array(path[: steps + 1])

    def clipped(gradient: Any, theta: np.ndarray, eta: float, steps: int) -> np.ndarray:
        return descend.descend(lambda point: np.clip(gradient(point), -1e3, 1e3), theta, eta, steps)

    assert "Row 2 is the first" in messages("descend", descend=heavy)["test_path_on_quadratics"]
    assert "Row 1 is the first" in messages("descend", descend=clipped)["test_path_with_small_and_large_gradients"]


def test_a_limit_taken_nearly_is_not_told_that_decimal_numbers_are_wrong() -> None:
    right = flow_time.flow_time()
    near = messages("flow_time", flow_time=right, flow_time_quadratic=right.subs(flow_time.P, 2.001))
    assert set(near) == {"test_flow_time_of_the_quadratic"}
    said = near["test_flow_time_of_the_quadratic"]
    assert "exact" not in said
    assert "at x1 = x0 the time is 0, and its derivative by x1 is 1 over dx/dt there" in said
    for power, time in ((4, right.subs(flow_time.P, 4)), (2, flow_time.flow_time_quadratic())):  # that test is a true one
        assert time.subs(flow_time.X1, flow_time.X0) == 0
        assert sp.simplify(sp.diff(time, flow_time.X1) + 1 / flow_time.X1 ** (power - 1)) == 0


def test_a_wrong_rate_is_not_sent_to_the_tolerance() -> None:
    def trace(H: np.ndarray, rel_tol: float = 1e-10) -> float:
        values = np.linalg.eigvalsh(H)
        return 0.0 if values[0] < -rel_tol * np.abs(values).max() else float("inf") if not values.any() else 2 / np.trace(H)

    checks = ("test_largest_rate_with_negative_or_no_curvature", "test_rel_tol_decides_what_is_negative")
    for name in checks:
        check = hidden_checks("plateau", "max_stable_lr")[name].__wrapped__  # without the pointer to the plain case
        with pytest.raises(CheckFailed, match=r"which eigenvalue limits it\?$"):
            check(BareStudent({"max_stable_lr": trace}), np.random.default_rng(4))


def test_lost_signs_are_not_told_that_the_norm_is_wrong() -> None:
    def unsigned(H: np.ndarray, rel_tol: float) -> tuple[int, int, int]:
        negative, flat, positive = flat_spectrum.flat_spectrum(H, rel_tol)
        return (0, flat, negative + positive) if rel_tol < 1e-6 else (negative, flat, positive)

    said = messages("flat_spectrum", flat_spectrum=unsigned)
    assert "go by the sign of their eigenvalue" in said["test_counts_follow_the_tolerance"]
    assert "norm" not in said["test_counts_follow_the_tolerance"]


def _in_turn(gradient: Any, theta: np.ndarray, eta: float, steps: int) -> np.ndarray:
    path = [np.array(theta)]
    for _ in range(steps):
        path.append(path[-1].copy())
        for place in range(len(theta)):
            path[-1][place] -= eta * gradient(path[-1])[place]
    return np.array(path)


def _gradient_of_the_start(gradient: Any, theta: np.ndarray, eta: float, steps: int) -> np.ndarray:
    return np.array([theta - t * eta * gradient(theta) for t in range(steps + 1)])


def _by_modulus(z: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    error = np.where(y == 1, -expit(-abs(z)), expit(-abs(z)))
    return error * expit(z) * expit(-z), error


def _of_the_mean_size(loss: Any, norm: Any, top: Any, low: Any, eta: float, drop: float) -> tuple[Any, ...]:
    slope, step, _, ratio, word = diagnose.diagnose(loss, norm, top, low, eta, drop)
    g, size = np.median(norm), np.mean(np.maximum(abs(top), abs(low)))
    return slope, step, 2 * drop / (g + np.sqrt(g**2 + 2 * size * drop)), ratio, word


@pytest.mark.parametrize(
    ("task", "answer", "check", "says"),
    [
        ("descend", _in_turn, "test_path_on_quadratics", "One component moves after the other"),
        ("descend", _gradient_of_the_start, "test_path_on_quadratics", "Every step takes the gradient of the start"),
        ("saturation", _by_modulus, "test_slope_of_cross_entropy", "All units with z on the side of their label are right."),
        ("diagnose", _of_the_mean_size, "test_numbers_of_a_stretch", "and that is with their mean"),
    ],
)
def test_a_slip_of_the_plain_case_is_named(task: str, answer: Any, check: str, says: str) -> None:
    for seed in (4, 5):
        assert says in messages(task, seed, **{task: answer})[check]


def test_a_wrong_threshold_is_not_told_that_the_order_is_wrong() -> None:
    def squared(H: np.ndarray, rel_tol: float) -> tuple[int, int, int]:
        return flat_spectrum.flat_spectrum(H, rel_tol**2)

    def in_another_order(H: np.ndarray, rel_tol: float) -> tuple[int, int, int]:
        negative, flat, positive = flat_spectrum.flat_spectrum(H, rel_tol)
        return negative, positive, flat

    for seed in range(20):
        assert (
            "Too few count as flat" in messages("flat_spectrum", seed, flat_spectrum=squared)["test_counts_of_random_spectra"]
        )
        said = messages("flat_spectrum", seed, flat_spectrum=in_another_order)["test_counts_of_random_spectra"]
        assert "with flat in the middle" in said


def test_a_wrong_radius_is_told_the_bound_at_it() -> None:
    def harmonic(eps: float, lam: float, lip: float, drop: float) -> float:
        return 1 / sum((eps / drop, (lam / 2 / drop) ** 0.5, (lip / 6 / drop) ** (1 / 3)))

    said = messages("plateau_radius", plateau_radius=harmonic)["test_radius_of_ordinary_landscapes"]
    numbers = re.match(
        r"plateau_radius\((\S+), (\S+), (\S+), (\S+)\): your value, (\S+), is not right. At your r the bound is (\S+) drop",
        said,
    )
    assert numbers is not None
    eps, lam, lip, drop, r, share = map(float, numbers.groups())
    assert np.polyval([lip / 6, lam / 2, eps, 0.0], r) / drop == pytest.approx(share, rel=1e-4)


def test_one_missing_term_of_the_bound_is_named() -> None:
    def flat(eps: float, lam: float, lip: float, drop: float) -> float:
        return plateau_radius.plateau_radius(0.0, lam, lip, drop)

    said = messages("plateau_radius", plateau_radius=flat)["test_radius_of_ordinary_landscapes"]
    assert "The term of the gradient is missing." in said


def test_a_flow_that_keeps_the_factor_p_is_told_the_derivative() -> None:
    time = flow_time.flow_time() / flow_time.P
    said = messages("flow_time", flow_time=time, flow_time_quadratic=1 / flow_time.X1 - 1 / flow_time.X0)
    assert "without a factor p" in said["test_flow_time_of_flat_valleys"]
    assert "and you took x^2" in said["test_flow_time_of_the_quadratic"]
