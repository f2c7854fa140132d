"""The instrument that 2.1 gives away: it is short, and right with a stand-in for PyTorch or with PyTorch itself."""

from __future__ import annotations

import importlib.util
import re
import types
from statistics import NormalDist
from typing import Any

import numpy as np
import pytest

from solutions.critical_point import stationarity_ztest as reference
from tests.mathematics.ends import ROOT

TEXT = (ROOT / "source/2.1_critical_point/2.1_critical_point.md").read_text(encoding="utf-8")
(CODE,) = re.findall(r"^```python\n(.*?)^```", TEXT, flags=re.MULTILINE | re.DOTALL)


class Tensor(np.ndarray):
    """An array with the methods of a tensor that the code uses."""

    def mean(self, axis: int) -> Any:
        return np.mean(np.asarray(self), axis=axis).view(Tensor)

    def std(self, axis: int) -> Any:
        return np.std(np.asarray(self), axis=axis, ddof=1).view(Tensor)

    def abs(self) -> Tensor:
        return np.abs(self)


def instrument(torch: Any) -> Any:
    """The function of the notebook, with `torch` in the place of PyTorch."""
    namespace: dict[str, Any] = {"torch": torch, "NormalDist": NormalDist}
    exec(CODE.replace("import torch\n", ""), namespace)
    return namespace["stationarity_ztest"]


def stand_in(gradients: np.ndarray) -> Any:
    """PyTorch whose "loss" is the number of a gradient, in two parts."""
    grad = types.SimpleNamespace(grad=lambda loss, params: [gradients[loss, :1].view(Tensor), gradients[loss, 1:].view(Tensor)])
    return types.SimpleNamespace(
        autograd=grad, cat=lambda parts: np.concatenate(parts).view(Tensor), stack=lambda rows: np.array(rows).view(Tensor)
    )


def test_it_is_short_and_compiles() -> None:
    assert len([line for line in CODE.splitlines() if line.strip()]) <= 12
    compile(CODE, "take home", "exec")


@pytest.mark.parametrize("slope", [0.0, 1.5])
def test_it_gives_the_scores_the_number_and_the_decision(slope: float) -> None:
    rng = np.random.default_rng(4)
    gradients, directions = rng.standard_normal((40, 3)) + slope, np.array([[1.0, 0.0, 0.0], [0.0, 0.6, 0.8]])
    z, needed, shown = instrument(stand_in(gradients))(range(40), None, directions)
    right = reference.stationarity_ztest(gradients @ directions.T, 0.05)
    np.testing.assert_allclose(z, right[0])
    assert needed == pytest.approx(right[1])
    assert shown == (right[2] == "not critical") == (slope > 0)


@pytest.mark.skipif(importlib.util.find_spec("torch") is None, reason="PyTorch is not installed")
def test_it_runs_with_pytorch() -> None:
    import torch

    torch.manual_seed(0)
    w, b = torch.zeros(3, dtype=torch.float64, requires_grad=True), torch.zeros(1, dtype=torch.float64, requires_grad=True)
    X = torch.randn(30, 8, 3, dtype=torch.float64)
    losses = (((x @ w + b - x.sum(1)) ** 2).mean() for x in X)
    directions = torch.eye(4, dtype=torch.float64)[:2]
    z, needed, shown = instrument(torch)(losses, [w, b], directions)
    assert shown
    assert needed < 30
    assert float(z.max()) < 0
