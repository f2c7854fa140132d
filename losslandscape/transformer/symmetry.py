"""Symmetries of the transformer without layer norm: actions to try, tangents, and a critical point that is exact."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from losslandscape.transformer.data import Batch
from losslandscape.transformer.model import Transformer, Vector

Action = Callable[[Vector], Vector]
Velocity = Callable[[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]], Any]
QUERY, KEY, VALUE, OUT = (f"block0.head0.W_{name}" for name in "QKVO")
READS = (QUERY, KEY, VALUE, "block0.W_1", "unembedding")  # x W: from the residual stream
WRITES = ("embedding", "position", OUT, "block0.W_2")  # into it


def own_predictions(model: Transformer, theta: Vector, rng: np.random.Generator, *, sequences: int) -> Batch:
    """Return random sequences whose next token is drawn from the model itself: at θ the gradient is exactly zero.

    Each sequence is there once for each token v of the vocabulary, as the target of all positions, with the weight that the
    model at θ gives to v there. The loss is then an expected cross-entropy, and least at θ.
    """
    V, T = model.config.vocabulary, model.config.context
    tokens = rng.integers(0, V, (sequences, T))
    z = model.logits(theta, tokens)
    p = np.exp(z - z.max(axis=2, keepdims=True))
    p /= p.sum(axis=2, keepdims=True)
    targets = np.tile(np.arange(V)[:, None], (sequences, T))
    return Batch(np.repeat(tokens, V, axis=0), targets, np.moveaxis(p, 2, 1).reshape(-1, T))


def actions(model: Transformer, rng: np.random.Generator) -> dict[str, Action]:
    """Return five changes of θ by name, of which three are symmetries of every loss of the model."""
    config = model.config
    M = np.eye(config.key_width) + rng.uniform(-0.6, 0.6, (config.key_width, config.key_width))
    R = np.eye(config.width) + rng.uniform(-0.3, 0.3, (config.width, config.width))
    inverse, shift = np.linalg.inv(R), rng.standard_normal((config.width, 1))
    turned = {name: lambda W: W @ R for name in WRITES} | {name: lambda W: inverse @ W for name in READS}
    return {
        "(a) W_Q M and W_K times M inverse": _acting(model, {QUERY: lambda W: W @ M, KEY: lambda W: W @ np.linalg.inv(M)}),
        "(b) W_Q M and W_K times M inverse^T": _acting(model, {QUERY: lambda W: W @ M, KEY: lambda W: W @ np.linalg.inv(M).T}),
        "(c) 2 theta": lambda theta: 2 * theta,
        "(d) one vector added to each unembedding": _acting(model, {"unembedding": lambda W: W + shift}),
        "(e) another basis of the residual stream": _acting(model, turned),
    }


def other_tangents(model: Transformer, theta: Vector) -> NDArray[np.float64]:
    """Return the tangents at θ of the symmetries (W_V, W_O), residual stream, embedding against position, and logits.

    Shape (d_v² + d² + 2 d, n): W_V A and -A W_O; every W that writes times B and -B times every W that reads; a vector
    added to each embedding and taken from each position; a vector added to the unembedding of each token.
    """
    p, d = model.views(theta), model.config.width
    rows = [_row(model, {VALUE: p[VALUE] @ A, OUT: -A @ p[OUT]}) for A in _units(model.config.value_width)]
    for B in _units(d):
        rows.append(_row(model, {n: p[n] @ B for n in WRITES} | {n: -B @ p[n] for n in READS}))
    for c in np.eye(d):
        rows.append(
            _row(model, {"embedding": np.tile(c, (len(p["embedding"]), 1)), "position": np.tile(-c, (len(p["position"]), 1))})
        )
        rows.append(_row(model, {"unembedding": np.tile(c[:, None], (1, model.config.vocabulary))}))
    return np.array(rows)


def report(model: Transformer, batch: Batch, star: Vector, velocity: Velocity, explained: Callable[..., Any]) -> None:
    """Print what the tangents of one head explain at a critical point, and what holds a small push away from it.

    Args:
        star: the critical point, shape (n,).
        velocity: the student's attention_velocity(W_Q, W_K, A).
        explained: the student's explained_zeros(H, tangents); the rows it gets have length 1.
    """
    tangents, H = head_tangents(model, star, velocity), model.hessian(star, batch)
    print(f"at θ*: {model.size} parameters, gradient norm {np.linalg.norm(model.gradient(star, batch)):.0e}")
    every = np.vstack([tangents, other_tangents(model, star)])
    for rows, whose in ((tangents, "your tangents of one head"), (every, "the tangents of all known symmetries")):
        print(f"(negative, tangents, other zeros, positive) = {explained(H, _unit_rows(rows))} with {whose}")
    away = star + 0.1 * np.random.default_rng(0).standard_normal(model.size)
    g, tangents = model.gradient(away, batch), head_tangents(model, away, velocity)
    H = model.hessian(away, batch)
    turned = np.array([transposed(model, away, t, g) for t in tangents])
    print(f"away from it: gradient norm {np.linalg.norm(g):.3f}, explained_zeros gives {explained(H, _unit_rows(tangents))}")
    for name, found in (("gᵀξ", tangents @ g), ("Hξ", tangents @ H), ("Hξ + Aᵀg", tangents @ H + turned)):
        print(f"    largest entry of {name:9} {np.abs(found).max():.0e}")


def head_tangents(model: Transformer, theta: Vector, velocity: Velocity) -> NDArray[np.float64]:
    """Return the tangents of the first head as rows of n entries: the velocities of (W_Q, W_K), A with a single 1 in turn."""
    p = model.views(theta)
    found = [velocity(p[QUERY].copy(), p[KEY].copy(), A) for A in _units(model.config.key_width)]
    return np.array([_row(model, {QUERY: of_query, KEY: of_key}) for of_query, of_key in found])


def transposed(model: Transformer, theta: Vector, tangent: Vector, g: Vector) -> Vector:
    """Return Aᵀg for the generator A of a tangent of the first head: (g_Q Aᵀ, -g_K A) in its places, else 0."""
    slope = model.views(g)
    A = np.linalg.lstsq(model.view(theta, QUERY), model.view(tangent, QUERY), rcond=None)[0]
    return _row(model, {QUERY: slope[QUERY] @ A.T, KEY: -slope[KEY] @ A})


def _acting(model: Transformer, changes: dict[str, Callable[[Any], Any]]) -> Action:
    def act(theta: Vector) -> Vector:
        moved = np.array(theta, dtype=float)
        p = model.views(moved)
        for name, change in changes.items():
            p[name][...] = change(p[name])
        return moved

    return act


def _unit_rows(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True))


def _units(size: int) -> NDArray[np.float64]:
    return np.eye(size**2).reshape(-1, size, size)


def _row(model: Transformer, parts: dict[str, Any]) -> Vector:
    row = np.zeros(model.size)
    for name, part in parts.items():
        model.views(row)[name][...] = part
    return row
