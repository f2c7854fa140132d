"""Reference of the task `classify_degenerate`."""

from __future__ import annotations

from typing import Any

import mpmath as mp
import sympy as sp

from solutions.degeneracy.first_nonzero_order import LAST, kind_of

DIGITS = 500
SMALL = (mp.mpf(10) ** -30, mp.mpf(10) ** -31)  # two values of s; from their quotient follows the order of g


def classify_degenerate(f: sp.Expr, p: sp.Symbol, q: sp.Symbol) -> str:
    """What the critical point of the polynomial f at the origin is: "minimum", "maximum", "saddle" or "undecided".

    Where one eigenvalue of the Hessian is zero, g(s) is found at s = 1e-30 and 1e-31 by Newton's method in r with 500 digits;
    the order is the slope between the two.
    """
    with mp.workdps(DIGITS):
        all_terms = sp.Poly(f, p, q).terms()
        terms = [(powers, mp.mpf(c.p) / c.q) for powers, c in all_terms if any(powers)]  # the value at the origin is left out
        second = {powers: c for powers, c in terms if sum(powers) == 2}
        h11, h12, h22 = 2 * second.get((2, 0), 0), second.get((1, 1), 0), 2 * second.get((0, 2), 0)
    if not any((h11, h12, h22)):
        return "undecided"
    signs = _signs(h11, h12, h22)
    if signs[0] * signs[1] < 0:
        return "saddle"
    if signs[0] * signs[1] > 0:
        return "minimum" if signs[0] > 0 else "maximum"
    with mp.workdps(DIGITS):
        n = (-h12, h11) if h11 else (h22, -h12)
        size = max(abs(n[0]), abs(n[1]))
        kind = _kind_of_the_floor(terms, (n[0] / size, n[1] / size))
    if kind == "undecided":
        return kind
    return kind if kind == ("minimum" if sum(signs) > 0 else "maximum") else "saddle"


def _signs(h11: Any, h12: Any, h22: Any) -> list[int]:
    """The signs of the eigenvalues of the Hessian, by rotations with many digits; 0 where one is nothing but rounding."""
    with mp.workdps(DIGITS):
        low, high = mp.eigsy(mp.matrix([[h11, h12], [h12, h22]]), eigvals_only=True)
        least = max(abs(low), abs(high)) * mp.mpf(10) ** (-DIGITS // 2)
        return [0 if abs(value) < least else int(mp.sign(value)) for value in (low, high)]


def _kind_of_the_floor(terms: list[tuple[tuple[int, int], Any]], n: tuple[Any, Any]) -> str:
    """The kind of g, from its values at two s."""
    with mp.workdps(DIGITS):
        first, second = (_reduced(terms, n, s) for s in SMALL)
        if abs(first) <= mp.mpf(10) ** -400:  # below 1e-20 s^10, and above what rounding leaves
            return "undecided"
        order = int(mp.nint(mp.log(abs(first / second)) / mp.log(SMALL[0] / SMALL[1])))
        return kind_of(order, first > 0) if order <= LAST else "undecided"


def _reduced(terms: list[tuple[tuple[int, int], Any]], n: tuple[Any, Any], s: Any) -> Any:
    """f at the point s n + r m at which it is stationary in r, m = (-n2, n1)."""
    m = (-n[1], n[0])

    def at(r: Any) -> tuple[Any, Any, Any]:
        u, v = s * n[0] + r * m[0], s * n[1] + r * m[1]
        value = slope = bend = mp.mpf(0)
        for (i, j), c in terms:
            value += c * u**i * v**j
            fu, fv = _power(u, i, 1) * v**j, u**i * _power(v, j, 1)
            slope += c * (fu * m[0] + fv * m[1])
            bend += c * (_power(u, i, 2) * v**j * m[0] ** 2 + 2 * _power(u, i, 1) * _power(v, j, 1) * m[0] * m[1])
            bend += c * u**i * _power(v, j, 2) * m[1] ** 2
        return value, slope, bend

    r = mp.mpf(0)
    for _ in range(5):  # the first round leaves 1e-60, and each squares: five leave less than 500 digits show
        _, slope, bend = at(r)
        r -= slope / bend
    return at(r)[0]


def _power(x: Any, k: int, times: int) -> Any:
    """The derivative of x^k, once or twice."""
    if k < times:
        return mp.mpf(0)
    return k * x ** (k - 1) if times == 1 else k * (k - 1) * x ** (k - 2)
