"""The messages of 2.4: a claim is told of the labels alone, and no hint names a cause that is not the cause."""

from __future__ import annotations

import math

import numpy as np
import pytest
import sympy as sp

from grader_tests.basin_of_attraction import test_basin_fraction as counting
from grader_tests.basin_of_attraction import test_basin_label as walking
from grader_tests.basin_of_attraction import test_boundary as judging
from grader_tests.basin_of_attraction import test_gd_map_multiplier as symbolic
from grader_tests.basin_of_attraction import test_line_report as lines
from grader_tests.basin_of_attraction import test_linear_stability as stable
from grader_tests.basin_of_attraction import test_sam_sharpness_exact as sharp
from grader_tests.basin_of_attraction.test_line_report import claim_hint
from grading.checks.outcomes import CheckFailed, EndOfCheck, StudentError
from grading.engine.checker.bare import BareStudent
from solutions.basin_of_attraction.basin_fraction import basin_fraction
from solutions.basin_of_attraction.basin_label import walk
from solutions.basin_of_attraction.boundary import BOUNDARY
from solutions.basin_of_attraction.line_report import line_report
from solutions.basin_of_attraction.linear_stability import linear_stability, safe_rate
from solutions.basin_of_attraction.sam_sharpness_exact import best_step, sam_sharpness_exact


@pytest.mark.parametrize(("said", "right"), [("open", "holds"), ("open", "fails"), ("holds", "open"), ("fails", "holds")])
def test_a_wrong_claim_is_told_that_rise_and_line_are_right(said: str, right: str) -> None:
    told = claim_hint(said, right, "wall")
    assert told.startswith("rise and line are right")
    assert ("0 is the index" in told) == (said == "open")


@pytest.mark.parametrize(("labels", "q"), [([0, 2, 0], None), ([0, 0], 10.0)])
def test_an_end_cut_short_at_zero_hits_is_told_of_zero_hits(labels: list[int], q: float | None) -> None:
    student = BareStudent({"basin_fraction": lambda labels, target, q=1.96: (0.0, 0.0, 0.0)})
    with pytest.raises(CheckFailed, match="p is 0 here, and the interval is not empty"):
        counting.hold(student, labels, 4, q, "labels")


def test_a_width_that_ignores_q_is_told_of_the_argument() -> None:
    student = BareStudent({"basin_fraction": lambda labels, target, q=1.96: basin_fraction(labels, target)})
    with pytest.raises(CheckFailed, match="with this q, the argument"):
        counting.hold(student, [0, 1, 1], 1, 10.0, "labels")


def test_a_gradient_that_is_asked_too_often_is_told_how_often() -> None:
    def twice(gradient, theta, eta, steps):  # type: ignore[no-untyped-def]
        gradient(np.array(theta))
        return walk(gradient, theta, eta, steps)

    with pytest.raises(CheckFailed, match="more than 5 times, which is once a step"):
        walking.hold_walk(BareStudent({"walk": twice}), walking.wells(1), np.array([0.5]), 0.1, 5, "of a start")


def test_a_gradient_that_gets_a_list_is_told_so() -> None:
    with pytest.raises(CheckFailed, match="something other than an array"):
        walking.read([1.0, 2.0], 2)


def test_an_empty_entry_is_told_as_an_entry_and_not_as_a_return_value() -> None:
    student = BareStudent({"boundary": {**BOUNDARY, "e2": None}})
    with pytest.raises(CheckFailed, match=r"^boundary\['e2'\] is None; give one of the three strings") as found:
        judging.hold_group(student, "e", "examples")
    assert "return" not in str(found.value)


G, H, RHO = np.array([0.7, -0.6]), np.diag([1.0, 3.0]), 0.5
FIRST = float(G @ best_step(G, H, RHO))
BALL = sam_sharpness_exact(G, H, RHO) - FIRST / 2  # γρ²/2


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (FIRST + BALL, "γ is right; of g·e half is asked"),
        (FIRST / 2 + 2 * BALL, "γ is right; of γρ² half is asked"),
        (FIRST / 2 + BALL - 3 * RHO**2 / 2, "this has t alone"),
        ((FIRST / 2 + BALL) * (1 + 4e-6), "Only digits are missing"),
        ((FIRST / 2 + BALL) * 1.3, "Look apart at γ"),
    ],
)
def test_a_sharpness_with_the_right_multiplier_is_not_sent_to_it(value: float, told: str) -> None:
    student = BareStudent({"sam_sharpness_exact": lambda g, H, rho: value})
    with pytest.raises(CheckFailed, match=told):
        sharp.hold(student, G, H, RHO, "a case", "Look apart at γ and at S.", named=True)


