"""What section 2.5 says of copies of networks."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest

from losslandscape.objectives import two_trainings
from losslandscape.paths import position, straight
from solutions.barrier.align_units import align_units
from solutions.barrier.barrier_height import barrier_height
from solutions.barrier.relaxed import relaxed
from tests.mathematics.walls import said


def test_the_wall_sinks_with_signs_and_not_with_the_permutation_alone() -> None:
    model, first, second = two_trainings()
    assert [round(model.value(theta), 3) for theta in (first, second)] == [0.142, 0.126]
    A, B = model.units(first), model.units(second)
    ends = [second, align_units(A, B, False).ravel(), align_units(A, B, True).ravel()]
    for end in ends:
        assert model.value(end) == pytest.approx(model.value(second), rel=1e-12)
    paths = [straight(first, end, 25) for end in ends]
    paths.append(relaxed(model.gradient, paths[-1], 0.5, 100))
    heights = [barrier_height(position(path), np.array([model.value(p) for p in path]))[0] for path in paths]
    assert [round(one, 2) for one in heights] == [1.0, 1.19, 0.22, 0.01]
    assert heights[3] == pytest.approx(0.012, abs=5e-4)
    assert math.factorial(6) * 2**6 == 46_080
    apart = [float(np.linalg.norm(end - first)) for end in ends]
    assert apart[0] > apart[1] > apart[2]
    said("wall of 1.00", "losses 0.142 and 0.126", "46{,}080", "the string ends at 0.012", "nearly four fifths")


def test_the_assignment_is_the_best_of_all_permutations_and_signs() -> None:
    rng = np.random.default_rng(0)
    for _ in range(5):
        A, B = rng.standard_normal((2, 5, 3))
        for signs in (False, True):
            best = math.inf
            for order in itertools.permutations(range(5)):
                rows = B[list(order)]
                turned = rows * np.where((A * rows).sum(axis=1) < 0, -1, 1)[:, None] if signs else rows
                best = min(best, float(((A - turned) ** 2).sum()))
            assert ((A - align_units(A, B, signs)) ** 2).sum() == pytest.approx(best)
