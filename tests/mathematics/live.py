"""The tiny transformer that notebook 1.2 trains, and its path, made without the notebook."""

from __future__ import annotations

from functools import cache

import numpy as np

from losslandscape.transformer import Batch, Config, Transformer, logit_jacobian, markov_task
from solutions import Array

ETA = 0.5


def start() -> tuple[Transformer, Batch, Array]:
    """Return model, batch and starting point, as the set-up cells make them."""
    model = Transformer(Config(vocabulary=6, context=8, width=6, heads=1, key_width=3, value_width=3, hidden=8))
    batch = markov_task(np.random.default_rng(0), sequences=16, context=8, vocabulary=6)
    return model, batch, model.init(np.random.default_rng(1))


@cache
def path() -> Array:
    """Return the points of gradient descent from step 0 to step 160, shape (161, 288)."""
    model, batch, theta = start()
    points = [theta]
    for _ in range(160):
        points.append(points[-1] - ETA * model.gradient(points[-1], batch))
    return np.array(points)


@cache
def split(step: int) -> tuple[Array, Array]:
    """Return H and its Gauss-Newton part at a step, the latter as a covariance of the logits' gradients."""
    model, batch, _ = start()
    theta = path()[step]
    J, z = logit_jacobian(model, theta, batch.tokens)
    p = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    centred = np.sqrt(p)[:, :, None] * (J - np.einsum("nc,ncj->nj", p, J)[:, None, :])
    flat = centred.reshape(-1, model.size)
    return model.hessian(theta, batch), flat.T @ flat / len(J)
