"""Four fine-tuned checkpoints of a tiny transformer, measured: gradient, Hessian, tangents of the symmetries that are known."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from losslandscape.transformer import symmetry
from losslandscape.transformer.config import Config
from losslandscape.transformer.data import Batch
from losslandscape.transformer.model import Transformer, Vector

ETA = 0.25  # [θ²/f], the learning rate that is to be used from each checkpoint on
STRETCH = 2.0  # by which checkpoint B has another unit of length in the residual stream
EARLY = 60  # steps after which checkpoint C was taken
STEP = 1e-20  # imaginary step along a symmetry


@dataclass(frozen=True, eq=False)
class Checkpoint:
    """What was measured at one checkpoint; n parameters, k directions of known symmetries.

    Attributes:
        theta: shape (n,), unit [θ].
        g: gradient of the fine-tuning loss on all its data, shape (n,), unit [f/θ].
        H: its Hessian, shape (n, n), unit [f/θ²], exact to about 1e-12.
        tangents: orthonormal basis of the tangents of the known symmetries, one a column, shape (n, k).
        eta: learning rate with which gradient descent is to go on, unit [θ²/f].
    """

    theta: Vector
    g: Vector
    H: NDArray[np.float64]
    tangents: NDArray[np.float64]
    eta: float


def fine_tuning() -> tuple[Transformer, Batch, Vector]:
    """Return a model of 124 parameters, the data of its fine-tuning, and the θ* to which it leads.

    The targets are the predictions that the model at θ* makes itself, as in distillation: the gradient at θ* is exactly 0.
    """
    model = Transformer(Config(vocabulary=5, context=5, width=4, heads=1, key_width=2, value_width=2, hidden=4))
    star = model.init(np.random.default_rng(1), scale=1.5)
    return model, symmetry.own_predictions(model, star, np.random.default_rng(3), sequences=8), star


def checkpoints() -> dict[str, Checkpoint]:
    """Return the checkpoints "A" to "D"; their arrays are read-only.

    A is θ*. B computes the same function: all that writes into the residual stream is twice as large, all that reads it half
    as large. C was taken on the way to θ*, after 60 steps. D is θ* again, with the symmetry of (W_Q, W_K)
    alone as the one that is known.
    """
    return dict(_made())


@cache
def _made() -> dict[str, Checkpoint]:
    model, batch, star = fine_tuning()
    stretched = star.copy()
    for names, factor in ((symmetry.WRITES, STRETCH), (symmetry.READS, 1 / STRETCH)):
        for name in names:
            model.views(stretched)[name][...] *= factor
    early = star + 0.05 * np.random.default_rng(0).standard_normal(model.size)
    for _ in range(EARLY):
        early = early - ETA * model.gradient(early, batch)
    found = {name: _measured(model, batch, theta) for name, theta in (("A", star), ("B", stretched), ("C", early))}
    found["D"] = Checkpoint(star, found["A"].g, found["A"].H, _basis(head_tangents(model, star)), ETA)
    for one in found.values():
        for array in (one.theta, one.g, one.H, one.tangents):
            array.setflags(write=False)
    return found


def head_tangents(model: Transformer, theta: Vector) -> NDArray[np.float64]:
    """Return the velocities of θ under W_Q M and W_K M⁻ᵀ of the first head, one a row, by the complex step in M at I."""
    p, rows = model.views(theta), []
    width = model.config.key_width
    for place in range(width**2):
        M = np.eye(width, dtype=complex)
        M.flat[place] += 1j * STEP
        row = np.zeros(model.size)
        for name, factor in ((symmetry.QUERY, M), (symmetry.KEY, np.linalg.inv(M).T)):
            model.views(row)[name][...] = (p[name] @ factor).imag / STEP
        rows.append(row)
    return np.array(rows)


def _measured(model: Transformer, batch: Batch, theta: Vector) -> Checkpoint:
    rows = np.vstack([head_tangents(model, theta), symmetry.other_tangents(model, theta)])
    return Checkpoint(theta, model.gradient(theta, batch), model.hessian(theta, batch), _basis(rows), ETA)


def _basis(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return an orthonormal basis of the span of the rows, one vector a column."""
    _, sizes, vectors = np.linalg.svd(rows, full_matrices=False)
    return np.asarray(vectors[sizes > 1e-10 * sizes[0]].T)
