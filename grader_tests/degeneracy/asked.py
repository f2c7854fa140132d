"""A call whose message names it, where the student's code raises."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from grading.checks import StudentError

UNTOUCHED = ("NameError", "NotImplementedError")  # there is no call to speak of


def asked(call: str, function: Callable[..., Any], *arguments: Any) -> Any:
    """Call the student's function; where it raises, the message says in which call.

    Raises:
        StudentError: what the function raised, behind the text of the call.
    """
    try:
        return function(*arguments)
    except StudentError as error:
        if error.kind in UNTOUCHED or type(error) is not StudentError:
            raise
        raise StudentError(f"{call}: {error}", kind=error.kind) from error
