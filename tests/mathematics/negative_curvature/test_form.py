"""The form of notebook 1.3 that no gate counts: minutes, points, messages, what is taken home."""

from __future__ import annotations

import importlib.util
import inspect
import itertools
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import sympy as sp

from grader_tests.negative_curvature import test_curvature_step, test_escape_time
from grading.engine.checker.bare import BareStudent
from tests.support.slips import hidden_checks, slips_that_cannot_be_told

ROOT = Path(__file__).resolve().parents[3]
SECTION, MODULE = "1.3_negative_curvature", "negative_curvature"
TEXT = (ROOT / f"source/{SECTION}/{SECTION}.md").read_text(encoding="utf-8")
(CODE,) = re.findall(r"^```python\n(.*?)^```", TEXT, flags=re.MULTILINE | re.DOTALL)
NUMERIC = ("newton_step", "second_order_stationary", "min_eigpair", "curvature_step", "shelf_report", "boundary")
NUMBERS = {"omega": 0.17, "eta": 0.37, "mu": 1.9, "y0": 0.23, "delta": 4.1, "c": 3.3, "lip": 1.3}


def test_the_headings_say_twenty_points_and_at_most_eighty_minutes_for_the_tasks() -> None:
    headings = re.findall(r"^## \d · .*\n\*★+ · (\d+) minutes · (\d) points?", TEXT, flags=re.MULTILINE)
    assert len(headings) == 8
    assert sum(int(points) for _, points in headings) == 20
    assert 70 <= sum(int(minutes) for minutes, _ in headings) <= 80  # pictures, opening and close come on top


@pytest.mark.parametrize("task", NUMERIC)
def test_no_slip_has_the_value_of_another_or_of_the_answer(task: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert slips_that_cannot_be_told(SECTION, MODULE, task, monkeypatch) == []


@pytest.mark.parametrize(
    ("tests", "task", "count"), [(test_escape_time, "escape_time", 3), (test_curvature_step, "curvature_step", 1)]
)
def test_no_slip_of_a_derivation_equals_another_or_the_answer(
    tests: Any, task: str, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[list[sp.Expr]] = []
    monkeypatch.setattr(
        tests, "symbolic", lambda got, expected, name, symbols, slips, hint: heard.append([expected, *slips.values()])
    )
    student = BareStudent(dict.fromkeys(("lowest_curvature", "escape_time", "extra_steps", "best_length")))
    for check in hidden_checks(MODULE, task).values():
        if len(inspect.signature(check).parameters) == 1:
            check(student)
    assert len(heard) == count
    for expressions in heard:
        values = [
            complex(sp.sympify(one).subs({s: NUMBERS[s.name] for s in sp.sympify(one).free_symbols})) for one in expressions
        ]
        assert all(abs(a - b) > 1e-6 for a, b in itertools.combinations(values, 2)), expressions


def test_what_is_taken_home_is_short_and_compiles() -> None:
    assert len([line for line in CODE.splitlines() if line.strip()]) <= 12
    compile(CODE, "take home", "exec")


def test_what_is_taken_home_finds_the_lowest_curvature_with_a_stand_in() -> None:
    rng = np.random.default_rng(0)
    H = [np.diag([3.0, -1.0, 0.5]), np.diag([1.0, 2.0, 0.5])]

    class Vector(np.ndarray):
        def norm(self) -> float:
            return float(np.linalg.norm(self))

    class Gradient(np.ndarray):
        def __matmul__(self, v: Any) -> Any:
            return lambda: [(self.matrix @ np.asarray(v)).view(Vector)]

    def grad(value: Any, params: Any, **options: Any) -> Any:
        if callable(value):
            return value()
        gradient = np.zeros(3).view(Gradient)
        gradient.matrix = value
        return [gradient]

    class Torch:
        autograd = type("autograd", (), {"grad": staticmethod(grad)})
        cat = staticmethod(lambda parts: parts[0])
        randn_like = staticmethod(lambda x: rng.standard_normal(3).view(Vector))

    Gradient.flatten = lambda self: self  # type: ignore[method-assign, assignment, misc]
    Vector.flatten = lambda self: self  # type: ignore[method-assign, assignment, misc]
    namespace: dict[str, Any] = {"torch": Torch}
    exec(CODE.replace("import torch\n", ""), namespace)
    assert namespace["lowest"](H, [np.zeros(3)], 3.0) == pytest.approx([-1.0, 2.0], abs=1e-6)


@pytest.mark.skipif(importlib.util.find_spec("torch") is None, reason="PyTorch is not installed")
def test_what_is_taken_home_finds_the_lowest_curvature_with_pytorch() -> None:
    import torch

    theta = torch.tensor([0.1, -0.2], dtype=torch.float64, requires_grad=True)
    other = torch.tensor([0.3], dtype=torch.float64, requires_grad=True)
    first = 1.5 * theta[0] ** 2 - 0.5 * theta[1] ** 2 + 0.25 * (other**2).sum()
    second = theta[1] ** 2 + 0 * theta[0] + 0 * other.sum()
    namespace: dict[str, Any] = {}
    exec(CODE, namespace)
    found = [float(value) for value in namespace["lowest"]([first, second], [theta, other], 3.0)]
    assert found == pytest.approx([-1.0, 2.0], abs=1e-6)
