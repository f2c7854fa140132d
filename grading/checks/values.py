"""Reads a value that a student's code returned as the number, array, string or container that a check works with."""

from __future__ import annotations

import math
from collections.abc import Mapping
from numbers import Integral, Real
from typing import Any

import numpy as np
import numpy.typing as npt
import sympy as sp
from sympy.logic.boolalg import BooleanAtom

from grading.checks.allowance import metered
from grading.checks.expect import kind, show
from grading.checks.outcomes import CheckFailed


@metered
def as_number(value: Any, what: str, *, finite: bool = False) -> float:
    """Return a real number as float. Accepts int, float, 0-d arrays, exact SymPy numbers; not bool, not arrays of length 1.

    Raises:
        CheckFailed: not a real number, NaN, or infinite where `finite` is asked.
    """
    __tracebackhide__ = True  # pytest shows the author's line, not this one
    number = _real(value)
    if number is None:
        raise CheckFailed(f"{what} should be one real number; you returned {kind(value)}.")
    if math.isnan(number):
        raise CheckFailed(f"{what} is NaN (not a number). Look for 0/0, inf - inf or the logarithm of a negative number.")
    if finite and math.isinf(number):
        raise CheckFailed(f"{what} is infinite; a finite number was expected.")
    return number


@metered
def as_integer(value: Any, what: str) -> int:
    """Return an integer; a float with an integral value is accepted, a bool is not."""
    __tracebackhide__ = True  # pytest shows the author's line, not this one
    number = as_number(value, what, finite=True)
    if number != round(number):
        raise CheckFailed(f"{what} should be a whole number; you returned {show(value)}.")
    return int(value) if isinstance(value, Integral) else round(number)


@metered
def as_boolean(value: Any, what: str) -> bool:
    """Return True or False; NumPy and SymPy booleans are accepted, numbers are not."""
    __tracebackhide__ = True  # pytest shows the author's line, not this one
    if isinstance(value, np.ndarray) and value.shape == () and value.dtype == np.bool_:
        return bool(value)
    if isinstance(value, bool | np.bool_ | BooleanAtom):
        return bool(value)
    raise CheckFailed(f"{what} should be True or False; you returned {kind(value)}.")


@metered
def as_complex(value: Any, what: str) -> complex:
    """Return a complex number without NaN."""
    __tracebackhide__ = True  # pytest shows the author's line, not this one
    if isinstance(value, np.ndarray) and value.shape == () and value.dtype.kind in "iufc":
        value = value.item()
    if isinstance(value, complex) and not isinstance(value, bool):
        if math.isnan(value.real) or math.isnan(value.imag):
            raise CheckFailed(f"{what} is NaN (not a number).")
        return value
    return complex(as_number(value, what))


@metered
def as_string(value: Any, what: str, *, choices: tuple[str, ...] = ()) -> str:
    """Return a string, one of `choices` if these are given (they are announced in the statement, so the message lists them)."""
    __tracebackhide__ = True  # pytest shows the author's line, not this one
    if isinstance(value, np.ndarray) and value.shape == () and value.dtype.kind == "U":
        value = str(value)
    if not isinstance(value, str):
        raise CheckFailed(f"{what} should be a string; you returned {kind(value)}.")
    if choices and value not in choices:
        raise CheckFailed(f"{what} should be one of {', '.join(map(repr, choices))}; you returned {show(value)}.")
    return value


@metered
def as_sequence(value: Any, what: str, *, length: int | None = None) -> list[Any]:
    """Return the items of a list, tuple or one-dimensional array as a list, of the given length if one is given."""
    __tracebackhide__ = True  # pytest shows the author's line, not this one
    if not ((isinstance(value, np.ndarray) and value.ndim >= 1) or isinstance(value, list | tuple)):
        raise CheckFailed(f"{what} should be a list or tuple; you returned {kind(value)}.")
    if length is not None and len(value) != length:
        raise CheckFailed(f"{what} should have {length} entries; yours has {len(value)}.")
    return list(value)


@metered
def as_mapping(value: Any, what: str, *, keys: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return a dict that has at least `keys`."""
    __tracebackhide__ = True  # pytest shows the author's line, not this one
    if not isinstance(value, Mapping):
        raise CheckFailed(f"{what} should be a dict; you returned {kind(value)}.")
    missing = [key for key in keys if key not in value]
    if missing:
        raise CheckFailed(f"{what} has no entry {', '.join(map(repr, missing))}.")
    return dict(value)


@metered
def as_array(
    value: Any, what: str, *, shape: tuple[int | None, ...] | None = None, finite: bool = True, real: bool = True
) -> npt.NDArray[Any]:
    """Return a numeric array of the given shape (None stands for any length). Nested lists of numbers are accepted.

    Raises:
        CheckFailed: not numeric, ragged, another shape, or not finite; the message gives both shapes.
    """
    __tracebackhide__ = True  # pytest shows the author's line, not this one
    array = _numeric_array(value)
    if array is None:
        raise CheckFailed(f"{what} should be an array of numbers; you returned {kind(value)}.")
    if shape is not None and not _fits(array.shape, shape):
        raise CheckFailed(f"{what} should have shape {_pattern(shape)}; yours has shape {array.shape}.")
    if real and array.dtype.kind == "c" and np.any(array.imag != 0):
        raise CheckFailed(f"{what} should be real; yours is complex.")
    array = array.real if real else array
    if finite and not np.all(np.isfinite(array)):
        raise CheckFailed(f"{what} holds NaN or infinity.")
    return array.astype(complex if array.dtype.kind == "c" else float)


def _real(value: Any) -> float | None:
    """Return a real number as float, an integer too large for one as an infinity; None for anything else."""
    if isinstance(value, np.ndarray) and value.shape == () and value.dtype.kind in "iuf":
        return float(value)
    if isinstance(value, bool | np.bool_):
        return None
    if isinstance(value, sp.Expr) and isinstance(number := _evaluated(value), float):
        return number
    return _as_float(value) if isinstance(value, Real) else None


def _as_float(value: Real) -> float:
    try:
        return float(value)
    except OverflowError:
        return math.inf if value > 0 else -math.inf  # type: ignore[operator]  # only int overflows


def _numeric_array(value: Any) -> npt.NDArray[Any] | None:
    if isinstance(value, sp.MatrixBase):
        value = value.tolist()
    try:
        array = np.asarray(_without_sympy(value))
    except Exception:  # noqa: BLE001 - NumPy asks a strange expression for its length and entries, which may raise anything
        return None
    return array if array.dtype.kind in "iufc" else None


def _without_sympy(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_without_sympy(item) for item in value]
    if isinstance(value, sp.Expr) and (number := _evaluated(value)) is not None:
        return number
    return value


def _evaluated(value: sp.Expr) -> float | complex | None:
    """Return a SymPy number as Python's; None when it is no number, or when SymPy cannot work it out."""
    try:
        if not value.is_number:
            return None
        return float(value) if value.is_extended_real or value is sp.nan else complex(value)
    except Exception:  # noqa: BLE001 - SymPy may raise anything on a strange expression
        return None


def _fits(shape: tuple[int, ...], wanted: tuple[int | None, ...]) -> bool:
    return len(shape) == len(wanted) and all(n is None or n == m for m, n in zip(shape, wanted, strict=True))


def _pattern(shape: tuple[int | None, ...]) -> str:
    """Write a shape that was asked for as Python writes one, with `any` for a length that is free."""
    return "(" + ", ".join("any" if n is None else str(n) for n in shape) + ("," if len(shape) == 1 else "") + ")"
