"""Equality up to something: an additive constant, a factor, the scale of a vector, a factor of an equation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sympy as sp

from grading.symbolic.balls import Undefined, Unknown
from grading.symbolic.breaks import break_points, complex_roots
from grading.symbolic.decide import Setting, different, same_scalar
from grading.symbolic.domain import Point, points
from grading.symbolic.evaluate import Beside, Evaluator, is_infinite
from grading.symbolic.probe import Finding, Outcome
from grading.symbolic.relation import Comparison, Relation
from grading.symbolic.structure import difference, replaced

BITS = 200


def seen(expression: Any, point: Point) -> Any:
    """The value at a point (mpmath number), or None where there is none."""
    try:
        value, _ = Evaluator(point, BITS).value(expression)
    except (Undefined, Unknown, OverflowError):
        return None
    return None if is_infinite(value) else value


def reference_points(setting: Setting) -> Iterator[Point]:
    """A few points without structure."""
    for index, (kind, point) in enumerate(points(setting.domain, generic=6, limit=12)):
        if kind in ("generic", "special") or index < 6:
            yield point


def constant_between(left: Any, right: Any, setting: Setting, up_to: str, constants: set[Any]) -> tuple[Any, Any] | None:
    """The constant c with left = right + c, or left = c·right, as an expression in `constants`, and its value at a point.

    It is what the relation of both sides becomes where all other symbols have the values of the first point at which it is
    finite, and nonzero for a factor. None where there is no such point.
    """
    additive = up_to == "constant"
    relation = difference(left, right) if additive else sp.Mul(left, sp.Pow(right, -1, evaluate=False), evaluate=False)
    for point in reference_points(setting):
        value = seen(relation, point)
        if value is not None and (additive or value):
            return replaced(relation, {s: v for s, v in point.items() if s not in constants}), value
    return None


def up_to_constant(left: Any, right: Any, setting: Setting, up_to: str, constants: set[Any]) -> Comparison:
    """Decide left = right + c, left = c·right with c nonzero, or with c positive."""
    found = constant_between(left, right, setting, up_to, constants)
    if found is None:
        return same_scalar(left, right, setting)
    constant, value = found
    if up_to == "positive_factor" and (hasattr(value, "_mpc_") or value < 0):
        return same_scalar(left, right, setting)
    join = sp.Add if up_to == "constant" else sp.Mul
    result = same_scalar(left, join(constant, right, evaluate=False), setting)
    if result.relation is Relation.DIFFERENT:
        exact = same_scalar(left, right, setting)
        return exact if exact.relation is Relation.DIFFERENT else result
    name = "an additive constant" if up_to == "constant" else "a constant factor"
    return Comparison(relation=result.relation, evidence=f"up to {name}: {result.evidence}")


def common_factor(got: list[Any], entries: list[Any], setting: Setting, up_to: str) -> Any:
    """The factor that all entries of a matrix must share, from the first entry that has one; or a verdict."""
    for a, b in zip(got, entries, strict=True):
        found = None if a == 0 and b == 0 else constant_between(a, b, setting, "factor", set())
        if found is not None:
            constant, value = found
            negative = up_to == "positive_factor" and (hasattr(value, "_mpc_") or value < 0)
            return same_scalar(a, b, setting) if negative else constant
    return _entrywise_zero(got, entries, setting)


def same_direction(got: list[Any], entries: list[Any], setting: Setting, *, positive: bool) -> Comparison:
    """Two vectors with got = c·expected, c nonzero (or positive) at every point; c may depend on the symbols."""
    pivot = _pivot(entries, setting)
    if pivot is None:
        return _entrywise_zero(got, entries, setting)
    for a, b in zip(got, entries, strict=True):
        cross = (sp.Mul(a, entries[pivot], evaluate=False), sp.Mul(b, got[pivot], evaluate=False))
        result = same_scalar(*cross, setting)
        if result.relation is not Relation.EQUAL:
            return _directions_witness(got, entries, setting) if result.relation is Relation.DIFFERENT else result
    inner = sp.Add(*[sp.Mul(a, sp.conjugate(b), evaluate=False) for a, b in zip(got, entries, strict=True)], evaluate=False)
    for _, point in points(setting.domain, limit=40):
        norm = [seen(b, point) for b in entries]
        sign = setting.probe.compare(inner, sp.S.Zero, point)
        if any(v is None for v in norm) or not any(norm) or sign.outcome not in (Outcome.SAME, Outcome.DIFFERENT):
            continue
        if sign.outcome is Outcome.SAME or (positive and (hasattr(sign.left, "_mpc_") or sign.left < 0)):
            return different(point, Finding(Outcome.DIFFERENT, seen(got[pivot], point), seen(entries[pivot], point), BITS))
    word = "positive" if positive else "nonzero"
    return Comparison(relation=Relation.EQUAL, evidence=f"parallel, with a {word} factor at all points tried")


def _pivot(entries: list[Any], setting: Setting) -> int | None:
    for point in reference_points(setting):
        for index, entry in enumerate(entries):
            if seen(entry, point):
                return index
    return None


def _entrywise_zero(got: list[Any], entries: list[Any], setting: Setting) -> Comparison:
    results = [same_scalar(a, b, setting) for a, b in zip(got, entries, strict=True)]
    return next((r for r in results if r.relation is not Relation.EQUAL), results[0])


def _directions_witness(got: list[Any], entries: list[Any], setting: Setting) -> Comparison:
    for a, b in zip(got, entries, strict=True):
        result = same_scalar(a, b, setting)
        if result.relation is Relation.DIFFERENT:
            return result
    return Comparison(relation=Relation.UNDECIDED, evidence="not parallel, yet no entry differs")


# ---------------------------------------------------------------- equations


def same_equation(left: Any, right: Any, work: Any) -> Comparison:
    """Two equations: lhs - rhs must agree up to a factor without zeros or poles on the domain."""
    one, other = (difference(side.lhs, side.rhs) for side in (left, right))
    plain: Comparison = work.related(one, other, "factor")
    if plain.relation is not Relation.DIFFERENT:
        return plain
    one, other = work.worked_out(one, other)
    setting = work.setting(one, other)
    shared = 0
    for kind, point in _solutions(one, other, setting):
        found = [setting.probe.compare(side, sp.S.Zero, point).outcome for side in (one, other)]
        if {*found} == {Outcome.SAME, Outcome.DIFFERENT}:
            return different(point, setting.probe.compare(one, other, point))
        if kind == "break" and found == [Outcome.SAME, Outcome.SAME]:
            shared += 1
            ratio = _ratio_near(one, other, point)
            if ratio is not None and not 1e-3 < ratio < 1e3:
                told = "a solution has another multiplicity"
                return Comparison(relation=Relation.DIFFERENT, evidence=told, witness=plain.witness)
    if shared:
        told = f"the same solutions, with the same multiplicity, on the lines tried ({shared} found)"
        return Comparison(relation=Relation.EQUAL, evidence=told)
    told = "no solution was found, and the factor between the sides is not constant"
    return Comparison(relation=Relation.UNDECIDED, evidence=told)


def _solutions(one: Any, other: Any, setting: Setting) -> Iterator[tuple[str, Point]]:
    yield from points(setting.domain, limit=40)
    yield from break_points(setting.domain, [("kink", one), ("kink", other)], lines=4)
    yield from complex_roots(setting.domain, (one, other))


def _ratio_near(one: Any, other: Any, point: Point) -> float | None:
    """How the ratio of both sides changes on approaching a common zero: 1 for equal order."""
    found: list[Any] = []
    for step in (sp.Rational(1, 10**6), sp.Rational(1, 10**12)):
        moved = {s: Beside(v, step) for s, v in point.items()}
        a, b = seen(one, moved), seen(other, moved)
        if not a or not b:
            return None
        found.append(abs(a / b))
    return float(found[1] / found[0])
