"""Expectations on values that a student's code returned.

Every helper takes the value as it came over the wire, says what was got when it does not fit, and never says what the
right value would have been. `what` names the value in the message: "plateau_radius(1e-3, 1.0, 0.5, 0.1)".
"""

# Longer than the house measure: all that an author may expect of a value, in one place.

from __future__ import annotations

import math
from collections.abc import Mapping
from enum import Enum
from numbers import Integral, Real
from typing import Any

import numpy as np
import numpy.typing as npt
import sympy as sp
from sympy.logic.boolalg import BooleanAtom

from grading.checks.outcomes import CheckFailed
from grading.checks.student import Opaque

SHOWN_CHARACTERS = 200
MAX_APART = 10_000  # entries of an array that exact data is compared with


def expect(condition: object, message: str) -> None:
    """Raise CheckFailed(message) unless the condition holds. For conditions on plain Python and NumPy booleans only."""
    __tracebackhide__ = True  # pytest shows the author's line, not this one
    if not bool(condition):
        raise CheckFailed(message)


def show(value: Any) -> str:
    """A short, one-line picture of a value for a message: at most 200 characters, six significant digits."""
    if isinstance(value, Opaque):
        return f"a {value.type_name}"
    if isinstance(value, np.ndarray):
        body = np.array2string(value, precision=6, threshold=12, edgeitems=3, max_line_width=10_000).replace("\n", "")
        text = f"array of shape {value.shape}: {body}"
    elif isinstance(value, bool | str) or value is None:
        text = repr(value)
    else:
        try:
            text = f"{float(value):.6g}" if isinstance(value, Real) and not isinstance(value, Integral) else str(value)
        except (
            ValueError,
            OverflowError,
        ):  # Python prints no more than 4,300 digits, and a float holds no 10^400 / 3
            text = f"a {type(value).__name__} with a number of hundreds or thousands of digits"
        except Exception:  # noqa: BLE001 - SymPy's printer may raise anything on a strange expression
            text = f"a {type(value).__name__} that cannot be shown"
    return text if len(text) <= SHOWN_CHARACTERS else text[: SHOWN_CHARACTERS - 1] + "…"


def as_number(value: Any, what: str, *, finite: bool = False) -> float:
    """Return a real number as float. Accepts int, float, 0-d arrays, exact SymPy numbers; not bool, not arrays of length 1.

    Raises:
        CheckFailed: not a real number, NaN, or infinite where `finite` is asked.
    """
    __tracebackhide__ = True  # pytest shows the author's line, not this one
    number = _real(value)
    if number is None:
        raise CheckFailed(f"{what} should be one real number; you returned {_kind(value)}.")
    if math.isnan(number):
        raise CheckFailed(f"{what} is NaN (not a number). Look for 0/0, inf - inf or the logarithm of a negative number.")
    if finite and math.isinf(number):
        raise CheckFailed(f"{what} is infinite; a finite number was expected.")
    return number


def as_integer(value: Any, what: str) -> int:
    """Return an integer; a float with an integral value is accepted, a bool is not."""
    __tracebackhide__ = True  # pytest shows the author's line, not this one
    number = as_number(value, what, finite=True)
    if number != round(number):
        raise CheckFailed(f"{what} should be a whole number; you returned {show(value)}.")
    return int(value) if isinstance(value, Integral) else round(number)


def as_boolean(value: Any, what: str) -> bool:
    """Return True or False; NumPy and SymPy booleans are accepted, numbers are not."""
    __tracebackhide__ = True  # pytest shows the author's line, not this one
    if isinstance(value, np.ndarray) and value.shape == () and value.dtype == np.bool_:
        return bool(value)
    if isinstance(value, bool | np.bool_ | BooleanAtom):
        return bool(value)
    raise CheckFailed(f"{what} should be True or False; you returned {_kind(value)}.")


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


def as_string(value: Any, what: str, *, choices: tuple[str, ...] = ()) -> str:
    """Return a string, one of `choices` if these are given (they are announced in the statement, so the message lists them)."""
    __tracebackhide__ = True  # pytest shows the author's line, not this one
    if isinstance(value, np.ndarray) and value.shape == () and value.dtype.kind == "U":
        value = str(value)
    if not isinstance(value, str):
        raise CheckFailed(f"{what} should be a string; you returned {_kind(value)}.")
    if choices and value not in choices:
        raise CheckFailed(f"{what} should be one of {', '.join(map(repr, choices))}; you returned {show(value)}.")
    return value


def as_sequence(value: Any, what: str, *, length: int | None = None) -> list[Any]:
    """Return the items of a list, tuple or one-dimensional array as a list, of the given length if one is given."""
    __tracebackhide__ = True  # pytest shows the author's line, not this one
    if not ((isinstance(value, np.ndarray) and value.ndim >= 1) or isinstance(value, list | tuple)):
        raise CheckFailed(f"{what} should be a list or tuple; you returned {_kind(value)}.")
    if length is not None and len(value) != length:
        raise CheckFailed(f"{what} should have {length} entries; yours has {len(value)}.")
    return list(value)


