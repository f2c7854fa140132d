"""The causal language model: loss, analytic gradient, Hessian-vector product by the complex step."""

# Longer than the house measure: one model, whose three passes share its pieces.

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from losslandscape import complex_step
from losslandscape.transformer import pieces
from losslandscape.transformer.config import Config, Parameter, layout
from losslandscape.transformer.data import Batch, Tokens, check_tokens
from losslandscape.transformer.pieces import Array, Views

Vector = NDArray[np.float64]


@dataclass(frozen=True)
class Transformer:
    """A causal attention + MLP language model on a flat parameter vector θ, shape (size,), float64.

    x⁰ = embedding[token] + position;  each block adds attention(x), then MLP(x);  logits = x unembedding.
    The loss is the weighted mean cross-entropy [nats a token] of the batch.

    >>> model = Transformer(Config())
    >>> theta = model.init(np.random.default_rng(0))
    >>> model.view(theta, "block0.head1.W_Q").shape
    (8, 2)
    """

    config: Config

    # --- the parameter vector

    @cached_property
    def parameters(self) -> tuple[Parameter, ...]:
        """Name, shape and place of every parameter, in the order of θ."""
        return layout(self.config)

    @property
    def size(self) -> int:
        """Number of parameters n."""
        return self.parameters[-1].stop

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the parameters, in the order of θ."""
        return tuple(parameter.name for parameter in self.parameters)

    def where(self, name: str) -> slice:
        """Return the slice of θ that holds the parameter `name`."""
        for parameter in self.parameters:
            if parameter.name == name:
                return parameter.where
        raise KeyError(f"No parameter {name!r}; there are {', '.join(self.names)}.")

    def view(self, theta: Array, name: str) -> Array:
        """Return the parameter `name` as an array; writing into it changes θ."""
        self.where(name)
        return self.views(theta)[name]

    def views(self, theta: Array) -> Views:
        """Return all parameters by name, as views of θ.

        Raises:
            ValueError: θ is not an array of shape (size,).
        """
        if not isinstance(theta, np.ndarray) or theta.shape != (self.size,):
            got = f"has shape {theta.shape}" if isinstance(theta, np.ndarray) else f"is a {type(theta).__name__}"
            raise ValueError(f"theta should be an array of shape ({self.size},), and {got}; model.init(rng) draws one.")
        return {one.name: theta[one.start : one.stop].reshape(one.shape) for one in self.parameters}

    def init(self, rng: np.random.Generator, *, scale: float = 1.0) -> Vector:
        """Draw a starting point.

        Matrices are normal with standard deviation scale/√(rows), embedding and position scale/√d; biases and shifts
        are 0, gains 1.

        Raises:
            ValueError: a scale that is negative or not finite.
        """
        if not 0.0 <= scale < np.inf:
            raise ValueError(f"init: scale should be a finite number of at least 0, and is {scale}.")
        theta = np.zeros(self.size)
        for name, array in self.views(theta).items():
            if name.endswith("gain"):
                array[...] = 1.0
            elif array.ndim == 2:
                fan_in = self.config.width if name in ("embedding", "position") else array.shape[0]
                array[...] = rng.normal(0.0, scale / np.sqrt(fan_in), size=array.shape)
        return theta

    # --- the objective

    def logits(self, theta: Array, tokens: Tokens) -> Array:
        """Return the logits of the next token, shape (B, T, V)."""
        return self._forward(self._point(theta), tokens)[0].reshape(*tokens.shape, -1)

    def loss(self, theta: Array, batch: Batch) -> float:
        """Return the loss [nats a token]: Σ w (logsumexp(z) - z_target) / Σ w over all positions."""
        check_tokens(batch.targets, "targets", vocabulary=self.config.vocabulary)
        return float(pieces.cross_entropy(self._forward(self._point(theta), batch.tokens)[0], batch)[0].real)

    def gradient(self, theta: Array, batch: Batch) -> Array:
        """Return ∇loss, shape (size,), by reverse differentiation written out by hand."""
        return self.loss_and_gradient(theta, batch)[1]

    def loss_and_gradient(self, theta: Array, batch: Batch) -> tuple[float, Array]:
        """Return the loss and its gradient from one forward pass."""
        check_tokens(batch.targets, "targets", vocabulary=self.config.vocabulary)
        p = self._point(theta)
        z, kept = self._forward(p, batch.tokens)
        loss, dz = pieces.cross_entropy(z, batch)
        g = np.zeros_like(theta, dtype=np.result_type(theta, float))
        self._backward(kept, dz, p, self.views(g), batch.tokens)
        return float(loss.real), g

    def hvp(self, theta: Array, v: Array, batch: Batch) -> Vector:
        """Return H(θ)v, shape (size,), by the complex step: exact to rounding."""
        if not np.all(np.isfinite(v)):
            raise ValueError("hvp: v should be finite, and has NaN or inf; was it divided by a length of 0?")
        return complex_step.hvp(lambda at: self.gradient(at, batch), theta, v)

    def hessian(self, theta: Array, batch: Batch) -> NDArray[np.float64]:
        """Return the whole Hessian, shape (size, size), symmetric. It costs `size` Hessian-vector products."""
        return complex_step.hessian(lambda at: self.gradient(at, batch), theta)

    def accuracy(self, theta: Array, batch: Batch) -> float:
        """Return the weighted share of positions whose most likely token is the target."""
        hit = self.logits(theta, batch.tokens).argmax(axis=2) == batch.targets
        return float((batch.weights * hit).sum() / batch.weights.sum())

    def attention(self, theta: Array, tokens: Tokens) -> Array:
        """Return the attention weights, shape (layers, heads, B, T, T); row i of the last two axes sums to 1."""
        kept = self._forward(self._point(theta), tokens)[1]
        return np.array([[one.A for one in block.heads] for block in kept.blocks])

    def objective(self, batch: Batch) -> BatchObjective:
        """Return the loss on one batch, with the methods that every objective of `losslandscape.objectives` has."""
        return BatchObjective(self, batch)

    def _point(self, theta: Array) -> Views:
        """The views of θ, of which every entry must be finite."""
        p = self.views(theta)
        if not np.isfinite(theta).all():
            name = next(name for name, array in p.items() if not np.isfinite(array).all())
            raise ValueError(f"theta should be finite, and {name} has NaN or inf; look at the step that led there.")
        return p

    # --- forward and backward, in the order of the formulas

    def _forward(self, p: Views, tokens: Tokens) -> tuple[Array, Kept]:
        check_tokens(tokens, "tokens", vocabulary=self.config.vocabulary)
        if tokens.ndim != 2:
            raise ValueError(f"tokens should have shape (B, T), and have shape {tokens.shape}; one sequence has shape (1, T).")
        if self.config.context < tokens.shape[1]:
            raise ValueError(
                f"The sequences have {tokens.shape[1]} tokens; the model's context is {self.config.context}. "
                "Cut the sequences, or make the model with a longer context."
            )
        sequences, T = tokens.shape
        x = (p["embedding"][tokens] + p["position"][:T]).reshape(sequences * T, -1)
        blocks = []
        for layer in range(self.config.layers):
            x, kept = self._block(x, _under(p, f"block{layer}."), sequences)
            blocks.append(kept)
        x, norm = self._norm(x, p, "norm")
        return pieces.affine(x, p["unembedding"], p.get("b_unembedding")), Kept(tuple(blocks), norm, x)

    def _block(self, x: Array, p: Views, sequences: int) -> tuple[Array, KeptBlock]:
        a, norm1 = self._norm(x, p, "norm1")
        heads = []
        for h in range(self.config.heads):
            y, kept = pieces.head(a, _under(p, f"head{h}."), sequences)
            x = x + y
            heads.append(kept)
        if "b_O" in p:
            x = x + p["b_O"]
        a, norm2 = self._norm(x, p, "norm2")
        y, mlp = pieces.mlp(a, p, self.config.activation)
        return x + y, KeptBlock(norm1, tuple(heads), norm2, mlp)

    def _norm(self, x: Array, p: Views, name: str) -> tuple[Array, pieces.Norm | None]:
        if not self.config.layer_norm:
            return x, None
        return pieces.norm(x, p[f"{name}.gain"], p[f"{name}.shift"])

    def _backward(self, kept: Kept, dz: Array, p: Views, g: Views, tokens: Tokens) -> None:
        g["unembedding"][...] = kept.x.T @ dz
        if "b_unembedding" in g:
            g["b_unembedding"][...] = dz.sum(axis=0)
        dx = _norm_back(kept.norm, dz @ p["unembedding"].T, p, g, "norm")
        for layer in reversed(range(self.config.layers)):
            below = f"block{layer}."
            dx = self._block_back(kept.blocks[layer], dx, _under(p, below), _under(g, below))
        sequences, T = tokens.shape
        g["position"][:T] = dx.reshape(sequences, T, -1).sum(axis=0)
        one_hot = tokens.reshape(-1, 1) == np.arange(self.config.vocabulary)
        g["embedding"][...] = one_hot.T.astype(float) @ dx

    def _block_back(self, kept: KeptBlock, dx: Array, p: Views, g: Views) -> Array:
        da = pieces.mlp_back(kept.mlp, dx, p, g)
        dx = dx + _norm_back(kept.norm2, da, p, g, "norm2")
        if "b_O" in g:
            g["b_O"][...] = dx.sum(axis=0)
        da = np.zeros_like(dx)
        for h, one in enumerate(kept.heads):
            da += pieces.head_back(one, dx, _under(p, f"head{h}."), _under(g, f"head{h}."))
        return dx + _norm_back(kept.norm1, da, p, g, "norm1")


@dataclass(frozen=True)
class KeptBlock:
    """What one block keeps for the way back."""

    norm1: pieces.Norm | None
    heads: tuple[pieces.Head, ...]
    norm2: pieces.Norm | None
    mlp: pieces.Mlp


@dataclass(frozen=True)
class Kept:
    """What the forward pass keeps for the way back: the blocks, the last norm, and the input of the unembedding."""

    blocks: tuple[KeptBlock, ...]
    norm: pieces.Norm | None
    x: Array


@dataclass(frozen=True)
class BatchObjective:
    """The loss of a transformer on one batch, as a function of θ alone."""

    model: Transformer
    batch: Batch

    @property
    def size(self) -> int:
        """Number of parameters n."""
        return self.model.size

    def value(self, theta: Array) -> float:
        """Return the loss [nats a token]."""
        return self.model.loss(theta, self.batch)

    def gradient(self, theta: Array) -> Array:
        """Return the gradient, shape (n,)."""
        return self.model.gradient(theta, self.batch)

    def hvp(self, theta: Array, v: Array) -> Vector:
        """Return H(θ)v, shape (n,)."""
        return self.model.hvp(theta, v, self.batch)

    def hessian(self, theta: Array) -> NDArray[np.float64]:
        """Return the Hessian, shape (n, n)."""
        return self.model.hessian(theta, self.batch)


def _under(named: Views, prefix: str) -> Views:
    return {name[len(prefix) :]: array for name, array in named.items() if name.startswith(prefix)}


def _norm_back(kept: pieces.Norm | None, dY: Array, p: Views, g: Views, name: str) -> Array:
    if kept is None:
        return dY
    return pieces.norm_back(kept, dY, p[f"{name}.gain"], g[f"{name}.gain"], g[f"{name}.shift"])
