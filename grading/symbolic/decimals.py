"""Decimals: which exact number a Float stands for."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import sympy as sp

MACHINE_DIGITS = 16  # what arithmetic leaves behind has so many digits; what a person types has fewer
UNITS = 16  # in the last place, by which arithmetic may have moved a number
SHORT_DIGITS = 9
SMALL_DENOMINATOR = 1000


def exact(number: Any) -> Any:
    """The rational number that a Float stands for.

    What arithmetic made of short decimals or small fractions stands for these: 0.1*6 is 0.6000000000000001 in Python and means
    6/10. Everything else stands for its shortest decimal text.
    """
    value = float(number)
    if value != value or value in (float("inf"), float("-inf")):
        return sp.nan if value != value else sp.oo if value > 0 else -sp.oo
    if not value:
        return sp.Rational(str(number))
    meant = _meant(value)
    return sp.Rational(repr(value)) if meant is None else sp.Rational(meant.numerator, meant.denominator)


def is_rounded(number: Any) -> bool:
    """Whether a Float stands for its own digits alone: neither made by arithmetic of short numbers, nor a binary fraction."""
    value = float(number)
    return not abs(value) < 1e300 or (_meant(value) is None and Fraction(value).denominator > 1 << 20)


def _meant(value: float) -> Fraction | None:
    """The short decimal or small fraction that arithmetic made this number of."""
    near = Fraction(value)
    typed = len(repr(value).split("e")[0].replace(".", "").strip("-0")) < MACHINE_DIGITS
    short = Fraction(f"{value:.{SHORT_DIGITS - 1}e}")
    for meant in (short, near.limit_denominator(SMALL_DENOMINATOR)):
        same = float(meant) == value != float(short) if typed else abs(meant - near) <= UNITS * abs(near) / (1 << 52)
        if meant and same:
            return meant
    return None
