"""The instrument that 2.5 gives away: it is short, and right with a stand-in for PyTorch or with PyTorch itself."""

from __future__ import annotations

import contextlib
import importlib.util
import re
import types
from typing import Any

import pytest

from tests.mathematics.walls import SOURCE

(CODE,) = re.findall(r"^```python\n(.*?)^```", SOURCE, flags=re.MULTILINE | re.DOTALL)


class Tensor:
    """A scalar weight with the one method of a tensor that the code uses."""

    def __init__(self, value: float, *, real: bool = True) -> None:
        self.value, self._real = value, real

    def is_floating_point(self) -> bool:
        return self._real


class Net:
    """A model with a weight and a counter."""

    def __init__(self, value: float, seen: int) -> None:
        self.state = {"weight": Tensor(value), "seen": Tensor(seen, real=False)}

    def state_dict(self) -> dict[str, Tensor]:
        return self.state

    def load_state_dict(self, state: dict[str, Tensor]) -> None:
        self.state = state


def instrument(torch: Any) -> Any:
    """The function of the notebook, with `torch` in the place of PyTorch."""
    namespace: dict[str, Any] = {"torch": torch}
    exec(CODE.replace("import copy, torch\n", "import copy\n"), namespace)
    return namespace["wall_and_gain"]


def test_it_is_short_and_compiles() -> None:
    assert len(CODE.strip().splitlines()) <= 12
    compile(CODE, "take home", "exec")


@pytest.mark.parametrize(("loss", "wall", "gain"), [(lambda x: (x * x - 1) ** 2, 1.0, -1.0), (lambda x: x * x, 0.0, 1.0)])
def test_it_finds_the_wall_and_the_gain(loss: Any, wall: float, gain: float) -> None:
    torch = types.SimpleNamespace(lerp=lambda x, y, t: Tensor((1 - t) * x.value + t * y.value), no_grad=contextlib.nullcontext)
    first, second = Net(-1.0, 3), Net(1.0, 7)
    found = instrument(torch)(first, second, lambda net: loss(net.state["weight"].value))
    assert found == (pytest.approx(wall), pytest.approx(gain))
    assert (first.state["weight"].value, second.state["weight"].value) == (-1.0, 1.0)


@pytest.mark.skipif(importlib.util.find_spec("torch") is None, reason="PyTorch is not installed")
def test_it_runs_with_pytorch_with_batch_norm() -> None:
    import torch

    torch.manual_seed(0)
    first, second = (torch.nn.Sequential(torch.nn.Linear(2, 2), torch.nn.BatchNorm1d(2)) for _ in range(2))
    x = torch.randn(8, 2)
    wall, gain = instrument(torch)(first.eval(), second.eval(), lambda net: net.eval()(x).pow(2).mean())
    assert wall >= 0
    assert gain == gain
