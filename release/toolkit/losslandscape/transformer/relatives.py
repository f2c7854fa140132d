"""Four fine-tuned models of a tiny transformer, three of one checkpoint and a stranger, and what their averages are worth."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from losslandscape.transformer.config import Config
from losslandscape.transformer.data import Batch, markov_task
from losslandscape.transformer.model import Transformer, Vector
from losslandscape.transformer.symmetry import READS, WRITES
from losslandscape.transformer.training import train

PRETRAINED, FINE_TUNED, EARLIER = 300, 100, 90  # steps
STRETCH = 2.0  # the unit of length of the copy in the residual stream


@dataclass(frozen=True, eq=False)
class Relatives:
    """Models to average, and the text that judges them.

    Attributes:
        model: the architecture of all.
        validation: sequences that none was trained on.
        named: name -> θ, shape (n,): "checkpoint"; its fine-tunes "F0", "F1", "F2", which differ in their batches; "stranger",
            another seed, trained and fine-tuned likewise; "earlier", F2 ten steps before its end; "copy", which computes
            what F2 computes, with another unit of length in the residual stream.
    """

    model: Transformer
    validation: Batch
    named: dict[str, Vector]

    def loss(self, theta: Vector) -> float:
        """Return the validation loss [nats a token]."""
        return float(self.model.loss_and_gradient(np.array(theta, dtype=np.float64), self.validation)[0])

    def middle(self, first: str, second: str) -> tuple[float, float, float, float]:
        """Return losses of first, average and second, and the standard error of the better one's less the average's."""
        a, b = self.named[first], self.named[second]
        values = [self.loss(theta) for theta in (a, (a + b) / 2, b)]
        better = a if values[0] <= values[2] else b
        pieces = [self.validation.take(np.array([row])) for row in range(len(self.validation))]
        apart = [self._of(better, piece) - self._of((a + b) / 2, piece) for piece in pieces]
        return values[0], values[1], values[2], float(np.std(apart, ddof=1) / np.sqrt(len(apart)))

    def along(self, first: str, second: str, points: int = 11) -> Vector:
        """Return the validation loss at evenly spaced points of the straight line, shape (points,)."""
        a, b = self.named[first], self.named[second]
        return np.array([self.loss((1 - t) * a + t * b) for t in np.linspace(0.0, 1.0, points)])

    def _of(self, theta: Vector, piece: Batch) -> float:
        return float(self.model.loss_and_gradient(theta, piece)[0])


PAIRS = {"P": ("F0", "F1"), "Q": ("F0", "stranger"), "R": ("checkpoint", "F2"), "S": ("earlier", "F2"), "U": ("copy", "F2")}


@cache
def relatives() -> Relatives:
    """Train them: GD on 48 sequences of a Markov chain, then SGD with batches of 4."""
    model = Transformer(Config(vocabulary=6, context=8, width=6, heads=1, key_width=3, value_width=3, hidden=8))
    text = markov_task(np.random.default_rng(0), sequences=48, context=8, vocabulary=6)
    unseen = markov_task(np.random.default_rng(9), sequences=300, context=8, vocabulary=6)

    def fine_tuned(theta: Vector, seed: int, steps: int = FINE_TUNED) -> Vector:
        rng = np.random.default_rng(seed)
        return train(model, theta, text, steps=steps, learning_rate=1.0, method="sgd", batch_size=4, rng=rng).theta

    first, second = (
        train(model, model.init(np.random.default_rng(seed)), text, steps=PRETRAINED, learning_rate=1.0).theta
        for seed in (1, 2)
    )
    named = {"checkpoint": first} | {f"F{number}": fine_tuned(first, 10 + number) for number in range(3)}
    named |= {"stranger": fine_tuned(second, 20), "earlier": fine_tuned(first, 12, EARLIER), "copy": named["F2"].copy()}
    for names, factor in ((WRITES, STRETCH), (READS, 1 / STRETCH)):
        for name in names:
            model.views(named["copy"])[name][...] *= factor
    return Relatives(model, unseen, named)
