"""Compare two answers of any kind: reads them, brings them to one form, and hands scalars to `decide`."""

# Longer than the house measure: one short method for each kind of answer, which is easier to read side by side.

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import sympy as sp

from grading.symbolic.decide import Setting, same_scalar
from grading.symbolic.domain import make_domain, membership
from grading.symbolic.families import common_factor, match_sets, same_direction, same_equation, up_to_constant
from grading.symbolic.limits import OutOfTime, limited
from grading.symbolic.probe import Probe
from grading.symbolic.reading import SolutionSet, Unreadable, align, read
from grading.symbolic.relation import Comparison, Relation
from grading.symbolic.slips import check_names, name_slip
from grading.symbolic.structure import TooLarge, is_tame, longest_number, measure, nodes
from grading.symbolic.unevaluated import concrete, unfold_lambda, work_out

UP_TO = ("exact", "constant", "factor", "positive_factor")


def compare(
    got: Any,
    expected: Any,
    *,
    symbols: Iterable[Any] | Mapping[str, Any] = (),
    domain: Mapping[Any, Any] | None = None,
    up_to: str = "exact",
    slips: bool | Collection[str] = True,
    seconds: float = 3.0,
    conditions: Iterable[Any] | None = None,
    strict_domain: bool | None = None,
    strings: bool = False,
) -> Comparison:
    """Decide whether an answer equals the expected one.

    Args:
        got: the answer: expression, number, Matrix or (nested) list or array, Eq or other relation, set, dict, Lambda.
        expected: the right answer, of the same kinds.
        symbols: the symbols of the statement, with their assumptions. The answer's symbols are matched by name or alias
            (lam for lambda). Default: the free symbols of `expected`.
        domain: symbol -> Interval, pair (open bounds), FiniteSet, Reals or Integers; narrows the assumptions.
        up_to: "exact"; "constant" (an additive constant); "factor" or "positive_factor" (for scalars and matrices a number;
            for vectors and equations a factor that may depend on the symbols but vanishes nowhere).
        slips: whether typical slips are looked for when the answers differ; or the names of those to look for.
        seconds: processor time that may be spent.
        conditions: relations between the symbols that the points must satisfy, x1 < x0.
        strict_domain: what a point means at which one side alone is defined. True: different; False: nothing; None: different
            where one symbol's value alone makes a denominator vanish, undecided otherwise.
        strings: whether text is read as an expression.

    Returns:
        A `Comparison`: relation, evidence, witness, slip. Swapping `got` and `expected` gives the same relation.

    Raises:
        Unreadable: `got` has no clear meaning; the text says what came.
        ValueError: `up_to` or `domain` is not one of the above.
    """
    if up_to not in UP_TO:
        raise ValueError(f"up_to={up_to!r}; choose from {', '.join(UP_TO)}")
    check_names(slips)
    solutions = isinstance(expected, SolutionSet)
    right = read(list(expected.elements) if solutions else expected, strings=True, matrix_symbols=True)
    names = tuple(symbols.values()) if isinstance(symbols, Mapping) else tuple(symbols)
    names = names or tuple(sorted(_free(right), key=lambda s: s.name))
    try:
        with limited(seconds / 4):
            left = read(got, strings=strings, matrix_symbols=_holds_matrix_symbol(expected))
            measure(left)
    except TooLarge as error:
        raise Unreadable(f"it is too large to be compared: {error}") from None
    except (OutOfTime, MemoryError):
        raise Unreadable("it is too large to be compared") from None
    rounded = any(isinstance(node, sp.Float) for node in _walk(left))
    table = symbols if isinstance(symbols, Mapping) and symbols else names
    left, right = align(left, table), align(right, names)
    left, right = (unfold_lambda(side, names) for side in (left, right))
    work = Work(names, domain, up_to, slips, seconds, tuple(conditions or ()), strict_domain, rounded)
    return _within_limits(work, left, right, solutions=solutions)


def _within_limits(work: Work, left: Any, right: Any, *, solutions: bool) -> Comparison:
    """Run the comparison under the limits of time and memory."""
    told = ""
    try:
        with limited(0.9 * work.seconds):
            result = work.same_set(left, right) if solutions else work.compare(left, right)
    except OutOfTime:
        told = f"no answer within {work.seconds:g} s"
    except MemoryError:
        told = "no answer within the memory limit"
    except RecursionError:
        told = "no answer: the expressions are nested too deeply"
    if told:
        result = Comparison(relation=Relation.UNDECIDED, evidence=told)
    if result.relation is Relation.UNDECIDED and not is_tame(*_walk(left)) and is_tame(*_walk(right)):
        raise Unreadable("it holds numbers that are too large to be worked out")
    return result


def _holds_matrix_symbol(value: Any) -> bool:
    return isinstance(value, sp.Basic) and bool(value.atoms(sp.MatrixSymbol))


