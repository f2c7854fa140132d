"""Budgets that are enforced here, in the checker, where the student cannot reach them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from grading.checks.outcomes import CheckFailed

TASK_ALLOWANCE = "all that this task allows"


class CallBudget:
    """A function that may be called at most `limit` times; every call counts, also one that raises.

    Pass it to a student's function like any callable. When the budget is exceeded the student's call sees an error, and
    `enforce` fails the check even when the student caught that error.
    """

    def __init__(
        self, function: Callable[..., Any], *, limit: int, name: str = "the function", allowance: str = TASK_ALLOWANCE
    ) -> None:
        """Wrap `function`; `name` is how messages call it, and `allowance` what the limit is."""
        self._function, self.limit, self.name, self.calls = function, limit, name, 0
        self._allowance = allowance

    def __call__(self, *args: Any) -> Any:
        """Count, refuse past the limit, else call."""
        self.calls += 1
        if self.calls > self.limit:
            raise CheckFailed(self._message())
        return self._function(*args)

    def enforce(self) -> None:
        """Raise CheckFailed when more calls were made than allowed."""
        if self.calls > self.limit:
            raise CheckFailed(self._message())

    def _message(self) -> str:
        return f"Your answer called {self.name} more than {self.limit} times, which is {self._allowance}."


def counted(
    function: Callable[..., Any], *, limit: int, name: str = "the function", allowance: str = TASK_ALLOWANCE
) -> CallBudget:
    """Return `function` with a budget of `limit` calls; see `CallBudget`."""
    return CallBudget(function, limit=limit, name=name, allowance=allowance)
