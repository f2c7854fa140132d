"""The order of messages: while the plain case fails, no other check of the task gives a special hint."""

from __future__ import annotations

import functools
from collections.abc import Callable
from contextlib import suppress
from contextvars import ContextVar
from typing import Any

import numpy as np

from grading.checks.outcomes import CheckFailed, EndOfCheck
from grading.checks.student import Student

Check = Callable[[Student, np.random.Generator], None]
INSTANCES: ContextVar[Callable[[str], np.random.Generator]] = ContextVar("INSTANCES")
"""The generator that a check of this run meets, by its name. Without it (a check called by hand) every check meets seed 0."""


def after_plain(plain: Check) -> Callable[[Check], Check]:
    """Mark a check as one of an announced special case; `plain` is the task's check of the plain case.

    It passes and fails as before. When it fails and the plain case fails too, on the instances that the plain check meets
    in this run, its message sends the student there: a hint about a special case would be about another mistake.

        @check("double", weight=2)
        @after_plain(test_double_of_random_numbers)
        def test_double_of_zero(student, rng): ...
    """

    def mark(special: Check) -> Check:
        @functools.wraps(special)
        def run(student: Student, rng: np.random.Generator) -> None:
            __tracebackhide__ = True  # pytest shows the author's line, not this one
            try:
                special(student, rng)
            except CheckFailed as failure:
                if _passes(plain, student):
                    raise
                raise CheckFailed(_sent_back(plain)) from failure

        return run

    return mark


def _passes(plain: Check, student: Student) -> bool:
    with suppress(EndOfCheck):
        of_check = INSTANCES.get(_of_no_run)
        plain(student, of_check(_name(plain)))
        return True
    return False


def _of_no_run(_: str) -> np.random.Generator:
    return np.random.default_rng(0)


def _name(plain: Any) -> str:
    return str(plain.__name__)


def _sent_back(plain: Any) -> str:
    title = (plain.__doc__ or _name(plain)).strip().splitlines()[0].rstrip(".")
    return f"This case fails too. Begin with the plain case, “{title}”: its message comes first."
