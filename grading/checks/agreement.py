"""Holds a value that a student's code returned against the reference, and names the slip that it shows."""

from __future__ import annotations

import math
from collections.abc import Mapping
from enum import Enum
from typing import Any

import numpy as np
import numpy.typing as npt
import sympy as sp
from sympy.logic.boolalg import BooleanAtom

from grading.checks.allowance import metered
from grading.checks.expect import show
from grading.checks.outcomes import CheckFailed
from grading.checks.values import as_array, as_complex, as_number

FEW_DIGITS = 1e-3  # relative error from which on an answer counts as nearly right
MAX_APART = 10_000  # entries of an array that exact data is compared with


@metered
def close(
    got: Any,
    reference: Any,
    what: str,
    *,
    rtol: float = 1e-9,
    atol: float = 0.0,
    hint: str = "",
    slips: Mapping[str, Any] | None = None,
) -> None:
    """Hold a number or array against the reference: |got - reference| <= atol + rtol |reference|, entry by entry.

    Args:
        got: the student's value; brought to a float or an array of the reference's shape first.
        reference: the right value, a real or complex number or an array. Infinite entries must agree exactly.
        what: name of the value in the message.
        rtol: relative tolerance.
        atol: absolute tolerance, in the unit of the value.
        hint: a sentence added to the message when nothing better is known.
        slips: message -> the value that a typical slip gives; the one that fits replaces the hint. Where several fit, the
            number does not say which slip it was, and the hint stays.

    Raises:
        CheckFailed: with the student's value and the slip or hint, and with the number of digits that agree where some do;
            never with the reference.
    """
    __tracebackhide__ = True  # pytest shows the author's line, not this one
    wanted = np.asarray(reference)
    if wanted.ndim:
        value: Any = as_array(got, what, shape=wanted.shape, finite=False, real=wanted.dtype.kind != "c")
    else:
        value = as_complex(got, what) if wanted.dtype.kind == "c" else as_number(got, what)
    if _agree(value, wanted, rtol=rtol, atol=atol):
        return
    fits = [message for message, slip in (slips or {}).items() if _agree_in_shape(value, slip, rtol=rtol, atol=atol)]
    if len(fits) == 1:
        raise CheckFailed(f"{what}: your value is {show(got)}. {fits[0]}")
    if digits := _digits(value, wanted):
        accuracy = (
            f"an absolute error of at most {atol:.2g}" if atol > rtol * _largest(wanted) else f"a relative accuracy of {rtol:g}"
        )
        asked = f"about {digits} digits agree, and {accuracy} is asked for"
        raise CheckFailed(f"{what}: your value, {show(got)}, is nearly right: {asked}. {hint}".rstrip())
    raise CheckFailed(f"{what}: your value, {show(got)}, is not right. {hint}".rstrip())


@metered
def equal(got: Any, reference: Any, what: str, *, hint: str = "", slips: Mapping[str, Any] | None = None) -> None:
    """Hold exact data (integers, strings, booleans, tuples of them) against the reference; lists and tuples are the same."""
    __tracebackhide__ = True  # pytest shows the author's line, not this one
    if _same(got, reference):
        return
    fits = [message for message, slipped in (slips or {}).items() if _same(got, slipped)]
    if len(fits) == 1:
        raise CheckFailed(f"{what}: you returned {show(got)}. {fits[0]}")
    raise CheckFailed(f"{what}: you returned {show(got)}, which is not right. {hint}".rstrip())


def plain(value: Any) -> Any:
    """Strip containers and numbers to plain Python: arrays and lists to tuples, NumPy and SymPy numbers to int or float."""
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    if isinstance(value, list | tuple):
        return tuple(plain(item) for item in value)
    if isinstance(value, dict):
        return {plain(key): plain(item) for key, item in value.items()}
    if isinstance(value, bool | np.bool_ | BooleanAtom):
        return _Truth(bool(value))  # True must not equal 1
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, sp.Integer):
        return int(value)
    return value


def _same(got: Any, wanted: Any) -> bool:
    """Compare exact data; an array of another size is not taken apart, as it may have millions of entries."""
    if (
        isinstance(got, np.ndarray)
        and got.size > MAX_APART
        and not (isinstance(wanted, np.ndarray) and wanted.size == got.size)
    ):
        return False
    return bool(plain(got) == plain(wanted))


class _Truth(Enum):
    """What stands for a boolean in plain data; nothing that crosses the wire is equal to it."""

    FALSE = False
    TRUE = True


def _agree(value: Any, reference: npt.NDArray[Any], *, rtol: float, atol: float) -> bool:
    with np.errstate(all="ignore"):
        return bool(np.all(np.isclose(value, reference, rtol=rtol, atol=atol, equal_nan=False)))


def _agree_in_shape(value: Any, slipped: Any, *, rtol: float, atol: float) -> bool:
    slip = np.asarray(slipped)
    return slip.shape == np.shape(value) and _agree(value, slip, rtol=rtol, atol=atol)


def _largest(reference: npt.NDArray[Any]) -> float:
    """The largest modulus, 0.0 for an empty array."""
    return float(np.abs(reference).max(initial=0.0))


def _digits(value: Any, reference: npt.NDArray[Any]) -> int:
    """Return to how many digits the worst entry agrees, from 3 on; 0 for fewer, or where a value is not finite."""
    got = np.asarray(value)
    if not (np.all(np.isfinite(got)) and np.all(np.isfinite(reference))) or not reference.size:
        return 0
    with np.errstate(all="ignore"):
        errors = np.abs(got - reference) / np.abs(reference)
    worst = float(np.max(np.where(got == reference, 0.0, errors)))
    return int(-math.log10(worst)) if FEW_DIGITS >= worst > 0 else 0
