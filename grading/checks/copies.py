"""Checks in which a function may write into its arguments, so that one such slip does not cost a task all its points."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

WRITABLE: ContextVar[bool] = ContextVar("WRITABLE", default=False)
"""Whether the arrays of a call are the student's own copies; they are read-only otherwise."""


@contextmanager
def own_copies() -> Iterator[None]:
    """Give the student's functions arrays that they may write into: copies, so that nothing reaches the check.

    Use it as a decorator under `@check`, and leave at least one check of each function without it, which then fails:

        @check("double", weight=2)
        @own_copies()
        def test_double_of_random_numbers(student, rng): ...
    """
    token = WRITABLE.set(True)
    try:
        yield
    finally:
        WRITABLE.reset(token)
