"""Forms with one meaning: what SymPy's solvers return, and a value in a list, brought to the form that was asked."""

from __future__ import annotations

from typing import Any

import sympy as sp

from grading.symbolic.reading import Unreadable

Boolean = sp.logic.boolalg.Boolean


def as_list(value: Any) -> Any:
    """Tuples as lists; the empty set as a set without elements."""
    return [as_list(item) for item in value.args] if isinstance(value, sp.Tuple) else value


def is_condition(value: Any) -> bool:
    """A condition on symbols that is no equation."""
    return isinstance(value, Boolean) and not isinstance(value, sp.Equality | sp.Symbol | sp.logic.boolalg.BooleanAtom)


def is_scalar(value: Any) -> bool:
    """One expression; SymPy counts matrices among them."""
    return isinstance(value, sp.Expr) and not isinstance(value, sp.MatrixBase)


def is_vector(value: Any) -> bool:
    """A flat list, a row or a column."""
    return (isinstance(value, sp.MatrixBase) and 1 in value.shape) or (isinstance(value, list) and not any_list(value))


def any_list(items: Any) -> bool:
    """Whether an entry is itself a list."""
    return any(isinstance(item, list | dict | sp.MatrixBase) for item in items)


def fitted(got: Any, expected: Any, symbols: tuple[Any, ...]) -> Any:
    """The answer in the form of the expected one, where it has one meaning in that form; else as it came.

    A matrix or list of one entry is that entry; a dict of solve is its values, in the order of `symbols`; a set of one tuple is
    what linsolve makes of a point; Eq(T, expression) names the expression.
    """
    got = as_list(got)
    if isinstance(expected, dict):
        return _as_dict(got, expected, symbols)
    if isinstance(expected, list | sp.MatrixBase):
        return _as_vector(got, expected, symbols)
    if isinstance(expected, sp.Expr):
        return _named_value(_single(got, expected.free_symbols), expected)
    return got


def _single(got: Any, known: set[Any]) -> Any:
    """What stands alone in lists, matrices, a set of one tuple, or the dict of a solver for a symbol that is not `known`."""
    if isinstance(got, sp.FiniteSet) and len(got) == 1 and isinstance(got.args[0], sp.Tuple):
        return _single(as_list(got.args[0]), known)
    if isinstance(got, dict) and len(got) == 1 and all(isinstance(key, sp.Symbol) and key not in known for key in got):
        return _single(next(iter(got.values())), known)
    if isinstance(got, list | sp.MatrixBase) and len(got) == 1:
        return _single(got[0], known)
    return got


def _named_value(got: Any, expected: Any) -> Any:
    """Eq(T, expression) or Eq(expression, T) where an expression was asked: the side that is no name counts."""
    if not isinstance(got, sp.Equality):
        return got
    for name, value in (got.args, got.args[::-1]):
        known = name in expected.free_symbols if isinstance(name, sp.Symbol) else expected.has(name)
        if isinstance(name, sp.Symbol | sp.core.function.AppliedUndef | sp.Derivative) and not known:
            return value
    return got


def _ordered(solution: Any, symbols: tuple[Any, ...]) -> Any:
    """The values of a solver's dict in the order of the statement's symbols; None where the order is not clear."""
    places = {symbol: place for place, symbol in enumerate(symbols)}
    if not isinstance(solution, dict) or not all(key in places for key in solution):
        return None
    return [solution[key] for key in sorted(solution, key=places.__getitem__)]


def _as_vector(got: Any, expected: Any, symbols: tuple[Any, ...]) -> Any:
    if isinstance(got, sp.FiniteSet) and len(got) == 1 and isinstance(got.args[0], sp.Tuple):
        got = as_list(got.args[0])
    if isinstance(got, list) and len(got) == 1 and isinstance(got[0], dict | list) and is_vector(expected):
        got = got[0]
    if isinstance(got, dict) and is_vector(expected):
        ordered = _ordered(got, symbols)
        return ordered if ordered is not None and len(ordered) == len(expected) else got
    return [got] if is_scalar(got) and len(expected) == 1 else got


