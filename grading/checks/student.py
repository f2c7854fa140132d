"""The face that a submission shows to a check: names to call and names to read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from grading.opaque import Opaque

__all__ = ["Opaque", "Student"]


class Student(Protocol):
    """A submission, seen from a check.

    `student.lambda_max(hvp, dim=20)` calls the student's function; callables among the arguments are called back here, in
    the checker. `student["flow_time"]` reads a variable. Both return plain values: numbers, strings, bools, None, lists,
    tuples, sets, dicts, NumPy arrays, SymPy expressions, or `Opaque`. Raises the exceptions of `grading.checks.outcomes`.
    """

    def __getattr__(self, name: str) -> Callable[..., Any]:
        """Return a function that calls the student's function of that name."""

    def __getitem__(self, name: str) -> Any:
        """Return the value of the student's variable of that name."""
