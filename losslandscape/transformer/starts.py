"""How long training rests before the loss first falls, for starts of any size."""

from __future__ import annotations

import itertools

import numpy as np

from losslandscape.transformer.config import Config
from losslandscape.transformer.data import Batch, markov_task
from losslandscape.transformer.model import Transformer


def recall_task(*, vocabulary: int = 4, context: int = 3) -> Batch:
    """Return every sequence of that length once: each position but the first is to name the *first* token.

    What stands at a position itself says nothing; attention has to fetch what is asked. The loss starts near ln(vocabulary).
    """
    tokens = np.array(list(itertools.product(range(vocabulary), repeat=context)), dtype=np.int64)
    weights = np.ones(tokens.shape)
    weights[:, 0] = 0.0
    return Batch(tokens, np.repeat(tokens[:, :1], context, axis=1), weights)


def rest(model: Transformer, batch: Batch, scale: float, *, eta: float, level: float, limit: int = 5000, seed: int = 1) -> int:
    """Return the first step of gradient descent at which the loss is below `level`; `limit` if none of the first is.

    Args:
        scale: the start is `model.init(rng, scale=scale)`.
        eta: learning rate [θ²/f].
        level: of the loss [nats a token].
    """
    theta = model.init(np.random.default_rng(seed), scale=scale)
    for step in range(limit):
        loss, g = model.loss_and_gradient(theta, batch)
        if loss < level:
            return step
        theta = theta - eta * g
    return limit


def rests(name: str, scales: tuple[float, ...]) -> list[int]:
    """Return the steps of one of three trainings, for each size of the start.

    "P": the next token of a Markov chain, η = 0.5, until the loss is below 1.4. "Q": the recall task, η = 1, until 1.2.
    "R": the same with layer norm.
    """
    if name == "P":
        model = Transformer(Config(vocabulary=6, context=8, width=6, heads=1, key_width=3, value_width=3, hidden=8))
        batch = markov_task(np.random.default_rng(0), sequences=16, context=8, vocabulary=6)
        return [rest(model, batch, scale, eta=0.5, level=1.4) for scale in scales]
    config = Config(vocabulary=4, context=3, width=6, heads=1, key_width=3, value_width=3, hidden=4, layer_norm=name == "R")
    model = Transformer(config)
    return [rest(model, recall_task(), scale, eta=1.0, level=1.2) for scale in scales]
