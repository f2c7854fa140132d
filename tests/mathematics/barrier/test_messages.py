"""The hints of section 2.5 say what is true of the answer that came, whatever the slip was."""

from __future__ import annotations

import numpy as np
import pytest

from grader_tests.barrier import test_align_units as align
from grader_tests.barrier import test_barrier_height as walls
from grader_tests.barrier import test_greedy_soup as soups
from grading.checks import CheckFailed
from grading.engine.checker.bare import BareStudent
from solutions.barrier import align_units as rows
from solutions.barrier import greedy_soup as reference


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
