"""What section 2.2 states around the task `checkpoint_report`, by another way than the notebook and the reference took."""

from __future__ import annotations

import numpy as np
import pytest

from losslandscape.transformer import checkpoints, training
from solutions.local_minimum import checkpoint_report as reference
from solutions.local_minimum import sam_gap
from tests.mathematics.valley import said

FOUND = checkpoints.checkpoints()


def test_the_four_decisions_are_all_different_and_far_from_their_thresholds() -> None:
    assert reference.decisions() == {"A": "done", "B": "lower eta", "C": "go on", "D": "undecided"}
    model, batch, star = checkpoints.fine_tuning()
    assert [FOUND[name].tangents.shape[1] for name in "ABCD"] == [32, 32, 32, 4]
    assert model.size == 124
    assert model.loss(FOUND["B"].theta, batch) == pytest.approx(model.loss(star, batch), rel=1e-13)
    for name in "AB":
        one = FOUND[name]
        report = reference.checkpoint_report(one.g, one.H, one.tangents, one.eta, 1e-9, 1e-9)
        assert report.lowest > 1e-7
        assert np.abs(one.H @ one.tangents).max() < 1e-12
        assert int(np.sum(np.abs(np.linalg.eigvalsh(one.H)) < 1e-9)) == 32  # nothing is left over
        assert np.linalg.norm(one.g) < 1e-12
    assert np.linalg.norm(FOUND["C"].g) > 1e-3
    said("124 parameters", "all 32 known symmetries", "the attention head alone, 4", r"$\eta = 0.25$")


def test_from_b_descent_is_thrown_out_and_settles_just_below_the_edge() -> None:
    model, batch, star = checkpoints.fine_tuning()
    least, last = model.loss(star, batch), {}
    for name in "AB":
        start = FOUND[name].theta + 1e-3 * np.random.default_rng(0).standard_normal(model.size)
        path = sam_gap.descend(lambda theta: model.gradient(theta, batch), start, 0.25, 400)
        highest = max(model.loss(theta, batch) for theta in path[:40]) - least
        assert highest < 1e-5 if name == "A" else highest > 0.05
        last[name] = 0.125 * training.lambda_max(model, path[-1], batch, np.random.default_rng(0))[0]
        if name == "B":
            assert model.loss(path[-1], batch) - least > 1e-4
    assert last["A"] == pytest.approx(0.636, abs=2e-3)
    assert 0.9 < last["B"] < 1
