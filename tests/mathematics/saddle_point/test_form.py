"""The form of notebook 2.3 that no gate counts: minutes, points and slips."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import numpy as np
import pytest
import sympy as sp

from grader_tests.saddle_point import test_chain_curvature as symbolic
from grading.engine.checker.bare import BareStudent
from tests.support.slips import hidden_checks, slips_that_cannot_be_told

ROOT = Path(__file__).resolve().parents[3]
SECTION, MODULE = "2.3_saddle_point", "saddle_point"
NUMERIC = ("perturbed_gd", "strict_saddle_test", "softmax_origin", "kernel_sharpness", "saddle_order", "boundary")
SIZES = {symbolic.L: 5, symbolic.width: 9, symbolic.r: 5, symbolic.k: 3}
POINTS = [SIZES | {symbolic.w: a, symbolic.w0: a / 3, symbolic.w1: a} for a in (0.7, 1.3)]


def test_minutes_and_points_of_the_headings() -> None:
    text = (ROOT / f"source/{SECTION}/{SECTION}.md").read_text(encoding="utf-8")
    headings = re.findall(r"^\*★+ · (\d+) minutes · (\d) points", text, flags=re.MULTILINE)
    assert len(headings) == 8
    assert sum(int(points) for _, points in headings) == 20
    assert 70 <= sum(int(minutes) for minutes, _ in headings) <= 80


@pytest.mark.parametrize("task", NUMERIC)
def test_no_slip_has_the_value_of_another_or_of_the_answer(task: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert slips_that_cannot_be_told(SECTION, MODULE, task, monkeypatch) == []


def test_no_slip_of_the_derivation_equals_another_or_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[list[sp.Expr]] = []
    monkeypatch.setattr(
        symbolic,
        "symbolic",
        lambda got, expected, name, symbols, slips, *conditions: heard.append([expected, *slips.values()]),
    )
    names = ("chain_curvature", "leave_time", "landing_index")
    for check in hidden_checks(MODULE, "chain_curvature").values():
        check(BareStudent(dict.fromkeys(names)))
    assert len(heard) == 3
    for expressions in heard:
        columns = [np.array([float(sp.sympify(one).subs(point)) for point in POINTS]) for one in expressions]
        assert all(np.abs(a - b).max() > 1e-6 for a, b in itertools.combinations(columns, 2))


def test_what_is_read_after_the_tasks_does_not_print_their_answers() -> None:
    text = (ROOT / f"source/{SECTION}/{SECTION}.md").read_text(encoding="utf-8")
    close = text[text.index("## What you have learned") :]
    assert not re.search(r"\(h - k\)|\(d_h - k\)|\(width - k\)", close)
    assert "Delta" not in close
    assert "3 modes and 5 units" not in text
    assert "A rest of the loss of a *deep linear network*" in close
