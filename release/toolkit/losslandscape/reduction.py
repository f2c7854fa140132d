"""The reduced function of a polynomial in two variables: f on the curve along which it is stationary in one of them."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

ORDER = 10  # powers above it are cut off
Series = list[Fraction]  # coefficients of 1, q, q², … up to the power ORDER


def on_curve(f: Any, p: Any, q: Any) -> Any:
    """Return g(q) = f(p(q), q) up to the power 10, where p(q) is the curve through the origin on which ∂f/∂p = 0.

    Args:
        f: SymPy polynomial in p and q with rational coefficients and gradient zero at the origin.
        p: the variable that is solved for; ∂²f/∂p² must not be 0 at the origin.
        q: the variable that stays.

    Raises:
        ValueError: where ∂²f/∂p² is 0 at the origin, so that no single curve need exist.
    """
    import sympy

    terms = {powers: Fraction(int(c.p), int(c.q)) for powers, c in sympy.Poly(f, p, q).terms()}
    bend = _curve(terms, str(p))
    powers = ((k, sympy.Rational(c.numerator, c.denominator)) for k, c in enumerate(_put_in(terms, bend)))
    return sympy.Add(*(c * q**k for k, c in powers))


def _curve(terms: dict[tuple[int, int], Fraction], name: str) -> Series:
    """The coefficients of p(q), one power after the other: each is linear in what is still missing of ∂f/∂p."""
    slope = {(i - 1, j): i * c for (i, j), c in terms.items() if i}
    across = slope.get((1, 0), Fraction(0))
    if not across:
        next_step = "Try the other variable, unless its second derivative is 0, too."
        raise ValueError(f"∂²f/∂{name}² is 0 at the origin: f cannot be solved for {name} there. {next_step}")
    bend = [Fraction(0)] * (ORDER + 1)
    for k in range(1, ORDER // 2 + 1):  # an error of the order k + 1 in the curve changes g from the order 2k + 2 on
        bend[k] -= _put_in(slope, bend)[k] / across
    return bend


def _put_in(terms: dict[tuple[int, int], Fraction], bend: Series) -> Series:
    """The polynomial with these terms at p = bend(q), cut off behind the power ORDER."""
    power = [Fraction(1)] + [Fraction(0)] * ORDER
    total = [Fraction(0)] * (ORDER + 1)
    for i in range(max((i for i, _ in terms), default=0) + 1):
        for j, c in ((j, c) for (one, j), c in terms.items() if one == i):
            for k in range(ORDER + 1 - j):
                total[k + j] += c * power[k]
        power = _product(power, bend)
    return total


def _product(one: Series, other: Series) -> Series:
    """The product of two series, cut off behind the power ORDER."""
    result = [Fraction(0)] * (ORDER + 1)
    for i, a in enumerate(one):
        if a:
            for j in range(ORDER + 1 - i):
                if other[j]:
                    result[i + j] += a * other[j]
    return result
