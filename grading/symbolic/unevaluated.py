"""Works out what a student left standing: derivatives, limits, integrals, substitutions, unknown functions, lambdas."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any

import sympy as sp
from sympy.core.function import AppliedUndef

from grading.symbolic.limited import OutOfTime, limited
from grading.symbolic.structure import is_tame, nodes, rebuilt

PARTS = (sp.re, sp.im, sp.conjugate)
STANDING = (sp.Derivative, sp.Integral, sp.Limit, sp.Subs)
log = logging.getLogger(__name__)


def _stands(node: Any) -> bool:
    """Whether the node is to be carried out; finite sums and products are not, infinite ones are."""
    if isinstance(node, sp.Sum | sp.Product):
        return any(end in (sp.oo, -sp.oo) for limits in node.limits for end in limits[1:])
    return isinstance(node, STANDING)


def work_out(expression: Any, seconds: float) -> Any:
    """Carry out derivatives, limits and integrals, under a limit; what cannot be worked out stays as it is.

    Everything around them is evaluated anew: what SymPy left standing for a symbol without assumptions, re(x) or its
    derivative, goes away for a real one. In a derivative that SymPy formed of |x| without knowing x, sign(x) stands for x/|x|:
    at 0 it has no value, and what hangs on it there is a hole.
    """
    if not isinstance(expression, sp.Basic) or not any(_stands(node) for node in nodes(expression)):
        return expression
    if not is_tame(expression):
        return expression
    try:
        with limited(seconds):
            formal = any(isinstance(n, sp.Derivative) and isinstance(n.expr, PARTS) for n in nodes(expression))
            return _worked_out(expression, {}, formal=formal)
    except (OutOfTime, MemoryError):
        return expression
    except Exception as error:  # noqa: BLE001 - SymPy may raise anything on strange input; then it stays unevaluated
        log.info("not worked out: %s: %s", type(error).__name__, error)
        return expression


def _worked_out(expression: Any, memo: dict[Any, Any], *, formal: bool) -> Any:
    if not expression.args:
        return expression
    if expression not in memo:
        result = expression.func(*[_worked_out(argument, memo, formal=formal) for argument in expression.args])
        if formal and isinstance(result, sp.sign):
            result = result.args[0] / sp.Abs(result.args[0])
        memo[expression] = result.doit(deep=False) if _stands(result) else result
    return memo[expression]


def concrete(expressions: list[Any], choice: int) -> list[Any]:
    """Replace every unknown function f(x, y) by a definite one without symmetry, the same in all expressions.

    An identity that holds for two such choices and all points is taken to hold for every smooth function.
    """
    unknown = sorted({node.func for node in nodes(*expressions) if isinstance(node, AppliedUndef)}, key=str)
    table = {function: _definite(index, choice) for index, function in enumerate(unknown)}

    def change(node: Any) -> Any:
        if isinstance(node, AppliedUndef):
            return table[node.func]([rebuilt(argument, change) for argument in node.args])
        if isinstance(node, sp.Derivative) and not all(isinstance(v, sp.Symbol) for v in node.variables):
            return rebuilt(_by_substitution(node), change)
        return None

    return [rebuilt(expression, change) for expression in expressions] if unknown else expressions


def _by_substitution(derivative: Any) -> Any:
    """The derivative with respect to g(x), as that with respect to a symbol, which g(x) then stands for."""
    inner, counts, places = derivative.expr, [], {}
    for variable, count in derivative.variable_count:
        dummy = variable if isinstance(variable, sp.Symbol) else sp.Dummy("u")
        if dummy is not variable:
            places[dummy] = variable
            inner = inner.xreplace({variable: dummy})
        counts.append((dummy, count))
    return sp.Subs(sp.Derivative(inner, *counts), tuple(places), tuple(places.values()))


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
