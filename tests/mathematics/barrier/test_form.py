"""The form of notebook 2.5 that no gate counts: minutes, points and slips."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import numpy as np
import pytest
import sympy as sp

from grader_tests.barrier import expressions
from grading.engine.checker.bare import BareStudent
from tests.support.slips import hidden_checks, slips_that_cannot_be_told

ROOT = Path(__file__).resolve().parents[3]
SECTION, MODULE = "2.5_barrier", "barrier"
NUMERIC = ("barrier_height", "relaxed", "top_kind", "kramers_times", "align_units", "greedy_soup", "boundary")
NAMES = ("profile", "wall_top", "bound")
POINTS = [
    {"a": 0.7, "b": 1.9, "ell": 0.3, "top": 2.3, "D": 1.7, "c": 1.3, "s": 0.6},
    {"a": 2.2, "b": 0.4, "ell": 0.8, "top": 0.7, "D": 3.1, "c": 0.4, "s": 2.9},
]


def test_minutes_and_points_of_the_headings() -> None:
    text = (ROOT / f"source/{SECTION}/{SECTION}.md").read_text(encoding="utf-8")
    headings = re.findall(r"^\*★+ · (\d+) minutes · (\d) points", text, flags=re.MULTILINE)
    assert len(headings) == 8
    assert sum(int(points) for _, points in headings) == 20
    assert 65 <= sum(int(minutes) for minutes, _ in headings) <= 80


@pytest.mark.parametrize("task", NUMERIC)
def test_no_slip_has_the_value_of_another_or_of_the_answer(task: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert slips_that_cannot_be_told(SECTION, MODULE, task, monkeypatch) == []


def valued(expression: sp.Expr, point: dict[str, float]) -> float:
    return float(expression.subs({symbol: point[str(symbol)] for symbol in expression.free_symbols}))


def test_no_slip_of_the_derivations_equals_another_or_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[list[sp.Expr]] = []
    monkeypatch.setattr(
        expressions,
        "symbolic",
        lambda got, expected, name, symbols, slips, **_: heard.append([expected, *slips.values()]),
    )
    factors = dict.fromkeys(("lambda_max", "eta", "adam"))
    for task, known in (("barrier_height", dict.fromkeys(NAMES)), ("kramers_times", {"factors": factors})):
        for name, check in hidden_checks(MODULE, task).items():
            if name.startswith(("test_profile", "test_top_of", "test_bound", "test_factor")):
                check(BareStudent(known))
    assert len(heard) == 6
    for symbols in heard:
        columns = [np.array([valued(sp.sympify(one), point) for point in POINTS]) for one in symbols]
        assert all(np.abs(a - b).max() > 1e-6 for a, b in itertools.combinations(columns, 2))
