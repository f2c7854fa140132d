"""The counts that section 2.3 takes from walks: chains, two saddles in the plane, landings that are left with a kick."""

from __future__ import annotations

import math

import numpy as np
import pytest

from losslandscape.objectives import Chain, landing, staircase
from losslandscape.plots.staircases import HOOK, descended
from solutions.saddle_point.perturbed_gd import perturbed_gd
from tests.mathematics.stairs import said


def counted(depth: int, start: float, steps: int) -> int:
    """Steps until the product of a chain is one half; each weight is the same, so that one number is walked."""
    weight = start
    for step in range(steps):
        if weight**depth >= 0.5:
            return step
        weight -= 0.1 * (weight**depth - 1) * weight ** (depth - 1)
    raise AssertionError("not reached")


def test_the_chains_take_the_steps_that_the_text_tells() -> None:
    assert [counted(2, start, 200) for start in (0.1, 0.01, 0.001)] == [24, 48, 72]
    assert [counted(3, start, 11_000) for start in (0.1, 0.01, 0.001)] == [94, 996, 9998]
    said("24 steps from $s = 0.1$ and 48 from 0.01", "takes 94 from 0.1", "hundred times smaller, a hundred times longer")
    walked = perturbed_gd(Chain(3).gradient, np.full(3, 0.1), 0.1, 120)
    assert int(np.argmax(walked.prod(axis=1) >= 0.5)) == 94


def test_the_same_kick_leaves_one_saddle_soon_and_the_other_late() -> None:
    kicks = [np.array([0.008, 0.006]), np.array([0.006, -0.008])]
    ahead = [math.log(math.sqrt(2) / abs(kick.sum())) / math.log(1.1) for kick in kicks]
    assert ahead == pytest.approx([48.4, 68.8], abs=0.05)
    slopes = (
        lambda q: (q[0] * q[1] - 1) * q[::-1],
        lambda q: (q[0] * q[1] ** 2 - 1) * np.array([q[1] ** 2, 2 * q[0] * q[1]]),
    )
    found = []
    for slope, steps in zip(slopes, (130, 1000), strict=True):
        for kick in kicks:
            walked = perturbed_gd(slope, np.zeros(2), 0.1, steps, lambda kick=kick: kick, eps=1e-12)[1:]
            found.append(int(np.argmax(np.linalg.norm(walked, axis=1) >= 1)))
    assert found == [52, 72, 918, 865]
    said("is 48.4 for one and 68.8 for the other, a few steps too few", "kicks of length 0.01")


def test_each_landing_is_left_in_the_first_step_after_the_predicted_time() -> None:
    net, eta = staircase(2), 0.05
    for modes, (strength, known) in enumerate([(4, 43.2), (2, 85.7), (1, 160.1)]):
        start, jolt = landing(net, modes), np.random.default_rng(5).standard_normal(net.size)
        jolt *= 1e-4 / np.linalg.norm(jolt)
        values, Q = np.linalg.eigh(net.hessian(start))
        out = Q[:, values < values[0] + 1e-6]
        assert out.shape[1] == 5 - modes
        ahead = math.log(0.1 / np.linalg.norm(jolt @ out)) / math.log(1 + eta * strength)
        assert ahead == pytest.approx(known, abs=0.05)
        walked = perturbed_gd(net.gradient, start, eta, 200, lambda jolt=jolt: jolt, eps=1e-12)[1:]
        away = np.linalg.norm((walked - start) @ out, axis=1) >= 0.1
        assert np.argmax(away) == math.ceil(ahead)


def test_the_first_landing_of_three_matrices_is_not_left() -> None:
    net, jolt = staircase(3), np.random.default_rng(5).standard_normal(65)
    jolt *= 1e-4 / np.linalg.norm(jolt)
    walked = perturbed_gd(net.gradient, landing(net, 0), 0.05, 2000, lambda: jolt, eps=1e-12)
    assert np.linalg.norm(walked[-1]) < 2e-4


def test_the_hook_has_stairs_at_the_same_heights() -> None:
    for depth, (rate, scale, steps) in HOOK.items():
        losses = descended(staircase(depth), rate, scale, steps)
        assert losses[0] == pytest.approx(10.5, abs=0.02)
        assert losses[-1] < 0.01
        for height in (2.5, 0.5):
            assert np.sum(np.abs(losses - height) < 0.1) > 8  # it rests there
