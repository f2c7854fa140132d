"""What students write is read where its meaning is clear, and refused with words where it is not."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import sympy as sp

from grading.checks import CheckFailed, Opaque, Undecided
from grading.symbolic import Relation, Unreadable, compare, expect_equal, expect_equation, expect_same_set

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
        (sp.Matrix([x]), "matrix"),
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
    a, b = sp.symbols("a b", positive=True)
    with pytest.raises(Undecided):
        expect_equal((a**2 - b**2) / (a - b), a + b, "answer")
    expect_equal((a**2 - b**2) / (a - b), a + b, "answer", strict_domain=False)
    with pytest.raises(CheckFailed):
        expect_equal((a**2 - b**2) / (a - b), a + b, "answer", strict_domain=True)


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
