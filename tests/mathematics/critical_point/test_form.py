"""The form of notebook 2.1 that no gate counts: minutes, points and slips."""

from __future__ import annotations

import itertools
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import sympy as sp

from grader_tests.critical_point import test_critical_set as derivation
from grader_tests.critical_point import test_measured_hessian as measured
from grading.engine.checker.bare import BareStudent
from solutions.critical_point import critical_set as reference
from solutions.critical_point import measured_hessian
from tests.support.slips import hidden_checks, slips_that_cannot_be_told

ROOT = Path(__file__).resolve().parents[3]
SECTION, MODULE = "2.1_critical_point", "critical_point"
NUMERIC = (
    "critical_set",
    "all_critical_points",
    "classify_with_error",
    "measured_hessian",
    "moment_gap",
    "stationarity_ztest",
    "boundary",
)
POINT = {"a": 0.37, "t": 1.3, "f1": -0.8, "f2": 0.53, "rounding": 2.9, "M": 0.7}


def number(value: Any) -> complex:
    return complex(sp.sympify(value).subs({symbol: POINT[symbol.name] for symbol in sp.sympify(value).free_symbols}))


def test_minutes_and_points_of_the_headings() -> None:
    text = (ROOT / f"source/{SECTION}/{SECTION}.md").read_text(encoding="utf-8")
    headings = re.findall(r"^\*★+ · (\d+) minutes · (\d) points", text, flags=re.MULTILINE)
    assert len(headings) == 8
    assert sum(int(points) for _, points in headings) == 20
    assert 76 <= sum(int(minutes) for minutes, _ in headings) <= 82


@pytest.mark.parametrize("task", NUMERIC)
def test_no_slip_has_the_value_of_another_or_of_the_answer(task: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert slips_that_cannot_be_told(SECTION, MODULE, task, monkeypatch) == []


def test_no_slip_of_the_derivations_equals_another_or_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[list[Any]] = []
    monkeypatch.setattr(
        derivation, "symbolic", lambda got, expected, name, symbols, slips: heard.append([expected, *slips.values()])
    )
    given = {"critical_set": reference.critical_set(), "monkey_index": -2, "log_curvature": 0}
    for check in hidden_checks(MODULE, "critical_set").values():
        check(BareStudent(given))
    heard.append([measured_hessian.best_step(), *measured.STEPS.values()])
    assert len(heard) == 2
    for expressions in heard:
        assert all(abs(number(x) - number(y)) > 1e-6 for x, y in itertools.combinations(expressions, 2))


def test_no_set_of_points_equals_another_or_the_answer() -> None:
    sets = [reference.critical_set(), *derivation.SETS.values()]
    values = [frozenset(tuple(np.round([number(x), number(y)], 9)) for x, y in points) for points in sets]
    assert len(set(values)) == len(values)
