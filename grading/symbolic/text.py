"""Expressions written as text, where a check accepts them: a small grammar, built without evaluating anything."""

from __future__ import annotations

import ast
from collections.abc import Callable, Collection, Mapping
from functools import partial
from typing import Any

import sympy as sp

MAX_TEXT = 2000
_NAMES: Mapping[str, Any] = {"pi": sp.pi, "E": sp.E, "e": sp.E, "I": sp.I, "oo": sp.oo}
Build = Callable[..., Any]


def _over(a: Any, b: Any) -> Any:
    return sp.Mul(a, sp.Pow(b, -1, evaluate=False), evaluate=False)


def _log(a: Any, base: Any = None) -> Any:
    """log(a, b) is the logarithm to base b; SymPy drops the base of an unevaluated one."""
    top = sp.log(a, evaluate=False)
    return top if base is None else _over(top, sp.log(base, evaluate=False))


_ONE = (
    *("exp", "sin", "cos", "tan", "sec", "csc", "cot", "asin", "acos", "atan", "asec", "acsc", "acot"),
    *("sinh", "cosh", "tanh", "sech", "csch", "coth", "asinh", "acosh", "atanh", "asech", "acsch", "acoth"),
    *("Abs", "sign", "Heaviside", "floor", "ceiling", "factorial", "gamma", "erf", "erfc", "re", "im", "conjugate"),
)
_INVERSE = ("sin", "cos", "tan", "sec", "csc", "cot", "sinh", "cosh", "tanh")
_FUNCTIONS: Mapping[str, tuple[Build, Collection[int]]] = {
    **{name: (partial(getattr(sp, name), evaluate=False), (1,)) for name in _ONE},
    **{f"arc{name}": (partial(getattr(sp, f"a{name}"), evaluate=False), (1,)) for name in _INVERSE},
    **{name: (partial(getattr(sp, name), evaluate=False), (2,)) for name in ("atan2", "binomial")},
    **{name: (partial(sp.Max, evaluate=False), range(1, 20)) for name in ("max", "Max")},
    **{name: (partial(sp.Min, evaluate=False), range(1, 20)) for name in ("min", "Min")},
    **dict.fromkeys(("log", "ln"), (_log, (1, 2))),
    "log10": (lambda a: _log(a, sp.Integer(10)), (1,)),
    "log2": (lambda a: _log(a, sp.Integer(2)), (1,)),
    "abs": (partial(sp.Abs, evaluate=False), (1,)),
    "sqrt": (lambda a: sp.Pow(a, sp.S.Half, evaluate=False), (1,)),
}
_OPERATIONS: Mapping[type[ast.operator], Build] = {
    ast.Add: lambda a, b: sp.Add(a, b, evaluate=False),
    ast.Sub: lambda a, b: sp.Add(a, sp.Mul(-1, b, evaluate=False), evaluate=False),
    ast.Mult: lambda a, b: sp.Mul(a, b, evaluate=False),
    ast.Div: _over,
    ast.Pow: lambda a, b: sp.Pow(a, b, evaluate=False),
}


class BadText(Exception):  # noqa: N818 - an answer, not a fault
    """The text is not an expression of the grammar."""


def parse(text: str) -> Any:
    """Read a text such as "2*x0^2 + ln(y)/3"; ^ and ** are powers, / is exact, log(a, b) has the base b.

    Raises:
        BadText: anything but numbers, names, + - * / ** ^, brackets and calls of the known functions.
    """
    if len(text) > MAX_TEXT:
        raise BadText(f"it is a text of more than {MAX_TEXT} characters")
    try:
        # ^ binds like + in Python's grammar; as ** it binds as in mathematics
        return _built(ast.parse(text.strip().replace("^", "**"), mode="eval").body)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise BadText("it is a text that is not a formula") from None


def _built(node: ast.AST) -> Any:
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        if isinstance(node.value, int) and node.value.bit_length() > 4000:
            raise BadText("it holds too long a number")
        return sp.Integer(node.value) if isinstance(node.value, int) else sp.Float(node.value)
    if isinstance(node, ast.Name):
        return _NAMES.get(node.id, sp.Symbol(node.id))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.UAdd):
        inner = _built(node.operand)
        return sp.Mul(-1, inner, evaluate=False) if isinstance(node.op, ast.USub) else inner
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATIONS:
        return _OPERATIONS[type(node.op)](_built(node.left), _built(node.right))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _FUNCTIONS and not node.keywords:
        build, numbers = _FUNCTIONS[node.func.id]
        if len(node.args) not in numbers:
            raise BadText(f"{node.func.id} has the wrong number of arguments")
        return build(*[_built(argument) for argument in node.args])
    raise BadText("it is a text with something other than numbers, names, + - * / ** and known functions")
