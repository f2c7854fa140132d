"""What students write is read where its meaning is clear, and refused with words where it is not."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import sympy as sp

from grading.checks import CheckFailed, Opaque, Undecided, expect_equal, expect_equation, expect_same_set
from grading.symbolic import Relation, Unreadable, compare

x, y = sp.symbols("x y", real=True)
lam, x0 = sp.symbols("lambda x0", positive=True)
t = sp.Symbol("t")


@pytest.mark.parametrize(
    ("got", "expected"),
    [
        (sp.sqrt(sp.Symbol("x0") ** 2), x0),
        (2 / sp.Symbol("lam"), 2 / lam),
        (2 / sp.Symbol("lambda"), 2 / lam),
        (2 / sp.Symbol("lambda_"), 2 / lam),
        (sp.Symbol("x_0") ** 2, x0**2),
        (3, sp.Integer(3)),
        (np.float64(0.5) * x, x / 2),
        (np.int64(3), sp.Integer(3)),
        (0.25, sp.Rational(1, 4)),
        (np.array([1, 2]), sp.Matrix([1, 2])),
        (np.array([[1.0, 2.0], [3.0, 4.5]]), sp.Matrix([[1, 2], [3, sp.Rational(9, 2)]])),
        ([[x, 1], [1, y]], sp.Matrix([[x, 1], [1, y]])),
        ((x, y), sp.Matrix([x, y])),
        ([x, y], sp.Matrix([[x, y]])),
        (sp.Eq(sp.Symbol("T"), x**2), x**2),
        (sp.Derivative(x**3, x), 3 * x**2),
        (sp.Integral(t, (t, 0, x)), x**2 / 2),
        (sp.Limit(sp.sin(t) / t, t, 0) * x, x),
        (sp.Lambda(t, t**2), x**2),
        (sp.Lambda((x, y), x - y), x - y),
        (sp.Poly(x**2 + x, x), x**2 + x),
        (sp.Matrix([[x]]), sp.Matrix([[x]])),
        ({x: 1, "y": 2}, {x: 1, y: 2}),
        ([1, -1], sp.FiniteSet(1, -1)),
    ],
)  # fmt: skip
def test_accepted(got: Any, expected: Any) -> None:
    symbols = [s for s in (x, y, lam, x0) if s in sp.sympify(expected if not isinstance(expected, dict) else 0).free_symbols]
    assert compare(got, expected, symbols=symbols).relation is Relation.EQUAL


@pytest.mark.parametrize(
    ("got", "said"),
    [
        (None, "None"),
        ("x**2", "not a string"),
        (Opaque("function"), "function"),
        (object(), "object"),
        ([x, 1], "list"),
        (sp.Matrix([x, 1]), "matrix"),
        (x > 1, "condition"),
        ({x}, "set"),
        ({"x": 1}, "dict"),
        (True, "condition"),
        (sp.MatrixSymbol("A", 2, 2), "MatrixSymbol"),
        (sp.Symbol("A", commutative=False), "Symbol"),
        (sp.Lambda((x, t), x), "Lambda"),
    ],
)  # fmt: skip
def test_refused_with_what_came(got: Any, said: str) -> None:
    with pytest.raises(CheckFailed, match=said):
        expect_equal(got, x**2, "answer", symbols=[x])


@pytest.mark.parametrize("got", [[[1, 2], [3]], [[x, None]], [x, "y"], [[[1]]], [x, [y]]])
def test_ragged_or_mixed_lists_are_refused(got: Any) -> None:
    with pytest.raises(CheckFailed):
        expect_equal(got, sp.Matrix([[x, y]]), "answer")


def test_strings_only_where_the_check_says_so() -> None:
    assert compare("2*x0", 2 * x0, strings=True).relation is Relation.EQUAL
    assert compare("x0^2", x0**2, strings=True).relation is Relation.EQUAL
    with pytest.raises(Unreadable):
        compare("2*x0", 2 * x0)


@pytest.mark.parametrize(
    "text", ["__import__('os').system('true')", "x0.__class__", "(lambda: 1)()", "10**10**10", "x0 +", "a" * 9999]
)
def test_strings_are_never_evaluated_as_code(text: str) -> None:
    with pytest.raises(CheckFailed):
        expect_equal(text, 2 * x0, "answer", strings=True)


def test_message_shows_the_point_and_the_own_value_only() -> None:
    with pytest.raises(CheckFailed) as caught:
        expect_equal(x**2 + 7, sp.exp(x), "answer", slips=False)
    assert "x = 2" in str(caught.value)
    assert "11" in str(caught.value)
    assert "exp" not in str(caught.value)
    assert "7.389" not in str(caught.value)


def test_undecided_goes_to_a_person() -> None:
    with pytest.raises(Undecided):
        expect_equal(sp.DiracDelta(x**2 - 1), (sp.DiracDelta(x - 1) + sp.DiracDelta(x + 1)) / 2, "answer")


def test_removable_holes_are_named_and_count_only_where_the_check_is_strict() -> None:
    a, b = sp.symbols("a b", positive=True)
    for got, expected, place in (
        ((a**2 - b**2) / (a - b), a + b, "a = 1, b = 1"),
        (1 / (1 + 1 / x), x / (x + 1), "x = 0"),
        (sp.tan(x) * sp.cos(x), sp.sin(x), "pi/2"),
        (sp.Piecewise((sp.sin(x) / x, sp.Ne(x, 0)), (1, True)), sp.sin(x) / x, "x = 0"),
    ):
        result = compare(got, expected)
        assert result.equal
        assert "removable hole" in result.evidence
        assert place in result.evidence
        assert compare(got, expected, strict_domain=False).equal
        with pytest.raises(CheckFailed):
            expect_equal(got, expected, "answer", strict_domain=True)


@pytest.mark.parametrize(
    ("got", "expected"),
    [
        (sp.Piecewise((2, sp.Eq(x, 0)), (sp.sin(x) / x, True)), sp.sin(x) / x),
        (sp.Piecewise((1 + sp.Rational(1, 10**12), sp.Eq(x, 0)), (sp.sin(x) / x, True)), sp.sin(x) / x),
        (x / sp.Abs(x), sp.sign(x)),
        (sp.Piecewise((x, x > 0)), x),
        (sp.Piecewise((0, sp.Eq(x, 0) & sp.Eq(y, 0)), (x * y / (x**2 + y**2), True)), x * y / (x**2 + y**2)),
    ],
    ids=str,
)
def test_other_missing_values_are_a_difference_without_a_slip(got: Any, expected: Any) -> None:
    result = compare(got, expected, symbols=[x, y])
    assert result.different
    assert not result.slip


def test_sets_of_dicts_and_tuples() -> None:
    expect_same_set([{x: 1}, {x: -1}], [{x: -1}, {x: 1}], "answer")
    expect_same_set([(1, 2), (3, 4), (1, 2)], [(3, 4), (1, 2)], "answer")
    with pytest.raises(CheckFailed, match="missing"):
        expect_same_set([{x: 1}], [{x: -1}, {x: 1}], "answer")
    with pytest.raises(CheckFailed):
        expect_same_set([(1, 2), (4, 3)], [(3, 4), (1, 2)], "answer")


def test_equations_up_to_a_factor() -> None:
    expect_equation(2 * x - 4 * y, sp.Eq(x, 2 * y), "answer")
    expect_equation(sp.Eq(3, 3 * x), x - 1, "answer")
    with pytest.raises(CheckFailed):
        expect_equation(sp.Eq(x, y), sp.Eq(x, 2 * y), "answer")
    with pytest.raises(CheckFailed, match="equation"):
        expect_equation([x], sp.Eq(x, y), "answer")


def test_symbols_may_be_given_by_name() -> None:
    assert compare(sp.Symbol("L") ** 2, lam**2, symbols={"L": lam}).relation is Relation.EQUAL


def test_bad_options_are_the_authors_fault() -> None:
    with pytest.raises(ValueError, match="up_to"):
        compare(x, x, up_to="constants")
    with pytest.raises(ValueError, match="domain"):
        compare(x, x + 0 * y, domain={x: "positive"})


X, Y = sp.symbols("x y")
NORM = sp.Matrix([X, Y]).norm()


@pytest.mark.parametrize(
    ("got", "expected"),
    [
        (sp.diff(sp.Abs(X) ** 2, X), 2 * x),
        (sp.diff(NORM, X), x / sp.sqrt(x**2 + y**2)),
        (sp.diff(NORM**2, Y), 2 * y),
        (sp.hessian(NORM, [X, Y]), sp.hessian(sp.sqrt(x**2 + y**2), [x, y])),
        (sp.hessian(sp.log(1 + NORM**2), [X, Y]), sp.hessian(sp.log(1 + x**2 + y**2), [x, y])),
        (sp.diff(sp.re(X) ** 2 + sp.im(X), X), 2 * x),
        (sp.Eq(sp.re(X) ** 2, Y), sp.Eq(2 * x**2, 2 * y)),
        (sp.conjugate(X) * X, x**2),
    ],
    ids=range(8),
)
def test_symbols_without_assumptions_are_real_where_the_statement_says_so(got: Any, expected: Any) -> None:
    assert compare(got, expected, symbols=[x, y]).relation is Relation.EQUAL
    if not isinstance(expected, sp.Eq):
        assert compare(got, expected * 2, symbols=[x, y]).relation is Relation.DIFFERENT


@pytest.mark.parametrize(
    ("got", "expected", "relation"),
    [
        (sp.Eq(X * sp.exp(Y), 1), sp.Eq(X, sp.exp(-Y)), Relation.EQUAL),
        (sp.Eq(sp.log(X), 1), sp.Eq(X, sp.E), Relation.EQUAL),
        (sp.Eq(X**2 - Y**2, 0), sp.Eq(X, Y), Relation.DIFFERENT),
        (sp.Eq(X**3, 1), sp.Eq(X, 1), Relation.DIFFERENT),
        (sp.Eq((X**2 + 1) ** 2, 0), sp.Eq(X**2 + 1, 0), Relation.DIFFERENT),
    ],
    ids=str,
)
def test_equations_in_plain_symbols(got: Any, expected: Any, relation: Relation) -> None:
    assert compare(got, expected).relation is relation


C, K = sp.symbols("C K")


@pytest.mark.parametrize(
    ("got", "expected", "options", "equal"),
    [
        (x**3 / 3 + C, x**3 / 3, {}, True),
        (x**3 / 3 + C + K**2, x**3 / 3, {}, True),
        (x**3 / 3 + 7, x**3 / 3, {}, True),
        (x**3 / 3 + C * x, x**3 / 3, {}, False),
        (C * x**3 / 3, x**3 / 3, {}, False),
        (x**3 / 3 + y, x**3 / 3, {"symbols": [x, y]}, False),
        (x**3 / 3 + y, x**3 / 3, {"symbols": [x, y], "variables": [x]}, True),
        (y * sp.log(x0) + y**2, y * sp.log(3 * x0), {"variables": [x0]}, True),
        (y * sp.log(x0) + y**2, 2 * y * sp.log(3 * x0), {"variables": [x0]}, False),
        (sp.log(x), sp.log(sp.Abs(x)), {"log_abs": True}, True),
        (sp.log(x - 1), sp.log(1 - x), {"log_abs": True}, True),
        (sp.log(x), sp.log(sp.Abs(x)), {}, False),
        (sp.log(3 * x) + C, sp.log(sp.Abs(x)), {"log_abs": True}, True),
        (2 * sp.log(x), sp.log(sp.Abs(x)), {"log_abs": True}, False),
        (sp.Matrix([x + C, y + K]), sp.Matrix([x, y]), {}, True),
    ],
    ids=range(15),
)
def test_constants_of_integration(got: Any, expected: Any, options: dict[str, Any], equal: bool) -> None:
    result = compare(got, expected, up_to="constant", **options)
    assert result.relation is (Relation.EQUAL if equal else Relation.DIFFERENT), result.evidence


@pytest.mark.parametrize(
    ("got", "expected"),
    [
        (0.1 * 6 * x, 3 * x / 5),
        (0.1 * x + 0.2 * x, 3 * x / 10),
        (sp.diff(0.1 * x**3, x), sp.Rational(3, 10) * x**2),
        (1 / (1 - 0.9) * x, 10 * x),
        (1 / (1 - 0.99) * x, 100 * x),
        (x ** (1 / 3), x ** sp.Rational(1, 3)),
        ((1 / 3 + 1 / 7) * x, sp.Rational(10, 21) * x),
        (sum([0.1] * 10) * x, x),
        (1.1 * 1.1 * x, sp.Rational(121, 100) * x),
    ],
    ids=range(9),
)
def test_what_arithmetic_made_of_short_decimals_counts_as_these(got: Any, expected: Any) -> None:
    assert compare(got, expected, symbols=[x]).relation is Relation.EQUAL
    wrong = compare(got, expected * sp.Rational(1001, 1000), symbols=[x])
    assert wrong.different
    assert wrong.slip_name != "float"


@pytest.mark.parametrize("number", [0.333, 0.3333333, 0.333333333333333, 0.3333333334])
def test_what_was_rounded_by_hand_is_called_rounded(number: float) -> None:
    result = compare(number * x, x / 3, symbols=[x])
    assert (result.relation, result.slip_name) == (Relation.DIFFERENT, "float")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("sqrt(x0) + sec(x0) + csc(x0) + cot(x0)", sp.sqrt(x0) + 1 / sp.cos(x0) + 1 / sp.sin(x0) + sp.cos(x0) / sp.sin(x0)),
        ("max(x0, 1) - min(x0, 2, 3)", sp.Max(x0, 1) - sp.Min(x0, 2)),
        ("log(x0, 10)", sp.log(x0) / sp.log(10)),
        ("ln(x0, 2) + log10(x0) + log2(x0)", 2 * sp.log(x0) / sp.log(2) + sp.log(x0) / sp.log(10)),
        ("arctan(x0) + arcsinh(x0)", sp.atan(x0) + sp.asinh(x0)),
    ],
)
def test_functions_in_text(text: str, value: Any) -> None:
    assert compare(text, value, strings=True).relation is Relation.EQUAL
    assert compare(value, text).relation is Relation.EQUAL
    assert compare(text, 2 * value, strings=True).relation is Relation.DIFFERENT


def test_a_logarithm_to_a_base_is_not_the_natural_one() -> None:
    assert compare("log(x0, 10)", "log(x0)", strings=True).relation is Relation.DIFFERENT
    with pytest.raises(Unreadable, match="number of arguments"):
        compare("sin(x0, 2)", x0, strings=True)


def test_foreseen_wrong_answers_are_named_first() -> None:
    foreseen = {"You forgot the square.": x0, "That is the rate, not the time.": "1/x0"}
    for got, said in ((x0, "forgot the square"), (1 / x0, "the rate"), (-(x0**2), "sign")):
        with pytest.raises(CheckFailed, match=said):
            expect_equal(got, x0**2, "answer", slips=foreseen)
    expect_equal(x0**2, x0**2, "answer", slips=foreseen)


def test_an_expected_answer_that_cannot_be_read_costs_no_point() -> None:
    with pytest.raises(Undecided, match="expected answer"):
        expect_equal(x, sp.Symbol("A", commutative=False), "answer")


def test_the_package_depends_on_nothing_else_of_the_grader() -> None:
    imported = {
        node.module
        for path in (Path(__file__).resolve().parents[2] / "grading" / "symbolic").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("grading")
    }
    assert all(f"{name}.".startswith("grading.symbolic.") for name in imported)
