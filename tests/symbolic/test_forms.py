"""Forms that stand for something else: unevaluated matrices, sets as conditions, domains with holes, sets in changing order."""

from __future__ import annotations

import time
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import scipy.optimize
import sympy as sp

from grading.checks import CheckFailed, expect_equal
from grading.engine.wire.expressions import decode_expression, encode_expression
from grading.symbolic import Relation, Unreadable, compare
from grading.symbolic.breaks import meeting_points, short
from grading.symbolic.domain import make_domain
from grading.symbolic.explicit import NotExplicit, explicit
from grading.symbolic.structure import TooLarge, equations

a, b, x, y = sp.symbols("a b x y", real=True)
p, q = sp.symbols("p q", positive=True)
t = sp.Symbol("t")
M = sp.ImmutableMatrix([[a, b], [x, y]])
V = sp.ImmutableMatrix([a, b])
A, B = sp.MatrixSymbol("A", 2, 2), sp.MatrixSymbol("B", 2, 2)

WRITTEN_OUT = [
    (sp.MatMul(M, M), M * M),
    (sp.MatMul(3, M, V), 3 * M * V),
    (sp.MatAdd(M, sp.Transpose(M)), M + M.T),
    (sp.MatPow(M, 3), M**3),
    (sp.MatPow(M, 0), sp.eye(2)),
    (sp.MatPow(sp.ImmutableMatrix([[2, 1], [1, 1]]), -2), sp.Matrix([[2, 1], [1, 1]]) ** -2),
    (sp.Inverse(sp.ImmutableMatrix([[2, 1, 0], [1, 2, 1], [0, 1, 2]])), sp.Matrix([[2, 1, 0], [1, 2, 1], [0, 1, 2]]).inv()),
    (sp.Trace(sp.MatMul(M, M)), (M * M).trace()),
    (sp.Determinant(sp.MatMul(M, M)) + 1, (M * M).det() + 1),
    (sp.KroneckerProduct(V, M), sp.kronecker_product(sp.Matrix(V), sp.Matrix(M))),
    (sp.HadamardProduct(M, M), M.applyfunc(lambda e: e**2)),
    (sp.BlockMatrix([[M, V], [sp.Transpose(V), sp.ImmutableMatrix([[1]])]]), sp.Matrix([[a, b, a], [x, y, b], [a, b, 1]])),
    (sp.MatMul(sp.Identity(2), M) + sp.ZeroMatrix(2, 2), M),
    (sp.OneMatrix(2, 1), sp.Matrix([1, 1])),
    (sp.MatMul(A, sp.MatMul(B, V)), sp.MatMul(sp.MatMul(A, B), V)),
    (sp.Trace(A * B), sp.Trace(B * A)),
    (sp.Transpose(A * B), sp.Transpose(B) * sp.Transpose(A)),
]  # fmt: skip


@pytest.mark.parametrize(("got", "expected"), WRITTEN_OUT, ids=str)
def test_matrix_expressions_are_written_out(got: Any, expected: Any) -> None:
    assert compare(got, expected, symbols=[a, b, x, y]).relation is Relation.EQUAL
    assert (
        compare(got, 2 * expected + (sp.ones(*expected.shape) if hasattr(expected, "shape") else 1)).relation
        is Relation.DIFFERENT
    )


@pytest.mark.parametrize(("got", "expected"), [pair for pair in WRITTEN_OUT if not pair[0].has(sp.BlockMatrix)], ids=str)
def test_and_so_are_those_that_crossed_the_wire(got: Any, expected: Any) -> None:
    text = encode_expression(got)
    assert text is not None
    assert compare(decode_expression(text), expected, symbols=[a, b, x, y], slips=False).relation is Relation.EQUAL


def test_products_of_matrix_symbols_do_not_commute() -> None:
    assert compare(A * B, B * A).relation is Relation.DIFFERENT


@pytest.mark.parametrize("got", [A, A * V, sp.MatPow(M, a), sp.MatrixSymbol("A", sp.Symbol("n"), 2), sp.Adjoint(A)], ids=str)
def test_matrices_that_nobody_asked_for_are_refused(got: Any) -> None:
    with pytest.raises(Unreadable, match="plain symbols"):
        compare(got, M * V, symbols=[a, b, x, y])


