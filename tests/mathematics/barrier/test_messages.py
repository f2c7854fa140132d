"""The hints of section 2.5 say what is true of the answer that came, whatever the slip was."""

from __future__ import annotations

import numpy as np
import pytest
import sympy as sp

from grader_tests.barrier import test_align_units as align
from grader_tests.barrier import test_barrier_height as walls
from grader_tests.barrier import test_boundary as judging
from grader_tests.barrier import test_greedy_soup as soups
from grader_tests.barrier import test_kramers_times as waits
from grader_tests.barrier import test_relaxed as strings
from grader_tests.barrier import test_top_kind as tops
from grading.checks import CheckFailed
from grading.checks.outcomes import StudentError
from grading.engine.checker.bare import BareStudent
from solutions.barrier import align_units as rows
from solutions.barrier import greedy_soup as reference
from solutions.barrier.barrier_height import D, a, b, top
from solutions.barrier.boundary import BOUNDARY
from solutions.barrier.kramers_times import c, factors, kramers_times, s
from solutions.barrier.relaxed import relaxed
from solutions.barrier.top_kind import top_kind


@pytest.mark.parametrize("seed", range(5))
def test_a_cause_is_told_only_where_no_wrong_mean_gives_the_same_list(seed: int) -> None:
    models = soups.telling(np.random.default_rng(seed), 6, 2)
    right = reference.greedy_soup(soups.squared, models)
    others = soups.unnamed(soups.squared, models)
    assert right not in others
    named = soups.told(soups.squared, models)
    assert len(named) == len(soups.slips_of(soups.squared, models))
    assert not [said for said, one in named.items() if said.startswith(soups.CAUSES) and one in others]


def test_a_list_is_told_where_it_leaves_the_right_one() -> None:
    square = np.array([[1.0, 0.0], [0.0, 1.0], [-1.0, 0.0], [0.0, -1.0]])  # all join, in this order
    for got, said in (
        ([3, 2, 1, 0], "The two losses are equal here. Then the lower index comes first."),
        ([0, 1, 2], "right up to [0, 1, 2]; then another one has its turn, and joins."),
        ([0, 1, 3, 2], "right up to [0, 1]; then another one has its turn"),
        ([], "The list is empty"),
        ([0, 0, 1], "each once at most"),
        ([0.0, 4.0], "indices of models"),
    ):
        assert said in soups.noticed(soups.squared, square, got)
    same = np.repeat(square[:1], 2, axis=0)
    assert "does not lower the loss of the mean. The two losses are equal here." in soups.noticed(soups.squared, same, [0, 1])


def test_rows_are_told_what_is_true_of_them() -> None:
    rng = np.random.default_rng(0)
    A, B = align.long_and_short(rng, 1)
    right = rows.align_units(A, B, True)
    products = (A * right).sum(axis=1)
    assert (products > 0).all()
    assert products.max() > 1e5 * products.min()
    turned = right * [[1.0], [1.0], [-1.0]]
    assert "a sign is not" in align.noticed(A, B, True, right, turned)
    assert "signs = False" in align.noticed(A, B, False, rows.align_units(A, B, False), -B)
    assert "stands here twice" in align.noticed(A, B, True, right, right[[0, 0, 1]])
    assert "Not every row" in align.noticed(A, B, True, right, A)
    assert "another order has a smaller one" in align.noticed(A, B, True, right, right[[1, 0, 2]])


def test_the_end_that_was_subtracted_is_named_as_it_lies() -> None:
    def over_the_first(at: np.ndarray, losses: np.ndarray) -> tuple[float, float]:
        return float(losses.max() - losses[0]), float(losses.max() - losses[0])

    with pytest.raises(CheckFailed, match="that of the lower end, the first here"):
        walls.test_walls_on_even_positions(BareStudent({"barrier_height": over_the_first}), np.random.default_rng(0))


