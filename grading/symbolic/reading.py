"""From what a student's code returned to one SymPy object: symbols by name, numbers exact, lists as matrices."""

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
from sympy.core.function import AppliedUndef

from grading.checks.expect import show
from grading.checks.student import Opaque
from grading.symbolic.explicit import NotExplicit, explicit
from grading.symbolic.structure import measure, nodes
from grading.symbolic.text import BadText, parse

ALIASES: Mapping[str, tuple[str, ...]] = {
    "lambda": ("lam", "lambda_", "lamda", "λ"),
    "lam": ("lambda", "lambda_", "lamda", "λ"),
    "eta": ("η",),
    "mu": ("μ",),
    "rho": ("ρ",),
    "sigma": ("σ",),
    "epsilon": ("eps", "ε"),
    "eps": ("epsilon", "ε"),
    "delta": ("δ",),
    "kappa": ("κ",),
    "theta": ("θ",),
    "beta": ("β",),
    "alpha": ("α",),
    "gamma": ("γ",),
    "tau": ("τ",),
}


MAX_ENTRIES = 10_000  # of lists, arrays, sets and dicts: making numbers of SymPy of millions takes minutes


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
        return sp.FiniteSet(*[_scalar(inner(item)) for item in value])
    if isinstance(value, Mapping):
        return {_key(key): inner(item) for key, item in value.items()}
    if strings and isinstance(value, str):
        return _formula(value)
    raise Unreadable(_complaint(value))


def _formula(text: str) -> Any:
    try:
        return parse(text)
    except BadText as error:
        raise Unreadable(str(error)) from None


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
            raise Unreadable(f"it holds {show(node)} of type {type(node).__name__}; give an expression in plain symbols")
    return value


def _scalar(value: Any) -> Any:
    return sp.Tuple(*[_scalar(item) for item in value]) if isinstance(value, list) else value


def _key(key: Any) -> Any:
    return sp.Symbol(key) if isinstance(key, str) else key


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
        return f"it is the text {show(value)}; give a SymPy expression, not a string"
    if isinstance(value, Opaque):
        return f"it is {show(value)}; give a SymPy expression (a function can be given as sympy.Lambda)"
    return f"it is of type {type(value).__name__}; give a SymPy expression"


def is_exact_literal(number: Any) -> bool:
    """Whether a Float is a decimal or binary fraction that somebody may have written on purpose (0.5, 0.1, 2.0)."""
    text = repr(float(number))
    digits = text.split("e")[0].replace(".", "").replace("-", "").strip("0")
    return len(digits) <= 12 or Fraction(float(number)).denominator <= 1 << 20


def exact(number: Any) -> Any:
    """The rational number that a Float stands for: its shortest decimal text."""
    value = float(number)
    if value != value or value in (float("inf"), float("-inf")):
        return sp.nan if value != value else sp.oo if value > 0 else -sp.oo
    return sp.Rational(repr(value)) if value else sp.Rational(str(number))


def _by_name(symbols: Any) -> dict[str, Any]:
    return dict(symbols) if isinstance(symbols, Mapping) else {symbol.name: symbol for symbol in symbols}


def align(expression: Any, symbols: Iterable[Any] | Mapping[str, Any]) -> Any:
    """Replace the student's symbols by the declared ones of the same name (or alias), and Floats by exact numbers."""
    declared: dict[str, Any] = _by_name(symbols)
    declared = {**{symbol.name: symbol for symbol in declared.values()}, **declared}
    for name, symbol in list(declared.items()):
        for alias in ALIASES.get(name, ()):
            declared.setdefault(alias, symbol)
    for name, symbol in list(declared.items()):
        declared.setdefault(name.replace("_", ""), symbol)
    return rebuild(expression, declared, {})


def rebuild(expression: Any, declared: Mapping[str, Any], memo: dict[Any, Any]) -> Any:
    """Copy a tree without evaluating it, with other symbols and exact numbers."""
    if isinstance(expression, list):
        return [rebuild(item, declared, memo) for item in expression]
    if isinstance(expression, dict):
        return {rebuild(k, declared, memo): rebuild(v, declared, memo) for k, v in expression.items()}
    if expression in memo:
        return memo[expression]
    result = _rebuilt(expression, declared, memo)
    memo[expression] = result
    return result


def _rebuilt(expression: Any, declared: Mapping[str, Any], memo: dict[Any, Any]) -> Any:
    if isinstance(expression, sp.Dummy):
        return expression
    if isinstance(expression, sp.Symbol):
        return declared.get(expression.name) or declared.get(expression.name.replace("_", ""), expression)
    if isinstance(expression, sp.Float):
        return exact(expression)
    if isinstance(expression, sp.MatrixBase):
        return sp.ImmutableDenseMatrix(*expression.shape, [rebuild(e, declared, memo) for e in expression])
    if not isinstance(expression, sp.Basic) or not expression.args:
        return expression
    arguments = [rebuild(argument, declared, memo) for argument in expression.args]
    if all(new is old for new, old in zip(arguments, expression.args, strict=True)):
        return expression
    return raw(expression, arguments)


_RAW = (sp.Add, sp.Mul, sp.Pow, sp.Function, sp.Rel)


def raw(expression: Any, arguments: list[Any]) -> Any:
    """The same node with other arguments, not evaluated where SymPy allows it."""
    if isinstance(expression, AppliedUndef) or not isinstance(expression, _RAW) or isinstance(expression, sp.Piecewise):
        return expression.func(*arguments)
    return expression.func(*arguments, evaluate=False)
