"""The instrument that 2.2 gives away: it is short, and right with a stand-in for PyTorch or with PyTorch itself."""

from __future__ import annotations

import importlib.util
import re
import types
from typing import Any

import numpy as np
import pytest

from tests.mathematics.valley import ROOT, bowl, slope

SOURCE = (ROOT / "source/2.2_local_minimum/2.2_local_minimum.md").read_text(encoding="utf-8")
(CODE,) = re.findall(r"^```python\n(.*?)^```", SOURCE, flags=re.MULTILINE | re.DOTALL)


class Tensor(np.ndarray):
    """An array with the methods of a tensor that the code uses."""

    def detach(self) -> Tensor:
        return self

    def norm(self) -> float:
        return float(np.linalg.norm(np.asarray(self)))


class Slope(Tensor):
    """A gradient whose product with a vector remembers the vector."""

    def __matmul__(self, v: Any) -> Any:
        return np.asarray(v)


def instrument(torch: Any) -> Any:
    """The function of the notebook, with `torch` in the place of PyTorch."""
    namespace: dict[str, Any] = {"torch": torch}
    exec(CODE.replace("import torch\n", ""), namespace)
    return namespace["gap_and_ratio"]


def stand_in(g: np.ndarray, H: np.ndarray) -> Any:
    """PyTorch for one parameter array: the loss is the string "loss", g @ v stands for v, and its gradient is Hv."""

    def grad(value: Any, params: Any, **options: Any) -> Any:
        return [g.view(Slope)] if isinstance(value, str) else [(H @ value).view(Tensor)]

    return types.SimpleNamespace(
        autograd=types.SimpleNamespace(grad=grad),
        cat=lambda parts: parts[0],
        randn_like=lambda x: np.random.default_rng(0).standard_normal(len(x)).view(Tensor),
    )


def test_it_is_short_and_compiles() -> None:
    assert len([line for line in CODE.splitlines() if line.strip()]) <= 12
    compile(CODE, "take home", "exec")


def test_it_gives_both_parts_of_the_gap_and_the_edge_ratio() -> None:
    p = np.array([3.0, 0.34])
    first, second, ratio = instrument(stand_in(slope(p), bowl(p)))("loss", [p], 0.2, 0.05)
    top = float(np.linalg.eigvalsh(bowl(p))[-1])
    assert first == pytest.approx(0.05 * float(np.linalg.norm(slope(p))))
    assert second == pytest.approx(0.05**2 / 2 * top)
    assert ratio == pytest.approx(0.1 * top)


@pytest.mark.skipif(importlib.util.find_spec("torch") is None, reason="PyTorch is not installed")
def test_it_runs_with_pytorch() -> None:
    import torch

    u = torch.tensor([3.0], dtype=torch.float64, requires_grad=True)
    v = torch.tensor([0.34], dtype=torch.float64, requires_grad=True)
    idle = torch.zeros(2, dtype=torch.float64, requires_grad=True)
    loss = 0.5 * (u * v - 1).pow(2).sum() + 0.0 * idle.sum()
    first, second, ratio = instrument(torch)(loss, [u, v, idle], 0.2, 0.05)
    top = float(np.linalg.eigvalsh(bowl(np.array([3.0, 0.34])))[-1])
    assert [round(first, 4), round(second, 4)] == [0.003, 0.0114]
    assert ratio == pytest.approx(0.1 * top, rel=1e-6)
