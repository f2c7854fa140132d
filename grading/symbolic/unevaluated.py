"""Works out what a student left standing: derivatives, limits, integrals, substitutions, unknown functions, lambdas."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sympy as sp
from sympy.core.function import AppliedUndef

from grading.symbolic.limits import OutOfTime, limited
from grading.symbolic.structure import is_tame, nodes

STANDING = (sp.Derivative, sp.Integral, sp.Limit, sp.Subs)


def _stands(node: Any) -> bool:
    """Whether the node is to be carried out; finite sums and products are not, infinite ones are."""
    if isinstance(node, sp.Sum | sp.Product):
        return any(end in (sp.oo, -sp.oo) for limits in node.limits for end in limits[1:])
    return isinstance(node, STANDING)


def work_out(expression: Any, seconds: float) -> Any:
    """Carry out derivatives, limits and integrals, under a limit; what cannot be worked out stays as it is."""
    if not isinstance(expression, sp.Basic) or not any(_stands(node) for node in nodes(expression)):
        return expression
    if not is_tame(expression):
        return expression
    try:
        with limited(seconds):
            return _worked_out(expression, {})
    except (OutOfTime, MemoryError):
        return expression
    except Exception:  # noqa: BLE001 - SymPy may raise anything on strange input; then it stays unevaluated
        return expression


def _worked_out(expression: Any, memo: dict[Any, Any]) -> Any:
    if not expression.args:
        return expression
    if expression not in memo:
        arguments = [_worked_out(argument, memo) for argument in expression.args]
        changed = any(new is not old for new, old in zip(arguments, expression.args, strict=True))
        result = expression.func(*arguments) if changed else expression
        memo[expression] = result.doit(deep=False) if _stands(result) else result
    return memo[expression]


def concrete(expressions: list[Any], choice: int) -> list[Any]:
    """Replace every unknown function f(x, y) by a definite one without symmetry, the same in all expressions.

    An identity that holds for two such choices and all points is taken to hold for every smooth function.
    """
    unknown = sorted(
        {node.func for node in nodes(*expressions) if isinstance(node, AppliedUndef)}, key=lambda function: str(function)
    )
    if not unknown:
        return expressions
    table = {function: _definite(index, choice) for index, function in enumerate(unknown)}
    return [
        expression.replace(lambda n: isinstance(n, AppliedUndef), lambda n: table[n.func](n.args)) for expression in expressions
    ]


def _definite(index: int, choice: int) -> Any:
    first = sp.Rational(3 + 2 * index, 7 + 4 * choice)

    def build(arguments: Iterable[Any]) -> Any:
        inner = sum((sp.Rational(k + 2 + choice, 5) * a for k, a in enumerate(arguments)), sp.Rational(1 + index, 3))
        return sp.sin(first * inner) + first * inner**2 + sp.exp(inner / (3 + choice))

    return build


def unfold_lambda(value: Any, symbols: tuple[Any, ...]) -> Any:
    """Lambda(t, t**2) as the expression in the declared symbols: by name where the names fit, by position otherwise."""
    if not isinstance(value, sp.Lambda):
        return value
    variables = value.variables
    names = {symbol.name: symbol for symbol in symbols}
    if all(variable.name in names for variable in variables):
        return value.expr.xreplace({variable: names[variable.name] for variable in variables})
    if len(variables) == len(symbols):
        return value.expr.xreplace(dict(zip(variables, symbols, strict=True)))
    return value