@pytest.mark.parametrize("seed", range(3))
def test_each_case_of_the_units_tells_the_distance_of_its_own_last_point(seed: int) -> None:
    distances: list[float] = []

    def label(gradient, theta, eta, minima, tol, steps):  # type: ignore[no-untyped-def]
        last = walk(gradient, theta, eta, steps)[-1]
        away = [math.dist(last, one) for one in np.asarray(minima, dtype=float)]
        distances.append(min(away))
        return away.index(min(away)) if min(away) <= tol else -1

    hints: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(walking, "equal", lambda got, right, call, hint="": hints.append(hint))
        student = BareStudent({"walk": walk, "basin_label": label})
        walking.test_integers_sizes_and_units(student, np.random.default_rng(seed))
    named = [(hint, distance) for hint, distance in zip(hints, distances, strict=True) if " away from " in hint]
    assert len(named) == 8
    assert all(f"is {distance:.3g} away" in hint for hint, distance in named)


def test_the_term_that_stays_at_zero_hits_is_pointed_at_and_not_given() -> None:
    assert any("stays where p is 0 or 1" in message for message in counting.end_slips(0.3, 40, 1.96))
    assert not any("divided by 4" in message for message in counting.end_slips(0.3, 40, 1.96))


def rounded(losses, labels, error):  # type: ignore[no-untyped-def]
    """A wall from a rise of error on."""
    rise, _, claim = line_report(losses, labels, error)
    return rise, "wall" if rise >= error and rise > 0 else "connected", claim


def one_array(gradient, theta, eta, steps):  # type: ignore[no-untyped-def]
    return np.repeat(walk(gradient, theta, eta, steps)[-1:], steps + 1, axis=0)


def first_coordinate(gradient, theta, eta, minima, tol, steps):  # type: ignore[no-untyped-def]
    return int(np.argmin(np.abs(np.asarray(minima)[:, 0] - walk(gradient, theta, eta, steps)[-1][0])))


def none_stable(H, eta, tol):  # type: ignore[no-untyped-def]
    kind, dim = linear_stability(H, eta, tol)
    return kind, 0 if kind == "unstable" else dim


def by_zero(X):  # type: ignore[no-untyped-def]
    if not X.any():
        raise StudentError("ZeroDivisionError", kind="ZeroDivisionError")
    return safe_rate(X)


def other_parts(g, H, rho):  # type: ignore[no-untyped-def]
    return sam_sharpness_exact(np.linalg.eigh(H)[1] @ g, np.diag(np.linalg.eigvalsh(H)), rho)


@pytest.mark.parametrize(
    ("check", "answers", "told"),
    [
        (walking.test_path_of_gradient_descent, {"walk": one_array}, "All rows are the last point"),
        (walking.test_labels_of_wells, {"walk": walk, "basin_label": first_coordinate}, r"ends at \(-?1, -?1\)"),
        (lines.test_lines_without_a_wall, {"line_report": rounded}, "rise and error are equal here, to the last digit"),
        (stable.test_kinds_of_random_hessians, {"linear_stability": none_stable}, "whatever kind is"),
        (stable.test_safe_rate_of_other_shapes_and_units, {"safe_rate": by_zero}, r"^safe_rate of X = 0: .* Here L is 0\.$"),
        (sharp.test_positive_definite_hessians, {"sam_sharpness_exact": other_parts}, "which SAM's step"),
    ],
)
def test_a_slip_of_its_own_is_told_what_its_case_shows(check, answers, told: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(EndOfCheck, match=told):
        check(BareStudent(answers), np.random.default_rng(1))


def test_an_end_of_another_interval_is_told_both_sides_of_the_inequality_there() -> None:
    r, p, n, q = 0.1, 0.2, 50, 1.96
    told = counting.both_sides(r, p, n, q)
    assert f"the left side is 0.1, the right side {q * math.sqrt(r * (1 - r) / n):.6g}" in told
    assert "between 0 and 1" in counting.both_sides(-0.1, p, n, q)
    low, high = basin_fraction([1] * 10 + [0] * 40, 1)[1:]
    for end in (low, high):
        assert abs(p - end) == pytest.approx(q * math.sqrt(end * (1 - end) / n))


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (sp.Rational(6, 10), "It is the same for every eta; the step is not. Try it: one step from 1.001"),
        (sp.exp(-2 * symbolic.eta), "which is not right. Try it: one step from 1.001"),
        (1 - symbolic.eta, "differentiate x³ - x"),
    ],
)
def test_an_expression_that_no_slip_explains_is_told_how_to_try_it(value: sp.Expr, told: str) -> None:
    with pytest.raises(CheckFailed) as found:
        symbolic.test_multiplier_of_the_minima(BareStudent({"gd_map_multiplier": value}))
    assert told in str(found.value)
    assert "2 * eta" not in str(found.value)


def test_a_group_of_claims_is_told_where_to_look_and_no_claim() -> None:
    for group, name in (("e", "examples"), ("r", "recipes")):
        turned = {key: "cannot tell" if right != "cannot tell" else "true" for key, right in BOUNDARY.items()}
        with pytest.raises(CheckFailed, match=rf"three {name}, three are not judged right.*{judging.OTHERS[name]}") as found:
            judging.hold_group(BareStudent({"boundary": turned}), group, name)
        assert not [label for label in BOUNDARY if label in str(found.value).split()]
