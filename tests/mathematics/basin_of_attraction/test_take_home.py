"""The instrument that 2.4 gives away: it is short, and right with a stand-in for PyTorch or with PyTorch itself."""

from __future__ import annotations

import importlib.util
import re
import types
from typing import Any

import numpy as np
import pytest

from tests.mathematics.basins import SOURCE, said

(CODE,) = re.findall(r"^```python\n(.*?)^```", SOURCE, flags=re.MULTILINE | re.DOTALL)


class Tensor:
    """A scalar parameter with the methods of a tensor that the code uses."""

    def __init__(self, value: float) -> None:
        self.value = value

    @property
    def data(self) -> Tensor:
        return self

    def add_(self, kick: float) -> None:
        self.value += kick

    def sub_(self, step: float) -> None:
        self.value -= step


class Well:
    """One parameter, at the minimum 1 of a double well."""

    def __init__(self) -> None:
        self.x = Tensor(1.0)

    def parameters(self) -> list[Tensor]:
        return [self.x]


class Loss:
    """The value of a double well, with the parameter that it came from."""

    def __init__(self, net: Any) -> None:
        self.x = net.parameters()[0].value

    def item(self) -> float:
        return float((self.x**2 - 1) ** 2 / 4 if self.x > 0 else 1.0)


def stand_in(seed: int) -> Any:
    rng = np.random.default_rng(seed)
    grad = lambda value, params: [value.x**3 - value.x]  # noqa: E731
    return types.SimpleNamespace(autograd=types.SimpleNamespace(grad=grad), randn_like=lambda _: float(rng.standard_normal()))


def instrument(torch: Any) -> Any:
    """The function of the notebook, with `torch` in the place of PyTorch."""
    namespace: dict[str, Any] = {"torch": torch}
    exec(CODE.replace("import copy, torch\n", "import copy\n"), namespace)
    return namespace["kicked"]


def test_it_is_short_and_compiles() -> None:
    assert len([line for line in CODE.splitlines() if line.strip()]) <= 12
    compile(CODE, "take home", "exec")


@pytest.mark.parametrize(("size", "share"), [(0.1, 1.0), (1.0, 0.84)])
def test_it_counts_the_kicks_that_find_back(size: float, share: float) -> None:
    net = Well()
    labels = instrument(stand_in(0))(net, Loss, size, 0.05, 1e-3, n=300)
    assert set(labels) <= {0, -1}
    assert len(labels) == 300
    assert labels.count(0) / 300 == pytest.approx(share, abs=0.06)  # 16 per cent of the normal kicks go beyond -1
    assert net.x.value == 1.0  # the model itself is left alone


class Pit(Loss):
    """The value of the double well itself: both minima have the loss 0."""

    def item(self) -> float:
        return float((self.x**2 - 1) ** 2 / 4)


def test_another_valley_as_deep_counts_too() -> None:
    labels = instrument(stand_in(0))(Well(), Pit, 1.0, 0.05, 1e-3, n=300)
    assert labels.count(0) / 300 > 0.95  # of a kick of this size 16 per cent end at -1
    said("Another valley as deep counts, too")


@pytest.mark.skipif(importlib.util.find_spec("torch") is None, reason="PyTorch is not installed")
def test_it_runs_with_pytorch() -> None:
    import torch

    torch.manual_seed(0)
    net, X = torch.nn.Linear(2, 1), torch.eye(2)
    y = net(X).detach()
    assert set(instrument(torch)(net, lambda model: ((model(X) - y) ** 2).mean(), 0.1, 0.2, 1e-4, n=3)) == {0}
