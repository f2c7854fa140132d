"""The five lines of 2.4: what they are made of, and that descent from their ends goes where their labels say."""

from __future__ import annotations

import numpy as np
import pytest

from losslandscape.runs import load
from losslandscape.runs.lines import MADE, SIDE, VALLEY, lines
from solutions.basin_of_attraction.basin_label import basin_label
from solutions.basin_of_attraction.line_report import decisions
from tests.mathematics.basins import said

MINIMA = {
    "B": (np.array([[1.0], [-1.0]]), 0.5, 200),
    "D": (np.array([[SIDE, SIDE], [-SIDE, -SIDE]]), 0.05, 12_000),
    "E": (np.array([[1.0], [-1.0]]), 0.5, 200),
}


@pytest.mark.parametrize("name", MADE)
def test_descent_from_the_ends_goes_where_the_labels_say(name: str) -> None:
    f, one, other, labels = MADE[name]
    minima, rate, steps = MINIMA[name]
    found = tuple(basin_label(f.gradient, np.array(end), rate, minima, 1e-3, steps) for end in (one, other))
    assert found == labels == lines()[name].labels
    assert max(np.linalg.norm(f.gradient(minimum)) for minimum in minima) < 1e-12


def test_the_recorded_lines_have_no_labels() -> None:
    run, found = load("connectivity"), lines()
    for name, pair in (("A", "seeds"), ("C", "fine_tunes")):
        np.testing.assert_array_equal(found[name].losses, run.validation_loss[run.pairs.index(pair)])
        assert found[name].labels is None
    assert {one.error for one in found.values()} == {0.005}


def test_two_of_the_five_refute_the_sentence() -> None:
    assert decisions() == {
        "A": ("wall", "open"),
        "B": ("connected", "fails"),
        "C": ("connected", "open"),
        "D": ("wall", "fails"),
        "E": ("wall", "holds"),
    }


def test_the_numbers_that_the_text_reads_from_the_lines() -> None:
    losses = {name: one.losses for name, one in lines().items()}
    assert losses["D"].max() - max(losses["D"][[0, -1]]) == pytest.approx(0.41, abs=0.005)
    falls = losses["C"]
    assert min(falls[[0, -1]]) - falls[12] == pytest.approx(0.014, abs=5e-4)
    assert falls[1] < falls[0]
    assert falls[-2] < falls[-1]
    assert VALLEY.decay == 0.01
    said("starts at 1.70 and 1.76", "over a wall of 0.41", "falls from both ends", "0.014 below the lower end")


def test_the_networks_have_the_parameters_of_the_text() -> None:
    assert load("connectivity").about["parameters"] == 114_432
    said("a transformer with 114,432 parameters")
