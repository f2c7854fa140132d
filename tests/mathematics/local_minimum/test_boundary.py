"""What section 2.2 states around the task `boundary`, by another way than the notebook and the reference took."""

from __future__ import annotations

import numpy as np
import pytest

from solutions.local_minimum import boundary as reference
from tests.mathematics.valley import value


def answers(group: str) -> list[str]:
    return [reference.BOUNDARY[f"{group}{number}"] for number in (1, 2)]


def test_boundary_measurements() -> None:
    for other in (0.0, 1.0):  # m1: ½x² on one minibatch, ½x² + other x on the only other one
        mean = [(x * x + (x * x + 2 * other * x)) / 4 for x in (-0.01, 0.0, 0.01)]
        assert (mean[1] == min(mean)) == (other == 0.0)
    assert value(np.array([2, 0.5])) == value(np.array([2.01, 1 / 2.01])) == 0  # m2
    assert answers("m") == ["cannot tell", "false"]


def test_boundary_recipes() -> None:
    sharpness, ratio = 5.0, 2.0  # r1: the preconditioner decides, of which nothing is written
    for root_v, thrown in ((10.0, False), (0.01, True)):
        assert (sharpness / root_v > (2 + 2 * 0.9) / (1 - 0.9) * 1.0) == thrown
    assert sharpness > ratio
    x = np.linspace(-2, 2, 400)  # r2: λ(x + ρ sign x) has the sign of x
    assert np.all((x + 0.3 * np.sign(x)) * x > 0)
    assert answers("r") == ["cannot tell", "false"]


@pytest.mark.parametrize("answer", ["true", "false", "cannot tell"])
def test_one_word_everywhere_wins_no_group(answer: str) -> None:
    assert all(set(answers(group)) != {answer} for group in "mr")