def test_a_path_is_told_what_is_true_of_it() -> None:
    path = strings.wandering(np.random.default_rng(2), 6, 2)
    slope = np.diag([1.0, -0.4]).__matmul__
    right = relaxed(slope, path, 0.2, 4)
    for rows_, said in (
        (right + 0.1 * (np.arange(6) == 5)[:, None], "The last point has moved"),
        (relaxed(slope, path, 0.2, 3), "the path after 3 rounds, not after 4"),
        (path, "the path after 0 rounds"),
        (strings.unspaced(slope, path, 0.2, 4), "not spaced evenly: evenly(path) moves one of them by"),
        (relaxed(slope, path, 0.1, 4), "Look at the slide"),
        (right * (1 + 1e-7), "Only digits are missing"),
        (np.full_like(right, np.nan), "NaN"),
    ):
        assert said in strings.noticed(slope, path, 0.2, 4, rows_, right)
    assert strings.noticed(slope, path, 0.2, 0, relaxed(slope, path, 0.0, 1), path) == ""


def test_a_time_is_taken_apart_into_its_exponential_and_what_stands_before() -> None:
    values, curvatures, T = (0.5, 2.0, -0.5), (2.0, -0.5, 4.0), 0.5
    right = np.array(kramers_times(values, curvatures, T))
    told = waits.taken_apart(right * [1.0, 2.0], right, values, T)
    assert told.startswith(f"From the right exp(rise/T) is {np.exp(5.0):.6g}")
    assert f"your time is {2 * 2 * np.pi / np.sqrt(2):.6g} times that" in told
    assert waits.taken_apart(right, right, values, T) == ""


@pytest.mark.parametrize(
    ("check", "answer", "told"),
    [
        (walls.test_bound_by_the_curvature, {"bound": top * D / 4}, "the curvature -2, the length 4 and the height 4"),
        (walls.test_top_of_the_straight_line, {"wall_top": (a - b) ** 4 / (32 * b)}, "the middle of the line at these numbers"),
        (waits.test_factor_of_the_curvature, {"factors": {**factors(), "lambda_max": s**2 * c}}, "differentiated twice"),
        (waits.test_factors_of_the_rates, {"factors": {**factors(), "eta": 1 / (s * c**2)}}, "the other way round"),
        (waits.test_factors_of_the_rates, {"factors": {**factors(), "adam": sp.sqrt(c)}}, "in the unit of θ"),
    ],
)
def test_an_expression_that_no_slip_explains_is_told_how_to_try_it(check, answer, told: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(CheckFailed, match=told):
        check(BareStudent(answer))


def test_the_example_of_the_bound_fits_the_bound() -> None:
    assert (top * D**2 / 8).subs({top: 2, D: 4}) == 4  # 4 - x² between -2 and 2


def test_an_error_names_its_call_and_the_input() -> None:
    def of_two(g, H, tangent, eps, zero):  # type: ignore[no-untyped-def]
        if len(g) == 1:
            raise StudentError("IndexError", kind="IndexError")
        return top_kind(g, H, tangent, eps, zero)

    with pytest.raises(StudentError, match=r"^top_kind with d = 1: IndexError Here ‖g‖ = .* eigenvalues -?\d"):
        tops.test_one_parameter_and_other_units(BareStudent({"top_kind": of_two}), np.random.default_rng(0))


def test_a_chord_that_goes_up_where_it_falls_is_told_so() -> None:
    def climbing(at: np.ndarray, losses: np.ndarray) -> tuple[float, float]:
        chord = losses[0] + abs(losses[-1] - losses[0]) * at
        return float((losses - chord).max()), float(losses.max() - losses[0])

    with pytest.raises(CheckFailed, match="The chord goes down here"):
        walls.test_walls_on_even_positions(BareStudent({"barrier_height": climbing}), np.random.default_rng(0))


def test_three_rows_change_places_in_a_circle() -> None:
    A, B = align.against_swaps(np.random.default_rng(0))
    gain = A @ B.T
    for i, j in ((0, 1), (0, 2), (1, 2)):
        assert gain[i, j] + gain[j, i] < gain[i, i] + gain[j, j]
    assert np.allclose(rows.align_units(A, B, False), B[[1, 2, 0]])


def test_a_group_of_claims_is_told_where_to_look_and_no_claim() -> None:
    turned = {key: "cannot tell" if right != "cannot tell" else "true" for key, right in BOUNDARY.items()}
    for group, name in (("e", "examples"), ("m", "measurements"), ("r", "recipes")):
        with pytest.raises(CheckFailed, match=rf"two {name}, neither is judged right.*{judging.OTHERS[name]}") as found:
            judging.hold_group(BareStudent({"boundary": turned}), group, name)
        assert not [label for label in BOUNDARY if label in str(found.value).split()]
