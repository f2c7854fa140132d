"""Numbers with an error: pairs (value, e), where the true value lies within 2**e of the mpmath number `value`.

The bounds are first order and generous, not rigorous; every decision that rests on one is repeated at a higher precision.
"""

from __future__ import annotations

import threading
from typing import Any

import mpmath

EXACT = -(1 << 70)  # log2 of the error of an exact number; below every magnitude that is looked at
SLACK = 4  # bits by which a value must exceed its error to count as nonzero

Ball = tuple[Any, int]


class Undefined(Exception):  # noqa: N818 - an answer, not a fault
    """The expression has no value here: a pole, log(0), 0/0, no branch of a Piecewise."""


class Unknown(Exception):  # noqa: N818 - an answer, not a fault
    """The value cannot be computed here: too large, or no rule for this kind of expression."""


class Unsettled(Unknown):
    """The precision does not tell whether a number is zero, and something depends on it: more bits may."""


def magnitude(value: Any) -> int:
    """Return m with 2**(m-1) <= |value| < 2**(m+1); EXACT for zero."""
    if hasattr(value, "_mpc_"):
        (_, man, exp, bc), (_, man2, exp2, bc2) = value._mpc_
        if (exp and not man) or (exp2 and not man2):
            raise Unknown("not finite")
        return max(exp + bc if man else EXACT, exp2 + bc2 if man2 else EXACT)
    _, man, exp, bc = value._mpf_
    if not man:
        if exp:
            raise Unknown("not finite")
        return EXACT
    return int(exp + bc)


def settle(context: Any, value: Any, error: int) -> Ball:
    """Add the rounding error; snap what is within its error of zero (a part, or all) to zero."""
    size = magnitude(value)
    if size == EXACT:
        return (context.zero if hasattr(value, "_mpc_") else value), error
    if abs(size) > MAX_MAGNITUDE:
        raise Unknown("too large or too small a number")
    error = max(error, size - context.prec + 2)
    if hasattr(value, "_mpc_"):
        if magnitude(value.imag) <= error + SLACK:
            value = value.real
        elif magnitude(value.real) <= error + SLACK:
            value = context.mpc(0, value.imag)
    if magnitude(value) <= error + SLACK:
        return context.zero, error
    return value, error


MAX_MAGNITUDE = 1 << 64  # numbers beyond 2**(2**64) are not looked at


def new_context(bits: int) -> Any:
    """Return an mpmath context of its own, so that nobody else's precision changes."""
    context = mpmath.MPContext()
    context.prec = bits
    return context


_kept = threading.local()


def kept_context(bits: int) -> Any:
    """Return this thread's context of so many bits; making a new one costs as much as evaluating at ten points.

    For work that does not run inside other work at the same precision.
    """
    contexts: dict[int, Any] = _kept.__dict__.setdefault("contexts", {})
    if bits not in contexts:
        contexts[bits] = new_context(bits)
    contexts[bits].prec = bits
    return contexts[bits]
