"""Whatever SymPy's functions and classes make of a symbol: no exception leaves the comparison."""

from __future__ import annotations

import logging
import warnings
from typing import Any

import pytest
import sympy as sp

from grading.symbolic import Comparison, Relation, Unreadable, compare
from grading.symbolic.limited import OutOfTime, limited
from tests.support.extent import sample

x, y = sp.symbols("x y", real=True)
n = sp.Symbol("n", integer=True, positive=True)
f, g = sp.symbols("f g", cls=sp.Function)
NAMES = sorted(name for name in dir(sp) if not name.startswith("_") and callable(getattr(sp, name)))
NOT_CALLED = {"init_session", "init_printing", "interactive_traversal", "preview", "print_gtk", "doctest", "test", "plot"}
ARGUMENTS = ((x,), (x, y), (n, x), (sp.Rational(1, 3),), (2, n, x))


def made(name: str) -> list[Any]:
    """What the function makes of a few arguments, where that is mathematics."""
    found = []
    kind = getattr(sp, name)
    for arguments in ARGUMENTS if isinstance(kind, type) and issubclass(kind, sp.Basic) else ARGUMENTS[:2]:
        try:
            with warnings.catch_warnings(), limited(0.1):
                warnings.simplefilter("ignore")
                found.append(kind(*arguments))
        except (Exception, OutOfTime):  # noqa: BLE001 - what SymPy itself cannot make is no answer
            continue
    return [value for value in found if isinstance(value, sp.Basic | list | dict | tuple | set)]


def compared(got: Any, expected: Any) -> Comparison | None:
    try:
        return compare(got, expected, seconds=0.2)
    except Unreadable:
        return None


@pytest.mark.parametrize("first", sample(range(0, len(NAMES), 60), 4))
def test_no_exception_leaves_the_comparison(first: int) -> None:
    seen = 0
    for name in NAMES[first : first + 60]:
        for value in made(name) if name not in NOT_CALLED and not name.startswith(("plot", "print")) else ():
            same = compared(value, value)
            assert same is None or not same.different, (name, value)
            compared(value, x**2)
            seen += 1
    assert seen > 5


@pytest.mark.parametrize(
    "value",
    [
        sp.diff(f(g(x)), x),
        sp.diff(f(g(x)), x, 2),
        sp.diff(f(x, g(x)), x),
        sp.diff(f(g(x) * y), x),
        sp.diff(f(x, sp.diff(g(x), x)), sp.diff(g(x), x)),
        sp.diff(f(g(f(x))), x),
    ],
    ids=str,
)
def test_derivatives_of_unknown_functions_in_each_other(value: Any) -> None:
    assert compare(value, value).equal
    assert compare(sp.expand(3 * value) / 3 + 0 * y, value).equal
    assert compare(2 * value, value).relation is Relation.DIFFERENT


def test_the_chain_rule_with_an_unknown_function() -> None:
    u = sp.Symbol("u")
    outer = sp.Subs(sp.diff(f(u), u), u, g(x))
    assert compare(sp.diff(f(g(x)), x), outer * sp.diff(g(x), x)).equal
    assert compare(sp.diff(f(g(x)), x), outer).relation is Relation.DIFFERENT


def test_what_sympy_raises_ends_as_undecided_with_its_reason_and_is_logged(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*sides: Any) -> None:
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr("grading.symbolic.decide.cuts", broken)
    with caplog.at_level(logging.WARNING, logger="grading.symbolic"):
        result = compare(sp.sin(x), x, symbols=[x])
    assert result.relation is Relation.UNDECIDED
    assert "broken on purpose" in result.evidence
    assert "broken on purpose" in caplog.text
