"""Distributions: DiracDelta in sums and products, where its argument is linear in a symbol."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy as sp

from grading.symbolic.domain import Domain
from grading.symbolic.relation import Comparison, Relation
from grading.symbolic.structure import nodes, replaced

Same = Callable[[Any, Any], Comparison]
UNDECIDED = Comparison(relation=Relation.UNDECIDED, evidence="a DiracDelta that is not linear in a symbol; a person decides")


def has_delta(*sides: Any) -> bool:
    """Whether a DiracDelta occurs."""
    return any(isinstance(node, sp.DiracDelta) for node in nodes(*sides))


def same_distribution(left: Any, right: Any, domain: Domain, same: Same) -> Comparison:
    """Compare the parts without DiracDelta as functions, and what multiplies each DiracDelta at the place where it sits."""
    bare = {node: sp.S.Zero for node in nodes(left, right) if isinstance(node, sp.DiracDelta)}
    regular = same(replaced(left, bare), replaced(right, bare))
    if regular.relation is not Relation.EQUAL:
        return regular
    table, places = _normalised(bare, domain)
    sides = [replaced(side, table) for side in (left, right)] if len(table) == len(bare) else []
    if not sides or max(_degree(side, set(places)) for side in sides) > 1:
        return UNDECIDED
    for dummy in places:
        result = same(*(_weight(side, dummy, places) for side in sides))
        if result.relation is Relation.DIFFERENT:
            if result.witness is not None and "undefined" in (result.witness.got, result.witness.expected):
                return UNDECIDED
            return Comparison(relation=Relation.DIFFERENT, evidence=f"another multiple of DiracDelta: {result.evidence}")
        if result.relation is Relation.UNDECIDED:
            return result
    return Comparison(relation=Relation.EQUAL, evidence=f"{regular.evidence}; the same multiples of DiracDelta")


def _weight(side: Any, dummy: Any, places: dict[Any, dict[Any, Any]]) -> Any:
    """What multiplies one delta, at its place: the side with 1 for it less the side with 0."""
    none = {**dict.fromkeys(places, sp.S.Zero), **places[dummy]}
    return sp.Add(replaced(side, {**none, dummy: sp.S.One}), -replaced(side, none), evaluate=False)


def _normalised(deltas: Any, domain: Domain) -> tuple[dict[Any, Any], dict[Any, dict[Any, Any]]]:
    """Each δ(a·v + b) as a dummy divided by |a|, one dummy for one place v = -b/a; and the places."""
    table: dict[Any, Any] = {}
    places: dict[Any, dict[Any, Any]] = {}
    for delta in deltas:
        argument = sp.expand(delta.args[0])
        for d in domain.symbols:
            slope = argument.diff(d.symbol) if not d.complex else sp.S.Zero
            if slope.is_number and slope.is_extended_real and slope and len(delta.args) == 1:
                place = {d.symbol: sp.expand(d.symbol - argument / slope)}
                dummy = next((known for known, other in places.items() if other == place), sp.Dummy("delta"))
                outside = place[d.symbol].is_number and not d.holds(place[d.symbol])
                if not outside:
                    places[dummy] = place
                table[delta] = sp.S.Zero if outside else dummy / sp.Abs(slope)
                break
    return table, places


def _degree(expression: Any, dummies: set[Any]) -> int:
    """How often the dummies are multiplied; 2 wherever one is not in a sum or product."""
    if expression in dummies:
        return 1
    if not dummies & getattr(expression, "free_symbols", set()):
        return 0
    parts = [_degree(argument, dummies) for argument in expression.args]
    return max(parts) if isinstance(expression, sp.Add) else sum(parts) if isinstance(expression, sp.Mul) else 2
