"""The tiny transformer that notebook 1.4 lets learn three sequences by heart, made without the notebook and without `train`."""

from __future__ import annotations

from functools import cache

import numpy as np

from losslandscape.transformer import Batch, Config, Transformer, markov_task
from solutions import Array

STEPS = 1500


def start() -> tuple[Transformer, Batch, Array]:
    """Return model, batch and starting point, as the set-up cells make them."""
    model = Transformer(Config(vocabulary=6, context=8, width=6, heads=1, key_width=3, value_width=3, hidden=8))
    batch = markov_task(np.random.default_rng(3), sequences=3, context=8, vocabulary=6)
    return model, batch, model.init(np.random.default_rng(1))


@cache
def path() -> tuple[Array, Array, Array]:
    """Return flow times (1501,), points (1501, 288) and gradient norms (1501,) of the run."""
    model, batch, theta = start()
    times, points, norms = [0.0], [theta], []
    for step in range(STEPS + 1):
        gradient = model.gradient(points[-1], batch)
        norms.append(float(np.linalg.norm(gradient)))
        if step < STEPS:
            eta = 0.3 if step < 300 else 2.0
            points.append(points[-1] - eta * gradient)
            times.append(times[-1] + eta)
    return np.array(times), np.array(points), np.array(norms)


@cache
def eigenvalues(step: int) -> Array:
    """Return the spectrum of the Hessian at a step, shape (288,)."""
    model, batch, _ = start()
    return np.asarray(np.linalg.eigvalsh(model.hessian(path()[1][step], batch)))