@pytest.mark.parametrize(
    "got",
    [
        sp.MatPow(M, 10**9),
        sp.MatPow(sp.MatPow(sp.MatPow(M, 32), 32), 32),
        sp.KroneckerProduct(*[M] * 12),
        sp.Identity(10**9),
        sp.ZeroMatrix(10**6, 10**6),
        sp.Determinant(sp.Identity(12)),
        sp.MatMul(*[sp.MatAdd(sp.OneMatrix(12, 12), sp.Identity(12))] * 60),
    ],
    ids=range(7),
)  # fmt: skip
def test_huge_matrices_cost_little(got: Any) -> None:
    started = time.process_time()
    with pytest.raises(Unreadable, match="too large"):
        compare(got, M, symbols=[a, b, x, y])
    assert time.process_time() - started < 3


def test_shapes_that_do_not_fit_are_not_explicit() -> None:
    for node in (
        sp.Basic.__new__(sp.MatMul, M, sp.Transpose(V)),
        sp.Basic.__new__(sp.MatAdd, M, V),
        sp.Basic.__new__(sp.Trace, V),
    ):
        with pytest.raises(NotExplicit):
            explicit(node)
    with pytest.raises(TooLarge):
        explicit(sp.Identity(100))


CONDITIONS = [
    (x >= 1, sp.Interval(1, sp.oo), True),
    (x > 1, sp.Interval(1, sp.oo), False),
    (sp.And(x > 0, x < a), sp.Interval.open(0, 1), None),
    (sp.Interval(1, sp.oo), x >= 1, True),
    (sp.Interval(0, 2) - sp.Interval.open(1, 2), sp.Union(sp.Interval(0, 1), sp.FiniteSet(2)), True),
    (sp.Interval(0, 2) - sp.Interval.open(1, 2), sp.Interval(0, 1), False),
    (sp.S.Reals - sp.FiniteSet(0), sp.S.Reals, False),
    (sp.S.Reals, sp.Union(sp.Interval(-sp.oo, a), sp.Interval(a, sp.oo)), True),
    (sp.Or(sp.Eq(x, 2), sp.Eq(x, -2)), sp.Eq(x**2, 4), True),
    (sp.Or(sp.Eq(x, 2), sp.Eq(x, 3)), sp.Eq(x**2, 4), False),
]


@pytest.mark.parametrize(("got", "expected", "equal"), CONDITIONS, ids=str)
def test_sets_and_conditions(got: Any, expected: Any, equal: bool | None) -> None:
    if equal is None:
        with pytest.raises(Unreadable, match="condition"):
            compare(got, expected, symbols=[x, a])
    else:
        wanted = Relation.EQUAL if equal else Relation.DIFFERENT
        assert compare(got, expected, symbols=[x, a]).relation is wanted


@pytest.mark.parametrize("got", [True, sp.Integer(1), sp.ProductSet(sp.S.Reals, sp.S.Reals)], ids=str)
def test_what_is_no_set_of_numbers_is_refused(got: Any) -> None:
    with pytest.raises(Unreadable, match="interval"):
        compare(got, sp.Interval(0, 1), symbols=[x])


def test_a_domain_may_have_holes() -> None:
    quotient = (x**2 - 1) / (x - 1)
    assert compare(quotient, x + 1, symbols=[x], strict_domain=True).relation is Relation.DIFFERENT
    for hole in (sp.S.Reals - sp.FiniteSet(1), sp.Union(sp.Interval.open(-5, 1), sp.Interval.Lopen(1, 5))):
        assert compare(quotient, x + 1, symbols=[x], domain={x: hole}, strict_domain=True).relation is Relation.EQUAL
    assert compare(sp.Max(x, 3), sp.S(3), symbols=[x], domain={x: sp.Interval(0, 4) - sp.Interval.Lopen(3, 4)}).equal
    with pytest.raises(ValueError, match="domain of x"):
        compare(x, x + 1, symbols=[x], domain={x: sp.Union(sp.S.Integers, sp.Interval.open(0, sp.Rational(1, 2)))})


