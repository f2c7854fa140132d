"""Make tests/toolkit/data/transformer_torch.json: loss, gradient and Hessian-vector product of the tiny transformer by PyTorch.

Needs PyTorch, which nothing else in the tests does; run it in the environment of the recorder:

    make .record-venv/.ready
    PYTHONPATH=. .record-venv/bin/python tools/make_transformer_fixture.py tests/toolkit/data/transformer_torch.json

The model is written a second time, with PyTorch's own layers and automatic differentiation; only the names and places
of the parameters in θ are taken from `losslandscape.transformer`.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812
from torch.nn.attention import SDPBackend, sdpa_kernel

from losslandscape.transformer.config import Config, layout

SEQUENCES, POSITIONS = 4, 6
CASES = {
    "the default": Config(),
    "everything on": Config(
        vocabulary=5,
        context=7,
        width=6,
        heads=3,
        key_width=2,
        value_width=3,
        hidden=7,
        layers=2,
        activation="gelu",
        biases=True,
        layer_norm=True,
    ),
    "layer norm, one head, no biases": Config(vocabulary=6, context=6, width=4, heads=1, key_width=4, layer_norm=True),
    "biases, GELU, no layer norm": Config(vocabulary=4, context=6, width=4, hidden=5, activation="gelu", biases=True),
}


def loss(config: Config, theta: torch.Tensor, tokens: Any, targets: Any, weights: Any) -> torch.Tensor:
    """Return the weighted mean cross-entropy, a scalar that can be differentiated twice."""
    p = {one.name: theta[one.where].reshape(one.shape) for one in layout(config)}
    x = F.embedding(tokens, p["embedding"]) + p["position"][: tokens.shape[1]]
    for layer in range(config.layers):
        b = {name.split(".", 1)[1]: value for name, value in p.items() if name.startswith(f"block{layer}.")}
        x = x + attention(config, normalise(config, x, b, "norm1"), b)
        z = linear(normalise(config, x, b, "norm2"), b, "W_1", "b_1")
        z = torch.tanh(z) if config.activation == "tanh" else F.gelu(z, approximate="tanh")
        x = x + linear(z, b, "W_2", "b_2")
    logits = linear(normalise(config, x, p, "norm"), p, "unembedding", "b_unembedding")
    each = F.cross_entropy(logits.flatten(0, 1), targets.flatten(), reduction="none")
    return (each * weights.flatten()).sum() / weights.sum()


def attention(config: Config, a: torch.Tensor, b: dict[str, torch.Tensor]) -> torch.Tensor:
    """Return the sum of the heads, by PyTorch's scaled dot product attention."""
    total = torch.zeros_like(a) if "b_O" not in b else b["b_O"].expand_as(a)
    for h in range(config.heads):
        Q, K, V = (linear(a, b, f"head{h}.W_{one}", f"head{h}.b_{one}") for one in "QKV")
        total = total + F.scaled_dot_product_attention(Q, K, V, is_causal=True) @ b[f"head{h}.W_O"]
    return total


def linear(x: torch.Tensor, p: dict[str, torch.Tensor], weight: str, bias: str) -> torch.Tensor:
    """Return x W + b by PyTorch's linear layer, which takes Wᵀ."""
    return F.linear(x, p[weight].T, p.get(bias))


def normalise(config: Config, x: torch.Tensor, p: dict[str, torch.Tensor], name: str) -> torch.Tensor:
    """Return PyTorch's layer norm of x, or x itself where the model has none."""
    if not config.layer_norm:
        return x
    return F.layer_norm(x, x.shape[-1:], p[f"{name}.gain"], p[f"{name}.shift"])


def case(config: Config, rng: np.random.Generator) -> dict[str, Any]:
    """Draw a point, a direction and a batch, and return them with PyTorch's answers."""
    size = layout(config)[-1].stop
    theta, v = 0.5 * rng.normal(size=size), rng.normal(size=size)
    shape = (SEQUENCES, min(POSITIONS, config.context))
    tokens, targets = rng.integers(0, config.vocabulary, size=(2, *shape))
    weights = rng.integers(0, 4, size=shape) / 2.0
    batch = torch.tensor(tokens), torch.tensor(targets), torch.tensor(weights)
    at = torch.tensor(theta, requires_grad=True)
    with sdpa_kernel(SDPBackend.MATH):  # the only kernel that can be differentiated twice
        value = loss(config, at, *batch)
        (gradient,) = torch.autograd.grad(value, at, create_graph=True)
        (product,) = torch.autograd.grad(gradient @ torch.tensor(v), at)
    arrays = {"theta": theta, "v": v, "tokens": tokens, "targets": targets, "weights": weights}
    answers = {"gradient": gradient.detach().numpy(), "hvp": product.numpy()}
    listed = {name: array.tolist() for name, array in {**arrays, **answers}.items()}
    return {"config": asdict(config), "loss": value.item(), **listed}


def main(path: Path) -> None:
    """Write all cases."""
    rng = np.random.default_rng(20260101)
    made = {name: case(config, rng) for name, config in CASES.items()}
    versions = {"torch": torch.__version__.split("+")[0], "numpy": np.__version__, "dtype": "float64"}
    lines = [f"{json.dumps(name)}: {json.dumps(one, separators=(',', ':'))}" for name, one in made.items()]
    made_by = json.dumps({"made_by": "tools/make_transformer_fixture.py", **versions})
    path.write_text('{"about": ' + made_by + ',\n"cases": {\n' + ",\n".join(lines) + "\n}}\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
