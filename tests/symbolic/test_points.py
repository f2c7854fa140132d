"""Points: beside the real axis, in hidden regions, at leading terms; contexts are kept and conditions hold."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import numpy as np
import pytest
import sympy as sp

from grading.symbolic import Relation, compare, decide
from grading.symbolic.balls import kept_context, new_context
from grading.symbolic.domain import make_domain
from grading.symbolic.evaluate import Evaluator
from grading.symbolic.hidden import hidden_regions
from grading.symbolic.offaxis import ON_THE_WAY, beside, real_neighbours, shifted
from grading.symbolic.probe import Finding, Outcome, Probe
from grading.symbolic.structure import cuts

x, y = sp.symbols("x y", real=True)
p, q = sp.symbols("p q", positive=True)
n = sp.Symbol("n", integer=True)
z = sp.Symbol("z")

ANALYTIC = [x**2, sp.sin(x) * y, sp.sqrt(p), sp.log(p + q), sp.atan(1 / x), sp.acos(x / 10), sp.acosh(1 + p), sp.sqrt(p - q),
            x**n, 2**x, sp.asech(1 / (1 + p)), sp.loggamma(p), sp.erf(x)]  # fmt: skip
NOT_ANALYTIC = [sp.Abs(x), sp.sign(x), sp.Max(x, y), sp.floor(x), sp.Piecewise((x, x > 0), (0, True)), sp.Heaviside(x), z * x,
                sp.re(sp.sqrt(x)), sp.conjugate(sp.sqrt(x)), sp.arg(x), sp.Mod(x, 2), n**2, sp.Sum(x**n, (n, 1, 3)),
                sp.besselj(1, x), sp.atan2(x, y)]  # fmt: skip


def domain(*sides: Any) -> Any:
    return make_domain(set().union(*(side.free_symbols for side in sides)), None, None)


@pytest.mark.parametrize("side", ANALYTIC, ids=str)
def test_analytic_sides_are_compared_beside_the_axis(side: Any) -> None:
    places = list(beside(side, side, domain(side)))
    assert places
    for base, steps in places:
        moved = shifted(base, steps)
        assert any(sp.im(value) != 0 for value in moved.values())
        assert all(sp.re(moved[s]) == base[s] for s in moved)
    assert "complex" in compare(side + sp.sin(1) ** 2, side + 1 - sp.cos(1) ** 2, slips=False).evidence or side.is_polynomial()


@pytest.mark.parametrize("side", NOT_ANALYTIC, ids=str)
def test_other_sides_are_not(side: Any) -> None:
    assert not list(beside(side, side, domain(side)))
    assert not list(beside(sp.Integer(1), side, domain(side)))


@pytest.mark.parametrize(
    ("function", "argument"),
    [
        (sp.log, x),
        (sp.log, x**12),
        (sp.sqrt, x * y),
        (sp.asin, x),
        (sp.acosh, x),
        (sp.atanh, x / 3),
        (sp.acoth, x),
        (sp.asech, x),
        (sp.asec, x),
        (sp.atan, x**5),
        (sp.asinh, x**5),
        (sp.acsch, sp.sin(9 * x)),
        (sp.log, sp.cos(7 * x) * sp.exp(3 * y)),
    ],
)
def test_no_cut_is_crossed_on_the_way(function: Any, argument: Any) -> None:
    """Along the way the function changes little from step to step; across a cut it would jump."""
    for base, steps in beside(function(argument), x, domain(argument)):
        parts = np.linspace(0, 1, 401)
        symbols = list(base)
        way = [complex(base[v]) + 1j * parts * float(steps.get(v, 0)) for v in symbols]
        values = sp.lambdify(symbols, function(argument), "numpy")(*way)
        assert np.abs(np.diff(values)).max() < 0.1
    assert max(ON_THE_WAY) == 1


PIECEWISE_IDENTITIES = [
    (sp.atan(p) + sp.atan(1 / p), sp.pi / 2),
    (sp.acos(x / sp.sqrt(1 + x**2)) + sp.asin(x / sp.sqrt(1 + x**2)), sp.pi / 2),
    (sp.sqrt(p**2 * q), p * sp.sqrt(q)),
    (sp.sqrt(sp.exp(2 * x)), sp.exp(x)),
    (sp.log(sp.exp(x)), x),
    (sp.log(1 / (1 + sp.exp(-x))), -sp.log(1 + sp.exp(-x))),
    (sp.acosh(sp.cosh(p)), p),
    (sp.sqrt((1 + sp.sin(x)) * (2 + sp.cos(y))), sp.sqrt(1 + sp.sin(x)) * sp.sqrt(2 + sp.cos(y))),
    (sp.atan(sp.sinh(x)), 2 * sp.atan(sp.tanh(x / 2))),
]


@pytest.mark.parametrize(("left", "right"), PIECEWISE_IDENTITIES, ids=str)
def test_identities_that_need_the_real_axis_stay_equal(left: Any, right: Any) -> None:
    """Far from the axis each of these fails; the points stay near enough."""
    assert compare(left, right, slips=False).relation is Relation.EQUAL


class Blind(Probe):
    """A probe that sees no difference on the real axis."""

    def compare(self, left: Any, right: Any, point: Any) -> Finding:
        if all(getattr(value, "is_real", True) for value in point.values()):
            return Finding(Outcome.SAME, bits=120)
        return super().compare(left, right, point)

    def closer(self) -> Probe:
        return self


def test_a_difference_beside_the_axis_alone_is_undecided_never_different(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module("grading.symbolic.compare"), "Probe", Blind)
    result = compare(sp.sin(sp.pi * x) ** 2 + sp.exp(x), sp.exp(x), slips=False)
    assert result.relation is Relation.UNDECIDED
    assert "beside the real axis" in result.evidence


def test_a_difference_beside_the_axis_with_a_real_witness_is_different(monkeypatch: pytest.MonkeyPatch) -> None:
    class Dull(Blind):
        def closer(self) -> Probe:
            return Probe()

    monkeypatch.setattr(import_module("grading.symbolic.compare"), "Probe", Dull)
    result = compare(sp.sin(sp.pi * x) ** 2 + sp.exp(x), sp.exp(x), slips=False)
    assert result.relation is Relation.DIFFERENT
    assert result.witness is not None
    assert "I" not in dict(result.witness.point)["x"]


def test_real_neighbours_stay_in_the_domain() -> None:
    narrow = make_domain([x], {x: (0, sp.Rational(1, 50))}, [x < sp.Rational(1, 60)])
    for base, steps in beside(sp.exp(x), x, narrow):
        for near in real_neighbours(base, steps, narrow):
            assert 0 < near[x] < sp.Rational(1, 60)


REGIONS = [
    sp.Rational(1, 100) - (x - 3) ** 2 - (x - y) ** 2,
    sp.Rational(1, 10**6) - (sp.exp(x) - y) ** 2 - (x + y - 3) ** 2,
    sp.Rational(1, 1000) - (x - y) ** 2 - (x * y - 7) ** 2,
    p * q * sp.exp(-p - q) - sp.Rational(9, 100),
    sp.Rational(1, 10**4) - (p - 3) ** 2 - (x + sp.cos(p)) ** 2 - (y - p * x) ** 2,
]


@pytest.mark.parametrize("inside", REGIONS, ids=str)
def test_a_small_region_is_found(inside: Any) -> None:
    bump = sp.Max(0, inside)
    places = [point for _, point in hidden_regions(domain(bump), cuts(bump))]
    assert any(inside.subs(point).evalf() > 0 for point in places)
    assert compare(bump, sp.Integer(0), slips=False).relation is Relation.DIFFERENT


LEADING_TERMS = [
    (sp.sin, 1), (sp.tan, 1), (sp.sinh, 1), (sp.tanh, 1), (sp.asin, 1), (sp.atan, 1), (sp.asinh, 1), (sp.atanh, 1),
    (lambda t: sp.erf(t) * sp.sqrt(sp.pi) / 2, 1), (lambda t: sp.acos(t) - sp.pi / 2 + 1, 0), (sp.cos, 0), (sp.sech, 0),
    (sp.sec, 0), (sp.cosh, 0), (lambda t: sp.coth(t) * t, 0), (lambda t: t * sp.csc(t), 0), (lambda t: sp.LambertW(t), 1),
    (sp.exp, 0), (lambda t: sp.sqrt(1 + t), 0), (lambda t: sp.log(1 + t), 1),
]  # fmt: skip


@pytest.mark.parametrize(("function", "order"), LEADING_TERMS, ids=range(len(LEADING_TERMS)))
def test_a_tiny_argument_does_not_hide_the_second_term(function: Any, order: int) -> None:
    tiny = sp.exp(-200 - q)
    assert compare(function(tiny), tiny**order, slips=False).relation is Relation.DIFFERENT


def test_a_kept_context_is_the_same_one_at_its_own_precision() -> None:
    first = kept_context(90)
    first.prec = 300
    assert kept_context(90) is first
    assert first.prec == 90
    assert kept_context(91) is not first
    assert new_context(90) is not first


def test_evaluations_without_a_context_do_not_disturb_each_other() -> None:
    fine, coarse = Evaluator({x: sp.Rational(1, 3)}, 400), Evaluator({x: sp.Rational(1, 3)}, 50)
    coarse.value(sp.exp(x))
    value, error = fine.value(sp.exp(x))
    assert error < -390
    assert abs(value - sp.exp(sp.Rational(1, 3)).evalf(120)._to_mpmath(400)) < 1e-110


def test_conditions_are_checked_without_new_contexts(monkeypatch: pytest.MonkeyPatch) -> None:
    compare(p - q, p - q + 0 * sp.sin(p), conditions=[p < q])
    made: list[int] = []
    monkeypatch.setattr("grading.symbolic.balls.new_context", lambda bits: made.append(bits) or new_context(bits))
    assert compare(sp.sin(p) ** 2 - q, 1 - sp.cos(p) ** 2 - q, conditions=[p < q]).relation is Relation.EQUAL
    assert len(made) <= 3


def test_every_point_meets_the_conditions(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[dict[Any, Any]] = []
    original = Probe.compare

    def noted(self: Probe, left: Any, right: Any, point: Any) -> Finding:
        seen.append(dict(point))
        return original(self, left, right, point)

    monkeypatch.setattr(decide.Probe, "compare", noted)
    compare(sp.Abs(p - q) + sp.sin(p), q - p + sp.sin(p), conditions=[p < q])
    assert len(seen) > 20
    assert all(sp.re(point[q] - point[p]).evalf() > 0 for point in seen)