@pytest.mark.parametrize(
    ("got", "expected", "equal"),
    [
        ([x, -x], [sp.Abs(x), -sp.Abs(x)], True),
        ([x, 2 * x], [sp.Abs(x), 2 * sp.Abs(x)], False),
        ([x, y], [sp.Max(x, y), sp.Min(x, y)], True),
        ([x, y], [sp.Max(x, y), x + y - sp.Min(x, y)], False),
        ([x, y], [x + 1, y - 1], False),
    ],
)
def test_sets_whose_elements_change_places(got: list[Any], expected: list[Any], equal: bool) -> None:
    result = compare(sp.FiniteSet(*got), sp.FiniteSet(*expected), symbols=[x, y])
    assert result.relation is (Relation.EQUAL if equal else Relation.DIFFERENT)


def test_meeting_points_of_two_equations() -> None:
    lonely = sp.Piecewise((0, sp.Eq(x, sp.Rational(1, 7)) & sp.Eq(x * y, sp.Rational(2, 63))), (1, True))
    found = [point for _, point in meeting_points(make_domain([x, y], None, None), equations(lonely))]
    assert {x: sp.Rational(1, 7), y: sp.Rational(2, 9)} in found
    assert compare(lonely, sp.S.One, symbols=[x, y]).relation is Relation.DIFFERENT


def test_a_short_fraction_keeps_its_scale() -> None:
    for place in (Fraction(1, 3 * 10**20), Fraction(-7, 11), Fraction(10**40, 7), Fraction(0), Fraction(1, 2 * 10**15)):
        assert abs(short(place, 15) - place) <= abs(place) / 10**12
        assert short(place, 15).denominator <= 10**60


@pytest.mark.parametrize("far", [sp.exp(60), sp.exp(-60), sp.Integer(10) ** 25, sp.Rational(1, 10**25)], ids=str)
def test_breaks_very_far_out_and_very_near_zero(far: Any) -> None:
    for side in (sp.Heaviside(p - far), sp.Heaviside(sp.log(p) - sp.log(far)), sp.Max(p, far) / p, sp.Min(p, far) / p):
        for trivial in (sp.S.Zero, sp.S.One):
            assert compare(side, trivial, symbols=[p], slips=False).relation is Relation.DIFFERENT


def test_powers_of_one_base_are_joined_as_in_sympy() -> None:
    n = sp.Symbol("n", integer=True, positive=True)
    assert compare(sp.diff(x**n, x), n * x ** (n - 1), symbols=[x, n]).relation is Relation.EQUAL
    assert compare(x**n / x**2, x ** (n - 1), symbols=[x, n]).relation is Relation.DIFFERENT


def test_a_reciprocal_is_zero_at_a_pole_as_in_sympy() -> None:
    assert compare(1 / sp.tan(x), sp.cot(x), symbols=[x]).relation is Relation.EQUAL
    assert compare(1 / sp.tan(x), sp.tan(x), symbols=[x]).relation is Relation.DIFFERENT


def test_an_argument_beyond_floats_does_not_lead_across_a_cut() -> None:
    left, right = sp.log(1 + p**400) / 400, sp.log(p) + sp.log(1 + p**-400) / 400
    assert compare(left, right, symbols=[p]).relation is Relation.EQUAL


def test_a_huge_power_of_a_number_near_one_is_computed() -> None:
    limit = sp.Pow(1 + sp.Rational(1, 10**20), 10**20, evaluate=False)
    assert compare(limit, sp.E).relation is Relation.DIFFERENT
    assert compare(sp.Mul(limit, p, evaluate=False), sp.E * p, symbols=[p]).relation is Relation.DIFFERENT


