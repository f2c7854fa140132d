"""Slips are named, the names can be switched off, and no message hands over the answer."""

from __future__ import annotations

from typing import Any

import pytest
import sympy as sp

from grading.symbolic import Relation, compare

x, y = sp.symbols("x y", real=True)
p, x0, x1, delta, mu, eta, y0 = sp.symbols("p x0 x1 delta mu eta y0", positive=True)
FLOW = (x1 ** (2 - p) - x0 ** (2 - p)) / (p - 2)
ESCAPE = sp.log(delta / y0) / sp.log(1 + eta * mu)
MATRIX = sp.Matrix([[x, 2 * y], [1, x * y]])

SLIPS = [
    ("sign", -FLOW, FLOW),
    ("sign", -MATRIX, MATRIX),
    ("half", FLOW / 2, FLOW),
    ("half", 2 * x**2 * y, x**2 * y),
    ("factor", 3 * FLOW, FLOW),
    ("factor", 5 * MATRIX, MATRIX),
    ("missing_factor", FLOW * (p - 2), FLOW),
    ("constant", ESCAPE + 3, ESCAPE),
    ("reciprocal", 1 / ESCAPE, ESCAPE),
    ("log_base", ESCAPE / sp.log(10), ESCAPE),
    ("log_base", sp.log(x0, 2), sp.log(x0)),
    ("log_base", 1 + sp.log(x0, 10) ** 2, 1 + sp.log(x0) ** 2),
    ("swapped", x0**2 * x1, x1**2 * x0),
    ("inner_derivative", sp.cos(x**2), 2 * x * sp.cos(x**2)),
    ("inner_derivative", sp.exp(-3 * x), -3 * sp.exp(-3 * x)),
    ("exponent", x0**3 * eta, x0**2 * eta),
    ("exponent", 1 / (1 + x**2), 1 / (1 + x**2) ** 2),
    ("term_sign", x**2 + x * y + y**2, x**2 - x * y + y**2),
    ("missing_term", x**2 + sp.sin(y) * x, x**2 + sp.sin(y) * x + sp.exp(y * x)),
    ("special_case", sp.log(x0 / x1), FLOW),
    ("special_case", x**2, x**2 + y * x),
    ("float", 0.333333 * x**3, x**3 / 3),
    ("float", sp.Matrix([0.7071067811865476 * x, y]), sp.Matrix([x / sp.sqrt(2), y])),
    ("unknown_symbol", x * sp.Symbol("q"), x * y),
    ("transposed", MATRIX.T, MATRIX),
    ("transposed", sp.Matrix([[x, y]]), sp.Matrix([x, y])),
    ("permuted", [y, x, 1], [1, x, y]),
    ("boundary", sp.And(x >= 0, x < 1), sp.And(x > 0, x < 1)),
    ("reversed", x > 1, x <= 1),
    ("missing", {1}, {1, -1}),
    ("extra", {1, -1, 0}, {1, -1}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "got", "expected"), SLIPS, ids=[f"{i}-{s[0]}" for i, s in enumerate(SLIPS)])
def test_slip_is_named(name: str, got: Any, expected: Any) -> None:
    comparison = compare(got, expected)
    assert comparison.relation is Relation.DIFFERENT
    assert comparison.slip_name == name
    assert comparison.slip


@pytest.mark.parametrize(("name", "got", "expected"), SLIPS[:24], ids=[f"{i}-{s[0]}" for i, s in enumerate(SLIPS[:24])])
def test_slip_can_be_switched_off_and_the_verdict_stays(name: str, got: Any, expected: Any) -> None:
    comparison = compare(got, expected, slips=["swapped"] if name != "swapped" else ["sign"])
    assert comparison.relation is Relation.DIFFERENT
    assert comparison.slip_name != name
    assert compare(got, expected, slips=False).slip == ""


def test_an_unknown_name_of_a_slip_is_refused() -> None:
    with pytest.raises(ValueError, match="no slip 'sgin'"):
        compare(-x, x, slips=["sgin"])


def test_messages_hold_neither_the_answer_nor_its_factor() -> None:
    for _, got, expected in SLIPS:
        comparison = compare(got, expected)
        assert str(expected) not in comparison.slip
    assert "3" not in compare(3 * FLOW, FLOW).slip


@pytest.mark.parametrize("got", [FLOW, sp.expand(FLOW), FLOW.subs(p, p)])
def test_a_right_answer_has_no_slip(got: Any) -> None:
    comparison = compare(got, FLOW)
    assert (comparison.relation, comparison.slip) == (Relation.EQUAL, "")


def test_a_wrong_entry_is_located() -> None:
    comparison = compare([[x, 1], [1, y]], [[x, 1], [-1, y]])
    assert comparison.witness is not None
    assert comparison.witness.where == "entry (1, 0)"


k, g = sp.symbols("k g", real=True)
u, v = sp.symbols("u v", real=True)
PHI = sp.Function("phi")


@pytest.mark.parametrize(
    ("got", "expected"),
    [
        (-2 * k**3, 2 * sp.Abs(k) ** 3),
        (-g / k, -g / sp.Abs(k)),
        (sp.Abs(1 - k), sp.Max(0, 1 - k)),
        (g**2 * k, g**2 * sp.Max(k, 0)),
        (sp.Piecewise((1 - k, k < 0), (0, True)), sp.Max(0, 1 - k)),
        (sp.Piecewise((sp.log(3), sp.Eq(k, 2)), (k, True)), sp.Piecewise((sp.log(2), sp.Eq(k, 2)), (k, True))),
    ],
    ids=str,
)  # fmt: skip
def test_a_slip_that_does_not_explain_the_witness_is_not_named(got: Any, expected: Any) -> None:
    result = compare(got, expected)
    assert result.different
    assert not result.slip_name


def test_slips_of_what_was_left_standing() -> None:
    t = sp.Symbol("t", positive=True)
    assert compare(-sp.log(t), sp.Integral(1 / k, (k, 1, t)), symbols=[t]).slip_name == "sign"
    left_standing = u * PHI(u * v).diff(v) - v * PHI(u * v).diff(u)
    assert compare(sp.Integer(0), left_standing, symbols=[u, v]).different
    assert compare(-left_standing, left_standing, symbols=[u, v]).slip_name == "sign"


@pytest.mark.parametrize(
    ("got", "expected"),
    [
        (sp.Piecewise((5, sp.Eq(sp.exp(x), 3)), (x * y, True)), x * y),
        (sp.Piecewise((x, x > 0)), x),
        (sp.Piecewise((2, sp.Eq(x, 0)), (sp.sin(x) / x, True)), sp.sin(x) / x),
    ],
    ids=str,
)
def test_no_slip_is_named_where_its_number_is_neutral_or_a_value_is_missing(got: Any, expected: Any) -> None:
    for one, other in ((got, expected), (expected, got)):
        result = compare(one, other, symbols=[x, y])
        assert result.different
        assert not result.slip
