"""Equality up to something: an additive constant, a factor, the order of a set, the scale of a vector or an equation."""

# Longer than the house measure: five relations, each with its search.

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sympy as sp

from grading.symbolic.balls import Ball, Undefined, Unknown
from grading.symbolic.breaks import break_points
from grading.symbolic.decide import Setting, different, same_scalar
from grading.symbolic.domain import Point, points
from grading.symbolic.evaluate import Evaluator, is_infinite
from grading.symbolic.probe import Finding, Outcome
from grading.symbolic.relation import Comparison, Relation
from grading.symbolic.structure import difference

BITS = 200


@dataclass(frozen=True)
class AtPoint:
    """The value of `expression` at a fixed point, as the coordinate of an auxiliary symbol."""

    expression: Any
    point: tuple[tuple[Any, Any], ...]

    def ball(self, evaluator: Evaluator) -> Ball:
        """The value at the evaluator's precision."""
        return Evaluator(dict(self.point), evaluator.bits, context=evaluator.context).value(self.expression)


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


def constant_between(left: Any, right: Any, setting: Setting, up_to: str) -> tuple[Any, AtPoint, Any] | None:
    """The constant c with left = right + c, or left = c·right, as it is at the first point where it exists.

    Returns a dummy symbol, the constant as its coordinate, and the number; None where there is no finite nonzero value.
    """
    if up_to == "constant":
        relation = difference(left, right)
    else:
        relation = sp.Mul(left, sp.Pow(right, -1, evaluate=False), evaluate=False)
    for point in reference_points(setting):
        value = seen(relation, point)
        if value is None or (up_to != "constant" and not value):
            continue
        return sp.Dummy("c"), AtPoint(relation, tuple(point.items())), value
    return None


def up_to_constant(left: Any, right: Any, setting: Setting, up_to: str) -> Comparison:
    """Decide left = right + c, left = c·right with c nonzero, or with c positive."""
    found = constant_between(left, right, setting, up_to)
    if found is None:
        return same_scalar(left, right, setting)
    dummy, coordinate, value = found
    if up_to == "positive_factor" and (hasattr(value, "_mpc_") or value < 0):
        return same_scalar(left, right, setting)
    join = sp.Add if up_to == "constant" else sp.Mul
    result = same_scalar(left, join(dummy, right, evaluate=False), setting, extra={dummy: coordinate})
    if result.relation is Relation.DIFFERENT:
        return same_scalar(left, right, setting)
    name = "an additive constant" if up_to == "constant" else "a constant factor"
    return Comparison(relation=result.relation, evidence=f"up to {name}: {result.evidence}")


def common_factor(got: list[Any], entries: list[Any], setting: Setting, up_to: str) -> tuple[Any, AtPoint] | Comparison:
    """The factor that all entries of a matrix must share, from the first entry that has one."""
    for a, b in zip(got, entries, strict=True):
        if a == 0 and b == 0:
            continue
        found = constant_between(a, b, setting, "factor")
        if found is None:
            continue
        dummy, coordinate, value = found
        if up_to == "positive_factor" and (hasattr(value, "_mpc_") or value < 0):
            return same_scalar(a, b, setting)
        return dummy, coordinate
    for a, b in zip(got, entries, strict=True):
        result = same_scalar(a, b, setting)
        if result.relation is not Relation.EQUAL:
            return result
    return Comparison(relation=Relation.EQUAL, evidence="every entry is zero on both sides")


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
        value = seen(inner, point)
        if value is None or any(v is None for v in norm) or not any(norm):
            continue
        if not value or (positive and (hasattr(value, "_mpc_") or value < 0)):
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


def same_equation(left: Any, right: Any, work: Any) -> Comparison:
    """Two equations: lhs - rhs must agree up to a factor without zeros or poles on the domain."""
    one, other = (difference(side.lhs, side.rhs) for side in (left, right))
    plain = work.related(one, other, "factor")
    if plain.relation is not Relation.DIFFERENT:
        return plain
    one, other = (work_side for work_side in (one, other))
    setting = work.setting(one, other)
    cuts = [("kink", one), ("kink", other)]
    shared = 0
    for kind, point in (*points(setting.domain, limit=40), *break_points(setting.domain, cuts, lines=4)):
        a, b = seen(one, point), seen(other, point)
        if a is None or b is None:
            continue
        if bool(a) != bool(b):
            return different(point, setting.probe.compare(one, other, point))
        if kind == "break" and not a:
            shared += 1
            ratio = _ratio_near(one, other, point, setting)
            if ratio is not None and not 1e-3 < ratio < 1e3:
                return Comparison(
                    relation=Relation.DIFFERENT, evidence="a solution has another multiplicity", witness=plain.witness
                )
    if shared:
        return Comparison(
            relation=Relation.EQUAL,
            evidence=f"the same solutions, with the same multiplicity, on the lines tried ({shared} found)",
        )
    return _without_solutions(one, other, setting, plain)


