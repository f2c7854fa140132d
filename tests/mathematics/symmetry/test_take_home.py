"""The instrument that 1.5 gives away: it is short, and right with a stand-in for PyTorch or with PyTorch itself."""

from __future__ import annotations

import importlib.util
import math
import re
import types
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from solutions.symmetry import edge_date as reference

TEXT = (Path(__file__).resolve().parents[3] / "source/1.5_symmetry/1.5_symmetry.md").read_text(encoding="utf-8")
(CODE,) = re.findall(r"^```python\n(.*?)^```", TEXT, flags=re.MULTILINE | re.DOTALL)


class Tensor(np.ndarray):
    """An array with the methods of a tensor that the code uses."""

    def detach(self) -> Tensor:
        return self

    def norm(self) -> float:
        return float(np.linalg.norm(np.asarray(self)))


def instrument(torch: Any) -> Any:
    """The function of the notebook, with `torch` in the place of PyTorch."""
    namespace: dict[str, Any] = {"torch": torch}
    exec(CODE.replace("import torch\n", ""), namespace)
    return namespace["edge_date"]


def stand_in(gradient: np.ndarray) -> Any:
    grad = types.SimpleNamespace(grad=lambda loss, params, **options: [gradient.view(Tensor)])
    return types.SimpleNamespace(autograd=grad, cat=lambda parts: np.concatenate(parts).view(Tensor))


def test_it_is_short_and_compiles() -> None:
    assert len([line for line in CODE.splitlines() if line.strip()]) <= 12
    compile(CODE, "take home", "exec")


def test_it_gives_the_angle_the_share_of_the_gradient_and_the_date() -> None:
    theta, g = np.array([3.0, 4.0]).view(Tensor), np.array([-0.8, 0.6])
    along, moved, ratio, date = instrument(stand_in(g))(0.0, [theta], 0.0025, 0.46, 28.3, step=7)
    assert along == pytest.approx(0, abs=1e-15)
    assert moved == pytest.approx(0.0025 / (2 * 0.46 * 25))
    assert date == pytest.approx(reference.edge_date(7, ratio, 0.0025, 0.46))
    assert ratio == pytest.approx(0.0025 * 28.3 / 2)
    assert instrument(stand_in(theta))(0.0, [theta], 0.0025, 0.46, 28.3)[0] == pytest.approx(1)


def test_without_decay_there_is_no_date_and_past_the_edge_it_is_now() -> None:
    theta, g = np.array([3.0, 4.0]).view(Tensor), np.array([-0.8, 0.6])
    given = instrument(stand_in(g))
    assert given(0.0, [theta], 0.0025, 0.0, 28.3)[1:] == (math.inf, 0.0025 * 28.3 / 2, math.inf)
    for decay in (0.0, 0.46):
        assert (
            given(0.0, [theta], 0.0025, decay, 801.0, step=7)[3] == reference.edge_date(7, 0.0025 * 801 / 2, 0.0025, decay) == 7
        )


def test_the_share_is_one_where_the_gradient_makes_up_for_the_decay() -> None:
    eta, decay, theta = 1e-4, 0.3, np.array([3.0, 4.0]).view(Tensor)
    size = np.sqrt(2 * decay * 25 / eta)  # first order in ηω: η²‖g‖² = 2ηω‖θ‖²
    assert instrument(stand_in(size * np.array([-0.8, 0.6])))(0.0, [theta], eta, decay, 1.0)[1] == pytest.approx(1)


@pytest.mark.skipif(importlib.util.find_spec("torch") is None, reason="PyTorch is not installed")
def test_it_runs_with_pytorch_on_a_scale_invariant_model() -> None:
    import torch

    torch.manual_seed(0)
    W = torch.randn(6, 4, dtype=torch.float64, requires_grad=True)
    X, y = torch.randn(40, 4, dtype=torch.float64), torch.randint(0, 6, (40,))
    loss = torch.nn.functional.cross_entropy(X @ (W / W.norm()).T, y)
    along, _, _, date = instrument(torch)(loss, [W], 0.1, 0.01, 0.5)
    assert along < 1e-12
    assert date == pytest.approx(reference.edge_date(0, 0.025, 0.1, 0.01))
