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

WAITS_FOR: dict[Check, tuple[Check, ...]] = {}
"""Of each marked check those that it waits for."""


def after_plain(*plain: Check) -> Callable[[Check], Check]:
    """Mark a check as one of an announced special case; `plain` is the task's check of the plain case, or several of them.

    It passes and fails as before. When it fails and a plain check fails too, on the instances that this one meets in this
    run, its message sends the student to the first that does: a hint about a special case would be about another mistake.

        @check("double", weight=2)
        @after_plain(test_double_of_random_numbers)
        def test_double_of_zero(student, rng): ...

    Raises:
        ValueError: none is given, or one is no hidden check. Instances follow from a check's name, so another function would
            meet instances of its own, and could fail where every check that the student sees has passed.
    """
    if not plain:
        raise ValueError("after_plain: got no check, expected that of the plain case: write @after_plain(test_...)")
    for one in plain:
        if not hasattr(one, "pytestmark"):
            raise ValueError(
                f"after_plain: got {_name(one)}, expected a hidden check; put @check above it, or name the checks that it calls"
            )

    def mark(special: Check) -> Check:
        @functools.wraps(special)
        def run(student: Student, rng: np.random.Generator) -> None:
            __tracebackhide__ = True  # pytest shows the author's line, not this one
            try:
                special(student, rng)
            except CheckFailed as failure:
                failing = next((one for one in plain if not _passes(one, student)), None)
                if failing is None:
                    raise
                raise CheckFailed(_sent_back(_plainest(failing, student))) from failure

        WAITS_FOR[run] = plain
        return run

    return mark


def _plainest(failing: Check, student: Student) -> Check:
    """The plainest check that fails on the way from this one to those that it waits for: its message is no pointer."""
    for plainer in WAITS_FOR.get(failing, ()):
        if not _passes(plainer, student):
            return _plainest(plainer, student)
    return failing


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
