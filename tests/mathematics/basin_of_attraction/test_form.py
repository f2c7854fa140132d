"""The form of notebook 2.4 that no gate counts: minutes, points and slips."""

from __future__ import annotations

import itertools
import re
from typing import Any

import numpy as np
import pytest
import sympy as sp

from grader_tests.basin_of_attraction import test_gd_map_multiplier as symbolic
from grading.engine.checker.bare import BareStudent
from tests.mathematics.basins import SOURCE
from tests.support.slips import hidden_checks, slips_that_cannot_be_told

SECTION, MODULE = "2.4_basin_of_attraction", "basin_of_attraction"
NUMERIC = ("basin_label", "linear_stability", "basin_fraction", "sam_sharpness_exact", "line_report", "boundary")


def test_minutes_and_points_of_the_headings() -> None:
    headings = re.findall(r"^\*★+ · (\d+) minutes · (\d) points", SOURCE, flags=re.MULTILINE)
    assert len(headings) == 8
    assert sum(int(points) for _, points in headings) == 20
    assert 65 <= sum(int(minutes) for minutes, _ in headings) <= 80


@pytest.mark.parametrize("task", NUMERIC)
def test_no_slip_has_the_value_of_another_or_of_the_answer(task: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert slips_that_cannot_be_told(SECTION, MODULE, task, monkeypatch) == []


def test_no_slip_of_the_derivation_equals_another_or_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[list[sp.Expr]] = []

    def listen(got: Any, expected: sp.Expr, name: str, *, symbols: Any, slips: dict[str, sp.Expr], hint: str) -> None:
        heard.append([expected, *slips.values()])

    monkeypatch.setattr(symbolic, "expect_equal", listen)
    names = ("gd_map_multiplier", "top_multiplier", "first_band", "divergence_radius")
    for check in hidden_checks(MODULE, "gd_map_multiplier").values():
        check(BareStudent(dict.fromkeys(names)))
    assert len(heard) == 4
    for expressions in heard:
        columns = [np.array([complex(sp.sympify(one).subs(symbolic.eta, at)) for at in (0.7, 2.3)]) for one in expressions]
        assert all(np.abs(a - b).max() > 1e-6 for a, b in itertools.combinations(columns, 2))
