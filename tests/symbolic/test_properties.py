"""Properties: a valid rewriting is never different, a wrong change is never equal, and nothing depends on order or hashing."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
import sympy as sp
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grading.symbolic import Relation, compare

x, y = sp.symbols("x y", real=True)
p, q = sp.symbols("p q", positive=True)
SETTINGS = settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))

numbers = st.builds(sp.Rational, st.integers(-6, 6), st.integers(1, 5))
leaves = st.one_of(st.sampled_from([x, y, p, q]), numbers)


def grown(children: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Sums, products, powers and functions that are defined on all of the domain."""
    return st.one_of(
        st.builds(lambda a, b: a + b, children, children),
        st.builds(lambda a, b: a * b, children, children),
        st.builds(lambda a, n: a**n, children, st.integers(2, 3)),
        st.builds(sp.sin, children),
        st.builds(sp.cos, children),
        st.builds(sp.tanh, children),
        st.builds(lambda a: sp.exp(a / 4), children),
        st.builds(lambda a: sp.log(1 + a**2), children),
        st.builds(lambda a: sp.sqrt(1 + a**2), children),
        st.builds(lambda a, b: a / (1 + b**2), children, children),
        st.builds(sp.Abs, children),
    )


expressions = st.recursive(leaves, grown, max_leaves=6)
REWRITINGS: dict[str, Callable[[Any], Any]] = {
    "expand": sp.expand,
    "factor_terms": sp.factor_terms,
    "together": sp.together,
    "trig": lambda e: sp.expand_trig(e),
    "exp": lambda e: e.rewrite(sp.exp),
    "shuffled": lambda e: _reversed(e),
    "halves": lambda e: sp.Add(e / 2, e / 2, evaluate=False),
    "one": lambda e: sp.Mul(e, sp.Add(sp.sin(p) ** 2, sp.cos(p) ** 2), evaluate=False),
}


def _reversed(expression: Any) -> Any:
    if not expression.args:
        return expression
    arguments = [_reversed(argument) for argument in reversed(expression.args)]
    if isinstance(expression, sp.Add | sp.Mul):
        return expression.func(*arguments, evaluate=False)
    return expression.func(*reversed(arguments))


CHANGES: dict[str, Callable[[Any], Any]] = {
    "constant": lambda e: e + sp.Rational(1, 10**6),
    "factor": lambda e: e * sp.Rational(1001, 1000) + 1,
    "sign": lambda e: -e - 1,
    "tiny": lambda e: e + sp.exp(x) / 10**30,
    "kink": lambda e: e + sp.Max(0, x - 100),
    "zero at whole numbers": lambda e: e + sp.sin(sp.pi * x) ** 2,
    "symbol": lambda e: e + (x - p) * (y - q) / 7,
}


@pytest.mark.parametrize("rule", sorted(REWRITINGS))
@SETTINGS
@given(expression=expressions)
def test_a_valid_rewriting_is_never_different(rule: str, expression: Any) -> None:
    other = REWRITINGS[rule](expression)
    comparison = compare(other, expression, symbols=[x, y, p, q], seconds=30.0)
    assert comparison.relation is not Relation.DIFFERENT, comparison.evidence


@pytest.mark.parametrize("change", sorted(CHANGES))
@SETTINGS
@given(expression=expressions)
def test_a_wrong_change_is_never_equal(change: str, expression: Any) -> None:
    other = CHANGES[change](expression)
    if sp.expand(other - expression) == 0:  # the change happens to be none: -e - 1 for e = -1/2
        return
    comparison = compare(other, expression, symbols=[x, y, p, q], slips=False, seconds=30.0)
    assert comparison.relation is not Relation.EQUAL, comparison.evidence


@SETTINGS
@given(one=expressions, other=expressions)
def test_the_order_of_the_sides_does_not_matter(one: Any, other: Any) -> None:
    options = {"symbols": [x, y, p, q], "slips": False, "seconds": 30.0}
    assert compare(one, other, **options).relation is compare(other, one, **options).relation


@SETTINGS
@given(expression=expressions)
def test_the_students_symbols_need_no_assumptions(expression: Any) -> None:
    renamed = expression.xreplace({s: sp.Symbol(s.name) for s in expression.free_symbols})
    assert compare(renamed, expression, symbols=[x, y, p, q], seconds=30.0).relation is Relation.EQUAL


@SETTINGS
@given(expression=expressions)
def test_a_renamed_index_does_not_matter(expression: Any) -> None:
    k, j = sp.symbols("k j")
    one, other = (sp.Sum(expression * s, (s, 1, 3)) for s in (k, j))
    assert compare(one, other, symbols=[x, y, p, q], seconds=30.0).relation is not Relation.DIFFERENT


SCRIPT = """
import sympy as sp
from grading.symbolic import compare
x, y = sp.symbols("x y", real=True); p, q = sp.symbols("p q", positive=True)
s = 1/(1 + sp.exp(-x))
for a, b in [(s*(1-s), sp.sech(x/2)**2/4), (sp.sqrt(x*y), sp.sqrt(x)*sp.sqrt(y)), ({p: x, q: y}, {q: y, p: x + 1}),
             (sp.FiniteSet(x, y, p, q), {x, y, p, 2*q}), (sp.Max(x, y, p), sp.Max(x, y)), (x*y - p, p - x*y)]:
    print(compare(a, b))
"""


def test_the_answer_depends_neither_on_the_hash_seed_nor_on_the_run() -> None:
    seen = set()
    for seed in ("0", "1", "4242"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run([sys.executable, "-c", SCRIPT], env=environment, capture_output=True, text=True, check=True)
        seen.add(done.stdout)
    assert len(seen) == 1