SOLVERS = [
    (sp.Matrix([[x**2]]), x**2, True),
    ([x**2], x**2, True),
    ([[x**2 + 1]], x**2, False),
    (x**2, sp.Matrix([[x**2]]), True),
    (sp.Array([x, y]), sp.Matrix([x, y]), True),
    (sp.Array([[x, 1], [1, y]]), sp.Matrix([[x, 1], [1, y]]), True),
    (sp.Array([[[x, 1], [1, y]], [[0, 1], [1, 0]]]), sp.Array([[[x, 1], [1, y]], [[0, 1], [1, 0]]]), True),
    (sp.Array([[[x, 1], [1, y]], [[0, 1], [1, 0]]]), sp.Array([[[x, 1], [1, y]], [[0, 2], [1, 0]]]), False),
    (sp.Matrix([[2, 1], [1, 2]]).eigenvals(), sp.FiniteSet(1, 3), True),
    (sp.Matrix([[2, 1], [1, 2]]).eigenvals(), {1: 1, 3: 1}, True),
    (sp.Matrix([[1, 1], [1, 0]]).eigenvals(), {sp.GoldenRatio: 1, 1 - sp.GoldenRatio: 1}, True),
    (sp.eye(2).eigenvals(), {1: 1}, False),
    (sp.roots(x**3 - 3 * x + 2, x), sp.FiniteSet(1, -2), True),
    (sp.roots(x**3 - 3 * x + 2, x), sp.FiniteSet(1, 2), False),
    (sp.solve(x**2 - 4, x, dict=True), sp.FiniteSet(2, -2), True),
    (sp.solve(x**2 - 4, x, dict=True), sp.FiniteSet(2, 1), False),
    (sp.solve([x + y - 3, x - y - 1], [x, y]), sp.Matrix([2, 1]), True),
    (sp.solve([x + y - 3, x - y - 1], [x, y]), sp.Matrix([1, 2]), False),
    (sp.solve([x + y - 3, x - y - 1], [x, y], dict=True), {x: 2, y: 1}, True),
    (sp.linsolve([x + y - 3, x - y - 1], [x, y]), sp.Matrix([2, 1]), True),
    (sp.linsolve([x + y - 3, x - y - 1], [x, y]), {x: 2, y: 1}, True),
    (sp.linsolve([2 * x - 3], [x]), sp.Rational(3, 2), True),
    (sp.solve([x**2 - 1, y - x], [x, y], dict=True), {(1, 1), (-1, -1)}, True),
    (sp.nonlinsolve([x**2 - 1, y - x], [x, y]), {(1, 1), (-1, -1)}, True),
    ([], sp.S.EmptySet, True),
    (set(), sp.S.EmptySet, True),
    (sp.S.EmptySet, [], True),
    ([1], sp.S.EmptySet, False),
    (sp.S.EmptySet, sp.FiniteSet(1), False),
    (sp.Eq(x**2, sp.Symbol("L")), x**2, True),
    (sp.Eq(sp.Symbol("L"), x**2), x**2, True),
    (sp.Eq(sp.Function("L")(x), x**2), x**2, True),
    (sp.Eq(x**2, sp.Symbol("L")), x**3, False),
    (sp.solveset(sp.sin(x), x, sp.S.Reals), sp.ImageSet(sp.Lambda(t, t * sp.pi), sp.S.Integers), True),
    (sp.solveset(sp.cos(x), x, sp.S.Reals), sp.ImageSet(sp.Lambda(t, t * sp.pi), sp.S.Integers), False),
    (sp.ImageSet(sp.Lambda(t, 2 * t * sp.pi), sp.S.Integers), sp.ImageSet(sp.Lambda(t, t * sp.pi), sp.S.Integers), False),
    (sp.ConditionSet(x, sp.Eq(x**2, 4), sp.S.Reals), sp.FiniteSet(2, -2), True),
    (sp.ConditionSet(x, sp.Eq(x**2, 4), sp.S.Reals), sp.FiniteSet(2, 3), False),
    (sp.ConditionSet(x, sp.Eq(x * sp.exp(x), 1), sp.S.Reals), sp.FiniteSet(sp.LambertW(1)), True),
    (sp.ConditionSet(x, sp.Eq(2 * sp.cos(x), 2 * x), sp.S.Reals), sp.ConditionSet(y, sp.Eq(sp.cos(y), y), sp.S.Reals), True),
]


