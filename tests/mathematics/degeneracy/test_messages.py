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

from grading.checks.outcomes import EndOfCheck
from grading.engine.checker.bare import BareStudent
from losslandscape.reduction import on_curve
from solutions.degeneracy import (
    boundary,
    effective_dimension,
    first_nonzero_order,
    numerical_rank,
    reduced_function,
    tail_order,
)
from tests.mathematics.degeneracy.slipped import (
    RIGHT,
    A,
    B,
    Y,
    by_the_table,
    descends,
    divided,
    fits,
    ignores_g,
    on_the_line,
    on_the_ray,
    one_after_the_other,
    quartic,
    short_series,
    sigma,
    soft,
    straight,
    tail,
)
from tests.support.slips import hidden_checks

STATEMENT = (Path(__file__).resolve().parents[3] / "source/1.4_degeneracy/1.4_degeneracy.md").read_text(encoding="utf-8")


def messages(task: str, **names: Any) -> dict[str, str]:
    """What each hidden check of the task says to these answers, by the name of the check, where it fails."""
    said = {}
    for name, check in hidden_checks("degeneracy", task).items():
        try:
            arguments = (BareStudent(names), np.random.default_rng(4))
            check(*arguments[: len(inspect.signature(check).parameters)])
        except EndOfCheck as failure:
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


@pytest.mark.parametrize(
    ("task", "slip", "hint"),
    [
        ("boundary", {"boundary": boundary.BOUNDARY | {"every line": "follows"}}, "Try curves as well as straight lines"),
        ("boundary", {"boundary": boundary.BOUNDARY | {"one minibatch": "follows"}}, "the mean of those of all minibatches"),
        (
            "classify_degenerate",
            {"classify_degenerate": lambda f, p, q: on_the_line(f, p, q, read=straight)},
            "On the straight line . = 0 f does not change; on the curve it does",
        ),
        (
            "classify_degenerate",
            {"classify_degenerate": lambda f, p, q: on_the_line(f, p, q, read=quartic)},
            "without an order from 1 to 10; here its order is 6",
        ),
        ("classify_degenerate", {"classify_degenerate": ignores_g}, r"across the curve f falls\. What does g do along it"),
        ("effective_dimension", {"effective_dimension": soft(lambda k, w: k**2 / (k**2 + w**2))}, r"as in λ²/\(λ² \+ ω²\)"),
        (
            "effective_dimension",
            {"effective_dimension": lambda *at: round(effective_dimension.effective_dimension(*at), 9)},
            "is it rounded or cut off",
        ),
        (
            "effective_dimension",
            {"sublevel_exponent": lambda orders: sum(1 / int(p) for p in orders if p < np.inf)},
            "The orders are cut to whole numbers",
        ),
        (
            "effective_dimension",
            {"sublevel_exponent": lambda orders: np.inf if np.inf in orders else sum(1 / p for p in orders)},
            "in a direction of order inf, where f does not change",
        ),
        ("first_nonzero_order", {"first_nonzero_order": short_series}, "a series that ends before does not show them"),
        ("numerical_rank", {"numerical_rank": divided}, r"Here ‖H‖ is 0: is anything divided by it\?"),
        (
            "numerical_rank",
            {"numerical_rank": lambda H, error=0.0: numerical_rank.numerical_rank(H, max(error, np.linalg.norm(H) * 1e-14))},
            "That is fewer than lie above the threshold. Here d is 48",
        ),
        (
            "ray_limit",
            {"train_logistic": descends(lambda t, margins: sigma(np.clip(margins, -5, 5)))},
            r"Row 2 is the first wrong one; the margins at row 1 are \d+, -\d+\. σ\(-m\) is 0 or 1 there, to 15 decimals",
        ),
        ("ray_limit", {"train_logistic": descends(one_after_the_other)}, "Row 2 .* goes along one input alone"),
        ("ray_limit", {"ray_limit": on_the_ray}, "the limit is asked, and not f at one r"),
        ("reduced_function", {"curve": -B * Y}, r"It is like y\^1: do both terms"),
        ("reduced_function", {"reduced_function": (4 * A - B**2) * Y**2}, r"It is like y\^2: does each term of f"),
        ("reduced_function", {"least_a": sp.Abs(B) / 4}, r"It grows like \|b\|: which power of b"),
        ("reduced_function", {"reduced_function": (A - B / 4) * Y**4}, r"At b = 1 it is right: where does b stand\?"),
        ("reduced_function", {"least_a": B**2 // 4}, r"For a = 2 at b = 3 f falls along the curve, and 0 is no minimum\.$"),
        ("reduced_function", {"least_a": sp.Piecewise((B**2 / 4, B > 0), (0, True))}, "For b and -b the answer is the same"),
        ("reduced_function", {"least_a": (B**2 + 1) ** 2}, "a smaller a is enough"),
        ("tail_order", {"decision": "lower eta"}, "keep the gradient norm from falling step by step"),
        (
            "tail_order",
            {"tail_order": tail(lambda time, norm: fits(time - time[0] + 1, norm), by_the_table)},
            r"from the start of the stretch, plus 1",
        ),
        (
            "tail_order",
            {"tail_order": tail(lambda time, norm: fits(time[1:] - time[0], norm[1:]), by_the_table)},
            r"from the start of the stretch, without its first point",
        ),
        (
            "tail_order",
            {"tail_order": tail(fits, lambda order, weight: by_the_table(order if order == np.inf else min(order, 7), weight))},
            r"Its order is \d+\.?\d*, and the parameter norm goes from [\d.]+ to [\d.]+",
        ),
    ],
)
def test_a_wrong_answer_of_the_fifth_exam_is_told_its_slip_or_what_is_true_of_the_input(
    task: str, slip: dict[str, Any], hint: str
) -> None:
    said = messages(task, **(RIGHT[task] | slip))
    assert re.search(hint, "\n".join(said.values()))
    assert not messages(task, **RIGHT[task])
