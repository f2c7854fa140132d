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

WAITS_FOR: dict[Check, Check] = {}
"""Of each marked check the one that it waits for."""


def after_plain(plain: Check) -> Callable[[Check], Check]:
    """Mark a check as one of an announced special case; `plain` is the task's check of the plain case.

    It passes and fails as before. When it fails and the plain case fails too, on the instances that the plain check meets
    in this run, its message sends the student there: a hint about a special case would be about another mistake. Where the
    plain case itself waits for a plainer one, and that fails too, the message sends there.

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
                raise CheckFailed(_sent_back(_plainest(plain, student))) from failure

        WAITS_FOR[run] = plain
        return run

    return mark


def _plainest(plain: Check, student: Student) -> Check:
    """The plainest check that fails on the way from this one, which fails, to those that it waits for: it has the message."""
    plainer = WAITS_FOR.get(plain)
    return plain if plainer is None or _passes(plainer, student) else _plainest(plainer, student)


def _passes(plain: Check, student: Student) -> bool:
    with suppress(EndOfCheck):
        plain(student, INSTANCES.get(_seed_0)(_name(plain)))
        return True
    return False


def _seed_0(_check: str) -> np.random.Generator:
    return np.random.default_rng(0)


def _name(plain: Any) -> str:
    return str(plain.__name__)


def _sent_back(plain: Any) -> str:
    title = (plain.__doc__ or _name(plain)).strip().splitlines()[0].rstrip(".")
    return f"This case fails too. Begin with the plain case, “{title}”: its message comes first."