def as_mapping(value: Any, what: str, *, keys: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return a dict that has at least `keys`."""
    __tracebackhide__ = True  # pytest shows the author's line, not this one
    if not isinstance(value, Mapping):
        raise CheckFailed(f"{what} should be a dict; you returned {_kind(value)}.")
    missing = [key for key in keys if key not in value]
    if missing:
        raise CheckFailed(f"{what} has no entry {', '.join(map(repr, missing))}.")
    return dict(value)


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
        raise CheckFailed(f"{what} should be an array of numbers; you returned {_kind(value)}.")
    if shape is not None and not _fits(array.shape, shape):
        wanted = "(" + ", ".join("any" if n is None else str(n) for n in shape) + ("," if len(shape) == 1 else "") + ")"
        raise CheckFailed(f"{what} should have shape {wanted}; yours has shape {array.shape}.")
    if real and array.dtype.kind == "c":
        if np.any(array.imag != 0):
            raise CheckFailed(f"{what} should be real; yours is complex.")
        array = array.real
    if finite and not np.all(np.isfinite(array)):
        raise CheckFailed(f"{what} holds NaN or infinity.")
    return array.astype(complex if array.dtype.kind == "c" else float)


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
        slips: message -> the value that a typical slip gives; the first that fits replaces the hint.

    Raises:
        CheckFailed: with the student's value, the tolerance and the slip or hint; never with the reference.
    """
    __tracebackhide__ = True  # pytest shows the author's line, not this one
    wanted = np.asarray(reference)
    if wanted.ndim:
        value: Any = as_array(got, what, shape=wanted.shape, finite=False, real=wanted.dtype.kind != "c")
    else:
        value = as_complex(got, what) if wanted.dtype.kind == "c" else as_number(got, what)
    if _agree(value, wanted, rtol=rtol, atol=atol):
        return
    for message, slipped in (slips or {}).items():
        slip = np.asarray(slipped)
        if slip.shape == wanted.shape and _agree(value, slip, rtol=rtol, atol=atol):
            raise CheckFailed(f"{what}: your value is {show(got)}. {message}")
    raise CheckFailed(f"{what}: your value, {show(got)}, is not right (relative tolerance {rtol:g}). {hint}".rstrip())


def equal(got: Any, reference: Any, what: str, *, hint: str = "", slips: Mapping[str, Any] | None = None) -> None:
    """Hold exact data (integers, strings, booleans, tuples of them) against the reference; lists and tuples are the same."""
    __tracebackhide__ = True  # pytest shows the author's line, not this one
    if _same(got, reference):
        return
    for message, slipped in (slips or {}).items():
        if _same(got, slipped):
            raise CheckFailed(f"{what}: you returned {show(got)}. {message}")
    raise CheckFailed(f"{what}: you returned {show(got)}, which is not right. {hint}".rstrip())


def _same(got: Any, wanted: Any) -> bool:
    """Compare exact data; an array of another size is not taken apart, as it may have millions of entries."""
    if (
        isinstance(got, np.ndarray)
        and got.size > MAX_APART
        and not (isinstance(wanted, np.ndarray) and wanted.size == got.size)
    ):
        return False
    return bool(plain(got) == plain(wanted))


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


class _Truth(Enum):
    """What stands for a boolean in plain data; nothing that crosses the wire is equal to it."""

    FALSE = False
    TRUE = True


def _agree(value: Any, reference: npt.NDArray[Any], *, rtol: float, atol: float) -> bool:
    with np.errstate(all="ignore"):
        return bool(np.all(np.isclose(value, reference, rtol=rtol, atol=atol, equal_nan=False)))


def _real(value: Any) -> float | None:
    if isinstance(value, np.ndarray) and value.shape == () and value.dtype.kind in "iuf":
        return float(value)
    if isinstance(value, bool | np.bool_):
        return None
    if isinstance(value, sp.Expr) and isinstance(number := _evaluated(value), float):
        return number
    if isinstance(value, Real):
        try:
            return float(value)
        except OverflowError:
            return math.inf if value > 0 else -math.inf  # type: ignore[operator]  # only int overflows
    return None


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
    """Return a SymPy number as a Python number; None for anything else, and when SymPy cannot evaluate it."""
    try:
        if not value.is_number:
            return None
        return float(value) if value.is_extended_real or value is sp.nan else complex(value)
    except Exception:  # noqa: BLE001 - SymPy may raise anything on a strange expression
        return None


def _fits(shape: tuple[int, ...], wanted: tuple[int | None, ...]) -> bool:
    return len(shape) == len(wanted) and all(n is None or n == m for m, n in zip(shape, wanted, strict=True))


def _kind(value: Any) -> str:
    if value is None:
        return "None (is a return statement missing?)"
    if isinstance(value, Opaque):
        return show(value)
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape} and type {value.dtype}"
    return f"{show(value)} (type {type(value).__name__})"