def _free(value: Any) -> set[Any]:
    if isinstance(value, list):
        return set().union(*(_free(item) for item in value)) if value else set()
    if isinstance(value, dict):
        return set().union(*(_free(item) for item in value.values())) if value else set()
    return set(value.free_symbols)


@dataclass(frozen=True)
class Work:
    """The options of one comparison, and the comparison of each kind of answer."""

    symbols: tuple[Any, ...]
    domain: Mapping[Any, Any] | None
    up_to: str
    slips: bool | Collection[str]
    seconds: float
    conditions: tuple[Any, ...]
    strict_domain: bool | None
    has_float: bool = False

    def compare(self, left: Any, right: Any) -> Comparison:
        """Dispatch on the kind of the expected answer."""
        left, right = (_as_list(side) for side in (left, right))
        if isinstance(right, dict):
            return self._dicts(left, right)
        if isinstance(right, sp.FiniteSet):
            return self.same_set(left, list(right.args))
        if isinstance(left, sp.FiniteSet) and isinstance(right, list):
            return self.same_set(left, right)
        if isinstance(right, sp.Equality) and not _is_condition(left):
            return self.equations(left, right)
        if isinstance(right, list | sp.MatrixBase) or isinstance(left, list | sp.MatrixBase):
            return self._arrays(left, right)
        if isinstance(right, sp.Interval) and isinstance(left, sp.Interval):
            return self._intervals(left, right)
        if isinstance(right, sp.Set) or isinstance(left, sp.Set):
            return self._sets_of_numbers(left, right)
        if isinstance(right, sp.logic.boolalg.Boolean) and not isinstance(right, sp.Symbol):
            return self._truths(left, right)
        return self._scalars(_named_value(left, right), right)

    def quietly(self, left: Any, right: Any) -> Comparison:
        """Compare exactly and without looking for slips."""
        return replace(self, slips=False, up_to="exact").compare(left, right)

    def setting(self, *sides: Any) -> Setting:
        """Domain and probe for these sides; conditions and symbols are aligned by name."""
        free = set().union(*(_free(side) for side in sides))
        conditions = [align(sp.sympify(condition), self.symbols) for condition in self.conditions]
        conditions = [condition for condition in conditions if condition.free_symbols & free]
        everything = free.union(*(condition.free_symbols for condition in conditions))
        extra = min(longest_number(*_walk(list(sides))), 20_000)
        return Setting(make_domain(everything, self.domain, conditions), Probe(extra), self.strict_domain, self.seconds)

    # ------------------------------------------------------------ scalars

    def _scalars(self, left: Any, right: Any) -> Comparison:
        if not isinstance(left, sp.Expr) or isinstance(left, sp.Lambda):
            raise Unreadable(f"it is {_kind(left)}; one expression was expected")
        result = self.related(left, right, self.up_to)
        if result.relation is Relation.DIFFERENT and self.slips:
            sides = concrete([work_out(side, self.seconds / 6) for side in (left, right)], 0)
            left, right = (work_out(side, self.seconds / 6) for side in sides)
            return self._named(left, right, result)
        return result

    def _named(self, left: Any, right: Any, result: Comparison) -> Comparison:
        """Look for a slip, for a short time: it changes the message only. SymPy may work on numbers of ordinary size alone."""
        if not is_tame(*_walk(left), *_walk(right)):
            return result
        try:
            with limited(self.seconds / 5):
                return name_slip(left, right, result, self)
        except (OutOfTime, MemoryError):
            return result
        except Exception:  # noqa: BLE001 - SymPy may raise anything on a changed expression; a slip is only a message
            return result

    def related(self, left: Any, right: Any, up_to: str) -> Comparison:
        """Compare two scalars up to what is asked."""
        left, right = (work_out(side, self.seconds / 6) for side in (left, right))
        if concrete([left, right], 0) == [left, right]:
            return self._definite(left, right, up_to)
        results = []
        for choice in (0, 1):
            one, other = (work_out(side, self.seconds / 6) for side in concrete([left, right], choice))
            results.append(self._definite(one, other, up_to))
            if results[-1].relation is not Relation.EQUAL:
                break
        return results[-1]

    def _definite(self, left: Any, right: Any, up_to: str) -> Comparison:
        setting = self.setting(left, right)
        if up_to == "exact":
            return same_scalar(left, right, setting)
        exact = same_scalar(left, right, setting)
        if exact.relation is Relation.EQUAL:
            return exact
        return up_to_constant(left, right, setting, up_to)

    # ------------------------------------------------------------ arrays

    def _arrays(self, left: Any, right: Any) -> Comparison:
        if not isinstance(right, list | sp.MatrixBase):
            raise Unreadable(f"it is {_kind(left)}; one expression was expected")
        if not isinstance(left, list | sp.MatrixBase):
            raise Unreadable(f"it is {_kind(left)}; {_kind(right)} was expected")
        shape, entries = _entries(right)
        got_shape, got = _entries(left)
        if got_shape != shape and not _same_vector(left, right, got_shape, shape):
            shown = Comparison(
                relation=Relation.DIFFERENT,
                evidence=f"the shapes are {got_shape} and {shape}",
                slip=f"The shape is {got_shape}, {shape} was expected.",
                slip_name="shape",
            )
            return self._named(left, right, shown) if self.slips and len(got) == len(entries) else shown
        if self.up_to in ("factor", "positive_factor") and len(entries) > 1 and 1 in (*shape, len(shape)):
            result = self._directions(got, entries)
        else:
            result = self._entrywise(got, entries, shape)
        if result.relation is Relation.DIFFERENT and self.slips:
            return self._named(left, right, result)
        return result

    def _entrywise(self, got: list[Any], entries: list[Any], shape: tuple[int, ...]) -> Comparison:
        if self.up_to != "exact":
            return self._common(got, entries, shape)
        undecided = None
        evidence = ""
        for index, (a, b) in enumerate(zip(got, entries, strict=True)):
            result = self.related(a, b, "exact")
            if result.relation is Relation.DIFFERENT:
                return _located(result, index, shape)
            if result.relation is Relation.UNDECIDED and undecided is None:
                undecided = _located(result, index, shape)
            evidence = result.evidence if evidence in ("", "the same expression") else evidence
        return undecided or Comparison(relation=Relation.EQUAL, evidence=f"all {len(entries)} entries: {evidence}")

    def _common(self, got: list[Any], entries: list[Any], shape: tuple[int, ...]) -> Comparison:
        """One additive constant or factor for all entries of a matrix: compare a generic combination and each entry."""
        if self.up_to == "constant":
            results = [self.related(a, b, "constant") for a, b in zip(got, entries, strict=True)]
            return next((r for r in results if r.relation is not Relation.EQUAL), results[0])
        setting = self.setting(*got, *entries)
        factor = common_factor(got, entries, setting, self.up_to)
        if isinstance(factor, Comparison):
            return factor
        dummy, value = factor
        for index, (a, b) in enumerate(zip(got, entries, strict=True)):
            result = same_scalar(a, sp.Mul(dummy, b, evaluate=False), setting, extra={dummy: value})
            if result.relation is not Relation.EQUAL:
                return _located(result, index, shape)
        return Comparison(relation=Relation.EQUAL, evidence="every entry, with one common factor")

    def _directions(self, got: list[Any], entries: list[Any]) -> Comparison:
        setting = self.setting(*got, *entries)
        return same_direction(got, entries, setting, positive=self.up_to == "positive_factor")

    # ------------------------------------------------------------ sets, dicts, intervals

    def same_set(self, left: Any, entries: list[Any]) -> Comparison:
        """Match two sets of solutions; every element of one must equal exactly one of the other."""
        if isinstance(left, sp.FiniteSet):
            got = [_as_list(item) for item in left.args]
        elif isinstance(left, list):
            got = left
        elif isinstance(left, sp.Set):
            raise Unreadable(f"it is {_kind(left)}; a set or list of solutions was expected")
        else:
            got = [left]
        return match_sets(got, [_as_list(item) for item in entries], self)

    def _dicts(self, left: Any, right: dict[Any, Any]) -> Comparison:
        if not isinstance(left, dict):
            raise Unreadable(f"it is {_kind(left)}; a dict was expected")
        named = {str(key): value for key, value in left.items()}
        wanted = {str(key): value for key, value in right.items()}
        if set(named) != set(wanted):
            return Comparison(
                relation=Relation.DIFFERENT,
                evidence=f"the keys are {sorted(named)} and {sorted(wanted)}",
                slip=f"The keys {', '.join(sorted(wanted))} were expected; yours are {', '.join(sorted(named)) or 'none'}.",
                slip_name="keys",
            )
        for key in sorted(wanted):
            result = self.compare(named[key], wanted[key])
            if result.relation is not Relation.EQUAL:
                shown = replace(result.witness, where=f"entry {key!r}") if result.witness else None
                return replace(result, evidence=f"entry {key!r}: {result.evidence}", witness=shown)
        return Comparison(relation=Relation.EQUAL, evidence="every entry of the dict")

    def _intervals(self, left: Any, right: Any) -> Comparison:
        if not isinstance(left, sp.Interval) or not isinstance(right, sp.Interval):
            raise Unreadable(f"it is {_kind(left)}; {_kind(right)} was expected")
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

    def _sets_of_numbers(self, left: Any, right: Any) -> Comparison:
        """Sets of real numbers that are no finite lists: compared as conditions on one number."""
        x: Any = sp.Dummy("x", real=True)
        for side, other in ((left, right), (right, left)):
            if _is_condition(side) and len(side.free_symbols) == 1 and not side.free_symbols & other.free_symbols:
                x = next(iter(side.free_symbols))  # a >= 1/4 where the set [1/4, oo) was asked
        inside, wanted = (
            membership(side, x)
            if isinstance(side, sp.Set)
            else side
            if _is_condition(side) and x in side.free_symbols
            else None
            for side in (left, right)
        )
        if inside is None or wanted is None:
            raise Unreadable(f"it is {_kind(left)}; {_kind(right)} was expected")
        return replace(self, slips=False)._truths(inside, wanted)

    # ------------------------------------------------------------ equations and conditions

    def equations(self, left: Any, right: Any) -> Comparison:
        """Two equations, up to a factor that vanishes nowhere on the domain."""
        if isinstance(left, sp.Expr):
            left = sp.Eq(left, 0, evaluate=False)
        if left in (sp.true, sp.false) or not isinstance(left, sp.Equality):
            raise Unreadable(f"it is {_kind(left)}; an equation, sympy.Eq(left, right), was expected")
        return same_equation(left, right, self)

    def _truths(self, left: Any, right: Any) -> Comparison:
        if not isinstance(left, sp.logic.boolalg.Boolean):
            raise Unreadable(f"it is {_kind(left)}; a condition on the symbols was expected")
        one, other = (sp.Piecewise((1, side), (0, True), evaluate=False) for side in (left, right))
        result = same_scalar(one, other, self.setting(one, other))
        return self._named(left, right, result) if result.different and self.slips else result


