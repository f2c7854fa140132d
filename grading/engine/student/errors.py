"""Exceptions as data: the type's name, the message, and the line of the student's own cell."""

from __future__ import annotations

from types import TracebackType
from typing import Any

CELL_PREFIX = "<cell "
MESSAGE_CHARACTERS = 1000


def cell_name(number: int) -> str:
    """Return the file name under which cell `number` is compiled."""
    return f"{CELL_PREFIX}{number}>"


def describe(error: BaseException) -> dict[str, Any]:
    """Turn an exception into plain data; nothing that its own methods do can break this."""
    cell, line = _place(error)
    return {"type": kind_of(error), "message": message_of(error), "cell": cell, "line": line}


def kind_of(error: BaseException) -> str:
    """Return the name of an exception's type as it is documented: Python's own private kinds by the name of their base."""
    kind = type(error)
    if kind.__module__ == "builtins" and kind.__name__.startswith("_"):  # _IncompleteInputError, of Python 3.13
        return next(base.__name__ for base in kind.__mro__ if not base.__name__.startswith("_"))
    return kind.__name__


def message_of(error: BaseException) -> str:
    """Return `str(error)`, cut; "" when it cannot be had."""
    try:
        return str(error)[:MESSAGE_CHARACTERS]
    except BaseException:  # noqa: BLE001 - a student's __str__ may raise anything
        return ""


def _place(error: BaseException) -> tuple[int | None, int | None]:
    if isinstance(error, SyntaxError) and (number := cell_number(error.filename)) is not None:
        return number, error.lineno
    found: tuple[int | None, int | None] = (None, None)
    trace: TracebackType | None = error.__traceback__
    while trace is not None:
        number = cell_number(trace.tb_frame.f_code.co_filename)
        if number is not None:
            found = (number, trace.tb_lineno)
        trace = trace.tb_next
    return found


def cell_number(filename: str | None) -> int | None:
    """Return the number of the cell that a file name stands for, None for any other file."""
    if not filename or not filename.startswith(CELL_PREFIX):
        return None
    digits = filename[len(CELL_PREFIX) : -1]
    return int(digits) if digits.isdigit() else None
