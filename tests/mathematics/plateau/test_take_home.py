"""The instrument of 1.1 in PyTorch: at most twelve lines that run, and give what NumPy gives.

Where PyTorch is not installed, the very text of the cell runs on a stand-in for the few calls that it makes, over an objective
with a known gradient and Hessian.
"""

from __future__ import annotations

import importlib.util
import math
import re
import sys
import types
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from solutions.plateau import plateau_radius

TEXT = (Path(__file__).resolve().parents[3] / "source/1.1_plateau/1.1_plateau.md").read_text(encoding="utf-8")
CODE = re.findall(r"^```python\n(.*?)^```", TEXT, flags=re.DOTALL | re.MULTILINE)
H = np.diag([5.0, -1.0, 0.5])
THETA = np.array([0.4, -0.3, 0.2])
ETA, DROP = 0.1, 0.1


class Tensor:
    """Just enough of a tensor: arithmetic, sum, sqrt."""

    def __init__(self, value: Any) -> None:
        self.value = np.asarray(value, dtype=float)

    def sum(self) -> Tensor:
        return Tensor(self.value.sum())

    def sqrt(self) -> Tensor:
        return Tensor(np.sqrt(self.value))

    def item(self) -> float:
        return float(self.value)

    def __float__(self) -> float:
        return float(self.value)

    def __abs__(self) -> Tensor:
        return Tensor(abs(self.value))

    def __mul__(self, other: Any) -> Tensor:
        return Tensor(self.value * _value(other))

    def __truediv__(self, other: Any) -> Tensor:
        return Tensor(self.value / _value(other))

    def __add__(self, other: Any) -> Tensor:
        return Tensor(self.value + _value(other))

    def __rtruediv__(self, other: Any) -> Tensor:
        return Tensor(_value(other) / self.value)

    __rmul__, __radd__ = __mul__, __add__


def _value(other: Any) -> Any:
    return other.value if isinstance(other, Tensor) else other


def stand_in() -> types.ModuleType:
    """A module `torch` whose gradients are those of ½ θᵀHθ at THETA, in two parameter tensors."""
    parts = (slice(0, 2), slice(2, 3))

    def grad(
        outputs: Any, inputs: Any, *, grad_outputs: Any = None, create_graph: bool = False, retain_graph: bool = False
    ) -> Any:
        v = THETA if grad_outputs is None else np.concatenate([part.value for part in grad_outputs])
        assert create_graph == (grad_outputs is None)
        return tuple(Tensor((H @ v)[part]) for part in parts)

    torch = types.ModuleType("torch")
    rng = np.random.default_rng(0)
    torch.autograd = types.SimpleNamespace(grad=grad)  # type: ignore[attr-defined]
    torch.randn_like = lambda p: Tensor(rng.normal(size=p.value.shape))  # type: ignore[attr-defined]
    return torch


def expected() -> tuple[float, float, float]:
    norm = float(np.linalg.norm(H @ THETA))
    return ETA * norm, plateau_radius.plateau_radius(norm, 5.0, 0.0, DROP), 5.0


def test_the_cell_is_one_program_of_at_most_twelve_lines() -> None:
    assert len(CODE) == 1
    assert sum(bool(line.strip()) for line in CODE[0].splitlines()) <= 12
    compile(CODE[0], "take it home", "exec")


def test_its_text_gives_step_radius_and_eigenvalue_on_a_known_objective(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "torch", stand_in())
    namespace: dict[str, Any] = {}
    exec(CODE[0], namespace)
    params = [Tensor(THETA[:2]), Tensor(THETA[2:])]
    found = namespace["plateau_test"](None, params, ETA, DROP)
    assert found == pytest.approx(expected(), rel=1e-6)
    negative = namespace["plateau_test"]
    monkeypatch.setattr(sys.modules[__name__], "H", np.diag([1.0, -6.0, 0.5]))
    assert negative(None, params, ETA, DROP, products=40)[2] == pytest.approx(-6.0, rel=1e-6)


def test_a_loss_without_curvature_gives_the_radius_of_its_slope(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "torch", stand_in())
    slope = float(np.linalg.norm(H @ THETA))
    namespace: dict[str, Any] = {}
    exec(CODE[0], namespace)
    torch: Any = sys.modules["torch"]
    sloping = torch.autograd.grad

    def flat(outputs: Any, inputs: Any, **options: Any) -> Any:
        parts = sloping(outputs, inputs, **options)
        return parts if options.get("create_graph") else tuple(part * 0.0 for part in parts)

    monkeypatch.setattr(torch.autograd, "grad", flat)
    found = namespace["plateau_test"](None, [Tensor(THETA[:2]), Tensor(THETA[2:])], ETA, DROP)
    assert found == pytest.approx((ETA * slope, DROP / slope, 0.0))


@pytest.mark.skipif(importlib.util.find_spec("torch") is None, reason="PyTorch is not among the course's packages")
def test_it_runs_in_pytorch() -> None:
    import torch  # type: ignore[import-not-found]

    namespace: dict[str, Any] = {}
    exec(CODE[0], namespace)
    torch.manual_seed(0)
    parts = [torch.tensor(THETA[:2], requires_grad=True), torch.tensor(THETA[2:], requires_grad=True)]
    theta = torch.cat(parts)
    loss = theta @ torch.tensor(H) @ theta / 2
    assert namespace["plateau_test"](loss, parts, ETA, DROP) == pytest.approx(expected(), rel=1e-6)
    assert math.isfinite(loss.item())
