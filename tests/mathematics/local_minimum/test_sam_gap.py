"""What section 2.2 states around the task `sam_gap`, by another way than the notebook and the reference took."""

from __future__ import annotations

import math

import numpy as np
import pytest

from solutions.local_minimum import sam_gap
from tests.mathematics.valley import bowl, said, slope, value

START = np.array([3.0, 0.4])


def kept(p: np.ndarray) -> float:
    """u² - v²."""
    return float(p[0] ** 2 - p[1] ** 2)


def test_three_rates_stay_are_thrown_and_leave() -> None:
    ends, tops = {}, {}
    for eta, steps in ((0.2, 60), (0.4, 60), (0.7, 5)):
        p, losses = START, [value(START)]
        for _ in range(steps):
            p = p - eta * slope(p)
            losses.append(value(p))
        ends[eta], tops[eta] = p, max(losses)
    assert value(START) == pytest.approx(0.02)
    assert tops[0.2] == losses[0]
    assert float(np.linalg.eigvalsh(bowl(ends[0.2]))[-1]) == pytest.approx(9.023, abs=1e-3)
    assert float(np.linalg.eigvalsh(bowl(ends[0.4]))[-1]) == pytest.approx(2.005, abs=1e-3)
    assert np.all(ends[0.4] < 0)
    assert tops[0.4] == pytest.approx(5.0, abs=0.01)
    assert tops[0.4] / value(START) == pytest.approx(250, abs=1)
    assert np.linalg.norm(ends[0.7]) > 1e6
    assert float(np.linalg.eigvalsh(bowl(np.array([3, 1 / 3])))[-1]) == pytest.approx(9.1, abs=0.02)
    assert [round(2 / eta, 2) for eta in (0.2, 0.4, 0.7)] == [10, 5, 2.86]
    said(
        "it ends in a **flatter** minimum",
        "250 times its first loss",
        "up to a loss of 5",
        "It lands at 2.005",
        "below 10, 5 and 2.86",
        "where $f = 0.02$",
    )


def test_a_catapult_from_another_start_lands_elsewhere() -> None:
    p = np.array([3.0, 0.42])
    for _ in range(400):
        p = p - 0.4 * slope(p)
    assert value(p) < 1e-12
    assert float(np.linalg.eigvalsh(bowl(p))[-1]) == pytest.approx(4.07, abs=5e-3)
    said("from $(3, 0.42)$ it would be 4.07")


def test_the_two_parts_against_the_exact_gap() -> None:
    p, rho = np.array([3.0, 0.34]), 0.05
    angles = np.linspace(0, 2 * math.pi, 20_001)
    around = p + rho * np.column_stack([np.cos(angles), np.sin(angles)])
    exact = float(np.max((around[:, 0] * around[:, 1] - 1) ** 2 / 2)) - value(p)
    first, second = sam_gap.sam_gap(slope(p), bowl(p), rho)
    assert round(exact, 4) == 0.0145
    assert [round(first, 4), round(second, 4)] == [0.003, 0.0114]
    assert first + second == pytest.approx(exact, rel=0.01)
    said("exact gap 0.0145")


@pytest.mark.parametrize("start", [(3.0, 0.34), (1.5, 0.7)])
def test_l2_and_sam_slide_along_the_valley_at_the_rates_that_are_said(start: tuple[float, float]) -> None:
    eta, rho, steps = 0.002, 0.05, 2000
    for options, rate in (({"omega": rho**2}, 2 * eta * rho**2), ({"rho": rho}, 2 * eta * rho**2), ({}, 0.0)):
        path = sam_gap.descend(slope, np.array(start), eta, steps, **options)
        measured = 1 - (kept(path[-1]) / kept(path[0])) ** (1 / steps)
        assert measured == pytest.approx(rate, rel=0.06, abs=1e-7)


def test_wider_jumps_make_sam_faster_than_l2_in_the_picture() -> None:
    sam = sam_gap.descend(slope, START, 0.1, 200, rho=0.1)
    l2 = sam_gap.descend(slope, START, 0.1, 200, omega=0.01)
    assert kept(sam[-1]) < kept(l2[-1]) < kept(l2[0])
    assert 0.1 * float(np.linalg.eigvalsh(bowl(START))[-1]) == pytest.approx(0.9, abs=0.05)
    ends = [sam_gap.descend(slope, START, 0.1, 1000, **option)[-1] for option in ({}, {"omega": 0.01}, {"rho": 0.1})]
    heights = [float(p @ p) for p in ends]
    assert heights[0] > 9
    assert heights[2] < heights[1] < 2.4
    assert [round(float(p.prod()), 2) for p in ends] == [1.0, 0.99, 1.02]
