"""The parts of a block, each with the derivative that follows it line by line.

Rows are positions: an activation has shape (N, width), N = sequences × positions. Every `…_back` function takes what
the forward function kept and the gradient of the loss by the output, and returns the gradients by input and
parameters. All of it works on complex numbers, which the Hessian-vector product needs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from losslandscape.transformer.data import Batch

Array = NDArray[Any]
Views = dict[str, Array]

NORM_EPS = 1e-5  # as in PyTorch
GELU_SLOPE, GELU_CUBIC = float(np.sqrt(2.0 / np.pi)), 0.044715
FUTURE = -1e30  # exp of it is exactly 0: a later position gets no weight and no gradient


def softmax(z: Array) -> Array:
    """Return exp(z) / Σ exp(z) over the last axis; shifted by the largest real part, so that nothing overflows."""
    e = np.exp(z - z.real.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def affine(x: Array, W: Array, b: Array | None) -> Array:
    """Return x W + b, or x W where the model has no biases."""
    return x @ W if b is None else x @ W + b


def cross_entropy(z: Array, batch: Batch) -> tuple[Any, Array]:
    """Return the loss and its gradient by the logits z, shape (N, V): w (softmax(z) - one hot) / Σ w."""
    rows = np.arange(len(z))
    target = batch.targets.ravel()
    w = batch.weights.ravel() / batch.weights.sum()
    shifted = z - z.real.max(axis=1, keepdims=True)
    e = np.exp(shifted)
    total = e.sum(axis=1)
    loss = w @ (np.log(total) - shifted[rows, target])
    dz = e / total[:, None]
    dz[rows, target] -= 1.0
    return loss, dz * w[:, None]


# --- attention, one head -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Head:
    """What one head computed: inputs a, queries, keys, values, weights A, and C = A V."""

    a: Array
    Q: Array
    K: Array
    V: Array
    A: Array
    C: Array


def head(a: Array, p: Views, sequences: int) -> tuple[Array, Head]:
    """Attend: Q = aW_Q, K = aW_K, V = aW_V; A = softmax(QKᵀ/√d_k) over the past; output A V W_O, shape (N, d)."""
    N = len(a)
    T = N // sequences
    dk = p["W_Q"].shape[1]
    Q = affine(a, p["W_Q"], p.get("b_Q")).reshape(sequences, T, dk)
    K = affine(a, p["W_K"], p.get("b_K")).reshape(sequences, T, dk)
    V = affine(a, p["W_V"], p.get("b_V")).reshape(sequences, T, -1)
    S = Q @ K.swapaxes(1, 2) / np.sqrt(dk)
    A = softmax(S + np.triu(np.full((T, T), FUTURE), 1))
    C = A @ V
    return C.reshape(N, -1) @ p["W_O"], Head(a, Q, K, V, A, C)


def head_back(kept: Head, dY: Array, p: Views, g: Views) -> Array:
    """Write the gradients of W_Q, W_K, W_V, W_O (and biases) into g; return the gradient by a, shape (N, d)."""
    a, Q, K, V, A, C = kept.a, kept.Q, kept.K, kept.V, kept.A, kept.C
    N, dk = len(a), Q.shape[2]
    dC = (dY @ p["W_O"].T).reshape(C.shape)
    dA = dC @ V.swapaxes(1, 2)
    dV = A.swapaxes(1, 2) @ dC
    dS = A * (dA - (dC * C).sum(axis=2, keepdims=True))  # Σ_j A_ij dA_ij = dC_i · C_i
    dQ = dS @ K / np.sqrt(dk)
    dK = dS.swapaxes(1, 2) @ Q / np.sqrt(dk)
    g["W_O"][...] = C.reshape(N, -1).T @ dY
    da = np.zeros_like(dY)
    for name, d in (("Q", dQ), ("K", dK), ("V", dV)):
        rows = d.reshape(N, -1)
        g[f"W_{name}"][...] = a.T @ rows
        if f"b_{name}" in g:
            g[f"b_{name}"][...] = rows.sum(axis=0)
        da += rows @ p[f"W_{name}"].T
    return da


# --- MLP -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Mlp:
    """What the MLP computed: input a, φ(z) and φ'(z) at the pre-activation z = a W_1 + b_1."""

    a: Array
    phi: Array
    slope: Array


def activation(z: Array, kind: str) -> tuple[Array, Array]:
    """Return φ(z) and φ'(z) for φ = tanh or φ = GELU (tanh form), entry by entry."""
    if kind == "tanh":
        phi = np.tanh(z)
        return phi, 1.0 - phi * phi
    t = np.tanh(GELU_SLOPE * (z + GELU_CUBIC * z**3))
    inner = GELU_SLOPE * (1.0 + 3.0 * GELU_CUBIC * z * z)
    return 0.5 * z * (1.0 + t), 0.5 * (1.0 + t) + 0.5 * z * (1.0 - t * t) * inner


def mlp(a: Array, p: Views, kind: str) -> tuple[Array, Mlp]:
    """Return φ(a W_1 + b_1) W_2 + b_2, shape (N, d)."""
    phi, slope = activation(affine(a, p["W_1"], p.get("b_1")), kind)
    return affine(phi, p["W_2"], p.get("b_2")), Mlp(a, phi, slope)


def mlp_back(kept: Mlp, dY: Array, p: Views, g: Views) -> Array:
    """Write the gradients of W_1, W_2 (and biases) into g; return the gradient by a, shape (N, d)."""
    dz = (dY @ p["W_2"].T) * kept.slope
    g["W_2"][...] = kept.phi.T @ dY
    g["W_1"][...] = kept.a.T @ dz
    if "b_1" in g:
        g["b_2"][...] = dY.sum(axis=0)
        g["b_1"][...] = dz.sum(axis=0)
    return dz @ p["W_1"].T


# --- layer norm ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Norm:
    """What layer norm computed: the standardised rows and one over their standard deviation."""

    unit: Array
    inverse: Array


def norm(x: Array, gain: Array, shift: Array) -> tuple[Array, Norm]:
    """Return gain · (x - mean) / sqrt(variance + ε) + shift, row by row; squares, not moduli, so complex-safe."""
    centred = x - x.mean(axis=1, keepdims=True)
    inverse = 1.0 / np.sqrt((centred * centred).mean(axis=1, keepdims=True) + NORM_EPS)
    unit = centred * inverse
    return gain * unit + shift, Norm(unit, inverse)


def norm_back(kept: Norm, dY: Array, gain: Array, g_gain: Array, g_shift: Array) -> Array:
    """Write the gradients of gain and shift; return the gradient by x, shape (N, d)."""
    unit = kept.unit
    g_gain[...] = (dY * unit).sum(axis=0)
    g_shift[...] = dY.sum(axis=0)
    du = dY * gain
    return kept.inverse * (du - du.mean(axis=1, keepdims=True) - unit * (du * unit).mean(axis=1, keepdims=True))
