"""How the derivations of section 2.5 are compared: a wrong one that equals a known slip gets that slip's message."""

from __future__ import annotations

from typing import Any

import sympy as sp

from grading.checks import CheckFailed, Undecided, expect_equal


def symbolic(
    got: Any,
    expected: Any,
    name: str,
    symbols: tuple[sp.Symbol, ...],
    slips: dict[str, Any],
    *,
    domain: dict[sp.Symbol, sp.Set] | None = None,
    trial: str = "",
) -> None:
    """Hold an expression against the reference, for values of the symbols in `domain`, or of any sign that they have.

    One that is wrong in a way of its own is told `trial`, what to try it on.
    """
    try:
        expect_equal(got, expected, name, symbols=symbols, domain=domain, hint=trial)
    except CheckFailed:
        for message, slip in slips.items():
            try:
                expect_equal(got, slip, name, symbols=symbols, domain=domain, slips=False)
            except (CheckFailed, Undecided):
                continue
            raise CheckFailed(f"{name}: {message}") from None
        raise
