"""Expressions written as text, where a check accepts them: a small grammar, built without evaluating anything."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from typing import Any

import sympy as sp

MAX_TEXT = 2000
_NAMES: Mapping[str, Any] = {"pi": sp.pi, "E": sp.E, "e": sp.E, "I": sp.I, "oo": sp.oo}
_SAME_NAME = (
    *("exp", "log", "sin", "cos", "tan", "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh", "asinh", "acosh", "atanh"),
    *("sech", "Abs", "sign", "Max", "Min", "floor", "ceiling", "factorial", "binomial", "gamma", "erf"),
)
_FUNCTIONS: Mapping[str, Any] = {
    **{name: getattr(sp, name) for name in _SAME_NAME},
    **{"ln": sp.log, "abs": sp.Abs, "arcsin": sp.asin, "arccos": sp.acos, "arctan": sp.atan},
}
_OPERATIONS: Mapping[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: lambda a, b: sp.Add(a, b, evaluate=False),
    ast.Sub: lambda a, b: sp.Add(a, sp.Mul(-1, b, evaluate=False), evaluate=False),
    ast.Mult: lambda a, b: sp.Mul(a, b, evaluate=False),
    ast.Div: lambda a, b: sp.Mul(a, sp.Pow(b, -1, evaluate=False), evaluate=False),
    ast.Pow: lambda a, b: sp.Pow(a, b, evaluate=False),
    ast.BitXor: lambda a, b: sp.Pow(a, b, evaluate=False),
}


class BadText(Exception):  # noqa: N818 - an answer, not a fault
    """The text is not an expression of the grammar."""


def parse(text: str) -> Any:
    """Read a text such as "2*x0^2 + ln(y)/3"; ^ and ** are powers, / is exact.

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
        try:
            return _FUNCTIONS[node.func.id](*[_built(a) for a in node.args], evaluate=False)
        except TypeError:
            raise BadText(f"{node.func.id} has the wrong number of arguments") from None
    raise BadText("it is a text with something other than numbers, names, + - * / ** and known functions")
