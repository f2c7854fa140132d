"""The shape of the model, and where each parameter lies in the flat vector θ."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields
from numbers import Integral
from typing import Literal


@dataclass(frozen=True, kw_only=True)
class Config:
    """Sizes of the transformer. The default has 512 parameters.

    Attributes:
        vocabulary: number of tokens V.
        context: longest sequence T.
        width: length d of the residual stream.
        heads: attention heads a layer.
        key_width: length d_k of a query and of a key.
        value_width: length d_v of a value.
        hidden: units m of the MLP.
        layers: blocks of attention and MLP.
        activation: "tanh", or "gelu" in its tanh form.
        biases: whether queries, keys, values, outputs, MLP and logits have biases.
        layer_norm: whether each block, and the output, normalises its input first (pre-norm, with gain and shift).

    Raises:
        ValueError: a size that is not an integer of 1 or more, a switch that is neither True nor False, an unknown activation.

    >>> from losslandscape.transformer import Transformer
    >>> Transformer(Config()).size
    512
    """

    vocabulary: int = 8
    context: int = 16
    width: int = 8
    heads: int = 2
    key_width: int = 2
    value_width: int = 2
    hidden: int = 8
    layers: int = 1
    activation: Literal["tanh", "gelu"] = "tanh"
    biases: bool = False
    layer_norm: bool = False

    def __post_init__(self) -> None:
        """Refuse sizes that no model has."""
        for field in fields(self):
            value = getattr(self, field.name)
            if field.name in ("biases", "layer_norm"):
                if not isinstance(value, bool):
                    raise ValueError(f"Config.{field.name} should be True or False, and is {value!r}.")
            elif field.name != "activation" and (isinstance(value, bool) or not isinstance(value, Integral) or value < 1):
                raise ValueError(f"Config.{field.name} should be an integer of at least 1, and is {value!r}.")
        if self.activation not in ("tanh", "gelu"):
            raise ValueError(f"Config.activation should be 'tanh' or 'gelu', and is {self.activation!r}.")


@dataclass(frozen=True)
class Parameter:
    """One named array inside θ: its name, its shape, and θ[start:stop]."""

    name: str
    shape: tuple[int, ...]
    start: int

    @property
    def stop(self) -> int:
        """Index after the last entry."""
        return self.start + math.prod(self.shape)

    @property
    def where(self) -> slice:
        """The slice of θ that holds the parameter."""
        return slice(self.start, self.stop)


def layout(config: Config) -> tuple[Parameter, ...]:
    """List the parameters in the order in which θ holds them."""
    placed: list[Parameter] = []
    start = 0
    for name, shape in shapes(config).items():
        placed.append(Parameter(name, shape, start))
        start = placed[-1].stop
    return tuple(placed)


def shapes(config: Config) -> dict[str, tuple[int, ...]]:
    """Name every parameter and give its shape."""
    V, T, d = config.vocabulary, config.context, config.width
    named: dict[str, tuple[int, ...]] = {"embedding": (V, d), "position": (T, d)}
    for layer in range(config.layers):
        block = _block_shapes(config)
        named.update({f"block{layer}.{name}": shape for name, shape in block.items()})
    if config.layer_norm:
        named.update({"norm.gain": (d,), "norm.shift": (d,)})
    named["unembedding"] = (d, V)
    if config.biases:
        named["b_unembedding"] = (V,)
    return named


def _block_shapes(config: Config) -> dict[str, tuple[int, ...]]:
    d, dk, dv, m = config.width, config.key_width, config.value_width, config.hidden
    named: dict[str, tuple[int, ...]] = {}
    if config.layer_norm:
        named.update({"norm1.gain": (d,), "norm1.shift": (d,)})
    for head in range(config.heads):
        named.update({f"head{head}.{name}": (d, k) for name, k in (("W_Q", dk), ("W_K", dk), ("W_V", dv))})
        if config.biases:
            named.update({f"head{head}.{name}": (k,) for name, k in (("b_Q", dk), ("b_K", dk), ("b_V", dv))})
        named[f"head{head}.W_O"] = (dv, d)
    if config.biases:
        named["b_O"] = (d,)
    if config.layer_norm:
        named.update({"norm2.gain": (d,), "norm2.shift": (d,)})
    named["W_1"] = (d, m)
    if config.biases:
        named["b_1"] = (m,)
    named["W_2"] = (m, d)
    if config.biases:
        named["b_2"] = (d,)
    return named
