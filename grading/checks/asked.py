"""A call whose message names it, where the student's code raises."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from grading.checks.outcomes import StudentError

UNTOUCHED = ("NameError", "NotImplementedError")  # there is no call to speak of


def asked(call: str, function: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
    """Call the student's function; where it raises, the message says in which call.

    Raises:
        StudentError: what the function raised, behind the text of the call.
    """
    return asked_about(call, "", function, *arguments, **options)


def asked_about(call: str, hint: str, function: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
    """Call the student's function; where it raises, the message names the call and says what is true of the input.

    Raises:
        StudentError: what the function raised, between the text of the call and the hint.
    """
    try:
        return function(*arguments, **options)
    except StudentError as error:
        if error.kind in UNTOUCHED or type(error) is not StudentError:
            raise
        raise StudentError(f"{call}: {error} {hint}".rstrip(), kind=error.kind) from error
