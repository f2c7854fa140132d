"""From what a student's code returned to one SymPy object: symbols by name, numbers exact, arrays as lists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from numbers import Integral, Number, Real
from typing import Any

import numpy as np
import sympy as sp

from grading.symbolic.decimals import exact
from grading.symbolic.explicit import NotExplicit, explicit
from grading.symbolic.structure import measure, nodes, rebuilt
from grading.symbolic.text import BadText, parse

GREEK = ("lambda eta mu rho sigma epsilon delta kappa theta beta alpha gamma tau", "λημρσεδκθβαγτ")
ALIASES: Mapping[str, tuple[str, ...]] = {
    **{name: (letter,) for name, letter in zip(GREEK[0].split(), GREEK[1], strict=True)},
    **dict.fromkeys(("lambda", "lam"), ("lambda", "lam", "lamda", "λ")),
    **dict.fromkeys(("epsilon", "eps"), ("epsilon", "eps", "ε")),
}
MAX_ENTRIES = 10_000  # of lists, arrays, sets and dicts: making numbers of SymPy of millions takes minutes
SHOWN_CHARACTERS = 200


class Unreadable(Exception):  # noqa: N818 - an answer, not a fault
    """The value has no clear meaning as an expression; the text says what came and what was expected."""


@dataclass(frozen=True)
class SolutionSet:
    """An expected set of solutions whose elements may be of any kind (a FiniteSet holds no dicts)."""

    elements: tuple[Any, ...]


def read(value: Any, *, strings: bool = False, matrix_symbols: bool = False) -> Any:
    """Turn a value into a SymPy expression, Matrix, relation, set, dict or list of such.

    A matrix expression over explicit matrices is written out, entry by entry; a MatrixSymbol, where `matrix_symbols` allows it,
    as a matrix of symbols.

    Raises:
        Unreadable: None, functions, strings (unless allowed), objects that are not mathematics, more than 10,000 entries.
    """
    if _entries(value) > MAX_ENTRIES:
        raise Unreadable(f"it has more than {MAX_ENTRIES:,} entries")
    return _read(value, strings=strings, matrix_symbols=matrix_symbols)


def _entries(value: Any) -> int:
    """Count what is in a container and in those inside it, and not much further than the limit."""
    count, waiting = 0, [value]
    while waiting and count <= MAX_ENTRIES:
        item = waiting.pop()
        if isinstance(item, np.ndarray):
            count += item.size
        elif isinstance(item, list | tuple | set | frozenset | Mapping):
            count += len(item)
            waiting += item.values() if isinstance(item, Mapping) else item
    return count


def _read(value: Any, *, strings: bool, matrix_symbols: bool) -> Any:
    inner = partial(_read, strings=strings, matrix_symbols=matrix_symbols)
    if isinstance(value, sp.MatrixBase):
        return sp.ImmutableDenseMatrix(value)
    if isinstance(value, sp.Poly):
        return value.as_expr()
    if isinstance(value, sp.NDimArray):
        return inner(value.tolist() if value.rank() else value[()])
    if isinstance(value, sp.Basic):
        return _plain(value, matrix_symbols=matrix_symbols)
    if isinstance(value, np.ndarray):
        return inner(value.tolist() if value.ndim else value.item())
    if isinstance(value, bool | np.bool_):
        return sp.true if value else sp.false
    if isinstance(value, np.generic):
        return inner(value.item())
    if isinstance(value, Number):
        return _number(value)
    if isinstance(value, list | tuple):
        return [inner(item) for item in value]
    if isinstance(value, set | frozenset):
        return sp.FiniteSet(*[_hashable(inner(item)) for item in value])
    if isinstance(value, Mapping):
        return {sp.Symbol(key) if isinstance(key, str) else sp.sympify(key): inner(item) for key, item in value.items()}
    if strings and isinstance(value, str):
        try:
            return parse(value)
        except BadText as error:
            raise Unreadable(str(error)) from None
    raise Unreadable(_complaint(value))


_STRANGE = (sp.MatrixExpr, sp.Indexed, sp.IndexedBase, sp.Order, sp.NDimArray, sp.Wild)


def _plain(value: Any, *, matrix_symbols: bool) -> Any:
    """Refuse kinds of SymPy objects that are no answer to a question about functions; write matrix expressions out."""
    measure(value)
    if matrix_symbols or not any(isinstance(node, sp.MatrixSymbol) for node in nodes(value)):
        with suppress(NotExplicit):  # refused below, with its name
            value = explicit(value)
    for node in nodes(value):
        if isinstance(node, sp.MatrixBase):
            continue
        if isinstance(node, _STRANGE) or (isinstance(node, sp.Symbol) and not node.is_commutative):
            raise Unreadable(f"it holds {_shown(node)} of type {type(node).__name__}; give an expression in plain symbols")
    return value


def _hashable(value: Any) -> Any:
    return sp.Tuple(*[_hashable(item) for item in value]) if isinstance(value, list) else value


def _number(value: Any) -> Any:
    if isinstance(value, Integral):
        return sp.Integer(int(value))
    if isinstance(value, Fraction):
        return sp.Rational(value.numerator, value.denominator)
    if isinstance(value, Real):
        return sp.Float(float(value))
    if isinstance(value, complex):
        return sp.Float(value.real) + sp.I * sp.Float(value.imag)
    raise Unreadable(_complaint(value))


def _complaint(value: Any) -> str:
    if value is None:
        return "it is None (is a return or an assignment missing?)"
    if isinstance(value, str):
        return f"it is the text {_shown(repr(value))}; give a SymPy expression, not a string"
    name = getattr(value, "type_name", type(value).__name__)  # what stands for an object of another process says its type
    return f"it is of type {name}; give a SymPy expression"


def _shown(value: Any) -> str:
    try:
        text = str(value)
    except Exception:  # noqa: BLE001 - SymPy's printer may raise anything on a strange expression
        return f"a {type(value).__name__} that cannot be shown"
    return text if len(text) <= SHOWN_CHARACTERS else text[: SHOWN_CHARACTERS - 1] + "…"


def _by_name(symbols: Any) -> dict[str, Any]:
    return dict(symbols) if isinstance(symbols, Mapping) else {symbol.name: symbol for symbol in symbols}


def align(expression: Any, symbols: Iterable[Any] | Mapping[str, Any], *, log_abs: bool = False) -> Any:
    """Replace the student's symbols by the declared ones of the same name (or alias), and Floats by exact numbers.

    With `log_abs` every logarithm is that of the absolute value.
    """
    declared: dict[str, Any] = _by_name(symbols)
    declared = {**{symbol.name: symbol for symbol in declared.values()}, **declared}
    for name, symbol in list(declared.items()):
        for alias in ALIASES.get(name, ()):
            declared.setdefault(alias, symbol)
    for name, symbol in list(declared.items()):
        declared.setdefault(name.replace("_", ""), symbol)

    def change(node: Any) -> Any:
        if isinstance(node, sp.Symbol) and not isinstance(node, sp.Dummy):
            return declared.get(node.name) or declared.get(node.name.replace("_", ""), node)
        if log_abs and isinstance(node, sp.log):
            return sp.log(sp.Abs(rebuilt(node.args[0], change), evaluate=False), evaluate=False)
        return exact(node) if isinstance(node, sp.Float) else None

    return rebuilt(expression, change)
