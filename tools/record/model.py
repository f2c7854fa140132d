"""A causal character transformer as a function of one flat parameter vector.

One vector keeps the mathematics literal: the gradient is a vector, an update is a vector, a Hessian-vector product is
the derivative of a gradient along a vector, and a norm is the norm of a vector.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional


@dataclass(frozen=True, kw_only=True)
class Architecture:
    """Sizes and initialisation of the transformer.

    Attributes:
        vocabulary: number of symbols.
        context: longest input, in symbols.
        width: dimension d of the residual stream.
        layers: number of blocks.
        heads: attention heads a block; divides `width`.
        init_scale: factor on every initial weight matrix (not on gains and biases).
        embedding_std: standard deviation of the initial symbol and position embeddings, before `init_scale`.
        output_std: the same for the output matrix; that of the embeddings if None.
        normalised: True leaves out biases and gains and replaces each weight matrix W by c W/‖W‖ with a fixed c, so that
            the loss does not change when any matrix is multiplied by a positive number.
    """

    vocabulary: int
    context: int
    width: int = 64
    layers: int = 2
    heads: int = 4
    init_scale: float = 1.0
    embedding_std: float = 0.02
    output_std: float | None = None
    normalised: bool = False

    def shapes(self) -> dict[str, tuple[int, ...]]:
        """Name and shape of every parameter, in the order in which they stand in the flat vector."""
        d, named = self.width, {"embedding": (self.vocabulary, self.width), "position": (self.context, self.width)}
        shapes: dict[str, tuple[int, ...]] = dict(named)
        for k in range(self.layers):
            block = {"W_qkv": (3 * d, d), "W_o": (d, d), "W_1": (4 * d, d), "W_2": (d, 4 * d)}
            vectors = {"gain_a": (d,), "bias_a": (d,), "gain_m": (d,), "bias_m": (d,)}
            biases = {"b_qkv": (3 * d,), "b_o": (d,), "b_1": (4 * d,), "b_2": (d,)}
            parts = block if self.normalised else {**vectors, **block, **biases}
            shapes |= {f"block{k}.{name}": shape for name, shape in parts.items()}
        if not self.normalised:
            shapes |= {"gain_f": (d,), "bias_f": (d,)}
        return shapes | {"output": (self.vocabulary, d)}

    def sizes(self) -> list[int]:
        """Number of entries of every parameter, in order."""
        return [math.prod(shape) for shape in self.shapes().values()]

    def initial_std(self, name: str) -> float:
        """Standard deviation of the initial entries of a weight matrix: 1/sqrt(3 fan_in), or that of the embeddings."""
        if name == "output" and self.output_std is not None:
            return self.output_std * self.init_scale
        if name in ("embedding", "position", "output"):
            return self.embedding_std * self.init_scale
        return self.init_scale / math.sqrt(3 * self.shapes()[name][-1])


def initialise(architecture: Architecture, generator: torch.Generator) -> Tensor:
    """The initial flat parameter vector: gains 1, biases 0, matrices Gaussian. Drawn on the CPU."""
    pieces = []
    for name, shape in architecture.shapes().items():
        if len(shape) == 1:
            pieces.append(torch.full(shape, 1.0 if "gain" in name else 0.0))
        else:
            pieces.append(architecture.initial_std(name) * torch.randn(shape, generator=generator).flatten())
    return torch.cat(pieces)


def with_initial_norms(theta: Tensor, architecture: Architecture, generator: torch.Generator) -> Tensor:
    """θ with each parameter scaled to the norm that it had at initialisation; a normalised model stays the same."""
    initial = initialise(architecture, generator).to(theta.device).split(architecture.sizes())
    return torch.cat([w * (w0.norm() / w.norm()) for w, w0 in zip(theta.split(architecture.sizes()), initial, strict=True)])


def unpack(theta: Tensor, architecture: Architecture) -> dict[str, Tensor]:
    """Named views of the flat vector; in a normalised model each matrix is scaled to the norm that it has at initialisation."""
    shapes = architecture.shapes()
    named = {name: piece.view(shapes[name]) for name, piece in zip(shapes, theta.split(architecture.sizes()), strict=True)}
    if not architecture.normalised:
        return named
    fixed = {name: architecture.initial_std(name) * math.sqrt(math.prod(shape)) for name, shape in shapes.items()}
    return {name: fixed[name] * weight / weight.norm() for name, weight in named.items()}


def logits(theta: Tensor, inputs: Tensor, architecture: Architecture) -> Tensor:
    """Scores of the next symbol: (batch, length) integers to (batch, length, vocabulary) numbers."""
    p, d, h = unpack(theta, architecture), architecture.width, architecture.heads
    batch, length = inputs.shape
    mask = torch.full((length, length), -torch.inf, device=theta.device).triu(1)
    x = functional.embedding(inputs, p["embedding"]) + p["position"][:length]
    for k in range(architecture.layers):
        b = {name.partition(".")[2]: value for name, value in p.items() if name.startswith(f"block{k}.")}
        z = functional.layer_norm(x, (d,), b.get("gain_a"), b.get("bias_a"))
        q, key, v = functional.linear(z, b["W_qkv"], b.get("b_qkv")).view(batch, length, 3, h, d // h).permute(2, 0, 3, 1, 4)
        attention = torch.softmax(q @ key.transpose(-1, -2) / math.sqrt(d // h) + mask, dim=-1)
        mixed = (attention @ v).transpose(1, 2).reshape(batch, length, d)
        x = x + functional.linear(mixed, b["W_o"], b.get("b_o"))
        z = functional.layer_norm(x, (d,), b.get("gain_m"), b.get("bias_m"))
        hidden = functional.gelu(functional.linear(z, b["W_1"], b.get("b_1")))
        x = x + functional.linear(hidden, b["W_2"], b.get("b_2"))
    return functional.linear(functional.layer_norm(x, (d,), p.get("gain_f"), p.get("bias_f")), p["output"])


@dataclass(frozen=True)
class Batch:
    """Inputs and targets, both (batch, length) integers; the loss counts positions from `start` on."""

    inputs: Tensor
    targets: Tensor
    start: int = 0


def mean_loss(theta: Tensor, batch: Batch, architecture: Architecture) -> Tensor:
    """Mean cross-entropy of the counted positions, in nats a symbol."""
    scores = logits(theta, batch.inputs, architecture)[:, batch.start :]
    return functional.cross_entropy(scores.reshape(-1, architecture.vocabulary), batch.targets[:, batch.start :].reshape(-1))


def loss_and_gradient(theta: Tensor, batch: Batch, architecture: Architecture) -> tuple[float, Tensor]:
    """Mean loss and its gradient, shape (p,)."""
    leaf = theta.detach().requires_grad_()
    loss = mean_loss(leaf, batch, architecture)
    (gradient,) = torch.autograd.grad(loss, leaf)
    return float(loss.detach()), gradient
