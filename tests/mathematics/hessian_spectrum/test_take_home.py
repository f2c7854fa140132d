"""The instrument that 1.2 gives away: it is short and finds the largest eigenvalue, with PyTorch or with a stand-in."""

from __future__ import annotations

import importlib.util
import re
import types
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.mathematics import live

TEXT = (Path(__file__).resolve().parents[3] / "source/1.2_hessian_spectrum/1.2_hessian_spectrum.md").read_text(encoding="utf-8")
(CODE,) = re.findall(r"^```python\n(.*?)^```", TEXT, flags=re.MULTILINE | re.DOTALL)


class Gradient(np.ndarray):
    """A gradient that knows its point, so that g @ v can be differentiated once more."""

    hvp: Any

    def flatten(self, order: Any = "C") -> Any:
        return self

    def __matmul__(self, v: Any) -> Any:
        return lambda: self.hvp(np.asarray(v))


def stand_in() -> Any:
    """What the code uses of PyTorch, for a loss that is a function giving its gradient, and an inner product that is one."""
    rng = np.random.default_rng(0)
    return types.SimpleNamespace(
        cat=lambda parts: parts[0],
        randn_like=lambda g: rng.standard_normal(len(g)),
        stack=np.array,
        diag=np.diag,
        linalg=types.SimpleNamespace(eigvalsh=np.linalg.eigvalsh),
        autograd=types.SimpleNamespace(grad=lambda value, params, **options: (value(),)),
    )


class Norms(np.ndarray):
    """An array with PyTorch's `norm` as a method."""

    def norm(self) -> float:
        return float(np.linalg.norm(self))


def test_it_is_short_and_compiles() -> None:
    assert len([line for line in CODE.splitlines() if line.strip()]) <= 12
    compile(CODE, "take home", "exec")


def test_it_finds_the_largest_eigenvalue_of_the_live_transformer() -> None:
    model, batch, theta = live.start()
    torch = stand_in()
    torch.randn_like = lambda g: np.random.default_rng(0).standard_normal(len(g)).view(Norms)
    namespace: dict[str, Any] = {}
    exec(CODE.replace("import torch\n", ""), namespace | {"torch": torch}, namespace)
    namespace["sharpness"].__globals__["torch"] = torch

    def loss() -> Any:
        g = model.gradient(theta, batch).view(Gradient)
        g.hvp = lambda v: model.hvp(theta, v, batch).view(Norms)
        return g

    exact = np.linalg.eigvalsh(model.hessian(theta, batch))[-1]
    assert namespace["sharpness"](loss, [theta]) == pytest.approx(exact, rel=1e-6)


@pytest.mark.skipif(importlib.util.find_spec("torch") is None, reason="PyTorch is not installed")
def test_it_finds_the_largest_eigenvalue_with_pytorch() -> None:
    import torch

    torch.manual_seed(0)
    W = torch.randn(6, 4, dtype=torch.float64, requires_grad=True)
    b = torch.zeros(6, dtype=torch.float64, requires_grad=True)
    X, y = torch.randn(40, 4, dtype=torch.float64), torch.randint(0, 6, (40,))

    def value(weights: Any, bias: Any) -> Any:
        return torch.nn.functional.cross_entropy(X @ weights.T + bias, y)

    namespace: dict[str, Any] = {}
    exec(CODE, namespace)
    blocks = torch.autograd.functional.hessian(value, (W, b))
    H = torch.cat([torch.cat([blocks[i][j].reshape((24, 6)[i], (24, 6)[j]) for j in range(2)], dim=1) for i in range(2)])
    found = namespace["sharpness"](value(W, b), [W, b])
    assert float(found) == pytest.approx(float(torch.linalg.eigvalsh(H)[-1]), rel=1e-6)