def _ratio_near(one: Any, other: Any, point: Point, setting: Setting) -> float | None:
    """How the ratio of both sides changes on approaching a common zero: 1 for equal order."""
    found: list[Any] = []
    for step in (sp.Rational(1, 10**6), sp.Rational(1, 10**12)):
        moved = {s: sp.Add(v, step, evaluate=False) if isinstance(v, sp.Expr) else v for s, v in point.items()}
        if any(not isinstance(v, sp.Expr) for v in point.values()):
            return None
        a, b = seen(one, moved), seen(other, moved)
        if not a or not b:
            return None
        found.append(abs(a / b))
    return float(found[1] / found[0])


def _without_solutions(one: Any, other: Any, setting: Setting, plain: Comparison) -> Comparison:
    ratio = sp.cancel(sp.together(one / other)) if (one / other).is_rational_function() else one / other
    if ratio.is_positive or ratio.is_negative:
        return Comparison(relation=Relation.EQUAL, evidence="the two differ by a factor of one sign")
    return Comparison(
        relation=Relation.UNDECIDED, evidence="no solution was found, and the factor between the sides is not constant"
    )


def match_sets(got: list[Any], entries: list[Any], work: Any) -> Comparison:
    """Match the elements of two sets; repeated elements count once."""
    got, entries = _distinct(got, work), _distinct(entries, work)
    missing: list[Any] = []
    rest = list(got)
    undecided = None
    for entry in entries:
        for index, candidate in enumerate(rest):
            result = work.compare(candidate, entry) if _comparable(candidate, entry) else None
            if result is not None and result.relation is Relation.EQUAL:
                rest.pop(index)
                break
            if result is not None and result.relation is Relation.UNDECIDED:
                undecided = result
        else:
            missing.append(entry)
    if not missing and not rest:
        return Comparison(relation=Relation.EQUAL, evidence=f"all {len(entries)} elements match")
    together = _same_together(rest, missing, work)
    if together is not None and together.relation is not Relation.DIFFERENT:
        return together
    if undecided is not None:
        return undecided
    return _unmatched(got, entries, missing, rest, work)


MAX_TOGETHER = 6


def _same_together(rest: list[Any], missing: list[Any], work: Any) -> Comparison | None:
    """Whether the elements agree as a set at every point though no one equals another everywhere: {x, -x} and {|x|, -|x|}.

    Two lists of n numbers are the same but for order when their first n power sums agree (Newton).
    """
    count = len(rest)
    if count != len(missing) or not 2 <= count <= MAX_TOGETHER:
        return None
    if not all(isinstance(item, sp.Expr) and item.free_symbols for item in (*rest, *missing)):
        return None
    undecided = None
    for power in range(1, count + 1):
        one, other = (
            sp.Add(*[sp.Pow(item, power, evaluate=False) for item in side], evaluate=False) for side in (rest, missing)
        )
        result = work.quietly(one, other)
        if result.relation is Relation.DIFFERENT:
            return None
        if result.relation is Relation.UNDECIDED:
            undecided = result
    return undecided or Comparison(
        relation=Relation.EQUAL, evidence="the elements agree as a set at every point, in changing order"
    )


def _unmatched(got: list[Any], entries: list[Any], missing: list[Any], rest: list[Any], work: Any) -> Comparison:
    evidence = (
        f"{len(missing)} of {len(entries)} expected elements are missing, {len(rest)} of {len(got)} given ones match nothing"
    )
    if missing and not rest:
        told = "What you give is right, but not all of it: solutions are missing."
        return Comparison(relation=Relation.DIFFERENT, evidence=evidence, slip=told, slip_name="missing")
    if rest and not missing:
        told = f"{len(rest)} of your solutions should not be there."
        return Comparison(relation=Relation.DIFFERENT, evidence=evidence, slip=told, slip_name="extra")
    shown = work.compare(rest[0], missing[0]) if _comparable(rest[0], missing[0]) else None
    return Comparison(
        relation=Relation.DIFFERENT,
        evidence=evidence,
        witness=shown.witness if shown else None,
        slip=f"{len(rest)} of your {len(got)} solutions {'is' if len(rest) == 1 else 'are'} not right.",
        slip_name="element",
    )


def _comparable(candidate: Any, entry: Any) -> bool:
    if isinstance(entry, list | sp.MatrixBase):
        return isinstance(candidate, list | sp.MatrixBase) and len(candidate) == len(entry)
    if isinstance(entry, dict):
        return isinstance(candidate, dict)
    if isinstance(entry, sp.Expr):
        return isinstance(candidate, sp.Expr | sp.Equality)
    return isinstance(candidate, type(entry))


def _distinct(items: list[Any], work: Any) -> list[Any]:
    kept: list[Any] = []
    for item in items:
        same = any(
            item == other or (_comparable(item, other) and work.quietly(item, other).relation is Relation.EQUAL)
            for other in kept
        )
        if not same:
            kept.append(item)
    return kept
