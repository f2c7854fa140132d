"""The instrument that 2.3 gives away: it is short, and right with a stand-in for PyTorch or with PyTorch itself."""

from __future__ import annotations

import importlib.util
import re
import types
from typing import Any

import numpy as np
import pytest

from tests.mathematics.stairs import SOURCE

(CODE,) = re.findall(r"^```python\n(.*?)^```", SOURCE, flags=re.MULTILINE | re.DOTALL)


class Tensor:
    """A scalar weight with the methods of a tensor that the code uses."""

    def __init__(self, value: float, ndim: int = 2) -> None:
        self.value, self.ndim = value, ndim

    @property
    def data(self) -> Tensor:
        return self

    def mul_(self, factor: float) -> None:
        self.value *= factor

    def sub_(self, step: float) -> None:
        self.value -= step


class Weights:
    """A chain of equal weights."""

    def __init__(self, depth: int) -> None:
        self.weights = [Tensor(1.0) for _ in range(depth)]

    def parameters(self) -> list[Tensor]:
        return self.weights


def chain_loss(net: Any) -> float:
    return 0.5 * (float(np.prod([x.value for x in net.parameters()])) - 1) ** 2


def slopes(value: float, params: list[Tensor]) -> list[float]:
    """The gradient of a chain below its minimum, from its value: r = -sqrt(2 f)."""
    product = np.array([x.value for x in params])
    return [-float(np.sqrt(2 * value)) * float(np.prod(np.delete(product, i))) for i in range(len(params))]


def instrument(torch: Any) -> Any:
    """The function of the notebook, with `torch` in the place of PyTorch."""
    namespace: dict[str, Any] = {"torch": torch}
    exec(CODE.replace("import copy, math, torch\n", "import copy, math\n"), namespace)
    return namespace["order_of_rest"]


def test_it_is_short_and_compiles() -> None:
    assert len([line for line in CODE.splitlines() if line.strip()]) <= 12
    compile(CODE, "take home", "exec")


@pytest.mark.parametrize(("depth", "scale"), [(2, 0.1), (3, 0.1), (4, 0.25)])
def test_it_finds_how_many_weights_grow_together(depth: int, scale: float) -> None:
    torch = types.SimpleNamespace(autograd=types.SimpleNamespace(grad=slopes))
    net = Weights(depth)
    lengths, found = instrument(torch)(net, chain_loss, 0.125, 0.05, scale=scale)
    assert found == pytest.approx(depth, abs=0.1)
    assert lengths[0] < lengths[1] < lengths[2]
    assert all(x.value == 1.0 for x in net.parameters())  # the model itself is left alone


def rests_of(*counts: int) -> Any:
    """A loss that is above the level for so many steps from each start, in turn."""
    left = iter(value for count in counts for value in [*[1.0] * count, 0.0])
    return lambda _net: next(left)


@pytest.mark.parametrize("counts", [(3, 3, 6), (4, 4, 4), (5, 4, 9), (3, 6, 6), (3, 6, 2)])
def test_rests_that_do_not_grow_have_no_order(counts: tuple[int, int, int]) -> None:
    torch = types.SimpleNamespace(autograd=types.SimpleNamespace(grad=lambda _value, params: [0.0] * len(params)))
    assert instrument(torch)(Weights(2), rests_of(*counts), 0.5, 0.05) == (list(counts), None)


def test_a_run_that_meets_the_limit_has_no_order() -> None:
    torch = types.SimpleNamespace(autograd=types.SimpleNamespace(grad=slopes))
    lengths, found = instrument(torch)(Weights(3), chain_loss, 0.125, 0.05, scale=0.1, limit=200)
    assert lengths[2] == 200
    assert found is None


def test_biases_and_gains_are_not_scaled() -> None:
    torch = types.SimpleNamespace(autograd=types.SimpleNamespace(grad=lambda _value, params: [0.0] * len(params)))
    net, seen = Weights(2), []
    net.weights[1].ndim = 1

    def loss(scaled: Any) -> float:
        seen.append([x.value for x in scaled.parameters()])
        return 0.0

    instrument(torch)(net, loss, 0.5, 0.05, scale=0.5, factor=2.0)
    assert seen == [[0.5, 1.0], [0.25, 1.0], [0.125, 1.0]]


@pytest.mark.skipif(importlib.util.find_spec("torch") is None, reason="PyTorch is not installed")
def test_it_runs_with_pytorch_on_a_deep_linear_network() -> None:
    import torch

    torch.manual_seed(0)
    net = torch.nn.Sequential(*[torch.nn.Linear(3, 3, bias=False) for _ in range(2)])
    X = torch.eye(3)
    _, order = instrument(torch)(net, lambda model: ((model(X) - 2 * X) ** 2).sum() / 2, 5.0, 0.02, scale=0.01)
    assert order == pytest.approx(2, abs=0.3)