def _as_dict(got: Any, expected: dict[Any, Any], symbols: tuple[Any, ...]) -> Any:
    if isinstance(got, sp.FiniteSet) and len(got) == 1:
        got = as_list(got.args[0])
    if isinstance(got, list) and len(got) == 1 and isinstance(got[0], dict | list):
        got = got[0]
    if isinstance(got, list) and len(got) == len(expected) and _ordered(expected, symbols) is not None:
        return dict(zip(sorted(expected, key=symbols.index), got, strict=True))
    return got


def elements(got: Any, wanted: list[Any], symbols: tuple[Any, ...]) -> list[Any]:
    """The elements of a set of solutions: from a set, a list, eigenvals(), roots(), solve(dict=True), one value.

    Raises:
        Unreadable: another kind; the text says which.
    """
    if got in (sp.S.EmptySet, sp.false):
        return []
    if isinstance(got, dict):
        return _from_dict(got, wanted, symbols)
    if isinstance(got, sp.FiniteSet | list) or (isinstance(got, sp.MatrixBase) and wanted and not any_list(wanted)):
        items = [as_list(item) for item in (got.args if isinstance(got, sp.FiniteSet) else got)]
    elif isinstance(got, sp.Or) and all(isinstance(part, sp.Equality) for part in got.args):
        items = list(got.args)
    elif isinstance(got, sp.Set | Boolean) and not isinstance(got, sp.Equality | sp.Symbol):
        raise Unreadable(f"it is {kind(got)}; a set or list of {len(wanted)} solutions was expected")
    else:
        items = [got]
    if (
        items
        and not any_list(items)
        and wanted
        and all(isinstance(entry, list) and len(entry) == len(items) for entry in wanted)
    ):
        items = [items]  # one point, where points were asked
    return [_element(item, wanted, symbols) for item in items]


def _element(item: Any, wanted: list[Any], symbols: tuple[Any, ...]) -> Any:
    if wanted and all(map(is_scalar, wanted)):
        return _single(item, set().union(*(entry.free_symbols for entry in wanted)))
    if isinstance(item, dict) and wanted and all(isinstance(entry, list | sp.MatrixBase) for entry in wanted):
        ordered = _ordered(item, symbols)
        return item if ordered is None else ordered
    if isinstance(item, list) and wanted and all(isinstance(entry, dict) and len(entry) == len(item) for entry in wanted):
        return _as_dict(item, wanted[0], symbols)
    return item


def _from_dict(got: dict[Any, Any], wanted: list[Any], symbols: tuple[Any, ...]) -> list[Any]:
    """The keys of eigenvals() and roots(), which map to multiplicities; else one solution."""
    counted = all(isinstance(times, sp.Integer) and times > 0 for times in got.values())
    free = set().union(*(entry.free_symbols for entry in wanted if isinstance(entry, sp.Expr)))
    if counted and all(isinstance(key, sp.Expr) and (not isinstance(key, sp.Symbol) or key in free) for key in got):
        return list(got)
    return [_element(got, wanted, symbols)]


KINDS: tuple[tuple[Any, str], ...] = (
    (list, "a list"),
    (dict, "a dict"),
    (sp.Equality, "an equation"),
    (sp.Interval, "an interval"),
    (type(sp.S.EmptySet), "the empty set"),
    (sp.FiniteSet, "a set of elements without order"),
    (sp.ImageSet, "an infinite set, the image of whole numbers"),
    (sp.ConditionSet, "a set that a condition describes"),
    (sp.Union | sp.Intersection | sp.Complement, "a set that is put together of others"),
    (sp.Set, "a set of numbers"),
    (sp.Lambda, "a Lambda with other arguments"),
    (sp.Expr, "one expression"),
    (Boolean, "a condition"),
)


def kind(value: Any) -> str:
    """The form of an answer in words."""
    if isinstance(value, sp.MatrixBase):
        return f"a matrix of shape {value.shape}"
    if isinstance(value, list):
        return f"a list of {len(value)} entries" if len(value) != 1 else "a list of one entry"
    return next((name for kinds, name in KINDS if isinstance(value, kinds)), f"of type {type(value).__name__}")
