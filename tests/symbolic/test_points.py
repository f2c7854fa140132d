"""Points: settled witnesses, hidden regions, leading terms; contexts are kept and conditions hold."""

from __future__ import annotations

from typing import Any

import pytest
import sympy as sp

from grading.symbolic import Relation, compare, decide
from grading.symbolic.balls import kept_context, new_context
from grading.symbolic.domain import make_domain
from grading.symbolic.evaluate import Evaluator
from grading.symbolic.hidden import hidden_regions
from grading.symbolic.probe import Finding, Outcome, Probe
from grading.symbolic.structure import cuts

x, y = sp.symbols("x y", real=True)
p, q = sp.symbols("p q", positive=True)
n = sp.Symbol("n", integer=True)
z = sp.Symbol("z")


def domain(*sides: Any) -> Any:
    return make_domain(set().union(*(side.free_symbols for side in sides)), None, None)


SIGMA = 1 / (1 + sp.exp(-x))
LARGE = sp.exp(sp.exp(x**2 + 12))  # of more digits than any precision in use has
UNSETTLED = [
    (sp.Piecewise((x, SIGMA < 1), (0, True)), x),
    (sp.Piecewise((x, SIGMA > 0), (0, True)), x),
    (sp.sign(1 - SIGMA), sp.S.One),
    (sp.Heaviside(1 - SIGMA), sp.S.One),
    (sp.ceiling(SIGMA), sp.S.One),
    (sp.sign(1 - sp.tanh(x)), sp.S.One),
    (sp.KroneckerDelta(sp.tanh(x), 1), sp.S.Zero),
    (sp.sign(sp.exp(x) + 1 - sp.exp(x)), sp.S.One),
    (sp.Abs(LARGE - LARGE * sp.cos(q) ** 2 - LARGE * sp.sin(q) ** 2 + 1), sp.S.One),
    (1 / (sp.sin(z) ** 2 + sp.cos(z) ** 2), sp.S.One),
    (sp.sign(sp.zeta(p + 300) - 1), sp.S.One),
    (sp.sign(1 - sp.factorial(sp.exp(-p - 5000))), sp.S.One),
    (sp.sign(sp.gamma(3) - sp.lowergamma(3, p + 90)), sp.S.One),
    (sp.arg(sp.exp(z) + 1 - sp.exp(z)), sp.S.Zero),
    (sp.sqrt((sp.exp(z) + 1 - sp.exp(z)) ** 2), sp.S.One),
]


@pytest.mark.parametrize(("left", "right"), UNSETTLED, ids=str)
def test_a_number_that_the_precision_does_not_settle_makes_no_witness(left: Any, right: Any) -> None:
    for one, other in ((left, right), (right, left)):
        assert compare(one, other, symbols=[x, p, q, z], slips=False).relation is not Relation.DIFFERENT


@pytest.mark.parametrize("value", [sp.S.Zero, sp.Integer(2)])
def test_nor_does_it_hide_a_difference_elsewhere(value: Any) -> None:
    assert compare(sp.Piecewise((value, SIGMA < 1), (x, True)), x, symbols=[x], slips=False).relation is Relation.DIFFERENT


def test_a_guessed_zero_is_confirmed_at_the_highest_precision(monkeypatch: pytest.MonkeyPatch) -> None:
    """zeta(900) - 1 is 2**-900: zero at 180 and at 420 bits, so the two lowest precisions agree on a false difference."""
    seen: list[int] = []
    original = Probe.at

    def noted(self: Probe, left: Any, right: Any, point: Any, level: int) -> Finding:
        seen.append(level)
        return original(self, left, right, point, level)

    monkeypatch.setattr(Probe, "at", noted)
    monkeypatch.setattr("grading.symbolic.functions._hidden", lambda name, value: 0)  # as if nobody had thought of it
    finding = Probe().compare(sp.sign(sp.zeta(n) - 1), sp.S.One, {n: sp.Integer(900)})
    assert finding.outcome is Outcome.SAME
    assert max(seen) >= 3000


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
