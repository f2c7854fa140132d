"""SymPy expressions cross the wire structurally equal; hostile text builds nothing, costs nothing, raises WireError."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import Any

import pytest
import sympy as sp
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grading.engine.wire import sizes
from grading.engine.wire.errors import WireError
from grading.engine.wire.expressions import CONSTANTS, decode_expression, encode_expression

x, y = sp.symbols("x y")
p = sp.Symbol("p", positive=True, integer=True)
f = sp.Function("f")
A = sp.MatrixSymbol("A", 3, 3)

EXPRESSIONS = [
    x,
    x + y,
    2 * x * y**2 / 3,
    sp.sqrt(x + 1) - sp.exp(-y) / p,
    sp.Piecewise((x, x > 0), (-x, True)),
    sp.Eq(x, y),
    sp.Ne(x, 1),
    sp.And(x > 0, y < 1),
    sp.Or(x > 0, sp.Not(sp.Eq(y, 1))),
    sp.Xor(x > 0, y > 0),
    sp.Max(x, y, 1),
    sp.Min(x, y),
    sp.Interval(0, sp.oo),
    sp.Interval.open(0, 1),
    sp.FiniteSet(1, x, 2),
    sp.Interval(0, 1) | sp.Interval(3, 4),
    sp.S.Reals,
    sp.S.EmptySet,
    sp.true,
    sp.false,
    sp.pi * sp.I,
    -sp.oo,
    sp.zoo,
    sp.nan,
    sp.Float(0.1),
    sp.Float("1.25", 50),
    sp.Float("-1e-300"),
    sp.Float("1e9900", 15),
    sp.Integer(10) ** 3999,
    sp.Float(sp.pi, 1200),
    sp.Rational(-3, 7),
    sp.S.Half,
    sp.Integer(10) ** 300,
    f(x),
    sp.diff(f(x), x, 2),
    sp.Integral(x**2, (x, 0, 1)),
    sp.Sum(x, (x, 1, y)),
    sp.Tuple(x, y),
    sp.Lambda(x, x**2),
    sp.log(x) / sp.log(10),
    sp.Abs(x),
    sp.sign(x),
    sp.gamma(x),
    sp.LambertW(x),
    sp.erf(x),
    sp.binomial(x, 2),
    sp.ceiling(sp.log(x)),
    sp.Heaviside(x),
    sp.Limit(sp.sin(x) / x, x, 0),
    sp.Mod(x, 3),
    sp.conjugate(x),
    sp.exp(1),
    sp.E**x,
    A * A.T,
    sp.Trace(A),
    A[0, 1],
    sp.Identity(3),
    sp.KroneckerProduct(A, A),
    sp.Contains(x, sp.S.Reals),
    sp.Mul(2, x + y, evaluate=False),
    sp.Add(x, x, evaluate=False),
    sp.solveset(sp.sin(x), x),
    sp.Dummy("z"),
    sp.Symbol("λ_max"),
    sp.Symbol("x0", positive=True),
    p,
    sp.Matrix([[x, 1], [y, 2]]),
    sp.ImmutableMatrix([[x]]),
    sp.SparseMatrix([[1, 2], [0, x]]),
    sp.Matrix(0, 3, []),
    sp.zeros(2, 2),
    sp.atan2(y, x),
    sp.tanh(x) ** 2,
    1 / (1 + sp.exp(-x)),
]

atoms = st.sampled_from([x, y, p, sp.pi, sp.I, sp.Integer(-1), sp.Rational(2, 3), sp.Float(0.3), sp.Integer(7)])
trees = st.recursive(
    atoms,
    lambda inner: (
        st.tuples(inner, inner).map(lambda ab: ab[0] + ab[1])
        | st.tuples(inner, inner).map(lambda ab: ab[0] * ab[1])
        | inner.map(lambda a: sp.sin(a))
        | inner.map(lambda a: sp.exp(-a))
        | inner.map(lambda a: a**2)
    ),
    max_leaves=8,
)
names = st.sampled_from(
    [*sorted(CONSTANTS), "Add", "Mul", "Pow", "Integer", "Symbol", "Float", "eval", "__import__", "Function", "sin"]
)


@pytest.mark.parametrize("expression", EXPRESSIONS, ids=lambda e: str(e)[:30])
def test_expression_comes_out_structurally_equal(expression: Any) -> None:
    text = encode_expression(expression)
    assert text is not None
    back = decode_expression(text)
    assert type(back).__name__ == type(expression).__name__
    assert back == expression
    assert sp.srepr(back) == sp.srepr(expression)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(trees)
def test_random_expression_comes_out_structurally_equal(expression: Any) -> None:
    back = decode_expression(encode_expression(expression) or "")
    assert back == expression
    assert back.free_symbols == expression.free_symbols


@settings(deadline=None)
@given(st.text(max_size=60))
def test_junk_text_raises_nothing_but_wire_error(text: str) -> None:
    with pytest.raises(WireError):
        decode_expression(text + "(")


@settings(deadline=None)
@given(
    st.recursive(names, lambda inner: st.tuples(names, st.lists(inner, max_size=3)).map(lambda c: f"{c[0]}({', '.join(c[1])})"))
)
def test_junk_calls_raise_nothing_but_wire_error(text: str) -> None:
    with suppress(WireError):
        decode_expression(text)


HOSTILE = [
    "__import__('os').system('true')",
    "eval('1')",
    "(lambda: 1)()",
    "[x for x in ()]",
    "x if x else y",
    "Symbol('x').free_symbols",
    "Integer(1) + Integer(1)",
    "Integer(1 + 1)",
    "Integer('1')",
    "Integer(True)",
    "Integer(1.0)",
    "Rational(1, 0)",
    "Rational(1, -1)",
    "Float('1')",
    "Float('1', precision=10**9)",
    "Float('1e99999999999', precision=53)",
    "Float('1e99999', precision=53)",
    "Float('nan', precision=53)",
    "Float('0x10', precision=53)",
    "Symbol('x', positive=1)",
    "Symbol('x', evil=True)",
    "Symbol('x', positive=True, negative=True)",
    "Symbol('')(x)",
    "Symbol(1)",
    "Symbol('" + "x" * 1000 + "')",
    "Symbol('\\x00')",
    "Function('f')",
    "Function(f)(x)",
    "sin()",
    "sin(*x)",
    "Pow(Symbol('x'))",
    "Add(**x)",
    "Add(x=1)",
    "MutableDenseMatrix([[Integer(1)], [Integer(1), Integer(2)]])",
    "MutableDenseMatrix(1)",
    "MutableDenseMatrix(Integer(9), Integer(999999999), [])",
    "MutableDenseMatrix([[true]])",
    "Integer(" + "9" * 5000 + ")",
    "f'{1}'",
    "sympify('1')",
    "parse_expr('1')",
    "S('1')",
    "Poly(Symbol('x'))",
    "Lambda",
    "-" * 5000 + "Integer(1)",
    "(" * 300 + ")" * 300,
    "Add(" * 150 + ")" * 150,
    "x",
    "",
    " ",
    "\n",
    "1",
    "'text'",
    "...",
    "None",
    "Integer(1); Integer(2)",
    "Integer(1)\nInteger(2)",
    "\0",
    "Symbol('x', " + ", ".join(f"a{i}=True" for i in range(1000)) + ")",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_refused_at_once(text: str) -> None:
    started = time.process_time()
    with pytest.raises(WireError):
        decode_expression(text)
    assert time.process_time() - started < 1.0


BOMBS = [
    "Pow(Integer(10), Pow(Integer(10), Pow(Integer(10), Integer(10))))",
    "factorial(Integer(" + "9" * 4000 + "))",
    "binomial(Integer(999999999999), Integer(99999999))",
    "Sum(Symbol('x'), Tuple(Symbol('x'), Integer(1), Integer(" + "9" * 1000 + ")))",
    "Interval(Integer(0), Pow(Integer(10), Pow(Integer(10), Integer(10))), false, false)",
    "Max(Pow(Integer(10), Pow(Integer(10), Integer(10))), Pow(Integer(10), Pow(Integer(11), Integer(10))))",
    "StrictLessThan(Pow(Integer(10), Pow(Integer(10), Integer(10))), Integer(1))",
    "And(StrictLessThan(Pow(Integer(10), Pow(Integer(10), Integer(10))), Integer(1)), true)",
    "polylog(Integer(99999), Rational(1, 3))",
    "Integral(Pow(Symbol('x'), Symbol('x')), Tuple(Symbol('x'), Integer(0), oo))",
    "MutableDenseMatrix([[" + ", ".join(["Pow(Integer(9), Pow(Integer(9), Integer(99)))"] * 100) + "]])",
    "FiniteSet(Pow(Integer(10), Pow(Integer(10), Integer(10))), Integer(1))",
    "Abs(Pow(Integer(10), Pow(Integer(10), Integer(10))))",
]


@pytest.mark.parametrize("text", BOMBS, ids=range(len(BOMBS)))
def test_bomb_is_built_without_going_off(text: str) -> None:
    started = time.process_time()
    decode_expression(text)
    assert time.process_time() - started < 1.0


def test_expression_that_shares_its_parts_is_counted_as_it_is_written() -> None:
    shared = x
    for _ in range(60):
        shared = sp.Add(sp.sin(shared, evaluate=False), sp.cos(shared, evaluate=False), evaluate=False)
    started = time.process_time()
    with pytest.raises(WireError):
        encode_expression(shared)
    assert time.process_time() - started < 2.0


@pytest.mark.parametrize(
    "number",
    [
        sp.Integer(7) ** 200_000,
        -(sp.Integer(10) ** 4000),
        sp.Rational(1, sp.Integer(3) ** 90_000),
        sp.Float("1e400000", 15),
        sp.Float("-1e-400000", 15),
        sp.Float("1.5", 2000),
    ],
    ids=["7**200000", "-10**4000", "1/3**90000", "1e400000", "-1e-400000", "2000 digits"],
)
def test_number_that_is_too_long_is_refused_before_it_is_written(number: Any) -> None:
    started = time.process_time()
    for expression in (number, x + number, sp.Matrix([[x, number]])):
        with pytest.raises(WireError, match=r"number|Float"):
            encode_expression(expression)
    assert time.process_time() - started < 0.5


def test_substitution_crosses_as_what_it_works_out_to() -> None:
    standing = sp.Subs(sp.Derivative(x**3, x), x, 2 * y)
    assert decode_expression(encode_expression(standing + 1) or "") == 12 * y**2 + 1
    assert decode_expression(encode_expression(sp.Matrix([[standing]])) or "") == sp.Matrix([[12 * y**2]])


def test_substitution_into_an_unknown_function_does_not_cross() -> None:
    assert encode_expression(sp.Subs(sp.Derivative(f(x), x), x, 2 * y)) is None


def test_text_that_is_too_long_is_not_even_parsed() -> None:
    with pytest.raises(WireError, match="too large"):
        decode_expression("Integer(1)" + " " * sizes.MAX_EXPRESSION_TEXT)


def test_class_that_does_not_cross_is_told_before_it_is_sent() -> None:
    assert encode_expression(sp.Order(x)) is None
    assert encode_expression(sp.Add(x, sp.Order(x))) is None


def test_polynomial_crosses_as_its_expression() -> None:
    assert decode_expression(encode_expression(sp.Poly(x**2 + 1, x)) or "") == x**2 + 1


MALFORMED = [
    "Mul(MatMul(), MatMul())",
    "Sum()",
    "Sum(Symbol('x'))",
    "Sum(Symbol('x'), Integer(2))",
    "Lambda()",
    "Lambda(Integer(1), Integer(1), Integer(1))",
    "MatrixSymbol()",
    "MatrixSymbol(Integer(1), Integer(2))",
    "Not()",
    "Limit()",
    "Limit(Symbol('x'))",
    "Interval()",
    "Abs(Interval())",
    "Abs(Interval(Integer(0), Integer(1), false, false))",
    "Add(true, Integer(1))",
    "Max(Tuple(), Integer(1))",
    "Equality(Symbol('x'))",
    "Piecewise()",
    "Piecewise(Integer(1))",
    "Derivative(Symbol('x'), Symbol('x'), Integer(1))",
    "ImmutableDenseMatrix(Integer(), Integer(0), [])",
]


@pytest.mark.parametrize("text", MALFORMED)
def test_node_with_the_wrong_parts_is_refused_on_arrival(text: str) -> None:
    """Built, it would raise when a check first looks at it, and the check would be blamed."""
    with pytest.raises(WireError):
        decode_expression(text)


@pytest.mark.parametrize(
    "expression",
    [
        sp.sec(sp.Integral(x, x)),
        x * sp.Sum(x, (x, 1, y)),
        sp.Product(x, (x, 1, y)) + 1,
        sp.Equivalent(x > 0, y > 0),
        sp.Xor(x > 0, y > 0),
        sp.Interval(0, 1) | sp.Interval(3, 4),
    ],
    ids=str,
)
def test_what_arrives_can_be_worked_with_as_what_was_sent(expression: Any) -> None:
    back = decode_expression(encode_expression(expression) or "")
    assert set(back.args) == set(expression.args)
    assert back.subs(y, 3) == expression.subs(y, 3)
    if isinstance(expression, sp.Expr):
        assert back.is_commutative is True
        assert 2 * back - expression == expression
