"""The training run that notebook 1.4 shares with whoever calls for it."""

from __future__ import annotations

import numpy as np
import pytest

from losslandscape.transformer import learn_by_heart
from tests.mathematics import memory


def test_it_is_plain_descent_with_the_two_rates_it_states() -> None:
    model, batch, start, log = learn_by_heart()
    times, points, norms = memory.path()
    assert np.array_equal(start, points[0])
    assert np.allclose(log.gradient_norm, norms[: memory.STEPS], rtol=1e-9)
    assert np.allclose(log.theta, points[-1], rtol=0, atol=1e-9)
    assert np.allclose(np.cumsum(log.learning_rate), times[1:])
    assert log.loss[-1] == pytest.approx(model.loss(points[-2], batch))


def test_it_trains_once_and_what_it_shares_cannot_be_written_to() -> None:
    first, second = learn_by_heart(), learn_by_heart()
    assert all(one is other for one, other in zip(first, second, strict=True))
    _, _, start, log = first
    for array in (start, log.theta, log.gradient_norm, log.learning_rate, log.step):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1