def _walk(value: Any) -> Iterator[Any]:
    if isinstance(value, list | sp.MatrixBase):
        for item in value:
            yield from _walk(item)
    elif isinstance(value, dict):
        yield from _walk(list(value.values()))
    else:
        yield from nodes(value)


def _is_condition(value: Any) -> bool:
    """A condition on symbols that is no equation."""
    boolean = isinstance(value, sp.logic.boolalg.Boolean)
    return boolean and not isinstance(value, sp.Equality | sp.Symbol | sp.logic.boolalg.BooleanAtom)


def _as_list(value: Any) -> Any:
    return [_as_list(item) for item in value.args] if isinstance(value, sp.Tuple) else value


def _named_value(left: Any, right: Any) -> Any:
    """Eq(t, expression) where an expression was asked: the student named the answer; the other side counts."""
    if isinstance(left, sp.Equality) and isinstance(left.lhs, sp.Symbol) and left.lhs not in right.free_symbols:
        return left.rhs
    if isinstance(left, sp.Equality) and isinstance(left.lhs, sp.Function | sp.Derivative) and not right.has(left.lhs):
        return left.rhs
    return left


def _kind(value: Any) -> str:
    names = {
        sp.MatrixBase: "a matrix", list: "a list", dict: "a dict", sp.Equality: "an equation", sp.Interval: "an interval",
        sp.Set: "a set", sp.Lambda: "a Lambda with other arguments", sp.Expr: "one expression",
        sp.logic.boolalg.Boolean: "a condition",
    }  # fmt: skip
    if isinstance(value, sp.MatrixBase):
        return f"a matrix of shape {value.shape}"
    return next((name for kind, name in names.items() if isinstance(value, kind)), f"of type {type(value).__name__}")


