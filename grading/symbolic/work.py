"""One comparison of each kind of answer: scalars, arrays, sets, dicts, intervals, equations, conditions."""

# Longer than the house measure: one short method for each kind of answer, which is easier to read side by side.

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

import sympy as sp

from grading.symbolic.decide import Setting, same_scalar
from grading.symbolic.domain import make_domain
from grading.symbolic.families import common_factor, same_direction, same_equation, up_to_constant
from grading.symbolic.forms import any_list, as_list, elements, fitted, is_condition, is_scalar, is_vector, kind
from grading.symbolic.limited import OutOfTime, limited
from grading.symbolic.probe import Probe
from grading.symbolic.reading import Unreadable, align, read
from grading.symbolic.relation import Comparison, Relation
from grading.symbolic.sets import match_sets, same_numbers
from grading.symbolic.slips import name_slip
from grading.symbolic.structure import is_tame, longest_number, nodes
from grading.symbolic.unevaluated import concrete, work_out

FINITE = (sp.FiniteSet, type(sp.S.EmptySet))


def free_symbols(value: Any) -> set[Any]:
    """The free symbols of an expression, or of all that is in a list or dict."""
    if isinstance(value, list | dict):
        return set().union(*(free_symbols(item) for item in (value.values() if isinstance(value, dict) else value)))
    return set(value.free_symbols)


