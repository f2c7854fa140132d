"""The hint of `expect_equal` is for an answer that no slip explains, and for no other."""

from __future__ import annotations

import pytest
import sympy as sp

from grading.checks import CheckFailed, expect_equal

X = sp.Symbol("x", positive=True)


def said(got: sp.Expr, **options: object) -> str:
    with pytest.raises(CheckFailed) as failure:
        expect_equal(got, X**2 + 1, "f", symbols=[X], slips={"The square is missing.": X + 1}, **options)
    return str(failure.value)


def test_a_value_that_no_slip_explains_is_followed_by_the_hint() -> None:
    plain = said(sp.sin(X) + 7)
    assert "your answer has the value" in plain
    assert plain.endswith("which is not right.")
    assert said(sp.sin(X) + 7, hint="Try it at 2.") == f"{plain} Try it at 2."


def test_a_slip_stands_alone() -> None:
    assert said(X + 1, hint="Try it at 2.") == "f: The square is missing."