def _entries(value: Any) -> tuple[tuple[int, ...], list[Any]]:
    if isinstance(value, sp.MatrixBase):
        return tuple(value.shape), list(value)
    if value and all(isinstance(row, list) for row in value):
        if len({len(row) for row in value}) > 1:
            raise Unreadable("its rows have different lengths")
        flat = [item for row in value for item in row]
        _only_scalars(flat)
        return (len(value), len(value[0])), flat
    _only_scalars(value)
    return (len(value),), list(value)


def _only_scalars(items: list[Any]) -> None:
    for item in items:
        if not isinstance(item, sp.Expr):
            raise Unreadable(f"one of its entries is {_kind(item)}; expressions were expected")


def _same_vector(left: Any, right: Any, got: tuple[int, ...], wanted: tuple[int, ...]) -> bool:
    """A flat list stands for a row or a column, whichever was expected."""
    flat = 1 in (len(got), len(wanted))
    return flat and 1 in (*got, len(got)) and 1 in (*wanted, len(wanted)) and max(got) == max(wanted)


def _located(result: Comparison, index: int, shape: tuple[int, ...]) -> Comparison:
    where = f"entry {index}" if len(shape) == 1 or 1 in shape else f"entry ({index // shape[1]}, {index % shape[1]})"
    shown = replace(result.witness, where=where) if result.witness else None
    return replace(result, evidence=f"{where}: {result.evidence}", witness=shown)
