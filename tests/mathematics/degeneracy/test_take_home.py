"""The instrument of 1.4 in PyTorch: at most twelve lines that run, and give what NumPy gives.

Where PyTorch is not installed, the very text of the cell runs on a stand-in for the few calls that it makes.
"""

from __future__ import annotations

import importlib.util
import re
import sys
import types
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from solutions.degeneracy import tail_order

TEXT = (Path(__file__).resolve().parents[3] / "source/1.4_degeneracy/1.4_degeneracy.md").read_text(encoding="utf-8")
CODE = re.findall(r"^```python\n(.*?)^```", TEXT, flags=re.DOTALL | re.MULTILINE)
ETA, STEPS = 0.1, 4000


class Tensor(np.ndarray):
    """An array with the methods of a tensor that the cell calls."""

    def detach(self) -> Tensor:
        return self

    def log(self) -> Any:
        return np.log(self)


def stand_in() -> types.ModuleType:
    """A module `torch` whose loss is its own gradient, a pair of arrays."""
    torch = types.ModuleType("torch")
    torch.sqrt = np.sqrt  # type: ignore[attr-defined]
    torch.tensor = lambda rows: np.array(rows).view(Tensor)  # type: ignore[attr-defined]
    torch.autograd = types.SimpleNamespace(grad=lambda loss, params, **_: loss)  # type: ignore[attr-defined]
    return torch


def walk() -> tuple[np.ndarray, np.ndarray]:
    """Points and gradients of descent on x² + x y² + y⁴ from (0.3, 1)."""
    points, gradients, p = [], [], np.array([0.3, 1.0])
    for _ in range(STEPS):
        g = np.array([2 * p[0] + p[1] ** 2, 2 * p[0] * p[1] + 4 * p[1] ** 3])
        points.append(p)
        gradients.append(g)
        p = p - ETA * g
    return np.array(points), np.array(gradients)


def expected(points: np.ndarray, gradients: np.ndarray) -> tuple[float, float, float]:
    time = ETA * np.arange(1, STEPS + 1)
    kept = 10 * time >= time[-1] * (1 - 1e-12)
    norms = np.linalg.norm(points[kept], axis=1)
    psi, order, _ = tail_order.tail_order(time[kept], np.linalg.norm(gradients[kept], axis=1), norms)
    return psi, order, float(norms[-1] - norms[0])


def test_the_cell_is_one_program_of_at_most_twelve_lines() -> None:
    assert len(CODE) == 1
    assert sum(bool(line.strip()) for line in CODE[0].splitlines()) <= 12
    compile(CODE[0], "take it home", "exec")


def test_its_text_gives_slope_order_and_growth_on_a_known_descent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "torch", stand_in())
    namespace: dict[str, Any] = {}
    exec(CODE[0], namespace)
    points, gradients = walk()
    log: list[Any] = []
    with np.errstate(all="ignore"):  # the first call has one point and no slope
        for p, g in zip(points, gradients, strict=True):
            parts = [p[:1].view(Tensor), p[1:].view(Tensor)]
            found = namespace["tail"](log, [g[:1].view(Tensor), g[1:].view(Tensor)], parts, ETA)
    assert found == pytest.approx(expected(points, gradients), rel=5e-3)
    assert found[1] == pytest.approx(4, rel=0.02)


@pytest.mark.skipif(importlib.util.find_spec("torch") is None, reason="PyTorch is not among the course's packages")
def test_it_runs_in_pytorch() -> None:
    import torch  # type: ignore[import-not-found]

    namespace: dict[str, Any] = {}
    exec(CODE[0], namespace)
    params = [torch.tensor([0.3], requires_grad=True), torch.tensor([1.0], requires_grad=True)]
    log: list[Any] = []
    for _ in range(STEPS):
        x, y = params
        loss = (x**2 + x * y**2 + y**4).sum()
        found = namespace["tail"](log, loss, params, ETA)
        loss.backward()
        with torch.no_grad():
            for p in params:
                p -= ETA * p.grad
                p.grad = None
    assert found[1] == pytest.approx(4, rel=0.05)
