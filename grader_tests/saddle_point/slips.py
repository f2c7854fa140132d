"""What the hidden checks of 2.3 share: slips that the value tells apart, and errors that name the call."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from grading.checks import StudentError

UNTOUCHED = ("NameError", "NotImplementedError")  # there is no call to speak of


def distinct(slips: Mapping[str, Any], right: Any, *, rtol: float = 1e-8, atol: float = 0.0) -> dict[str, Any]:
    """Return the slips whose value is neither that of the answer nor that of another slip: the others cannot be told."""

    def same(one: Any, other: Any) -> bool:
        a, b = np.asarray(one), np.asarray(other)
        return a.shape == b.shape and bool(np.all(np.isclose(a, b, rtol=4 * rtol, atol=4 * atol)))

    def alone(message: str) -> bool:
        others = [value for told, value in slips.items() if told != message]
        return not any(same(slips[message], other) for other in [right, *others])

    return {message: value for message, value in slips.items() if alone(message)}


def asked(call: str, function: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
    """Call the student's function; where it raises, the message names the call."""
    return asked_about(call, "", function, *arguments, **options)


def asked_about(call: str, hint: str, function: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
    """Call the student's function; where it raises, the message names the call and says what is true of the input."""
    try:
        return function(*arguments, **options)
    except StudentError as error:
        if error.kind in UNTOUCHED or type(error) is not StudentError:
            raise
        raise StudentError(f"{call}: {error} {hint}".rstrip(), kind=error.kind) from error


def more_or_less(said: float, right: float, more: str, less: str) -> str:
    """Return the sentence that is true of a count that is too large, or too small."""
    return more if said > right else less
