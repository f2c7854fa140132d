"""The symbols that expressions are asked in, and what an answer is told that knows the symbols of the notebook alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy as sp

from grading.checks import CheckFailed
from grading.checks.outcomes import EndOfCheck

X, Y = sp.symbols("x y", real=True)  # those of the set-up cell


def told_of_symbols(ask: Callable[[], Any], right: Any, call: str, names: str, *, known: str = "x and y") -> None:
    """Say so where the answer is right on the same expression in x and y: it does not use the symbols that it is given.

    Raises:
        CheckFailed: where `ask`, the call in the symbols of the set-up cell, returns what is right.
    """
    try:
        got = ask()
    except EndOfCheck:
        return
    if got == right or (isinstance(got, list) and tuple(got) == right):
        raise CheckFailed(f"{call}: right in {known}, and wrong here. {names}")