@dataclass(frozen=True)
class Work:
    """The options of one comparison, and the comparison of each kind of answer."""

    symbols: tuple[Any, ...]
    domain: Mapping[Any, Any]
    up_to: str
    slips: bool | Collection[str] | Mapping[str, Any]
    seconds: float
    conditions: tuple[Any, ...]
    strict_domain: bool | None
    has_float: bool = False
    variables: tuple[Any, ...] = ()

    def compare(self, left: Any, right: Any) -> Comparison:
        """Dispatch on the kind of the expected answer."""
        right = as_list(right)
        left = fitted(left, right, self.symbols)
        if isinstance(right, dict):
            return self._dicts(left, right)
        if isinstance(right, FINITE) and not self._described(left, right):
            return self.same_set(left, list(right.args))
        if isinstance(right, list) and (not right or any_list(right)) and isinstance(left, FINITE):
            return self.same_set(left, right)
        if isinstance(right, sp.Equality) and not is_condition(left):
            return self.equations(left, right)
        if isinstance(right, list | sp.MatrixBase):
            return self._arrays(left, right)
        if isinstance(right, sp.Interval) and isinstance(left, sp.Interval):
            return self._intervals(left, right)
        if isinstance(right, sp.Set):
            return replace(self, slips=False)._named_numbers(left, right)
        if isinstance(right, sp.logic.boolalg.Boolean) and not isinstance(right, sp.Symbol):
            return same_numbers(left, right, self) if isinstance(left, sp.Set) else self.truths(left, right)
        return self._scalars(left, right)

    def _described(self, left: Any, right: Any) -> bool:
        """A set that is described, not listed, where a finite one of numbers was expected."""
        listed = all(isinstance(item, sp.Expr) and not item.free_symbols for item in right.args)
        return isinstance(left, sp.Set) and not isinstance(left, FINITE) and listed

    def _named_numbers(self, left: Any, right: Any) -> Comparison:
        return same_numbers(sp.S.EmptySet if left == [] else left, right, self)

    def quietly(self, left: Any, right: Any) -> Comparison:
        """Compare exactly and without looking for slips."""
        return replace(self, slips=False, up_to="exact").compare(left, right)

    def setting(self, *sides: Any) -> Setting:
        """Domain and probe for these sides; conditions and symbols are aligned by name."""
        free = free_symbols(list(sides))
        conditions = [align(sp.sympify(condition), self.symbols) for condition in self.conditions]
        conditions = [condition for condition in conditions if condition.free_symbols & free]
        everything = free.union(*(condition.free_symbols for condition in conditions))
        extra = min(longest_number(*nodes(list(sides))), 20_000)
        return Setting(make_domain(everything, self.domain, conditions), Probe(extra), self.strict_domain, self.seconds)

    def check_domain(self) -> None:
        """ValueError where the author's domain is none."""
        make_domain(self.symbols, self.domain, ())

    # ------------------------------------------------------------ scalars

    def _scalars(self, left: Any, right: Any) -> Comparison:
        if not is_scalar(left) or isinstance(left, sp.Lambda):
            raise Unreadable(f"it is {kind(left)}; one expression was expected")
        result = self.related(left, right, self.up_to)
        left, right = self.worked_out(left, right)
        return self._named(left, right, result)

    def worked_out(self, *sides: Any) -> list[Any]:
        """The sides with nothing left standing and definite functions for the unknown ones."""
        done = concrete([work_out(side, self.seconds / 6) for side in sides], 0)
        return [work_out(side, self.seconds / 6) for side in done]

    def _named(self, left: Any, right: Any, result: Comparison) -> Comparison:
        """Look for a slip, for a short time: it changes the message only. SymPy may work on numbers of ordinary size alone."""
        missing = result.witness is not None and "undefined" in (result.witness.got, result.witness.expected)
        if not result.different or not self.slips or not is_tame(*nodes(left), *nodes(right)):
            return result
        try:
            with limited(self.seconds / 5):
                return self._told(left) or (result if missing else name_slip(left, right, result, self))
        except (OutOfTime, MemoryError):
            return result
        except Exception:  # noqa: BLE001 - SymPy may raise anything on a changed expression; a slip is only a message
            return result

    def _told(self, left: Any) -> Comparison | None:
        """The first of the author's own slips that the answer equals."""
        for message, wrong in self.slips.items() if isinstance(self.slips, Mapping) else ():
            slipped = align(read(wrong, strings=True, matrix_symbols=True), self.symbols)
            if replace(self, slips=False).compare(left, slipped).equal:
                told = "equal to a wrong answer that was foreseen"
                return Comparison(relation=Relation.DIFFERENT, evidence=told, slip=message, slip_name="told")
        return None

    def related(self, left: Any, right: Any, up_to: str) -> Comparison:
        """Compare two scalars up to what is asked; unknown functions are replaced in two ways."""
        if left == right:
            return Comparison(relation=Relation.EQUAL, evidence="the same expression")
        left, right = (work_out(side, self.seconds / 6) for side in (left, right))
        unknown = concrete([left, right], 0) != [left, right]
        for choice in (0, 1) if unknown else (0,):
            one, other = (work_out(side, self.seconds / 6) for side in concrete([left, right], choice))
            result = self._definite(one, other, up_to)
            if result.relation is not Relation.EQUAL:
                break
        return result

    def _definite(self, left: Any, right: Any, up_to: str) -> Comparison:
        setting = self.setting(left, right)
        exact = same_scalar(left, right, setting)
        if up_to == "exact" or exact.relation is Relation.EQUAL:
            return exact
        held = set(self.variables) or {*self.symbols, *right.free_symbols}
        constants = (left.free_symbols | right.free_symbols) - held if up_to == "constant" else set()
        return up_to_constant(left, right, setting, up_to, constants)

    # ------------------------------------------------------------ arrays

    def _arrays(self, left: Any, right: Any) -> Comparison:
        if not isinstance(left, list | sp.MatrixBase):
            wanted = f"{kind(right)}, whose entries have an order," if isinstance(left, sp.FiniteSet) else kind(right)
            raise Unreadable(f"it is {kind(left)}; {wanted} was expected")
        shape, entries = _entries(right)
        got_shape, got = _entries(left)
        flat = 1 in (len(got_shape), len(shape)) and is_vector(left) and is_vector(right)
        if got_shape != shape and not (flat and len(got) == len(entries)):
            shown = Comparison(
                relation=Relation.DIFFERENT,
                evidence=f"the shapes are {got_shape} and {shape}",
                slip=f"The shape is {got_shape}, {shape} was expected.",
                slip_name="shape",
            )
            return self._named(left, right, shown) if len(got) == len(entries) else shown
        if self.up_to in ("factor", "positive_factor") and len(entries) > 1 and is_vector(right):
            setting = self.setting(*got, *entries)
            result = same_direction(got, entries, setting, positive=self.up_to == "positive_factor")
        elif self.up_to in ("factor", "positive_factor"):
            result = self._common(got, entries, shape)
        else:
            result = self._entrywise(got, entries, shape)
        return self._named(left, right, result)

    def _entrywise(self, got: list[Any], entries: list[Any], shape: tuple[int, ...]) -> Comparison:
        undecided = None
        evidence = ""
        for index, (a, b) in enumerate(zip(got, entries, strict=True)):
            result = self.related(a, b, self.up_to)
            if result.relation is Relation.DIFFERENT:
                return _located(result, index, shape)
            if result.relation is Relation.UNDECIDED and undecided is None:
                undecided = _located(result, index, shape)
            evidence = result.evidence if evidence in ("", "the same expression") else evidence
        return undecided or Comparison(relation=Relation.EQUAL, evidence=f"all {len(entries)} entries: {evidence}")

    def _common(self, got: list[Any], entries: list[Any], shape: tuple[int, ...]) -> Comparison:
        """One factor for all entries of a matrix."""
        setting = self.setting(*got, *entries)
        factor = common_factor(got, entries, setting, self.up_to)
        if isinstance(factor, Comparison):
            return factor
        for index, (a, b) in enumerate(zip(got, entries, strict=True)):
            result = same_scalar(a, sp.Mul(factor, b, evaluate=False), setting)
            if result.relation is not Relation.EQUAL:
                return _located(result, index, shape)
        return Comparison(relation=Relation.EQUAL, evidence="every entry, with one common factor")

    # ------------------------------------------------------------ sets, dicts, intervals

    def same_set(self, left: Any, entries: list[Any]) -> Comparison:
        """Match two sets of solutions; every element of one must equal exactly one of the other."""
        wanted = [as_list(item) for item in entries]
        return match_sets(elements(as_list(left), wanted, self.symbols), wanted, self)

    def _dicts(self, left: Any, right: dict[Any, Any]) -> Comparison:
        if not isinstance(left, dict):
            raise Unreadable(f"it is {kind(left)}; a dict was expected")
        named, wanted = ({str(key): value for key, value in side.items()} for side in (left, right))
        if set(named) == set(wanted):
            for key in sorted(wanted):
                result = self.compare(named[key], wanted[key])
                if result.relation is not Relation.EQUAL:
                    shown = replace(result.witness, where=f"entry {key!r}") if result.witness else None
                    return replace(result, evidence=f"entry {key!r}: {result.evidence}", witness=shown)
            return Comparison(relation=Relation.EQUAL, evidence="every entry of the dict")
        if all(isinstance(key, sp.Expr) and not isinstance(key, sp.Symbol) for key in (*left, *right)):
            one, other = ([[key, value] for key, value in side.items()] for side in (left, right))
            return match_sets(one, other, self)  # eigenvalues and their multiplicities
        return Comparison(
            relation=Relation.DIFFERENT,
            evidence=f"the keys are {sorted(named)} and {sorted(wanted)}",
            slip=f"The keys {', '.join(sorted(wanted))} were expected; yours are {', '.join(sorted(named)) or 'none'}.",
            slip_name="keys",
        )

    def _intervals(self, left: Any, right: Any) -> Comparison:
        for a, b in ((left.start, right.start), (left.end, right.end)):
            result = self.related(a, b, "exact")
            if result.relation is not Relation.EQUAL:
                return result
        if (left.left_open, left.right_open) != (right.left_open, right.right_open):
            return Comparison(
                relation=Relation.DIFFERENT,
                evidence="the ends are equal, but open in one and closed in the other",
                slip="The ends of the interval are right, but look again at whether they belong to it.",
                slip_name="boundary",
            )
        return Comparison(relation=Relation.EQUAL, evidence="both ends are equal")

    # ------------------------------------------------------------ equations and conditions

    def equations(self, left: Any, right: Any) -> Comparison:
        """Two equations, up to a factor that vanishes nowhere on the domain."""
        if isinstance(left, sp.Expr):
            left = sp.Eq(left, 0, evaluate=False)
        if not isinstance(left, sp.Equality):
            raise Unreadable(f"it is {kind(left)}; an equation, sympy.Eq(left, right), was expected")
        return same_equation(left, right, self)

    def truths(self, left: Any, right: Any) -> Comparison:
        """Two conditions, as functions with the values 0 and 1."""
        if not isinstance(left, sp.logic.boolalg.Boolean):
            raise Unreadable(f"it is {kind(left)}; a condition on the symbols was expected")
        one, other = (sp.Piecewise((1, side), (0, True), evaluate=False) for side in (left, right))
        return self._named(left, right, same_scalar(one, other, self.setting(one, other)))


def _entries(value: Any) -> tuple[tuple[int, ...], list[Any]]:
    """Shape and entries of a matrix or a nested list."""
    if isinstance(value, sp.MatrixBase):
        return tuple(value.shape), list(value)
    if value and all(isinstance(row, list) for row in value):
        rows = [_entries(row) for row in value]
        if len({shape for shape, _ in rows}) > 1:
            raise Unreadable("its rows have different lengths")
        return (len(value), *rows[0][0]), [entry for _, row in rows for entry in row]
    for item in value:
        if not is_scalar(item):
            raise Unreadable(f"one of its entries is {kind(item)}; expressions were expected")
    return (len(value),), list(value)


def _located(result: Comparison, index: int, shape: tuple[int, ...]) -> Comparison:
    flat = len(shape) != 2 or 1 in shape
    where = f"entry {index}" if flat else f"entry ({index // shape[1]}, {index % shape[1]})"
    shown = replace(result.witness, where=where) if result.witness else None
    return replace(result, evidence=f"{where}: {result.evidence}", witness=shown)
