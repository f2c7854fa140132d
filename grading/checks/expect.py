"""What a check says: a condition with its message, and a short picture of a value.

Every helper of this package takes the value as it came over the wire, says what was got when it does not fit, and never says
what the right value would have been. `what` names the value in the message: "plateau_radius(1e-3, 1.0, 0.5, 0.1)".
"""

from __future__ import annotations

from numbers import Integral, Real
from typing import Any

import numpy as np

from grading.checks.allowance import metered
from grading.checks.outcomes import CheckFailed
from grading.checks.student import Opaque

SHOWN_CHARACTERS = 200


def expect(condition: object, message: str) -> None:
    """Raise CheckFailed(message) unless the condition holds. For conditions on plain Python and NumPy booleans only."""
    __tracebackhide__ = True  # pytest shows the author's line, not this one
    if not bool(condition):
        raise CheckFailed(message)


@metered
def show(value: Any) -> str:
    """A short, one-line picture of a value for a message: at most 200 characters, six significant digits."""
    text = _text(value)
    return text if len(text) <= SHOWN_CHARACTERS else text[: SHOWN_CHARACTERS - 1] + "…"


def kind(value: Any) -> str:
    """A value with its type, for a message that says what was got in place of what was asked for."""
    if value is None:
        return "None (left open, or is a return statement missing?)"
    if isinstance(value, Opaque):
        return show(value)
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape} and type {value.dtype}"
    return f"{show(value)} (type {type(value).__name__})"


def _text(value: Any) -> str:
    if isinstance(value, Opaque):
        return f"a {value.type_name}"
    if isinstance(value, np.ndarray):
        body = np.array2string(value, precision=6, threshold=12, edgeitems=3, max_line_width=10_000).replace("\n", "")
        return f"array of shape {value.shape}: {body}"
    if isinstance(value, bool | str) or value is None:
        return repr(value)
    try:
        return f"{float(value):.6g}" if isinstance(value, Real) and not isinstance(value, Integral) else _whole(value)
    except (ValueError, OverflowError):  # Python prints no more than 4,300 digits, and a float holds no 10^400 / 3
        return f"a {type(value).__name__} with a number of hundreds or thousands of digits"
    except Exception:  # noqa: BLE001 - SymPy's printer may raise anything on a strange expression
        return f"a {type(value).__name__} that cannot be shown"


def _whole(value: Any) -> str:
    """Python's own text of a value, but with sets in order: theirs differs from one process to the next."""
    if isinstance(value, set | frozenset) and value:
        members = "{" + ", ".join(sorted(map(_item, value))) + "}"
        return members if isinstance(value, set) else f"frozenset({members})"
    if isinstance(value, list):
        return "[" + ", ".join(map(_item, value)) + "]"
    if isinstance(value, tuple):
        return "(" + ", ".join(map(_item, value)) + (",)" if len(value) == 1 else ")")
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_item(key)}: {_item(item)}" for key, item in value.items()) + "}"
    return str(value)


def _item(value: Any) -> str:
    return _whole(value) if isinstance(value, set | frozenset | list | tuple | dict) else repr(value)
