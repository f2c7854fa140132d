"""A training run of the tiny transformer that notebooks share: three sequences, learnt by heart."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from losslandscape.transformer.config import Config
from losslandscape.transformer.data import Batch, markov_task
from losslandscape.transformer.model import Transformer
from losslandscape.transformer.training import TrainLog, train

STEPS = 1500
SLOW, FAST, FASTER_FROM = 0.3, 2.0, 300  # η and the step from which it is larger; unit [θ²/f]


@cache
def learn_by_heart() -> tuple[Transformer, Batch, NDArray[np.float64], TrainLog]:
    """Train a transformer of 288 parameters on three sequences of a Markov chain: full-batch GD, 1,500 steps.

    η is 0.3 for the steps 0 to 299 and 2 from then on. Trained once in a process; a second call returns the same objects.

    Returns:
        The model, the batch, the starting point of shape (288,), and the log, whose entry t belongs to θ_t. The arrays of the
        starting point and of the log are read-only.
    """
    model = Transformer(Config(vocabulary=6, context=8, width=6, heads=1, key_width=3, value_width=3, hidden=8))
    batch = markov_task(np.random.default_rng(3), sequences=3, context=8, vocabulary=6)
    start = model.init(np.random.default_rng(1))
    log = train(model, start, batch, steps=STEPS, learning_rate=lambda step: SLOW if step < FASTER_FROM else FAST)
    for array in (start, *(value for value in vars(log).values() if isinstance(value, np.ndarray))):
        array.flags.writeable = False
    return model, batch, start, log
