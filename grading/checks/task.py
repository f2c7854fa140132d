"""The marker that ties a hidden check to its task."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import pytest

Check = TypeVar("Check", bound=Callable[..., Any])


def check(task: str, *, weight: float = 1.0) -> Callable[[Check], Check]:
    """Mark a pytest function as a hidden check of `task`.

    Args:
        task: the task's id: the name that the student writes, and the grade_id of the answer cell.
        weight: share within the task; score = points x passed weight / total weight. Positive and finite.

    Raises:
        ValueError: the weight is not positive and finite, or the check has no docstring for its title.
    """
    if not 0 < weight < float("inf"):
        raise ValueError(f"check of {task!r}: weight {weight!r}, expected a positive finite number")

    def mark(function: Check) -> Check:
        if not (function.__doc__ or "").strip():
            raise ValueError(f"{function.__name__}: a hidden check needs a docstring; its first line is the title students see")
        return pytest.mark.task(task, weight=weight)(function)

    return mark
