"""What turning an answer into what a check wants may cost: processor time and memory, beyond which the check fails.

Values are data, yet reading one can be endless: a SymPy number of thousands of terms, a list of lists of arrays. Every helper
of this package that looks into a value of the student does so within the allowance of the check.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, TypeVar, cast

import numpy as np

from grading.checks.outcomes import CheckFailed
from grading.symbolic.limited import OutOfTime, limited

SECONDS = 1.0
MEMORY_BYTES = 200 << 20
CHEAP = (bool, int, float, complex, type(None), np.bool_, np.float64, np.int64)  # their digits are bounded by the wire
CHEAP_ENTRIES = 10_000  # of an array of numbers
LEAST_SECONDS = 1e-3

Helper = TypeVar("Helper", bound=Callable[..., Any])


@dataclass(kw_only=True)
class Allowance:
    """Of one check."""

    seconds: float = SECONDS  # of processor time that are left
    memory_bytes: int = MEMORY_BYTES
    _inside: bool = field(default=False, repr=False)

    @contextmanager
    def spending(self, what: str) -> Iterator[None]:
        """Work on the value `what` within what is left; inside another such block this one changes nothing.

        Raises:
            CheckFailed: the value is too dear; the message says so, and that it is the answer's size, not its value.
        """
        if self._inside:
            yield
            return
        started = time.process_time()
        self._inside = True
        try:
            with limited(max(self.seconds, LEAST_SECONDS), memory_bytes=self.memory_bytes):
                yield
        except OutOfTime:
            raise CheckFailed(f"{what} {_TOO_DEAR}: reading it takes more processor time than a check may use.") from None
        except MemoryError:
            most = self.memory_bytes >> 20
            raise CheckFailed(f"{what} {_TOO_DEAR}: reading it takes more than {most} MiB of memory.") from None
        finally:
            self._inside = False
            self.seconds -= time.process_time() - started


_TOO_DEAR = "is too large or too complicated; return a plain number or array, or a simpler form"
_OF_THIS_CHECK: ContextVar[Allowance | None] = ContextVar("allowance of this check", default=None)


def allowance() -> Allowance:
    """Return the allowance of the check that runs, or a fresh one where none was given, as in a test of a helper."""
    return _OF_THIS_CHECK.get() or Allowance()


@contextmanager
def allowed(one: Allowance) -> Iterator[None]:
    """Give a check its allowance."""
    token = _OF_THIS_CHECK.set(one)
    try:
        yield
    finally:
        _OF_THIS_CHECK.reset(token)


def metered(helper: Helper) -> Helper:
    """Make a helper, whose first arguments are a value of the student and its name, work within the allowance."""

    @wraps(helper)
    def within(value: Any, *arguments: Any, **options: Any) -> Any:
        __tracebackhide__ = True  # pytest shows the author's line, not this one
        if is_cheap(value):
            return helper(value, *arguments, **options)
        names = [argument for argument in arguments if isinstance(argument, str)]
        with allowance().spending(names[0] if names else "Your answer"):
            return helper(value, *arguments, **options)

    return cast(Helper, within)


def is_cheap(value: Any) -> bool:
    """Say whether any reading of a value costs next to nothing, less than a timer around it."""
    kind = type(value)
    return kind in CHEAP or (kind is np.ndarray and value.size <= CHEAP_ENTRIES and value.dtype.kind in "biufc")
