"""The form of notebook 1.5 that no gate counts: minutes, points and slips."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import numpy as np
import pytest
import sympy as sp

from grader_tests.symmetry import test_ratio_growth as symbolic
from grading.engine.checker.bare import BareStudent
from tests.support.slips import hidden_checks, slips_that_cannot_be_told

ROOT = Path(__file__).resolve().parents[3]
SECTION, MODULE = "1.5_symmetry", "symmetry"
NUMERIC = ("is_symmetry", "scaled_sharpness", "explained_zeros", "normalised_logistic", "edge_date", "boundary")
POINT = {symbolic.eta: 0.37, symbolic.omega: 0.81, symbolic.n2: 5.3, symbolic.g2: 2.9}
POINTS = [POINT | {symbolic.u0: u, symbolic.v0: v} for u, v in ((2.3, 0.7), (0.6, 1.9))]


def test_minutes_and_points_of_the_headings() -> None:
    text = (ROOT / f"source/{SECTION}/{SECTION}.md").read_text(encoding="utf-8")
    headings = re.findall(r"^\*★+ · (\d+) minutes · (\d) points", text, flags=re.MULTILINE)
    assert len(headings) == 8
    assert sum(int(points) for _, points in headings) == 20
    assert 60 <= sum(int(minutes) for minutes, _ in headings) <= 72  # pictures, predictions and reading take 25 to 30 more


@pytest.mark.parametrize("task", NUMERIC)
def test_no_slip_has_the_value_of_another_or_of_the_answer(task: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert slips_that_cannot_be_told(SECTION, MODULE, task, monkeypatch) == []


def test_no_slip_of_the_derivation_equals_another_or_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[list[sp.Expr]] = []
    monkeypatch.setattr(
        symbolic, "symbolic", lambda got, expected, name, symbols, slips: heard.append([expected, *slips.values()])
    )
    names = ("end_sharpness", "next_norm2", "ratio_growth")
    for check in hidden_checks(MODULE, "ratio_growth").values():
        check(BareStudent(dict.fromkeys(names)))
    assert len(heard) == 3
    for expressions in heard:
        columns = [np.array([float(sp.sympify(one).subs(point)) for point in POINTS]) for one in expressions]
        assert all(np.abs(a - b).max() > 1e-6 for a, b in itertools.combinations(columns, 2))
