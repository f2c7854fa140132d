"""What an expression is made of: its size, its distinct nodes, and the functions whose zeros cut the domain into pieces."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import sympy as sp
from sympy.core.function import AppliedUndef
from sympy.core.relational import Relational

MAX_NODES = 20_000
MAX_DEPTH = 120
INVERSE = (sp.asin, sp.acos, sp.atanh, sp.acoth, sp.acosh, sp.asech, sp.asec, sp.acsc)
STEPS = (sp.floor, sp.ceiling, sp.frac, sp.Mod)
KINKS = (sp.Abs, sp.sign, sp.Heaviside, sp.Max, sp.Min, sp.Piecewise, sp.KroneckerDelta, *STEPS)
POLES = (sp.tan, sp.cot, sp.sec, sp.csc, sp.coth, sp.csch)


class TooLarge(Exception):  # noqa: N818 - an answer, not a fault
    """The expression has too many parts, or they are nested too deeply."""


def measure(expression: Any) -> int:
    """Count the nodes of the tree (shared parts once for every use); TooLarge past the limits. Never recursive."""
    count = 0
    stack: list[tuple[Any, int]] = [(expression, 1)]
    while stack:
        node, depth = stack.pop()
        count += 1
        if depth > MAX_DEPTH:
            raise TooLarge(f"its parts are nested more than {MAX_DEPTH} deep")
        if count > MAX_NODES:
            raise TooLarge(f"it has more than {MAX_NODES} parts")
        if isinstance(node, dict):
            children: Any = [*node.keys(), *node.values()]
        elif isinstance(node, list | tuple | sp.MatrixBase):
            children = node
        else:
            children = getattr(node, "args", ())
        stack.extend((child, depth + 1) for child in children)
    return count


def nodes(*expressions: Any) -> Iterator[Any]:
    """Yield every distinct node once, in a fixed order; of lists and dicts, what is in them."""
    seen: set[Any] = set()
    stack = list(reversed(expressions))
    while stack:
        node = stack.pop()
        if isinstance(node, list | dict):
            stack.extend(reversed(list(node.values()) if isinstance(node, dict) else node))
            continue
        if node in seen:
            continue
        seen.add(node)
        yield node
        stack.extend(reversed(node if isinstance(node, sp.MatrixBase) else getattr(node, "args", ())))


RAW = (sp.Add, sp.Mul, sp.Pow, sp.Function, sp.Rel)


def rebuilt(expression: Any, change: Callable[[Any], Any], memo: dict[Any, Any] | None = None) -> Any:
    """Copy a tree without evaluating it; `change` gives what stands for a node, or None where the node stays."""
    memo = {} if memo is None else memo
    if isinstance(expression, list):
        return [rebuilt(item, change, memo) for item in expression]
    if isinstance(expression, dict):
        return {rebuilt(key, change, memo): rebuilt(item, change, memo) for key, item in expression.items()}
    if expression not in memo:
        new = change(expression)
        memo[expression] = _remade(expression, change, memo) if new is None else new
    return memo[expression]


def _remade(expression: Any, change: Callable[[Any], Any], memo: dict[Any, Any]) -> Any:
    if isinstance(expression, sp.MatrixBase):
        return sp.ImmutableDenseMatrix(*expression.shape, [rebuilt(entry, change, memo) for entry in expression])
    if not isinstance(expression, sp.Basic) or not expression.args:
        return expression
    arguments = [rebuilt(argument, change, memo) for argument in expression.args]
    if all(new is old for new, old in zip(arguments, expression.args, strict=True)):
        return expression
    if isinstance(expression, AppliedUndef | sp.Piecewise) or not isinstance(expression, RAW):
        return expression.func(*arguments)
    return expression.func(*arguments, evaluate=False)


def replaced(expression: Any, table: dict[Any, Any]) -> Any:
    """The tree with other nodes in places, not evaluated."""
    return rebuilt(expression, table.get)


def is_tame(*expressions: Any) -> bool:
    """Whether SymPy may work on the expressions: no number that it would try to write out, no huge polynomial power.

    Pow(10, Pow(10, 10)), factorial(10**9) or (x + 1)**100000 would be evaluated or expanded by it.
    """
    for node in nodes(*expressions):
        if isinstance(node, sp.Pow):
            base, exponent = node.args
            if not exponent.free_symbols and not _small(exponent, 200 if base.free_symbols else 400):
                return False
        elif isinstance(node, sp.Function) and not node.free_symbols:
            if any(not _small(argument, 400) for argument in node.args if isinstance(argument, sp.Expr)):
                return False
        elif isinstance(node, sp.Rational) and max(abs(node.p), node.q).bit_length() > 4000:
            return False
    return True


def _small(number: Any, limit: int) -> bool:
    """Whether a constant is certainly below `limit`, judged without evaluating it."""
    if isinstance(number, sp.Rational | sp.Float):
        return bool(abs(number) <= limit)
    if isinstance(number, sp.Add | sp.Mul):
        return all(_small(argument, limit) for argument in number.args)
    if isinstance(number, sp.Pow):
        return _small(number.base, 64) and _small(number.exp, 3)
    return not number.args or all(_small(argument, 10) for argument in number.args)


def longest_number(*expressions: Any) -> int:
    """Bits of the longest numerator or denominator, beyond which numbers that differ would look the same."""
    longest = 0
    for node in nodes(*expressions):
        if isinstance(node, sp.Rational):
            longest = max(longest, abs(int(node.p)).bit_length(), int(node.q).bit_length())
    return longest if longest > 40 else 0


def cuts(*expressions: Any) -> list[tuple[str, Any]]:
    """Functions whose zeros part the domain: ("kink", g), ("step", g), ("branch", g), ("pole", g); each once."""
    found: dict[tuple[str, Any], None] = {}
    for node in nodes(*expressions):
        for kind, function in _cuts_of(node):
            if isinstance(function, sp.Expr) and function.free_symbols:
                found.setdefault((kind, function))
    return list(found)


def equations(*expressions: Any) -> list[Any]:
    """The differences of the sides of all equations inside, each once: where they vanish, a value may stand alone."""
    found: dict[Any, None] = {}
    for node in nodes(*expressions):
        if isinstance(node, sp.Eq | sp.Ne | sp.KroneckerDelta):
            function = difference(node.args[0], node.args[1])
            if isinstance(function, sp.Expr) and function.free_symbols:
                found.setdefault(function)
    return list(found)


def _cuts_of(node: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(node, sp.Abs | sp.sign | sp.Heaviside):
        yield "kink", node.args[0]
    elif isinstance(node, sp.Max | sp.Min):
        for index, one in enumerate(node.args):
            for other in node.args[index + 1 :]:
                yield "kink", difference(one, other)
    elif isinstance(node, Relational | sp.KroneckerDelta):
        yield "kink", difference(node.args[0], node.args[1])
    elif isinstance(node, sp.Mod):
        yield "step", sp.Mul(node.args[0], sp.Pow(node.args[1], -1, evaluate=False), evaluate=False)
    elif isinstance(node, STEPS):
        yield "step", node.args[0]
    elif isinstance(node, sp.log | sp.LambertW):
        yield "branch", node.args[0]
    elif isinstance(node, INVERSE):
        yield "branch", difference(node.args[0], sp.S.One)
        yield "branch", difference(node.args[0], sp.S.NegativeOne)
    elif isinstance(node, sp.Pow) and not isinstance(node.exp, sp.Integer):
        yield "branch", node.base
    elif isinstance(node, sp.Pow) and node.exp.is_negative:
        yield "pole", node.base
    elif isinstance(node, POLES):
        name = sp.cos if isinstance(node, sp.tan | sp.sec) else sp.sinh if isinstance(node, sp.coth | sp.csch) else sp.sin
        yield "pole", name(node.args[0])


def difference(one: Any, other: Any) -> Any:
    """one - other, as it stands."""
    if other == 0:
        return one
    return sp.Add(one, sp.Mul(-1, other, evaluate=False), evaluate=False)