@pytest.mark.parametrize(("got", "expected", "equal"), SOLVERS, ids=range(len(SOLVERS)))
def test_what_solvers_return_is_read(got: Any, expected: Any, equal: bool) -> None:
    result = compare(got, expected, symbols=[x, y])
    assert result.relation is (Relation.EQUAL if equal else Relation.DIFFERENT), result.evidence


def test_the_numbers_behind_the_solvers_are_right() -> None:
    """The oracle of the list above: floats."""
    assert sorted(np.linalg.eigvals([[1.0, 1.0], [1.0, 0.0]])) == pytest.approx([(1 - 5**0.5) / 2, (1 + 5**0.5) / 2])
    assert sorted(np.roots([1, 0, -3, 2])) == pytest.approx([-2, 1, 1], abs=1e-6)
    assert scipy.optimize.brentq(lambda v: v * np.exp(v) - 1, 0, 1) == pytest.approx(float(sp.LambertW(1)))


@pytest.mark.parametrize(
    ("got", "expected", "came", "wanted"),
    [
        (sp.FiniteSet(x, y), sp.Matrix([x, y]), "a set of elements without order", "a matrix of shape (2, 1)"),
        (sp.Matrix([x, y]), x, "a matrix of shape (2, 1)", "one expression"),
        (sp.FiniteSet(x), x, "a set of elements without order", "one expression"),
        (sp.ImageSet(sp.Lambda(t, t**2), sp.S.Integers), x, "an infinite set", "one expression"),
        (sp.ConditionSet(x, sp.sin(x) > 0, sp.S.Reals), x + 1, "a set that a condition describes", "one expression"),
        ([x, y], x, "a list of 2 entries", "one expression"),
        (x, sp.Matrix([x, y]), "one expression", "a matrix of shape (2, 1)"),
        ({x: 1}, sp.Matrix([x, y]), "a dict", "a matrix"),
        (sp.Eq(x, y), x + y, "an equation", "one expression"),
        (x > 1, sp.FiniteSet(1), "a condition", "1 solutions"),
    ],
    ids=range(10),
)
def test_what_is_not_accepted_says_what_came_and_what_is_wanted(got: Any, expected: Any, came: str, wanted: str) -> None:
    with pytest.raises(CheckFailed) as caught:
        expect_equal(got, expected, "answer", symbols=[x, y])
    assert came in str(caught.value)
    assert wanted in str(caught.value).split(came)[1]
    assert "not right" not in str(caught.value)


@pytest.mark.parametrize(
    ("got", "expected", "relation"),
    [
        (sp.DiracDelta(x), 2 * sp.DiracDelta(x), Relation.DIFFERENT),
        (sp.DiracDelta(2 * x), sp.DiracDelta(x) / 2, Relation.EQUAL),
        (x * sp.DiracDelta(x), sp.S.Zero, Relation.EQUAL),
        (x**2 * sp.DiracDelta(x - 3), 9 * sp.DiracDelta(3 - x), Relation.EQUAL),
        (sp.DiracDelta(x), sp.S.Zero, Relation.DIFFERENT),
        (sp.Derivative(sp.Heaviside(x), x), sp.DiracDelta(x), Relation.EQUAL),
        (sp.Derivative(sp.sign(x), x), sp.DiracDelta(x), Relation.DIFFERENT),
        (sp.DiracDelta(x - y), sp.DiracDelta(y - x), Relation.EQUAL),
        (sp.DiracDelta(p + 1), sp.S.Zero, Relation.EQUAL),
        (sp.DiracDelta(x) + x, sp.DiracDelta(x) + 2 * x, Relation.DIFFERENT),
        (sp.DiracDelta(x) ** 2, sp.DiracDelta(x), Relation.UNDECIDED),
        (sp.DiracDelta(x, 1), 2 * sp.DiracDelta(x, 1), Relation.UNDECIDED),
    ],
    ids=str,
)
def test_multiples_of_a_delta_are_told_apart_or_undecided(got: Any, expected: Any, relation: Relation) -> None:
    assert compare(got, expected, symbols=[x, y, p]).relation is relation
