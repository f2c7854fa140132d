"""The messages of 1.4 that once were false: what they say now is true of the statement and of the answer."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import sympy as sp

from grading.checks import CheckFailed
from grading.engine.checker.bare import BareStudent
from losslandscape.reduction import on_curve
from solutions.degeneracy import first_nonzero_order, reduced_function, tail_order
from tests.support.slips import hidden_checks

STATEMENT = (Path(__file__).resolve().parents[3] / "source/1.4_degeneracy/1.4_degeneracy.md").read_text(encoding="utf-8")


def messages(task: str, **names: Any) -> dict[str, str]:
    """What each hidden check of the task says to these answers, by the name of the check, where it fails."""
    said = {}
    for name, check in hidden_checks("degeneracy", task).items():
        try:
            arguments = (BareStudent(names), np.random.default_rng(4))
            check(*arguments[: len(inspect.signature(check).parameters)])
        except CheckFailed as failure:
            said[name] = str(failure)
    return said


def test_the_accuracy_that_a_tail_misses_is_the_one_of_the_statement() -> None:
    def nearly(*stretch: Any) -> tuple[float, float, str]:
        psi, order, verdict = tail_order.tail_order(*stretch)
        return psi * (1 + 1e-5), order, verdict

    said = messages("tail_order", tail_order=nearly, decision=tail_order.DECISION)
    asked = {float(found) for text in said.values() for found in re.findall(r"relative accuracy of ([0-9.e-]+)", text)}
    task = STATEMENT[STATEMENT.index("## 7 ·") : STATEMENT.index("## 8 ·")]
    assert re.findall(r"Relative tolerance \$10\^\{(-\d+)\}\$", task) == ["-6"]
    assert asked == {1e-6}


def test_an_answer_without_b_is_told_that_b_is_missing_and_not_for_which_b_alone_it_is_right() -> None:
    quarter = {
        "curve": reduced_function.curve(),
        "reduced_function": reduced_function.reduced_function(),
        "least_a": sp.Rational(1, 4),
    }
    (said,) = messages("reduced_function", **quarter).values()
    assert "No b is in it" in said
    assert "only" not in said  # 1/4 is right at b = -1 too


@pytest.mark.parametrize(
    ("kind_of", "hint"),
    [
        (
            lambda order, kind, across: "undecided" if kind == "neither" else kind if kind == across else "saddle",
            "g has an odd order",
        ),
        (lambda order, kind, across: kind if kind != "neither" else "saddle", "The other eigenvalue is (positive|negative)"),
        (lambda order, kind, across: "minimum" if kind == "minimum" else "saddle", "Both eigenvalues of H are negative"),
    ],
)
def test_a_wrong_kind_is_told_what_is_true_of_its_hessian(kind_of: Callable[..., str], hint: str) -> None:
    def classify_degenerate(f: sp.Expr, p: sp.Symbol, q: sp.Symbol) -> str:
        H = sp.hessian(f, (p, q)).subs({p: 0, q: 0})
        if H.det() < 0:
            return "saddle"
        if H.is_zero_matrix:
            return "undecided"
        p, q = (p, q) if H[0, 0] else (q, p)
        order, kind = first_nonzero_order.first_nonzero_order(on_curve(f, p, q), q)
        return kind_of(order, kind, "minimum" if H.trace() > 0 else "maximum")

    said = messages("classify_degenerate", classify_degenerate=classify_degenerate)
    assert re.search(hint, said["test_kinds_without_a_bend"])


def test_a_group_of_claims_counts_in_good_english_and_names_no_label() -> None:
    from solutions.degeneracy.boundary import BOUNDARY

    for wrong, count in ((["flat minimum"], "one claim is"), (["flat minimum", "one minibatch"], "both claims are")):
        given = dict(BOUNDARY) | dict.fromkeys(wrong, "follows")
        (said,) = messages("boundary", boundary=given).values()
        assert f"Of pair 2, {count} not judged right." in said
        assert not any(label in said for label in BOUNDARY)
