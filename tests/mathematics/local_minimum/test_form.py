"""The form of notebook 2.2 that no gate counts: minutes, points and slips."""

from __future__ import annotations

import itertools
import re
from typing import Any

import numpy as np
import pytest
import sympy as sp

from grader_tests.local_minimum import test_regularised_minima as symbolic
from grading.engine.checker.bare import BareStudent
from tests.mathematics.valley import ROOT
from tests.support.slips import hidden_checks, slips_that_cannot_be_told

SECTION, MODULE = "2.2_local_minimum", "local_minimum"
NUMERIC = ("sam_gap", "local_min_certificate", "flattest_on_orbit", "l2_choice", "checkpoint_report", "boundary")
POINT = {symbolic.omega: 0.37, symbolic.eta: 0.41}


def test_minutes_and_points_of_the_headings() -> None:
    text = (ROOT / f"source/{SECTION}/{SECTION}.md").read_text(encoding="utf-8")
    headings = re.findall(r"^\*★+ · (\d+) minutes · (\d) points", text, flags=re.MULTILINE)
    assert len(headings) == 8
    assert sum(int(points) for _, points in headings) == 20
    assert sum(int(minutes) for minutes, _ in headings[:-1]) <= 65
    assert sum(int(minutes) for minutes, _ in headings) == 75  # as a reader counted, less what was cut (docs/exams.md)


@pytest.mark.parametrize("task", NUMERIC)
def test_no_slip_has_the_value_of_another_or_of_the_answer(task: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert slips_that_cannot_be_told(SECTION, MODULE, task, monkeypatch) == []


def test_no_slip_of_the_derivation_equals_another_or_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[list[Any]] = []
    monkeypatch.setattr(
        symbolic, "symbolic", lambda got, right, name, symbol, slips, *_, hint: heard.append([right, *slips.values()])
    )
    student = BareStudent(dict.fromkeys(("regularised_minima", "across", "along", "reach")))
    for check in hidden_checks(MODULE, "regularised_minima").values():
        check(student)
    assert len(heard) == 4
    for answers in heard:
        for one, other in itertools.combinations([numbers(answer) for answer in answers], 2):
            assert one.shape != other.shape or np.abs(one - other).max() > 1e-6


def numbers(answer: Any) -> np.ndarray:
    """An expression, or a set of pairs in order, at one point."""
    if not isinstance(answer, list):
        return np.array([complex(sp.sympify(answer).subs(POINT))])
    pairs = sorted(tuple(float(sp.sympify(one).subs(POINT)) for one in pair) for pair in answer)
    return np.array(pairs)
