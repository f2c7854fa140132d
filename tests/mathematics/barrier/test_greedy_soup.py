"""What section 2.5 says of averages of tiny transformers."""

from __future__ import annotations

import numpy as np
import pytest

from losslandscape.transformer.relatives import PAIRS, relatives
from solutions.barrier.barrier_height import barrier_height
from solutions.barrier.greedy_soup import MEASURED, decisions, greedy_soup
from tests.mathematics.walls import said


@pytest.mark.parametrize("name", list(PAIRS))
def test_each_pair_of_the_table_is_measured_again(name: str) -> None:
    first, average, second, error = relatives().middle(*PAIRS[name])
    assert (round(first, 4), round(average, 4), round(second, 4)) == MEASURED[name]
    losses = relatives().along(*PAIRS[name], points=21)
    height = barrier_height(np.linspace(0, 1, 21), losses)[0]
    said(f"| {name} | {first:.4f} | {average:.4f} | {second:.4f} | {height:.3f} |")
    gain, action = decisions()[name]
    assert action == ("average" if gain > 0 else "keep")
    assert abs(gain) > 3 * error  # no action hangs on the choice of the 300 sequences


def test_three_fine_tunes_join_and_the_second_best_model_does_not() -> None:
    family = relatives()
    names = ["F0", "F1", "F2", "stranger"]
    models = np.array([family.named[name] for name in names])
    losses = [family.loss(model) for model in models]
    assert sorted(range(4), key=lambda index: losses[index])[1] == 3
    assert greedy_soup(family.loss, models) == [2, 0, 1]
    assert family.loss(family.named["copy"]) == pytest.approx(family.loss(family.named["F2"]), rel=1e-12)
    said("The stranger, the second best of the four, does not join")
